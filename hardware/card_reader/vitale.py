"""What is written where on our demonstration Vitale card, and how it is written. Knows no reader and no line.

The shape (application, files, template 65) is the public one; the content is fictional and proves nothing:
a real card's certificates and protected files need the licensed reading library and a professional's card.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from hardware.card_reader.tlv import DataObject, MalformedTlvError, decode, encode
from hardware.ports import CardHolder

AID = bytes.fromhex("D250000002") + b"VITALE"
"""Application of the card, chosen first."""

POINTER_FILE = 0x2001
"""Lists, in tag 83 (file identifier, ISO/IEC 7816-4), the files that hold people."""
HOLDERS_FILE = 0x2F08
"""The people of the card, one template 65 each, the insured person first."""

ATR = bytes.fromhex("3B7513000047" + "09EA9000")
"""What our card says when it is powered: a Vitale 2, protocol T=0."""
_ATR_VITALE_2 = re.compile(rb"\x3b\x75\x13\x00\x00[\x43\x44\x45\x47-\x49]\x09\xea\x90\x00", re.DOTALL)

_FILE_IDENTIFIER = 0x83
_HOLDER = 0x65
_NAME, _FIRST_NAME, _BIRTH_DATE, _NATIONALITY, _NIR = 0x80, 0x81, 0x82, 0x90, 0x93
_SUPPORT, _VALID_SINCE = 0x66, 0x80
_NIR_SHAPE = re.compile(r"[0-9]{6}[0-9AB][0-9]{8}")
_MAX_NAME = 80
_MAX_HOLDERS = 20
# ISO/IEC 8859-15 is the 8-bit set that holds every French letter.
_LETTERS = "iso8859-15"


class UnreadableCardError(ValueError):
    """The card answered, and the answer is not a card's. The message never quotes the card."""


def is_vitale(atr: bytes) -> bool:
    """Tell a Vitale card from any other by its answer to reset."""
    return _ATR_VITALE_2.fullmatch(atr) is not None


def is_powered(atr: bytes) -> bool:
    """Tell a card that answered to reset from one that is upside down, worn or dead (ISO/IEC 7816-3, 8.2)."""
    return len(atr) > 1 and atr[0] in {0x3B, 0x3F}


def encode_files(holders: Sequence[CardHolder]) -> Mapping[int, bytes]:
    """Write a card: the content of each file by its identifier."""
    pointer = encode(DataObject(_FILE_IDENTIFIER, HOLDERS_FILE.to_bytes(2, "big")))
    validity = DataObject(_SUPPORT, children=(DataObject(_VALID_SINCE, b"20200101"),))
    people = encode(validity, *(_holder_object(holder) for holder in holders))
    return {POINTER_FILE: pointer, HOLDERS_FILE: people}


def decode_pointers(data: bytes) -> tuple[int, ...]:
    """Give the files that hold people. Raises `UnreadableCardError`."""
    files = [each.value for each in _decode(data) if each.tag == _FILE_IDENTIFIER]
    if not files or any(len(value) != 2 for value in files):  # noqa: PLR2004 - a file identifier has two bytes
        raise UnreadableCardError("no usable pointer")
    return tuple(int.from_bytes(value, "big") for value in files[:4])


def decode_holders(data: bytes) -> tuple[CardHolder, ...]:
    """Give the people of one file, in the card's order. Raises `UnreadableCardError`."""
    people = [each for each in _decode(data) if each.tag == _HOLDER]
    if len(people) > _MAX_HOLDERS:
        raise UnreadableCardError("too many holders")
    return tuple(_holder(each) for each in people)


def _decode(data: bytes) -> tuple[DataObject, ...]:
    try:
        return decode(data)
    except MalformedTlvError as error:
        raise UnreadableCardError(f"not TLV: {error}") from None


def _holder_object(holder: CardHolder) -> DataObject:
    children = (
        DataObject(_NAME, holder.family_name.encode(_LETTERS)),
        DataObject(_FIRST_NAME, holder.first_name.encode(_LETTERS)),
        DataObject(_BIRTH_DATE, holder.birth_date.isoformat().replace("-", "").encode("ascii")),
        DataObject(_NATIONALITY, b"FR"),
        DataObject(_NIR, holder.nir.encode("ascii")),
    )
    return DataObject(_HOLDER, children=children)


def _holder(template: DataObject) -> CardHolder:
    return CardHolder(
        nir=_nir(template.find(_NIR)),
        family_name=_words(template.find(_NAME)),
        first_name=_words(template.find(_FIRST_NAME)),
        birth_date=_day(template.find(_BIRTH_DATE)),
    )


def _words(value: bytes | None) -> str:
    text = (value or b"").decode(_LETTERS).strip()
    if not 1 <= len(text) <= _MAX_NAME or not text.isprintable():
        raise UnreadableCardError("unusable name")
    return text


def _nir(value: bytes | None) -> str:
    text = (value or b"").decode("ascii", "replace")
    if not _NIR_SHAPE.fullmatch(text):
        raise UnreadableCardError("unusable number")
    return text


def _day(value: bytes | None) -> date:
    text = (value or b"").decode("ascii", "replace")
    if not re.fullmatch(r"[0-9]{8}", text):
        raise UnreadableCardError("unusable birth date")
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a birth date has no zone
    except ValueError:
        raise UnreadableCardError("unusable birth date") from None
