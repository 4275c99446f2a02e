"""What every page says of the whole data, left out of its HTML and put in at the very end.

A new last day changes these words on every page; so they need not change the HTML that is kept of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from generator import shell

# As `theme/main.html`, `partials/cite.html` and `partials/copyright.html` write them when they are told `sealed`.
# The first stands before a page's text, the others after it.
_ASOF, _COPYRIGHT = b"<!--frontmark:asof-->", b"<!--frontmark:copyright-->"
_STATE = b"<!--frontmark:state-->"


@dataclass(frozen=True)
class Seal:
    """`context`: for the templates. A site with templates of its own may say these facts anywhere: never sealed."""

    asof: str = ""
    copyright: str = ""
    state: str = ""
    closed: bool = False

    @property
    def context(self) -> dict[str, Any]:
        return {"sealed": True} if self.closed else {}

    def broken(self, html: bytes) -> list[bytes | memoryview]:
        """A finished page with the words in their places, in parts: to join them would copy all of it."""
        # From the end that each is near: most of a page lies between them.
        places = ((html.find if mark == _ASOF else html.rfind)(mark) for mark in self._told)
        found = sorted((at, mark) for at, mark in zip(places, self._told, strict=True) if at >= 0)
        parts: list[bytes | memoryview] = []
        upto, whole = 0, memoryview(html)
        for at, mark in found:
            parts += whole[upto:at], self._told[mark]
            upto = at + len(mark)
        return [*parts, whole[upto:]]

    @cached_property
    def _told(self) -> dict[bytes, bytes]:
        told = ((_ASOF, self.asof), (_STATE, self.state), (_COPYRIGHT, self.copyright)) if self.closed else ()
        return {mark: words.encode("utf-8", errors="xmlcharrefreplace") for mark, words in told}


def seal(config: MkDocsConfig, env: Environment) -> Seal:
    """The seal of a site, with its words as of now."""
    if config.theme.custom_dir:
        return Seal()
    facts = config.extra.get("facts") or {}
    context = {"config": config, "facts": facts, "chosen": config.extra.get("frontmark") or {}}
    asof = env.get_template("partials/asof.html").render(context)
    copyright = env.get_template("partials/copyright.html").render(context)
    state = env.get_template("partials/state.html").render(context)
    return Seal(asof, shell.mend_shell(copyright), state, closed=True)
