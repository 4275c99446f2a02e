"""One address followed to its end, and what was found there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from generator.evidence.hosts import MOVED, REDIRECTS, ClosedError, Hosts
from generator.evidence.web import Answer, NoAnswerError, target

LIVE, GONE, FAILED, UNCLEAR = "live", "gone", "failed", "unclear"
"""The codes of `source_checks.result`."""
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?", re.ASCII)
_START = 64 * 1024
"""Bytes of a page that are read, to see that it comes."""


@dataclass(frozen=True)
class Finding:
    """`result`: one of the codes. `status`: the last one, None without an answer. `final_url`: "" where it is the
    address itself."""

    result: str
    status: int | None
    final_url: str
    fault: str


def visit(url: str, hosts: Hosts) -> Finding:
    """Ask for `url` (http or https) and follow it, politely; raises nothing for what servers do."""
    here, status = urldefrag(url).url, None

    def found(result: str, fault: str = "") -> Finding:
        return Finding(result, status, here if here != urldefrag(url).url else "", fault)

    try:
        for _ in range(REDIRECTS + 1):
            if not hosts.robots(here).allows(target(here)):
                return found(UNCLEAR, "robots.txt asks programs to stay away")
            answer = _asked(here, hosts)
            status = answer.status
            if not (status in MOVED and answer.location):
                return found(*_judged(status, _is_home(here) and not _is_home(url)))
            parts = urlsplit(urljoin(here, answer.location))
            if parts.scheme not in ("http", "https"):
                return found(FAILED, "leads elsewhere than to the web")
            if not _HOST.fullmatch(parts.netloc):
                return found(FAILED, "leads to an address that is none")
            here = f"{parts.scheme}://{parts.netloc}{target(parts.geturl())}"
    except ClosedError as closed:
        return found(UNCLEAR, str(closed))
    except NoAnswerError as error:
        return found(FAILED, str(error))
    except ValueError:
        return found(FAILED, "leads to an address that is none")
    return found(UNCLEAR, f"more than {REDIRECTS} redirects")


def _asked(url: str, hosts: Hosts) -> Answer:
    """HEAD is enough where it is answered well; many servers refuse it, or answer it wrongly."""
    answer = hosts.ask("HEAD", url)
    if answer.status < 400 or answer.status == 429:
        return answer
    return hosts.ask("GET", url, _START)


def _judged(status: int, home: bool) -> tuple[str, str]:
    """What a status means: the result, and the fault in a few words."""
    if 200 <= status < 300:
        return (UNCLEAR, "sent on to a home page") if home else (LIVE, "")
    said = f"answered {status}"
    if status in (404, 410):
        return GONE, said
    return (FAILED if status >= 500 or status < 400 else UNCLEAR), said


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
