"""What PostgreSQL has and SQLite has not: partitions by person, row-level security, roles. Used by revisions only."""

from alembic import op

PARTITIONS = 16
"""Enough for 65 million people at some 20 GB each (security.md 3.1); another number is a backup and a restore away."""


def is_postgres() -> bool:
    """Whether this migration runs on PostgreSQL."""
    return op.get_context().dialect.name == "postgresql"


def spread_by_person(table: str) -> None:
    """Make the partitions of a personal table, and let a transaction see the rows of its one person only."""
    if not is_postgres():
        return
    for part in range(PARTITIONS):
        op.execute(
            f"CREATE TABLE {table}_p{part:02d} PARTITION OF {table}"
            f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {part})"
        )
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")  # or the owner would see everybody
    op.execute(
        f"CREATE POLICY one_person ON {table} TO relais_app"
        " USING (patient_id = current_setting('relais.patient', true))"
        " WITH CHECK (patient_id = current_setting('relais.patient', true))"
    )
    op.execute(f"CREATE POLICY keeper ON {table} TO relais_keeper USING (true) WITH CHECK (true)")
    grant(table)


def grant(table: str, verbs: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """Let business use a table; the keeper, who makes and restores backups, all of it."""
    if not is_postgres():
        return
    op.execute(f"GRANT {verbs} ON {table} TO relais_app")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO relais_keeper")
