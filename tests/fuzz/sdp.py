"""Descriptions of sound (`sdp`): read, or refused in own words; what is read can be answered, for one machine."""

import ipaddress
from collections.abc import Callable

from ivr.line.sip.sdp import BadSdpError, NoCodecError, Offer, read_offer
from tests.fuzz.promises import demand_own_words

OWN_WORDS = frozenset(
    {
        "too long",
        "too much of it",
        "no description",
        "no address",
        "no address of one machine",
        "no plain sound",
        "neither PCMU nor PCMA",
    }
)
OURS = ("127.0.0.1", 20_000)


def one(data: bytes, parse: Callable[[str], Offer] = read_offer) -> None:
    """Try the bytes as the body of an INVITE."""
    try:
        offer = parse(data.decode("utf-8", errors="replace"))
    except (BadSdpError, NoCodecError) as refused:
        demand_own_words(refused, OWN_WORDS)
        return
    assert offer.is_held or offer.address is not None
    if offer.address is not None:
        assert not ipaddress.ip_address(offer.address[0]).is_multicast
        assert 0 < offer.address[1] <= 0xFFFF
    answered = parse(offer.answer(OURS, 1, 2))
    assert answered.address == OURS, "an answer that says another place than ours"
    assert (answered.law, answered.payload_type) == (offer.law, offer.payload_type)
