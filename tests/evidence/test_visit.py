"""What is found at an address, by what its server does; and the manners of asking."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from generator.evidence.hosts import Hosts
from generator.evidence.visit import Finding, visit
from generator.evidence.web import NoAnswerError, Web
from tests.evidence.conftest import Local


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (200, "live"),
        (204, "live"),
        (304, "failed"),
        (400, "unclear"),
        (401, "unclear"),
        (403, "unclear"),
        (404, "gone"),
        (410, "gone"),
        (429, "unclear"),
        (451, "unclear"),
        (500, "failed"),
        (503, "failed"),
    ],
)
def test_a_status_and_what_it_means(local: Local, hosts: Hosts, status: int, result: str) -> None:
    fault = "" if result == "live" else f"answered {status}"
    assert visit(local.page("/a", status), hosts) == Finding(result, status, "", fault)


def test_head_is_enough_where_it_is_answered(local: Local, hosts: Hosts) -> None:
    assert visit(local.page("/a"), hosts).result == "live"
    assert local.requests("/a") == ["HEAD"]


@pytest.mark.parametrize("refusal", [403, 404, 405, 500, 501])
def test_get_follows_where_head_is_refused(local: Local, hosts: Hosts, refusal: int) -> None:
    local.pages["/a"] = lambda method: (refusal if method == "HEAD" else 200, {}, b"x" * 200_000)
    assert visit(local.url("/a"), hosts) == Finding("live", 200, "", "")
    assert local.requests("/a") == ["HEAD", "GET"]


def test_a_redirect_is_followed_and_told(local: Local, hosts: Hosts) -> None:
    local.page("/new?x=1")
    first = local.page("/old", 301, Location="/middle")
    local.page("/middle", 302, Location="new?x=1#part")
    assert visit(f"{first}#top", hosts) == Finding("live", 200, local.url("/new?x=1"), "")


def test_redirects_have_an_end(local: Local, hosts: Hosts) -> None:
    for n in range(10):
        local.page(f"/{n}", 302, Location=f"/{n + 1}")
    assert visit(local.url("/0"), hosts).fault == "more than 5 redirects"
    assert sum(path != "/robots.txt" for _, path, _ in local.asked) == 6
    assert visit(local.page("/loop", 302, Location="/loop"), hosts).result == "unclear"


def test_a_page_that_became_a_home_page_is_not_taken_for_it(local: Local, hosts: Hosts) -> None:
    local.page("/")
    moved = local.page("/2024/12/story", 301, Location="/")
    assert visit(moved, hosts) == Finding("unclear", 200, local.url("/"), "sent on to a home page")
    assert visit(local.url("/"), hosts).result == "live"


@pytest.mark.parametrize(
    ("location", "fault"),
    [
        ("ftp://files.example/a", "leads elsewhere than to the web"),
        ("javascript:alert(1)", "leads elsewhere than to the web"),
        ("file:///etc/passwd", "leads elsewhere than to the web"),
        ("http://user:word@other.example/", "leads to an address that is none"),
        ("http://a b.example/", "leads to an address that is none"),
        ("http://[::1", "leads to an address that is none"),
        ("http://x.example:99999/", "leads to an address that is none"),
    ],
)
def test_a_redirect_that_leads_off_the_web(local: Local, hosts: Hosts, location: str, fault: str) -> None:
    assert visit(local.page("/a", 302, Location=location), hosts).fault == fault


def test_a_redirect_to_an_address_that_is_barred_is_not_followed(local: Local) -> None:
    """Only 127.0.0.1 is allowed here; the redirect leads to another address of this machine."""
    only = Hosts(Web("Frontmark/test", allowed=lambda address: str(address) == "127.0.0.1"), pause=0)
    first = local.page("/a", 302, Location=f"http://127.0.0.2:{local.port}/b")
    local.page("/b")
    assert visit(first, only).fault == "leads to an address that is not public"
    assert local.requests("/b") == []


def test_nobody_at_home(hosts: Hosts) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert visit(f"http://127.0.0.1:{port}/", hosts) == Finding("failed", None, "", "connection refused")


@pytest.mark.parametrize("drips", [True, False])
def test_a_server_that_never_ends_is_cut_off(drips: bool) -> None:
    """Each of its bytes comes in time, and together they would take forever."""
    impatient = Hosts(
        Web("Frontmark/test", allowed=lambda address: address.is_loopback, seconds=0.5), pause=0
    )
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _ = server.accept()
            with line:
                while not over.wait(0.05):
                    try:
                        line.sendall(b"HTTP/1.1 200 OK\r\nX: " if not drips else b"H")
                    except OSError:
                        return

        threading.Thread(target=serve, daemon=True).start()
        found = visit(f"http://127.0.0.1:{server.getsockname()[1]}/", impatient)
        over.set()
    assert found.result == "failed"
    assert found.fault in ("no answer within 0.5 s", "no sensible answer")


def test_what_is_no_http_is_no_answer(hosts: Hosts) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for _ in range(2):
                line, _ = server.accept()
                with line:
                    line.recv(1000)
                    line.sendall(b"220 mail.example ESMTP\r\n")

        threading.Thread(target=serve, daemon=True).start()
        assert visit(f"http://127.0.0.1:{server.getsockname()[1]}/", hosts).fault == "no sensible answer"


# --- manners ---------------------------------------------------------------------------------------------


def test_robots_are_asked_once_and_kept_to(local: Local, hosts: Hosts) -> None:
    local.page("/robots.txt", body=b"User-agent: frontmark\nDisallow: /private\n")
    local.page("/private/a")
    local.page("/open/a")
    assert visit(local.url("/private/a"), hosts) == Finding(
        "unclear", None, "", "robots.txt asks programs to stay away"
    )
    assert visit(local.url("/open/a"), hosts).result == "live"
    assert local.requests("/robots.txt") == ["GET"]
    assert local.requests("/private/a") == []


def test_robots_hold_after_a_redirect_too(local: Local, hosts: Hosts) -> None:
    local.page("/robots.txt", body=b"User-agent: *\nDisallow: /private\n")
    local.page("/private/a")
    assert visit(local.page("/a", 302, Location="/private/a"), hosts).result == "unclear"
    assert local.requests("/private/a") == []


def test_a_host_that_does_not_answer_is_asked_twice_and_then_left_alone(
    local: Local, hosts: Hosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    def nobody(*_: object) -> object:
        nonlocal asked
        asked += 1
        raise NoAnswerError("connection refused")

    monkeypatch.setattr(Web, "ask", nobody)
    assert [visit(local.url(f"/{n}"), hosts).fault for n in range(3)] == ["connection refused"] * 3
    assert asked == 2


@pytest.mark.parametrize(
    ("status", "result"), [(404, "live"), (403, "live"), (500, "unclear"), (429, "unclear")]
)
def test_robots_that_are_not_there(local: Local, hosts: Hosts, status: int, result: str) -> None:
    local.page("/robots.txt", status)
    assert visit(local.page("/a"), hosts).result == result


def test_a_host_that_asks_for_fewer_requests_gets_none_any_more(local: Local, hosts: Hosts) -> None:
    assert visit(local.page("/a", 429), hosts).fault == "answered 429"
    assert visit(local.page("/b"), hosts) == Finding(
        "unclear", None, "", "the server asks for fewer requests"
    )
    assert local.requests("/b") == []


def test_one_request_at_a_time_for_each_host_and_a_pause_after_it(local: Local) -> None:
    local.delay = 0.02
    calm = Hosts(Web("Frontmark/test", allowed=lambda address: address.is_loopback), pause=0.1)
    for n in range(4):
        local.page(f"/{n}")
    before = time.monotonic()
    threads = [threading.Thread(target=visit, args=(local.url(f"/{n}"), calm)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked = len(local.asked)
    assert local.most_at_once == 1
    assert time.monotonic() - before >= (asked - 1) * 0.1


def test_requests_say_who_asks(local: Local, hosts: Hosts) -> None:
    visit(local.page("/a"), hosts)
    assert local.agents == {"Frontmark/test"}
    assert {host for _, _, host in local.asked} == {f"127.0.0.1:{local.port}"}
