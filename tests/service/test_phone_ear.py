"""What hears callers' words: nothing by default, a model where there is one, and an operator who is told."""

from pathlib import Path

import pytest
import structlog

from core.texts.words import load_words
from hardware.recogniser.port import RecogniserStatus
from hardware.recogniser.virtual_ear import VirtualEar
from hardware.recogniser.vosk_ear import VoskEar
from service.phone_ear import choose_ear, note
from service.settings import Settings, SettingsError
from tests.real_stacks import requires

WORDS = load_words()


def test_a_site_without_a_model_listens_to_nothing() -> None:
    """Calls go by keys alone."""
    assert choose_ear(Settings(), WORDS, is_demonstration=False) is None


@requires("vosk")
def test_a_model_is_used_and_not_loaded_yet(tmp_path: Path) -> None:
    """The site starts at once; the traps and fillers of the texts go with it."""
    (tmp_path / "final.mdl").write_bytes(b"a model, it seems")
    chosen = choose_ear(Settings(phone_recogniser=str(tmp_path)), WORDS, is_demonstration=False)
    assert chosen is not None
    assert isinstance(chosen.ear, VoskEar)
    assert chosen.ear.worker.number == 0
    assert "madame" in chosen.fillers
    assert "bonjour" in chosen.traps


@pytest.mark.parametrize("status", RecogniserStatus)
def test_the_journal_says_what_callers_are_not_told(status: RecogniserStatus) -> None:
    """The engine can hear, is started again, or is left alone; no word of anybody."""
    with structlog.testing.capture_logs() as said:
        note(status)
    level = "info" if status is RecogniserStatus.READY else "warning"
    assert said == [{"event": "phone-ear", "status": status.value, "log_level": level}]


def test_a_demonstration_may_have_an_ear_without_an_engine() -> None:
    """And only a demonstration: nobody is heard by it."""
    settings = Settings(phone_recogniser="virtual")
    chosen = choose_ear(settings, WORDS, is_demonstration=True)
    assert chosen is not None
    assert isinstance(chosen.ear, VirtualEar)
    with pytest.raises(SettingsError, match="phone_recogniser"):
        choose_ear(settings, WORDS, is_demonstration=False)


def test_a_model_that_writes_down_everything_is_refused(tmp_path: Path) -> None:
    """The largest ones take no phrases: they would hear any word of the language."""
    for name in ("am/final.mdl", "graph/HCLG.fst"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"a model, it seems")
    with pytest.raises(SettingsError, match=r"can't be held to phrases"):
        choose_ear(Settings(phone_recogniser=str(tmp_path)), WORDS, is_demonstration=False)


@pytest.mark.parametrize("name", ["models/french", "/nowhere/at/all", "vosk"])
def test_a_path_that_holds_no_model_is_told_at_the_start(name: str) -> None:
    """The operator learns it from the site, not from a caller."""
    with pytest.raises(SettingsError, match=r"phone_recogniser: .*final\.mdl"):
        choose_ear(Settings(phone_recogniser=name), WORDS, is_demonstration=False)
