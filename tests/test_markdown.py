"""markdown: untrusted text shows as it is, whichever engine reads it, wherever on a line it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import markdown as python_markdown  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from markupsafe import Markup

from generator import markdown

# Those of mkdocs.yml, and all that a site's author may have turned on beside them.
EXTENSIONS = [
    *("attr_list", "md_in_html", "tables", "toc", "footnotes", "abbr", "def_list", "admonition"),
    *("pymdownx.superfences", "pymdownx.snippets", "pymdownx.emoji", "pymdownx.magiclink"),
    *("pymdownx.caret", "pymdownx.tilde", "pymdownx.mark", "pymdownx.details"),
]

HOSTILE = [
    # emphasis and code
    *("*em*", "**strong**", "_em_", "__strong__", "a*b*c", "snake_case_name", "`code`", "``co`de``", "***"),
    *("~~gone~~", "H~2~O", "x^2^", "==marked==", "^^under^^", "$x$", r"\(x\)", r"\*not escaped\*", "\\"),
    # links, images, addresses
    *("[a](b)", "[a](javascript:alert(1))", "[a]: https://example.org", "[a][b]", "![a](b.png)", "[[wiki]]"),
    *("<https://example.org>", "https://example.org/x?a=1&b=2", "www.example.org", "WWW.X.org", "a@example.org"),
    *("<javascript:alert(1)>", "@user", "gh:user/name", "name/repo#12"),
    # raw HTML and entities
    *("<b>bold</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x -->", "<!DOCTYPE x>"),
    *("<?php ?>", "<![CDATA[x]]>", "</div>", "<div markdown=1>*x*</div>", '"><svg onload=alert(1)>', "</small>"),
    *("&amp;", "&lt;b&gt;", "&copy;", "&#42;x&#42;", "&nbsp;", "a < b & c > d", "AT&T", "<", "&"),
    # attribute lists, footnotes, abbreviations, snippets, templates
    *("{: onclick=alert(1)}", "{ .class #id }", "{:toc}", "text {: #id }", "[^1]", "[^1]: note", "*[HTML]: Hyper"),
    *('--8<-- "mkdocs.yml"', "-8<- 'x'", "{{ config }}", "{% raw %}", "{# c #}", "[TOC]", "${x}", "%s"),
    # blocks
    *("# heading", "## heading ##", "heading\n===", "heading\n---", "---", "- - -", "===", "- one", "+ item", "* item"),
    *("1. item", "1) item", "2024. A year", "12", "> quote", "    code", "\tx", "```\nx\n```", "~~~", ": define"),
    *('!!! note "x"', '??? note "x"', '=== "tab"', "/// note", "| a | b |", "a | b", "|---|---|", "| --- |"),
    # signs that an extension may take for something
    *(":smile:", ":8ball:", ":100:", ":+1:", "12:30:45", "Title: more", "(c) -- ... --- 1/2", "a--b---c", "'q' \"q\""),
    # odd characters
    *("\u0002stx\u0003", "klzzwxh:0001", "wzxhzdk:0", "a\u0000b", "\u0085x", "\u2028x\u2029", "\ufeffx", "x\u00a0y"),
    *("العربية *x*", "\u202eabc", "\u2066abc", "👍🏽", "e\u0301", "a\x0bb\x0cc", "\x1b[31mred"),
]  # fmt: skip

# Where a value may stand. The second part says whether it is text() or text_run() that goes there.
PLACES: dict[str, tuple[str, Callable[[str], Markup]]] = {
    "start": ("{} and more", markdown.text),
    "middle": ("before {} after", markdown.text_run),
    "end": ("before {}", markdown.text_run),
    "alone": ("{}", markdown.text),
    "second line": ("first line\n{}", markdown.text),
    "cell": ("| a | b |\n| --- | --- |\n| {} | x |", markdown.text),
    "heading": ("## {}", markdown.text),
    "item": ("- {}", markdown.text),
    "nested": ('<div class="fm-events" markdown="1">\n\n- <small>{}</small> x\n\n</div>', markdown.text),
    "link": ("[{}](page.md)", markdown.text),
    "quote": ("> {}", markdown.text),
}


@cache
def engines() -> dict[str, Callable[[str], str]]:
    converter = python_markdown.Markdown(extensions=EXTENSIONS)

    def convert(source: str) -> str:
        converter.reset()
        return str(converter.convert(source))

    # html on: what slips through as a tag must be seen.
    return {"Python-Markdown": convert, "markdown-it-py": MarkdownIt("commonmark").enable("table").render}


def parsed(source: str) -> html.HtmlElement:
    return html.fragment_fromstring(source, create_parent="main")


def elements(root: html.HtmlElement) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Every element with its attributes; the id that a heading gets from its words is left out."""
    for element in root.iter():
        name = element.tag if isinstance(element.tag, str) else "comment or instruction"
        kept = {key: value for key, value in element.attrib.items() if (name, key) != ("h2", "id")}
        yield name, tuple(sorted(kept.items()))


