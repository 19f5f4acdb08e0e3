"""Statements about organ donation, each a row that stays; the last one said counts, whatever the clock did."""

from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import bindparam, insert, select

from core.domain.identifiers import PatientId
from core.domain.organ_donation import Organ, OrganDonationChoice, Position, Purpose
from core.ports import OrganDonation
from core.storage.envelope import PersonKey
from core.storage.tables import organ_donation_choices as choices
from core.storage.transaction import Transaction

_SEALED = "organ_donation_choices.sealed"
_ADD = insert(choices)
_MINE = choices.c.patient_id == bindparam("patient_id")
_ALL = select(choices.c.rank, choices.c.sealed).where(_MINE).order_by(choices.c.rank)
_LATEST = select(choices.c.rank, choices.c.sealed).where(_MINE).order_by(choices.c.rank.desc()).limit(1)


class StoredOrganDonation(OrganDonation):
    """The statements of one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, patient_id: PatientId, choice: OrganDonationChoice) -> int:
        """Keep one more statement; earlier ones stay as history. Which one it is, counted from 1."""
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        last = self._transaction.read_one(_LATEST, {"patient_id": patient_id})
        rank = (last[0] if last else 0) + 1
        said = {
            "position": choice.position.value,
            "organs": _values(choice.organs),
            "purposes": _values(choice.purposes),
            "stated_at": choice.stated_at.isoformat(),
        }
        row = {"patient_id": patient_id, "rank": rank, "sealed": key.seal(_SEALED, str(rank), said)}
        self._transaction.write_last((_ADD, row))
        return rank

    def history(self, patient_id: PatientId) -> tuple[OrganDonationChoice, ...]:
        """Everything ever said, oldest first."""
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        rows = self._transaction.read(_ALL, {"patient_id": patient_id})
        return tuple(_choice(key, rank, sealed) for rank, sealed in rows)

    def latest(self, patient_id: PatientId) -> OrganDonationChoice | None:
        """What counts now, None when nothing was ever said."""
        self._transaction.about(patient_id)
        row = self._transaction.read_one(_LATEST, {"patient_id": patient_id})
        if row is None:
            return None
        rank, sealed = row
        return _choice(self._transaction.key_of(patient_id), rank, sealed)


def _choice(key: PersonKey, rank: int, sealed: bytes) -> OrganDonationChoice:
    said = key.unseal(_SEALED, str(rank), sealed, dict[str, Any])
    return OrganDonationChoice(
        position=Position(said["position"]),
        organs=frozenset(Organ(value) for value in said["organs"]),
        purposes=frozenset(Purpose(value) for value in said["purposes"]),
        stated_at=datetime.fromisoformat(said["stated_at"]),
    )


def _values(members: frozenset[Organ] | frozenset[Purpose]) -> list[str]:
    names: list[Enum] = list(members)
    return sorted(str(member.value) for member in names)
