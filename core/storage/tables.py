"""The tables, as the code sees them; `migrations` makes them. Knows no value: what is personal is sealed bytes.

Personal tables have `patient_id` first in every key, and are spread by it over partitions where the engine has them.
What must be unique for the whole site (a number) stands in a table of its own, as a keyed digest.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    text,
)
from sqlalchemy.sql.schema import SchemaItem

from core.domain.call_steps import StepCount
from core.storage.columns import UtcTime, UtcTimes

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SEALED = "sealed as row"
"""Marks a sealed column; see `sealed_columns`."""

_Long = BigInteger().with_variant(Integer, "sqlite")


def _text(name: str, *, is_key: bool = False) -> Column[str]:
    return Column(name, String, primary_key=is_key, nullable=False)


def _bytes(name: str, *, is_key: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, primary_key=is_key, nullable=False)


def _sealed(row: str = "") -> Column[bytes]:
    """A sealed cell; it opens as the row that the column `row` names, or as the only one its person has."""
    return Column("sealed", LargeBinary, nullable=False, info={SEALED: row})


def _personal(name: str, *parts: SchemaItem, of: str = "patient_keys", by: tuple[str, ...] = ()) -> Table:
    """A table of one person's rows; they go when their owner's row in `of` goes."""
    names = ["patient_id", *by]
    owner = ForeignKeyConstraint(names, [f"{of}.{each}" for each in names])
    return Table(
        name,
        metadata,
        _text("patient_id", is_key=True),
        *parts,
        *((owner,) if name != of else ()),
        postgresql_partition_by="HASH (patient_id)",
    )


patient_keys = _personal(
    "patient_keys",
    Column("version", Integer, nullable=False),
    _bytes("wrapped"),
    Column("kek_version", Integer, nullable=False),
)
"""The key of each person, wrapped; without this row nothing of theirs opens any more."""

patients = _personal("patients", _text("state"), _sealed())

documents = _personal(
    "documents",
    _text("document_id", is_key=True),
    Column("written_on", Date, nullable=False),
    Column("filed_at", UtcTime, nullable=False),
    Column("is_new", Boolean, nullable=False),
    Column("original_index", LargeBinary, nullable=True),
    _sealed("document_id"),
)
Index(None, documents.c.patient_id, documents.c.original_index)
Index(
    "ix_documents_newest_first",
    documents.c.patient_id,
    documents.c.written_on.desc(),
    documents.c.filed_at.desc(),
    documents.c.document_id,
)

document_bodies = _personal(
    "document_bodies",
    _text("document_id", is_key=True),
    _sealed("document_id"),
    Column("original_blob", String, nullable=True),
    of="documents",
    by=("document_id",),
)

organ_donation_choices = _personal(
    "organ_donation_choices",
    Column("rank", Integer, primary_key=True, autoincrement=False),
    _sealed("rank"),
)

credentials = _personal("credentials", _sealed())

one_time_codes = _personal(
    "one_time_codes",
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("is_used", Boolean, nullable=False),
    _sealed("line"),
)

receipts = _personal(
    "receipts",
    _text("number", is_key=True),
    Column("rank", Integer, nullable=False),
    Column("paper", String, nullable=True),
    Column("paper_at", UtcTime, nullable=True),
    _sealed("number"),
)
Index(None, receipts.c.patient_id, receipts.c.rank, unique=True)

trace = _personal("trace", _text("leaf_id", is_key=True), _sealed("leaf_id"))
"""Which leaves are about a person, and what opens their commitments; goes with the person, the leaves stay provable."""

evidence_of_choices = _personal(
    "evidence_of_choices", _text("leaf_id", is_key=True), _sealed("leaf_id"), of="trace", by=("leaf_id",)
)
"""What was heard and pressed in a call before a choice; the commitment of the choice's leaf holds its digest."""

