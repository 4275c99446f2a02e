"""The pages in Chromium: links that are copied, filters, keys, the age of the data, search, the error page, paper."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hosting import serve
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

REPOSITORY = Path(__file__).parents[2]
DAY = "dates/2024-12-06/"
EVENT = "e-2024-12-06-rastan"
ROOT = "/reports/syria/"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may go wrong."""
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    yield page
    assert said == []


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A page without scripts."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def count(page: Page) -> str:
    return page.locator(".fm-filter output").inner_text()


# --- links of events --------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [DAY, "actors/fateh-mubin-operations-room/", "places/rastan/"])
def test_the_link_of_an_event_is_copied_by_key_and_leads_to_its_day(
    page: Page, host: str, where: str
) -> None:
    page.goto(host + where)
    link = page.locator(f"li:has(#{EVENT}) .fm-link a")
    link.focus()
    assert link.evaluate("link => getComputedStyle(link.parentNode).opacity") == "1"
    page.keyboard.press("Enter")
    expect(page.locator(".fm-voice")).to_have_text("Link copied")
    expect(page.locator(".fm-voice")).to_have_attribute("role", "status")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{host}{DAY}#{EVENT}"
    page.goto(copied)
    expect(page.locator(f"#{EVENT}")).to_be_attached()


def test_the_link_shows_on_hover_and_is_always_there_for_touch(chromium: Browser, host: str) -> None:
    touch = chromium.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    desk = chromium.new_context(viewport={"width": 1280, "height": 900})
    shown = f"li:has(#{EVENT}) .fm-link"
    for context, before in ((touch, "1"), (desk, "0")):
        page = context.new_page()
        page.goto(host + DAY)
        assert page.locator(shown).evaluate("link => getComputedStyle(link).opacity") == before
        page.locator(f"li:has(#{EVENT})").hover()
        assert page.locator(shown).evaluate("link => getComputedStyle(link).opacity") == "1"
        box = page.locator(f"{shown} a").bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        context.close()


def test_without_a_clipboard_the_link_is_followed(chromium: Browser, host: str) -> None:
    context = chromium.new_context()
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = context.new_page()
    page.goto(host + DAY)
    page.locator(f"li:has(#{EVENT})").hover()
    page.locator(f"li:has(#{EVENT}) .fm-link a").click()
    assert page.url == f"{host}{DAY}#{EVENT}"
    context.close()


def test_without_scripts_links_lead_to_their_anchor_and_lists_are_whole(plain: Page, host: str) -> None:
    plain.goto(host + DAY)
    link = plain.locator(f"li:has(#{EVENT}) .fm-link a")
    assert link.get_attribute("href") == f"./#{EVENT}"
    assert link.inner_text().strip() == "Link to this event"
    assert plain.locator(".fm-filter").is_visible() is False
    assert plain.locator("li:has([data-type])").count() == 47
    assert plain.locator(".fm-asof").inner_text() == "Data until 15 December 2024, from 27 November 2024"


# --- filters ----------------------------------------------------------------------------------------------


def test_a_filter_stands_in_the_address_and_is_restored_from_it(page: Page, host: str) -> None:
    page.goto(host + DAY)
    page.locator(".fm-filter summary").click()
    assert count(page) == "47 of 47 events"
    assert page.locator(".fm-fields button").is_visible() is False
    page.select_option("select[name=type]", "capture")
    page.select_option("select[name=confidence]", "claimed")
    page.wait_for_url(f"{host}{DAY}?type=capture&confidence=claimed")
    assert count(page) == "5 of 47 events"
    page.reload()
    assert count(page) == "5 of 47 events"
    shown = page.locator("li:has([data-type]):visible")
    assert shown.count() == 5
    assert set(shown.locator(".fm-conf").all_inner_texts()) == {"○ claimed"}


def test_an_address_with_the_name_of_a_type_still_works(page: Page, host: str) -> None:
    """Addresses were once shared with the words of the site's language in them; now they hold the code."""
    page.goto(f"{host}{DAY}?type=air%20strike")
    assert page.locator("select[name=type]").input_value() == "airstrike"
    shown = page.locator("li:has([data-type]):visible")
    expect(page.locator(".fm-filter output")).to_have_text(f"{shown.count()} of 47 events")
    assert 0 < shown.count() < 47
    page.wait_for_url(f"{host}{DAY}?type=airstrike")


