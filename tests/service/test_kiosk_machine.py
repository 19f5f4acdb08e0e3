"""What a public terminal's machine needs: neither core, nor store, nor web server (design section 11)."""

import subprocess
import sys

import pytest

from tests.service.relais_command import ROOT, environment, relais

NEEDED = "import sys; import service.commands; import kiosk.terminal.settings, service.settings, service.devices"
NEVER = ("core", "sqlalchemy", "sqlcipher3", "uvicorn", "starlette", "twilio", "lxml", "argon2")


def test_a_kiosk_loads_nothing_of_the_site() -> None:
    """A kiosk's image installs neither; `relais kiosk` must start there."""
    code = f"{NEEDED}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment(), check=True).stdout
    assert "kiosk" in loaded.split()
    assert [name for name in NEVER if name in loaded.split()] == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"RELAIS_CARD_READER": "magnet"}, "relais: card_reader: pcsc or virtual is expected\n"),
        ({"RELAIS_PRINTER": "lpt1"}, "relais: printer: virtual, or HOST:PORT, is expected\n"),
        ({"RELAIS_SPEECH": "opera"}, "relais: speech: pico, espeak, pyttsx3 or none is expected\n"),
        ({"RELAIS_SCREEN": "big"}, "relais: screen: a size such as 1280x1024 is expected\n"),
    ],
)
def test_a_kiosk_with_a_wrong_device_says_so_on_one_line(more: dict[str, str], said: str) -> None:
    """Before any window opens; code 2."""
    ended = relais("kiosk", "--site", "http://127.0.0.1:9", **{"RELAIS_CARD_READER": "virtual", **more})
    assert (ended.returncode, ended.stderr) == (2, said)
