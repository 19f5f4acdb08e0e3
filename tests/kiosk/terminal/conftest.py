"""A terminal without a window: real measures, virtual devices, a glass and a site that remember."""

import os
import tempfile

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
os.environ.update(KIVY_NO_ARGS="1", KIVY_NO_FILELOG="1", KIVY_LOG_MODE="PYTHON", KIVY_NO_CONSOLELOG="1")
os.environ.setdefault("KIVY_HOME", tempfile.mkdtemp(prefix="relais-test-"))

import pytest

from tests.kiosk.terminal.bench_top import BenchTop


@pytest.fixture
def terminal() -> BenchTop:
    """One terminal, connected, whose time is moved by hand."""
    bench = BenchTop()
    bench.connect()
    return bench
