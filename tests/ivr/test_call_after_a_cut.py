"""What a call tells of the visit before it: facts, after proof and « qui entend »; and hang-up at every turn."""

from datetime import timedelta

import pytest

from core.acts.begin_visit import BeginVisit
from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.journeys.phone_visit import phone_visit
from core.journeys.visit import Terminal, Visit
from ivr.exchange import CallEnd
from ivr.line.virtual import Event, presses
from ivr.turns import Said
from tests.conftest import Space
from tests.ivr.conftest import Ring, Told, proves
from tests.people import as_patient

REFUSING = presses("4111")
"""From the menu to the last question, everything refused."""
DISCREETLY: list[Event] = presses("2")


def told_of_last(told: Told) -> list[str]:
    """The messages about the visit before, without their form."""
    return [key.split(".")[0] for turn in told.keys for key in turn if key.startswith("visit-")]


def again(line: int = 2, *, discreetly: bool = False) -> list[Event]:
    """She calls back: the next line of her list; « personne n'entend », or somebody does."""
    return [*proves(line=line)[:-1], *(DISCREETLY if discreetly else presses("1"))]


def test_the_first_visit_has_none_before_it(ring: Ring) -> None:
    """Straight to the menu."""
    told = ring(proves())
    assert told.keys[5][0] == "main-menu.spoken"
    assert told_of_last(told) == []


def test_the_last_visit_is_told_with_its_day_and_its_way(ring: Ring, space: Space) -> None:
    """She hung up at the menu: that was an end. V8, after « qui entend », before the menu."""
    ring(proves())
    space.clock.advance(timedelta(days=3))
    told = ring(again())
    assert told.keys[5] == ("visit-last.spoken",)
    assert "du vingt-trois novembre deux mille vingt-six, par téléphone." in told.line.turns[5].text
    assert told.keys[6][0] == "main-menu.spoken"


def test_a_visit_at_a_kiosk_is_told_on_the_telephone(ring: Ring, space: Space) -> None:
    """« à la borne »: somebody else with her card would be heard of."""
    space.door.perform(BeginVisit(may_tell=False), as_patient(space.people[ODETTE.name], key="k"))
    told = ring(proves())
    assert told_of_last(told) == ["visit-last"]
    assert ", à la borne." in told.line.turns[5].text


def test_a_call_cut_before_anything_was_confirmed(ring: Ring) -> None:
    """The line went at the last question: nothing was kept, nothing changed, and no step is taken up again."""
    ring(proves(), REFUSING)
    told = ring(again())
    assert told.keys[5] == ("visit-cut.spoken",)
    assert told.line.turns[5].text == (
        "Votre dernier appel s'est coupé. Aucun choix n'était confirmé. Rien n'a changé."
    )
    assert told.keys[6][0] == "main-menu.spoken"


def test_a_call_cut_after_a_choice_was_kept(ring: Ring) -> None:
    """When it was kept; which right it is comes after key 1 alone."""
    ring(proves(), REFUSING, presses("7"))
    told = ring(again(), presses("1"))
    said = told.line.turns[5].text
    assert said.startswith("Votre dernier appel s'est coupé. Votre choix de dix heures quarante")
    assert "est bien gardé. Pour l'entendre, tapez 1. Pour passer aux choix, tapez 2." in said
    assert "organe" not in said
    assert told.keys[6][0] == "organ-donation-heard.spoken"
    assert "tous vos organes" in told.line.turns[6].text


def test_a_choice_of_another_day_is_told_with_its_day(ring: Ring, space: Space) -> None:
    """« Votre choix du vingt-trois novembre »; 2 goes to the choices."""
    ring(proves(), REFUSING, presses("7"))
    space.clock.advance(timedelta(days=1))
    told = ring(again(), presses("2"))
    assert told_of_last(told)[0] == "visit-cut-kept-before"
    assert "Votre choix du vingt-trois novembre deux mille vingt-six, à dix heures" in told.line.turns[5].text
    assert told.keys[6][0] == "main-menu.spoken"


def test_a_cut_is_told_once(ring: Ring) -> None:
    """The next call is of the visit just before it."""
    ring(proves(), REFUSING, presses("7"))
    ring(again(), presses("2"))
    assert told_of_last(ring(again(3))) == ["visit-last"]


