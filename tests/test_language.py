"""language: the catalogue is whole, plural forms are right, and a build never hears another one's language."""

from __future__ import annotations

import ast
import json
import re
import string
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from charts import form, lettering, outlines
from generator import language, messages, words
from generator.blocks import Ref, Sentence
from generator.language import gettext as _
from generator.language import speaking
from generator.measure.likelihood import STEPS
from generator.phrases import named, phrase
from generator.schema import TABLES, counted, label
from generator.settings import read_settings

ROOT = Path(__file__).parent.parent
DEC_6, DEC_8, NOV_27 = date(2024, 12, 6), date(2024, 12, 8), date(2024, 11, 27)


@pytest.fixture
def arabic() -> Iterator[None]:
    with speaking("ar"):
        yield


# --- the catalogue ---------------------------------------------------------------------------------------

CATALOGUE: list[Any] = [message for message in messages.read("ar") if message.id]


def ids() -> set[Any]:
    return {message.id for message in messages.template() if message.id}


def forms(message: messages.Message | tuple[str, ...]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message


def fields(text: str) -> set[str]:
    return {name for _words, name, _spec, _kind in string.Formatter().parse(text) if name}


def test_the_extraction_finds_what_each_part_says() -> None:
    assert {
        "Situation as of {day}",  # a template
        "Page not found",  # the theme
        ("{n} event", "{n} events"),  # code
        "not renewed lately",  # a chart
        ("{n} clash", "{n} clashes"),  # the schema
        "air strike",
        "Umbrella actors",  # the measures
    } <= ids()


def test_arabic_misses_no_message_and_keeps_no_stale_one() -> None:
    known = {message.id for message in CATALOGUE}
    assert ids() - known == set()
    assert known - ids() == set()
    assert [message.id for message in CATALOGUE if not all(forms(message.string))] == []
    assert [message.id for message in CATALOGUE if message.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_message() -> None:
    wrong = []
    for message in CATALOGUE:
        wanted = set().union(*map(fields, forms(message.id)))
        for said in forms(message.string):
            # One and two are words in Arabic, and zero needs no number.
            missing = (
                wanted - fields(said) - ({"n", "best", "rows", "names"} if message.pluralizable else set())
            )
            if missing or not fields(said) <= wanted:
                wrong.append((message.id, said))
    assert wrong == []


def test_the_file_is_as_the_command_leaves_it() -> None:
    assert messages.file_of("ar").read_bytes() == messages.text(messages.read("ar"))


def test_no_message_hides_in_an_f_string() -> None:
    """Babel does not look into them before Python 3.12."""
    hidden = []
    for file in [*ROOT.glob("generator/**/*.py"), *ROOT.glob("charts/**/*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.FormattedValue):
                continue
            calls = [call for call in ast.walk(node.value) if isinstance(call, ast.Call)]
            hidden += [
                f"{file.name}:{call.lineno}"
                for call in calls
                if getattr(call.func, "id", getattr(call.func, "attr", "")) in messages.KEYWORDS
                and any(isinstance(arg, ast.Constant) and isinstance(arg.value, str) for arg in call.args)
            ]
    assert hidden == []


# --- plural forms, numbers, dates ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "events", "clashes"),
    [
        (0, "لا أحداث", "لا اشتباكات"),
        (1, "حدث واحد", "اشتباك واحد"),
        (2, "حدثان", "اشتباكان"),
        (3, "3 أحداث", "3 اشتباكات"),
        (10, "10 أحداث", "10 اشتباكات"),
        (11, "11 حدثًا", "11 اشتباكًا"),
        (99, "99 حدثًا", "99 اشتباكًا"),
        (100, "100 حدث", "100 اشتباك"),
        (102, "102 حدث", "102 اشتباك"),
        (103, "103 أحداث", "103 اشتباكات"),
        (1_011, "1,011 حدثًا", "1,011 اشتباكًا"),
    ],
)
@pytest.mark.usefixtures("arabic")
def test_arabic_has_six_forms_for_a_count(n: int, events: str, clashes: str) -> None:
    assert words.count(n, "{n} event", "{n} events") == events
    assert counted("events", "type", "clash", n) == clashes


@pytest.mark.usefixtures("arabic")
def test_numbers_and_lists_in_arabic() -> None:
    assert [words.number(n) for n in (0, 7, 1200)] == ["0", "7", "1,200"]
    assert words.kilometres(133.6) == "134 كم"
    assert words.position(36.202, -37.134) == "36.20° شمالًا، 37.13° غربًا"
    assert words.listed(["أ", "ب", "ج"]) == "أ وب وج"
    assert words.split({"confirmed": 11, "claimed": 5}) == "11 مؤكدًا، 5 وفق مصدر واحد"
    assert words.split({"disputed": 7}) == "كلها محل خلاف"


@pytest.mark.usefixtures("arabic")
def test_dates_in_arabic() -> None:
    assert words.long_date(DEC_6) == "6 ديسمبر 2024"
    assert words.weekday_date(DEC_6) == "الجمعة، 6 ديسمبر 2024"
    assert words.month(DEC_6) == "ديسمبر 2024"
    assert words.span(DEC_6, DEC_8) == "6–8 ديسمبر 2024"
    assert words.span(NOV_27, DEC_8) == "27 نوفمبر – 8 ديسمبر 2024"
    assert words.day_span(NOV_27, DEC_8) == "27 نوفمبر – 8 ديسمبر"
    assert words.weekdays()[0] == "إثنين"


def test_english_weekdays_begin_with_monday() -> None:
    assert words.weekdays() == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


# --- which language, and for how long --------------------------------------------------------------------


@pytest.mark.parametrize(("code", "known"), [("en", "en"), ("ar", "ar"), ("ar-SY", "ar"), ("ar_SY", "ar")])
def test_a_code_leads_to_its_catalogue(code: str, known: str) -> None:
    assert language.of(code).code == known


def test_a_language_without_a_catalogue_is_english_altogether() -> None:
    with speaking("fr"):
        assert words.long_date(DEC_6) == "6 December 2024"
        assert _("Actors") == "Actors"


def test_builds_in_one_process_do_not_hear_each_other() -> None:
    heard = {}

    def other() -> None:
        heard["thread"] = _("Actors")

    with speaking("ar"):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        with speaking("en"):
            heard["within"] = _("Actors")
        heard["after"] = _("Actors")
    assert heard == {"thread": "Actors", "within": "Actors", "after": "الأطراف"}
    assert _("Actors") == "Actors"


@pytest.mark.parametrize(
    ("theme", "code"),
    [
        ("theme: material", "en"),
        ("theme: {name: material}", "en"),
        ("theme: {name: material, language: ar}", "ar"),
        ("", "en"),
    ],
)
def test_the_language_is_that_of_the_theme(tmp_path: Path, theme: str, code: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"site_name: A\n{theme}\n", "utf-8")
    assert read_settings(tmp_path).language == code


# --- sentences, names and their direction ----------------------------------------------------------------

ACTOR, PLACE = Ref("actor", "a", "Army"), Ref("place", "p", "Ford")


def test_a_sentence_takes_the_order_of_its_template() -> None:
    parts: dict[str, Any] = {"actor": ACTOR, "place": PLACE, "km": "3 km"}
    assert Sentence.of("{actor} went {km}, to {place}.", **parts).parts == (
        ACTOR,
        " went 3 km, to ",
        PLACE,
        ".",
    )
    assert Sentence.of("{place}: {actor}, {km}", **parts).parts == (PLACE, ": ", ACTOR, ", 3 km")
    nested = Sentence.of("To {them}.", them=(ACTOR, " and ", PLACE))
    assert nested.parts == ("To ", ACTOR, " and ", PLACE, ".")


@pytest.mark.usefixtures("arabic")
def test_latin_names_keep_their_place_among_arabic_words() -> None:
    assert words.pair("Russia", "الحرس") == "\u2068Russia\u2069 ← الحرس"
    assert named("Army (A)") == "<bdi>Army (A)</bdi>"
    assert named("الحرس") == "الحرس"
    assert phrase(_("{giver} → {taker}"), {"giver": named("A"), "taker": named("B")}) == (
        "<bdi>A</bdi> ← <bdi>B</bdi>"
    )


def test_arabic_names_are_marked_among_latin_words() -> None:
    assert named("حلب") == '<span lang="ar" dir="rtl">حلب</span>'
    assert named("حلب (Aleppo)") == "<bdi>حلب (Aleppo)</bdi>"
    assert named("Aleppo") == "Aleppo"
    assert words.pair("Russia", "الحرس") == "Russia → الحرس"


@pytest.mark.usefixtures("arabic")
def test_labels_in_charts_run_from_right_to_left() -> None:
    assert form.words(0, 0, "134 كم")["text"] == "\u2067134 كم\u2069"
    assert form.words(0, 0, "RB 3")["text"] == "RB 3"
    assert label("events", "type", "airstrike") == "غارة جوية"


def test_labels_in_english_charts_are_as_they_were() -> None:
    assert form.words(0, 0, "134 km")["text"] == "134 km"


@pytest.mark.parametrize(
    ("text", "seen"),  # px in Chromium with Noto Sans Arabic at 13 px
    [("وفق مصدر واحد", 83), ("قتالي محدود", 65), ("الطاحونة", 43), ("كم من المخاضة", 80), ("الجبهة", 32)],
)
def test_arabic_letters_are_given_about_their_room(text: str, seen: float) -> None:
    assert seen * 0.95 < lettering.width(text, 13) < seen * 1.3


@pytest.mark.usefixtures("arabic")
def test_countries_have_their_arabic_names() -> None:
    assert language.country("Syria") == "سوريا"
    assert language.country("Nowhere") == "Nowhere"
    names = {name for name, _shape in outlines.within(30.0, 28.0, 50.0, 42.0)}
    unknown = {name for name in names if language.country(name) == name}
    assert unknown <= {"Akrotiri", "Dhekelia", "Cyprus U.N. Buffer Zone", "N. Cyprus"}
    assert {language.country(name) for name in ("Turkey", "Palestine", "Iraq")} == {
        "تركيا",
        "الأراضي الفلسطينية",
        "العراق",
    }


# --- a whole site ----------------------------------------------------------------------------------------


def _pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder / "site").as_posix(): path.read_text("utf-8")
        for path in sorted((folder / "site").rglob("*.html"))
    }


def _said(html: str) -> str:
    """All words of a page, those of attributes and of the scripts' phrases too; not code, not files' names."""
    root: Any = etree.HTML(html)
    phrases = "".join(root.xpath("//script[@id='__fm']/text()")) or "{}"
    for element in root.xpath(
        "//script | //style | //code | //*[@class='fm-files'] | //a[contains(@href, '.csv')]"
    ):
        tail, parent = element.tail or "", element.getparent()
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(element)
    told = ("busy", "close", "failed", "hint", "late", "none", "pause", "step")
    marks = [
        "aria-label",
        "title",
        "placeholder",
        "alt",
        "aria-valuetext",
        *(f"data-{name}" for name in told),
    ]
    attributes = root.xpath(
        " | ".join(f"//*[self::article or self::body[not(.//article)]]//@{mark}" for mark in marks)
    )
    return " ¦ ".join([*root.xpath("//text()"), *map(str, attributes), *_leaves(json.loads(phrases))])


def _leaves(value: Any) -> Iterator[str]:
    """Every text in what JSON says, but no key."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    else:
        yield str(value)


# What the tables and columns are called in the files themselves.
_NAMES = {table.name for table in TABLES} | {column.name for table in TABLES for column in table.columns}
_NAMES |= {"ICD 203"}
# Of a phrase with placeholders the words between them, where there are at least two.
_ENGLISH = sorted(
    {
        part.strip(" .,;:()“”")
        for message in ids()
        for form_ in forms(message)
        for part in ([form_] if "{" not in form_ else re.split(r"\{\w*\}", form_))
        if "{" not in form_ or " " in part.strip(" .,;:()“”")
    }
    - _NAMES
    - {""}
)


def _left(text: str) -> list[str]:
    pattern = "|".join(re.escape(words) for words in sorted(_ENGLISH, key=len, reverse=True))
    found = re.findall(rf"(?<![\w.@/&;={{-])(?:{pattern})(?![\w/=-])", text)
    return sorted({words for words in found if re.search("[A-Za-z]{2}", words)})


def test_the_search_for_english_words_finds_them(built: Callable[[str], Path]) -> None:
    found = _left(_said((built("full") / "site" / "index.html").read_text("utf-8")))
    assert {
        "Actors by side",
        "Latest days",
        "In brief",
        "Explore",
        "Link copied",
        "changes of control",
    } & set(found)
    assert len(found) > 30


def test_no_english_word_of_ours_is_left_on_an_arabic_page(built: Callable[[str], Path]) -> None:
    pages = _pages(built("arabic"))
    assert len(pages) > 25
    left = {path: found for path, html in pages.items() if (found := _left(_said(html)))}
    # The dictionary names codes where it explains columns; a licence has one name.
    for path in ("data/index.html", "lite/data.html"):
        assert left.pop(path) == ["delivered", "requested", "withheld"]
    # A wording is mapped only where it is a term of the directive, in the directive's language.
    for path in ("methodology/index.html", "lite/methodology.html"):
        terms = {term for step in STEPS for term in step.terms}
        assert {step.label for step in STEPS} <= set(left.pop(path)) <= terms
    assert left == {}


def test_every_page_of_an_arabic_site_says_how_it_runs(built: Callable[[str], Path]) -> None:
    pages = _pages(built("arabic"))
    assert {re.search("<html[^>]*>", html)[0] for html in pages.values()} == {  # type: ignore[index]
        '<html lang="ar" dir="rtl" class="no-js">',
        '<html lang="ar" dir="rtl">',
    }
    english = _pages(built("minimal"))
    assert {re.search("<html[^>]*>", html)[0] for html in english.values()} == {  # type: ignore[index]
        '<html lang="en" class="no-js">',
        '<html lang="en">',
        '<html lang="en" dir="ltr">',
    }


def test_an_arabic_site_shows_arabic_names_first(built: Callable[[str], Path]) -> None:
    page = (built("arabic") / "content/places/ford.md").read_text("utf-8")
    assert "\n# المخاضة\n" in page
    assert "<bdi>Ford</bdi> · بلدة، الوادي" in page
    listed = (built("arabic") / "content/places/index.md").read_text("utf-8")
    assert "| [المخاضة](../places/ford.md) <bdi>Ford</bdi> |" in listed
    assert "| [<bdi>Ridge</bdi>](../places/ridge.md) |" in listed


def test_the_takeaways_of_an_arabic_day_read_well(built: Callable[[str], Path]) -> None:
    page = (built("arabic") / "content/dates/2031-03-03.md").read_text("utf-8")
    brief = re.sub(
        r"<sup.*?</sup>|<small>.*?</small>|\]\([^)]*\)|\[", "", page.split("fm-brief")[1].split("</div>")[0]
    )
    assert [line for line in brief.splitlines() if line[:1].isdigit()] == [
        "1. تغيّران في السيطرة على أماكن مسماة في 3 مارس (1 مؤكد، 1 محل خلاف): 1 لصالح الجبهة، 1 لصالح <bdi>RB</bdi>. ",
        "2. جبهة <bdi>RB</bdi> على المحور طريق النهر تقدّمت 36 كم في 3 مارس، إلى الميناء، على بعد 48 كم من المخاضة "
        "(السيطرة على الميناء: مؤكد). ",
        "3. إيستمير ← الحرس: ارتفع الدعم المبلَّغ عنه من المستوى 2 إلى المستوى 3 (وفق مصدر واحد). "
        "<bdi>ضربت طائرات الميناء.</bdi> ",
        "4. الحرس: أُبلغ عن انسحابين في 3 مارس (1 مؤكد، 1 وفق مصدر واحد). ",
    ]


def test_addresses_on_a_page_are_the_same_in_every_language(built: Callable[[str], Path]) -> None:
    page = (built("arabic") / "site/dates/2031-03-03/index.html").read_text("utf-8")
    headings = set(re.findall(r'<h2[^>]* id="([^"]+)"', page))
    assert {"in-brief", "changes-of-control", "outside-support", "events", "sources-cited"} <= headings
