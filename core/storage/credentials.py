"""Secrets as sealed hashes, printed lists, and tries made at them. A person is reached by number or by identifier."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, bindparam, delete, insert, literal, select, update

from core.domain.credentials import Credential, OneTimeCode
from core.domain.identifiers import PatientId
from core.domain.tries import Tries
from core.ports import Credentials
from core.storage.columns import UtcTimes
from core.storage.envelope import SITE
from core.storage.tables import access_numbers, credentials, one_time_codes
from core.storage.tables import tries as counted_tries
from core.storage.transaction import Transaction

_SECRET, _CODE = "credentials.sealed", "one_time_codes.sealed"
_SECRET_OF = select(credentials.c.sealed).where(credentials.c.patient_id == bindparam("patient_id"))
_BEHIND = select(access_numbers.c.patient_id).where(access_numbers.c.number_index == bindparam("number_index"))
_NEXT_CODE = (
    select(one_time_codes.c.line, one_time_codes.c.sealed)
    .where(one_time_codes.c.patient_id == bindparam("patient_id"), one_time_codes.c.is_used.is_(False))
    .order_by(one_time_codes.c.line)
    .limit(1)
)


class StoredCredentials(Credentials):
    """The secrets and tries of one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._connection = transaction.connection

    def put(self, credential: Credential) -> None:
        """Keep or replace a person's access number and secret code; the old number leads nowhere."""
        mine = credential.patient_id
        key = self._transaction.key_of(mine)
        self._transaction.about(mine)
        sealed = key.seal(_SECRET, "", (credential.access_number, credential.secret_hash))
        self._transaction.put(credentials, {"patient_id": mine}, {"sealed": sealed})
        self._connection.execute(delete(access_numbers).where(access_numbers.c.patient_id == mine))
        number_index = self._index(credential.access_number)
        self._connection.execute(insert(access_numbers), {"number_index": number_index, "patient_id": mine})

    def of(self, patient_id: PatientId) -> Credential | None:
        """A person's credential. The key comes first: whoever has none costs as many queries."""
        if not self._transaction.knows(patient_id):
            return None
        self._transaction.about(patient_id)
        row = self._transaction.read_one(_SECRET_OF, {"patient_id": patient_id})
        if row is None:
            return None
        (sealed,) = row
        access_number, secret_hash = self._transaction.key_of(patient_id).unseal(_SECRET, "", sealed, tuple[str, str])
        return Credential(patient_id=patient_id, access_number=access_number, secret_hash=secret_hash)

    def by_access_number(self, access_number: str) -> Credential | None:
        """The credential behind a number; that of nobody is looked for as long."""
        row = self._transaction.read_one(_BEHIND, {"number_index": self._index(access_number)})
        return self.of(SITE if row is None else PatientId(*row))

    def put_codes(self, patient_id: PatientId, codes: Sequence[OneTimeCode]) -> None:
        """Replace the printed list."""
        key = self._transaction.key_of(patient_id)
        self._transaction.about(patient_id)
        self._connection.execute(delete(one_time_codes).where(one_time_codes.c.patient_id == patient_id))
        rows = [
            {
                "patient_id": patient_id,
                "line": code.line,
                "is_used": code.is_used,
                "sealed": key.seal(_CODE, str(code.line), code.code_hash),
            }
            for code in codes
        ]
        if rows:
            self._connection.execute(insert(one_time_codes), rows)

    def next_code(self, patient_id: PatientId) -> OneTimeCode | None:
        """The first line not used yet."""
        self._transaction.about(patient_id)
        row = self._transaction.read_one(_NEXT_CODE, {"patient_id": patient_id})
        if row is None:
            return None
        line, sealed = row
        return OneTimeCode(
            line=line, code_hash=self._transaction.key_of(patient_id).unseal(_CODE, str(line), sealed, str)
        )

    def use_code(self, patient_id: PatientId, line: int) -> bool:
        """Strike a line; False when it was used meanwhile, or never existed."""
        self._transaction.about(patient_id)
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

    def tries_together(self, counters: Sequence[str]) -> tuple[Tries, ...]:
        """The tries counted under these pseudonyms; nobody else counts there until this transaction ends."""
        names = [f"tries:{counter}" for counter in counters]
        values = {f"counter_{place}": counter for place, counter in enumerate(counters)}
        rows = self._transaction.read_alone(names, _counted(len(counters)), values)
        kept = {counter: _tries(*counts) for counter, *counts in rows}
        return tuple(kept.get(counter, Tries()) for counter in counters)

    def put_tries_together(self, tries: Mapping[str, Tries]) -> None:
        """Keep these counts."""
        self._transaction.put_last(counted_tries, [_row(counter, each) for counter, each in tries.items()])

    def forget_tries(self, counter: str) -> None:
        """Nothing was ever counted there."""
        self._transaction.flush()
        self._connection.execute(delete(counted_tries).where(counted_tries.c.counter == counter))

    def forget_idle_tries(self, since: datetime) -> int:
        """Rows without a wrong try of anybody's, whose last was before."""
        self._transaction.flush()
        counts = counted_tries.c
        nothing_held = (counts.of_the_day == literal((), UtcTimes)) & counts.is_closed.is_(False)
        gone = self._connection.execute(delete(counted_tries).where(nothing_held, counts.last_at < since))
        return gone.rowcount

    def _index(self, access_number: str) -> bytes:
        return self._transaction.vault.index("access-number", access_number)


@lru_cache
def _counted(counters: int) -> Select[Any]:
    """The counts under so many pseudonyms; made once."""
    kept = counted_tries.c
    wanted = [bindparam(f"counter_{place}", type_=String) for place in range(counters)]
    columns = (kept.counter, kept.made, kept.last_at, kept.of_the_day, kept.is_closed)
    return select(*columns).where(kept.counter.in_(wanted))


def _tries(made: int, last_at: datetime | None, of_the_day: tuple[datetime, ...], is_closed: bool) -> Tries:  # noqa: FBT001 - a row
    return Tries(count=made, last_at=last_at, of_the_day=of_the_day, is_closed=is_closed)


def _row(counter: str, tries: Tries) -> dict[str, Any]:
    return {
        "counter": counter,
        "made": tries.count,
        "last_at": tries.last_at,
        "of_the_day": tries.of_the_day,
        "is_closed": tries.is_closed,
    }
