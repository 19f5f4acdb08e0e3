"""The kiosk of a demonstration, whose key everybody knows: let in by a demonstration, by nobody else."""

from dataclasses import replace

from core.domain.devices import Device
from core.domain.identifiers import DeviceId
from service.demonstration.settings import DEVICE, PLACE, demonstration_identity
from service.premises import Premises


def put_in_demonstration(premises: Premises) -> None:
    """Let it in, in its place; what was ordered of it stays."""
    with premises.store.begin() as records:
        known = records.devices.get(DeviceId(DEVICE)) or Device(device_id=DeviceId(DEVICE), place=PLACE)
        if not known.is_let_in:
            now = premises.door.clock.now()
            records.devices.put(known.enrolled(demonstration_identity().public_key, now))


def put_out_demonstration(premises: Premises) -> None:
    """A folder that was shown once serves people now: its public key opens nothing any more."""
    with premises.store.begin() as records:
        known = records.devices.by_key(demonstration_identity().public_key)
        if known is not None:
            records.devices.put(replace(known, public_key=None))
