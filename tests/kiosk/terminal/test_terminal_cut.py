"""What a terminal says when its line is cut: what is sure, never more, for as long as it takes to read."""

from msgspec.structs import replace

from kiosk.protocol import ScreenKind
from tests.kiosk.terminal.bench_top import ODETTE, BenchTop
from tests.kiosk.terminal.test_terminal_conductor import CONFIRM, MENU, READING, WELCOME

WAIT = replace(CONFIRM, id=80, kind=ScreenKind.WAIT)
UNSURE = "Nous ne savons pas encore"


def words(terminal: BenchTop) -> str:
    return " ".join(terminal.text.split())


def confirms(terminal: BenchTop) -> None:
    """Her last yes is on its way."""
    terminal.reader.insert(ODETTE)
    terminal.site_shows(CONFIRM)
    terminal.touch("yes")


def test_a_wait_is_no_answer_to_a_last_yes(terminal: BenchTop) -> None:
    """« Un instant » says nothing of what is kept: a cut after it is as unsure as before it."""
    confirms(terminal)
    terminal.site_shows(WAIT)
    terminal.conductor.cut()
    assert UNSURE in words(terminal)


def test_taking_the_card_back_does_not_unsay_what_is_sure(terminal: BenchTop) -> None:
    """She reads on after taking her card, as the page asks; then the page is the next person's."""
    confirms(terminal)
    terminal.conductor.cut()
    terminal.wait(60)
    terminal.reader.pull()
    assert UNSURE in words(terminal)
    terminal.wait(19)
    assert UNSURE in words(terminal)
    terminal.wait(2)
    assert "Rien n’a changé dans votre espace" in words(terminal)


def test_a_card_taken_before_the_answer_is_not_told_that_all_is_kept(terminal: BenchTop) -> None:
    """The line is whole, but nothing came back yet; a cut on top of it changes nothing to that."""
    confirms(terminal)
    terminal.reader.pull()
    assert UNSURE in words(terminal)
    assert "Ce que vous avez confirmé est gardé" not in words(terminal)
    terminal.conductor.cut()
    assert UNSURE in words(terminal)


def test_a_cut_after_the_card_is_out_does_not_say_that_nothing_changed(terminal: BenchTop) -> None:
    """What she confirmed earlier in this visit is kept."""
    terminal.reader.insert(ODETTE)
    terminal.site_shows(MENU)
    terminal.reader.pull()
    terminal.conductor.cut()
    assert "ce que vous avez confirmé" in words(terminal)
    assert "Rien n’a changé" not in words(terminal)


def test_an_unreachable_site_says_what_is_sure(terminal: BenchTop) -> None:
    """Free kiosk, visit under way, grave answer not yet acknowledged: three different truths."""
    terminal.site_shows(WELCOME)
    terminal.conductor.cut()
    assert "Rien n’a changé dans votre espace" in terminal.text
    terminal.connect()
    terminal.site_shows(MENU)
    terminal.conductor.cut()
    assert "ce que vous avez confirmé" in terminal.text
    terminal.connect()
    terminal.site_shows(CONFIRM)
    terminal.touch("yes")
    terminal.conductor.cut()
    assert "Nous ne savons pas encore" in " ".join(terminal.text.split())


def test_a_card_pulled_out_while_the_site_is_dead_leaves_nothing(terminal: BenchTop) -> None:
    """Without a site too, the glass is clean at once, and shows the telephone number."""
    terminal.reader.insert(ODETTE)
    terminal.site_shows(READING)
    terminal.conductor.cut()
    assert "Reprenez votre carte" in terminal.text
    terminal.reader.pull()
    assert "Lefort" not in terminal.text
    assert "01 99 00 12 34" in terminal.text
    assert "Reprenez" not in terminal.text


def test_trying_again_calls_the_site(terminal: BenchTop) -> None:
    """« Essayer encore » calls at once; when the site is back its screen replaces ours."""
    terminal.conductor.cut()
    terminal.touch("~retry")
    assert terminal.calls == ["retry"]
    terminal.connect()
    terminal.site_shows(WELCOME)
    assert "Votre espace" in terminal.text
