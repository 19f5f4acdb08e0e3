"""Secrets as hashes, printed lists, and the tries made at them. A person's rows are reached by number or by person."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from core.domain.credentials import Credential, OneTimeCode
from core.domain.identifiers import PatientId
from core.domain.tries import Tries
from core.ports import Credentials
from core.storage.tables import access_numbers, credentials, one_time_codes, tries


class StoredCredentials(Credentials):
    """The secrets and tries of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, credential: Credential) -> None:
        """Keep or replace a person's access number and secret code; the old number leads nowhere."""
        mine = credential.patient_id
        self._connection.execute(delete(access_numbers).where(access_numbers.c.patient_id == mine))
        self._connection.execute(delete(credentials).where(credentials.c.patient_id == mine))
        key = {"patient_id": mine, "access_number": credential.access_number}
        self._connection.execute(insert(credentials), {**key, "secret_hash": credential.secret_hash})
        self._connection.execute(insert(access_numbers), key)

    def of(self, patient_id: PatientId) -> Credential | None:
        """A person's credential."""
        return self._one(select(credentials).where(credentials.c.patient_id == patient_id))

    def by_access_number(self, access_number: str) -> Credential | None:
        """The credential behind a number; one query, whether it is somebody's or not."""
        of_number = access_numbers.c.patient_id == credentials.c.patient_id
        return self._one(
            select(credentials).join(access_numbers, of_number).where(access_numbers.c.access_number == access_number)
        )

    def put_codes(self, patient_id: PatientId, codes: Sequence[OneTimeCode]) -> None:
        """Replace the printed list."""
        self._connection.execute(delete(one_time_codes).where(one_time_codes.c.patient_id == patient_id))
        if codes:
            self._connection.execute(
                insert(one_time_codes),
                [
                    {"patient_id": patient_id, "line": code.line, "code_hash": code.code_hash, "is_used": code.is_used}
                    for code in codes
                ],
            )

    def next_code(self, patient_id: PatientId) -> OneTimeCode | None:
        """The first line not used yet."""
        row = self._connection.execute(
            select(one_time_codes)
            .where(one_time_codes.c.patient_id == patient_id, one_time_codes.c.is_used.is_(False))
            .order_by(one_time_codes.c.line)
            .limit(1)
        ).one_or_none()
        return None if row is None else OneTimeCode(line=row.line, code_hash=row.code_hash)

    def use_code(self, patient_id: PatientId, line: int) -> bool:
        """Strike a line; False when it was used meanwhile, or never existed."""
        struck = self._connection.execute(
            update(one_time_codes)
            .where(
                one_time_codes.c.patient_id == patient_id,
                one_time_codes.c.line == line,
                one_time_codes.c.is_used.is_(False),
            )
            .values(is_used=True)
        )
        return struck.rowcount == 1

    def tries(self, counter: str) -> Tries:
        """The tries counted under this pseudonym."""
        row = self._connection.execute(select(tries).where(tries.c.counter == counter)).one_or_none()
        if row is None:
            return Tries()
        return Tries(count=row.made, last_at=row.last_at, of_the_day=row.of_the_day, is_closed=row.is_closed)

    def put_tries(self, counter: str, tries_made: Tries) -> None:
        """Keep the count."""
        values = {
            "made": tries_made.count,
            "last_at": tries_made.last_at,
            "of_the_day": tries_made.of_the_day,
            "is_closed": tries_made.is_closed,
        }
        self._connection.execute(
            insert_or_update(tries)
            .values(counter=counter, **values)
            .on_conflict_do_update(index_elements=["counter"], set_=values)
        )

    def _one(self, query: Select[Any]) -> Credential | None:
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        patient_id = PatientId(row.patient_id)
        return Credential(patient_id=patient_id, access_number=row.access_number, secret_hash=row.secret_hash)
