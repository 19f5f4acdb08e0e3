"""`relais reopen`: a human lets somebody try their codes again, after too many wrong ones."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.operator.asking import tell
from service.operator.operation import Operation

if TYPE_CHECKING:
    from service.premises import Premises


class Reopen(Operation, frozen=True, kw_only=True):
    """Forget the tries counted against one person."""

    access_number: str

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """Traced like any other act; the number is never said back."""
        from core.acts.reopen_access import ReopenAccess
        from service.log_keeping import publish_log
        from service.operator.known_person import about_person

        context = about_person(premises, self.access_number, "reopen")
        done = premises.door.perform(ReopenAccess(), context)
        yield f"reopened; tries forgotten: {done.tries_forgotten}"
        publish_log(premises)


def reopen(
    access_number: Annotated[str, typer.Argument(help="the 8 digits on the person's card of the Relais")],
    data: DataFolder,
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Reopen an access closed by too many tries, on every channel; the site may be running. It is traced."""
    tell(Reopen(access_number=access_number), data, read_settings(settings_file, database))
