"""Who carries out what is owed to the outside: one courier a topic, chosen by the settings."""

from collections.abc import Mapping

from core.domain.outbox import ACCESS_CLOSED, BLOBS_FORGOTTEN, CALL_BACKS_WAIT
from core.ports import Blobs, Courier
from core.texts.words import Words
from service.couriers.blobs import BlobsCourier
from service.couriers.each import Each
from service.couriers.mail import MailCourier, Unsent
from service.couriers.short_message import ShortMessageCourier
from service.settings import Settings


def choose_couriers(settings: Settings, words: Words, blobs: Blobs) -> Mapping[str, Courier]:
    """Nothing leaves the machine unless the operator named an address. Raises `SettingsError` when it is none."""
    notices = _notices(settings, words)
    return {ACCESS_CLOSED: notices, CALL_BACKS_WAIT: notices, BLOBS_FORGOTTEN: BlobsCourier(blobs)}


def _notices(settings: Settings, words: Words) -> Courier:
    couriers: list[Courier] = []
    if settings.notices_to:
        couriers.append(MailCourier.of(settings, words))
    if settings.notices_sms:
        couriers.append(ShortMessageCourier.of(settings, words))
    if not couriers:
        return Unsent()
    return couriers[0] if len(couriers) == 1 else Each(couriers)
