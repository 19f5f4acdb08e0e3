"""What a demonstration changes in the settings: public secrets, and lines that lead nowhere outside this machine."""

import hashlib
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.terminal.identity import Identity
from service.settings import Settings

DEVICE, PLACE = "kiosk-1", "Pharmacie des Tilleuls"
TWILIO_TOKEN = "demonstration-line"  # noqa: S105 - public on purpose


def demonstrate(settings: Settings, address: str) -> Settings:
    """Fill what is empty, so that a demonstration starts with no settings file."""
    return replace(
        settings,
        twilio_auth_token=settings.twilio_auth_token or TWILIO_TOKEN,
        public_origin=settings.public_origin or address,
        card_reader="virtual",
        keypad=settings.keypad or "virtual",
        headset=settings.headset or "virtual",
    )


def demonstration_identity(device: str = DEVICE) -> Identity:
    """The key of a kiosk of the demonstration: public on purpose, for a demonstration protects nobody."""
    return Identity(Ed25519PrivateKey.from_private_bytes(hashlib.sha256(device.encode()).digest()))
