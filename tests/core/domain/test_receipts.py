"""What the square of a receipt holds."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from core.domain.receipts import Receipt, ReceiptKind

RECEIPT = Receipt(
    number="482170",
    kind=ReceiptKind.CHOICE_KEPT,
    at=datetime(2026, 11, 23, 10, 42, tzinfo=timezone(timedelta(hours=1))),
    place="Valmont",
    leaf_hash="ab",
    checkpoint_size=12,
    previous="cd",
    signature="s",
)


def test_the_square_says_ten_things() -> None:
    """In their order, the time in UTC; the first receipt of somebody follows none, written 0."""
    assert RECEIPT.square() == "RS2|choice|done|20261123T0942Z|Valmont|482170|ab|12|cd|s"
    assert replace(RECEIPT, previous="").signed_text().endswith("|ab|12|0")


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("Pharmacie du Sacré-Cœur", "Pharmacie du Sacre-Coeur"),
        ("Mairie d’Aubigny | bât. B\n", "Mairie d'Aubigny  bat. B"),
        ("x" * 60, "x" * 40),
        ("北", ""),
    ],
)
def test_the_place_is_written_in_ascii(place: str, written: str) -> None:
    """Without a bar or a line end, which would part the fields otherwise."""
    assert replace(RECEIPT, place=place).signed_text().split("|")[4] == written


def test_the_chain_covers_the_signature() -> None:
    """What the next receipt says is the digest of the whole square."""
    assert RECEIPT.chain_hash() == hashlib.sha256(RECEIPT.square().encode()).hexdigest()
    assert replace(RECEIPT, signature="t").chain_hash() != RECEIPT.chain_hash()
