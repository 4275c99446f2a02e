"""Connections to addresses of the public internet, and to no others: what a name leads to is looked at once, and the
very address that was looked at is the one that is connected to, so that no later answer of a name server counts."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Allowed = Callable[[Address], bool]

# IPv4 addresses in the clothes of IPv6 are judged by what they carry (RFC 6052).
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class BarredError(Exception):
    """The name leads to addresses that are not public, and to no other."""


def public(address: Address) -> bool:
    """Whether an address is one of the public internet: not private, loopback, link-local, reserved or multicast."""
    if isinstance(address, ipaddress.IPv6Address) and (carried := _carried(address)):
        return public(carried)
    return address.is_global and not address.is_multicast


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def connect(host: str, port: int, seconds: float, allowed: Allowed) -> socket.socket:
    """A connection to the first address of `host` that is allowed and answers.

    seconds: for each address. Raises BarredError, or OSError when none answers.
    """
    fault: OSError | None = None
    for family, place in _addresses(host, port, allowed):
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(seconds)
            connection.connect(place)
        except OSError as error:
            connection.close()
            fault = error
        else:
            return connection
    raise fault or BarredError(host)


def _addresses(host: str, port: int, allowed: Allowed) -> Iterator[tuple[int, tuple[object, ...]]]:
    for family, _kind, _protocol, _name, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if family in (socket.AF_INET, socket.AF_INET6):
            bare = str(place[0]).partition("%")[0]  # fe80::1%eth0
            if allowed(ipaddress.ip_address(bare)):
                yield family, place
