"""`relais outbox`: what the site gave up carrying out, and one more try."""

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.faults import OperatorError
from service.operator.asking import tell
from service.operator.operation import Operation

if TYPE_CHECKING:
    from service.premises import Premises


class OutboxAction(Enum):
    """What to do with errands that were given up."""

    LIST = "list"
    RETRY = "retry"


class ListDead(Operation, frozen=True, kw_only=True):
    """Errands that were given up: nothing personal is said of them."""

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """One line each, oldest first."""
        with premises.door.store.begin() as records:
            dead = records.outbox.dead()
        for errand in dead:
            given_up = f"given up {errand.dead_at:%Y-%m-%d %H:%M} UTC" if errand.dead_at else ""
            yield f"{errand.entry_id}  {errand.topic}  {errand.attempts} attempts, {given_up}: {errand.last_error}"
        if not dead:
            yield "nothing was given up"


class Retry(Operation, frozen=True, kw_only=True):
    """Try one of them again."""

    entry_id: str

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """Due at once, with all its attempts before it."""
        with premises.door.store.begin() as records:
            is_revived = records.outbox.revive(self.entry_id, premises.door.clock.now())
        if not is_revived:
            raise OperatorError("nothing of that name was given up; nothing was changed")
        yield "it will be tried again"


def outbox(
    data: DataFolder,
    action: Annotated[OutboxAction, typer.Argument(help="list, or retry ENTRY_ID")] = OutboxAction.LIST,
    entry_id: Annotated[str, typer.Argument(help="as the list names it")] = "",
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """List what could not be carried out (notices, blobs to let go), or try one again; the site may be running."""
    asked = Retry(entry_id=entry_id) if action is OutboxAction.RETRY else ListDead()
    tell(asked, data, read_settings(settings_file, database))
