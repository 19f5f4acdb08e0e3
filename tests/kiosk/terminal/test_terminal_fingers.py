"""Which contacts with the glass are a finger: one at a time, never a palm; leaning on it locks nobody out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.protocol import Answer, EntryShape
from kiosk.terminal.fingers import PALM, RESTING_S, Fingers
from tests.gallery import samples
from tests.kiosk.terminal.bench_top import SECRET, BenchTop

MENU = samples.menu()


def test_one_finger_after_the_other_counts() -> None:
    """Each that comes when the last one has left."""
    fingers = Fingers()
    for at in range(20):
        assert fingers.down(at, at / 10)
        assert fingers.up(at, at / 10 + 0.05)


def test_the_second_of_two_is_ignored_until_the_first_has_left() -> None:
    """And the first one's press stands."""
    fingers = Fingers()
    assert fingers.down("first", 1.0)
    assert not fingers.down("second", 1.1)
    assert not fingers.is_palm
    assert fingers.up("first", 1.3)
    fingers.up("second", 1.4)
    assert fingers.down("third", 1.5)


def test_a_palm_means_nothing_until_all_of_it_has_left() -> None:
    """Not even the last of its contacts, nor one more beside it."""
    fingers = Fingers()
    for contact in range(PALM):
        fingers.down(contact, 1.0)
    assert fingers.is_palm
    for contact in range(PALM - 1):
        fingers.up(contact, 2.0)
    assert not fingers.down("beside", 2.1)
    assert fingers.is_palm
    fingers.up("beside", 2.2)
    fingers.up(PALM - 1, 2.2)
    assert fingers.down("finger", 2.3)
    assert not fingers.is_palm


def test_a_hand_that_rests_presses_nothing_and_locks_nobody_out() -> None:
    """Somebody seated leans on the glass; a screen forgets to tell the end of a touch."""
    fingers = Fingers()
    assert fingers.down("elbow", 1.0)
    assert not fingers.down("finger", 1.0 + RESTING_S - 0.1)
    fingers.up("finger", 1.0 + RESTING_S)
    assert fingers.down("finger again", 1.0 + RESTING_S)
    assert fingers.up("finger again", 1.2 + RESTING_S)
    assert not fingers.up("elbow", 60.0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.floats(0, 3)), max_size=60))
def test_whatever_hands_did_a_finger_counts_in_the_end(moves: list[tuple[bool, int, float]]) -> None:
    """After any contacts, ended or not, a finger is heard once they have rested."""
    fingers, now = Fingers(), 0.0
    for is_down, contact, later in moves:
        now += later
        (fingers.down if is_down else fingers.up)(contact, now)
    assert fingers.down("finger", now + RESTING_S + 0.1)
    assert fingers.up("finger", now + RESTING_S + 1)


def test_twenty_touches_a_second_are_two_answers_a_second_at_most(terminal: BenchTop) -> None:
    """On a screen that its site replaces at once, whatever keys are hit."""
    terminal.site_shows(MENU)
    for touch in range(100):
        terminal.now += 0.05
        terminal.conductor.touch(MENU.keys[touch % len(MENU.keys)].id)
        terminal.showing.put(MENU)
    assert 5 <= len(terminal.sent_of(Answer)) <= 10


def test_twenty_touches_a_second_on_the_pad_never_send_a_code(terminal: BenchTop) -> None:
    """Digits fill the field and go no further: only « Valider » sends."""
    assert SECRET.field is not None
    assert SECRET.field.shape is EntryShape.SECRET
    terminal.site_shows(SECRET)
    for touch in range(100):
        terminal.now += 0.05
        terminal.conductor.touch(f"~type-{touch * 7 % 10}")
    assert len(terminal.showing.local.typed) == SECRET.field.length
    assert terminal.sent_of(Answer) == []
