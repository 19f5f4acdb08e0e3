"""What every keypad keeps to: the virtual one, and the one that reads a Linux input device, here from a pipe."""

from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from hardware.keypad.evdev import EvdevKeypad
from hardware.keypad.virtual import VirtualKeypad
from hardware.ports import KeyMove, Keypad, KeypadKey, KeypadStatus
from tests.hardware.pipes import AGAIN_SECONDS, SOON_SECONDS, DevicePipe
from tests.hardware.watched import Watched

NEXT, SELECT = KeypadKey.NEXT, KeypadKey.SELECT
CODE_OF = {KeypadKey.NEXT: 108, KeypadKey.PREVIOUS: 103, KeypadKey.SELECT: 28, KeypadKey.HELP: 59}
AN_UNKNOWN_CODE = 30


class Fingers(Watched[KeyMove]):
    """A keypad that is watched, and the fingers on it."""

    keypad: Keypad

    @abstractmethod
    def hold(self, key: KeypadKey) -> None: ...
    @abstractmethod
    def release(self, key: KeypadKey) -> None: ...
    @abstractmethod
    def unplug(self) -> None: ...
    @abstractmethod
    def plug_in(self) -> None: ...

    @abstractmethod
    def stay_on(self, key: KeypadKey) -> None:
        """Stay on a key for long: what a device says all that time."""

    def press(self, key: KeypadKey) -> None:
        self.hold(key)
        self.release(key)

    def next_move(self) -> tuple[KeypadKey, bool]:
        move = self.next()
        return move.key, move.is_down

    def close(self) -> None:
        self.keypad.close()


class VirtualFingers(Fingers):
    def __init__(self, _: Path) -> None:
        super().__init__()
        self.keypad = self._virtual = VirtualKeypad()
        self.keypad.watch(self.told.put)

    def hold(self, key: KeypadKey) -> None:
        self._virtual.hold(key)

    def release(self, key: KeypadKey) -> None:
        self._virtual.release(key)

    def stay_on(self, key: KeypadKey) -> None:
        self._virtual.hold(key)

    def unplug(self) -> None:
        self._virtual.unplug()

    def plug_in(self) -> None:
        self._virtual.plug_in()


class PipeFingers(Fingers):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.pipe = DevicePipe(folder)
        self.keypad = EvdevKeypad(self.pipe.path, AGAIN_SECONDS)
        self.keypad.watch(self.told.put)

    def hold(self, key: KeypadKey) -> None:
        self.pipe.key(CODE_OF[key], 1)

    def release(self, key: KeypadKey) -> None:
        self.pipe.key(CODE_OF[key], 0)

    def stay_on(self, key: KeypadKey) -> None:
        for _ in range(100):
            self.pipe.key(CODE_OF[key], 2)

    def unplug(self) -> None:
        self.pipe.unplug()

    def plug_in(self) -> None:
        self.pipe.plug_in()

    def close(self) -> None:
        super().close()
        self.pipe.close()


@pytest.fixture(params=[VirtualFingers, PipeFingers], ids=["virtual", "evdev"])
def fingers(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fingers]:
    made: Fingers = request.param(tmp_path)
    yield made
    made.close()


def test_each_key_goes_down_and_comes_up(fingers: Fingers) -> None:
    """All four, in the order of the fingers."""
    for key in KeypadKey:
        fingers.press(key)
        assert [fingers.next_move(), fingers.next_move()] == [(key, True), (key, False)]
    assert fingers.keypad.status() is KeypadStatus.READY


def test_a_key_that_is_held_is_told_once(fingers: Fingers) -> None:
    """However long it stays down: minutes of it are one press (EN 301 549, 5.7)."""
    fingers.hold(NEXT)
    fingers.hold(NEXT)
    fingers.stay_on(NEXT)
    fingers.release(NEXT)
    assert [fingers.next_move(), fingers.next_move()] == [(NEXT, True), (NEXT, False)]
    assert fingers.is_quiet()


def test_another_key_is_heard_while_one_is_stuck(fingers: Fingers) -> None:
    """A key that hangs does not silence the others."""
    fingers.hold(NEXT)
    fingers.press(SELECT)
    assert [fingers.next_move() for _ in range(3)] == [(NEXT, True), (SELECT, True), (SELECT, False)]


def test_a_release_without_a_press_is_nothing(fingers: Fingers) -> None:
    """A key that was down before anybody watched."""
    fingers.release(SELECT)
    assert fingers.is_quiet()


def test_pulled_out_its_keys_come_up_and_it_comes_back_by_itself(fingers: Fingers) -> None:
    """No key hangs for ever in a keypad that is gone."""
    fingers.hold(NEXT)
    assert fingers.next_move() == (NEXT, True)
    fingers.unplug()
    assert fingers.next_move() == (NEXT, False)
    assert fingers.keypad.status() is KeypadStatus.NO_KEYPAD
    fingers.plug_in()
    fingers.press(SELECT)
    assert [fingers.next_move(), fingers.next_move()] == [(SELECT, True), (SELECT, False)]


def test_nothing_is_told_after_close(fingers: Fingers) -> None:
    """Closing twice is harmless."""
    fingers.keypad.close()
    fingers.keypad.close()
    fingers.press(NEXT)
    assert fingers.is_quiet()


def test_lost_events_let_every_key_go(tmp_path: Path) -> None:
    """Linux says that it dropped some: what was held is not known any more, so nothing is."""
    fingers = PipeFingers(tmp_path)
    fingers.hold(NEXT)
    fingers.pipe.drop()
    assert [fingers.next_move(), fingers.next_move()] == [(NEXT, True), (NEXT, False)]
    fingers.close()


def test_two_switches_and_other_keys(tmp_path: Path) -> None:
    """Space and Enter of a switch box are next and select; a letter is nothing; two codes of one key are one press."""
    fingers = PipeFingers(tmp_path)
    for code, value in ((AN_UNKNOWN_CODE, 1), (57, 1), (108, 1), (57, 0), (108, 0), (28, 1), (28, 0)):
        fingers.pipe.key(code, value)
    assert [fingers.next_move() for _ in range(4)] == [(NEXT, True), (NEXT, False), (SELECT, True), (SELECT, False)]
    fingers.close()


def test_a_keypad_that_was_never_there_is_looked_for(tmp_path: Path) -> None:
    """A kiosk starts without it, and takes it when it comes."""
    keypad = EvdevKeypad(tmp_path / "event0", AGAIN_SECONDS)
    told: Queue[KeyMove] = Queue()
    keypad.watch(told.put)
    pipe = DevicePipe(tmp_path)
    pipe.key(28, 1)
    assert told.get(timeout=SOON_SECONDS) == KeyMove(key=SELECT, is_down=True)
    keypad.close()
    pipe.close()
