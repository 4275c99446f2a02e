"""The files of each chart: their names, and what stands in each."""

from __future__ import annotations

import csv
import gzip
import html
import importlib.resources
import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import altair
import jsonschema
import pytest
import vl_convert
from lxml import etree

from charts import theme
from charts.draw import draw
from charts.standalone import standalone, with_colors
from generator import assets, vega
from generator.blocks import DataTable, Ref
from generator.compose.figures.support import of_pair
from generator.downloads import stem, table_csv
from generator.settings import read_settings
from generator.write import read_manifest

Built = Callable[[str], Path]
FORMS = (
    "home-distance-m5-north",
    "home-support",
    "home-map",
    "home-pace",
    "actors-iran-timeline",
    "advance-holding",
    "places-aleppo-locator",
    "support-iran-syrian-government",
)


@pytest.fixture(scope="session")
def charts(built: Built) -> Path:
    return built("syria") / "site" / "charts"


@pytest.fixture(scope="session")
def schema() -> Any:
    text = (importlib.resources.files(altair) / "vegalite/v6/schema/vega-lite-schema.json").read_text("utf-8")
    return jsonschema.validators.validator_for(json.loads(text))(json.loads(text))


@pytest.mark.parametrize(
    ("path", "chart", "name"),
    [
        ("index.md", "pace", "home-pace"),
        ("dates/index.md", "timeline", "dates-timeline"),
        ("dates/2024-12-06.md", "map", "2024-12-06-map"),
        ("actors/iran.md", "timeline", "actors-iran-timeline"),
        ("places/index.md", "map", "places-map"),
        ("support.md", "support", "support"),
        ("support.md", "support-a-b", "support-a-b"),
    ],
)
def test_the_name_of_a_chart_is_that_of_its_page_and_its_own(path: str, chart: str, name: str) -> None:
    assert stem(path, chart) == name


def test_no_two_charts_of_a_site_can_have_the_same_name() -> None:
    words = ("a", "support", "timeline", "map")
    ids = ["-".join(parts) for n in (1, 2, 3) for parts in itertools.product(words, repeat=n)]
    charts = [("support.md", "support"), ("places/index.md", "map"), ("dates/index.md", "timeline")]
    charts += [("index.md", name) for name in ("map", "pace", "support", "timeline")]
    for one in ids:
        charts += [(f"actors/{one}.md", name) for name in ("timeline", "holding")]
        charts += [(f"places/{one}.md", "locator"), ("advance.md", f"distance-{one}")]
        for other in ids:
            charts += [(path, of_pair(one, other)) for path in ("support.md", f"actors/{one}.md")]
    assert len({stem(*chart) for chart in charts}) == len(charts)


def test_every_chart_has_its_three_files_and_its_page_leads_to_them(built: Built, charts: Path) -> None:
    found = sorted(file.name for file in charts.iterdir())
    stems = sorted({name.rsplit(".", 1)[0] for name in found})
    assert found == sorted(f"{stem}.{kind}" for stem in stems for kind in ("csv", "json", "svg"))
    linked = []
    for path in read_manifest(read_settings(built("syria"))).files:
        if path.endswith(".md"):
            text = (built("syria") / "content" / path).read_text("utf-8")
            up = "../" * path.count("/")
            links = re.findall(r"\[(?:CSV|SVG|JSON)\]\(([^)]+)\)", text)
            assert len(links) == 3 * text.count("<figure"), path
            assert all(link.startswith(f"{up}charts/") for link in links), path
            linked += [link.removeprefix(f"{up}charts/") for link in links]
    assert sorted(linked) == found


