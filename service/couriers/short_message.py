"""Tells the people of the Relais by a short message that a human is needed: only that, and where to look."""

from dataclasses import dataclass, field

from core.domain.outbox import Errand
from core.ports import Courier, DeliveryError
from core.texts.words import Words
from ivr.line.announcement import Purpose
from ivr.line.outgoing import NUMBER, OutgoingLine, Placed
from service.couriers.mail import is_about_somebody
from service.outgoing import choose_outgoing
from service.settings import Settings, SettingsError


@dataclass(frozen=True, kw_only=True)
class ShortMessageCourier(Courier):
    """One mobile. A message sent twice says the same thing twice."""

    line: OutgoingLine = field(repr=False)
    to: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings, words: Words) -> "ShortMessageCourier":
        """Read the settings; `SettingsError` names the one that is wrong."""
        if not NUMBER.fullmatch(settings.notices_sms):
            raise SettingsError("notices_sms: a number is written +33NNNNNNNNN")
        if not settings.outgoing:
            raise SettingsError("notices_sms: needs outgoing = true")
        return cls(line=choose_outgoing(settings, words), to=settings.notices_sms)

    def deliver(self, errand: Errand) -> None:
        """Send it, or say why not in one word."""
        if not is_about_somebody(errand):
            return
        placed = self.line.write(self.to, Purpose.HUMAN_NEEDED)
        if placed is not Placed.PLACED:
            raise DeliveryError(f"the short message: {placed.value}")
