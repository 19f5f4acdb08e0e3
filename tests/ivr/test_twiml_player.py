"""The player does as Twilio does: behaviours that Somleng's specifications and Twilio's pages state, rewritten here."""

import pytest

from ivr.line.window.signed_web import SignedWeb
from ivr.line.window.twiml_document import TwimlError
from ivr.line.window.twiml_hands import Leave, Press, ScriptedCaller
from ivr.line.window.twiml_player import SPEECH_SECONDS, TwimlPlayer
from tests.ivr.twiml_place import BYE, TOKEN, Place, play

# --- Gather -------------------------------------------------------------------------------------------


def test_keys_are_posted_to_the_document_itself(place: Place) -> None:
    """Without an action; with the keys, and who calls."""
    place.pages["/first"] = BYE
    player = TwimlPlayer(web=SignedWeb(auth_token=TOKEN), caller=ScriptedCaller.of("1"))
    place.pages["/ask"] = "<Gather action='/first'/>"
    player.play(place.url + "/ask")
    assert place.form("/first")["Digits"] == "1"
    own = play(place, "<Gather/><Hangup/>", "1", Leave.LEAVE)
    assert place.paths()[-2:] == ["/first", "/first"]
    assert own.ended == "completed"


@pytest.mark.parametrize("action", ["{url}/there/next", "/there/next", "there/next", "./there/next"])
def test_an_action_is_absolute_or_beside_the_document(place: Place, action: str) -> None:
    """As addresses are resolved everywhere."""
    place.pages["/there/next"] = BYE
    play(place, f"<Gather action='{action.format(url=place.url)}'/>", "1")
    assert place.paths() == ["/first", "/there/next"]


def test_silence_falls_through_to_the_next_order(place: Place) -> None:
    """Unless an empty answer is asked for: then it is told, with no keys."""
    assert play(place, "<Gather action='/next'/><Say>nothing</Say>").shown == ["Gather", "Say"]
    place.pages["/next"] = BYE
    play(place, "<Gather action='/next' actionOnEmptyResult='true'/><Say>nothing</Say>")
    assert place.form("/next")["Digits"] == ""


def test_keys_are_told_by_get_where_the_order_says_so(place: Place) -> None:
    """In the address."""
    place.pages["/next"] = BYE
    play(place, "<Gather action='/next' method='GET'/>", "12")
    assert place.asked[-1][0] == "GET"
    assert place.form("/next")["Digits"] == "12"


@pytest.mark.parametrize(("attributes", "seconds"), [("", 5), ("timeout='10'", 10), ("timeout='1'", 1)])
def test_the_wait_for_a_first_key_is_the_order_s_own(place: Place, attributes: str, seconds: int) -> None:
    """Five seconds where it says nothing; a key that comes later finds nobody."""
    place.pages["/next"] = BYE
    assert play(place, f"<Gather action='/next' {attributes}/>").caller.clock == seconds
    play(place, f"<Gather action='/next' {attributes}/>", Press("1", after=seconds + 0.1))
    assert "/next" not in place.paths()
    play(place, f"<Gather action='/next' {attributes}/>", Press("1", after=seconds - 0.1))
    assert place.form("/next")["Digits"] == "1"


def test_after_the_first_key_only_the_wait_between_keys_counts(place: Place) -> None:
    """Four seconds before each of four keys, with a wait of five: all are heard (jambonz 1306)."""
    place.pages["/next"] = BYE
    keys = [Press(key, after=4) for key in "1234"]
    played = play(place, "<Gather action='/next' timeout='5'/>", *keys)
    assert place.form("/next")["Digits"] == "1234"
    assert played.caller.clock == 4 * 4 + 5 + SPEECH_SECONDS


def test_what_one_gather_was_told_never_leaks_to_the_next(place: Place) -> None:
    """The second has its own last key, wait and number (jambonz 282)."""
    place.pages["/next"] = "<Gather action='/end'/>"
    place.pages["/end"] = BYE
    play(place, "<Gather action='/next' numDigits='1' finishOnKey='' timeout='1'/>", "#", Press("1", after=3), "2#")
    assert place.form("/next")["Digits"] == "#"
    assert place.form("/end")["Digits"] == "12"


