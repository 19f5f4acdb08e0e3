"""What the people of the Relais want of a terminal reaches it between two visits."""

from datetime import timedelta

from msgspec import structs

from core.demo.people import ODETTE
from kiosk.gateway import Register
from kiosk.protocol import (
    PrinterState,
    Restart,
    ScreenKind,
)
from tests.kiosk.conftest import AUTHORITY, Site
from tests.kiosk.operator_side import change, device, watched
from tests.kiosk.terminal_side import DEVICE, IDENTITY


def test_a_message_of_the_day_stands_on_the_welcome(site: Site) -> None:
    """Shown and said, and gone when its time is over."""
    with watched(site) as kiosk:
        until = site.space.clock.now() + timedelta(hours=1)
        change(site, notice="La pharmacie ferme à midi.", notice_until_at=until)
        kiosk.look()
        screen = kiosk.terminal.see(ScreenKind.CARD)
        assert screen.note is not None
        assert screen.note.text == "La pharmacie ferme à midi."
        assert screen.voice.endswith("La pharmacie ferme à midi.")
        site.space.clock.advance(timedelta(hours=1))
        kiosk.look()
        assert kiosk.terminal.see(ScreenKind.CARD).note is None


def test_a_message_does_not_hide_that_there_is_no_paper(site: Site) -> None:
    """The line of facts says it, and the voice, before the message."""
    change(site, notice="Fermé demain.", notice_until_at=site.space.clock.now() + timedelta(days=1))
    with site.terminal() as terminal:
        terminal.call(PrinterState.NO_PAPER)
        assert terminal.present.note is not None
        assert terminal.present.note.text == "Fermé demain."
        assert "arrêtée" in terminal.present.facts[-1].text
        assert terminal.present.voice.endswith("Il n'y a plus de papier. Tout le reste marche. Fermé demain.")


def test_who_is_served_sees_no_message_come(site: Site) -> None:
    """It waits for the next welcome."""
    with watched(site) as kiosk:
        menu = kiosk.terminal.prove(ODETTE)
        change(site, notice="Fermé demain.", notice_until_at=site.space.clock.now() + timedelta(days=1))
        kiosk.look()
        kiosk.terminal.wait_until_heard()
        assert kiosk.terminal.present.title == menu.title
        note = kiosk.terminal.pull_card().note
        assert note is not None
        assert note.text == "Fermé demain."


def test_a_restart_waits_until_the_person_has_gone(site: Site) -> None:
    """The card in the slot is somebody's; after it, the terminal starts afresh, once."""
    with watched(site) as kiosk:
        kiosk.terminal.prove(ODETTE)
        change(site, restart_asked_at=site.space.clock.now())
        kiosk.look()
        kiosk.terminal.wait_until_heard()
        assert Restart() not in kiosk.terminal.told
        kiosk.terminal.pull_card()
        assert kiosk.terminal.told.count(Restart()) == 1


def test_a_terminal_that_nobody_uses_starts_afresh_at_once(site: Site) -> None:
    """Nothing to wait for."""
    with watched(site) as kiosk:
        change(site, restart_asked_at=site.space.clock.now())
        kiosk.look()
        assert kiosk.terminal.hear() == Restart()


def test_an_order_to_restart_is_done_once_a_younger_program_calls(site: Site) -> None:
    """One that was cut before it heard is told again; one that has started since is left alone."""
    change(site, restart_asked_at=site.space.clock.now())
    site.space.clock.advance(timedelta(seconds=5))
    for up_s, is_still_to_be_done in ((60.0, True), (2.0, False)):
        with site.terminal() as terminal:
            terminal.say(structs.replace(IDENTITY.hello(terminal.challenged(), PrinterState.READY), up_s=up_s))
            terminal.see(ScreenKind.CARD)
            assert (Restart() in terminal.told) is is_still_to_be_done
        assert (device(site).restart_asked_at is not None) is is_still_to_be_done


def test_the_site_notes_who_is_there(site: Site) -> None:
    """The operator sees when a terminal was last connected."""
    register = Register(site.door, AUTHORITY)
    register.look((DEVICE,), are_noted=False)
    assert device(site).seen_at is None
    register.look((DEVICE,), are_noted=True)
    assert device(site).seen_at == site.space.clock.now()
