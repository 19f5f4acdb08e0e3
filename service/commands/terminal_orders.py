"""`relais terminals restart` and `say`: what is ordered of kiosks, between two visits; the site may be running."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.commands.terminals import LOOKED_AT, Name, known_terminal
from service.faults import OperatorError
from service.operator.asking import tell
from service.operator.operation import Operation

if TYPE_CHECKING:
    from service.premises import Premises


class RestartTerminal(Operation, frozen=True, kw_only=True):
    """Have a kiosk start afresh, once nobody is served."""

    name: str

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """`list` says whether it is still to be done."""
        with premises.store.begin() as records:
            records.devices.hold()
            device = known_terminal(records, self.name)
            if not device.is_let_in:
                raise OperatorError(f"{self.name} has no machine that may call; nothing was changed")
            records.devices.put(replace(device, restart_asked_at=premises.door.clock.now()))
        yield f"{self.name} starts afresh {LOOKED_AT}, or when whoever is there has gone"


class SayOnTerminals(Operation, frozen=True, kw_only=True):
    """Have a message stand on the welcome of one kiosk, or of all."""

    said: str
    name: str = ""
    hours: int

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """An empty message takes the last one away."""
        until = premises.door.clock.now() + timedelta(hours=self.hours)
        with premises.store.begin() as records:
            records.devices.hold()
            devices = (known_terminal(records, self.name),) if self.name else records.devices.all()
            try:
                changed = [replace(device, notice=self.said, notice_until_at=until) for device in devices]
            except ValueError as fault:
                raise OperatorError(f"{fault}; nothing was changed") from None
            for device in changed:
                records.devices.put(device)
        what = f"stands until {until:%Y-%m-%d %H:%M} UTC" if self.said else "is taken away"
        yield f"on {len(changed)} kiosks, {LOOKED_AT}: the message {what}"


def restart(name: Name, data: DataFolder, database: Database = "", settings_file: SettingsFile = None) -> None:
    """Have a kiosk start afresh, between two visits."""
    tell(RestartTerminal(name=name), data, read_settings(settings_file, database))


def say(
    said: Annotated[str, typer.Argument(help="one or two short sentences; empty to take the last one away")],
    data: DataFolder,
    only: Annotated[str, typer.Option(help="one kiosk, as the list names it; empty: all")] = "",
    hours: Annotated[int, typer.Option(min=1, max=24 * 31, help="how long it stands there")] = 24,
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Show a message of the day on the welcome: opening hours, whom to ask. Everybody reads it: nothing personal."""
    tell(SayOnTerminals(said=said, name=only, hours=hours), data, read_settings(settings_file, database))
