"""The operator puts a terminal out: stolen, broken, or moved away."""

from dataclasses import dataclass, replace
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.identifiers import DeviceId


@dataclass(frozen=True, kw_only=True)
class DeviceRevoked:
    """Whether there was a terminal of that name that could still call."""

    was_let_in: bool


@dataclass(frozen=True, kw_only=True)
class RevokeDevice(Request[DeviceRevoked]):
    """Never let this machine in again; a code that is open for it is void.

    Whoever stands there is sent off within 60 seconds (security.md 5.2).
    """

    entry: ClassVar = catalogue.REVOKE_DEVICE
    outcome: ClassVar = DeviceRevoked

    device_id: DeviceId

    def carry_out(self, scene: Scene) -> DeviceRevoked:
        """Note since when it is out."""
        devices = scene.records.devices
        devices.hold()
        device = devices.get(self.device_id)
        if device is None:
            return DeviceRevoked(was_let_in=False)
        devices.put(replace(device, revoked_at=device.revoked_at or scene.now, offer=None, restart_asked_at=None))
        return DeviceRevoked(was_let_in=device.is_let_in)
