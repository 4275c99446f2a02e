"""A host on this machine, as static hosts are: gzip, the site's error page, a path to lie under; and Chromium."""

from __future__ import annotations

import functools
import gzip
import mimetypes
import os
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, sync_playwright

# One page of each kind.
KINDS = (
    "",
    "dates/",
    "dates/2024-12-06/",
    "actors/",
    "actors/hts/",
    "places/",
    "places/homs/",
    "support/",
    "advance/",
    "assessments/",
    "sources/",
    "changes/",
    "changes/2/",
    "data/",
    "methodology/",
    "about/",
    "404.html",
)
# The last ones keep Chromium itself from asking its own hosts: what goes over the network then comes from the page.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_PACKED = re.compile(r"text/|javascript|json|xml")
_REPOSITORY = Path(__file__).parent.parent.parent


def policy() -> str:
    """The content policy that the README gives to hosts."""
    found = re.search(
        r"^Content-Security-Policy: (.+)$", (_REPOSITORY / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert found
    return found[1]


class _Handler(BaseHTTPRequestHandler):
    """One file of `folder` under `prefix`; the site's 404.html for all that is not there."""

    folder: Path
    prefix: str
    extra: Mapping[str, str]
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its failures."""

    def do_GET(self) -> None:
        path = unquote(self.path.split("?")[0])
        file = (
            self.folder / path.removeprefix(self.prefix)
            if path.startswith(self.prefix)
            else self.folder / "?"
        )
        file = file / "index.html" if file.is_dir() else file
        code = 200 if file.is_file() else 404
        file = file if code == 200 else self.folder / "404.html"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        packed = bool(_PACKED.search(kind))
        body = _packed(file) if packed else file.read_bytes()
        self.send_response(code)
        fields = {"Content-Type": kind, "Content-Length": str(len(body)), **self.extra}
        fields |= {"Content-Encoding": "gzip"} if packed else {}
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve(folder: Path, headers: Mapping[str, str] | None = None, prefix: str = "/") -> Iterator[str]:
    """Serves `folder` under the path `prefix` ("/…/"), text gzipped, with `headers` on every answer.

    Yields the address, with "/" at its end.
    """
    facts = {"folder": folder, "prefix": prefix, "extra": headers or {}}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), facts))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@functools.lru_cache(maxsize=256)
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 6, mtime=0)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Without one the test is skipped, or fails where FRONTMARK_BROWSER is "required"."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("FRONTMARK_BROWSER") == "required":
            pytest.fail("FRONTMARK_BROWSER is required, but there is no chromium")
        pytest.skip("no chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS])
        try:
            yield browser
        finally:
            browser.close()
