"""The generated Markdown for Hugo: the bare template that its speed is known by, no search, no theme."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_SETTINGS = """baseURL = "/"
title = "Made up for measuring"
disableKinds = ["taxonomy", "term", "rss"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
[[module.mounts]]
source = "content"
target = "content"
[[module.mounts]]
source = "../content/charts"
target = "static/charts"
"""
_TEMPLATE = """<!doctype html><html><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><article>{{ .Content }}</article></main></body></html>
"""


def prepare(site: Path) -> list[str | Path]:
    """Lay `site`/hugo out for the pages in `site`/content; the command that builds it into `site`/site-hugo.

    Hugo takes `index.md` for a page with attachments and calls a section's page `_index.md`; the files are
    links to the same bytes.
    """
    folder = site / "hugo"
    shutil.rmtree(folder, ignore_errors=True)
    for file in sorted((site / "content").rglob("*.md")):
        inside = file.relative_to(site / "content")
        if inside.parts[0] not in ("notes", "data", "assets"):
            name = "_index.md" if file.name == "index.md" else file.name
            target = folder / "content" / inside.with_name(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(file, target)
    templates = folder / "layouts" / "_default"
    templates.mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (templates / name).write_text(_TEMPLATE, "utf-8")
    (folder / "layouts" / "index.html").write_text(_TEMPLATE, "utf-8")
    (folder / "hugo.toml").write_text(_SETTINGS, "utf-8")
    program = Path(sys.executable).with_name("hugo")
    return [program, "--quiet", "--source", folder, "--destination", site / "site-hugo"]
