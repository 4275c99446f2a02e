"""`frontmark` with charts left aside: what all the rest costs. `python -m benchmarks.uncharted generate FOLDER`

A figure without rows is no chart, and here none has any: no chart is composed or drawn, and no page has its words, its
table or its files.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

from generator import cli
from generator.compose import figures


def _none(*_arguments: object) -> None:
    return None


def leave_charts_out() -> int:
    """Makes every figure give None, wherever a module has it by name; returns how many figures there are."""
    names = [each.name for each in pkgutil.iter_modules(figures.__path__, f"{figures.__name__}.")]
    there = [each for name in names for each in vars(importlib.import_module(name)).values()]
    methods = [
        (kind, name)
        for kind in there
        if isinstance(kind, type)
        for name, each in vars(kind).items()
        if _draws(each)
    ]
    for kind, name in methods:
        setattr(kind, name, _none)
    drawing = {each for each in there if _draws(each)}
    for module in [each for name, each in sys.modules.items() if name.startswith("generator.compose")]:
        for name, value in list(vars(module).items()):
            if callable(value) and value in drawing:
                setattr(module, name, _none)
    return len(drawing) + len(methods)


def _draws(each: object) -> bool:
    return callable(each) and getattr(each, "__annotations__", {}).get("return") == "Chart | None"


if __name__ == "__main__":
    leave_charts_out()
    sys.exit(cli.main())
