"""A server on localhost with one page per behaviour, and hosts that may be asked there; the command line never may."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from generator.evidence.hosts import Hosts
from generator.evidence.web import Web

Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Local:
    """`pages`: path → what is answered, by the method; `asked`: each request with its start and end."""

    port: int = 0
    pages: dict[str, Callable[[str], Reply]] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    delay: float = 0.0
    at_once: int = 0
    most_at_once: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, status: int = 200, body: bytes = b"ok", **headers: str) -> str:
        self.pages[path] = lambda _method: (status, headers, body)
        return self.url(path)

    def requests(self, path: str = "") -> list[str]:
        return [method for method, asked, _host in self.asked if not path or asked == path]


@pytest.fixture
def local() -> Iterator[Local]:
    known = Local()
    guard = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            with guard:
                known.asked.append((self.command, self.path, self.headers["Host"]))
                known.agents.add(self.headers["User-Agent"])
                known.at_once += 1
                known.most_at_once = max(known.most_at_once, known.at_once)
            time.sleep(known.delay)
            nothing: Callable[[str], Reply] = lambda _method: (404, {}, b"")  # noqa: E731
            status, headers, body = known.pages.get(self.path, nothing)(self.command)
            with guard:
                known.at_once -= 1
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_HEAD = answer  # noqa: N815

        def log_message(self, *_parts: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield known
    server.shutdown()
    server.server_close()


@pytest.fixture
def hosts() -> Hosts:
    """Hosts without a pause, on this machine alone."""
    return Hosts(Web("Frontmark/test", allowed=lambda address: address.is_loopback, seconds=5), pause=0)
