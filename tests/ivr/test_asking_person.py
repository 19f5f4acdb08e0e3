"""Asking for a person on the telephone: a side conversation that everybody can come back from (words.md 2.15)."""

from datetime import UTC, datetime, timedelta

import pytest
import structlog

from core.domain.call_backs import CallBack
from core.journeys.phone_visit import phone_visit_after_no_answer
from core.journeys.questions import Journey
from core.journeys.steps import Tell
from ivr.exchange import CallEnd
from ivr.humans import Humans
from ivr.line.virtual import Event, presses
from ivr.turns import Quiet, Said
from tests.conftest import Space
from tests.ivr.conftest import HUMANS, OURS, PASSED, Ring, Told, proves

NOBODY = Humans()
QUIET = Quiet.QUIET
CALLER = "+33199004321"
SOMEBODY_HEARS = [*proves()[:-1], *presses("2")]


def waiting(space: Space) -> tuple[CallBack, ...]:
    with space.store.begin() as records:
        return tuple(records.call_backs.all())


def whispered(told: Told) -> str:
    """What the person who takes over is told."""
    return " ".join(sentence.text for sentence in told.call.whisper)


# --- At opening hours -----------------------------------------------------------------------------------


def test_before_proof_a_person_takes_over_and_is_told_nothing(ring: Ring) -> None:
    """0 then 0: no question in between."""
    told = ring(presses("00"))
    assert told.line.turns[-1].keys == ("human-handover.spoken",)
    assert (told.end, told.line.end, whispered(told)) == (CallEnd.HUMAN, PASSED, "")


def test_at_the_menu_there_is_no_topic(ring: Ring) -> None:
    """Proved, and busy with nothing."""
    told = ring(proves(), presses("00"))
    assert told.said("person-topic") == 0
    assert (told.end, whispered(told)) == (CallEnd.HUMAN, "")


def test_the_topic_is_told_after_a_yes(ring: Ring) -> None:
    """In general words: the name of what was chosen in the menu, no title and no choice."""
    told = ring(proves(), presses("1"), presses("00"), presses("1"))
    assert "vos documents" in told.line.turns[-2].text.lower()
    assert whispered(told) == "Un appel du Relais. La personne veut bien dire le sujet : Vos documents."
    assert (told.end, told.line.end) == (CallEnd.HUMAN, PASSED)


@pytest.mark.parametrize(
    "answer",
    [presses("2"), presses("00"), [Said(text="non")], presses("666")],
    ids=["no", "insists on a person", "says no", "three strikes"],
)
def test_no_topic_is_told_without_a_yes(ring: Ring, answer: list[Event]) -> None:
    """A no, an impatient caller, wrong keys: a person all the same, who knows nothing."""
    told = ring(proves(), presses("1"), presses("00"), answer)
    assert told.said("person-topic") >= 1
    assert (told.end, told.line.end, whispered(told)) == (CallEnd.HUMAN, PASSED, "")


def test_silence_is_no_yes(ring: Ring) -> None:
    """Asked, asked otherwise, then « êtes-vous toujours là », and the call ends in words."""
    told = ring(proves(), presses("1"), presses("00"), QUIET, QUIET, QUIET, QUIET)
    assert told.line.turns[-1].keys == ("telephone-silence-end",)
    assert (told.end, told.line.end, whispered(told)) == (CallEnd.NOBODY_THERE, OURS, "")


def test_mode_discret_asks_without_naming_the_topic(ring: Ring) -> None:
    """Somebody hears: which right is concerned is not said aloud, and may be told to the person."""
    told = ring(SOMEBODY_HEARS, presses("4"), presses("00"), presses("1"))
    asked = next(turn for turn in told.line.turns if "person-topic.discreet" in turn.keys)
    assert "organes" not in asked.text
    assert "Don d'organes" in whispered(told)


def test_a_lost_code_reaches_a_person_and_hash_is_not_needed(ring: Ring) -> None:
    """Where the journey itself hands over, the same conversation is held."""
    told = ring(presses("33"))
    assert told.line.turns[-1].keys == ("human-handover.spoken",)
    assert (told.end, told.line.end) == (CallEnd.HUMAN, PASSED)


def test_the_way_to_a_person_is_not_said_to_somebody_who_asks_for_one(ring: Ring) -> None:
    """Where nobody answers, « pour l'aide d'une personne, tapez 0 » would lead round in a circle."""
    told = ring(presses("00"), QUIET, QUIET, humans=NOBODY)
    assert told.keys[-1] == ("person-closed.again", "call-back-offer--call-back.spoken")


