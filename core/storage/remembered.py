"""Outcomes of acts, sealed, in the transaction of their act, so that a repeated request changes nothing more."""

from typing import TypeVar

import msgspec
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from core.domain.identifiers import PatientId
from core.domain.refusals import Refusal
from core.ports import Remembered, TransactionLostError
from core.storage.envelope import SITE
from core.storage.tables import remembered
from core.storage.transaction import Transaction
from core.storage.vault import Vault

T = TypeVar("T")
_SEALED = "remembered.sealed"
_KEPT = select(remembered.c.digest, remembered.c.sealed).where(
    remembered.c.patient_id == bindparam("patient_id"), remembered.c.key == bindparam("key")
)


class StoredRemembered(Remembered):
    """The memory of one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def find(self, principal: PatientId | None, key: str, digest: str, outcome: type[T]) -> T | None:
        """The outcome kept under `key`; refuses `already-answered` when it answered another request than `digest`."""
        mine = principal or SITE
        name, request = keyed(self._transaction.vault, mine, key, digest)
        self._transaction.about(mine)
        row = self._transaction.read_one(_KEPT, {"patient_id": mine, "key": name})
        if row is None:
            return None
        answered, sealed = row
        if answered != request:
            raise Refusal("already-answered")
        kept = self._transaction.key_of(mine).unseal(_SEALED, name, sealed, bytes)
        return msgspec.json.decode(kept, type=outcome)

    def keep(self, principal: PatientId | None, key: str, digest: str, outcome: object) -> None:
        """Remember an outcome; `TransactionLostError` when the same request was carried out meanwhile."""
        mine = principal or SITE
        name, request = keyed(self._transaction.vault, mine, key, digest)
        sealed = self._transaction.key_of(mine).seal(_SEALED, name, msgspec.json.encode(outcome))
        self._transaction.about(mine)
        row = {"patient_id": mine, "key": name, "digest": request, "sealed": sealed}
        try:
            self._transaction.connection.execute(insert(remembered), row)
        except IntegrityError as error:
            raise TransactionLostError from error


def keyed(vault: Vault, principal: PatientId, key: str, digest: str) -> tuple[str, str]:
    """What stands in clear for a key and a request: keyed digests, of this person's alone.

    There are few choices about organ donation, and a document's key is made of its bytes: whoever has the database
    could try them all against a plain digest.
    """
    name = vault.index("remembered-key", f"{principal}|{key}").hex()
    return name, vault.index("remembered-request", f"{principal}|{key}|{digest}").hex()
