"""One visit a card: answers are those of the question shown, and nothing else moves it."""

from dataclasses import replace

from core.demo.people import JEANNE, MARCEL, ODETTE, PAUL
from core.domain.patients import Nir
from kiosk.protocol import Answer, Card, CardHolder, CardState, Fixed, Machine, Press, ScreenKind, Wipe, encode
from tests.kiosk.conftest import Site
from tests.kiosk.terminal_side import TerminalSide


def test_card_and_code_lead_to_the_menu_under_the_persons_name(kiosk: TerminalSide) -> None:
    """Her name stands in the band from the moment she has proved who she is, and not before."""
    code = kiosk.put_card(ODETTE)
    assert (code.kind, code.band.person) == (ScreenKind.ENTER, "")
    menu = kiosk.type(ODETTE.secret)
    assert menu.band.person == "Odette Lefort"
    assert menu.band.person_detail == "née le 12\N{NO-BREAK SPACE}mars 1942 à Aubigny"
    assert [key.id for key in menu.keys] == ["documents", "organ-donation", "other"]


def test_a_whole_refusal_is_kept_once_and_printed(kiosk: TerminalSide, site: Site) -> None:
    """She refuses some organs; nothing is kept before the last yes; the receipt follows."""
    kiosk.prove(ODETTE)
    kiosk.touch("organ-donation")
    kiosk.touch("next")
    kiosk.touch("next")
    kiosk.touch("refuse")
    kiosk.touch("some-organs")
    recap = kiosk.touch("kidneys", "corneas")
    assert recap.kind is ScreenKind.RECAP
    assert "**les reins et les cornées**" in recap.statement
    confirm = kiosk.touch("right")
    assert confirm.kind is ScreenKind.CONFIRM
    assert site.kept("odette") is None
    paper = kiosk.touch("yes")
    assert paper.kind is ScreenKind.PAPER
    kept = kiosk.printed(kiosk.printing().job)
    assert (kept.kind, kept.title) == (ScreenKind.DONE, "C'est gardé")
    assert site.kept("odette") is not None
    assert site.acts().count("state-organ-donation-choice") == 1


def test_no_keeps_nothing(kiosk: TerminalSide, site: Site) -> None:
    """« Non » is as easy as « oui », and the store is as it was."""
    kiosk.prove(ODETTE)
    for key in ("organ-donation", "next", "next", "refuse", "everything", "right"):
        kiosk.touch(key)
    assert kiosk.touch("no").title == "Ce choix n'est pas gardé"
    assert site.kept("odette") is None


def test_back_goes_one_question_back(kiosk: TerminalSide) -> None:
    """Retour leads to the question before, and is off where it leads nowhere."""
    menu = kiosk.prove(ODETTE)
    assert not menu.bar.may_go_back
    law = kiosk.touch("organ-donation")
    assert law.bar.may_go_back
    assert kiosk.press(Fixed.BACK).title == menu.title


def test_back_from_the_code_never_asks_for_a_card_that_is_in(kiosk: TerminalSide) -> None:
    """The card was read already: she is told to take it, and nothing waits for a card that can't be put in."""
    assert kiosk.put_card(ODETTE).bar.may_go_back
    assert kiosk.press(Fixed.BACK).machine is Machine.CARD_TAKE
    assert kiosk.pull_card().machine is Machine.CARD_WANTED


def test_an_answer_that_the_question_did_not_offer_is_ignored(kiosk: TerminalSide, site: Site) -> None:
    """A forged key changes nothing: the same screen comes again."""
    menu = kiosk.prove(ODETTE)
    done = site.acts()
    assert kiosk.touch("close-my-space") == menu
    assert kiosk.touch("documents", "organ-donation") == menu
    assert kiosk.type("123456") == menu
    assert site.acts() == done


def test_an_answer_to_an_earlier_screen_is_ignored(kiosk: TerminalSide) -> None:
    """A finger that was late answers nothing: the present screen comes again."""
    kiosk.put_card(ODETTE)
    late = kiosk.present.id
    menu = kiosk.type(ODETTE.secret)
    kiosk.say(Answer(screen=late, typed=ODETTE.secret))
    assert kiosk.see() == menu
    kiosk.say(Press(screen=late, key=Fixed.BACK))
    assert kiosk.see() == menu


