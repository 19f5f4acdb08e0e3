"""Which terminals are let in, as the records know, and the site's word for when they can't be asked. Knows no socket.

Every method blocks on the store: call it from a thread. `TransactionLostError` when the records can't be asked.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from core.acts.enrol_device import EnrolDevice
from core.acts.perform import Door
from core.acts.request import Context
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.devices import Device
from core.domain.identifiers import DeviceId, VisitId
from kiosk.gateway.certificates import Authority

NEW_MACHINE = "new-machine"
"""The place of a trace while nobody knows where the machine stands."""


class Register:
    """The terminals of a site."""

    def __init__(self, door: Door, authority: Authority) -> None:
        self._door = door
        self._authority = authority

    @property
    def now(self) -> datetime:
        """The site's clock decides; a terminal's is never asked."""
        return self._door.clock.now()

    def known(self, public_key: bytes, up_s: float) -> Device | None:
        """Whose key this is, revoked or not. An order to restart is done when the program is younger than it."""
        with self._door.store.begin() as records:
            device = records.devices.by_key(public_key)
            if device is None:
                return None
            asked_at = device.restart_asked_at
            if asked_at is not None and (self.now - asked_at).total_seconds() > up_s:
                device = replace(device, restart_asked_at=None)
                records.devices.put(device)
            return device

    def vouched_for(self, certificate: str, public_key: bytes) -> Device | None:
        """Whose key we said it is within a day: enough when the records can't be asked."""
        return self._authority.vouched_for(certificate, public_key, self.now)

    def certify(self, device: Device) -> str:
        """The site's word on this terminal, for a day."""
        return self._authority.certify(device, self.now)

    def awaits_machine(self) -> bool:
        """Whether a one-time code can be typed somewhere."""
        with self._door.store.begin() as records:
            return any(device.has_open_offer(self.now) for device in records.devices.offered())

    def enrol(self, public_key: bytes, code: str) -> Device | None:
        """Put the machine in its place; None when the code is none that is open: the try is counted and traced."""
        context = Context(
            role=Role.STRANGER,
            purpose=PurposeOfUse.IDENTIFICATION,
            channel=Channel.KIOSK,
            place=NEW_MACHINE,
            visit_id=VisitId(self._door.ids.token()),
        )
        return self._door.perform(EnrolDevice(public_key=public_key, code=code), context).device

    def look(self, device_ids: Collection[DeviceId], *, are_noted: bool) -> dict[DeviceId, Device]:
        """What is known of connected terminals now; noted as seen, when asked."""
        with self._door.store.begin() as records:
            if are_noted:
                records.devices.mark_seen(device_ids, self.now)
            return {device.device_id: device for device in records.devices.some(device_ids)}
