"""Whether a site's Markdown is the one that `article` knows."""

from __future__ import annotations

from markdown import Markdown  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig

from generator.engine.blocks import article

# The extensions that our pages need; and those that do nothing without marks of their own, at all of which `article`
# gives up: backticks, "!!!", "???", "[^1]", "~~~", ": ".
_NEEDED = frozenset(("attr_list", "md_in_html", "tables", "toc"))
_HARMLESS = frozenset(("fenced_code", "admonition", "def_list", "footnotes", "sane_lists", "codehilite"))
_HARMLESS |= {f"pymdownx.{name}" for name in ("details", "highlight", "inlinehilite", "superfences")}
# Everything that `article` knows: whatever an extension or one of its options changes, it shows here.
_SAMPLE = """\
<nav class="a" aria-label="A &#38; b" markdown="1">[Link](a.md) › “x” 'y' "z" -- ...</nav>

# Über &#42;alles&#42; – (c) 1/2

<p class="b" markdown="1">**Strong** https://example.org www.example.org a.b:c 2024-12-06 → <br>x</p>

<div class="c" data-search-exclude markdown="1">

- one [link](b.md#c), <small>small</small>
- two<sup class="d" data-search-exclude><a id="e" href="#f">1</a>–<a href="#f">2</a></sup>

</div>

## Über &#42;alles&#42; – (c) 1/2

1. <span id="g"></span>first

2. second
3. third

### Heading {: #h data-search-exclude }

line
line

| A | B | C | D |
| --- | ---: | :--- | :---: |
| <bdi>a</bdi> | 1 | | **d** |
| - | 1. | n |

<figure id="i" data-search-exclude><svg xmlns="http://www.w3.org/2000/svg"><text>1 &lt; 2</text></svg></figure>

<p class="j">“x” 'y' "z" -- ...</p>

<details class="k" data-search-exclude markdown="1"><summary>More <span>x</span></summary>

<p class="l" data-m="&#34;"><button type="button">x</button></p>

<p class="n" markdown="span">[Link](d.md) <code>x</code></p>

</details>
"""


def known(config: MkDocsConfig) -> bool:
    """Whether `article` gives what Python-Markdown gives as the site has set it up."""
    names = set(config.markdown_extensions)
    if not names >= _NEEDED or not names <= _NEEDED | _HARMLESS:
        return False
    theirs = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
    html = theirs.convert(_SAMPLE)
    ours = article(_SAMPLE, str)
    return ours is not None and (ours.html, ours.toc) == (html, getattr(theirs, "toc_tokens", None))
