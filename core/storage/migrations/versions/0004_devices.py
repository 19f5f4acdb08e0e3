"""Terminals that may call, each with its own key; before, a site knew one by a secret of its settings."""

import sqlalchemy as sa
from alembic import op

from core.storage.migrations.on_postgres import grant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; nothing that is there changes."""
    at = sa.DateTime(timezone=True)
    op.create_table(
        "devices",
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("enrolled_at", at, nullable=True),
        sa.Column("revoked_at", at, nullable=True),
        sa.Column("seen_at", at, nullable=True),
        sa.Column("code_digest", sa.String(), nullable=True),
        sa.Column("offer_until_at", at, nullable=True),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("restart_asked_at", at, nullable=True),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("notice_until_at", at, nullable=True),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_devices")),
    )
    op.create_index(op.f("ix_devices_public_key"), "devices", ["public_key"], unique=True)
    grant("devices")


def downgrade() -> None:
    """Take it away: every terminal must be enrolled again."""
    op.drop_table("devices")
