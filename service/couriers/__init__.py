"""Who carries out what is owed to the outside: one courier a topic, chosen by the settings."""

from collections.abc import Mapping

from core.domain.outbox import ACCESS_CLOSED, BLOBS_FORGOTTEN, CALL_BACKS_WAIT
from core.ports import Blobs, Courier
from core.texts.words import Words
from service.couriers.blobs import BlobsCourier
from service.couriers.mail import MailCourier, Unsent
from service.settings import Settings


def choose_couriers(settings: Settings, words: Words, blobs: Blobs) -> Mapping[str, Courier]:
    """Nothing leaves the machine unless the operator named an address. Raises `SettingsError` when it is none."""
    notices: Courier = MailCourier.of(settings, words) if settings.notices_to else Unsent()
    return {ACCESS_CLOSED: notices, CALL_BACKS_WAIT: notices, BLOBS_FORGOTTEN: BlobsCourier(blobs)}
