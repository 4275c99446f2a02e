"""What every page says of the whole data, left out of its HTML and put in at the very end.

A new last day changes these words on every page; so they need not change the HTML that is kept of each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig

from generator import shell

# As `theme/main.html` and `theme/partials/copyright.html` write them when they are told `sealed`.
_ASOF, _COPYRIGHT = "<!--frontmark:asof-->", "<!--frontmark:copyright-->"


@dataclass(frozen=True)
class Seal:
    """`context`: for the templates. A site with templates of its own may say these facts anywhere: never sealed."""

    asof: str = ""
    copyright: str = ""
    closed: bool = False

    @property
    def context(self) -> dict[str, Any]:
        return {"sealed": True} if self.closed else {}

    def broken(self, html: str) -> str:
        """A finished page with the words in their places."""
        if not self.closed:
            return html
        return html.replace(_ASOF, self.asof, 1).replace(_COPYRIGHT, self.copyright, 1)


def seal(config: MkDocsConfig, env: Environment) -> Seal:
    """The seal of a site, with its words as of now."""
    if config.theme.custom_dir:
        return Seal()
    facts = config.extra.get("facts") or {}
    context = {"config": config, "facts": facts, "chosen": config.extra.get("frontmark") or {}}
    asof = env.get_template("partials/asof.html").render(context)
    copyright = env.get_template("partials/copyright.html").render(context)
    return Seal(asof, shell.mend_shell(copyright), closed=True)
