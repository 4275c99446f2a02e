"""Search in Chromium: the worker alone over small indexes, and the box on the built site, under the README's policy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hosting import policy, serve
from playwright.sync_api import Browser, Page, expect

from generator.search import card_path, entry, pieces
from generator.search.terms import terms

SCRIPT = Path(__file__).parents[2] / "generator/theme/assets/javascripts/search.js"
CONFIG = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": [], "fields": {}}
ASK = """async queries => {
  const worker = new Worker("/assets/javascripts/search.js")
  const next = () => new Promise((resolve, reject) => {
    worker.onmessage = e => resolve(e.data)
    worker.onerror = reject
  })
  worker.postMessage({ type: 0, data: await (await fetch("/search/search_index.json")).json() })
  if ((await next()).type !== 1) throw "not ready"
  const results = []
  for (const query of queries) {
    worker.postMessage({ type: 2, data: query })
    const { type, data } = await next()
    if (type !== 3) throw "no result"
    results.push(data)
  }
  return results
}"""

# Address → heading, other names, text.
PAGES: Mapping[str, tuple[str, list[str], str]] = {
    "actors/hezbollah/": ("Hezbollah", ["Hizballah"], "<p>Lebanese party.</p>"),
    "actors/kataib-hezbollah/": ("Kataib Hezbollah", [], "<p>A militia in Iraq.</p>"),
    "actors/us/": ("United States", ["US"], "<p>A country.</p>"),
    "actors/nusra/": ("Hayat Tahrir al-Sham", ["HTS", "Jabhat al-Nusra"], "<p>Formerly Nusra Front.</p>"),
    "places/aleppo/": ("Aleppo", ["حلب"], "<p>A city.</p>"),
    "places/aleppo-airport/": ("Aleppo airport", ["مطار حلب الدولي"], "<p>Near Aleppo.</p>"),
    "places/qusayr/": ("al-Qusayr", ["القُصَير"], "<p>A town.</p>"),
    "places/afrin/": ("Afrîn", ["عفرين"], "<p>Çelik Street &lt;img src=x onerror=alert(1)&gt; zone.</p>"),
    "dates/2024-12-06/": (
        "Friday 6 December 2024",
        ["2024-12-06", "6 Dec 2024"],
        '<p>Day 10</p><h2 id="clashes">Clashes</h2><ul><li>Hezbollah, Hezbollah, Hezbollah attacked Aleppo.</li></ul>'
        '<h2 id="talks">Talks</h2><p>Talks in Doha.</p>',
    ),
    "dates/2024-12-16/": (
        "Monday 16 December 2024",
        ["2024-12-16", "16 Dec 2024"],
        '<h2 id="clashes">Clashes</h2><p>The attacks of 6 men.</p><p>Hezbollah left Aleppo.</p>',
    ),
    "dates/2025-12-06/": ("Saturday 6 December 2025", ["2025-12-06", "6 Dec 2025"], "<p>Quiet.</p>"),
}


def write(folder: Path, pages: Mapping[str, tuple[str, list[str], str]]) -> None:
    entries = {}
    for url, (title, names, text) in pages.items():
        made = entry(f'<h1 id="a">{title}</h1>{text}', title, {"tags": names, "description": f"On {title}."})
        assert made is not None
        entries[url] = made
    files = {card_path(url): made.card.encode() for url, made in entries.items()}
    files |= pieces({url: made.words for url, made in entries.items()}, CONFIG)
    files |= {
        "assets/javascripts/search.js": SCRIPT.read_bytes(),
        "index.html": b"<!doctype html><meta charset=utf-8>",
        "404.html": b"",
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@pytest.fixture(scope="module")
def small(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("small")
    write(folder, PAGES)
    with serve(folder, {"Content-Security-Policy": policy()}) as address:
        page = chromium.new_page()
        page.goto(address)
        yield page
        page.close()


@pytest.fixture
def ask(small: Page) -> Callable[..., Any]:
    """Results of queries, put to a fresh worker one after the other; of one, its result."""

    def asked(*queries: str) -> Any:
        found = small.evaluate(ASK, list(queries))
        return found if len(queries) > 1 else found[0]

    return asked


def urls(result: dict[str, Any]) -> list[str]:
    return [items[0]["location"].split("#")[0] for items in result["items"]]


# --- the worker -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Hezbollah", "actors/hezbollah/"),  # though the day names it more often
        ("hizballah", "actors/hezbollah/"),
        ("HEZB", "actors/hezbollah/"),
        ("Kataib Hezbollah", "actors/kataib-hezbollah/"),
        ("HTS", "actors/nusra/"),
        ("Jabhat al-Nusra", "actors/nusra/"),
        ("jabhat alnusra", "actors/nusra/"),
        ("nusra front", "actors/nusra/"),
        ("US", "actors/us/"),
        ("Aleppo", "places/aleppo/"),
        ("Alep", "places/aleppo/"),
        ("aleppo air", "places/aleppo-airport/"),
        ("حلب", "places/aleppo/"),
        ("حَلَب", "places/aleppo/"),
        ("مطار حلب", "places/aleppo-airport/"),
        ("القصير", "places/qusayr/"),
        ("قصير", "places/qusayr/"),
        ("Qusayr", "places/qusayr/"),
        ("al-Qusayr", "places/qusayr/"),
        ("afrin", "places/afrin/"),
        ("celik", "places/afrin/"),
        ("2024-12-06", "dates/2024-12-06/"),
        ("6 December 2024", "dates/2024-12-06/"),
        ("Dec 6 2024", "dates/2024-12-06/"),
        ("6.12.2024", "dates/2024-12-06/"),
        ("12/16/2024", "dates/2024-12-16/"),
        ("16 dec", "dates/2024-12-16/"),
        ("6 December", "dates/2025-12-06/"),  # the latest of those alike
        ("attack", "dates/2024-12-16/"),
        ("talks doha", "dates/2024-12-06/"),
    ],
)
def test_the_first_result_is_the_page_that_is_meant(ask: Callable[..., Any], typed: str, first: str) -> None:
    assert urls(ask(typed))[0] == first


def test_a_day_is_not_that_of_another_number(ask: Callable[..., Any]) -> None:
    assert urls(ask("6 December")) == ["dates/2025-12-06/", "dates/2024-12-06/"]


def test_every_beginning_of_a_name_finds_it(ask: Callable[..., Any]) -> None:
    name = "hezbollah"
    results = ask(*(name[:n] for n in range(1, len(name) + 1)))
    assert {urls(result)[0] for result in results[1:]} == {"actors/hezbollah/"}
    assert "actors/hezbollah/" in urls(results[0])


def test_several_words_mean_pages_with_all_of_them(ask: Callable[..., Any]) -> None:
    assert set(urls(ask("Hezbollah Aleppo"))) == {"dates/2024-12-06/", "dates/2024-12-16/"}
    assert set(urls(ask("the Hezbollah of Aleppo"))) == {"dates/2024-12-06/", "dates/2024-12-16/"}


def test_words_that_no_page_has_together_find_those_with_any_and_say_what_is_missing(
    ask: Callable[..., Any],
) -> None:
    result = ask("Hezbollah zebra")
    assert urls(result)[0] == "actors/hezbollah/"
    assert result["items"][0][0]["terms"] == {"hezbollah": True, "zebra": False}


@pytest.mark.parametrize("typed", ["zebra", "+", "  ", "*", "<b>", "\\", "zebra:giraffe", "the"])
def test_what_is_nowhere_finds_nothing(ask: Callable[..., Any], typed: str) -> None:
    assert ask(typed)["items"] == []


def test_a_section_is_shown_with_what_matches_in_it_marked(ask: Callable[..., Any]) -> None:
    section, *rest = ask("doha talks")["items"][0]
    assert section["location"] == "dates/2024-12-06/#talks"
    assert section["title"] == "<mark>Talks</mark>"
    assert section["text"] == "<p><mark>Talks</mark> in <mark>Doha</mark>.</p>"
    assert section["terms"] == {"doha": True, "talks": True}
    (article,) = [item for item in rest if "#" not in item["location"]]
    assert article["title"] == "Friday 6 December 2024"
    assert article["tags"] == ["2024-12-06", "6 Dec 2024"]
    assert article["score"] < section["score"]


def test_a_page_of_the_name_says_what_it_is_about(ask: Callable[..., Any]) -> None:
    (article, *_), *_ = ask("Aleppo airport")["items"]
    assert article["title"] == "<mark>Aleppo</mark> <mark>airport</mark>"
    assert article["text"] == "<p>Near <mark>Aleppo</mark>.</p>"
    (article, *_), *_ = ask("HTS")["items"]
    assert article["text"] == "<p>On Hayat Tahrir al-Sham.</p>"
    assert article["tags"] == ["<mark>HTS</mark>", "Jabhat al-Nusra"]


def test_accents_and_vowel_signs_are_marked_as_they_stand(ask: Callable[..., Any]) -> None:
    assert ask("afrin")["items"][0][0]["title"] == "<mark>Afrîn</mark>"
    assert ask("قصير")["items"][0][0]["tags"] == ["<mark>القُصَير</mark>"]


def test_text_of_a_page_never_becomes_markup(ask: Callable[..., Any]) -> None:
    (article, *_), *_ = ask("onerror")["items"]
    assert "&lt;img src=x <mark>onerror</mark>=alert(1)&gt;" in article["text"]
    assert "<img" not in article["text"]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("hezb", ["hezbollah"]),
        ("Hezb", ["Hezbollah"]),
        ("kataib hez", ["hezbollah"]),
        ("حل", ["حلب"]),
        ("doha", []),
    ],
)
def test_the_rest_of_the_word_is_suggested(ask: Callable[..., Any], typed: str, completed: list[str]) -> None:
    assert ask(typed)["suggest"] == completed


def test_nothing_is_suggested_beside_markup_since_material_prints_what_is_typed(
    ask: Callable[..., Any],
) -> None:
    result = ask("<svg/onload=alert(1)> hezb")
    assert result["items"]
    assert result["suggest"] == []


TEXTS = (
    "Hayat Tahrir al-Sham’s front; Deir ez-Zor, as-Suwayda",
    "Çelik Erdoğan straße Łódź İstanbul ﬁne ½ Ⅷ ²",
    "القُصَيْر، والقوات للجيش إِدْلِب حماة موسى ٦ ديسمبر ٢٠٢٤",
    "2024-12-06 2016-2019 06.12.2024 12-6 3.5 km",
    "People's Hay'at Ba‘ath O’Neill \u2068حماة\u2069 snake_case",
    "Ελλάδα Москва ёлка 東京 ภาษา हिन्दी עִבְרִית",
    "a" * 60 + " 𝐁old 🙂 x",
)


def test_the_worker_reads_words_as_the_index_does(small: Page) -> None:
    own = json.loads(pieces({}, CONFIG)["search/search_index.json"])["config"]["frontmark"]
    small.add_script_tag(url="/assets/javascripts/search.js")
    found = small.evaluate("([own, texts]) => { setUp(own); return texts.map(terms) }", [own, TEXTS])
    assert found == [terms(text) for text in TEXTS]


def test_only_the_best_are_loaded_of_many_pages(chromium: Browser, tmp_path: Path) -> None:
    pages: dict[str, tuple[str, list[str], str]] = {
        f"dates/{year}-{month:02}-{day:02}/": (
            f"S{chr(96 + day)}mile {day} {year}",
            [],
            "<p>A clash near Homs.</p>",
        )
        for year in range(2000, 2010)
        for month in range(1, 13)
        for day in range(1, 29)
    }
    write(tmp_path, pages)
    with serve(tmp_path) as address:
        page = chromium.new_page()
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(unquote(request.url.removeprefix(address))))
        page.goto(address)
        (result,) = page.evaluate(ASK, ["clash"])
        fetched = [path for path in asked if path.startswith("search/")]
        (short,) = page.evaluate(ASK, ["s"])
        page.close()
    assert result["of"] == len(pages)
    assert len(result["items"]) == 20
    assert urls(result)[0] == "dates/2009-12-28/"
    assert len([path for path in fetched if path.startswith("search/pages/")]) == 20
    assert len(fetched) <= 20 + 5
    assert len(short["items"]) == 20  # one letter finds some of what begins so, not all
    assert len(asked) - len(fetched) <= 20 + 12


def test_a_word_typed_on_is_asked_for_once(small: Page) -> None:
    """Who types quickly wants the result of what stands there in the end."""
    answered = small.evaluate(
        """async () => {
          const worker = new Worker("/assets/javascripts/search.js")
          const heard = []
          worker.onmessage = e => heard.push(e.data)
          worker.postMessage({ type: 0, data: await (await fetch("/search/search_index.json")).json() })
          for (const data of ["a", "al", "ale", "talks"]) worker.postMessage({ type: 2, data })
          await new Promise(resolve => setTimeout(resolve, 1500))
          return heard.map(({ type, data }) => [type, data?.items.length])
        }"""
    )
    assert answered == [[1, None], [3, 1]]


# --- the box ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def syria(built: Callable[[str], Path]) -> Iterator[str]:
    with serve(built("syria") / "site", {"Content-Security-Policy": policy()}) as address:
        yield address


@pytest.fixture(scope="module")
def arabic(built: Callable[[str], Path]) -> Iterator[str]:
    with serve(built("arabic") / "site", {"Content-Security-Policy": policy()}) as address:
        yield address


def test_the_box_finds_while_the_reader_types(chromium: Browser, syria: str) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{syria}places/homs/")
    page.keyboard.press("/")
    page.locator("[name=query]").press_sequentially("Hezbo", delay=40)
    first = page.locator(".md-search-result__item > a").first
    expect(first).to_have_attribute("href", re.compile(r"/actors/hezbollah/\?h="))
    expect(page.locator(".md-search__suggest")).to_have_text("Hezbollah")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[name=query]")).to_have_value("Hezbollah")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/actors/hezbollah/"), wait_until="commit")
    expect(page.locator("article h1 mark")).to_have_text("Hezbollah")
    assert said == []
    page.close()


def test_what_is_pasted_without_a_key_is_searched_for(chromium: Browser, syria: str) -> None:
    page = chromium.new_page()
    page.goto(syria)
    with page.expect_response("**/search/search_index.json"):
        page.locator("[name=query]").focus()
    page.wait_for_timeout(500)
    page.locator("[name=query]").fill("Daesh")
    expect(page.locator(".md-search-result__item > a").first).to_have_attribute("href", re.compile(r"/isis/"))
    page.close()


def test_enter_leads_to_the_best_result(chromium: Browser, syria: str) -> None:
    page = chromium.new_page()
    page.goto(f"{syria}about/?q={quote('Talbiseh fell the same morning')}")
    page.locator(".md-search-result__item").first.wait_for()
    page.locator("[name=query]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/dates/2024-12-06/\?.*#captures$"))
    page.close()


def test_the_box_says_how_many_pages_match(chromium: Browser, syria: str) -> None:
    page = chromium.new_page()
    for typed, said in (
        ("damascus", r"The best 20 of \d{2} matching pages"),
        ("Daesh", "1 matching document"),
        ("zebra", "No matching documents"),
    ):
        page.goto(f"{syria}about/?q={typed}")
        expect(page.locator(".md-search-result__meta")).to_have_text(re.compile(f"^\\s*{said}\\s*$"))
    page.close()


def test_an_arabic_site_finds_arabic_words(chromium: Browser, arabic: str) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for typed in ("المخاضة", "مخاضه", "Ford"):
        page.goto(f"{arabic}places/?q={quote(typed)}")
        first = page.locator(".md-search-result__item > a").first
        expect(first).to_have_attribute("href", re.compile(r"/places/ford/$"))
    assert said == []
    page.close()