@pytest.mark.parametrize(
    ("attributes", "keys", "digits"),
    [
        ("", "1234#", "1234"),
        ("finishOnKey='*'", "12#34*", "12#34"),
        ("finishOnKey=''", "12#", "12#"),
        ("numDigits='4'", "123456", "1234"),
        ("numDigits='4'", "12#", "12"),
        ("numDigits='1' finishOnKey=''", "#", "#"),
    ],
)
def test_keys_end_with_the_last_key_or_their_number(place: Place, attributes: str, keys: str, digits: str) -> None:
    """Hash by default; it is never told; an empty one turns it off."""
    place.pages["/next"] = BYE
    play(place, f"<Gather action='/next' {attributes}/>", keys)
    assert place.form("/next")["Digits"] == digits


def test_the_last_key_alone_is_silence(place: Place) -> None:
    """It falls through, or is told empty."""
    place.pages["/next"] = BYE
    assert play(place, "<Gather action='/next'/><Say>nothing</Say>", "#").shown == ["Gather", "Say"]
    play(place, "<Gather action='/next' actionOnEmptyResult='true'/>", "#")
    assert place.form("/next")["Digits"] == ""


def test_a_key_stops_what_is_said_in_a_gather(place: Place) -> None:
    """And what would follow it; a key pressed during a sentence outside is lost."""
    place.pages["/next"] = BYE
    inside = play(
        place, "<Gather action='/next' numDigits='1'><Play>/a.wav</Play><Play>/b.wav</Play></Gather>", Press("1")
    )
    assert inside.shown == ["Gather", "Play a.wav", "Say"]
    assert inside.caller.clock < 2 + 3
    outside = play(place, "<Play>/a.wav</Play><Gather action='/next' numDigits='1'/><Say>nothing</Say>", Press("1"))
    assert outside.shown == ["Play a.wav", "Gather", "Say"]


# --- Play, Pause, Redirect, Reject, Hangup ------------------------------------------------------------


def test_a_sound_is_fetched_signed_and_lasts(place: Place) -> None:
    """Two seconds, three times; a pause lasts one where it says nothing."""
    assert play(place, "<Play loop='3'>/a.wav</Play><Pause/><Pause length='4'/>").caller.clock == 2 * 3 + 1 + 4


def test_a_sound_without_end_ends_with_the_call(place: Place) -> None:
    """Loop 0 goes on until somebody hangs up."""
    played = play(place, "<Play loop='0'>/a.wav</Play><Say>never</Say>", Press("1", after=20), Leave.LEAVE)
    assert played.shown[-1] == "the caller hangs up"
    assert "Say" not in played.shown


def test_what_is_no_sound_fails(place: Place) -> None:
    """A page in the place of a file."""
    place.pages["/page"] = BYE
    assert play(place, "<Play>/page</Play>").ended == "failed"
    assert play(place, "<Play>/gone</Play>").ended == "failed"


@pytest.mark.parametrize(("address", "method"), [("/next", "POST"), ("{url}/next", "POST"), ("next", "GET")])
def test_a_redirect_leaves_the_rest_unreached(place: Place, address: str, method: str) -> None:
    """Absolute or relative, by POST or GET."""
    place.pages["/next"] = BYE
    played = play(place, f"<Redirect method='{method}'>{address.format(url=place.url)}</Redirect><Say>never</Say>")
    assert played.shown == ["Redirect", "Say"]
    assert place.asked[-1][0] == method


def test_a_call_that_goes_round_ends(place: Place) -> None:
    """A document that leads to itself."""
    with pytest.raises(TwimlError, match="never ends"):
        play(place, "<Redirect>/first</Redirect>")


@pytest.mark.parametrize(
    ("order", "ended"),
    [
        ("<Reject/>", "no-answer"),
        ("<Reject reason='rejected'/>", "no-answer"),
        ("<Reject reason='busy'/>", "busy"),
        ("<Hangup/>", "completed"),
        (BYE, "completed"),
    ],
)
def test_an_end_is_told_in_the_operator_s_words(place: Place, order: str, ended: str) -> None:
    """What stands after it is never reached; the status is posted."""
    place.pages["/status"] = ""
    played = play(place, order + ("" if order == BYE else "<Say>never</Say>"), status=place.url + "/status")
    assert played.ended == ended
    assert place.form("/status")["CallStatus"] == ended
    assert played.shown.count("Say") == (order == BYE)
