"""`frontmark serve`: MkDocs's own live preview, with our plugin regenerating the pages."""

from __future__ import annotations

import logging
import sys

from generator.settings import Settings


def preview(settings: Settings, address: str | None) -> int:
    """Serve until Ctrl-C; returns the exit code. Raises OSError when the address cannot be had."""
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import MkDocsException

    log = logging.getLogger("mkdocs")
    log.setLevel(logging.INFO)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    try:
        serve(str(settings.folder / "mkdocs.yml"), dev_addr=address)
    except MkDocsException as error:
        print(error.message, file=sys.stderr)
        return 1
    finally:
        log.removeHandler(handler)
    return 0
