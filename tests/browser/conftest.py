"""The built site in Debian's Chromium, served twice: plainly, and under the policy that the README gives hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hosting
import pytest
from playwright.sync_api import Browser


@dataclass(frozen=True)
class Served:
    """Addresses of one built site, each ending in "/": `plain`, and `strict` under the policy."""

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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the session."""
    with hosting.chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], Served]]:
    """Serves a folder on two ports, plainly and under the policy, until the session ends."""
    with ExitStack() as stack:
        known: dict[Path, Served] = {}

        def served(folder: Path) -> Served:
            if folder not in known:
                plain = stack.enter_context(hosting.serve(folder))
                rules = {"Content-Security-Policy": hosting.policy()}
                known[folder] = Served(folder, plain, stack.enter_context(hosting.serve(folder, rules)))
            return known[folder]

        yield served


@pytest.fixture(scope="session")
def site(
    chromium: Browser,  # noqa: ARG001  # no browser, no build
    built: Callable[[str], Path],
    serve: Callable[[Path], Served],
) -> Served:
    """The site of the repository, built once for all workers."""
    return serve(built("syria") / "site")


@pytest.fixture(scope="session")
def folder(site: Served) -> Path:
    """Its files."""
    return site.folder


@pytest.fixture(scope="session")
def host(site: Served) -> str:
    """Its address, plainly."""
    return site.plain


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visit]]:
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
