"""`relais phone --twiml`: the line without a stream, played against a real site."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.texts.words import Words
from hardware.speech.virtual import VirtualSynthesizer
from ivr.line.window.twiml_telephone import run_twiml
from tests.conftest import Space
from tests.ivr import site


@pytest.fixture
def url(space: Space, words: Words) -> Iterator[str]:
    """A site whose public address is where it is served."""

    def make(address: str) -> object:
        return site.application(site.phone(space, words, VirtualSynthesizer(), origin=address))

    with site.served(make) as address:
        yield address


def called(
    url: str, folder: Path, script: str, *, is_fallback: bool = False, token: str = site.TOKEN
) -> tuple[int, str]:
    """The exit code, and what was shown."""
    file, transcript = folder / "call.txt", folder / "transcript.txt"
    file.write_text(script, encoding="utf-8")
    code = run_twiml(url, file, auth_token=token, transcript=transcript, is_fallback=is_fallback)
    return code, transcript.read_text(encoding="utf-8")


def test_without_a_stream_an_apology_a_person_and_the_hours(url: str, tmp_path: Path) -> None:
    """Nobody picks up: the hours; each order and sentence by its name."""
    code, shown = called(url, tmp_path, "expect hours.wav\n")
    assert code == 0, shown
    assert shown.splitlines()[:9] == [
        "Stream: not there",
        "Redirect",
        "Play trouble.wav",
        "Play handover.wav",
        "Dial: no-answer",
        "Play nobody.wav",
        "Play hours.wav",
        "Play end.wav",
        "Hangup",
    ]


def test_the_fallback_is_walked(url: str, tmp_path: Path) -> None:
    """Silence, a key that leads nowhere, then a person."""
    script = "expect welcome.wav\nexpect emergency.wav\nsilence\nexpect person.wav\npress 9\npress 0\nexpect Dial\n"
    code, shown = called(url, tmp_path, script, is_fallback=True)
    assert code == 0, shown
    assert "Dial: no-answer" in shown


def test_a_caller_hangs_up_at_the_end_of_the_script(url: str, tmp_path: Path) -> None:
    """Which is no failure."""
    code, shown = called(url, tmp_path, "silence\nhangup\n", is_fallback=True)
    assert (code, "the caller hangs up" in shown) == (0, True)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("expect goodbye.wav\n", "! not heard: goodbye.wav"),
        ("press 0\npress 1\n", "! the call is over before: press 1"),
        ("say oui\n", "! say: without a stream"),
    ],
)
def test_what_is_not_met_fails(url: str, tmp_path: Path, script: str, why: str) -> None:
    """Exit 1, and the transcript says which."""
    code, shown = called(url, tmp_path, script, is_fallback=True)
    assert code == 1
    assert why in shown


def test_another_token_plays_nothing(url: str, tmp_path: Path) -> None:
    """Signed like any other."""
    code, shown = called(url, tmp_path, "press 0\n", token="another")
    assert code == 1
    assert "403" in shown
