"""A broken parser for each harness, wrong in the way such parsers are: a harness that accepts one is no harness."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from aiosipua import SipMessage, parse_sdp

from core.domain.patients import Nir
from core.interop.cda_body import Body
from core.interop.cda_header import header_of
from core.interop.document_kinds import kind_of
from core.interop.intake import Intake, Received, read_body
from core.interop.refused_file import RefusedFile, UnreadableFileError
from core.interop.safe_xml import open_document
from hardware.card_reader.tlv import DataObject, MalformedTlvError, decode
from ivr.line.sip import messages
from ivr.line.sip.messages import Address, BadSipError, Request, Response
from ivr.line.sip.sdp import Offer, read_offer
from ivr.line.sip.telephone_event import KeyPresses
from ivr.line.sip.telephone_event import read as read_events
from ivr.line.twilio.media_messages import BadMessageError, Message, Other, Words, read
from kiosk.protocol import Card, TerminalMessage, decode_terminal


def nir_without_corsica(typed: str) -> tuple[Nir, bool]:
    """Forgets that 2A and 2B stand for numbers in the key."""
    compact = re.sub(r"[\s.\-]", "", typed).upper()
    if len(compact) not in (13, 15):
        raise ValueError("a NIR has 13 characters, and 2 more with its key")
    nir = Nir(compact[:13])
    return nir, compact[13:] == f"{97 - int(nir.number) % 97:02d}"


def nir_that_quotes(typed: str) -> tuple[Nir, bool]:
    """Says in its error what was typed."""
    raise ValueError(f"not a NIR: {typed}")


def tlv_read_past_the_end(data: bytes) -> tuple[DataObject, ...]:
    """Takes what is left of a value cut short, as slicing does."""
    try:
        return decode(data)
    except MalformedTlvError as error:
        if str(error) == "value cut short":
            return decode(data + bytes(1))
        raise


def tlv_of_one_length_byte(data: bytes) -> tuple[DataObject, ...]:
    """Reads tag, length, value, and trusts them to be there."""
    found, at = [], 0
    while at < len(data):
        found.append(DataObject(data[at], data[at + 2 : at + 2 + data[at + 1]]))
        at += 2 + data[at + 1]
    return tuple(found)


def media_of_the_standard_library(text: str) -> Message:
    """Accepts half a surrogate pair, as `json` does."""
    try:
        message: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise BadMessageError("not JSON") from None
    is_words = isinstance(message, dict) and message.get("event") == "words" and isinstance(message.get("text"), str)
    return Words(text=message["text"]) if is_words else Other()


def media_without_a_floor(text: str) -> Message:
    """Lets the depth of a message exhaust the stack."""
    message = msgspec.json.decode(text) if text.startswith("[[") else read(text)
    return message if isinstance(message, Message) else Other()


class PressesThatRepeat(KeyPresses):
    """Counts every report of a press."""

    def take(self, timestamp: int, payload: bytes) -> str:
        """Each packet anew."""
        del timestamp
        return "".join(event.key for event in read_events(payload))


class PressesOfTheEnd(KeyPresses):
    """Counts each end, and forgets that it is said three times."""

    def take(self, timestamp: int, payload: bytes) -> str:
        """Whatever ends."""
        super().take(timestamp, payload)
        return "".join(event.key for event in read_events(payload) if event.is_end)


def frame_without_holders(frame: str) -> TerminalMessage:
    """Loses the people of a card."""
    message = decode_terminal(frame)
    return Card(state=message.state) if isinstance(message, Card) else message


def frame_in_the_words_of_the_library(frame: str) -> TerminalMessage:
    """Lets through whatever the library says or raises."""
    return msgspec.json.decode(frame, type=TerminalMessage)


def intake_that_raises(data: bytes) -> Intake:
    """Forgets to turn its own error into a value."""
    header = header_of(open_document(data))
    return Received(header=header, kind=kind_of(header.type_code)[0])


def intake_that_trusts_the_last_patient(data: bytes) -> Intake:
    """Files a document about two people under one of them."""
    try:
        document = open_document(data)
        for target in document.findall("{urn:hl7-org:v3}recordTarget")[:-1]:
            document.remove(target)
        header = header_of(document)
    except UnreadableFileError as bad:
        return bad.refused
    return Received(header=header, kind=kind_of(header.type_code)[0])


def body_without_tails(data: bytes) -> Body | RefusedFile:
    """Forgets the words after an inner element, as a first reader of `lxml` does."""
    return read_body(re.sub(rb"(</(?:content|x|sub|linkHtml)>)[^<]+", rb"\1", data))


def sip_of_the_library(data: bytes, _: Address) -> Request | Response:
    """Trusts a message to say where its answer goes."""
    messages.read(data, ("192.0.2.99", 5060))
    return SipMessage.parse(data)


def sip_that_quotes(data: bytes, source: Address) -> Request | Response:
    """Says what it could not read."""
    try:
        return messages.read(data, source)
    except BadSipError:
        raise BadSipError(f"bad: {data[:20]!r}") from None


def sdp_of_the_library(text: str) -> Offer:
    """Lets the errors of a parser through."""
    parse_sdp(text)
    return read_offer(text)


PLANTED: Mapping[str, tuple[Callable[..., Any], ...]] = {
    "cda": (intake_that_raises, intake_that_trusts_the_last_patient),
    "cda_body": (body_without_tails,),
    "card": (tlv_read_past_the_end, tlv_of_one_length_byte),
    "media_stream": (media_of_the_standard_library, media_without_a_floor),
    "telephone_event": (PressesThatRepeat, PressesOfTheEnd),
    "nir": (nir_without_corsica, nir_that_quotes),
    "sip": (sip_of_the_library, sip_that_quotes),
    "sdp": (sdp_of_the_library,),
    "terminal_frame": (frame_without_holders, frame_in_the_words_of_the_library),
}