def folded(value: str) -> str:
    """Text as a browser shows it; marks that only turn the direction of writing are not shown."""
    return " ".join(re.sub("[\u202a-\u202e\u2066-\u2069]", "", value).split())


def given_text(value: str) -> str:
    """What of `value` can be shown: all but control characters."""
    return folded(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", value))


def differs(value: str) -> list[str]:
    """How the shown differs from the given, in every place and engine."""
    faults = []
    for place, (frame, escape) in PLACES.items():
        for engine, render in engines().items():
            shown, plain = (parsed(render(frame.format(word))) for word in (escape(value), "WORD"))
            wanted = folded(plain.text_content().replace("WORD", given_text(value)))
            if folded(shown.text_content()) != wanted:
                faults.append(f"{engine}, {place}: {folded(shown.text_content())!r} for {wanted!r}")
            if list(elements(shown)) != list(elements(plain)):
                faults.append(f"{engine}, {place}: {html.tostring(shown)!r}")
    return faults


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_shows_as_it_is(value: str) -> None:
    assert differs(value) == []


def test_the_corpus_is_large_and_each_string_is_tried_once() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= 100


SIGNS = st.sampled_from(
    [*"*_`[](){}<>#+-.!|~^=:&;\\/$@%\"' \n\t\r1ax0", "--8<--", "http://", "www.", "](", "&#", "]: "]
)


@given(st.lists(SIGNS, min_size=1, max_size=12).map("".join).filter(given_text))
@settings(max_examples=120, deadline=None)
def test_any_signs_show_as_they_are(value: str) -> None:
    assert differs(value) == []


@given(st.text(max_size=20).filter(given_text))
@settings(max_examples=60, deadline=None)
def test_any_text_shows_as_it_is(value: str) -> None:
    assert differs(value) == []


def test_plain_sentences_stay_readable_in_the_source() -> None:
    sentence = "At 12:30 the army (about 2,000 men) left Hama – it said: “no fight”; see p. 4."
    assert markdown.text(sentence) == sentence


def test_no_text_is_no_markdown() -> None:
    assert [markdown.text(value) for value in ("", "  ", "\x00")] == ["", "", ""]
    assert markdown.prose("") == ""


# --- prose ----------------------------------------------------------------------------------------------

ALLOWED = {"em": set(), "strong": set(), "code": set(), "a": {"href", "rel"}}


def prose_elements(value: str, frame: str = "{}") -> dict[str, list[tuple[str, dict[str, str]]]]:
    """What arises from `value` in each engine, beside the elements of a plain word in the same place."""
    found = {}
    for engine, render in engines().items():
        root, plain = (parsed(render(frame.format(word))) for word in (markdown.prose(value), "WORD"))
        more = Counter(elements(root)) - Counter(elements(plain))
        found[engine] = [(name, dict(kept)) for name, kept in more.elements()]
    return found


def harmless(value: str, frame: str) -> bool:
    return all(
        name in ALLOWED
        and set(kept) <= ALLOWED[name]
        and kept.get("href", "https:").startswith(("http:", "https:", "mailto:"))
        for found in prose_elements(value, frame).values()
        for name, kept in found
    )


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("a *b* c", "a <em>b</em> c"),
        ("**b** and `c|d*`", "<strong>b</strong> and <code>c&#124;d&#42;</code>"),
        (
            "see [the *text*](https://example.org/a_b)",
            'see <a href="https://example.org/a_b" rel="noopener noreferrer">the <em>text</em></a>',
        ),
        ("[m](mailto:a@example.org)", '<a href="mailto:a@example.org" rel="noopener noreferrer">m</a>'),
        ("no marks, <b> & $", "no marks, &#60;b&#62; &#38; &#36;"),
    ],
)
def test_prose_keeps_emphasis_code_and_links_to_the_web(value: str, source: str) -> None:
    assert markdown.prose(value) == source


