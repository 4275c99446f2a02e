"""The real site in a browser: Debian's Chromium, phone and desk, light and dark, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from hosting import serve
from playwright.sync_api import Browser

# A folder of a folder: what leads out of the site by an absolute path is not found.
PREFIX = "/some/where/"
PAGES = ["", "dates/2024-12-06/", "actors/hts/", "places/aleppo/", "support/", "advance/"]
WIDTHS = {"desk": 1280, "phone": 390}

Scheme = Literal["light", "dark"]
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Where the built site of the repository is served, in a folder of a folder."""
    with serve(folder, prefix=PREFIX) as found:
        yield found


@pytest.fixture
def opened(chromium: Browser, address: str) -> Open:
    """Opens a page and, when done with it, asserts that it logged no error and asked no other host."""

    @contextmanager
    def page(path: str, width: str = "desk", scheme: Scheme = "light", scripts: bool = True) -> Iterator[Any]:
        context = chromium.new_context(
            viewport={"width": WIDTHS[width], "height": 900}, color_scheme=scheme, java_script_enabled=scripts
        )
        found: list[str] = []
        try:
            tab = context.new_page()
            tab.on(
                "console", lambda said: found.append(said.text) if said.type in ("error", "warning") else None
            )
            tab.on("pageerror", lambda error: found.append(str(error)))
            tab.on("requestfailed", lambda request: found.append(f"failed: {request.url}"))
            tab.on(
                "response",
                lambda got: found.append(f"{got.status}: {got.url}") if got.status >= 400 else None,
            )
            tab.on("request", lambda request: found.append(request.url) if leaves(request.url) else None)
            tab.goto(
                address + path, wait_until="networkidle" if (width, scheme) == ("desk", "light") else "load"
            )
            yield tab
        finally:
            context.close()
        assert found == []

    def leaves(url: str) -> bool:
        return not url.startswith((address, "data:", "blob:" + address.removesuffix(PREFIX)))

    return page


# --- each page, at the desk and on a phone, in both palettes ----------------------------------------------

# Of each chart: how large it is, its role and name, and which of its words stick out of its frame.
CHARTS = """() => [...document.querySelectorAll("figure.fm-figure svg.fm-chart")].map(svg => {
  const frame = svg.getBoundingClientRect(), slack = 1.5;
  const out = [...svg.querySelectorAll("text")].filter(text => {
    const box = text.getBoundingClientRect();
    return box.width && (box.left < frame.left - slack || box.right > frame.right + slack
      || box.top < frame.top - slack || box.bottom > frame.bottom + slack);
  });
  return {
    id: svg.id, width: frame.width, height: frame.height, role: svg.getAttribute("role"),
    name: svg.getAttribute("aria-label") || "", shown: svg.checkVisibility(),
    words: svg.querySelectorAll("text").length, out: out.map(text => text.textContent),
  };
})"""

# Elements that reach beyond the window, but for what scrolls in a frame of its own.
WIDER = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  return [...document.querySelectorAll("article *")].filter(e => e.getBoundingClientRect().right > edge + 1)
    .slice(0, 5).map(e => e.tagName + "." + e.className);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.strip("/").replace("/", "-") or "home")
def test_a_page_is_whole(opened: Open, path: str, width: str, scheme: Scheme) -> None:
    with opened(path, width, scheme) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
            tab.evaluate(WIDER)
        )
        charts = tab.evaluate(CHARTS)
        assert charts
        for chart in charts:
            assert chart["shown"], chart
            assert min(chart["width"], chart["height"]) > 40, chart
            assert (chart["role"], bool(chart["name"])) == ("img", True), chart
            assert chart["words"] > 1, chart
            assert chart["out"] == [], chart


# --- reading ----------------------------------------------------------------------------------------------

# Scripts may add to a page (how old the data are, buttons), but take nothing away and change no fact.
FACTS = """() => ({
  text: [...document.querySelectorAll("article h1, article h2, article h3, .fm-dateline, .fm-brief, .fm-figures,"
    + " .fm-events, .fm-endnotes, article > .md-typeset__scrollwrap td, article > table td")]
    .map(e => e.cloneNode(true))
    .map(e => { e.querySelectorAll("button").forEach(button => button.remove()); return e; })
    .map(e => e.textContent.split(/\\s+/).join(" ").trim()),
  charts: document.querySelectorAll("article svg.fm-chart").length,
  links: [...document.querySelectorAll("article a[href]")].map(a => a.getAttribute("href")).sort(),
})"""


