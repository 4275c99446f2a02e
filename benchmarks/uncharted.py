"""`frontmark` without the drawing of charts: what all the rest costs. `python -m benchmarks.uncharted generate …`"""

from __future__ import annotations

import sys
from typing import Any

import charts.draw
from generator import cli


def _blank(spec: dict[str, Any], name: str, alt: str, title: str = "") -> charts.draw.Drawing:
    return charts.draw.Drawing(
        f'<svg id="{name}"><title>{len(title)} {len(alt)}</title></svg>', spec, 1.0, 1.0
    )


if __name__ == "__main__":
    charts.draw.draw = _blank
    sys.exit(cli.main())