# --- Coming back ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", ["", "1", "11", "12", "4", "41", "411"])
@pytest.mark.parametrize("humans", [Humans(number="+33199001234"), NOBODY], ids=["open", "closed"])
def test_everybody_comes_back_to_the_question_they_left(ring: Ring, depth: str, humans: Humans) -> None:
    """Hash out of the side conversation: the same question, in the same place, and no act done twice."""
    straight = ring(proves(), presses(depth), humans=humans)
    if humans is not NOBODY and not depth:
        return  # at the menu there is nothing to ask: the call is passed on
    # A letter that is no entry: 0 is help, once what is told has been heard.
    aside = ring(proves(line=2), presses(depth), presses("00"), presses("#"), humans=humans)
    expected = straight.line.turns[-1].keys
    assert aside.line.turns[-1].keys[-len(expected) :] == expected
    assert aside.said("person-closed") + aside.said("person-topic") == 1
    assert [act for act in aside.acts if act != "count-try"] == [act for act in straight.acts if act != "count-try"]


def test_a_page_of_a_list_is_kept(ring: Ring) -> None:
    """Items four to six, then a person, then items four to six."""
    told = ring(proves(), presses("19"), presses("00"), presses("#"))
    places = [keys for keys in told.keys if "telephone-list-place" in keys]
    assert len(places) == 2
    assert places[0] == places[1]


def test_hash_leads_back_inside_the_side_conversation_first(ring: Ring) -> None:
    """From the digits to « ce téléphone », to the hours, to the welcome."""
    told = ring(presses("00"), presses("1"), presses("2"), presses("#"), presses("##"), humans=NOBODY, caller=CALLER)
    met = [keys[0].split(".")[0] for keys in told.keys[2:]]
    assert met == [
        "person-closed",
        "call-back-here",
        "call-back-typed",
        "call-back-here",
        "person-closed",
        "phone-welcome",
    ]


# --- Being called back ----------------------------------------------------------------------------------


def test_at_night_the_hours_are_said_and_the_calling_number_is_noted(ring: Ring, space: Space) -> None:
    """Two digits of it are said, never more; then the question where one was."""
    told = ring(presses("00"), presses("1"), presses("1"), humans=NOBODY, caller=CALLER)
    assert "de neuf heures à dix-sept heures" in told.line.turns[2].text
    assert "vingt et un" in told.text
    assert "quarante-trois" not in told.text
    assert [(each.number, each.topic) for each in waiting(space)] == [("0199004321", "")]
    assert told.keys[-2] == ("call-back-noted.spoken",)
    assert told.keys[-1][0] == "phone-welcome.spoken"
    assert told.acts == ["request-call-back"]


def test_another_number_is_typed_read_back_by_pairs_and_confirmed(ring: Ring, space: Space) -> None:
    """Typed wrong, begun again, then right."""
    told = ring(
        presses("00"),
        presses("1"),
        presses("2"),
        presses("0612345679"),
        presses("2"),
        presses("0612345678"),
        presses("1"),
        humans=NOBODY,
        caller=CALLER,
    )
    assert "zéro six, douze, trente-quatre, cinquante-six, soixante-dix-neuf" in told.text
    assert [each.number for each in waiting(space)] == ["0612345678"]


def test_whoever_withholds_their_number_types_one(ring: Ring, space: Space) -> None:
    """« Ce téléphone » is not offered."""
    told = ring(presses("00"), presses("1"), presses("0612345678"), presses("1"), humans=NOBODY)
    assert told.said("call-back-here") == 0
    assert [each.number for each in waiting(space)] == ["0612345678"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0899123456", "call-back-costly"),
        ("0044207946", "call-back-not-french"),
        ("1234567890", "call-back-not-french"),
    ],
)
def test_a_number_that_we_do_not_call_is_told_and_asked_again(ring: Ring, space: Space, typed: str, said: str) -> None:
    """In plain words; nothing is noted."""
    told = ring(presses("00"), presses("1"), presses(typed), humans=NOBODY)
    assert told.keys[-2] == (f"{said}.spoken",)
    assert told.keys[-1][0] == "call-back-typed.spoken"
    assert waiting(space) == ()


def test_the_number_of_an_emergency_is_too_short(ring: Ring, space: Space) -> None:
    """15 and silence: digits are missing; nothing is noted."""
    told = ring(presses("00"), presses("1"), presses("15"), QUIET, humans=NOBODY)
    assert told.said("telephone-incomplete") == 1
    assert waiting(space) == ()


def test_the_topic_is_noted_only_after_a_yes(ring: Ring, space: Space) -> None:
    """Asked once the number is known."""
    ring(proves(), presses("1"), presses("00"), presses("11"), presses("2"), humans=NOBODY, caller=CALLER)
    assert [each.topic for each in waiting(space)] == [""]
    ring(proves(line=2), presses("1"), presses("00"), presses("11"), presses("1"), humans=NOBODY, caller=CALLER)
    assert [each.topic for each in waiting(space)] == ["Vos documents"]


