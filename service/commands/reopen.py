"""`relais reopen`: a human lets somebody try their codes again, after too many wrong ones."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from service.commands.naming import AccessNumber, WithoutCard, whom
from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.operator.asking import tell
from service.operator.operation import Operation
from service.operator.whom import Whom

if TYPE_CHECKING:
    from service.premises import Premises


class Reopen(Operation, frozen=True, kw_only=True):
    """Forget the tries counted against one person."""

    whom: Whom

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """Traced like any other act; the number is never said back."""
        from core.acts.reopen_access import ReopenAccess
        from service.log_keeping import publish_log
        from service.operator.known_person import about_person

        context = about_person(premises, self.whom, "reopen")
        done = premises.door.perform(ReopenAccess(), context)
        yield f"reopened; tries forgotten: {done.tries_forgotten}"
        publish_log(premises)


def reopen(
    data: DataFolder,
    access_number: AccessNumber = "",
    without_card: WithoutCard = False,  # noqa: FBT002 - typer's way to write a flag
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Reopen an access closed by too many tries, on every channel; the site may be running. It is traced."""
    tell(Reopen(whom=whom(access_number, without_card=without_card)), data, read_settings(settings_file, database))
