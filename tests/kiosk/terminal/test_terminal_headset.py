"""Who may hear what: personal words in a headset, or aloud after the choice; secret digits in a headset only."""

import pytest
from msgspec.structs import replace

from hardware.ports import HeadsetStatus, KeypadKey
from kiosk.terminal.local import Own
from tests.gallery import samples
from tests.kiosk.terminal.bench_top import SECRET, BenchTop

NEXT, SELECT, HELP = KeypadKey.NEXT, KeypadKey.SELECT, KeypadKey.HELP
READING = samples.reading()[0].screen


def test_without_a_headset_a_personal_page_is_not_said(terminal: BenchTop) -> None:
    """Neither its words nor the names of its keys, whatever key is pressed (EN 301 549, 5.1.3.9)."""
    terminal.site_shows(READING)
    terminal.press(NEXT, HELP, *[NEXT] * 14)
    heard = " ".join(said.text for said in terminal.speaker.said)
    assert "branchez le casque" in heard
    assert "Choix 1 sur" in heard
    for word in ("cardiologue", "tension", READING.title):
        assert word not in heard


def test_with_a_headset_a_personal_page_is_said_without_asking(terminal: BenchTop) -> None:
    """By the plug alone, by the keys, and by « Écouter »."""
    terminal.site_shows(READING)
    terminal.headset.plug_in()
    assert "La tension est bonne" in terminal.heard
    terminal.touch("~listen")
    assert terminal.showing.local.own is Own.NONE
    assert "La tension est bonne" in terminal.heard


def test_the_explicit_choice_holds_for_its_page_only(terminal: BenchTop) -> None:
    """« Oui, à voix haute » by the keypad opens this page's words, not the next one's."""
    terminal.site_shows(READING)
    terminal.press(NEXT)
    terminal.seek("~listen")
    terminal.press(SELECT)
    terminal.seek("~aloud-yes")
    terminal.press(SELECT)
    assert "La tension est bonne" in terminal.heard
    terminal.site_shows(replace(READING, id=91))
    assert "La tension est bonne" not in terminal.heard


@pytest.mark.parametrize("out", ["unplug", "break_jack"])
def test_pulling_the_headset_out_is_silence_at_once(terminal: BenchTop, out: str) -> None:
    """And « Répéter » does not bring the words back to everybody."""
    terminal.site_shows(READING)
    terminal.headset.plug_in()
    assert terminal.speaker.is_speaking()
    getattr(terminal.headset, out)()
    assert not terminal.speaker.is_speaking()
    before = len(terminal.speaker.said)
    terminal.conductor.touch("~repeat")
    assert len(terminal.speaker.said) == before


def test_a_headset_left_in_since_the_start_says_nothing_by_itself() -> None:
    """Only a hand that plugs it in asks to be led; yet it is known to be there once a key is pressed."""
    terminal = BenchTop(HeadsetStatus.PLUGGED)
    terminal.connect()
    terminal.site_shows(READING)
    assert terminal.speaker.said == []
    assert "La tension est bonne" in terminal.press(NEXT)


def test_a_secret_digit_is_said_in_a_headset_only(terminal: BenchTop) -> None:
    """EN 301 549, 5.1.3.8; and in no case is it said which one was typed."""
    terminal.site_shows(SECRET)
    terminal.press(NEXT)
    terminal.seek("~type-4")
    assert terminal.heard == "Un chiffre. Pour l’entendre, branchez le casque."
    assert terminal.press(SELECT) == "1 chiffre tapé. Encore 5."
    terminal.headset.plug_in()
    terminal.seek("~type-4")
    assert terminal.heard == "4."