last_visits = _personal("last_visits", _sealed())
"""When and where each person last came, and how it ended: told to them the next time, after proof."""

remembered = _personal("remembered", _text("key", is_key=True), _text("digest"), _sealed("key"))

PERSONAL_TABLES = tuple(metadata.sorted_tables)
"""In the order in which rows may be put back; erasing goes the other way."""


def sealed_columns(table: Table) -> dict[Column[bytes], Column[Any] | None]:
    """The sealed columns of a personal table, and the column that says as which row each cell was sealed."""
    return {
        column: table.c[column.info[SEALED]] if column.info[SEALED] else None
        for column in table.c
        if SEALED in column.info
    }


nirs = Table("nirs", metadata, _bytes("nir_index", is_key=True), _text("patient_id", is_key=True))
Index(None, nirs.c.patient_id)

access_numbers = Table("access_numbers", metadata, _bytes("number_index", is_key=True), _text("patient_id"))
Index(None, access_numbers.c.patient_id, unique=True)

tries = Table(
    "tries",
    metadata,
    _text("counter", is_key=True),
    Column("made", Integer, nullable=False),
    Column("last_at", UtcTime, nullable=True),
    Column("of_the_day", UtcTimes, nullable=False),
    Column("is_closed", Boolean, nullable=False),
)

quarantine = Table(
    "quarantine",
    metadata,
    _text("entry_id", is_key=True),
    _text("original_blob"),
    _text("reason"),
    Column("at", UtcTime, nullable=False),
)

audit_leaves = Table(
    "audit_leaves",
    metadata,
    Column("arrival", _Long, primary_key=True),
    _text("leaf_id"),
    _text("body"),
    Column("leaf_index", _Long, nullable=True),
    Index(None, "leaf_id", unique=True),
    Index(None, "leaf_index", unique=True),
)
Index(
    "ix_audit_leaves_pending",
    audit_leaves.c.arrival,
    sqlite_where=text("leaf_index IS NULL"),
    postgresql_where=text("leaf_index IS NULL"),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("tree_size", _Long, primary_key=True, autoincrement=False),
    _text("note"),
)

outbox = Table(
    "outbox",
    metadata,
    _text("entry_id", is_key=True),
    _text("topic"),
    _text("payload"),
    Column("due_at", UtcTime, nullable=False),
    Column("leased_until_at", UtcTime, nullable=True),
    Column("attempts", Integer, nullable=False),
    Column("dead_at", UtcTime, nullable=True),
    _text("last_error"),
)
Index(
    "ix_outbox_due",
    outbox.c.due_at,
    sqlite_where=text("dead_at IS NULL"),
    postgresql_where=text("dead_at IS NULL"),
)

devices = Table(
    "devices",
    metadata,
    _text("device_id", is_key=True),
    _text("place"),
    Column("public_key", LargeBinary, nullable=True),
    Column("enrolled_at", UtcTime, nullable=True),
    Column("revoked_at", UtcTime, nullable=True),
    Column("seen_at", UtcTime, nullable=True),
    Column("code_digest", String, nullable=True),
    Column("offer_until_at", UtcTime, nullable=True),
    Column("wrong_codes", Integer, nullable=False),
    Column("restart_asked_at", UtcTime, nullable=True),
    _text("notice"),
    Column("notice_until_at", UtcTime, nullable=True),
)
Index(None, devices.c.public_key, unique=True)

call_backs = Table(
    "call_backs",
    metadata,
    _text("call_back_id", is_key=True),
    _bytes("number_index"),
    Column("asked_at", UtcTime, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("tried_at", UtcTime, nullable=True),
    _bytes("sealed"),
)
Index(None, call_backs.c.number_index, unique=True)

call_steps = Table(
    "call_steps",
    metadata,
    Column("day", Date, primary_key=True, nullable=False),
    _text("step", is_key=True),
    *(Column(name, Integer, nullable=False) for name in StepCount.__annotations__),
)
