"""Search under plain `mkdocs build`: our index in the place of Material's, and none where there is no search."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from generator import build
from generator.settings import Settings
from generator.write import write

MKDOCS = """site_name: Reports
docs_dir: content
theme: {name: material, font: false}
markdown_extensions: [attr_list, md_in_html, tables]
plugins: [search, frontmark]
"""
PAGES = {
    "index.md": "# Home\n\nThe reports.\n",
    "dates/2024-12-06.md": """---
tags: ["6 Dec 2024"]
---

# Friday

Text.

## Related {: data-search-exclude }

No.
""",
    "dates/more.md": "---\nsearch: {exclude: true}\n---\n\n# More\n\nHidden words.\n",
}
Publish = Callable[..., Path]


@pytest.fixture
def publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Builds a small site with the given `mkdocs.yml`; its folder."""

    def generate(settings: Settings, _progress: object = None) -> build.Generated:
        held = {hashlib.sha256(page.encode()).hexdigest(): page.encode() for page in PAGES.values()}
        names = {path: hashlib.sha256(page.encode()).hexdigest() for path, page in PAGES.items()}
        return build.Generated({}, tuple(PAGES), 0, write(names, held.__getitem__, settings, {}), {})

    def published(mkdocs: str = MKDOCS, about: str = "# About\n\nBy hand.\n") -> Path:
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content/about.md").write_text(about, "utf-8")
        for style in ("frontmark", "palette"):
            (tmp_path / "content/assets").mkdir(exist_ok=True)
            (tmp_path / f"content/assets/{style}.css").touch()
        (tmp_path / "mkdocs.yml").write_text(mkdocs, "utf-8")
        monkeypatch.setattr(build, "generate", generate)
        file = str(tmp_path / "mkdocs.yml")
        config = load_config(file, config_file_path=file)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
        return tmp_path / "site"

    return published


def files(site: Path) -> dict[str, str]:
    found = (site / "search").rglob("*")
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(found) if path.is_file()
    }


def test_every_page_that_may_be_found_has_a_card_authored_ones_too(publish: Publish) -> None:
    found = files(publish())
    assert {path for path in found if "/pages/" in path} == {
        "search/pages/about.json",
        "search/pages/dates/2024-12-06.json",
        "search/pages/index.json",
    }
    assert json.loads(found["search/pages/dates/2024-12-06.json"])["s"] == [["", "Friday", ["Text."]]]
    assert found["search/words/_3d_d.txt"] == "=dec\tdates/\t2024-12-06/3"
    assert not any("hidden" in text.lower() for text in found.values())


def test_the_index_has_the_options_of_material_s_plugin_and_no_page(publish: Publish) -> None:
    mkdocs = MKDOCS.replace("[search, frontmark]", "[search: {lang: de}, frontmark]")
    said = json.loads(files(publish(mkdocs))["search/search_index.json"])
    assert said["docs"] == []
    assert said["config"]["lang"] == ["de"]
    assert said["config"]["frontmark"]["pages"] == 3


@pytest.mark.parametrize("order", ["[search, frontmark]", "[frontmark, search]"])
def test_the_order_of_the_plugins_makes_no_difference(publish: Publish, order: str) -> None:
    first = files(publish())
    assert files(publish(MKDOCS.replace("[search, frontmark]", order))) == first


def test_pages_ask_our_worker(publish: Publish) -> None:
    site = publish()
    for page in ("index.html", "dates/2024-12-06/index.html", "404.html"):
        html = (site / page).read_text("utf-8")
        config = json.loads(html.split('id="__config" type="application/json">')[1].split("</script>")[0])
        root = (site / page).parent if config["search"].startswith(".") or page == "index.html" else site
        assert (root / config["search"].lstrip("/")).resolve() == site / "assets/javascripts/search.js"
    assert (site / "assets/javascripts/search.js").is_file()


@pytest.mark.parametrize("plugins", ["[frontmark]", "[search: {enabled: false}, frontmark]"])
def test_a_site_without_search_has_no_index(publish: Publish, plugins: str) -> None:
    assert files(publish(MKDOCS.replace("[search, frontmark]", plugins))) == {}


def test_a_page_that_is_gone_is_gone_from_search(publish: Publish) -> None:
    hidden = "---\nsearch: {exclude: true}\n---\n\n# About\n\nBy hand.\n"
    before = files(publish(about=hidden))
    assert not any("hand" in text for text in before.values())
    assert any("hand" in text for text in files(publish()).values())
    assert files(publish(about=hidden)) == before
