"""What a terminal does when the site, the devices and the finger speak, and when they do not."""

import pytest
from msgspec.structs import replace

from hardware.ports import PrinterStatus
from kiosk.protocol import (
    Active,
    Answer,
    Card,
    CardState,
    Fixed,
    Line,
    LineKind,
    Press,
    Print,
    Printed,
    Printer,
    PrinterState,
    Screen,
    Wipe,
)
from kiosk.terminal.theme import Look
from tests.gallery import samples
from tests.kiosk.terminal.bench_top import ODETTE, BenchTop

MENU = samples.menu()
READING = samples.reading()[0].screen
CONFIRM = next(sample.screen for sample in samples.donation() if sample.name == "07e-don-confirmer")
WELCOME = samples.before_proof()[0].screen
IDLE = next(sample.screen for sample in samples.others() if sample.name == "10a-etes-vous-la")
PAPER = (Line(kind=LineKind.TITLE, text="Un reçu"), Line(kind=LineKind.RULE), Line(kind=LineKind.TEXT, text="fin"))


def again(screen: Screen, number: int) -> Screen:
    return replace(screen, id=number)


def test_a_card_is_told_with_its_holders(terminal: BenchTop) -> None:
    """The site learns who is written on the card, and nothing of how it was read."""
    terminal.reader.insert(ODETTE)
    told = terminal.sent_of(Card)[-1]
    assert told.state is CardState.READ
    assert (told.holders[0].nir, told.holders[0].birth_date) == (ODETTE.nir, "1942-03-12")


@pytest.mark.parametrize(
    ("put_in", "state"), [("insert_unreadable", CardState.UNREADABLE), ("insert_foreign", CardState.FOREIGN)]
)
def test_a_card_that_cannot_be_read_is_told_as_such(terminal: BenchTop, put_in: str, state: CardState) -> None:
    """A worn or foreign card is a message, never a fault."""
    getattr(terminal.reader, put_in)()
    assert terminal.sent_of(Card)[-1].state is state


def test_a_card_pulled_out_wipes_before_anything_is_sent(terminal: BenchTop) -> None:
    """When the card leaves, nothing of its holder is left, and the site is told after that."""
    terminal.reader.insert(ODETTE)
    terminal.site_shows(READING)
    terminal.touch("~see", "~see-dark", "~see-done")
    terminal.reader.pull()
    assert "Lefort" not in terminal.text
    assert terminal.showing.look == Look()
    assert terminal.sent[-1] == Card(state=CardState.GONE)


def test_what_was_on_its_way_about_a_person_is_not_drawn_after_the_card_left(terminal: BenchTop) -> None:
    """A screen that crossed the card on the line stays undrawn; the welcome is drawn."""
    terminal.reader.insert(ODETTE)
    terminal.site_shows(MENU)
    terminal.reader.pull()
    terminal.site_shows(again(READING, 50))
    assert "Lefort" not in terminal.text
    terminal.conductor.hear(Wipe())
    terminal.site_shows(again(WELCOME, 51))
    assert "Votre espace" in terminal.text
    terminal.site_shows(again(MENU, 52))
    assert "Odette Lefort" in terminal.text


def test_a_wipe_forgets_the_visit_and_how_it_was_seen(terminal: BenchTop) -> None:
    """Wipe silences the voice, drops what was typed, and puts normal colours back."""
    terminal.site_shows(samples.code())
    terminal.touch("~type-4", "~type-8", "~see", "~see-large", "~see-done", "~listen")
    assert terminal.speaker.is_speaking()
    terminal.conductor.hear(Wipe())
    assert not terminal.speaker.is_speaking()
    assert terminal.showing.local.typed == ""
    assert terminal.showing.look == Look()


def test_a_fault_of_ours_is_an_apology_that_stays_long_enough_to_be_read(terminal: BenchTop) -> None:
    """The visit is dropped, the site is left, and what it shows next waits for the reader."""
    terminal.site_shows(READING)
    terminal.conductor.apologise()
    assert "Excusez-nous" in terminal.text
    assert terminal.calls == ["hang-up"]
    terminal.conductor.cut()
    terminal.connect()
    terminal.site_shows(again(WELCOME, 60))
    assert "Excusez-nous" in terminal.text
    terminal.wait(20)
    assert "Votre espace" in terminal.text


def test_the_terminals_own_pages_never_answer_the_site(terminal: BenchTop) -> None:
    """On a page of ours, a fixed key sends nothing in the name of a screen that is gone."""
    terminal.site_shows(MENU)
    terminal.conductor.cut()
    terminal.sent.clear()
    terminal.touch("~help")
    assert not terminal.sent_of(Press)
    assert "Une personne peut vous aider" in terminal.text
    assert "01 99 00 12 34" in terminal.text


def test_a_key_answers_its_screen_once(terminal: BenchTop) -> None:
    """A second touch while the answer is on its way is not a second answer."""
    terminal.site_shows(MENU)
    terminal.touch("documents", "documents")
    assert terminal.sent_of(Answer) == [Answer(screen=MENU.id, keys=("documents",))]


