"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    "access_numbers",
    "audit_leaves",
    "audit_salts",
    "patients",
    "quarantine",
    "remembered",
    "tries",
    "credentials",
    "documents",
    "one_time_codes",
    "organ_donation_choices",
    "receipts",
    "document_bodies",
)

_PROTECT = """
CREATE TRIGGER audit_leaves_refuse_{verb} BEFORE {verb} ON audit_leaves
BEGIN SELECT RAISE(ABORT, 'a trace is never changed'); END
"""


def upgrade() -> None:
    """Make every table, and protect the trace."""
    op.create_table(
        "access_numbers",
        sa.Column("access_number", sa.String(), nullable=False),
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("access_number", name=op.f("pk_access_numbers")),
    )
    op.create_table(
        "audit_leaves",
        sa.Column("place_in_log", sa.Integer(), nullable=False),
        sa.Column("leaf_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("patient", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("visit", sa.String(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place_in_log", name=op.f("pk_audit_leaves")),
    )
    op.create_index(op.f("ix_audit_leaves_leaf_id"), "audit_leaves", ["leaf_id"], unique=True)

    op.create_table(
        "audit_salts",
        sa.Column("leaf_id", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("leaf_id", name=op.f("pk_audit_salts")),
    )
    op.create_table(
        "patients",
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("birth_name", sa.String(), nullable=False),
        sa.Column("first_names", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("birth_place_code", sa.String(), nullable=False),
        sa.Column("birth_place", sa.String(), nullable=False),
        sa.Column("nir", sa.String(), nullable=False),
        sa.Column("nir_oid", sa.String(), nullable=False),
        sa.Column("used_name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_patients")),
    )
    op.create_index(op.f("ix_patients_nir_birth_date"), "patients", ["nir", "birth_date"], unique=False)

    op.create_table(
        "quarantine",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_quarantine")),
    )
    op.create_table(
        "remembered",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("outcome", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_remembered")),
    )
    op.create_table(
        "tries",
        sa.Column("counter", sa.String(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("of_the_day", sa.String(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("counter", name=op.f("pk_tries")),
    )
    op.create_table(
        "credentials",
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("access_number", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.patient_id"], name=op.f("fk_credentials_patients")),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_credentials")),
    )
    op.create_table(
        "documents",
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("type_code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("class_code", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("author_role", sa.String(), nullable=False),
        sa.Column("author_organisation", sa.String(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("original_digest", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.patient_id"], name=op.f("fk_documents_patients")),
        sa.PrimaryKeyConstraint("patient_id", "document_id", name=op.f("pk_documents")),
    )
    op.create_index(
        "ix_documents_newest_first",
        "documents",
        ["patient_id", sa.literal_column("written_on DESC"), sa.literal_column("filed_at DESC"), "document_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_documents_patient_id_original_digest"), "documents", ["patient_id", "original_digest"], unique=False
    )

    op.create_table(
        "one_time_codes",
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.patient_id"], name=op.f("fk_one_time_codes_patients")),
        sa.PrimaryKeyConstraint("patient_id", "line", name=op.f("pk_one_time_codes")),
    )
    op.create_table(
        "organ_donation_choices",
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("organs", sa.String(), nullable=False),
        sa.Column("purposes", sa.String(), nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patients.patient_id"], name=op.f("fk_organ_donation_choices_patients")
        ),
        sa.PrimaryKeyConstraint("patient_id", "rank", name=op.f("pk_organ_donation_choices")),
    )
    op.create_table(
        "receipts",
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("leaf_hash", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=True),
        sa.Column("paper_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patients.patient_id"], name=op.f("fk_receipts_patients")),
        sa.PrimaryKeyConstraint("patient_id", "number", name=op.f("pk_receipts")),
    )
    op.create_table(
        "document_bodies",
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("blocks", sa.LargeBinary(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id", "document_id"],
            ["documents.patient_id", "documents.document_id"],
            name=op.f("fk_document_bodies_documents"),
        ),
        sa.PrimaryKeyConstraint("patient_id", "document_id", name=op.f("pk_document_bodies")),
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(_PROTECT.format(verb=verb))


def downgrade() -> None:
    """Leave nothing; indexes and triggers go with their tables."""
    for table in reversed(_TABLES):
        op.drop_table(table)
