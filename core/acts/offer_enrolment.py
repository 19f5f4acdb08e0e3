"""The operator draws a one-time code with which a machine is put in its place."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from core.acts.request import Request, Scene
from core.domain import catalogue
from core.domain.devices import CODE_DIGITS, OFFER_LASTS, Device, Offer
from core.domain.identifiers import DeviceId
from core.ports import Keys


@dataclass(frozen=True, kw_only=True)
class EnrolmentOffered:
    """What is typed at the terminal, once, before `until_at`."""

    code: str = field(repr=False)
    until_at: datetime


@dataclass(frozen=True, kw_only=True)
class OfferEnrolment(Request[EnrolmentOffered]):
    """Let one machine be put at this place under this name; a machine that is there serves on until then.

    Raises ValueError when the name or the place can't be shown.
    """

    entry: ClassVar = catalogue.OFFER_ENROLMENT
    outcome: ClassVar = EnrolmentOffered

    device_id: DeviceId
    place: str

    def carry_out(self, scene: Scene) -> EnrolmentOffered:
        """Draw the code, and keep what it is known by."""
        devices = scene.records.devices
        devices.hold()
        known = devices.get(self.device_id) or Device(device_id=self.device_id, place=self.place)
        code = scene.ids.digits(CODE_DIGITS)
        offer = Offer(code_digest=code_digest(scene.keys, code), until_at=scene.now + OFFER_LASTS)
        devices.put(replace(known, place=self.place, offer=offer))
        return EnrolmentOffered(code=code, until_at=offer.until_at)


def code_digest(keys: Keys, code: str) -> str:
    """By what a code is known: keyed, so that nobody who reads the table can try them all."""
    return keys.pseudonym(f"enrolment|{code}")
