"""Terminals that may call: a row each, of the operator's own words. Seals nothing: nothing of a person is here."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update

from core.domain.devices import Device, Offer
from core.domain.identifiers import DeviceId
from core.ports import Devices
from core.storage.tables import devices
from core.storage.transaction import Transaction


class StoredDevices(Devices):
    """The terminals, seen from one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._connection = transaction.connection

    def hold(self) -> None:
        """Be the only one who changes any of them, until this is committed."""
        self._transaction.hold("devices")

    def put(self, device: Device) -> None:
        """Keep or replace what is known of a terminal."""
        row = _row(device)
        same = devices.c.device_id == device.device_id
        if not self._connection.execute(update(devices).where(same), row).rowcount:
            self._connection.execute(insert(devices), row)

    def get(self, device_id: DeviceId) -> Device | None:
        """The terminal of that name; None when there is none."""
        return self._one(select(devices).where(devices.c.device_id == device_id))

    def by_key(self, public_key: bytes) -> Device | None:
        """The terminal whose machine has this key, revoked or not; None when it is a stranger's."""
        return self._one(select(devices).where(devices.c.public_key == public_key))

    def all(self) -> tuple[Device, ...]:
        """Every terminal there ever was, by name."""
        return self._those(select(devices).order_by(devices.c.device_id))

    def some(self, device_ids: Collection[DeviceId]) -> tuple[Device, ...]:
        """Those of these names that there are."""
        return self._those(select(devices).where(devices.c.device_id.in_(device_ids)))

    def offered(self) -> tuple[Device, ...]:
        """Those for which a code was drawn and not used, whether it is still open or not."""
        return self._those(select(devices).where(devices.c.code_digest.is_not(None)))

    def mark_seen(self, device_ids: Collection[DeviceId], at: datetime) -> None:
        """Note that these are connected."""
        self._connection.execute(update(devices).where(devices.c.device_id.in_(device_ids)).values(seen_at=at))

    def _those(self, wanted: Select[Any]) -> tuple[Device, ...]:
        return tuple(map(_device, self._connection.execute(wanted).mappings()))

    def _one(self, wanted: Select[Any]) -> Device | None:
        row = self._connection.execute(wanted).mappings().first()
        return _device(row) if row is not None else None


def _row(device: Device) -> dict[str, Any]:
    offer = device.offer
    return {
        **{name: value for name, value in asdict(device).items() if name != "offer"},
        "code_digest": offer.code_digest if offer else None,
        "offer_until_at": offer.until_at if offer else None,
        "wrong_codes": offer.wrong_codes if offer else 0,
    }


def _device(row: Mapping[Any, Any]) -> Device:
    kept = dict(row)
    digest, until_at, wrong_codes = (kept.pop(name) for name in ("code_digest", "offer_until_at", "wrong_codes"))
    is_offered = digest is not None
    offer = Offer(code_digest=digest, until_at=until_at, wrong_codes=wrong_codes) if is_offered else None
    return Device(**kept, offer=offer)
