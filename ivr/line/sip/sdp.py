"""What a caller offers to hear and send (SDP, RFC 4566 and 3264), over aiosipua: read, chosen from, answered. Pure."""

import ipaddress
from dataclasses import dataclass, field
from enum import Enum

from aiosipua import Codec, MediaDescription, SdpMessage, negotiate_sdp, parse_sdp, serialize_sdp

LONGEST = 4_096
"""Characters of a description."""
MOST_MEDIA = 8
MOST_FORMATS = 64
RATE = 8_000
PAYLOAD_TYPES, LARGEST_PORT = 128, 0xFFFF
FRAME_MS = "20"
EVENTS = "telephone-event"
PLAIN_RTP = frozenset({"RTP/AVP", "RTP/AVPF"})
"""No SRTP: what leaves the private network is the SBC's to seal."""
SILENCES_US = frozenset({"sendonly", "inactive"})
"""Directions of an offer in which the caller does not listen: a call on hold."""


class Law(Enum):
    """How sound is written, by its name in SDP."""

    MU = "PCMU"
    A = "PCMA"


class BadSdpError(ValueError):
    """No description of sound: 400. Never quotes it."""


class NoCodecError(ValueError):
    """A description of sound that we don't speak: 488."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Where a caller hears, and what."""

    address: tuple[str, int] | None
    """Host and port; None for a hold of the old kind (c=0.0.0.0)."""
    law: Law
    payload_type: int
    events_type: int | None
    """How the caller's keys are marked; None when they can't be told."""
    is_held: bool
    """The caller doesn't listen now."""
    _read: SdpMessage = field(repr=False, compare=False)

    def answer(self, ours: tuple[str, int], session: int, version: int) -> str:
        """Our side, in the order of the offer; every other medium is refused (port 0)."""
        answer, _ = negotiate_sdp(
            self._read,
            *ours,
            supported_codecs=[self.payload_type],
            dtmf_payload_type=self.events_type or 0,
            session_id=str(session),
        )
        answer.origin.session_version = str(version)
        sound = next(media for media in answer.media if media.port)
        sound.attributes["ptime"] = [FRAME_MS]
        return serialize_sdp(answer)


def read_offer(text: str) -> Offer:
    """Read, and choose the first law of the offer that we speak. Raises `BadSdpError` or `NoCodecError`."""
    if len(text) > LONGEST:
        raise BadSdpError("too long")
    try:
        read = parse_sdp(text)
        sound = _sound(read)
        address = _address(read, sound)
    except (ValueError, IndexError) as bad:
        raise (bad if isinstance(bad, BadSdpError | NoCodecError) else BadSdpError("no description")) from None
    spoken = [codec for codec in sound.codecs if codec.clock_rate == RATE and 0 <= codec.payload_type < PAYLOAD_TYPES]
    chosen = next((codec for codec in spoken if _law(codec)), None)
    if chosen is None:
        raise NoCodecError("neither PCMU nor PCMA")
    events = next((codec.payload_type for codec in spoken if codec.encoding_name.lower() == EVENTS), None)
    return Offer(
        address=address,
        law=Law(chosen.encoding_name.upper()),
        payload_type=chosen.payload_type,
        events_type=events or None,
        is_held=address is None or sound.direction in SILENCES_US,
        _read=read,
    )


def _sound(read: SdpMessage) -> MediaDescription:
    if len(read.media) > MOST_MEDIA or any(len(media.formats) > MOST_FORMATS for media in read.media):
        raise BadSdpError("too much of it")
    sound = read.audio
    if sound is None or not sound.port or sound.proto not in PLAIN_RTP:
        raise NoCodecError("no plain sound")
    directions = ("sendrecv", "sendonly", "recvonly", "inactive")
    if not any(name in sound.attributes for name in directions):
        # One said for the whole session counts for its sound (RFC 4566, 6).
        sound.attributes.update({name: [] for name in directions if name in read.attributes})
    return sound


def _address(read: SdpMessage, sound: MediaDescription) -> tuple[str, int] | None:
    connection = sound.connection or read.connection
    if connection is None or not 0 < sound.port <= LARGEST_PORT:
        raise BadSdpError("no address")
    address = ipaddress.IPv4Address(connection.address)
    if address.is_unspecified:
        return None
    if address.is_multicast or address.is_reserved:
        raise BadSdpError("no address of one machine")
    return str(address), sound.port


def _law(codec: Codec) -> Law | None:
    return next((law for law in Law if law.value == codec.encoding_name.upper()), None)
