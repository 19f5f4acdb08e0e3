"""A great many people's documents, skewed as people are, loaded below the store; those who are read have real seals.

A line is 10 to 300 documents a person, 15 on average. Each person's are far apart in the table, as years would put
them. Whoever is never read has another's sealed bytes: of the right size, and nothing opens them.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from core.domain.audit import AuditLeaf, Channel, OutcomeClass, PurposeOfUse, Role
from core.domain.documents import Author, Category, DocumentKind, HealthDocument
from core.domain.identifiers import DocumentId, LeafId, PatientId, VisitId
from core.domain.patients import OID_NIR_TEST, Identity, Nir, Sex
from core.storage.documents import seal_line
from core.storage.envelope import PersonKey, new_key
from core.storage.vault import Vault, WrappedKey

FEW, SOME, MANY = 10, 20, 300
_EACH_HUNDRED = 1 * MANY + 19 * SOME + 80 * FEW
READERS = 1000
NOW = datetime(2026, 11, 23, tzinfo=UTC)
_KIND = DocumentKind(type_code="11502-2", label="Analyse", class_code="10", category=Category.BIOLOGY)
_SOMEBODY = PatientId("0" * 32)

IDENTITY = Identity(
    birth_name="Blanc",
    first_names=("Yvonne",),
    birth_date=date(1953, 9, 4),
    sex=Sex.FEMALE,
    birth_place_code="99999",
    birth_place="Valmont",
    nir=Nir("2530999999066"),
    nir_oid=OID_NIR_TEST,
)
"""Somebody's, as anybody's here."""
LEAF = AuditLeaf(
    leaf_id=LeafId(""),
    at=NOW,
    act="file-document",
    outcome=OutcomeClass.DONE,
    reason="",
    role=Role.OPERATOR,
    actor="",
    patient="",
    purpose=PurposeOfUse.FILING,
    channel=Channel.SITE,
    place="site",
    visit=VisitId("bench"),
    commitment="",
)
"""A line of the trace, but for its number."""

KEY_COLUMNS = ("patient_id", "version", "wrapped", "kek_version")
KEY_TYPES = ("text", "int4", "bytea", "int4")
DOCUMENT_COLUMNS = (
    "patient_id",
    "document_id",
    "written_on",
    "filed_at",
    "is_new",
    "original_index",
    "sealed",
)
DOCUMENT_TYPES = ("text", "text", "date", "timestamptz", "bool", "bytea", "bytea")


def document(name: str, written_on: date = date(2026, 11, 20)) -> HealthDocument:
    """One line of a list."""
    return HealthDocument(
        document_id=DocumentId(name),
        kind=_KIND,
        title="Analyse de sang",
        author=Author(organisation="laboratoire des Tilleuls"),
        written_on=written_on,
        filed_at=NOW,
    )


@dataclass
class Crowd:
    """People enough for about `documents` documents."""

    vault: Vault = field(repr=False)
    documents: int
    _keys: dict[int, PersonKey] = field(default_factory=dict, repr=False)

    @property
    def people(self) -> int:
        """How many."""
        return max(self.documents * 100 // _EACH_HUNDRED, 100)

    def readers(self) -> list[PatientId]:
        """People with 20 documents each, spread over the whole: those that a measure reads."""
        return [_person(index) for index in self._reading()]

    def key_rows(self) -> Iterator[tuple[Any, ...]]:
        """The keys of all; must be taken before the documents, whose seals they make."""
        reading, other = set(self._reading()), self.vault.wrap(new_key(_SOMEBODY))
        for index in range(self.people):
            kept = other
            if index in reading:
                self._keys[index] = new_key(_person(index))
                kept = self.vault.wrap(self._keys[index])
            yield _key_row(_person(index), kept)

    def document_rows(self) -> Iterator[tuple[Any, ...]]:
        """The first document of everybody, then the second, as time would file them."""
        sealed = seal_line(new_key(_SOMEBODY), document("0" * 32))
        for rank in range(MANY):
            written_on = date(2026, 11, 20) - timedelta(days=(MANY - rank) * 7)
            for index in self._having(rank):
                name = f"{index:016x}{rank:016x}"
                key = self._keys.get(index)
                line = seal_line(key, document(name, written_on)) if key else sealed
                original = (index * MANY + rank).to_bytes(16, "big")
                yield _person(index), name, written_on, NOW, False, original, line

    def _having(self, rank: int) -> Iterator[int]:
        step = 1 if rank < FEW else 5 if rank < SOME else 100
        return iter(range(0, self.people, step))

    def _reading(self) -> Iterator[int]:
        having_some = [index for index in range(5, self.people, 5) if index % 100]
        return itertools.islice(having_some[:: max(len(having_some) // READERS, 1)], READERS)


def _person(index: int) -> PatientId:
    return PatientId(f"{index:08x}{index * 0x9E3779B97F4A7C15 % 2**96:024x}")


def _key_row(person: PatientId, kept: WrappedKey) -> tuple[Any, ...]:
    return person, kept.version, kept.wrapped, kept.kek_version
