"""What every headset jack keeps to: the virtual one, and the switch of a Linux input device, here from a pipe."""

from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

from hardware.headset.evdev import SW_HEADPHONE_INSERT, EvdevHeadset
from hardware.headset.virtual import VirtualHeadset
from hardware.input_device.events import EV_SW, InputEvent
from hardware.ports import Headset, HeadsetStatus
from tests.hardware.pipes import AGAIN_SECONDS, SOON_SECONDS, DevicePipe
from tests.hardware.watched import Watched

OTHER_SWITCH = 0x04


class Jack(Watched[HeadsetStatus]):
    """A jack that is watched, and a hand on the plug."""

    headset: Headset

    @abstractmethod
    def plug_in(self) -> None: ...
    @abstractmethod
    def unplug(self) -> None: ...
    @abstractmethod
    def go_away(self) -> None: ...

    def close(self) -> None:
        self.headset.close()


class VirtualJack(Jack):
    def __init__(self, _: Path) -> None:
        super().__init__()
        self.headset = self._virtual = VirtualHeadset()
        self.headset.watch(self.told.put)

    def plug_in(self) -> None:
        self._virtual.plug_in()

    def unplug(self) -> None:
        self._virtual.unplug()

    def go_away(self) -> None:
        self._virtual.break_jack()


class PipeJack(Jack):
    def __init__(self, folder: Path, at_first: HeadsetStatus = HeadsetStatus.UNPLUGGED) -> None:
        super().__init__()
        self.pipe = DevicePipe(folder)
        # A pipe answers no ioctl, so the driver's first answer is given here.
        self.headset = EvdevHeadset(self.pipe.path, lambda _: at_first, AGAIN_SECONDS)
        self.headset.watch(self.told.put)

    def plug_in(self) -> None:
        self.pipe.give(InputEvent(EV_SW, SW_HEADPHONE_INSERT, 1))

    def unplug(self) -> None:
        self.pipe.give(InputEvent(EV_SW, SW_HEADPHONE_INSERT, 0))

    def go_away(self) -> None:
        self.pipe.unplug()

    def close(self) -> None:
        super().close()
        self.pipe.close()


@pytest.fixture(params=[VirtualJack, PipeJack], ids=["virtual", "evdev"])
def jack(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Jack]:
    made: Jack = request.param(tmp_path)
    yield made
    made.close()


def test_the_present_state_is_told_first_then_each_change_once(jack: Jack) -> None:
    """In, in again, out: three states, no repetition."""
    assert jack.next() is HeadsetStatus.UNPLUGGED
    jack.plug_in()
    jack.plug_in()
    jack.unplug()
    assert [jack.next(), jack.next()] == [HeadsetStatus.PLUGGED, HeadsetStatus.UNPLUGGED]
    assert jack.is_quiet()


def test_a_jack_that_goes_away_is_unknown(jack: Jack) -> None:
    """What can't be seen is never taken for a headset."""
    jack.plug_in()
    assert [jack.next(), jack.next()] == [HeadsetStatus.UNPLUGGED, HeadsetStatus.PLUGGED]
    jack.go_away()
    assert jack.next() is HeadsetStatus.UNKNOWN


def test_nothing_is_told_after_close(jack: Jack) -> None:
    """Closing twice is harmless."""
    jack.next()
    jack.headset.close()
    jack.headset.close()
    jack.plug_in()
    assert jack.is_quiet()


def test_a_driver_that_does_not_answer_is_unknown_until_the_plug_moves(tmp_path: Path) -> None:
    """The real question to the driver, put to a pipe that answers none; another switch tells nothing of the headset."""
    pipe = DevicePipe(tmp_path)
    headset = EvdevHeadset(pipe.path, again_seconds=AGAIN_SECONDS)
    told: Queue[HeadsetStatus] = Queue()
    headset.watch(told.put)
    assert told.get(timeout=SOON_SECONDS) is HeadsetStatus.UNKNOWN
    pipe.give(InputEvent(EV_SW, OTHER_SWITCH, 1), InputEvent(EV_SW, SW_HEADPHONE_INSERT, 1))
    assert told.get(timeout=SOON_SECONDS) is HeadsetStatus.PLUGGED
    headset.close()
    pipe.close()


def test_after_lost_events_the_driver_is_asked_again(tmp_path: Path) -> None:
    """A plug pulled while nobody could hear it is seen."""
    jack = PipeJack(tmp_path)
    jack.next()
    jack.plug_in()
    assert jack.next() is HeadsetStatus.PLUGGED
    jack.pipe.drop()
    assert jack.next() is HeadsetStatus.UNPLUGGED
    jack.close()
