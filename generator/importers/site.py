"""The settings of a site folder that an import begins."""

from __future__ import annotations

import json
from collections.abc import Set

from generator.importers.imported import Imported

_SECTIONS = (
    ("Situation", "index.md", ""),
    ("Days", "dates/index.md", ""),
    ("Actors", "actors/index.md", ""),
    ("Places", "places/index.md", "places"),
    ("Sources", "sources.md", ""),
    ("Data", "data.md", ""),
    ("Methodology", "methodology.md", ""),
    ("About", "about.md", ""),
)

_SETTINGS = """site_name: {title}
docs_dir: content
site_dir: site
strict: true
copyright: {credit}

theme:
  name: material
  language: en
  font: false
  palette:
    - media: "(prefers-color-scheme)"
      toggle: {{icon: material/brightness-auto, name: Switch to light}}
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      accent: custom
      toggle: {{icon: material/brightness-7, name: Switch to dark}}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      accent: custom
      toggle: {{icon: material/brightness-4, name: Follow the system}}
  features: [navigation.tabs, navigation.top, navigation.indexes, search.suggest, search.highlight, toc.follow]

extra:
  generator: false
  frontmark:
    sides:
{sides}

nav:
{nav}

not_in_nav: |
  /dates/*
  /actors/*
  /places/*
  /sources/*

exclude_docs: |
  /notes/
  /data/*.md

markdown_extensions:
  - attr_list
  - md_in_html
  - tables
  - toc: {{permalink: false, title: On this page}}

plugins:
  - search
  - frontmark

validation:
  nav: {{omitted_files: warn, not_found: warn, absolute_links: warn}}
  links: {{not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}}
"""


def mkdocs_yml(imported: Imported, tables: Set[str]) -> str:
    """The text of `mkdocs.yml` for a site that holds `tables` and nothing else."""
    sections = [(name, path) for name, path, needs in _SECTIONS if not needs or needs in tables]
    return _SETTINGS.format(
        title=json.dumps(imported.title, ensure_ascii=False),
        credit=json.dumps(imported.credit, ensure_ascii=False),
        sides="\n".join(f"      {code}: {json.dumps(name)}" for code, name in imported.sides.items()),
        nav="\n".join(f"  - {name}: {path}" for name, path in sections),
    )
