"""Where a line of one's own listens, to whom, and on which ports sound flows. Knows no call."""

import ipaddress
import re
from dataclasses import dataclass

_PORTS = re.compile(r"([0-9]{1,5})-([0-9]{1,5})")
LARGEST_PORT = 0xFFFF
SMALLEST_SESSION = 90
"""Seconds (RFC 4028, 4)."""


@dataclass(frozen=True, kw_only=True)
class SipSettings:
    """What an operator chose, and a few durations that only tests change."""

    host: str
    """An address of this machine, told to the SBC as where sound goes: never « all addresses »."""
    port: int
    peers: frozenset[str]
    """Addresses of the SBC; whoever else calls is not answered."""
    rtp_ports: range
    ring: float = 1.0
    """Seconds of ringing: time to take the telephone to one's ear."""
    smallest_session: int = SMALLEST_SESSION
    invites_a_second: float = 20.0
    """From one peer; twice as many at once."""


def read_sip_settings(listen: str, peers: str, ports: str) -> SipSettings:
    """Read HOST:PORT, addresses separated by commas, and FIRST-LAST. Raises `ValueError`, which says what is wrong."""
    host, _, port = listen.rpartition(":")
    if not port.isascii() or not port.isdigit() or int(port) > LARGEST_PORT:
        raise ValueError("sip: HOST:PORT is expected")
    address = _address("sip", host)
    if address.is_unspecified:
        raise ValueError("sip: one address of this machine is expected, for callers are told where to send sound")
    found = _PORTS.fullmatch(ports.strip())
    if not found or not 0 < int(found[1]) < int(found[2]) <= LARGEST_PORT:
        raise ValueError("sip_rtp_ports: FIRST-LAST is expected, such as 20000-20999")
    allowed = frozenset(str(_address("sip_peers", each)) for each in peers.split(",") if each.strip())
    if not allowed:
        raise ValueError("sip_peers: the address of the SBC is expected")
    return SipSettings(
        host=str(address), port=int(port), peers=allowed, rtp_ports=range(int(found[1]), int(found[2]) + 1)
    )


def _address(setting: str, text: str) -> ipaddress.IPv4Address:
    try:
        return ipaddress.IPv4Address(text.strip())
    except ValueError:
        raise ValueError(f"{setting}: an IPv4 address is expected") from None
