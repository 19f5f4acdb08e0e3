"""Outcomes of acts, sealed, in the transaction of their act, so that a repeated request changes nothing more."""

from typing import TypeVar

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from core.domain.identifiers import PatientId
from core.ports import Remembered, TransactionLostError
from core.storage.envelope import SITE
from core.storage.tables import remembered
from core.storage.transaction import Transaction

T = TypeVar("T")
_SEALED = "remembered.sealed"


class StoredRemembered(Remembered):
    """The memory of one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def find(self, principal: PatientId | None, key: str, digest: str, outcome: type[T]) -> T | None:
        """The outcome kept under `key`; ValueError when it answered another request than `digest`."""
        mine = principal or SITE
        self._transaction.about(mine)
        row = self._transaction.connection.execute(
            select(remembered).where(remembered.c.patient_id == mine, remembered.c.key == key)
        ).one_or_none()
        if row is None:
            return None
        if row.digest != digest:
            raise ValueError("this idempotency key answered another request")
        return msgspec.json.decode(self._transaction.key_of(mine).unseal(_SEALED, key, row.sealed, bytes), type=outcome)

    def keep(self, principal: PatientId | None, key: str, digest: str, outcome: object) -> None:
        """Remember an outcome; `TransactionLostError` when the same request was carried out meanwhile."""
        mine = principal or SITE
        sealed = self._transaction.key_of(mine).seal(_SEALED, key, msgspec.json.encode(outcome))
        self._transaction.about(mine)
        row = {"patient_id": mine, "key": key, "digest": digest, "sealed": sealed}
        try:
            self._transaction.connection.execute(insert(remembered), row)
        except IntegrityError as error:
            raise TransactionLostError from error
