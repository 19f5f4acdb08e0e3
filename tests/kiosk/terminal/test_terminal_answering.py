"""Answers by voice at the glass: push to talk; what is heard is a touch like any other, or nothing at all."""

import pytest
from msgspec.structs import replace

from hardware.ports import KeypadKey
from hardware.recogniser.port import RecogniserStatus
from kiosk.protocol import Active, Answer, Screen, Wipe
from kiosk.terminal.answering import ANSWER_S, LOST_S
from kiosk.terminal.local import Local, Own, Spoken
from tests.gallery import samples
from tests.kiosk.terminal.bench_top import ODETTE, SECRET, BenchTop

MENU = samples.spoken_menu()
WITHOUT_WORDS = replace(samples.menu(), id=11)
NOT_UNDERSTOOD = "Je n’ai pas compris. Touchez votre réponse."


@pytest.fixture
def hearing(terminal: BenchTop) -> BenchTop:
    """A terminal that hears, with a question that takes words."""
    terminal.hear()
    terminal.site_shows(MENU)
    return terminal


def has_key(terminal: BenchTop) -> bool:
    return any(shape.id == "~speak" for shape in terminal.showing.scene.touchable())


def test_without_a_recogniser_there_is_no_key(terminal: BenchTop) -> None:
    """Off by default: nothing of it is seen, and a forged touch does nothing."""
    terminal.site_shows(MENU)
    assert not has_key(terminal)
    terminal.wait(1.0)
    terminal.conductor.touch("~speak")
    assert terminal.showing.local.spoken is Spoken.NO
    assert terminal.listening == []


@pytest.mark.parametrize("status", [status for status in RecogniserStatus if status is not RecogniserStatus.READY])
def test_the_key_stands_only_where_it_can_be_used(hearing: BenchTop, status: RecogniserStatus) -> None:
    """No model, no microphone, still starting, faulty: the key goes; it comes back with the microphone."""
    assert has_key(hearing)
    hearing.hear(status)
    assert not has_key(hearing)
    hearing.hear()
    assert has_key(hearing)


@pytest.mark.parametrize("screen", [WITHOUT_WORDS, SECRET, *(sample.screen for sample in samples.donation()[-2:])])
def test_a_screen_without_words_has_no_key(hearing: BenchTop, screen: Screen) -> None:
    """A code, a grave confirmation, a question without phrases: touched, and nothing else."""
    hearing.site_shows(replace(screen, id=70))
    assert not has_key(hearing)
    hearing.wait(1.0)
    hearing.conductor.touch("~speak")
    assert hearing.listening == []


@pytest.mark.parametrize("phrase", ["mes documents", "documents"])
def test_what_is_heard_does_what_a_touch_of_that_key_does(hearing: BenchTop, phrase: str) -> None:
    """The same message, once; the screen then waits for the site."""
    hearing.touch("~speak")
    assert hearing.showing.local.spoken is Spoken.NOW
    hearing.wait(1.0)
    hearing.say(phrase)
    assert hearing.sent_of(Answer) == [Answer(screen=MENU.id, keys=("documents",))]
    assert hearing.showing.local.is_waiting
    assert hearing.showing.local.spoken is Spoken.NO


def test_what_is_heard_on_a_screen_just_shown_is_ignored_like_a_touch(hearing: BenchTop) -> None:
    """The same filter as for a finger."""
    hearing.touch("~speak")
    hearing.conductor.filter.shown(hearing.now)
    hearing.say("mes documents")
    assert hearing.sent_of(Answer) == []


@pytest.mark.parametrize(
    ("said", "spoken", "words"),
    [
        ("oui", Spoken.UNSURE, NOT_UNDERSTOOD),
        ("mes documents ma santé", Spoken.UNSURE, NOT_UNDERSTOOD),
        ("", Spoken.SILENCE, "Je n’ai rien entendu. Touchez votre réponse."),
    ],
)
def test_what_is_not_understood_is_shown_and_said(hearing: BenchTop, said: str, spoken: Spoken, words: str) -> None:
    """Nothing is sent, nothing is guessed; the answer can be touched at once."""
    hearing.touch("~speak")
    hearing.say(said)
    assert hearing.showing.local.spoken is spoken
    assert words in hearing.text.replace("\n", " ")
    assert hearing.heard == words
    assert hearing.sent_of(Answer) == []
    hearing.touch("health")
    assert hearing.sent_of(Answer) == [Answer(screen=MENU.id, keys=("health",))]
    assert words not in hearing.text.replace("\n", " ")


def test_a_microphone_that_gives_up_is_said(hearing: BenchTop) -> None:
    """Nobody is left talking to a machine that is deaf."""
    hearing.touch("~speak")
    hearing.recogniser.set_status(RecogniserStatus.NO_MICROPHONE)
    hearing.listening.pop()()
    assert hearing.showing.local.spoken is Spoken.UNABLE
    assert "n’entend pas" in hearing.heard


