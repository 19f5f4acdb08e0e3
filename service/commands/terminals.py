"""`relais terminals`: which kiosks may call this site; the site may be running. Orders are in `terminal_orders`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.options import Database, DataFolder, SettingsFile, read_settings
from service.faults import OperatorError
from service.operator.asking import tell
from service.operator.operation import Operation

if TYPE_CHECKING:
    from core.acts.request import Context
    from core.domain.devices import Device
    from core.ports import Records
    from service.premises import Premises

app = typer.Typer(name="terminals", no_args_is_help=True, help="Let kiosks in and out; the site may be running.")

LOOKED_AT = "within 60 seconds"
Name = Annotated[str, typer.Argument(help="as `relais terminals list` names it")]


class ListTerminals(Operation, frozen=True, kw_only=True):
    """Every kiosk there ever was."""

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """One line each, by name."""
        now = premises.door.clock.now()
        with premises.store.begin() as records:
            devices = records.devices.all()
        for device in devices:
            parts = [_state(device), *(["code open"] if device.has_open_offer(now) else [])]
            parts += ["restart asked"] if device.restart_asked_at else []
            parts += [f"seen {device.seen_at:%Y-%m-%d %H:%M} UTC"] if device.seen_at else []
            parts += [f"says: {device.notice}"] if device.notice_at(now) else []
            yield f"{device.device_id}  {device.place}  {', '.join(parts)}"
        if not devices:
            yield "no kiosk was ever added: `relais terminals add NAME PLACE`"


class AddTerminal(Operation, frozen=True, kw_only=True):
    """Draw the code with which a machine is put in its place."""

    name: str
    place: str

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """The code, once: it is kept nowhere."""
        from core.acts.offer_enrolment import OfferEnrolment
        from core.domain.identifiers import DeviceId

        request = OfferEnrolment(device_id=DeviceId(self.name), place=self.place)
        try:
            offered = premises.door.perform(request, _by_operator(premises))
        except ValueError as fault:
            raise OperatorError(f"{fault}; nothing was changed") from None
        by_three = " ".join(offered.code[start : start + 3] for start in range(0, len(offered.code), 3))
        yield f"code {by_three}"
        yield f"to be typed on the machine before {offered.until_at:%H:%M} UTC, once"


class RevokeTerminal(Operation, frozen=True, kw_only=True):
    """Put a kiosk out."""

    name: str

    def run_on(self, premises: "Premises") -> Iterator[str]:
        """Traced; a name that nobody has is a mistake to be told."""
        from core.acts.revoke_device import RevokeDevice
        from core.domain.identifiers import DeviceId

        with premises.store.begin() as records:
            known_terminal(records, self.name)
        revoked = premises.door.perform(RevokeDevice(device_id=DeviceId(self.name)), _by_operator(premises))
        yield f"{self.name} is put out {LOOKED_AT}" if revoked.was_let_in else f"{self.name} was out already"


@app.command("list")
def list_terminals(data: DataFolder, database: Database = "", settings_file: SettingsFile = None) -> None:
    """Say which kiosks there are, where, whether they may call, and when they were last seen."""
    tell(ListTerminals(), data, read_settings(settings_file, database))


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="small letters, digits and hyphens, for the trace")],
    place: Annotated[str, typer.Argument(help="where it stands, as people name it")],
    data: DataFolder,
    database: Database = "",
    settings_file: SettingsFile = None,
) -> None:
    """Draw a one-time code for a new machine, or for one that replaces the machine of that name; it is traced."""
    tell(AddTerminal(name=name, place=place), data, read_settings(settings_file, database))


@app.command()
def revoke(name: Name, data: DataFolder, database: Database = "", settings_file: SettingsFile = None) -> None:
    """Put a kiosk out: stolen, broken or moved. Whoever stands there is sent off; it is traced."""
    tell(RevokeTerminal(name=name), data, read_settings(settings_file, database))


def _state(device: "Device") -> str:
    if device.revoked_at is not None:
        return f"out since {device.revoked_at:%Y-%m-%d %H:%M} UTC"
    return "may call" if device.is_let_in else "no machine yet"


def known_terminal(records: "Records", name: str) -> "Device":
    """The terminal of that name; `OperatorError` when there is none."""
    from core.domain.identifiers import DeviceId

    device = records.devices.get(DeviceId(name))
    if device is None:
        raise OperatorError(f"no kiosk is named {name}: `relais terminals list`; nothing was changed")
    return device


def _by_operator(premises: "Premises") -> "Context":
    from core.acts.request import Context
    from core.domain.audit import Channel, PurposeOfUse, Role
    from core.domain.identifiers import VisitId

    return Context(
        role=Role.OPERATOR,
        purpose=PurposeOfUse.FILING,
        channel=Channel.SITE,
        place="terminals",
        visit_id=VisitId(premises.door.ids.token()),
    )
