"""A sealed cell: what opens it, and everything that does not."""

from dataclasses import replace
from typing import Any

import pytest

from core.domain.identifiers import PatientId
from core.storage.envelope import NONCE_BYTES, PersonKey, SealError, new_key

KEY = new_key(PatientId("odette"))
PLACE, ROW = "documents.sealed", "doc-1"
CONTENT = ["Analyse de sang", "laboratoire des Tilleuls", 7, None]


def test_what_was_sealed_comes_back() -> None:
    """Word for word, and nothing of it can be read before."""
    sealed = KEY.seal(PLACE, ROW, CONTENT)
    assert KEY.unseal(PLACE, ROW, sealed, list[Any]) == CONTENT
    assert b"Analyse" not in sealed


def test_two_seals_of_one_thing_differ() -> None:
    """A nonce is drawn each time: equal rows don't look equal, and no nonce serves twice."""
    seals = {KEY.seal(PLACE, ROW, CONTENT) for _ in range(1000)}
    assert len(seals) == len({sealed[:NONCE_BYTES] for sealed in seals}) == 1000


@pytest.mark.parametrize(
    ("key", "place", "row"),
    [
        (KEY, "documents.title", ROW),
        (KEY, "receipts.sealed", ROW),
        (KEY, PLACE, "doc-2"),
        (KEY, PLACE, ""),
        (replace(KEY, patient_id=PatientId("marcel")), PLACE, ROW),
        (replace(KEY, version=2), PLACE, ROW),
        (new_key(PatientId("odette")), PLACE, ROW),
    ],
    ids=["column", "table", "row", "no row", "person", "version", "key"],
)
def test_a_cell_opens_in_its_own_place_only(key: PersonKey, place: str, row: str) -> None:
    """Moved by whoever can write to the database, it is worth nothing."""
    sealed = KEY.seal(PLACE, ROW, CONTENT)
    with pytest.raises(SealError):
        key.unseal(place, row, sealed, list[Any])


def test_no_bit_of_a_cell_can_change() -> None:
    """Nonce, content and tag; nor can it be cut, nor be longer."""
    sealed = KEY.seal(PLACE, ROW, CONTENT)
    for bit in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(SealError):
            KEY.unseal(PLACE, ROW, bytes(changed), list[Any])
    for damaged in (b"", sealed[:NONCE_BYTES], sealed[:-1], sealed + b"\0"):
        with pytest.raises(SealError):
            KEY.unseal(PLACE, ROW, damaged, list[Any])


def test_a_key_is_never_printed() -> None:
    """Nor by accident, in a log."""
    assert KEY.secret.hex() not in repr(KEY)
    assert repr(KEY.secret) not in repr(KEY)
