"""Statements about organ donation, each a row that stays; the last one said counts, whatever the clock did."""

import json
from enum import Enum

from sqlalchemy import Connection, func, insert, select

from core.domain.identifiers import PatientId
from core.domain.organ_donation import Organ, OrganDonationChoice, Position, Purpose
from core.ports import OrganDonation
from core.storage.tables import organ_donation_choices as choices


class StoredOrganDonation(OrganDonation):
    """The statements of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, patient_id: PatientId, choice: OrganDonationChoice) -> None:
        """Keep one more statement; earlier ones stay as history."""
        last = self._connection.scalar(select(func.max(choices.c.rank)).where(choices.c.patient_id == patient_id))
        self._connection.execute(
            insert(choices),
            {
                "patient_id": patient_id,
                "rank": (last or 0) + 1,
                "position": choice.position.value,
                "organs": _values(choice.organs),
                "purposes": _values(choice.purposes),
                "stated_at": choice.stated_at,
            },
        )

    def latest(self, patient_id: PatientId) -> OrganDonationChoice | None:
        """What counts now, None when nothing was ever said."""
        row = self._connection.execute(
            select(choices).where(choices.c.patient_id == patient_id).order_by(choices.c.rank.desc()).limit(1)
        ).one_or_none()
        if row is None:
            return None
        return OrganDonationChoice(
            position=Position(row.position),
            organs=frozenset(Organ(value) for value in json.loads(row.organs)),
            purposes=frozenset(Purpose(value) for value in json.loads(row.purposes)),
            stated_at=row.stated_at,
        )


def _values(members: frozenset[Organ] | frozenset[Purpose]) -> str:
    names: list[Enum] = list(members)
    return json.dumps(sorted(str(member.value) for member in names))
