"""What a leaf's digest covers."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from enum import Enum

import pytest

from core.domain.audit import AuditLeaf, Channel, OutcomeClass, PurposeOfUse, Role
from core.domain.identifiers import LeafId, VisitId
from core.domain.merkle import leaf_hash

LEAF = AuditLeaf(
    leaf_id=LeafId("1f"),
    at=datetime(2026, 11, 23, 9, 42, 7, 123456, tzinfo=UTC),
    act="list-documents",
    outcome=OutcomeClass.DONE,
    reason="",
    role=Role.PATIENT,
    actor="aa",
    patient="bb",
    purpose=PurposeOfUse.SELF_SERVICE,
    channel=Channel.KIOSK,
    place="Valmont",
    visit=VisitId("v"),
    commitment="cc",
)


@pytest.mark.parametrize("name", [field.name for field in fields(AuditLeaf)])
def test_no_field_can_change_unseen(name: str) -> None:
    """Each field is under the digest."""
    value = getattr(LEAF, name)
    if isinstance(value, Enum):
        other: object = next(member for member in type(value) if member is not value)
    else:
        other = value + timedelta(microseconds=1) if isinstance(value, datetime) else f"{value}x"
    assert replace(LEAF, **{name: other}).digest() != LEAF.digest()


def test_a_receipt_names_the_hash_that_the_log_has() -> None:
    """A leaf's digest is what the tree is made of: whoever holds a receipt finds its leaf there."""
    assert LEAF.digest() == leaf_hash(LEAF.canonical())