@pytest.mark.parametrize("name", FORMS)
def test_the_svg_shows_itself(name: str, charts: Path) -> None:
    text = (charts / f"{name}.svg").read_text("utf-8")
    root: Any = etree.fromstring(text.encode())
    svg = "{http://www.w3.org/2000/svg}"
    style = root.find(f"{svg}style").text
    used = set(re.findall(r"var\(--fm-([a-z0-9-]+)", text)) - {"sans"}
    light, dark = style.split("@media (prefers-color-scheme:dark)")
    assert set(re.findall(r"--fm-([a-z0-9-]+):", light)) == used
    assert set(re.findall(r"--fm-([a-z0-9-]+):", dark)) == used
    about = json.loads((charts / f"{name}.json").read_text("utf-8"))["usermeta"]
    said = " ".join("".join(found.itertext()) for found in root.findall(f"{svg}text"))
    assert said == f"{about['title']} {about['subtitle']} {about['source']}"
    assert re.fullmatch(r"Syria, November–December 2024, data until \d+ December 2024", about["source"])
    assert root.find(f"{svg}title").text == about["title"]
    assert re.search(r"<script|<image|<a |href|https?://(?!www\.w3\.org/2000/svg)", text) is None
    picture = root.find(f"{svg}g/{svg}svg")
    assert picture.get("role") == "img"
    assert float(root.get("height")) > float(picture.get("height")) + 80


def test_the_picture_in_the_file_is_that_of_the_page(built: Built, charts: Path) -> None:
    page = (built("syria") / "content/dates/2024-12-06.md").read_text("utf-8")
    inline = re.search(r'<div class="fm-stage">(<svg.*?</svg>)</div>', page)
    assert inline
    assert inline[1] in (charts / "2024-12-06-map.svg").read_text("utf-8")


def test_words_in_an_svg_file_are_escaped() -> None:
    from charts import map as maps

    drawing = draw(maps.locator('<b> & "x"', 10, 10), "locator", "alt", "title")
    text = standalone(drawing, "<b> & \x0b]]>", '"s"', "</svg>")
    root: Any = etree.fromstring(text.encode())
    assert root.find("{*}title").text == "<b> & ]]>"
    assert root.find("{*}text").text == "<b> & ]]>"
    assert len(root.findall(".//{*}svg")) == 1


@pytest.mark.parametrize("name", FORMS)
def test_the_json_is_a_vega_lite_spec_with_its_data(name: str, charts: Path, schema: Any) -> None:
    text = (charts / f"{name}.json").read_text("utf-8")
    spec = json.loads(text)
    assert [error.message for error in schema.iter_errors(spec)] == []
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6")
    assert set(spec["usermeta"]) == {"title", "subtitle", "source", "days"}
    wanted = {layer["data"]["name"] for layer in spec["layer"]}
    assert wanted == set(spec["datasets"])
    # a colour without a palette around it is the light one
    variables = set(re.findall(r"var\(--fm-[a-z0-9-]+(?:,#[0-9a-f]{6})?\)", text))
    assert variables
    assert all("," in variable for variable in variables)
    assert vl_convert.vegalite_to_svg(spec, vl_version=vega.VEGA_LITE).startswith("<svg")


def test_colours_keep_their_light_value_as_fallback() -> None:
    light = theme.INK["ink"][0]
    assert with_colors("a var(--fm-ink) b var(--fm-none)") == f"a var(--fm-ink,{light}) b var(--fm-none)"


def test_csv_has_iso_dates_ids_and_plain_text() -> None:
    table = DataTable(
        ("Day", "Actor", "Week", "Given", "Rests on", "of these "),
        (
            (
                Ref("date", "2024-12-06", "6 Dec 2024"),
                Ref("actor", "iran", 'Iran, "the"'),
                Ref("week", "2024-12-02", "2 Dec 2024"),
                1.5,
                Ref("support", "s-1", "row"),
                None,
            ),
            (Ref("date", "2024-12-07", "7 Dec 2024"), "no known holder", "x\ny", 1200, None, "–"),
        ),
    )
    assert table_csv(table) == (
        "Day,Actor,Actor id,Week,Given,Rests on,of these\n"
        '2024-12-06,"Iran, ""the""",iran,2024-12-02,1.5,s-1,\n'
        '2024-12-07,no known holder,,"x\ny",1200,,–\n'
    )