@pytest.mark.parametrize(
    "value",
    [
        "*a* [b](javascript:alert(1))",
        "*a* [b](data:text/html,x)",
        "*a* [b](vbscript:x)",
        "*a* [b](JavaScript&#58;alert(1))",
        "*a* [b](../../other.md)",
        "*a* [b](//example.org)",
        "*a* ![b](https://example.org/b.png)",
        "*a* <b onclick=x>c</b>",
        "*a* {: onclick=x}",
        '*a* [b](https://example.org "title")',
        "*a* [b](https://example.org/<script>)",
        "*a* [b](https://example.org/`c`)",
        "*a* [b](https://example.org/[c](d))",
        "*a*{ .x } `b`{: #y }",
        "*a* --8<-- 'x' [^1]",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "- {}", "| a |\n| --- |\n| {} |"])
def test_prose_gives_nothing_else(value: str, frame: str) -> None:
    assert harmless(value, frame), prose_elements(value, frame)


@pytest.mark.parametrize("value", ["- *x*", "1. *x*", "1) `x`", ": *x*", "# *x*", "+ *x*", "> *x*"])
@pytest.mark.parametrize("frame", ["{}", "- {}", "term\n\n{}"])
def test_prose_never_starts_a_block(value: str, frame: str) -> None:
    assert harmless(value, frame), prose_elements(value, frame)


@given(
    st.lists(SIGNS | st.sampled_from(["*a*", "[b](https://c.d)", "`e`"]), min_size=1, max_size=10)
    .map("".join)
    .filter(given_text)
)
@settings(max_examples=120, deadline=None)
def test_any_prose_is_harmless(value: str) -> None:
    assert harmless(value, "- {}"), prose_elements(value, "- {}")


@pytest.mark.parametrize(
    "value", ['"><b onclick=x>', "a & b", "'x'", "*x* [a](b) `c`", "a\nb", "&quot;", "{: #x}"]
)
def test_an_attribute_holds_what_it_was_given(value: str) -> None:
    for render in engines().values():
        root = parsed(render(f'x <span title="{markdown.attribute(value)}">y</span>'))
        assert [dict(element.attrib) for element in root.iter("span")] == [{"title": given_text(value)}]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/?a=1&b=2#c",
        "https://example.org/a_b_c*d*e",
        "https://example.org/[a](javascript:alert(1))",
        "https://example.org/[a](onmouseover=alert(1)//)",
        "https://example.org/`a`",
        "https://example.org/![a](b)",
        "https://example.org/'x'{:y}",
        "https://example.org/~~a~~^^b^^==c==:smile:",
        "https://example.org/ء",
    ],
)
def test_a_link_to_another_host_leads_there_and_nowhere_else(url: str) -> None:
    for engine, render in engines().items():
        root = parsed(render(f"- {markdown.outside(url, markdown.text('w'))}"))
        links = [(dict(link.attrib), link.text_content()) for link in root.iter("a")]
        assert links == [({"href": url, "rel": "noopener noreferrer"}, "w")], engine
        assert not list(root.iter("img", "code", "em", "del", "ins", "mark"))


@pytest.mark.parametrize(
    ("note", "demoted"),
    [
        ("plain", "plain"),
        ("# One\n\ntext\n\n## Two", "### One\n\ntext\n\n#### Two"),
        ("##### Five", "###### Five"),
        ("```\n# no heading\n```", "```\n# no heading\n```"),
        ("#no heading", "#no heading"),
        ("- # In a list", "- ### In a list"),
        ("# Closed #", "### Closed #"),
    ],
)
def test_headings_of_a_note_stay_below_the_pages_own(note: str, demoted: str) -> None:
    assert markdown.demote(note) == demoted


@pytest.mark.parametrize("note", ["Title\n=====\n\ntext", "Title\n-----\n\ntext"])
def test_underlined_headings_of_a_note_stay_below_the_pages_own_too(note: str) -> None:
    root = parsed(engines()["Python-Markdown"](markdown.demote(note)))
    assert [element.tag for element in root.iter("h1", "h2")] == []
    assert "Title" in root.text_content()


@pytest.mark.parametrize("turn", ["\u202e", "\u202d", "\u202b", "\u2067", "\u2066"])
def test_text_cannot_turn_the_rest_of_the_line_around(turn: str) -> None:
    root = parsed(engines()["Python-Markdown"](f"before {markdown.text(f'name {turn}abc')} after"))
    shown = root.text_content()
    pop = "\u202c" if turn < "\u2060" else "\u2069"
    assert turn not in shown or pop in shown or list(root.iter("bdi"))