def test_empty_groups_are_hidden_and_clear_brings_all_back(page: Page, host: str) -> None:
    page.goto(f"{host}{DAY}?type=capture")
    groups = page.locator("h2#events ~ h3:visible")
    entries = page.locator(".md-sidebar--secondary li:has(> a[href='#events']) li:visible")
    assert groups.all_inner_texts() == ["Captures"]
    assert entries.all_inner_texts() == ["Captures"]
    page.locator(".fm-fields button").click()
    page.wait_for_url(host + DAY)
    assert count(page) == "47 of 47 events"
    assert groups.count() == entries.count() == 11
    expect(page.locator(".fm-voice")).to_have_text("47 of 47 events")


def test_a_filter_by_actor_and_words(page: Page, host: str) -> None:
    page.goto(f"{host}{DAY}?actor=sdf")
    of_sdf = page.locator("li:has([data-type]):visible")
    assert count(page) == f"{of_sdf.count()} of 47 events"
    assert 0 < of_sdf.count() < 47
    for row in of_sdf.all():
        assert row.locator("a[href$='/actors/sdf/']").count() > 0
    page.fill("input[name=text]", "Abu KAMAL")
    page.wait_for_url(re.compile(r"text=Abu\+KAMAL"))
    assert 0 < of_sdf.count() < 5


def test_what_the_list_does_not_hold_is_not_passed_over(page: Page, host: str) -> None:
    page.goto(f"{host}{DAY}?actor=nobody")
    assert count(page) == "0 of 47 events"


def test_an_anchor_opens_what_a_filter_hides(page: Page, host: str) -> None:
    page.goto(f"{host}{DAY}?type=protest#{EVENT}")
    expect(page.locator(f"li:has(#{EVENT})")).to_be_visible()
    assert count(page) == "47 of 47 events"


@pytest.mark.parametrize(
    ("path", "words", "said"),
    [
        ("sources/", "anadolu", "11 of 222 sources"),
        ("places/", "حلب", "4 of 115 places"),
        ("places/", "base 46", "1 of 115 places"),
        ("support/", "hmeimim", "2 of 74 rows"),
    ],
)
def test_other_long_lists_have_filters(page: Page, host: str, path: str, words: str, said: str) -> None:
    page.goto(host + path)
    page.locator(".fm-filter details").evaluate("details => { details.open = true }")
    page.fill("input[name=text]", words)
    expect(page.locator(".fm-filter output")).to_have_text(said)


def test_a_short_list_has_no_filter(page: Page, host: str) -> None:
    page.goto(host + "places/rastan/")
    assert page.locator("li:has([data-type])").count() <= 12
    assert page.locator(".fm-filter").count() == 0


