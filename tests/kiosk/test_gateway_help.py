"""Nobody is trapped: help, a person, « je préfère m'arrêter », an apology, a wait that says what happens."""

import structlog

from core.acts.list_documents import ListDocuments
from core.acts.prove_identity import CountTry
from core.demo.people import ODETTE
from kiosk.protocol import Answer, CardState, Fixed, Machine, ScreenKind, Wipe
from tests.kiosk.conftest import Site
from tests.kiosk.slow_door import BrokenDoor, SlowDoor, parts_of
from tests.kiosk.terminal_side import TerminalSide, card_of


def test_help_offers_four_ways_and_comes_back_to_the_same_question(kiosk: TerminalSide) -> None:
    """How to use the kiosk, a person, stop, come back."""
    kiosk.prove(ODETTE)
    law = kiosk.touch("organ-donation")
    helped = kiosk.press(Fixed.HELP)
    assert [key.id for key in helped.keys] == ["how", "person", "stop", "return"]
    assert kiosk.touch("return").title == law.title


def test_a_person_is_reached_by_a_number_that_is_shown(kiosk: TerminalSide) -> None:
    """And told never to be given the code."""
    kiosk.press(Fixed.HELP)
    person = kiosk.touch("person")
    shown = " ".join(fact.text for fact in person.facts).replace("\N{NO-BREAK SPACE}", " ")
    assert "01 99 00 12 34" in shown
    assert "Ne dites jamais votre code secret" in shown
    assert kiosk.press(Fixed.BACK).kind is ScreenKind.HELP
    assert kiosk.touch("how").facts
    assert kiosk.touch("return").machine is Machine.CARD_WANTED


def test_i_prefer_to_stop_looks_like_an_ordinary_end(site: Site) -> None:
    """Same screens, same wipe, one touch, no reason asked (words.md 2.10)."""
    ends = []
    for keys in ((Fixed.END, ""), (Fixed.HELP, "stop")):
        with site.terminal() as terminal:
            terminal.call()
            terminal.prove(ODETTE)
            before = len(terminal.told)
            terminal.press(keys[0])
            if keys[1]:
                before = len(terminal.told)
                terminal.touch(keys[1])
            assert isinstance(terminal.told[before], Wipe)
            ends.append((terminal.present.title, terminal.present.lead, terminal.present.machine))
    assert ends[0] == ends[1]


def test_help_on_the_welcome_is_left_by_itself(kiosk: TerminalSide) -> None:
    """Somebody who asked for help and went away leaves the welcome behind them."""
    kiosk.press(Fixed.HELP)
    kiosk.timer.advance(90)
    kiosk.see(ScreenKind.IDLE)
    kiosk.touch("end")
    kiosk.timer.advance(20)
    assert kiosk.see(ScreenKind.CARD).machine is Machine.CARD_WANTED


def test_a_key_that_a_page_does_not_have_is_ignored(kiosk: TerminalSide) -> None:
    """Pages are as strict as questions."""
    helped = kiosk.press(Fixed.HELP)
    assert kiosk.touch("retry") == helped
    assert kiosk.touch("how", "person") == helped


def test_a_slow_act_shows_what_is_done_after_four_tenths_of_a_second(site: Site) -> None:
    """Nothing before; then three lines; after eight seconds the line of now changes and is spoken."""
    door = SlowDoor(**parts_of(site.door), kind=CountTry)
    site.door = door
    with site.terminal() as kiosk:
        kiosk.call()
        kiosk.put_card(ODETTE)
        kiosk.say(Answer(screen=kiosk.present.id, typed=ODETTE.secret))
        door.wait_until_reached()
        kiosk.timer.advance(0.4)
        wait = kiosk.see(ScreenKind.WAIT)
        assert [fact.icon for fact in wait.facts] == ["check", "hourglass", ""]
        assert wait.machine is Machine.CARD_READING
        kiosk.timer.advance(7.6)
        longer = kiosk.see(ScreenKind.WAIT)
        assert "un peu long" in longer.voice
        assert longer.facts[0] == wait.facts[0]
        door.let_go()
        assert kiosk.see().band.person == "Odette Lefort"


def test_a_second_touch_while_we_work_is_no_second_answer(site: Site) -> None:
    """A trembling finger touches twice; one try is counted."""
    door = SlowDoor(**parts_of(site.door), kind=CountTry)
    site.door = door
    with site.terminal() as kiosk:
        kiosk.call()
        kiosk.put_card(ODETTE)
        for _ in range(3):
            kiosk.say(Answer(screen=kiosk.present.id, typed=ODETTE.secret))
        door.wait_until_reached()
        door.let_go()
        assert kiosk.see().kind is ScreenKind.CHOOSE
    assert site.acts().count("count-try") == 1


def test_terminer_works_while_we_work(site: Site) -> None:
    """Somebody may leave although the store is slow."""
    door = SlowDoor(**parts_of(site.door), kind=CountTry)
    site.door = door
    with site.terminal() as kiosk:
        kiosk.call()
        kiosk.put_card(ODETTE)
        kiosk.say(Answer(screen=kiosk.present.id, typed=ODETTE.secret))
        door.wait_until_reached()
        before = len(kiosk.told)
        assert kiosk.press(Fixed.END).title == "C'est terminé"
        assert isinstance(kiosk.told[before], Wipe)
        door.let_go()


def test_a_fault_of_ours_is_apologised_for_and_wiped(site: Site) -> None:
    """« Ce n'est pas votre faute », what is kept, a number, another try; the log says type and place only."""
    site.door = BrokenDoor(**parts_of(site.door), kind=ListDocuments, message="Odette Lefort 482615")
    with structlog.testing.capture_logs() as logs, site.terminal() as kiosk:
        kiosk.call()
        kiosk.prove(ODETTE)
        before = len(kiosk.told)
        sorry = kiosk.touch("documents")
        assert isinstance(kiosk.told[before], Wipe)
        assert sorry.kind is ScreenKind.APOLOGY
        assert "Ce n'est pas votre faute" in sorry.lead
        assert (sorry.band.person, [key.id for key in sorry.keys]) == ("", ["retry"])
        assert kiosk.touch("retry").kind is ScreenKind.CARD
    failed = next(line for line in logs if line["event"] == "visit-failed")
    assert failed["type"] == "BrokenStoreError"
    assert failed["at"].startswith("slow_door:")
    assert "Odette" not in str(logs)


def test_a_site_that_cannot_open_a_visit_apologises_too(site: Site) -> None:
    """Even the welcome may fail; the next card tries again."""
    site.journey = lambda: (_ for _ in ()).throw(ValueError("no journey"))
    with site.terminal() as kiosk:
        kiosk.greet()
        assert kiosk.see().kind is ScreenKind.APOLOGY
        kiosk.say(card_of(ODETTE))
        assert kiosk.see().kind is ScreenKind.APOLOGY


def test_a_card_pulled_on_an_apology_leaves_time_to_read_it(site: Site) -> None:
    """Nothing personal is on it; it goes by itself."""
    site.door = BrokenDoor(**parts_of(site.door), kind=ListDocuments)
    with site.terminal() as kiosk:
        kiosk.call()
        kiosk.prove(ODETTE)
        sorry = kiosk.touch("documents")
        assert sorry.machine is Machine.CARD_TAKE
        before = len(kiosk.told)
        assert kiosk.slot(CardState.GONE).title == sorry.title
        assert isinstance(kiosk.told[before], Wipe)
        assert kiosk.present.machine is Machine.NONE
        kiosk.timer.advance(90)
        assert kiosk.see(ScreenKind.CARD).machine is Machine.CARD_WANTED
