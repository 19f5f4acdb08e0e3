"""The terminal program: prepares Kivy, runs one terminal, and a script on it when there is one. Chooses no device."""

import os
import tempfile
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.terminal.settings import DOCK_PX, Devices, TerminalSettings

if TYPE_CHECKING:
    from kiosk.terminal.driver import Driver

Script = Callable[["Driver"], None]
"""What a script does: run in a thread of its own, with fingers on the glass and hands on the devices."""


def prepare(settings: TerminalSettings, *, has_dock: bool) -> None:
    """Set Kivy up before its first import: no arguments, no files, no gestures, a window of the right size."""
    os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_FILELOG="1", KIVY_LOG_MODE="PYTHON", KIVY_NO_ENV_CONFIG="1")
    os.environ.setdefault("KIVY_HOME", tempfile.mkdtemp(prefix="relais-terminal-"))
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    from kivy.config import Config

    glass = settings.glass
    graphics = {
        "width": glass.width_px + (DOCK_PX if has_dock else 0),
        "height": glass.height_px,
        "fullscreen": "auto" if settings.is_full_screen else 0,
        "borderless": int(settings.is_full_screen),
        "show_cursor": int(not settings.is_full_screen),
        "resizable": 0,
        "maxfps": 30,
        "multisamples": 0,
    }
    for name, value in graphics.items():
        Config.set("graphics", name, str(value))
    Config.set("kivy", "exit_on_escape", "0")
    # What the site says is drawn at once, not at the end of a thirtieth of a second that nobody needs.
    Config.set("kivy", "kivy_clock", "interrupt")
    Config.set("kivy", "log_level", "warning")
    Config.set("input", "mouse", "mouse,disable_multitouch")


def run(settings: TerminalSettings, devices: Devices, script: Script | None = None) -> None:
    """Run until the window closes, or until the script ends; what the script raises is raised here.

    One terminal a process: Kivy has one window.
    """
    has_dock = settings.is_demonstration and script is None
    prepare(settings, has_dock=has_dock)
    from kiosk.terminal.app import Terminal
    from kiosk.terminal.driver import Driver

    play = None if script is None else lambda terminal: script(Driver(terminal))
    Terminal(settings, devices, has_dock=has_dock).run(play)
