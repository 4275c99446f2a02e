"""What a reader's browser transfers for a search: `python -m benchmarks.transfer SITE WORD` tells it.

The built site is served gzipped, as static hosts do, to headless Chromium; the server counts, so that what a
worker fetches is counted too. It knows nothing of how a site searches: a box to type in, results that show.
"""

from __future__ import annotations

import gzip
import mimetypes
import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

BOX = "input.md-search__input, input[type=search], [role=searchbox]"
RESULT = ".md-search-result__item a, .md-search-result__link, .pagefind-ui__result a"
_PACKED = re.compile(r"text/|javascript|json|xml|svg")
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
_SETTLED = 1.0  # seconds without a request: the page is there
_LIMIT = 120_000  # ms until the first result, at most
_BOX_LIMIT = 5_000  # ms: a box is there with its page


@dataclass(frozen=True)
class Transfer:
    """Bytes on the wire, bodies and heads: of the home page, then from the first key to the first result.

    `seconds` from the key to the result; `result`: its words.
    """

    page: int
    search: int
    seconds: float
    result: str


@dataclass
class Host:
    """A static host on this machine that counts the bytes it sends."""

    address: str = ""
    sent: int = 0
    last: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, size: int) -> None:
        """So many bytes have gone."""
        with self.lock:
            self.sent += size
            self.last = time.perf_counter()

    def settle(self) -> int:
        """Wait until nothing has been asked for a while; the bytes sent so far."""
        while time.perf_counter() - self.last < _SETTLED:
            time.sleep(_SETTLED / 10)
        return self.sent


def transfer(site: Path, word: str) -> Transfer:
    """Open the home page of `site`, type `word` into its search, wait for a result.

    Raises RuntimeError where there is no Chromium, no box, or no result.
    """
    from playwright.sync_api import Error, sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise RuntimeError("search is measured in Chromium, and there is none")
    with serve(site) as host, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", *_QUIET]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(host.address)
            first = host.settle()
            started = time.perf_counter()
            box: Any = page.locator(BOX).first
            box.click(timeout=_BOX_LIMIT)
            box.press_sequentially(word)
            result = page.locator(RESULT).first
            result.wait_for(timeout=_LIMIT)
            seconds, sent = time.perf_counter() - started, host.sent
            return Transfer(first, sent - first, seconds, " ".join(result.inner_text().split()))
        except Error as error:
            raise RuntimeError(f"no result for {word!r}: {error.message.splitlines()[0]}") from error
        finally:
            browser.close()


@contextmanager
def serve(folder: Path) -> Iterator[Host]:
    """Serves `folder`, text gzipped, on a port of this machine."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            file = folder / unquote(self.path.split("?")[0]).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file()
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            packed = found and bool(_PACKED.search(kind))
            body = file.read_bytes() if found else b"Not found"
            body = gzip.compress(body, 6, mtime=0) if packed else body
            head = {"Content-Type": kind, "Content-Length": str(len(body))}
            head |= {"Content-Encoding": "gzip"} if packed else {}
            self.send_response(200 if found else 404)
            for name, value in head.items():
                self.send_header(name, value)
            host.count(len(body) + sum(len(name) + len(value) + 4 for name, value in head.items()))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    print(transfer(Path(sys.argv[1]), " ".join(sys.argv[2:])))