def test_too_many_call_backs_are_told_and_lead_back(ring: Ring, space: Space) -> None:
    """A refusal is a sentence, then the question."""
    for number in range(5):
        ring(presses("00"), presses("12"), presses(f"061234567{number}"), presses("1"), humans=NOBODY, caller=CALLER)
    told = ring(presses("00"), presses("12"), presses("0612345679"), presses("1"), humans=NOBODY, caller=CALLER)
    assert told.keys[-2] == ("call-back-too-many.spoken",)
    assert told.keys[-1][0] == "phone-welcome.spoken"
    assert len(waiting(space)) == 5


@pytest.mark.parametrize("start", [[], proves()], ids=["before proof", "proved"])
def test_three_strikes_at_night_lead_to_a_call_back(ring: Ring, space: Space, start: list[Event]) -> None:
    """Never a silent hang-up; more strikes there say it again."""
    told = ring(start, presses("666"), presses("666"), presses("11"), humans=NOBODY, caller=CALLER)
    assert told.said("person-closed") >= 2
    assert len(waiting(space)) == 1
    assert told.end is CallEnd.HUNG_UP  # by the caller


def test_a_call_that_breaks_at_night_offers_a_call_back(ring: Ring, space: Space) -> None:
    """Trouble is told, nothing of the person is left, and somebody will call."""

    def broken() -> Journey[None]:
        yield Tell(key="phone-hours")
        raise RuntimeError("Madame Lefort")

    told = ring(presses("11"), journey=broken, humans=NOBODY, caller=CALLER)
    assert told.keys[1] == ("telephone-trouble",)
    assert told.keys[2][0] == "person-closed.spoken"
    assert told.line.turns[-1].keys == ("goodbye.spoken",)
    assert (told.end, told.line.end) == (CallEnd.FAILED, OURS)
    assert len(waiting(space)) == 1
    assert told.visit.is_over


def test_whoever_was_passed_on_in_vain_is_offered_a_call_back(ring: Ring, space: Space) -> None:
    """Or the welcome."""
    told = ring(presses("11"), journey=phone_visit_after_no_answer, caller=CALLER)
    assert told.keys[0][0] == "person-no-answer.spoken"
    assert len(waiting(space)) == 1
    assert told.keys[-1][0] == "phone-welcome.spoken"
    assert ring(presses("2"), journey=phone_visit_after_no_answer).keys[-1][0] == "phone-welcome.spoken"


def test_public_holidays_are_closed(ring: Ring, space: Space) -> None:
    """Christmas is a Friday in 2026."""
    space.clock.advance(datetime(2026, 12, 25, 10, 0, tzinfo=UTC) - space.clock.now())
    assert ring(presses("00")).said("person-closed") == 1
    space.clock.advance(timedelta(days=3))
    assert ring(presses("00")).end is CallEnd.HUMAN


def test_a_call_that_broke_before_nine_is_not_passed_on_by_itself_at_nine(ring: Ring, space: Space) -> None:
    """People open while the call-back is talked over: whoever chose to end, ends."""

    def broken() -> Journey[None]:
        raise RuntimeError
        yield

    space.clock.advance(datetime(2026, 11, 24, 7, 59, 50, tzinfo=UTC) - space.clock.now())
    told = ring(presses("2"), journey=broken)
    assert told.said("person-closed") == 1
    assert HUMANS.answer_at(space.clock.now())
    assert (told.end, told.line.end) == (CallEnd.FAILED, OURS)


def test_nothing_personal_is_logged_or_printed(ring: Ring, space: Space) -> None:
    """Neither number nor topic."""
    with structlog.testing.capture_logs() as events:
        told = ring(proves(), presses("1"), presses("00"), presses("11"), presses("1"), humans=NOBODY, caller=CALLER)
        passed = ring(proves(line=2), presses("1"), presses("00"), presses("1"))
    held = (
        repr(events) + repr(told.visit) + repr(waiting(space)) + repr(passed.call.whisper) + repr(told.visit.terminal)
    )
    for personal in ("4321", "Vos documents", "Lefort"):
        assert personal not in held


def test_the_person_who_takes_over_hears_the_topic_only_after_a_yes(ring: Ring) -> None:
    """It leaves with the call, in the menu's words; without a yes, nothing does."""
    agreed = ring(proves(), presses("1"), presses("00"), presses("1"))
    assert [said.text for said in agreed.line.whisper] == [
        "Un appel du Relais. La personne veut bien dire le sujet : Vos documents."
    ]
    assert ring(proves(line=2), presses("1"), presses("00"), presses("2")).line.whisper == ()