def test_csv_of_a_real_chart_is_its_table(built: Built, charts: Path) -> None:
    with (charts / "home-pace.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["Day", "Actor", "Actor id", "Confidence", "Places"]
    assert list(rows[0].values()) == [
        "2024-11-27",
        "Fateh Mubin / MOC",
        "fateh-mubin-operations-room",
        "claimed",
        "2",
    ]
    page = (built("syria") / "content/index.md").read_text("utf-8")
    table = page.split('id="chart-pace"')[1].split("</details>")[0]
    assert len(rows) == len(re.findall(r"^\| \[", table, re.MULTILINE))
    assert sum(int(row["Places"]) for row in rows) == 82


def tips(file: Path, dataset: str) -> list[Any]:
    rows = json.loads(file.read_text("utf-8"))["datasets"][dataset]
    return [row for row in rows if "tip" in row]


@pytest.mark.parametrize(
    ("name", "dataset", "share"),
    [
        ("home-pace", "bars", 1.0),
        ("home-map", "dots", 0.5),
        ("home-support", "cells", 1.0),
        ("home-distance-m5-north", "front", 1.0),
        ("home-distance-m5-north", "dots", 1.0),
        ("actors-iran-timeline", "dots", 1.0),
        ("advance-holding", "bars", 1.0),
        ("support-iran-syrian-government", "edges", 0.4),
    ],
)
def test_a_mark_tells_its_row_its_source_and_where_the_row_stands(
    name: str, dataset: str, share: float, built: Built, charts: Path
) -> None:
    told = tips(charts / f"{name}.json", dataset)
    every = json.loads((charts / f"{name}.json").read_text("utf-8"))["datasets"][dataset]
    assert len(told) >= share * len(every)
    sourced = [row for row in told if row["tip"][-1].startswith(("Source: ", "Sources: "))]
    assert len(sourced) >= 0.6 * len(told)
    page = {"home": "index", "actors": "actors/iran"}.get(name.split("-")[0], name.split("-")[0])
    text = (built("syria") / f"content/{page}.md").read_text("utf-8")
    chart = (
        name
        if page == "support"
        else name.removeprefix("actors-iran-").removeprefix(f"{name.split('-')[0]}-")
    )
    table = text.split(f'id="chart-{chart}"')[1].split('class="fm-data"')[1].split("</details>")[0]
    if dataset not in ("cells", "edges"):  # there only the days on which something turned have a row
        linked = re.findall(r"\[([^]]+)\]\(", table)
        assert {row["link"] for row in told} <= {html.unescape(label) for label in linked}


def test_vega_is_the_same_each_time_and_has_its_licence(built: Built) -> None:
    there = (read_settings(built("syria")).content / vega.PATH).read_bytes()
    assert there.startswith(b"/*! Vega 6.")
    assert b"University of Washington Interactive Data Lab" in there[:600]
    assert len(there) < 1_000_000
    assert len(gzip.compress(there)) < 320_000
    assert vega.bundle().encode() == there


def test_no_script_of_ours_is_larger_than_10_kb() -> None:
    sizes = {path: len(text.encode()) for path, text in assets.assets().items() if path.endswith(".js")}
    assert set(assets.SCRIPTS) <= set(sizes)
    assert {path: size for path, size in sizes.items() if size > 10_000} == {}


def test_only_the_home_and_places_map_have_a_slider(built: Built) -> None:
    content = built("syria") / "content"
    with_slider = [
        str(file.relative_to(content))
        for file in sorted(content.rglob("*.md"))
        if 'class="fm-slider"' in file.read_text("utf-8")
    ]
    assert with_slider == ["index.md", "places/index.md"]
    home = (content / "index.md").read_text("utf-8")
    days = re.findall(
        r"\(dates/(2024-\d\d-\d\d)\.md\)", home.split("The map of each day")[1].split("</details>")[0]
    )
    assert days == sorted(file.stem for file in (content / "dates").glob("2024-*.md"))
    assert f'max="{len(days) - 1}"' in home
