"""The built site in Debian's Chromium, served twice: plainly, and under the policy that the README gives hosts.

Without Chromium the tests are skipped, and fail when `FRONTMARK_BROWSER=required`.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hosting import policy

POLICY = policy()
CHROMIUM = Path("/usr/bin/chromium")
# The last ones keep Chromium itself from asking its own hosts, which a test would count as ours.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Served:
    """Addresses of one built site, each ending in "/": `plain`, and `strict` under POLICY."""

    folder: Path
    plain: str
    strict: str


@dataclass
class Visit:
    """A tab and all that it asked for and complained of; `foreign` are requests to another host."""

    page: Any
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    origin: str = ""

    @property
    def foreign(self) -> list[str]:
        """Requests that left the site."""
        own = urlsplit(self.origin).netloc
        return [url for url in self.requests if url.startswith("http") and urlsplit(url).netloc != own]

    def paths(self) -> list[str]:
        """What was asked for, without the host."""
        return [urlsplit(url).path for url in self.requests]


class _Handler(SimpleHTTPRequestHandler):
    policy = ""
    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its failures."""


class _Strict(_Handler):
    policy = POLICY


@contextmanager
def _server(folder: Path, handler: type[_Handler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], Served]]:
    """Serves a folder on two ports, plainly and under POLICY, until the session ends."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        known: dict[Path, Served] = {}

        def served(folder: Path) -> Served:
            if folder not in known:
                plain = stack.enter_context(_server(folder, _Handler))
                known[folder] = Served(folder, plain, stack.enter_context(_server(folder, _Strict)))
            return known[folder]

        yield served


@pytest.fixture(scope="session")
def site(built: Callable[[str], Path], serve: Callable[[Path], Served]) -> Served:
    """The site of the repository, built once for all workers."""
    return serve(built("syria") / "site")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for the session."""
    required = os.environ.get("FRONTMARK_BROWSER") == "required"
    if not CHROMIUM.exists():
        if required:
            pytest.fail(f"FRONTMARK_BROWSER=required, and there is no {CHROMIUM}")
        pytest.skip(f"no {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any) -> Iterator[Callable[..., Visit]]:
    """Opens an address in a fresh context and waits until it is quiet; options go to `new_context`."""
    contexts = []

    def open_(address: str, **options: Any) -> Visit:
        script = options.pop("init_script", "")
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        if script:
            context.add_init_script(script)
        seen = Visit(context.new_page(), origin=address)
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("pageerror", lambda error: seen.console.append(f"error: {error}"))
        seen.page.on(
            "console",
            lambda line: (
                seen.console.append(f"{line.type}: {line.text}")
                if line.type in ("error", "warning")
                else None
            ),
        )
        seen.page.goto(address, wait_until="networkidle")
        return seen

    yield open_
    for context in contexts:
        context.close()
