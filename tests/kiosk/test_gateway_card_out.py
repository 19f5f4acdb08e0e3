"""A card pulled at any moment: wiped at once, nothing pending kept, the next person welcomed."""

import pytest

from core.acts.prove_identity import NumberClaim, PickCodeLine, RecordProof
from core.acts.record_receipt_given import RecordReceiptGiven
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.demo.people import MARCEL, ODETTE
from core.journeys.questions import Journey, do, done, tell
from kiosk.protocol import Answer, Card, CardState, Fixed, Machine, ScreenKind, Wipe
from tests.kiosk.conftest import Site
from tests.kiosk.slow_door import SlowDoor, parts_of
from tests.kiosk.terminal_side import TerminalSide, card_of

WALK = ("organ-donation", "next", "next", "refuse", "some-organs", "heart", "right")
"""Touches from the menu to the last question."""


@pytest.mark.parametrize("touches", range(len(WALK) + 1))
def test_a_card_pulled_at_any_question_keeps_nothing(kiosk: TerminalSide, site: Site, touches: int) -> None:
    """From the menu to the last « oui ou non »: wiped, welcomed, nothing kept."""
    kiosk.prove(ODETTE)
    for key in WALK[:touches]:
        kiosk.touch(key)
    welcome = kiosk.pull_card()
    assert (welcome.kind, welcome.machine, welcome.band.person) == (ScreenKind.CARD, Machine.CARD_WANTED, "")
    assert site.kept("odette") is None


def test_a_card_pulled_while_the_code_is_asked_welcomes_again(kiosk: TerminalSide) -> None:
    """Before proof too."""
    kiosk.put_card(ODETTE)
    assert kiosk.pull_card().machine is Machine.CARD_WANTED


def test_a_card_pulled_while_a_document_is_read_leaves_nothing_of_it(kiosk: TerminalSide) -> None:
    """The wipe comes before anything else, and the next person is asked for their own card."""
    kiosk.prove(ODETTE)
    documents = kiosk.touch("documents")
    assert kiosk.touch(documents.keys[0].id).kind is ScreenKind.READ
    kiosk.pull_card()
    assert kiosk.put_card(MARCEL).kind is ScreenKind.ENTER
    assert kiosk.type(MARCEL.secret).band.person == "Marcel Aubry"


def test_a_card_pulled_before_a_running_act_is_committed_ends_the_visit_at_once(site: Site) -> None:
    """The screen does not wait for the store; the act that had begun is kept once, as the person had confirmed."""
    door = SlowDoor(**parts_of(site.door), kind=StateOrganDonationChoice)
    site.door = door
    with site.terminal() as kiosk:
        kiosk.call()
        confirm_everything(kiosk)
        door.wait_until_reached()
        assert kiosk.pull_card().machine is Machine.CARD_WANTED
        door.let_go()
    assert site.acts().count("state-organ-donation-choice") == 1
    assert RecordReceiptGiven.entry.name not in site.acts()


def test_somebody_who_leaves_between_two_acts_has_no_other_begun(site: Site) -> None:
    """What had begun ends as it must; what would follow is not begun."""
    door = SlowDoor(**parts_of(site.door), kind=PickCodeLine, is_held_after=True)
    site.door, site.journey = door, two_acts
    with site.terminal() as kiosk:
        kiosk.greet()
        kiosk.see(ScreenKind.TELL)
        kiosk.say(Answer(screen=kiosk.present.id, keys=("next",)))
        door.wait_until_reached()
        kiosk.timer.advance(0.4)
        kiosk.see(ScreenKind.WAIT)
        kiosk.press(Fixed.END)
        door.let_go()
    assert site.acts() == ["pick-code-line"]


def test_a_new_card_is_served_while_the_old_visit_ends(site: Site) -> None:
    """Nobody waits for somebody else's store; the outcome of the one who left is shown to nobody."""
    door = SlowDoor(**parts_of(site.door), kind=RecordProof, is_held_after=True)
    site.door = door
    with site.terminal() as kiosk:
        kiosk.call()
        kiosk.put_card(ODETTE)
        kiosk.say(Answer(screen=kiosk.present.id, typed=ODETTE.secret))
        door.wait_until_reached()
        kiosk.pull_card()
        assert kiosk.put_card(MARCEL).kind is ScreenKind.ENTER
        door.let_go()
        assert kiosk.type(MARCEL.secret).band.person == "Marcel Aubry"


def test_another_card_without_the_first_seen_going_begins_its_own_visit(kiosk: TerminalSide) -> None:
    """A reader that missed the removal never lends one person's visit to another."""
    kiosk.prove(ODETTE)
    before = len(kiosk.told)
    assert kiosk.put_card(MARCEL).kind is ScreenKind.ENTER
    assert isinstance(kiosk.told[before], Wipe)


def test_a_reader_that_goes_away_ends_the_visit(kiosk: TerminalSide) -> None:
    """A card that can't be watched can't vouch for anybody."""
    kiosk.prove(ODETTE)
    before = len(kiosk.told)
    assert kiosk.slot(CardState.NO_READER).title == "Le lecteur de cartes ne marche pas"
    assert isinstance(kiosk.told[before], Wipe)


def test_a_card_pulled_on_the_help_page_ends_the_visit_too(kiosk: TerminalSide) -> None:
    """Pages over a question hide no rule."""
    kiosk.prove(ODETTE)
    kiosk.press(Fixed.HELP)
    assert kiosk.pull_card().machine is Machine.CARD_WANTED


def test_a_card_left_in_after_the_end_opens_nothing(kiosk: TerminalSide) -> None:
    """Only a card put in anew begins a visit."""
    kiosk.prove(ODETTE)
    goodbye = kiosk.press(Fixed.END)
    kiosk.say(Answer(screen=goodbye.id, keys=("next",)))
    assert kiosk.see() == goodbye
    kiosk.say(Card(state=CardState.GONE))
    kiosk.see(ScreenKind.CARD)
    kiosk.say(card_of(ODETTE))
    assert kiosk.see().kind is ScreenKind.ENTER


def confirm_everything(kiosk: TerminalSide) -> None:
    """Up to the last yes, without waiting for what follows."""
    kiosk.prove(ODETTE)
    for key in WALK:
        kiosk.touch(key)
    kiosk.say(Answer(screen=kiosk.present.id, keys=("yes",)))


def two_acts() -> Journey[None]:
    """A journey that asks for two things in a row."""
    yield from tell("about-what-for")
    yield from do(PickCodeLine(claim=NumberClaim(access_number="11111111")))
    yield from do(PickCodeLine(claim=NumberClaim(access_number="22222222")))
    yield from done("goodbye")
