"""sipp against our line, over loopback: a caller that nobody here wrote, with keys, codecs and timers of its own."""

import dataclasses
from pathlib import Path

import pytest

from core.demo.people import ODETTE
from core.texts.words import Words
from hardware.speech.pico import PicoSynthesizer
from tests.conftest import Space
from tests.ivr import site
from tests.ivr.key_pcap import write_keys
from tests.ivr.recorded import RecordedVoice, ShortSynthesizer
from tests.ivr.sip_site import QUICK, sip_site
from tests.ivr.sipp import sipp, told
from tests.real_stacks import requires

pytestmark = requires("sipp", "root")


def test_keys_open_a_space_and_the_menu_is_said(space: Space, words: Words, tmp_path: Path) -> None:
    """Number, secret code, printed code, « personne d'autre n'entend », all by RFC 4733; then the menu, then a BYE."""
    voice = RecordedVoice(PicoSynthesizer(), "pico")
    phone = dataclasses.replace(site.phone(space, words, PicoSynthesizer()).phone, voice=voice)
    before = len(space.leaves())
    write_keys(tmp_path / "keys.pcap", f"1 {ODETTE.access_number}{ODETTE.secret}{ODETTE.codes[0]}  1")
    with sip_site(phone) as line:
        played = sipp(line.address, "keys_and_bye", tmp_path)
        assert played.returncode == 0, told(played, tmp_path)
        assert site.until(lambda: phone.talking == 0)
    assert [leaf.act for leaf in space.leaves(before)][:3] == ["pick-code-line", "count-try", "record-proof"]
    assert "main-menu.spoken" in voice.keys, voice.keys


@pytest.mark.parametrize("scenario", ["wrong_codec", "hold_and_back", "session_timer"])
def test_a_scenario_is_played_to_its_end(space: Space, words: Words, tmp_path: Path, scenario: str) -> None:
    """Each file says what must come; nothing is left of the call afterwards."""
    phone = site.phone(space, words, PicoSynthesizer()).phone
    with sip_site(phone) as line:
        played = sipp(line.address, scenario, tmp_path)
        assert played.returncode == 0, told(played, tmp_path)
        assert site.until(lambda: line.endpoint.reception is not None and not line.endpoint.reception.calls)
    assert phone.talking == 0


def test_a_caller_who_gives_up(space: Space, words: Words, tmp_path: Path) -> None:
    """CANCEL while it rings."""
    phone = site.phone(space, words, PicoSynthesizer()).phone
    with sip_site(phone, dataclasses.replace(QUICK, ring=20.0)) as line:
        played = sipp(line.address, "cancel", tmp_path)
        assert played.returncode == 0, told(played, tmp_path)
    assert phone.talking == 0


def test_thirty_calls_at_once(space: Space, words: Words, tmp_path: Path) -> None:
    """None fails."""
    phone = site.phone(space, words, ShortSynthesizer()).phone
    with sip_site(phone) as line:
        played = sipp(line.address, "load", tmp_path, "-m", "30", "-r", "15", "-l", "30")
        assert played.returncode == 0, told(played, tmp_path)
        assert site.until(lambda: phone.talking == 0)