@pytest.mark.parametrize("path", ["", "dates/2024-12-06/", "actors/russia/"])
def test_a_reader_without_scripts_gets_the_same_facts(opened: Open, path: str) -> None:
    with opened(path) as tab:
        scripted = tab.evaluate(FACTS)
    with opened(path, scripts=False) as tab:
        plain = tab.evaluate(FACTS)
    assert plain["charts"] == scripted["charts"] > 0
    assert len(plain["text"]) > 10
    assert plain["text"] == scripted["text"]
    assert set(plain["links"]) <= set(scripted["links"])


def luminance(color: str) -> float:
    red, green, blue = (int(part) for part in color.strip("rgba()").split(",")[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


COLORS = """() => {
  const style = e => getComputedStyle(e);
  return {
    words: style(document.querySelector("svg.fm-chart text")).fill,
    page: style(document.body).backgroundColor,
    marks: [...new Set([...document.querySelectorAll("svg.fm-chart path, svg.fm-chart circle")]
      .map(e => style(e).fill))].sort(),
  };
}"""


def test_charts_follow_the_palette(opened: Open) -> None:
    with opened("", scheme="light") as tab:
        light = tab.evaluate(COLORS)
        for _ in range(3):
            if tab.evaluate("document.body.getAttribute('data-md-color-scheme')") == "slate":
                break
            tab.locator("[data-md-component=palette] label:visible").click()
        dark = tab.evaluate(COLORS)
    assert luminance(light["page"]) > 200 > 60 > luminance(dark["page"])
    assert luminance(light["words"]) < luminance(dark["words"])
    assert light["marks"] != dark["marks"]


def test_the_system_s_palette_is_followed_from_the_start(opened: Open) -> None:
    with opened("", scheme="dark") as tab:
        assert luminance(tab.evaluate(COLORS)["page"]) < 60


def test_the_search_finds_an_actor_by_another_name(opened: Open) -> None:
    with opened("") as tab:
        tab.locator("input[name=query]").click()
        tab.locator("input[name=query]").press_sequentially("HTS", delay=50)
        results = tab.locator(".md-search-result__link")
        results.first.wait_for()
        links = [str(link.get_attribute("href")) for link in results.all()]
    pages = list(dict.fromkeys(link.split("?")[0].split("#")[0].split(PREFIX)[1] for link in links))
    assert "actors/hts/" in pages[:10], pages


FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  return {tag: e.tagName, inside: !!e.closest("article"), seen: e.matches(":focus-visible"),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none"};
}"""


def test_the_focus_of_the_keyboard_is_seen(opened: Open) -> None:
    with opened("dates/2024-12-06/") as tab:
        tab.locator("article a").first.focus()
        seen = []
        for _ in range(12):
            tab.keyboard.press("Tab")
            seen.append(tab.evaluate(FOCUSED))
    inside = [focus for focus in seen if focus["inside"]]
    assert len(inside) > 5
    assert [focus for focus in inside if not (focus["seen"] and focus["ring"])] == []


def test_a_citation_leads_to_its_source_and_back(opened: Open) -> None:
    with opened("dates/2024-12-06/") as tab:
        mark = tab.locator("sup.fm-cite a").first
        anchor = mark.get_attribute("id")
        mark.click()
        number = tab.url.split("#")[1]
        entry = tab.locator(f"li:has(> #{number}), li:has(#{number})").first
        assert entry.is_visible()
        entry.locator("a.fm-back").first.click()
        assert tab.url.endswith(f"#{anchor}")


def test_the_rows_behind_a_chart_open_on_demand(opened: Open) -> None:
    with opened("") as tab:
        details = tab.locator("details.fm-data").first
        assert not details.locator("table").is_visible()
        details.locator("summary").click()
        assert details.locator("table").is_visible()


def test_arabic_reads_from_the_right_within_its_own_words(opened: Open) -> None:
    with opened("places/aleppo/") as tab:
        name = tab.locator("article [lang=ar]").first
        assert (name.inner_text(), name.get_attribute("dir")) == ("حلب", "rtl")


# Where the publisher, the title and the date of a source stand on the screen, from left to right.
ORDER = """() => {
  const entry = [...document.querySelectorAll(".fm-sources li")].find(li => li.innerText.includes("وكالة الميناء"));
  const spot = words => {
    const walker = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      return range.getBoundingClientRect().left;
    }
  };
  return [spot("وكالة الميناء"), spot("الميناء بعد الانسحاب"), spot("8"), spot("March")];
}"""


def test_arabic_names_keep_the_order_of_the_line(built: Callable[[str], Path], chromium: Browser) -> None:
    with serve(built("full") / "site") as found:
        tab = chromium.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(found + "sources/")
        spots = tab.evaluate(ORDER)
        tab.close()
    assert spots == sorted(spots)