def test_the_fixed_keys_that_the_site_decides_on(terminal: BenchTop) -> None:
    """Retour, Aide and Terminer go to the site with the number of the screen."""
    for id_, key in (("~back", Fixed.BACK), ("~help", Fixed.HELP), ("~end", Fixed.END)):
        terminal.site_shows(again(READING, 70))
        terminal.touch(id_)
        assert terminal.sent[-1] == Press(screen=70, key=key)
        terminal.site_shows(again(MENU, 71))


def test_listening_says_the_screen_and_its_keys_and_any_touch_stops_it(terminal: BenchTop) -> None:
    """« Écouter » becomes « Arrêter »; a touch anywhere is silence (EN 301 549, 5.1.3.5)."""
    terminal.site_shows(MENU)
    terminal.touch("~listen")
    assert "Que voulez-vous faire" in terminal.speaker.said[-1].text
    assert "Votre santé" in terminal.speaker.said[-1].text
    assert "Arrêter" in terminal.text
    terminal.touch("~listen")
    assert not terminal.speaker.is_speaking()
    assert "Arrêter" not in terminal.text


def test_speaking_keeps_the_visit_awake(terminal: BenchTop) -> None:
    """While it speaks, the terminal tells the site that somebody listens."""
    terminal.site_shows(MENU)
    terminal.touch("~listen")
    terminal.sent.clear()
    terminal.wait(12)
    assert terminal.sent == [Active()] * 3
    terminal.speaker.finish()
    terminal.wait(1)
    assert "Arrêter" not in terminal.text


def test_personal_words_are_said_aloud_only_after_a_choice(terminal: BenchTop) -> None:
    """A document is asked about first, in words that tell nothing; no is silence (EN 301 549, 5.1.3.9)."""
    terminal.site_shows(READING)
    terminal.touch("~listen")
    assert "cardiologue" not in terminal.speaker.said[-1].text
    terminal.touch("~aloud-no")
    assert len(terminal.speaker.said) == 1
    terminal.touch("~listen", "~aloud-yes")
    assert "La tension est bonne" in terminal.speaker.said[-1].text


def test_the_voice_can_be_slower_louder_and_repeated(terminal: BenchTop) -> None:
    """The strip changes the voice at once, and says the words again."""
    terminal.site_shows(MENU)
    terminal.touch("~listen", "~slower", "~louder", "~repeat")
    first, *_, last = terminal.speaker.said
    assert last.text == first.text
    assert last.speed < first.speed
    assert last.volume > first.volume


def test_without_a_loudspeaker_the_screen_says_so(terminal: BenchTop) -> None:
    """Nobody waits for a voice that cannot come."""
    terminal.speaker.set_status(type(terminal.speaker.status()).NO_SOUND)
    terminal.site_shows(MENU)
    terminal.touch("~listen")
    assert "Le son ne marche pas" in terminal.text
    terminal.touch("~back")
    assert "que voulez-vous faire" in terminal.text


def test_a_paper_that_comes_twice_is_printed_once(terminal: BenchTop) -> None:
    """The second time, what is known is said again."""
    job = Print(job="j1", lines=PAPER)
    terminal.conductor.hear(job)
    terminal.conductor.hear(job)
    assert len(terminal.printer.papers) == 1
    assert terminal.sent_of(Printed) == [Printed(job="j1", outcome="printed")] * 2


def test_a_printer_without_paper_is_told_and_nothing_waits_in_it(terminal: BenchTop) -> None:
    """No paper is said; paper put back prints nothing by itself."""
    terminal.printer.set_status(PrinterStatus.NO_PAPER)
    terminal.conductor.look_at_printer()
    terminal.conductor.hear(Print(job="j2", lines=PAPER))
    assert terminal.sent_of(Printer) == [Printer(state=PrinterState.NO_PAPER)]
    assert terminal.sent_of(Printed) == [Printed(job="j2", outcome="no-paper")]
    terminal.printer.set_status(PrinterStatus.READY)
    terminal.conductor.look_at_printer()
    assert terminal.printer.papers == []


def test_seconds_are_counted_by_five_and_the_warning_is_spoken(terminal: BenchTop) -> None:
    """« Êtes-vous toujours là ? » is shown with its seconds, and said."""
    screen = replace(IDLE, voice="Êtes-vous toujours là ?")
    terminal.site_shows(screen)
    assert terminal.speaker.said[-1].text == "Êtes-vous toujours là ?"
    seen = []
    for _ in range(7):
        seen.append(terminal.showing.local.left_s)
        terminal.wait(5)
    assert seen == [30, 25, 20, 15, 10, 5, 0]
    assert len(terminal.speaker.said) == 2


def test_what_was_typed_stays_when_the_site_shows_the_same_screen_again(terminal: BenchTop) -> None:
    """A screen sent once more does not undo what was done on it."""
    terminal.site_shows(samples.code())
    terminal.touch("~type-4", "~type-8")
    terminal.site_shows(samples.code())
    assert terminal.showing.local.typed == "48"
