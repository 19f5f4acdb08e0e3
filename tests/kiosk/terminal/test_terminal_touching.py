"""What one touch does on one screen."""

import pytest

from kiosk.protocol import Answer, EntryShape, Field, Screen, ScreenKind
from kiosk.terminal.local import Local, Own
from kiosk.terminal.theme import Look
from kiosk.terminal.touching import Order, Touched, TouchFilter, touched
from tests.gallery import samples

PICK = next(sample.screen for sample in samples.donation() if sample.name == "07c-don-organes")


def after(screen: Screen, *ids: str, local: Local | None = None, pages: int = 1) -> Touched:
    """Touch several keys in a row."""
    done = Touched(local=local or Local(), look=Look())
    for id_ in ids:
        done = touched(screen, done.local, done.look, id_, pages)
    return done


def typed(shape: EntryShape, length: int, digits: str) -> Touched:
    screen = Screen(
        id=9,
        kind=ScreenKind.ENTER,
        band=samples.band(""),
        bar=samples.FULL,
        title="",
        field=Field(shape=shape, length=length),
    )
    return after(screen, *(f"~type-{digit}" for digit in digits), "~accept")


def test_a_code_leaves_when_it_is_whole() -> None:
    """Six digits, no fewer, no more; nothing of them stays."""
    assert typed(EntryShape.SECRET, 6, "48217").send is None
    done = typed(EntryShape.SECRET, 6, "4821709")
    assert done.send == Answer(screen=9, typed="482170")
    assert done.local.typed == ""


def test_a_date_leaves_as_iso_when_it_exists() -> None:
    """12 03 1942 is a day; 31 02 1942 is none and stays for correction."""
    assert typed(EntryShape.DATE, 8, "12031942").send == Answer(screen=9, typed="1942-03-12")
    assert typed(EntryShape.DATE, 8, "31021942").send is None


def test_ticks_toggle_and_leave_in_the_order_of_the_screen() -> None:
    """A second touch unticks; the answer follows the screen, not the finger."""
    done = after(PICK, "organ-6", "organ-3", "organ-1", "organ-1", "~picked")
    assert done.send == Answer(screen=PICK.id, keys=("organ-3", "organ-6"))


def test_pages_turn_within_their_bounds() -> None:
    """Nothing comes before the first page nor after the last."""
    screen = samples.documents()
    assert after(screen, "~newer", pages=5).local.page == 0
    assert after(screen, *["~older"] * 9, pages=5).local.page == 4


def test_few_choices_at_a_time_go_round_and_end_with_the_look() -> None:
    """« Autres choix » comes back to the first; asking for all shows the first page again."""
    done = after(samples.menu(), "~see", "~see-few")
    assert done.look == Look(is_calm=True)
    turned = after(samples.menu(), "~more", "~more", pages=3)
    assert turned.local.page == 2
    assert after(samples.menu(), "~more", local=turned.local, pages=3).local.page == 0
    assert after(samples.menu(), "~see-all", local=turned.local).local.page == 0


def test_seeing_better_is_immediate_and_combines() -> None:
    """Large and black add up; « C'est bien » comes back to the same step."""
    done = after(samples.menu(), "~see", "~see-large", "~see-dark")
    assert done.look == Look(is_large=True, is_dark=True)
    assert done.local.own is Own.SEE
    assert after(samples.menu(), "~see-done", local=done.local).local.own is Own.NONE


@pytest.mark.parametrize("id_", ["nothing-like-it", "~nothing", "~type-", ""])
def test_a_key_that_is_not_there_does_nothing(id_: str) -> None:
    """An unknown key sends nothing and changes nothing."""
    done = after(samples.menu(), id_)
    assert (done.send, done.order, done.local) == (None, None, Local())


def test_listening_is_an_order_to_the_terminal() -> None:
    """« Écouter » never goes to the site."""
    done = after(samples.menu(), "~listen")
    assert (done.send, done.order) == (None, Order.LISTEN)


def test_a_trembling_hand_touches_once() -> None:
    """A second touch within 500 ms is ignored, on another key too."""
    hand = TouchFilter()
    assert hand.lets_through("a", 10.0)
    assert not hand.lets_through("a", 10.4)
    assert not hand.lets_through("b", 10.49)
    assert hand.lets_through("b", 10.51)


def test_a_screen_just_shown_is_not_touched_by_mistake() -> None:
    """The first 300 ms of a screen take no touch."""
    hand = TouchFilter()
    hand.shown(10.0)
    assert not hand.lets_through("a", 10.29)
    assert hand.ready_in(10.1) == pytest.approx(0.2)
    assert hand.lets_through("a", 10.31)


def test_two_digits_may_follow_each_other_quickly() -> None:
    """On the pad, another digit counts at once; the same one twice within 500 ms is a tremble."""
    hand = TouchFilter()
    assert hand.lets_through("~type-1", 10.0)
    assert hand.lets_through("~type-2", 10.2)
    assert not hand.lets_through("~type-2", 10.4)


def test_nothing_typed_shows_in_a_trace() -> None:
    """Neither a code nor a choice is in a repr."""
    done = typed(EntryShape.SECRET, 6, "482170")
    local = Local(typed="482170", picked=("organ-3",))
    assert "482170" not in repr(done) + repr(local) + repr(done.send)
    assert "organ-3" not in repr(local)
