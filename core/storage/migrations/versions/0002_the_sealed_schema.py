"""The first schema in which everything personal is sealed, for both engines."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from core.storage.migrations.on_postgres import grant, is_postgres, spread_by_person

revision = "0002"
down_revision = None
branch_labels = None
depends_on = None

_PERSONAL = (
    "patient_keys",
    "patients",
    "documents",
    "document_bodies",
    "organ_donation_choices",
    "credentials",
    "one_time_codes",
    "receipts",
    "trace",
    "remembered",
)
_SHARED = ("nirs", "access_numbers", "tries", "quarantine", "audit_leaves")

_PROTECT_SQLITE = """
CREATE TRIGGER audit_leaves_refuse_{verb} BEFORE {verb} ON audit_leaves {when}
BEGIN SELECT RAISE(ABORT, 'a trace is never changed'); END
"""
_CHANGED = """
WHEN OLD.leaf_index IS NOT NULL OR NEW.leaf_index IS NULL
  OR (OLD.arrival, OLD.leaf_id, OLD.body) IS NOT (NEW.arrival, NEW.leaf_id, NEW.body)
"""
_PROTECT_POSTGRES = (
    """
CREATE FUNCTION refuse_to_change_the_trace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.leaf_index IS NULL AND NEW.leaf_index IS NOT NULL
     AND (OLD.arrival, OLD.leaf_id, OLD.body) = (NEW.arrival, NEW.leaf_id, NEW.body) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a trace is never changed';
END $$
""",
    """
CREATE TRIGGER audit_leaves_refuse BEFORE UPDATE OR DELETE ON audit_leaves
FOR EACH ROW EXECUTE FUNCTION refuse_to_change_the_trace()
""",
    """
CREATE TRIGGER audit_leaves_refuse_truncate BEFORE TRUNCATE ON audit_leaves
EXECUTE FUNCTION refuse_to_change_the_trace()
""",
)


def upgrade() -> None:
    """Make every table, spread the personal ones by person, and protect the trace."""
    _personal("patient_keys", (_whole("version"), _bytes("wrapped"), _whole("kek_version")), owner="")
    _personal("patients", (_text("state"), _bytes("sealed")))
    _personal(
        "documents",
        (
            _text("document_id"),
            sa.Column("written_on", sa.Date(), nullable=False),
            _time("filed_at", nullable=False),
            sa.Column("is_new", sa.Boolean(), nullable=False),
            sa.Column("original_index", sa.LargeBinary(), nullable=True),
            _bytes("sealed"),
        ),
        key=("document_id",),
    )
    op.create_index(
        "ix_documents_newest_first",
        "documents",
        ["patient_id", sa.literal_column("written_on DESC"), sa.literal_column("filed_at DESC"), "document_id"],
    )
    op.create_index(op.f("ix_documents_patient_id_original_index"), "documents", ["patient_id", "original_index"])
    _personal(
        "document_bodies",
        (_text("document_id"), _bytes("sealed"), sa.Column("original_blob", sa.String(), nullable=True)),
        key=("document_id",),
        owner="documents",
    )
    _personal("organ_donation_choices", (_whole("rank"), _bytes("sealed")), key=("rank",))
    _personal("credentials", (_bytes("sealed"),))
    _personal(
        "one_time_codes",
        (_whole("line"), sa.Column("is_used", sa.Boolean(), nullable=False), _bytes("sealed")),
        key=("line",),
    )
    _personal(
        "receipts",
        (
            _text("number"),
            _whole("rank"),
            sa.Column("paper", sa.String(), nullable=True),
            _time("paper_at"),
            _bytes("sealed"),
        ),
        key=("number",),
    )
    op.create_index(op.f("ix_receipts_patient_id_rank"), "receipts", ["patient_id", "rank"], unique=True)
    _personal("trace", (_text("leaf_id"), _bytes("sealed")), key=("leaf_id",))
    _personal("remembered", (_text("key"), _text("digest"), _bytes("sealed")), key=("key",))
    for name, index in (("nirs", "nir_index"), ("access_numbers", "number_index")):
        keys = (index, "patient_id") if name == "nirs" else (index,)
        op.create_table(
            name, _bytes(index), _text("patient_id"), sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}"))
        )
        op.create_index(op.f(f"ix_{name}_patient_id"), name, ["patient_id"], unique=name == "access_numbers")
        grant(name)
    op.create_table(
        "tries",
        _text("counter"),
        _whole("made"),
        _time("last_at"),
        _text("of_the_day"),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("counter", name=op.f("pk_tries")),
    )
    grant("tries")
    op.create_table(
        "quarantine",
        _text("entry_id"),
        _text("original_blob"),
        _text("reason"),
        _time("at", nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_quarantine")),
    )
    grant("quarantine")
    _audit_leaves()


def downgrade() -> None:
    """Leave nothing; indexes, partitions, policies and triggers go with their tables."""
    for table in reversed(_PERSONAL + _SHARED):
        op.drop_table(table)
    if is_postgres():
        op.execute("DROP FUNCTION refuse_to_change_the_trace()")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _time(name: str, *, nullable: bool = True) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _personal(
    name: str, columns: Sequence[sa.Column[Any]], *, key: tuple[str, ...] = (), owner: str = "patient_keys"
) -> None:
    """A personal table; its rows belong to a row of `owner`, by the columns of that table's key."""
    by = ["patient_id", *(key if owner == "documents" else ())]
    belongs = (
        [sa.ForeignKeyConstraint(by, [f"{owner}.{each}" for each in by], name=op.f(f"fk_{name}_{owner}"))]
        if owner
        else []
    )
    op.create_table(
        name,
        sa.Column("patient_id", sa.String(), nullable=False),
        *columns,
        *belongs,
        sa.PrimaryKeyConstraint("patient_id", *key, name=op.f(f"pk_{name}")),
        postgresql_partition_by="HASH (patient_id)",
    )
    spread_by_person(name)


def _audit_leaves() -> None:
    long = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "audit_leaves",
        sa.Column("arrival", long, nullable=False),
        sa.Column("leaf_id", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("leaf_index", long, nullable=True),
        sa.PrimaryKeyConstraint("arrival", name=op.f("pk_audit_leaves")),
    )
    for column in ("leaf_id", "leaf_index"):
        op.create_index(op.f(f"ix_audit_leaves_{column}"), "audit_leaves", [column], unique=True)
    pending = sa.text("leaf_index IS NULL")
    op.create_index(
        "ix_audit_leaves_pending", "audit_leaves", ["arrival"], sqlite_where=pending, postgresql_where=pending
    )
    grant("audit_leaves", "SELECT, INSERT, UPDATE (leaf_index)")
    if is_postgres():
        op.execute("GRANT USAGE ON SEQUENCE audit_leaves_arrival_seq TO relais_app, relais_keeper")
        for statement in _PROTECT_POSTGRES:
            op.execute(statement)
    else:
        op.execute(_PROTECT_SQLITE.format(verb="DELETE", when=""))
        op.execute(_PROTECT_SQLITE.format(verb="UPDATE", when=_CHANGED))