@pytest.mark.parametrize("path", ["", DAY, "sources/", "places/", "actors/hts/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_loads(chromium: Browser, host: str, path: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 844})
    context.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) "
        "window.shift += entry.value }).observe({ type: 'layout-shift', buffered: true })"
    )
    page = context.new_page()
    # As on an old phone: what is painted before the whole page has been read is seen to move.
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 8})
    page.goto(host + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shift") <= 0.02
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


# --- keys -------------------------------------------------------------------------------------------------


def test_arrow_keys_turn_days_but_not_while_typing_or_with_another_key(page: Page, host: str) -> None:
    page.goto(host + DAY)
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"{host}dates/2024-12-07/")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(host + DAY)
    page.keyboard.press("Shift+ArrowRight")
    page.locator(".fm-filter summary").click()
    page.fill("input[name=text]", "bridge")
    page.keyboard.press("ArrowLeft")
    page.locator("select[name=type]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.url.split("?")[0] == host + DAY


def test_a_slash_opens_the_search(page: Page, host: str) -> None:
    page.goto(host + DAY)
    page.keyboard.press("/")
    expect(page.locator("[data-md-component=search-query]")).to_be_focused()


@pytest.mark.parametrize("path", ["", DAY])
def test_focus_shows_wherever_it_goes(page: Page, host: str, path: str) -> None:
    page.goto(host + path)
    seen = []
    for _ in range(45):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => {
                    const at = document.activeElement;
                    const drawn = at.matches(".md-option") ? at.nextElementSibling : at;
                    const style = getComputedStyle(drawn);
                    const field = at.closest(".md-search__form");
                    const shows = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
                    return [at.tagName, at.className, shows || Boolean(field)];
                }"""
            )
        )
    assert [each for each in seen if not each[2]] == []
    assert len({str(each) for each in seen}) > 3


def test_the_skip_link_leads_past_the_header(page: Page, host: str) -> None:
    page.goto(host + DAY)
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


# --- the age of the data ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "said", "old"),
    [
        ("2024-12-15T12:00:00", "", False),
        ("2024-12-16T01:00:00", "1 day old", False),
        ("2024-12-27T23:00:00", "12 days old", False),
        ("2024-12-29T12:00:00", "14 days old", False),
        ("2024-12-30T12:00:00", "Not current: 15 days old", True),
        ("2025-03-15T12:00:00", "Not current: 2 months old", True),
        ("2027-06-01T12:00:00", "Not current: 2 years old", True),
    ],
)
def test_the_age_is_that_of_the_reader_s_day(page: Page, host: str, now: str, said: str, old: bool) -> None:
    page.clock.set_fixed_time(now)
    page.goto(host + "advance/")
    assert page.locator(".fm-age").inner_text() == said
    assert ("fm-old" in (page.locator(".fm-asof").get_attribute("class") or "")) is old


# --- search -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("HTS", "actors/hts/"),
        ("Nusra Front", "actors/hts/"),
        ("Jabhat al-Nusra", "actors/hts/"),
        ("Hizballah", "actors/hezbollah/"),
        ("Hezbollah", "actors/hezbollah/"),
        ("Daesh", "actors/isis/"),
        ("Aleppo", "places/aleppo/"),
        ("حلب", "places/aleppo/"),
        ("دمشق", "places/damascus/"),
        ("Damascus", "places/damascus/"),
        ("6 December", DAY),
        ("6 Dec", DAY),
        ("December 6", DAY),
        ("2024-12-06", DAY),
        ("6 December 2024", DAY),
    ],
)
def test_search_finds_the_page_of_what_is_typed(page: Page, host: str, typed: str, first: str) -> None:
    page.goto(f"{host}about/?q={quote(typed)}")
    result = page.locator(".md-search-result__item > a").first
    result.wait_for()
    expect(result).to_have_attribute("href", re.compile(rf"^{re.escape(host + first)}(\?|$)"))


def test_search_knows_an_event_once_and_no_endnotes(folder: Path) -> None:
    cards = "".join(file.read_text("utf-8") for file in (folder / "search" / "pages").rglob("*.json"))
    assert "sources-cited" not in cards
    assert "related-pages" not in cards
    assert "Link to this event" not in cards
    assert cards.count("Talbiseh fell the same morning") == 1


# --- the error page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["/", ROOT])
@pytest.mark.parametrize("path", ["nowhere", "dates/2024-12-31/", "a/b/c/d.html"])
def test_the_error_page_works_at_any_depth_and_under_any_path(
    context: BrowserContext, folder: Path, prefix: str, path: str
) -> None:
    with serve(folder, prefix=prefix) as address:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address + path)
        expect(page.locator("h1")).to_have_text("Page not found")
        expect(page.locator("h1")).to_have_css("font-weight", "600")
        assert page.locator("article li a").first.inner_text() == "Sunday 15 December 2024"
        page.locator("article input[name=q]").fill("HTS")
        page.keyboard.press("Enter")
        result = page.locator(".md-search-result__item > a").first
        result.wait_for()
        expect(result).to_have_attribute("href", re.compile(re.escape(f"{address}actors/hts/")))
        page.goto(address + path)
        page.keyboard.press("/")
        expect(page.locator("[data-md-component=search-query]")).to_be_focused()
        expect(page.locator("#__search")).to_be_checked()
        page.wait_for_timeout(500)  # Material closes its search only once it has opened
        page.keyboard.press("Escape")
        expect(page.locator("#__search")).not_to_be_checked()
        page.locator("article li a").first.click()
        page.wait_for_url(f"{address}dates/2024-12-15/")
        assert faults == []


# --- paper ------------------------------------------------------------------------------------------------


def test_a_day_prints_as_a_report(chromium: Browser, host: str) -> None:
    context = chromium.new_context(color_scheme="dark", viewport={"width": 665, "height": 980})
    page = context.new_page()
    page.goto(host + DAY)
    page.wait_for_load_state("networkidle")
    pdf = page.pdf(prefer_css_page_size=True)
    assert set(re.findall(rb"/MediaBox \[0 0 ([\d.]+ [\d.]+)\]", pdf)) == {b"594.95996 841.91998"}
    pages = len(re.findall(rb"/Type /Page\b", pdf))
    assert 8 <= pages <= 16
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (
        ".md-header",
        ".md-tabs",
        ".md-sidebar",
        ".fm-pager",
        ".fm-crumbs",
        ".fm-filter",
        "#related-pages",
    ):
        assert page.locator(gone).locator("visible=true").count() == 0, gone
    for there in (".fm-print", ".fm-figure svg", ".fm-endnotes li", "#sources-cited"):
        assert page.locator(there).first.is_visible(), there
    for box in page.locator(".fm-figure svg").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.right, box.height])"
    ):
        assert box[0] >= 0
        assert box[1] <= 665
        assert 50 < box[2] < 257 * 96 / 25.4
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('article')).color") == "rgb(0, 0, 0)"
    address = page.locator(".fm-endnotes a[href^=http]").first
    shown = address.evaluate("link => getComputedStyle(link, '::after').content")
    assert str(address.get_attribute("href")) in shown
    context.close()


# --- citing a chart -------------------------------------------------------------------------------------


def test_a_citation_is_copied_whole_with_the_address_of_the_chart(page: Page, host: str) -> None:
    page.goto(f"{host}{DAY}?type=capture")
    page.wait_for_load_state("networkidle")
    quote = page.locator("#chart-map ~ .fm-tools .fm-quote").first
    quote.locator("summary").click()
    button = quote.locator(".fm-copy")
    button.press("Enter")
    expect(button).to_have_text("Citation copied")
    expect(page.locator(".fm-voice")).to_have_text("Citation copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "“18 places changed hands on 6 December”. Syria, November–December 2024, data until "
    )
    assert copied.endswith(f"December 2024. {host}{DAY}#chart-map")
    picture = quote.locator(".fm-address a").last
    assert picture.inner_text() == f"{host}charts/2024-12-06-map.svg"
    assert page.request.get(picture.inner_text()).ok


def test_without_a_clipboard_the_citation_is_marked(chromium: Browser, host: str) -> None:
    context = chromium.new_context()
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = context.new_page()
    page.goto(f"{host}advance/")
    quote = page.locator("#chart-pace ~ .fm-tools .fm-quote").first
    quote.locator("summary").click()
    quote.locator(".fm-copy").click()
    assert page.evaluate("getSelection().toString()").endswith(f"{host}advance/#chart-pace")
    context.close()


def test_the_map_of_another_day_is_cited_by_that_day(page: Page, host: str) -> None:
    page.goto(host)
    page.locator(".fm-slider input").focus()
    page.keyboard.press("ArrowLeft")
    addresses = page.locator("#chart-map ~ .fm-tools .fm-address a")
    expect(addresses.first).to_have_text(f"{host}dates/2024-12-14/#chart-map")
    expect(addresses.nth(1)).to_have_text(f"{host}charts/2024-12-14-map.svg")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_site_that_knows_its_address_cites_it(chromium: Browser, under_root: str, scripts: bool) -> None:
    context = chromium.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{under_root}advance/")
    page.wait_for_load_state("networkidle")
    tools = page.locator("#chart-pace ~ .fm-tools").first
    tools.locator(".fm-quote summary").click()
    assert [link.inner_text() for link in tools.locator(".fm-address a").all()] == [
        f"https://reports.example{ROOT}advance/#chart-pace",
        f"https://reports.example{ROOT}charts/advance-pace.svg",
    ]
    assert tools.locator(".fm-copy").is_visible() is scripts
    context.close()


# --- the frame of the pages -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "section", "current"),
    [
        ("", "Situation", "page"),
        ("dates/", "Days", "page"),
        (DAY, "Days", "true"),
        ("actors/hts/", "Actors", "true"),
        ("places/aleppo/", "Places", "true"),
        ("sources/", "Sources", "page"),
        ("about/", "About", "page"),
    ],
)
def test_a_page_marks_its_section(page: Page, host: str, path: str, section: str, current: str) -> None:
    page.goto(host + path)
    active = page.locator(".md-tabs__item--active")
    assert [text.strip() for text in active.all_inner_texts()] == [section]
    assert active.locator("a").get_attribute("aria-current") == current


@pytest.mark.parametrize("path", ["", DAY, "actors/hts/", "places/aleppo/", "sources/", "about/", "data/"])
def test_no_page_looks_like_documentation(page: Page, host: str, path: str) -> None:
    page.goto(host + path)
    assert page.locator(".md-content__button, .md-source-file, .md-sidebar--primary:visible").count() == 0
    assert "Made with" not in page.locator("body").inner_text()
    for sidebar in page.locator(".md-sidebar:visible").all():
        assert sidebar.locator("a").count() > 0


@pytest.mark.parametrize(
    "path", ["actors/fateh-mubin-operations-room/", "actors/hts/", "places/aleppo/", DAY]
)
def test_the_contents_hold_no_long_list_of_days(page: Page, host: str, path: str) -> None:
    page.goto(host + path)
    lists = page.locator(".md-sidebar--secondary nav nav > ul")
    for each in lists.all():
        assert each.locator("> li").count() < 15
    assert page.locator(".md-sidebar--secondary nav > ul").first.locator("> li").count() > 2


@pytest.mark.parametrize("path", ["", DAY, "support/", "advance/"])
def test_takeaways_come_first_each_with_its_rows(page: Page, host: str, path: str) -> None:
    page.goto(host + path)
    assert page.locator("article h2").first.inner_text() == "In brief"
    brief = page.locator(".fm-brief li")
    assert 1 <= brief.count() <= 5
    for each in brief.all():
        assert re.search(r"\d|\b(one|two|three|four|five|six|seven|eight|nine)\b", each.inner_text())
        assert each.locator("small a").count() == 1


def test_the_home_page_goes_from_brief_to_charts_to_actors_to_days(page: Page, host: str) -> None:
    page.goto(host)
    order = page.locator("article").evaluate(
        "article => [...article.querySelectorAll('h2, .fm-figures, .fm-figure')].map(one => one.id || one.className)"
    )
    assert order == [
        "in-brief",
        "fm-figures",
        "chart-distance-m5-north",
        "chart-support",
        "chart-map",
        "chart-pace",
        "actors-by-side",
        "latest-days",
        "sources-cited",
    ]


def test_the_words_of_the_scripts_are_data(folder: Path) -> None:
    inline = re.findall(r'<script id="__fm"([^>]*)>', (folder / "index.html").read_text("utf-8"))
    assert inline == [' type="application/json"']
    assert "og:" not in (folder / DAY / "index.html").read_text("utf-8")


# --- a site that knows its address, and moves from page to page without loading anew ----------------------


@pytest.fixture(scope="module")
def addressed(
    once: Callable[[str, Callable[[Path], None]], Path], copy_site: Callable[[Path, Path], object]
) -> Path:
    """The site of the repository with an address, instant navigation and a day of the next update."""

    def fill(folder: Path) -> None:
        copy_site(REPOSITORY, folder)
        config = (folder / "mkdocs.yml").read_text("utf-8")
        config = config.replace("  features:\n", "  features:\n    - navigation.instant\n")
        config = config.replace("    stale_days: 7\n", "    stale_days: 7\n    next_update: 2024-12-15\n")
        (folder / "mkdocs.yml").write_text(f"site_url: https://reports.example{ROOT}\n{config}", "utf-8")
        command = [sys.executable, "-m", "generator.cli", "build", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    return once("addressed", fill) / "site"


@pytest.fixture
def under_root(addressed: Path) -> Iterator[str]:
    with serve(addressed, prefix=ROOT) as address:
        yield address


def test_everything_works_when_pages_are_swapped(page: Page, under_root: str) -> None:
    def at_home(route: Route) -> None:
        """Pages are swapped only where the sitemap names them, and it names them at their own address."""
        text = route.fetch().text().replace(f"https://reports.example{ROOT}", under_root)
        route.fulfill(body=text, content_type="application/xml")

    page.route("**/sitemap.xml", at_home)
    page.clock.set_fixed_time("2024-12-17T12:00:00")
    page.goto(f"{under_root}dates/2024-12-08/")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.same = true")
    page.locator(".fm-prev a").first.click()
    page.wait_for_url(f"{under_root}dates/2024-12-07/")
    expect(page.locator(".fm-filter summary")).to_be_attached()
    assert page.locator(".fm-age").inner_text() == "2 days old"
    assert [text.strip() for text in page.locator(".md-tabs__item--active").all_inner_texts()] == ["Days"]
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(under_root + DAY)
    expect(page.locator("h1")).to_have_text("Friday 6 December 2024")
    page.locator(".fm-filter summary").click()
    page.select_option("select[name=type]", "capture")
    page.wait_for_url(f"{under_root}{DAY}?type=capture")
    page.locator(f"li:has(#{EVENT}) .fm-link a").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".fm-voice")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{under_root}{DAY}#{EVENT}"
    assert page.evaluate("window.same")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2024-12-15T20:00:00", "Next update due 15 December 2024"),
        ("2024-12-16T08:00:00", "Next update was due 15 December 2024"),
    ],
)
def test_the_next_update_is_announced(page: Page, under_root: str, now: str, said: str) -> None:
    page.clock.set_fixed_time(now)
    page.goto(under_root + "data/")
    expect(page.locator(".fm-due")).to_have_text(said)


@pytest.mark.parametrize("path", ["nowhere", "a/b/c/d/e/f"])
def test_the_error_page_of_a_site_with_an_address_needs_no_search_for_its_root(
    context: BrowserContext, under_root: str, path: str
) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(under_root + path)
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_have_css("font-weight", "600")
    assert [url for url in asked[1:] if not url.startswith(under_root)] == []
    page.locator("article li a").first.click()
    page.wait_for_url(f"{under_root}dates/2024-12-15/")


def test_a_day_is_shown_with_its_picture_where_its_address_is_shared(page: Page, under_root: str) -> None:
    page.goto(under_root + DAY)
    said = page.locator("meta[property^='og:'], meta[name^='twitter:']").evaluate_all(
        "all => all.map(one => [one.getAttribute('property') || one.name, one.content])"
    )
    tags = dict(said)
    assert len(tags) == len(said)
    site = f"https://reports.example{ROOT}"
    assert tags["og:title"] == tags["twitter:title"] == "Friday 6 December 2024"
    assert tags["og:description"].startswith("6 December 2024: Day 10 · 47 events")
    assert tags["og:url"] == site + DAY
    assert tags["og:image"] == tags["twitter:image"] == f"{site}assets/social/2024-12-06.png"
    assert tags["og:image:alt"].startswith("18 places changed hands")
    assert tags["twitter:card"] == "summary_large_image"
    answer = page.request.get(f"{under_root}assets/social/2024-12-06.png")
    assert answer.body()[:4] == b"\x89PNG"


@pytest.mark.parametrize(
    ("path", "title", "picture"),
    [
        ("", "Situation as of 15 December 2024", "assets/social/2024-12-15.png"),
        ("actors/hts/", "Hayat Tahrir al-Sham", ""),
        ("sources/", "Sources", ""),
    ],
)
def test_other_pages_say_what_they_are(
    page: Page, under_root: str, path: str, title: str, picture: str
) -> None:
    page.goto(under_root + path)
    assert page.locator("meta[property='og:title']").get_attribute("content") == title
    images = page.locator("meta[property='og:image']")
    assert [one.get_attribute("content") for one in images.all()] == (
        [f"https://reports.example{ROOT}{picture}"] if picture else []
    )


def test_an_event_that_moved_to_a_later_page_of_its_day_is_still_found(
    page: Page, built: Callable[[str], Path]
) -> None:
    site = built("busy-day") / "site"
    later = (site / "dates" / "2033-06-15" / "2" / "index.html").read_text("utf-8")
    found = re.search(r'id="(e-busy-\d+)"', later)
    assert found
    with serve(site) as address:
        page.goto(f"{address}dates/2033-06-15/#{found[1]}")
        page.wait_for_url(f"{address}dates/2033-06-15/2/#{found[1]}")
        expect(page.locator(f"#{found[1]}")).to_be_attached()


def test_a_filter_goes_with_the_reader_to_the_other_pages_of_a_list(
    page: Page, built: Callable[[str], Path]
) -> None:
    with serve(built("busy-day") / "site") as address:
        page.goto(f"{address}dates/2033-06-15/?confidence=disputed")
        links = page.locator(".fm-parts a")
        assert links.count() > 0
        assert {link.get_attribute("href").split("?")[1] for link in links.all()} == {"confidence=disputed"}  # type: ignore[union-attr]
