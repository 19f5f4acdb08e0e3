"""What the core needs from outside, as protocols; `outside` and `records` hold them. Nothing is implemented here."""

from core.ports.calls import CallBacks, CallSteps
from core.ports.outside import Blobs, Clock, Courier, DeliveryError, Ids, Keys, KeyWrapping, SecretHasher
from core.ports.records import (
    AuditLog,
    Credentials,
    Devices,
    Documents,
    OrganDonation,
    Outbox,
    Patients,
    Quarantine,
    Receipts,
    Records,
    Remembered,
    TransactionLostError,
    UnitOfWork,
)

__all__ = [
    "AuditLog",
    "Blobs",
    "CallBacks",
    "CallSteps",
    "Clock",
    "Courier",
    "Credentials",
    "DeliveryError",
    "Devices",
    "Documents",
    "Ids",
    "KeyWrapping",
    "Keys",
    "OrganDonation",
    "Outbox",
    "Patients",
    "Quarantine",
    "Receipts",
    "Records",
    "Remembered",
    "SecretHasher",
    "TransactionLostError",
    "UnitOfWork",
]
