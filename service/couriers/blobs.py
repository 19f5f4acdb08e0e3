"""Lets bytes go that lie beside the database, after the transaction that forgot them. Knows no person."""

from core.domain.outbox import Errand
from core.ports import Blobs, Courier, DeliveryError
from core.storage.errors import BlobsError


class BlobsCourier(Courier):
    """Deletes everything under a prefix."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def deliver(self, errand: Errand) -> None:
        """Again changes nothing."""
        try:
            self._blobs.delete_all(errand.payload["prefix"])
        except BlobsError as fault:
            raise DeliveryError(str(fault)) from None
