"""Keys as a capture that sipp plays: RFC 4733 over UDP over IP over Ethernet, each packet at its time."""

import struct
from pathlib import Path

from tests.ivr.sip_caller import EVENTS, reports

BETWEEN_S = 0.25
"""From one key to the next."""
_ETHERNET = bytes(12) + b"\x08\x00"
_LOOPBACK = bytes((127, 0, 0, 1))


def write_keys(file: Path, keys: str, *, between: float = BETWEEN_S) -> None:
    """Write them as presses of 160 ms; a space is a pause of a second."""
    at, sequence, data = 0.1, 1, struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65_535, 1)
    for key in keys:
        if key == " ":
            at += 1.0
            continue
        start = int(at * 8_000)
        for number, report in enumerate(reports(key)):
            packet = _packet(struct.pack("!BBHLL", 0x80, EVENTS, sequence, start, 7) + report)
            when = at + number * 0.02
            data += struct.pack("<IIII", int(when), int(when % 1 * 1e6), len(packet), len(packet)) + packet
            sequence += 1
        at += between
    file.write_bytes(data)


def _packet(rtp: bytes) -> bytes:
    udp = struct.pack("!HHHH", 6_000, 6_000, 8 + len(rtp), 0) + rtp
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0)
    return _ETHERNET + header + _LOOPBACK + _LOOPBACK + udp
