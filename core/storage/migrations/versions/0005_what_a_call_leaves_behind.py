"""What led to a choice made by telephone, and how each person's last visit ended."""

import sqlalchemy as sa
from alembic import op

from core.storage.migrations.on_postgres import spread_by_person

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables; nothing that is there changes, and choices made before have no evidence."""
    op.create_table(
        "evidence_of_choices",
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("leaf_id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("patient_id", "leaf_id", name=op.f("pk_evidence_of_choices")),
        sa.ForeignKeyConstraint(
            ["patient_id", "leaf_id"],
            ["trace.patient_id", "trace.leaf_id"],
            name=op.f("fk_evidence_of_choices_trace"),
        ),
        postgresql_partition_by="HASH (patient_id)",
    )
    op.create_table(
        "last_visits",
        sa.Column("patient_id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_last_visits")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient_keys.patient_id"], name=op.f("fk_last_visits_patient_keys")
        ),
        postgresql_partition_by="HASH (patient_id)",
    )
    for table in ("evidence_of_choices", "last_visits"):
        spread_by_person(table)


def downgrade() -> None:
    """Take both away: what a call left can't be shown any more; the leaves stay provable as they are."""
    op.drop_table("last_visits")
    op.drop_table("evidence_of_choices")
