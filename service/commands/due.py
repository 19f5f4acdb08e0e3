"""`relais due`: what the calendar owes, done once a day by a timer of the machine."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.faults import OperatorError
from service.operator.asking import tell
from service.operator.operation import Operation

if TYPE_CHECKING:
    from service.premises import Premises


class Due(Operation, frozen=True, kw_only=True):
    """Everything that is due at a moment; now when none is said."""

    now: datetime | None = None

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """Blobs that a cut left without a row, counts of tries a day old, call-backs that nobody made in a month."""
        from core.domain.call_backs import KEPT_FOR
        from core.domain.tries import A_DAY
        from core.storage.sweep import sweep_blobs

        now = self.now or premises.door.clock.now()
        yield f"blobs that nothing refers to: {sweep_blobs(premises.store, now)} let go"
        with premises.store.begin() as records:
            forgotten = records.credentials.forget_idle_tries(now - A_DAY)
        yield f"counts of tries that have worn away: {forgotten} forgotten"
        with premises.store.begin() as records:
            records.call_backs.hold()
            forgotten = records.call_backs.forget_before(now - KEPT_FOR)
        yield f"call-backs asked more than {KEPT_FOR.days} days ago: {forgotten} forgotten"


def due(
    data: DataFolder,
    now: Annotated[str, typer.Option(help="as if it were this moment, 2026-11-26T08:00:00+01:00")] = "",
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Do what is due; the site may be running. Again the same day changes nothing more."""
    tell(Due(now=_moment(now) if now else None), data, read_settings(settings_file, database))


def _moment(said: str) -> datetime:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        at = datetime.min  # noqa: DTZ901 - refused below, for it has no zone
    if at.tzinfo is None:
        raise OperatorError(f"--now {said}: a moment with its zone is expected, such as 2026-11-26T08:00:00+01:00")
    return at.astimezone(UTC)
