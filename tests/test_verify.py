"""verify: every fault of a built site, by page and link."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.verify import verify

TARGET = '<html><body><main><h1 id="hama">Hama</h1><p>Text</p><a name="old"></a></main></body></html>'


def faults(folder: Path, body: str, head: str = "") -> list[str]:
    """The faults of a site of two pages and a table, the first of which holds `body`."""
    page = f"<html><head>{head}</head><body><article><h1>Aleppo</h1><p>Text</p>{body}</article></body></html>"
    files = {"places/aleppo/index.html": page, "places/hama/index.html": TARGET, "data/events.csv": "id"}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    found = verify(folder, {path for path in files if path.endswith(".html")})
    assert {problem.file for problem in found} <= {"places/aleppo/index.html"}
    return [problem.message for problem in found]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="../hama/">',
        '<a href="../hama">',
        '<a href="../hama/index.html#hama">',
        '<a href="../hama/#old">',
        '<a href="../hama/?x=1#hama">',
        '<a href="../../data/events.csv" download>',
        '<a href="#here">x</a><p id="here">',
        '<a href="#">',
        '<a href="#top">',
        '<a href="../h%61ma/#h%61ma">',
        '<a href="https://example.org/x">',
        '<a href="mailto:desk@example.org">',
        '<img src="data:image/gif;base64,R0lGOD">',
        '<p style="background: url(data:image/gif;base64,R0lGOD)">',
        '<svg><defs><g id="a"></g></defs><use href="#a"></use></svg>',
        "",
    ],
)
def test_what_is_alive_is_no_fault(tmp_path: Path, body: str) -> None:
    assert faults(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="../homs/">', "link '../homs/' leads to nothing in the site"),
        ('<a href="../../../x">', "link '../../../x' leads to nothing in the site"),
        ('<a href="../hama/#x">', "link '../hama/#x' leads to no anchor in places/hama/index.html"),
        ('<a href="#x">', "link '#x' leads to no anchor in places/aleppo/index.html"),
        ('<a href="/x/">', "link '/x/' is absolute, it breaks under another path: make it relative"),
        ('<a href="//h/x">', "link '//h/x' is absolute, it breaks under another path: make it relative"),
        ('<a href="http://[x">', "link 'http://[x' is no address"),
        ('<img src="x.png">', "link 'x.png' leads to nothing in the site"),
        ('<img src="https://h/x.png">', "'https://h/x.png' would be fetched from another host"),
        ('<img src="//h/x.png">', "'//h/x.png' would be fetched from another host"),
        ('<image src="https://h/x.png">', "'https://h/x.png' would be fetched from another host"),
        ('<unknown src="https://h/x"></unknown>', "'https://h/x' would be fetched from another host"),
        ('<p poster="https://h/p.png">', "'https://h/p.png' would be fetched from another host"),
        ('<image srcset="https://h/2.png 2x">', "'https://h/2.png' would be fetched from another host"),
        ('<img srcset="https://h/2.png 2x">', "'https://h/2.png' would be fetched from another host"),
        ('<script src="https://h/x.js"></script>', "'https://h/x.js' would be fetched from another host"),
        ('<iframe src="https://h/x"></iframe>', "'https://h/x' would be fetched from another host"),
        ('<video poster="https://h/p.png"></video>', "'https://h/p.png' would be fetched from another host"),
        ('<object data="https://h/o"></object>', "'https://h/o' would be fetched from another host"),
        ('<p style="background:url(https://h/b)">', "'https://h/b' would be fetched from another host"),
        ("<style>@import 'https://h/c';</style>", "'https://h/c' would be fetched from another host"),
        ('<svg><image href="https://h/i"/></svg>', "'https://h/i' would be fetched from another host"),
        ('<svg><image xlink:href="https://h/i"/></svg>', "'https://h/i' would be fetched from another host"),
        ('<p id="a"><p id="a"><p id="a">', "id 'a' stands 3 times on the page"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, body: str, message: str) -> None:
    assert faults(tmp_path, body) == [message]


@pytest.mark.parametrize("rel", ["stylesheet", "icon", "preconnect", "preload", "dns-prefetch", ""])
def test_a_link_that_makes_a_browser_ask_another_host(tmp_path: Path, rel: str) -> None:
    head = f'<link rel="{rel}" href="https://h/x">'
    assert faults(tmp_path, "", head) == ["'https://h/x' would be fetched from another host"]


@pytest.mark.parametrize("rel", ["canonical", "alternate", "license"])
def test_a_link_that_only_names_an_address(tmp_path: Path, rel: str) -> None:
    assert faults(tmp_path, "", f'<link rel="{rel}" href="https://h/x">') == []


def test_pages_that_are_missing_empty_or_in_no_plan(tmp_path: Path) -> None:
    pages = {
        "none.html": "",
        "bare.html": "<html><body><article><h1>Title</h1></article>Footer</body></html>",
        "untitled.html": "<html><body><p>Text</p></body></html>",
        "stray.html": TARGET,
        "good.html": TARGET,
    }
    for path, text in pages.items():
        (tmp_path / path).write_text(text, "utf-8")
    planned = {"none.html", "bare.html", "untitled.html", "good.html", "lost/index.html"}
    assert [str(problem) for problem in verify(tmp_path, planned, {"lost.csv"})] == [
        "bare.html: has no text beside its heading",
        "lost.csv: is missing from the built site",
        "lost/index.html: is missing from the built site",
        "none.html: has no heading (h1)",
        "stray.html: is in the built site though nothing planned it",
        "untitled.html: has no heading (h1)",
    ]


def test_a_file_of_the_site_s_own_need_not_be_a_page(tmp_path: Path) -> None:
    (tmp_path / "widget.html").write_text("<p>x</p>")
    assert verify(tmp_path, (), ("widget.html",)) == []


def test_style_sheets_are_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    style = "@import url('https://h/a.css'); a { src: url(\"../x.png\") } b { src: url(ok.png) }"
    (tmp_path / "assets/a.css").write_text(style)
    (tmp_path / "assets/ok.png").touch()
    assert [str(problem) for problem in verify(tmp_path, ())] == [
        "assets/a.css: 'https://h/a.css' would be fetched from another host",
        "assets/a.css: link '../x.png' leads to nothing in the site",
    ]


def test_the_error_page_may_use_absolute_links(tmp_path: Path) -> None:
    page = '<body><h1>Not found</h1><p>Text</p><a href="/reports/">Home</a></body>'
    (tmp_path / "404.html").write_text(page)
    assert verify(tmp_path, (), ("404.html",)) == []
