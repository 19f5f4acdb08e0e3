"""The tables, as the code sees them; `migrations` makes them. Personal tables have `patient_id` first in every key.

Numbers that must be unique for the whole site (access number, receipt number) stand in tables of their own, so that
personal tables can be spread over partitions by person.
"""

from sqlalchemy import (
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
)

from core.storage.columns import UtcTime, UtcTimes

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, is_key: bool = False) -> Column[str]:
    return Column(name, String, primary_key=is_key, nullable=False)


def _of_patient(*columns: str, to: str = "patients") -> ForeignKeyConstraint:
    names = ["patient_id", *columns]
    return ForeignKeyConstraint(names, [f"{to}.{name}" for name in names])


patients = Table(
    "patients",
    metadata,
    _text("patient_id", is_key=True),
    _text("state"),
    _text("birth_name"),
    _text("first_names"),
    Column("birth_date", Date, nullable=False),
    _text("sex"),
    _text("birth_place_code"),
    _text("birth_place"),
    _text("nir"),
    _text("nir_oid"),
    _text("used_name"),
    Index(None, "nir", "birth_date"),
)

documents = Table(
    "documents",
    metadata,
    _text("patient_id", is_key=True),
    _text("document_id", is_key=True),
    _text("type_code"),
    _text("label"),
    _text("class_code"),
    _text("category"),
    _text("title"),
    _text("author_name"),
    _text("author_role"),
    _text("author_organisation"),
    Column("written_on", Date, nullable=False),
    Column("filed_at", UtcTime, nullable=False),
    Column("is_new", Boolean, nullable=False),
    Column("original_digest", String, nullable=True),
    _of_patient(),
    Index(None, "patient_id", "original_digest"),
)
Index(
    "ix_documents_newest_first",
    documents.c.patient_id,
    documents.c.written_on.desc(),
    documents.c.filed_at.desc(),
    documents.c.document_id,
)

document_bodies = Table(
    "document_bodies",
    metadata,
    _text("patient_id", is_key=True),
    _text("document_id", is_key=True),
    Column("blocks", LargeBinary, nullable=False),
    Column("original", LargeBinary, nullable=False),
    _of_patient("document_id", to="documents"),
)

organ_donation_choices = Table(
    "organ_donation_choices",
    metadata,
    _text("patient_id", is_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    _text("position"),
    _text("organs"),
    _text("purposes"),
    Column("stated_at", UtcTime, nullable=False),
    _of_patient(),
)

credentials = Table(
    "credentials",
    metadata,
    _text("patient_id", is_key=True),
    _text("access_number"),
    _text("secret_hash"),
    _of_patient(),
)

access_numbers = Table(
    "access_numbers",
    metadata,
    _text("access_number", is_key=True),
    _text("patient_id"),
)

one_time_codes = Table(
    "one_time_codes",
    metadata,
    _text("patient_id", is_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    _text("code_hash"),
    Column("is_used", Boolean, nullable=False),
    _of_patient(),
)

tries = Table(
    "tries",
    metadata,
    _text("counter", is_key=True),
    Column("made", Integer, nullable=False),
    Column("last_at", UtcTime, nullable=True),
    Column("of_the_day", UtcTimes, nullable=False),
    Column("is_closed", Boolean, nullable=False),
)

receipts = Table(
    "receipts",
    metadata,
    _text("patient_id", is_key=True),
    _text("number", is_key=True),
    _text("kind"),
    Column("at", UtcTime, nullable=False),
    _text("place"),
    _text("leaf_hash"),
    _text("signature"),
    Column("paper", String, nullable=True),
    Column("paper_at", UtcTime, nullable=True),
    _of_patient(),
)

audit_leaves = Table(
    "audit_leaves",
    metadata,
    Column("place_in_log", Integer, primary_key=True),
    _text("leaf_id"),
    Column("at", UtcTime, nullable=False),
    _text("act"),
    _text("outcome"),
    _text("reason"),
    _text("role"),
    _text("actor"),
    _text("patient"),
    _text("purpose"),
    _text("channel"),
    _text("place"),
    _text("visit"),
    _text("commitment"),
    Index(None, "leaf_id", unique=True),
)

audit_salts = Table("audit_salts", metadata, _text("leaf_id", is_key=True), _text("salt"))
"""Apart from the leaves, so that a salt can be erased with its person and the leaf stay provable."""

remembered = Table(
    "remembered",
    metadata,
    _text("key", is_key=True),
    _text("digest"),
    Column("outcome", LargeBinary, nullable=False),
)

quarantine = Table(
    "quarantine",
    metadata,
    _text("entry_id", is_key=True),
    Column("original", LargeBinary, nullable=False),
    _text("reason"),
    Column("at", UtcTime, nullable=False),
)
