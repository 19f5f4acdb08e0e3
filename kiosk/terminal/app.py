"""One terminal in one window: joins the conductor to Kivy, the link, the devices and their workers. Decides nothing."""

import logging
import traceback
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import Any

from kivy.base import ExceptionHandler, ExceptionManager, runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.uix.widget import Widget

from hardware.ports import CardReading, HeadsetStatus, KeyMove
from kiosk.protocol import Certified, Challenge, Hello, Restart, SiteMessage
from kiosk.terminal.answering import Ear
from kiosk.terminal.conductor import Conductor
from kiosk.terminal.dock import Dock, Player
from kiosk.terminal.drawing.type import KivyRuler
from kiosk.terminal.drawing.view import GlassView
from kiosk.terminal.labels import Labels
from kiosk.terminal.link import Link
from kiosk.terminal.papers import Beside, Papers
from kiosk.terminal.scene import Scene
from kiosk.terminal.settings import Devices, TerminalSettings
from kiosk.terminal.showing import Showing
from kiosk.terminal.speech import Voice
from kiosk.terminal.supervision import WORN_OUT, Supervisor, Wear

TICK_S = 0.2
PRINTER_EVERY_S = 10.0
EAR_EVERY_S = 5.0

log = logging.getLogger("relais.terminal")


def home(what: Callable[[], None]) -> None:
    """Run something on the glass's own thread, soon."""
    Clock.schedule_once(lambda _: what(), 0)


def worker(pool: Executor) -> Callable[[Callable[[], None]], None]:
    """Run things one after the other, away from the glass."""

    def work(what: Callable[[], None]) -> None:
        pool.submit(what)

    return work


