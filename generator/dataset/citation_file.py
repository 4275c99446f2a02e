"""`CITATION.cff`: how to cite the data, for programs (Citation File Format 1.2.0)."""

from __future__ import annotations

from typing import Any

import yaml

from generator.dataset.about import About


def citation_file(about: About) -> bytes:
    """YAML; a site has no address or no edition → no such line."""
    told: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Cite the data as below, and a single fact by its source as well.",
        "type": "dataset",
        "title": about.title,
        "abstract": about.description,
        "authors": [{"name": about.author}],
        "version": about.version,
        "date-released": about.edition[1].isoformat() if about.edition else "",
        "url": about.homepage,
        "license": about.licence.id,
    }
    kept = {name: value for name, value in told.items() if value}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=1000).encode()
