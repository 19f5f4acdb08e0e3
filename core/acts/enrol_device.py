"""A machine is put in its place: whoever installs it types the one-time code on its glass."""

from dataclasses import dataclass, field, replace
from typing import ClassVar

from core.acts.offer_enrolment import code_digest
from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.devices import Device


@dataclass(frozen=True, kw_only=True)
class EnrolmentTried:
    """The terminal that the machine is from now on; None when the code is none that is open."""

    device: Device | None


@dataclass(frozen=True, kw_only=True)
class EnrolDevice(Request[EnrolmentTried]):
    """Let the machine that holds this key serve people in the place for which the code was drawn.

    A wrong code is counted against every open one, and is no refusal: what is refused is not kept.
    """

    entry: ClassVar = catalogue.ENROL_DEVICE
    outcome: ClassVar = EnrolmentTried

    public_key: bytes
    code: str = field(repr=False)

    def carry_out(self, scene: Scene) -> EnrolmentTried:
        """Use the code up, or count the try."""
        devices = scene.records.devices
        devices.hold()
        digest = code_digest(scene.keys, self.code)
        offered = [each for each in devices.offered() if each.has_open_offer(scene.now)]
        for each in offered:
            if each.offer is not None and each.offer.code_digest == digest:
                return EnrolmentTried(device=self._put_in(each, scene))
        for each in offered:
            devices.put(each.after_wrong_code())
        return EnrolmentTried(device=None)

    def _put_in(self, device: Device, scene: Scene) -> Device:
        devices = scene.records.devices
        former = devices.by_key(self.public_key)
        if former is not None and former.device_id != device.device_id:
            # The machine has moved: a key stands in one place.
            devices.put(replace(former, public_key=None))
        enrolled = device.enrolled(self.public_key, scene.now)
        devices.put(enrolled)
        return enrolled
