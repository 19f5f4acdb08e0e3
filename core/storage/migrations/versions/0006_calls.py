"""Who waits to be called back, and how often each step of the telephone was met."""

import sqlalchemy as sa
from alembic import op

from core.storage.migrations.on_postgres import grant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SUMS = ("reached", "hung_up", "fell_silent", "wanted_human", "strikes")


def upgrade() -> None:
    """Add both tables; nothing that is there changes."""
    at = sa.DateTime(timezone=True)
    op.create_table(
        "call_backs",
        sa.Column("call_back_id", sa.String(), nullable=False),
        sa.Column("number_index", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", at, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", at, nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("call_back_id", name=op.f("pk_call_backs")),
    )
    op.create_index(op.f("ix_call_backs_number_index"), "call_backs", ["number_index"], unique=True)
    op.create_table(
        "call_steps",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _SUMS),
        sa.PrimaryKeyConstraint("day", "step", name=op.f("pk_call_steps")),
    )
    for table in ("call_backs", "call_steps"):
        grant(table)


def downgrade() -> None:
    """Take both away: whoever waits to be called back must ask again."""
    op.drop_table("call_steps")
    op.drop_table("call_backs")
