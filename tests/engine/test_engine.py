"""One page by the engine, and what its HTML depends on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator import engine, plugin
from generator.engine import Engine

from .test_same import OVERRIDE, SITE, run, write

FACTS = (
    '"facts": {"data_until": "5 March 2031", "data_from": "1 March 2031", "last_day": "2031-03-05", '
    '"events": 7, "sources": 3}'
)


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, **changed: str) -> Engine:
    """The engine of the small site with some files changed, after it has built it."""
    made: list[Engine] = []

    def noted(*site: Any) -> Engine:
        made.append(engine.open_site(*site))
        return made[-1]

    monkeypatch.setattr(plugin, "open_site", noted)
    run(write(folder, **changed), folder / "site")
    return made[0]


def facts(written: str) -> dict[str, str]:
    return {"content/.frontmark.json": SITE["content/.frontmark.json"].replace('"facts": {}', written)}


def test_a_new_last_day_leaves_the_sealed_page_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened(tmp_path, monkeypatch, **facts(FACTS))
    after = opened(tmp_path, monkeypatch, **facts(FACTS.replace("5 March", "6 March")))
    assert before.fingerprint == after.fingerprint
    pages = []
    for site in (before, after):
        site.files.src_uris["dates/b.md"].page = None
        pages.append(site.render("dates/b.md"))
    assert pages[0].html == pages[1].html
    assert "March 2031" not in pages[0].html
    for site, page, day in ((before, pages[0], "5 March 2031"), (after, pages[1], "6 March 2031")):
        html = site.seal.broken(page.html)
        assert html.count(f"Data until {day}") == 2
        assert "<!--" not in html
    assert (tmp_path / "site/dates/b/index.html").read_text("utf-8") == html


def test_what_others_need_of_a_page_comes_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = opened(tmp_path, monkeypatch)
    site.files.src_uris["dates/a.md"].page = None
    page = site.render("dates/a.md")
    assert page.title == "A"
    assert page.article.startswith('<h1 id="a">A</h1>')
    assert page.anchors.split("\n") == ["a", "there"]
    assert page.links == {"dates/a.md": {"nowhere": "#nowhere"}}
    assert [line.message for line in page.said] == [
        "Doc file 'dates/a.md' contains a link 'gone.md', but the target 'dates/gone.md' is not found among "
        "documentation files."
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"mkdocs.yml": SITE["mkdocs.yml"].replace("Reports", "Other reports")},
        {"mkdocs.yml": SITE["mkdocs.yml"] + "nav: [index.md, about.md]\nnot_in_nav: /dates/*\n"},
        {"mkdocs.yml": SITE["mkdocs.yml"].replace("tables]", "tables, admonition]")},
        {"mkdocs.yml": SITE["mkdocs.yml"] + "hooks: [hook.py]\n", "hook.py": "def on_env(env, **_): ..."},
        {"mkdocs.yml": SITE["mkdocs.yml"].replace("font: false", "font: false, custom_dir: theme")}
        | {"theme/partials/content.html": OVERRIDE},
    ],
)
def test_the_fingerprint_tells_what_a_page_depends_on(
    changed: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = opened(tmp_path / "a", monkeypatch).fingerprint
    assert opened(tmp_path / "b", monkeypatch).fingerprint == before
    assert opened(tmp_path / "c", monkeypatch, **changed).fingerprint != before


def test_facts_count_where_the_site_has_templates_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mkdocs = SITE["mkdocs.yml"].replace("font: false", "font: false, custom_dir: theme")
    changed = {"mkdocs.yml": mkdocs, "theme/partials/content.html": OVERRIDE}
    before = opened(tmp_path, monkeypatch, **changed, **facts(FACTS))
    after = opened(tmp_path, monkeypatch, **changed, **facts(FACTS.replace("-05", "-06")))
    assert before.fingerprint != after.fingerprint


PRINT = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
import pytest
from engine.test_engine import opened
print(opened(Path(sys.argv[1]), pytest.MonkeyPatch()).fingerprint)
"""


def test_the_fingerprint_is_the_same_in_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-c", PRINT, str(tmp_path / "b"), str(Path(__file__).parent.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == opened(tmp_path / "a", monkeypatch).fingerprint
