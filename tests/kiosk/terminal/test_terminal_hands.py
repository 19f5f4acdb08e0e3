"""What a resting, trembling or hasty hand can and can not do on the keypad."""

from hardware.ports import KeyMove, KeypadKey
from kiosk.protocol import Active, Answer
from kiosk.terminal.keying import KeyFilter
from tests.gallery import samples
from tests.kiosk.terminal.bench_top import BenchTop

NEXT, SELECT = KeypadKey.NEXT, KeypadKey.SELECT
MENU = samples.menu()


def test_any_key_is_silence_first(terminal: BenchTop) -> None:
    """Whatever is being said stops, and « Arrêter » under « choisir » only stops (EN 301 549, 5.1.3.5)."""
    terminal.site_shows(MENU)
    terminal.press(NEXT)
    terminal.seek("~listen")
    terminal.press(SELECT)
    assert terminal.showing.local.is_speaking
    terminal.press(SELECT)
    assert not terminal.speaker.is_speaking()
    terminal.press(SELECT)
    assert terminal.showing.local.is_speaking
    terminal.press(NEXT)
    assert not terminal.showing.local.is_speaking


def test_a_key_held_for_minutes_is_one_press(terminal: BenchTop) -> None:
    """An elbow on « suivant » moves once, and the other keys still work (EN 301 549, 5.7)."""
    terminal.site_shows(MENU)
    terminal.press(NEXT)
    terminal.wait(1)
    terminal.keypad.hold(NEXT)
    for _ in range(300):
        terminal.wait(1)
        terminal.conductor.keys.press(KeyMove(key=NEXT, is_down=True))
    assert terminal.showing.local.focused == MENU.keys[0].id
    terminal.press(SELECT)
    assert terminal.sent_of(Answer)


def test_twenty_presses_a_second_move_twice_a_second(terminal: BenchTop) -> None:
    """The same key counts again after half a second (EN 301 549, 5.8)."""
    terminal.site_shows(MENU)
    terminal.press(NEXT)
    terminal.wait(1)
    before = len(terminal.speaker.said)
    for _ in range(40):
        terminal.now += 0.05
        terminal.keypad.press(NEXT)
    assert 3 <= len(terminal.speaker.said) - before <= 4


def test_different_keys_may_follow_each_other_at_once() -> None:
    """The filter asks for patience with the same key only."""
    keys = KeyFilter()
    assert keys.lets_through(KeyMove(key=NEXT, is_down=True), 10.0)
    assert keys.lets_through(KeyMove(key=SELECT, is_down=True), 10.1)
    keys.lets_through(KeyMove(key=SELECT, is_down=False), 10.2)
    assert not keys.lets_through(KeyMove(key=SELECT, is_down=True), 10.59)


def test_touch_and_key_at_once_are_one_answer(terminal: BenchTop) -> None:
    """Finger on one key, « choisir » on another, in the same instant: one answer leaves."""
    terminal.site_shows(MENU)
    terminal.press(NEXT, NEXT)
    terminal.wait(1)
    terminal.conductor.touch(MENU.keys[1].id)
    terminal.keypad.press(SELECT)
    assert terminal.sent_of(Answer) == [Answer(screen=MENU.id, keys=(MENU.keys[1].id,))]


def test_keys_keep_the_visit_awake(terminal: BenchTop) -> None:
    """Each press that counts tells the site that somebody is there."""
    terminal.site_shows(MENU)
    terminal.sent.clear()
    terminal.press(NEXT, NEXT)
    assert Active() in terminal.sent
