"""Manners: one request at a time for each host, a pause after it, robots.txt first, and none after "too many"."""

from __future__ import annotations

import threading
import time
from urllib.parse import urljoin, urlsplit

from generator.evidence.robots import LONGEST, Robots, parse
from generator.evidence.web import Answer, NoAnswerError, Web

TOKEN = "Frontmark"
"""Our name in robots.txt."""
PAUSE = 2.0
"""Seconds between the end of a request and the next one to the same host, unless its robots.txt asks for more."""
REDIRECTS = 5
MOVED = frozenset({301, 302, 303, 307, 308})
_TOO_MANY = 429


class ClosedError(Exception):
    """The host has asked us to stay away; the text says how."""


class Hosts:
    """The hosts that are asked, by name; safe to use from several threads."""

    def __init__(self, web: Web, pause: float = PAUSE) -> None:
        self._web, self._pause = web, pause
        self._guard = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}
        self._free: dict[str, float] = {}  # when the next request may begin
        self._closed: set[str] = set()
        self._robots: dict[str, Robots | Exception] = {}  # or why nothing may be asked for there
        self._delays: dict[str, float] = {}

    def ask(self, method: str, url: str, most: int = 0) -> Answer:
        """As `Web.ask`, when it is our turn. Raises NoAnswerError, and ClosedError after a host said "too many"."""
        host = urlsplit(url).hostname or ""
        with self._guard:
            turn = self._turns.setdefault(host, threading.Lock())
        with turn:
            if host in self._closed:
                raise ClosedError("the server asks for fewer requests")
            time.sleep(max(0.0, self._free.get(host, 0.0) - time.monotonic()))
            try:
                answer = self._web.ask(method, url, most)
            finally:
                self._free[host] = time.monotonic() + max(self._pause, self._delays.get(host, 0.0))
            if answer.status == _TOO_MANY:
                self._closed.add(host)
        return answer

    def robots(self, url: str) -> Robots:
        """What the server of an address asks of programs; asked for once, and once more where nobody answers.

        Raises as `ask`; ClosedError as well when the server cannot tell now.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = found = self._twice(origin)
            if isinstance(found, Robots):
                self._delays[parts.hostname or ""] = found.delay
        known = self._robots[origin]
        if isinstance(known, Exception):
            raise known
        return known

    def _twice(self, origin: str) -> Robots | Exception:
        try:
            try:
                return self._asked(origin)
            except NoAnswerError:
                return self._asked(origin)
        except (ClosedError, NoAnswerError) as error:
            return error

    def _asked(self, origin: str) -> Robots:
        """RFC 9309, 2.3.1: where there is none everything may be asked for, after an error of the server nothing."""
        url = f"{origin}/robots.txt"
        for _ in range(REDIRECTS + 1):
            answer = self.ask("GET", url, LONGEST)
            if answer.status in MOVED and answer.location:
                url = urljoin(url, answer.location)
                if urlsplit(url).scheme not in ("http", "https"):
                    raise NoAnswerError("its robots.txt leads elsewhere than to the web")
                continue
            if answer.status >= 500 or answer.status == _TOO_MANY:
                raise ClosedError(f"its robots.txt answered {answer.status}")
            text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
            return parse(text.removeprefix("\ufeff"), TOKEN)
        return Robots()