def test_an_ear_that_never_answers_does_not_hold_the_visit(hearing: BenchTop) -> None:
    """Past its time it is given up, said, and no longer counts as activity: the site's idle clock goes on."""
    hearing.touch("~speak")
    hearing.wait(LOST_S + 1)
    assert hearing.showing.local.spoken is Spoken.UNABLE
    hearing.speaker.finish()
    hearing.sent.clear()
    hearing.wait(30.0)
    assert hearing.sent == []
    hearing.say("mes documents")
    assert hearing.sent == []


def test_speaking_stops_before_listening(hearing: BenchTop) -> None:
    """The microphone never hears the terminal's own voice."""
    hearing.touch("~listen")
    assert hearing.speaker.is_speaking()
    hearing.touch("~speak")
    assert not hearing.speaker.is_speaking()
    assert len(hearing.listening) == 1


@pytest.mark.parametrize("id_", ["~speak", "~help", "~see", "health", "~listen"])
def test_any_touch_stops_listening(hearing: BenchTop, id_: str) -> None:
    """Whatever was said then goes nowhere; « Arrêter », in the same place, does only that."""
    hearing.touch("~speak")
    hearing.touch(id_)
    assert hearing.showing.local.spoken is Spoken.NO
    before = list(hearing.sent)
    hearing.say("mes documents")
    assert hearing.sent == before


@pytest.mark.parametrize("key", [KeypadKey.NEXT, KeypadKey.HELP, KeypadKey.SELECT])
def test_any_key_of_the_keypad_stops_listening(hearing: BenchTop, key: KeypadKey) -> None:
    """« Choisir » on « Arrêter » included, which does not begin again."""
    hearing.press(KeypadKey.NEXT)
    hearing.seek("~speak")
    hearing.press(KeypadKey.SELECT)
    hearing.speaker.finish()
    hearing.wait(1.0)
    assert hearing.showing.local.spoken is Spoken.NOW
    hearing.press(key)
    assert hearing.showing.local.spoken is Spoken.NO
    hearing.say("mes documents")
    assert hearing.sent_of(Answer) == []


def test_somebody_led_by_ear_is_told_when_to_begin(hearing: BenchTop) -> None:
    """The microphone opens once these words are said, not before."""
    hearing.press(KeypadKey.NEXT)
    hearing.seek("~speak")
    assert hearing.press(KeypadKey.SELECT) == "Parlez maintenant."
    hearing.wait(1.0)
    assert hearing.listening == []
    hearing.speaker.finish()
    hearing.wait(0.4)
    hearing.say("ma santé")
    assert hearing.sent_of(Answer) == [Answer(screen=MENU.id, keys=("health",))]


def test_nothing_personal_is_shown_while_it_listens(hearing: BenchTop) -> None:
    """The strip has one sentence of ours, and the key that stops."""
    hearing.touch("~speak")
    assert "Parlez maintenant." in hearing.text
    assert "mes documents" not in hearing.text


def test_listening_counts_as_activity(hearing: BenchTop) -> None:
    """Nobody is asked « êtes-vous toujours là » while they speak."""
    hearing.touch("~speak")
    hearing.sent.clear()
    hearing.wait(ANSWER_S)
    assert hearing.sent_of(Active)


@pytest.mark.parametrize("end", ["card", "wipe", "cut", "screen"])
def test_an_answer_under_way_goes_with_the_visit(hearing: BenchTop, end: str) -> None:
    """Card out, wiped by the site, cut off, another screen: what was being said is nobody's any more."""
    hearing.reader.insert(ODETTE)
    hearing.touch("~speak")
    ends = {
        "card": hearing.reader.pull,
        "wipe": lambda: hearing.conductor.hear(Wipe()),
        "cut": hearing.conductor.cut,
        "screen": lambda: hearing.site_shows(replace(MENU, id=80)),
    }
    ends[end]()
    assert hearing.showing.local.spoken is Spoken.NO
    hearing.wait(1.0)
    before = len(hearing.speaker.said)
    hearing.say("mes documents")
    assert hearing.sent_of(Answer) == []
    assert len(hearing.speaker.said) == before


def test_the_page_of_sight_has_no_key_to_speak(hearing: BenchTop) -> None:
    """The terminal's own pages are touched."""
    hearing.touch("~see")
    assert hearing.showing.local.own is Own.SEE
    assert not has_key(hearing)
    hearing.wait(1.0)
    hearing.conductor.touch("~speak")
    assert hearing.listening == []


def test_what_is_said_is_in_no_repr() -> None:
    """Neither the phrases of a question nor what was heard."""
    assert "mes documents" not in repr(MENU)
    assert "documents" not in repr(Local(spoken=Spoken.NOW))
