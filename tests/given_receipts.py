"""Receipts of one invented person, as their site signs them."""

from dataclasses import replace
from datetime import UTC, datetime

from core.domain.merkle import leaf_hash
from core.domain.receipts import Receipt, ReceiptKind
from core.storage.keys import SiteKeys
from tests.audit_logs import bodies


def receipts_of(keys: SiteKeys, count: int) -> list[str]:
    """One person's receipts, each following the one before; the leaf of each is the log's leaf of its rank."""
    previous, squares = "", []
    for rank in range(count):
        plain = Receipt(
            number=f"48217{rank}",
            kind=ReceiptKind.CHOICE_KEPT,
            at=datetime(2026, 11, 23, 9, 42 + rank, tzinfo=UTC),
            place="Pharmacie des Tilleuls",
            leaf_hash=leaf_hash(bodies(count)[rank]).hex(),
            checkpoint_size=rank,
            previous=previous,
        )
        receipt = replace(plain, signature=keys.sign(plain.signed_text()))
        squares.append(receipt.square())
        previous = receipt.chain_hash()
    return squares
