"""Which addresses may be connected to, and that it is the address looked at that is connected to."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from generator.evidence.reach import BarredError, connect, public
from generator.evidence.web import NoAnswerError, Web


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0"])
def test_no_way_of_writing_it_leads_to_this_machine(host: str) -> None:
    with pytest.raises((BarredError, socket.gaierror)):
        connect(host, 80, 1, public)
    with pytest.raises(NoAnswerError, match=r"leads to an address that is not public|no such host"):
        Web("test").ask("GET", f"http://{host}/", 10)


def test_a_name_is_looked_up_once_and_only_what_was_found_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name server that answers otherwise the second time (DNS rebinding) is not asked a second time."""
    answers = iter([["93.184.216.34", "127.0.0.1"], ["127.0.0.1"]])
    connected: list[object] = []

    def looked_up(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in next(answers)]

    class Line:
        def __init__(self, *_: object) -> None: ...
        def settimeout(self, seconds: float) -> None: ...
        def close(self) -> None: ...
        def connect(self, place: object) -> None:
            connected.append(place)
            raise OSError("refused")

    monkeypatch.setattr("socket.getaddrinfo", looked_up)
    monkeypatch.setattr("socket.socket", Line)
    with pytest.raises(OSError, match="refused"):
        connect("rebinds.example", 80, 1, public)
    assert connected == [("93.184.216.34", 80)]
    with pytest.raises(BarredError):
        connect("rebinds.example", 80, 1, public)
    assert len(connected) == 1
