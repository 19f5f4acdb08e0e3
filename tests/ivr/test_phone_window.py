"""`relais phone`: a scripted caller through signed webhooks, Media Streams and the real voice."""

import wave
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import structlog

from core.demo.people import ODETTE, PEOPLE
from core.domain.organ_donation import Organ
from core.texts.words import Words
from hardware.speech.pico import PicoSynthesizer
from ivr.line.playout import WRITTEN, Pace
from ivr.line.window.script import Line, ScriptError, Verb, read_line, read_script
from ivr.line.window.written_telephone import run_phone
from tests.conftest import Space
from tests.ivr import site

PROVES = f"""
press 1
press {ODETTE.access_number}
press {ODETTE.secret}
press {ODETTE.codes[0]}
"""
WHOLE_CALL = f"""
# A neighbour reads a document and refuses kidneys and corneas.
expect vous êtes au Relais santé
{PROVES}
expect Madame Lefort
press 1
press 1
expect document-line
press 1
expect Je lis ce qui est écrit
press 9
press #
press #
press 4
expect Chacun est présumé donneur
press 1
press 2
press 2
press 2
press 2
press 1
press 2
press 2
press 1
press 2
expect Rien n'est encore gardé
press 1
press 3
expect Pour confirmer, c'est le 7
press 7
expect Votre position est gardée au Relais
press 2
expect receipt-number
press 0
press 4
expect Au revoir
"""


@dataclass
class Called:
    """What a scripted call left."""

    code: int
    transcript: str = field(repr=False)
    wav: Path


@dataclass
class Window:
    """A demonstration site, and a telephone that calls it."""

    url: str
    folder: Path

    def runs(self, script: str, token: str = site.TOKEN) -> Called:
        file, wav, transcript = self.folder / "call.txt", self.folder / "call.wav", self.folder / "transcript.txt"
        file.write_text(script, encoding="utf-8")
        code = run_phone(self.url, file, auth_token=token, out_wav=wav, transcript=transcript)
        return Called(code, transcript.read_text(encoding="utf-8"), wav)


def window(space: Space, words: Words, folder: Path, media: Pace) -> Iterator[Window]:
    """Serve, and give the telephone."""

    def make(address: str) -> object:
        synthesizer = PicoSynthesizer()
        return site.application(site.phone(space, words, synthesizer, origin=address, pace=media, patience=0.5))

    with site.served(make) as url:
        yield Window(url, folder)


@pytest.fixture
def phone(space: Space, words: Words, tmp_path: Path) -> Iterator[Window]:
    """The telephone of a demonstration site."""
    yield from window(space, words, tmp_path, WRITTEN)


def test_a_whole_call_by_script(phone: Window, space: Space) -> None:
    """Welcome, proof, a document, a partial refusal confirmed with 7, its receipt: kept once, sound and text left."""
    called = phone.runs(WHOLE_CALL)
    assert called.code == 0, called.transcript
    assert "[phone-welcome.spoken] Bonjour, vous êtes au Relais santé." in called.transcript
    assert called.transcript.rstrip().endswith("= the call is over")
    with space.store.begin() as records:
        choice = records.organ_donation.latest(space.people[ODETTE.name])
    assert choice is not None
    assert choice.organs == frozenset({Organ.KIDNEYS, Organ.CORNEAS})
    with wave.open(str(called.wav)) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2") / 32768
        assert (sound.getframerate(), sound.getnchannels()) == (8000, 1)
    assert len(samples) / 8000 > 60
    assert 0.05 < float(np.sqrt(np.mean(samples**2))) < 0.4
    assert float(np.abs(samples).max()) < 0.99


def test_codes_are_not_in_the_transcript(phone: Window) -> None:
    """One key is a choice and is shown; several are a code and are not."""
    called = phone.runs(f"{PROVES}\nhangup")
    assert "> press 1\n" in called.transcript
    assert "> press (8 keys)" in called.transcript
    assert not [
        secret for secret in (ODETTE.access_number, ODETTE.secret, ODETTE.codes[0]) if secret in called.transcript
    ]


def test_an_expectation_that_is_not_met_fails(phone: Window) -> None:
    """Exit 1, and the transcript says which."""
    called = phone.runs("expect bienvenue sur notre site\n")
    assert called.code == 1
    assert "! not heard: bienvenue sur notre site" in called.transcript


def test_a_person_is_asked_for_and_the_call_is_passed_on(phone: Window) -> None:
    """0 and 0 again: the operator is told to dial."""
    called = phone.runs("press 0\npress 0\n")
    assert called.code == 0, called.transcript
    assert "[human-handover.spoken]" in called.transcript
    assert "= passed to a person" in called.transcript


def test_words_choose_where_they_may(phone: Window) -> None:
    """« Ouvrir mon espace » is key 1; « oui mais » is unsure."""
    called = phone.runs("say oui mais\nexpect telephone-unsure\nsay ouvrir mon espace\nexpect access-number\n")
    assert called.code == 0, called.transcript


def test_silence_is_waited_out(phone: Window) -> None:
    """The script says nothing; the site takes its time and repeats."""
    called = phone.runs("silence\nexpect Prenez votre temps\n")
    assert called.code == 0, called.transcript


def test_hanging_up_before_seven_keeps_nothing(phone: Window, space: Space) -> None:
    """Over the real line too."""
    script = WHOLE_CALL[: WHOLE_CALL.index("press 7")] + "hangup\n"
    assert phone.runs(script).code == 0
    with space.store.begin() as records:
        assert records.organ_donation.latest(space.people[ODETTE.name]) is None


def test_another_token_opens_no_call(phone: Window) -> None:
    """The telephone of the window is signed like any other."""
    called = phone.runs("press 1", token="another")
    assert called.code == 1
    assert "refuses the call: 403" in called.transcript


def test_no_site_is_told_plainly(tmp_path: Path) -> None:
    """Nothing listens there."""
    script = tmp_path / "script.txt"
    script.write_text("press 1", encoding="utf-8")
    assert run_phone("http://127.0.0.1:9", script, auth_token=site.TOKEN) == 1


def test_nothing_personal_is_logged(phone: Window) -> None:
    """A whole call, and a refused one: no name, number, code, word or title in any event."""
    with structlog.testing.capture_logs() as events:
        assert phone.runs(WHOLE_CALL).code == 0
        phone.runs("press 1", token="another")
    told = repr(events).lower()
    canaries = [part for person in PEOPLE for part in (*person.shown_name.split(), person.access_number, person.secret)]
    canaries += [*ODETTE.codes, "analyse", "sang", "organ", "rein", "bonjour", "+33"]
    assert events
    assert not [canary for canary in canaries if canary.lower() in told]


@pytest.mark.parametrize("text", ["press", "press 12a", "silence 3", "dance", "hangup now", "expect"])
def test_a_line_that_is_no_order_is_refused(text: str) -> None:
    """Before the call begins."""
    with pytest.raises(ScriptError):
        read_line(text)


def test_a_script_names_its_bad_line(tmp_path: Path) -> None:
    """Comments and empty lines are for readers."""
    file = tmp_path / "script.txt"
    file.write_text("# a call\n\npress 1\nsay oui\n", encoding="utf-8")
    assert read_script(file) == (Line(verb=Verb.PRESS, text="1"), Line(verb=Verb.SAY, text="oui"))
    file.write_text("press 1\ndance\n", encoding="utf-8")
    with pytest.raises(ScriptError, match=r"script\.txt, line 2"):
        read_script(file)