def test_when_somebody_hears_a_cut_is_told_without_its_right_and_a_day_is_not(ring: Ring) -> None:
    """Mode discret: « un choix est gardé », and no date of a visit that went well."""
    ring(proves(), REFUSING, presses("7"))
    told = ring(again(discreetly=True), presses("2"))
    assert told.keys[5][0] == "visit-cut-kept.discreet"
    assert "Un choix est gardé, à dix heures quarante" in told.line.turns[5].text
    assert told_of_last(ring(again(3, discreetly=True))) == []


def test_whoever_preferred_to_stop_is_asked_about_it_once_alone(ring: Ring) -> None:
    """Help, then 4: it sounds like any end. Not a word while somebody hears; at the first call alone, the question."""
    stopped = ring(proves(), REFUSING, presses("04"))
    assert stopped.end is CallEnd.STOPPED
    assert stopped.line.turns[-1].keys == ("telephone-goodbye",)
    assert told_of_last(ring(again(discreetly=True))) == []
    told = ring(again(3), presses("2"))
    assert told.line.turns[5].text == (
        "La dernière fois, vous avez préféré arrêter. Pour en parler à une personne, tapez 1. Pour continuer, tapez 2."
    )
    assert told.keys[6][0] == "main-menu.spoken"
    assert told_of_last(ring(again(4))) == ["visit-last"]


def test_after_a_stop_one_key_gives_a_person(ring: Ring) -> None:
    """The telephone passes the call."""
    ring(proves(), Said(text="je préfère m'arrêter"))
    told = ring(again(), presses("1"))
    assert told.end is CallEnd.HUMAN


@pytest.mark.parametrize("said", ["terminer", "au revoir"])
def test_to_end_is_not_to_prefer_to_stop(ring: Ring, said: str) -> None:
    """Somebody who has finished is not asked why; both sound the same at the time."""
    ended = ring(proves(), Said(text=said))
    assert ended.line.turns[-1].keys == ("telephone-goodbye",)
    assert told_of_last(ring(again())) == ["visit-last"]


def test_a_site_that_dies_in_the_middle_of_a_call_is_told_as_a_cut(ring: Ring, space: Space) -> None:
    """Nobody was left to say how it ended."""
    visit = Visit(Terminal(channel=Channel.PHONE, place="telephone"), phone_visit, space.door, space.hasher)
    visit.start()
    for key in ("open-space", ODETTE.access_number, ODETTE.secret, ODETTE.codes[0], "nobody-else"):
        options = getattr(visit.step, "options", ())
        visit.answer(next((option.value for option in options if option.id == key), key))
    assert visit.step.key == "main-menu"
    assert told_of_last(ring(again())) == ["visit-cut"]


def test_nothing_of_the_last_visit_is_told_before_proof(ring: Ring) -> None:
    """With a wrong code, no word of it; and no visit begins."""
    ring(proves(), REFUSING)
    told = ring(presses("1"), presses(ODETTE.access_number), presses("000000"), presses("000000"))
    assert told_of_last(told) == []
    assert "begin-visit" not in told.acts


IDENTIFYING = [0, 1, 9, 15, 21]
"""Keys pressed at each turn of the identification."""
WHOLE: list[Event] = [*proves(), *presses("412"), *presses("22212212"), *presses("1"), *presses("7"), *presses("2")]
KEPT_FROM = len(WHOLE) - 1
"""Keys pressed when the 7 has been."""


@pytest.mark.parametrize("lived", [*IDENTIFYING, *range(len(proves()), len(WHOLE) + 1)])
def test_hanging_up_at_any_turn_leaves_nothing_half_done(ring: Ring, space: Space, lived: int) -> None:
    """Kept whole or not at all, one leaf or none, no receipt without its choice; and the next call says which."""
    told = ring(WHOLE[:lived])
    assert told.end is CallEnd.HUNG_UP
    her, is_kept = space.people[ODETTE.name], lived >= KEPT_FROM
    with space.store.begin(her) as records:
        receipts, said = records.receipts.chain(her), records.organ_donation.history(her)
    assert (len(receipts), len(said), told.acts.count("state-organ-donation-choice")) == (is_kept,) * 3
    assert told.visit.patient is None
    back = told_of_last(ring(again(2 if lived >= IDENTIFYING[-1] + 1 else 1)))
    if lived < len(proves()):
        assert back == []
    elif lived == len(proves()):
        assert back == ["visit-last"], "she hung up at the menu"
    else:
        assert back[0] == ("visit-cut-kept" if is_kept else "visit-cut")