class Terminal:
    """The program. `run` returns when the window is closed or the script has ended."""

    def __init__(self, settings: TerminalSettings, devices: Devices, *, has_dock: bool = False) -> None:
        self.settings = settings
        self.devices = devices
        self.changed = Condition()
        """Told each time something is drawn."""
        self._pools = [
            ThreadPoolExecutor(1, thread_name_prefix=name) for name in ("printer", "voice", "sheets", "wipe", "ear")
        ]
        self.view = GlassView(settings.glass, self._touched)
        self.link = Link(settings.url, self._hello, home)
        self._papers = Papers(devices.printer, worker(self._pools[0]), home, self._beside())
        voice = Voice(devices.speaker, worker(self._pools[1]))
        labels = Labels(help_number=settings.help_number)
        showing = Showing(self, KivyRuler(settings.glass), settings.glass, labels)
        self.drawn = showing.screen, showing.scene
        """What stands on the glass: the screen and its drawing change together, under `changed`."""
        ear = Ear(devices.recogniser, worker(self._pools[2]), home)
        self.conductor = Conductor(showing, self.link, voice, self._papers, monotonic, ear)
        self._root = Widget()
        self._root.add_widget(self.view)
        if has_dock:
            player = Player(settings, devices, self.link)
            self._root.add_widget(Dock(settings.glass, player, self.picture).view)
        self._failure: BaseException | None = None
        self._on_next_touch: Callable[[], None] | None = None

    def show(self, scene: Scene, *, is_dark: bool, is_fresh: bool) -> None:
        """Draw, and tell whoever waits for it."""
        self.view.show(scene, is_dark=is_dark, is_fresh=is_fresh)
        with self.changed:
            self.drawn = self.conductor.showing.screen, scene
            self.changed.notify_all()

    def picture(self, file: Path) -> None:
        """Write what a visitor sees as a PNG. On the glass's thread only."""
        file.parent.mkdir(parents=True, exist_ok=True)
        self.view.export_to_png(str(file))

    def run(self, play: Callable[["Terminal"], None] | None = None) -> None:
        """Start everything, run, and end everything. `play`, if any, is run in a thread of its own, then all ends."""
        ExceptionManager.add_handler(_Apologise(self.conductor, self._give_up))
        self.conductor.showing.draw(is_fresh=True)
        Clock.schedule_interval(lambda _: self.conductor.tick(), TICK_S)
        Clock.schedule_interval(lambda _: self.conductor.look_at_printer(), PRINTER_EVERY_S)
        self.conductor.look_at_printer()
        self._papers.forget()  # what a terminal that died has left in the spool
        Clock.schedule_interval(lambda _: self.conductor.answering.look(), EAR_EVERY_S)
        self.conductor.answering.look()
        self._watch()
        self.link.start(self._hear, self.conductor.cut)
        self._be_supervised(Supervisor())
        if play is not None:
            Thread(target=self._play, args=(play,), name="script", daemon=True).start()
        try:
            runTouchApp(self._root)
        finally:
            for device in self.devices.to_close():
                device.close()
            self.link.stop()
            for pool in self._pools:
                pool.shutdown(wait=False, cancel_futures=True)
        if self._failure is not None:
            raise self._failure

    def _watch(self) -> None:
        self.devices.card_reader.watch(self._card_changed)
        if self.devices.headset is not None:
            self.devices.headset.watch(self._headset_changed)
        if self.devices.keypad is not None:
            self.devices.keypad.watch(self._key_moved)

    def _be_supervised(self, supervisor: Supervisor) -> None:
        def stand() -> None:
            supervisor.ready()
            if supervisor.every_s:
                Clock.schedule_interval(lambda _: supervisor.alive(), supervisor.every_s)

        # The second turn of the loop comes after the first frame.
        home(lambda: home(stand))

    def _give_up(self) -> None:
        self._failure = SystemExit(WORN_OUT)
        stopTouchApp()

    def _play(self, play: Callable[["Terminal"], None]) -> None:
        try:
            play(self)
        except BaseException as failure:  # noqa: BLE001 - carried to the thread that called `run`
            self._failure = failure
        home(stopTouchApp)

    def _hello(self, challenge: Challenge) -> Hello:
        return self.settings.identity.hello(challenge, self._papers.state, self._papers.sheets)

    def _hear(self, message: SiteMessage) -> None:
        match message:
            case Certified(certificate=certificate):
                self.settings.identity.certificate = certificate
            case Restart():
                stopTouchApp()
            case _:
                self.conductor.hear(message)

    def _beside(self) -> Beside | None:
        printer = self.devices.page_printer
        return Beside(printer, worker(self._pools[2]), worker(self._pools[3])) if printer is not None else None

    def _card_changed(self, reading: CardReading) -> None:
        home(lambda: self.conductor.see_card(reading))

    def _headset_changed(self, status: HeadsetStatus) -> None:
        home(lambda: self.conductor.see_headset(status))

    def _key_moved(self, move: KeyMove) -> None:
        home(lambda: self.conductor.keys.press(move))

    def on_next_touch(self, told: Callable[[], None]) -> None:
        """Tell once, when the next touch has been taken."""
        self._on_next_touch = told

    def _touched(self, id_: str) -> None:
        try:
            self.conductor.touch(id_)
        finally:
            told, self._on_next_touch = self._on_next_touch, None
            if told is not None:
                told()


class _Apologise(ExceptionHandler):
    """A bug in a callback: wipe, say sorry, go on. Its message may hold anything, so only kind and place are logged."""

    def __init__(self, conductor: Conductor, give_up: Callable[[], None]) -> None:
        super().__init__()
        self._conductor = conductor
        self._give_up = give_up
        self._wear = Wear(monotonic)

    def handle_exception(self, inst: BaseException) -> Any:
        """Kivy asks what to do."""
        if isinstance(inst, (KeyboardInterrupt, SystemExit)):
            return ExceptionManager.RAISE
        last = traceback.extract_tb(inst.__traceback__)[-1:]
        place = f"{Path(last[0].filename).name}:{last[0].lineno}" if last else "unknown"
        log.error("fault type=%s place=%s", type(inst).__name__, place)
        try:
            self._conductor.apologise()
        except Exception as worse:  # noqa: BLE001 - the outermost loop: nothing may end the program
            log.critical("apology-failed type=%s", type(worse).__name__)
        if self._wear.is_worn_out_by_one_more():
            log.critical("worn-out")
            self._give_up()
        return ExceptionManager.PASS
