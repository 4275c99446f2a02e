"""One request to one server: bounded in time and size, without cookies, redirects or proxies."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from generator.evidence.reach import Allowed, BarredError, connect, public

_PLAIN = "/%:@!$&'()*+,;=~-._"
SECONDS = 20.0
"""So long a request may take in all, from the connection to the last byte that is read."""


@dataclass(frozen=True)
class Answer:
    """What a server answered: its status, where it sends to ("" nowhere), and the start of the body."""

    status: int
    location: str
    body: bytes


class NoAnswerError(Exception):
    """No server answered; the text says in a few words why."""


@dataclass(frozen=True)
class Web:
    """`agent`: how requests name us. `allowed`: which addresses may be connected to; tests alone choose others."""

    agent: str
    allowed: Allowed = public
    seconds: float = SECONDS
    _secure: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    def ask(self, method: str, url: str, most: int) -> Answer:
        """The answer to a request, with up to `most` bytes of its body.

        url: http or https, checked by the caller. Raises NoAnswerError.
        """
        host, port, secure = place(url)
        late = threading.Event()
        try:
            with self._connected(host, port, secure, late) as connection:
                headers = {"Host": urlsplit(url).netloc.rpartition("@")[2], "User-Agent": self.agent}
                headers |= {"Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
                connection.request(method, target(url), headers=headers)
                # It holds the line open as long as it is not read to its end, which it seldom is.
                with connection.getresponse() as answer:
                    body = answer.read(most) if method != "HEAD" else b""
                    return Answer(answer.status, answer.headers.get("Location", ""), body)
        except (OSError, http.client.HTTPException, ValueError, BarredError) as error:
            raise NoAnswerError(self._late() if late.is_set() else self._fault(error)) from error

    @contextmanager
    def _connected(
        self, host: str, port: int, secure: bool, late: threading.Event
    ) -> Iterator[http.client.HTTPConnection]:
        """A connection that is cut when its time is over, however slowly its bytes come."""
        line = connect(host, port, self.seconds, self.allowed)
        if secure:
            line = self._secure.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)

        def cut() -> None:
            late.set()
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.seconds, cut)
        timer.daemon = True
        timer.start()
        connection = http.client.HTTPConnection(host, port)
        connection.sock = line
        try:
            if isinstance(line, ssl.SSLSocket):
                line.do_handshake()
            yield connection
        finally:
            timer.cancel()
            connection.close()
            line.close()

    def _late(self) -> str:
        return f"no answer within {self.seconds:g} s"

    def _fault(self, error: Exception) -> str:
        if isinstance(error, BarredError):
            return "leads to an address that is not public"
        if isinstance(error, socket.gaierror):
            unknown = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
            return "no such host" if unknown else "the host could not be looked up"
        if isinstance(error, TimeoutError):
            return self._late()
        if isinstance(error, ssl.SSLCertVerificationError):
            return "its certificate is not valid"
        if isinstance(error, ssl.SSLError):
            return "no secure connection"
        if isinstance(error, ConnectionRefusedError):
            return "connection refused"
        return "connection lost" if isinstance(error, OSError) else "no sensible answer"


def place(url: str) -> tuple[str, int, bool]:
    """Host, port and whether the connection is secure. Raises ValueError when the address has no host."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError(url)
    secure = parts.scheme == "https"
    host = parts.hostname if parts.hostname.isascii() else parts.hostname.encode("idna").decode()
    return host, parts.port or (443 if secure else 80), secure


def target(url: str) -> str:
    """What is asked of the server: path and query, in ASCII."""
    parts = urlsplit(url)
    path, query = quote(parts.path or "/", safe=_PLAIN), quote(parts.query, safe=f"{_PLAIN}?")
    return f"{path}?{query}" if query else path
