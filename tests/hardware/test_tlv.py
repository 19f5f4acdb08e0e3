"""A card is a stranger: whatever it sends is decoded or refused, and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card_reader.apdu import read_holders
from hardware.card_reader.demonstration_card import DemonstrationCard, Mishap, Trouble
from hardware.card_reader.tlv import MAX_BYTES, DataObject, MalformedTlvError, decode, encode
from hardware.card_reader.vitale import (
    HOLDERS_FILE,
    UnreadableCardError,
    decode_holders,
    decode_pointers,
    encode_files,
    is_vitale,
)
from hardware.ports import CardHolder
from tests.hardware.family import HELOISE, ODETTE

names = st.text("ABCDÉÈŒŸ' -", min_size=1, max_size=40).map(str.strip).filter(bool)
people = st.builds(
    CardHolder,
    nir=st.from_regex(r"[12][0-9]{4}(2A|2B|[0-9]{2})[0-9]{8}", fullmatch=True),
    family_name=names,
    first_name=names,
    birth_date=st.dates(min_value=date(1900, 1, 1)),
)


@given(st.binary(max_size=600))
def test_any_bytes_give_objects_or_the_one_error(data: bytes) -> None:
    """The decoder never raises anything but its own error."""
    try:
        decode(data)
    except MalformedTlvError:
        return


@given(st.binary(max_size=300))
def test_any_file_content_gives_people_or_an_unreadable_card(data: bytes) -> None:
    """One level up too: people, or an unreadable card."""
    for read in (decode_holders, decode_pointers):
        try:
            read(data)
        except UnreadableCardError:
            continue


@given(st.lists(people, max_size=6), st.integers(0, 400), st.integers(0, 255))
def test_one_wrong_byte_gives_people_or_an_unreadable_card(holders: list[CardHolder], at: int, byte: int) -> None:
    """A worn card never crashes a kiosk."""
    content = bytearray(encode_files(holders)[HOLDERS_FILE])
    content[at % len(content)] = byte
    try:
        decode_holders(bytes(content))
    except UnreadableCardError:
        return


@given(st.lists(people, min_size=1, max_size=6))
def test_people_written_on_a_card_are_read_back(holders: list[CardHolder]) -> None:
    """Names with accents and Corsican numbers included."""
    assert read_holders(DemonstrationCard(holders).answer) == tuple(holders)


@given(st.lists(st.binary(min_size=2, max_size=300), max_size=8))
def test_any_answers_give_people_or_an_unreadable_card(answers: list[bytes]) -> None:
    """Whatever a card answers to our commands."""
    given_answers = iter(answers)
    try:
        read_holders(lambda _command: next(given_answers, b"\x90\x00"))
    except UnreadableCardError:
        return


@pytest.mark.parametrize(
    "data",
    [
        b"\x80",
        b"\x80\x05abc",
        b"\x80\x80ab\x00\x00",
        b"\x80\x83\x00\x00\x01a",
        b"\x1f\x80\x01\x00",
        b"\x1f\xff\xff\xff\x01\x00",
        b"\x30\x02" * 9,
        b"\x80\x00" * 400,
        bytes(MAX_BYTES + 1),
    ],
    ids=["no length", "cut", "indefinite", "length of length", "zero tag", "long tag", "cut nest", "many", "long"],
)
def test_what_is_not_tlv_is_refused(data: bytes) -> None:
    """Each cap has its own refusal."""
    with pytest.raises(MalformedTlvError):
        decode(data)


def test_objects_too_deep_are_refused() -> None:
    """A card cannot exhaust the stack."""
    deep = DataObject(0x80, b"x")
    for _ in range(6):
        deep = DataObject(0x30, children=(deep,))
    with pytest.raises(MalformedTlvError):
        decode(encode(deep))


def test_long_values_and_long_tags_round_trip() -> None:
    """Lengths over 127 and two-byte tags are written as they are read."""
    things = (DataObject(0x7F21, children=(DataObject(0x80, b"x" * 300),)), DataObject(0x5F20, b"y" * 200))
    assert decode(encode(*things)) == things


def test_only_a_vitale_card_is_one() -> None:
    """The six known answers to reset, and no neighbour."""
    known = [bytes.fromhex(f"3B75130000{kind}09EA9000") for kind in ("43", "44", "45", "47", "48", "49")]
    assert all(map(is_vitale, known))
    assert not any(map(is_vitale, [b"", known[0] + b"\x00", bytes.fromhex("3B7513000046" + "09EA9000")]))


def test_a_card_of_a_big_family_is_longer_than_one_answer() -> None:
    """Reading goes on past the first 224 bytes."""
    family = [ODETTE, HELOISE] * 8
    assert read_holders(DemonstrationCard(family).answer) == tuple(family)


def test_a_refusing_card_is_unreadable() -> None:
    """« Not accessible » from the card is an answer like another."""
    card = DemonstrationCard([ODETTE], mishap=Mishap(Trouble.REFUSING, 3))
    with pytest.raises(UnreadableCardError):
        read_holders(card.answer)
