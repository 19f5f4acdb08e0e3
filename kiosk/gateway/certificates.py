"""Certificates of a day: the site's word on which terminal a key is, for when its records can't be asked. X.509.

They prolong nothing: wherever the records can be asked, they decide (docs/decisions/0026).
"""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.domain.devices import Device
from core.domain.identifiers import DeviceId

LASTS = timedelta(hours=24)
RENEWED_AFTER = LASTS / 2
CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""Two machines of one site."""
_ISSUER = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Relais")])
_LONGEST = 4096
"""Characters of a certificate of ours; anything longer is not read."""


class Authority:
    """Signs certificates of terminals, and knows its own again. `secret` is the site's, 32 bytes, the same for ever."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)

    def certify(self, device: Device, now: datetime) -> str:
        """A certificate of this terminal's key, from now on for 24 hours; ValueError when it has none."""
        if device.public_key is None:
            raise ValueError("a terminal without a machine has no key")
        names = {NameOID.COMMON_NAME: device.device_id, NameOID.LOCALITY_NAME: device.place}
        certificate = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(kind, name) for kind, name in names.items()]))
            .issuer_name(_ISSUER)
            .public_key(Ed25519PublicKey.from_public_bytes(device.public_key))
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - CLOCKS_DIFFER_BY)
            .not_valid_after(now + LASTS)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=True)
            .sign(self._key, None)
        )
        return certificate.public_bytes(Encoding.PEM).decode("ascii")

    def vouched_for(self, certificate: str, public_key: bytes, now: datetime) -> Device | None:
        """The terminal that we said this key is; None when we did not, or no more."""
        try:
            read = self._read(certificate)
        except (ValueError, TypeError, InvalidSignature):
            return None
        if not read.not_valid_before_utc <= now.astimezone(UTC) < read.not_valid_after_utc:
            return None
        key = read.public_key()
        if not isinstance(key, Ed25519PublicKey) or key.public_bytes_raw() != public_key:
            return None
        device_id, place = (_named(read, kind) for kind in (NameOID.COMMON_NAME, NameOID.LOCALITY_NAME))
        return Device(device_id=DeviceId(device_id), place=place, public_key=public_key)

    def _read(self, certificate: str) -> x509.Certificate:
        """Only what we signed ourselves is looked into."""
        if len(certificate) > _LONGEST:
            raise ValueError("too long to be ours")
        read = x509.load_pem_x509_certificate(certificate.encode())
        self._key.public_key().verify(read.signature, read.tbs_certificate_bytes)
        return read


def _named(certificate: x509.Certificate, kind: x509.ObjectIdentifier) -> str:
    return str(certificate.subject.get_attributes_for_oid(kind)[0].value)
