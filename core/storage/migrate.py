"""Brings the schema to the version this program knows, at start. Alembic is imported only when there is work."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from core.storage.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

LATEST = "0006"
"""The newest revision of `migrations/versions`; a test holds them equal."""
OLDEST = "0002"
"""The first schema that is sealed; what came before was a trial and is refused, never read as empty."""


def upgrade(engine: Engine, revision: str = LATEST) -> None:
    """Apply what is missing, in one transaction: a crash leaves the schema as it was.

    Raises `StoreError` when the store was written by a newer program, or by one from before records were sealed.
    """
    with engine.begin() as connection:
        upgrade_within(connection, revision)


def upgrade_within(connection: Connection, revision: str = LATEST) -> None:
    """The same, as a part of a transaction that does more."""
    _one_at_a_time(connection)
    current = current_revision(connection)
    if current == revision:
        return
    if current is not None and current > LATEST:
        raise StoreError(f"the store has schema {current}, newer than this program ({LATEST})")
    if current is not None and current < OLDEST:
        raise StoreError(f"the store has schema {current}, from before records were sealed: import them anew")
    # Alembic weighs 0.8 s and 47 MB at import.
    from alembic import command

    command.upgrade(_settings(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an earlier schema; `base` leaves nothing. For tests and for an operator who restores."""
    from alembic import command

    with engine.begin() as connection:
        command.downgrade(_settings(connection), revision)


def current_revision(connection: Connection) -> str | None:
    """The schema in the file; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _one_at_a_time(connection: Connection) -> None:
    """Two sites that start on one PostgreSQL wait for each other here; SQLite has one owner anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('migrations', 0))"))


def _settings(connection: Connection) -> "Config":
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.attributes["connection"] = connection
    return settings
