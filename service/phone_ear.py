"""Chooses what hears callers' words, from the settings; most sites have nothing, and calls go by keys."""

from importlib.util import find_spec
from pathlib import Path

import structlog

from core.texts.words import Words
from hardware.recogniser.ear import Ear
from hardware.recogniser.port import RecogniserStatus
from hardware.recogniser.virtual_ear import VirtualEar
from hardware.recogniser.vosk_ear import VoskEar
from hardware.recogniser.vosk_recogniser import is_model, takes_phrases
from ivr.line.attention import SiteEar
from ivr.listened import everyday_words, words_around
from service.settings import Settings, SettingsError

log = structlog.get_logger()


def choose_ear(settings: Settings, words: Words, *, is_demonstration: bool) -> SiteEar | None:
    """The site's ear; raises `SettingsError` on what can never hear, for an operator believes what starts."""
    if not settings.phone_recogniser:
        return None
    ear = _ear(settings.phone_recogniser, is_demonstration=is_demonstration)
    return SiteEar(ear=ear, traps=everyday_words(words), fillers=words_around(words))


def _ear(name: str, *, is_demonstration: bool) -> Ear:
    if name == "virtual":
        if not is_demonstration:
            raise SettingsError("phone_recogniser: virtual hears nobody; it is for a demonstration site")
        return VirtualEar()
    folder = Path(name)
    if not folder.is_absolute() or not is_model(folder):
        raise SettingsError(
            f"phone_recogniser: {name}: the path of the folder of a Vosk model is expected (am/final.mdl in it)"
        )
    if not takes_phrases(folder):
        raise SettingsError(f"phone_recogniser: {name}: this model can't be held to phrases (HCLG.fst in it)")
    if find_spec("vosk") is None:
        raise SettingsError("phone_recogniser: the package vosk is not installed here")
    return VoskEar(folder, changed=note)


def note(status: RecogniserStatus) -> None:
    """Calls go on by keys and say nothing of it: the journal does."""
    tell = log.info if status is RecogniserStatus.READY else log.warning
    tell("phone-ear", status=status.value)
