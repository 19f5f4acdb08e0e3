"""What a demonstration changes in the settings: public secrets, and lines that lead nowhere outside this machine."""

from dataclasses import replace

from service.settings import Settings

DEVICE_TOKEN = "demonstration-device"  # noqa: S105 - public on purpose: a demonstration protects nobody
TWILIO_TOKEN = "demonstration-line"  # noqa: S105 - public on purpose


def demonstrate(settings: Settings, address: str) -> Settings:
    """Fill what is empty, so that a demonstration starts with no settings file."""
    return replace(
        settings,
        device_token=settings.device_token or DEVICE_TOKEN,
        twilio_auth_token=settings.twilio_auth_token or TWILIO_TOKEN,
        public_origin=settings.public_origin or address,
        card_reader="virtual",
        keypad=settings.keypad or "virtual",
        headset=settings.headset or "virtual",
    )
