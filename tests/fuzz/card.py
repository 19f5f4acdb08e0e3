"""What a card answers: TLV (`tlv.decode`), the people of a file, and a whole conversation of arbitrary answers."""

from collections.abc import Callable, Iterator

from hardware.card_reader.apdu import read_holders
from hardware.card_reader.tlv import MAX_BYTES, MAX_DEPTH, MAX_OBJECTS, DataObject, MalformedTlvError, decode, encode
from hardware.card_reader.vitale import (
    HOLDERS_FILE,
    UnreadableCardError,
    decode_holders,
    decode_pointers,
    encode_files,
)
from hardware.ports import CardHolder
from tests.fuzz.promises import demand_own_words

Decode = Callable[[bytes], tuple[DataObject, ...]]

TLV_WORDS = frozenset(
    {"too long", "too many objects", "too deep", "value cut short", "header cut short"}
    | {"tag number with leading zeros", "tag too long", "indefinite or oversized length"}
)
CARD_WORDS = frozenset(
    {"no usable pointer", "too many holders", "unusable name", "unusable number", "unusable birth date"}
    | {"nobody on the card", "endless file", "answer of a wrong length"}
    | {f"not TLV: {words}" for words in TLV_WORDS}
    | {f"{what} answered {status:04X}" for what in ("select", "read") for status in range(0x1_0000)}
)


def one(data: bytes, parse: Decode = decode) -> None:
    """Try one file content, then the same bytes as the answers of a card."""
    _objects(data, parse)
    for read in (decode_holders, decode_pointers):
        try:
            found = read(data)
        except UnreadableCardError as refused:
            demand_own_words(refused, CARD_WORDS)
        else:
            _readable([each for each in found if isinstance(each, CardHolder)])
    _conversation(data)


def _objects(data: bytes, parse: Decode) -> None:
    try:
        found = parse(data)
    except MalformedTlvError as refused:
        demand_own_words(refused, TLV_WORDS)
        return
    assert len(data) <= MAX_BYTES
    assert len(list(_all(found))) <= MAX_OBJECTS
    written = encode(*found)
    assert len(written) <= len(data), "more content than there were bytes"
    assert parse(written) == found
    if data and data[-1]:
        # The last byte belongs to an object: without it that object is cut short, and must be refused.
        try:
            parse(data[:-1])
        except MalformedTlvError:
            return
        raise AssertionError("an object that is cut short was accepted")


def _all(found: tuple[DataObject, ...], depth: int = 1) -> Iterator[DataObject]:
    assert depth <= MAX_DEPTH or not found
    for each in found:
        yield each
        yield from _all(each.children, depth + 1)


def _readable(people: list[CardHolder]) -> None:
    for person in people:
        assert person.nir.isascii()
        assert len(person.nir) == 15
        assert person.family_name.isprintable()
        assert person.first_name.isprintable()
        assert repr(person) == "CardHolder()"
    again = encode_files(people)[HOLDERS_FILE]
    assert len(again) > MAX_BYTES or decode_holders(again) == tuple(people)


def _conversation(data: bytes) -> None:
    """The bytes cut into answers, each behind its length; then a card that says nothing but « done »."""
    answers = []
    while data:
        answers.append(data[1 : 1 + data[0]])
        data = data[1 + data[0] :]
    told = iter(answers)
    try:
        read_holders(lambda _command: next(told, b"\x90\x00"))
    except UnreadableCardError as refused:
        demand_own_words(refused, CARD_WORDS)
