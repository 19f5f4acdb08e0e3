"""What the core needs from outside, as protocols: `outside`, `records`, `site_records`. Nothing is implemented here."""

from core.ports.outside import Blobs, Clock, Courier, DeliveryError, Ids, Keys, KeyWrapping, SecretHasher
from core.ports.records import (
    AuditLog,
    Credentials,
    Documents,
    LastVisits,
    OrganDonation,
    Patients,
    Receipts,
    Records,
    Remembered,
    TransactionLostError,
    UnitOfWork,
)
from core.ports.site_records import CallBacks, CallSteps, Devices, Outbox, Quarantine

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
    "LastVisits",
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