def test_a_wrong_code_says_how_many_tries_remain_and_never_who(kiosk: TerminalSide) -> None:
    """The card stays nobody's until the code is right."""
    kiosk.put_card(ODETTE)
    miss = kiosk.type("000000")
    assert miss.kind is ScreenKind.MISHAP
    assert miss.band.person == ""
    assert "2 essais" in miss.lead
    kiosk.touch("try-again")
    assert kiosk.type(ODETTE.secret).band.person == "Odette Lefort"


def test_somebody_unknown_sees_what_somebody_with_a_wrong_code_sees(site: Site) -> None:
    """Neither the screen nor its order tells whether a card is known (words.md 1.2)."""
    stranger = replace(MARCEL, identity=replace(MARCEL.identity, nir=Nir("1450699999918")))
    shown = []
    for person in (MARCEL, stranger):
        with site.terminal() as terminal:
            terminal.call()
            terminal.put_card(person)
            shown.append(terminal.type("000000"))
    assert shown[0] == shown[1]


def test_several_people_on_one_card_are_told_apart_by_birth_date(kiosk: TerminalSide) -> None:
    """No name is shown before proof: the birth date says which of them is here."""
    asked = kiosk.put_card(PAUL, JEANNE)
    assert asked.kind is ScreenKind.ENTER
    assert asked.band.person == ""
    kiosk.type(JEANNE.birth_date.isoformat())
    assert kiosk.type(JEANNE.secret).band.person == "Jeanne Caron"


def test_a_card_that_cannot_be_read_is_turned_over_and_tried_again(kiosk: TerminalSide) -> None:
    """Taking it out is part of the gesture: the visit goes on, and the third time offers the telephone."""
    for _ in range(2):
        unread = kiosk.slot(CardState.UNREADABLE)
        assert unread.machine is Machine.CARD_UNREADABLE
        before = len(kiosk.told)
        assert kiosk.slot(CardState.GONE).title == unread.title
        assert isinstance(kiosk.told[before], Wipe)
    worn = kiosk.slot(CardState.UNREADABLE)
    assert "01 99 00 12 34" in worn.facts[-1].text.replace("\N{NO-BREAK SPACE}", " ")
    assert kiosk.put_card(ODETTE).kind is ScreenKind.ENTER


def test_another_card_is_told_to_be_another_card(kiosk: TerminalSide) -> None:
    """A bank card is not a bad Vitale card."""
    assert kiosk.slot(CardState.FOREIGN).title == "Cette carte n'est pas une carte Vitale"


def test_a_kiosk_without_reader_says_so_and_to_the_next_person_too(kiosk: TerminalSide) -> None:
    """The reader's state outlives a visit; the telephone is offered."""
    screen = kiosk.slot(CardState.NO_READER)
    assert screen.title == "Le lecteur de cartes ne marche pas"
    kiosk.touch("no-card")
    kiosk.press(Fixed.END)
    kiosk.press(Fixed.END)
    assert kiosk.present.title == screen.title


def test_holders_that_make_no_sense_are_an_unreadable_card(kiosk: TerminalSide) -> None:
    """A damaged chip gives digits that are no number and dates that are no date."""
    for nir, birth_date in (("12", "1942-03-12"), ("242039999904242", "1942-13-42")):
        kiosk.say(Card(state=CardState.READ, holders=(CardHolder(nir=nir, birth_date=birth_date),)))
        assert kiosk.see().machine is Machine.CARD_UNREADABLE


def test_the_end_key_wipes_and_says_to_take_the_card(kiosk: TerminalSide) -> None:
    """Terminer ends at once; once the card is out, the kiosk welcomes the next person."""
    kiosk.prove(ODETTE)
    before = len(kiosk.told)
    goodbye = kiosk.press(Fixed.END)
    assert isinstance(kiosk.told[before], Wipe)
    assert goodbye.machine is Machine.CARD_TAKE
    assert "Odette" not in encode(goodbye)
    kiosk.say(Card(state=CardState.GONE))
    assert kiosk.see(ScreenKind.CARD).machine is Machine.CARD_WANTED


def test_a_card_pushed_in_during_a_visit_without_card_begins_its_own(kiosk: TerminalSide) -> None:
    """Somebody who looked around, then found their card, starts afresh."""
    assert kiosk.touch("no-card").kind is ScreenKind.TELL
    assert kiosk.put_card(ODETTE).kind is ScreenKind.ENTER
    assert sum(isinstance(message, Wipe) for message in kiosk.told) == 1
