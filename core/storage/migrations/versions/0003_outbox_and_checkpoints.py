"""What is owed to the outside, and the checkpoints of the log that were ever signed."""

import sqlalchemy as sa
from alembic import op

from core.storage.migrations.on_postgres import grant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables; nothing that is there changes."""
    op.create_table(
        "outbox",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_outbox")),
    )
    alive = sa.text("dead_at IS NULL")
    op.create_index("ix_outbox_due", "outbox", ["due_at"], sqlite_where=alive, postgresql_where=alive)
    op.create_table(
        "checkpoints",
        sa.Column(
            "tree_size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tree_size", name=op.f("pk_checkpoints")),
    )
    for table in ("outbox", "checkpoints"):
        grant(table)


def downgrade() -> None:
    """Take both away; the checkpoint file of the log stays where it is."""
    op.drop_table("checkpoints")
    op.drop_table("outbox")
