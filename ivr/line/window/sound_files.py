"""A sound file that a site gives to play: whether it is one, and how long it lasts. Knows no order."""

import wave
from io import BytesIO

from ivr.line.window.signed_web import Page


class NoSoundError(ValueError):
    """What was fetched is no sound that a telephone could play."""


def seconds_of(page: Page) -> float:
    """How long a WAV lasts. Raises `NoSoundError`."""
    if page.media_type not in ("audio/wav", "audio/x-wav", "audio/wave"):
        raise NoSoundError(f"{page.media_type} is no sound")
    try:
        with wave.open(BytesIO(page.body)) as sound:
            return float(sound.getnframes() / sound.getframerate())
    except (wave.Error, EOFError, ZeroDivisionError):
        raise NoSoundError("no WAV") from None
