"""From the welcome to « votre espace est ouvert »: what is asked, and what is never said before."""

from core.demo.people import ODETTE, PEOPLE
from core.domain.audit import OutcomeClass
from ivr.exchange import CallEnd
from ivr.line.virtual import Event, presses
from ivr.turns import Quiet, Sentence
from tests.ivr.conftest import OURS, PASSED, Ring, Told, proves

HEALTH_WORDS = ("analyse", "sang", "ordonnance", "vaccin", "organe", "document", "médecin", "docteur", "message")


def wrong_numbers(access: str) -> list[Event]:
    """One try that comes to nothing."""
    return presses(access + "000000" + "000000")


def test_number_code_and_printed_code_open_the_space(ring: Ring) -> None:
    """She types her three numbers and hears her name, for the first time."""
    told = ring(proves())
    assert told.keys[1:4] == [("access-number.spoken",), ("phone-secret-code.spoken",), ("one-time-code.spoken",)]
    assert "Merci, Madame Lefort" in told.line.turns[4].text
    assert told.acts[:3] == ["pick-code-line", "count-try", "record-proof"]


def test_nothing_personal_is_said_before_proof(ring: Ring) -> None:
    """No name, number, place or health word until the three numbers are right (words.md 1.2)."""
    told = ring(presses("1"), wrong_numbers(ODETTE.access_number), presses("1"), presses("0"), presses("#"), [])
    spoken = told.text.lower()
    names = {part.lower() for person in PEOPLE for part in person.shown_name.split()}
    numbers = {number for person in PEOPLE for number in (person.access_number, person.secret, person.nir)}
    assert not [word for word in (*names, *numbers, *HEALTH_WORDS) if word in spoken]
    assert all(not sentence.is_personal or sentence.key.startswith(BEFORE_PROOF) for sentence in sentences(told))


BEFORE_PROOF = ("one-time-code", "not-proved", "must-wait", "too-many", "telephone-")


def sentences(told: Told) -> list[Sentence]:
    """Everything said, one by one."""
    return [sentence for turn in told.line.turns for sentence in turn.sentences]


def test_an_unknown_number_and_a_wrong_code_hear_the_same(ring: Ring) -> None:
    """Nobody learns from the telephone which numbers exist."""
    known = ring(presses("1"), wrong_numbers(ODETTE.access_number), presses("1"), wrong_numbers(ODETTE.access_number))
    unknown = ring(presses("1"), wrong_numbers("99999999"), presses("1"), wrong_numbers("99999999"))
    assert known.keys == unknown.keys
    assert known.acts == unknown.acts


def test_a_code_typed_wrong_three_times_ends_with_a_person(ring: Ring) -> None:
    """Tries stop for this call, nothing is lost, and 0 gives a person at once."""
    miss = wrong_numbers(ODETTE.access_number)
    told = ring(presses("1"), miss, presses("1"), miss, presses("1"), miss, presses("0"))
    assert told.said("not-proved") == 2
    assert told.said("tries-over") == 1
    assert (told.end, told.line.end) == (CallEnd.HUMAN, PASSED)
    assert told.visit.patient is None


def test_after_three_misses_the_call_may_simply_end(ring: Ring) -> None:
    """She is not kept on the line: 2 ends the call, in words."""
    miss = wrong_numbers(ODETTE.access_number)
    told = ring(presses("1"), miss, presses("1"), miss, presses("1"), miss, presses("2"))
    assert told.line.turns[-1].keys == ("goodbye-without-proof.spoken",)
    assert (told.end, told.line.end) == (CallEnd.DONE, OURS)


def test_every_miss_leaves_its_trace(ring: Ring) -> None:
    """A try is counted before it is looked at; the miss is refused, under the pseudonym of whom it was about."""
    told = ring(presses("1"), wrong_numbers(ODETTE.access_number))
    assert told.acts == ["pick-code-line", "count-try", "record-proof"]
    outcomes = [leaf.outcome for leaf in told.leaves]
    assert outcomes == [OutcomeClass.DONE, OutcomeClass.DONE, OutcomeClass.REFUSED]
    assert [bool(leaf.patient) for leaf in told.leaves] == [False, False, True]


def test_before_proof_five_means_nothing(ring: Ring) -> None:
    """Mode discret would tell that there is something to hide: before proof, 5 is as 6 (words.md, keys)."""
    told = ring(presses("5"))
    assert told.line.turns[1].keys[0] == "telephone-unused-key"


def test_hash_clears_what_was_typed_and_then_goes_back(ring: Ring) -> None:
    """While typing, hash clears; with nothing typed, it goes back."""
    told = ring(presses("1"), presses("400#"), presses("#"))
    assert told.keys[2] == ("telephone-cleared", "access-number.spoken")
    assert told.keys[3][0] == "phone-welcome.spoken"


def test_zero_alone_is_help_even_where_digits_are_typed(ring: Ring) -> None:
    """A number may begin with 0; 0 and then silence is a call for help."""
    told = ring(presses("1"), presses("0"), Quiet.QUIET, presses("#"))
    assert told.keys[2][0] == "telephone-help"
    assert told.keys[3] == ("access-number.spoken",)


def test_missing_digits_have_their_own_words(ring: Ring) -> None:
    """Seven digits then silence is neither silence nor a wrong key."""
    told = ring(presses("1"), presses("4007193"), Quiet.QUIET, [])
    assert told.keys[2] == ("telephone-incomplete", "access-number.spoken")


def test_the_first_digit_stops_the_long_wait(ring: Ring) -> None:
    """15 s to find the card, then 8 s between digits (words.md V1)."""
    told = ring(presses("1"), presses("40"))
    assert told.line.waits[1:4] == [15.0, 8.0, 8.0]
