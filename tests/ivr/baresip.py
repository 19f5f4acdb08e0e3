"""baresip, a telephone that nobody here wrote: dialled and pressed through its control port, its sound recorded.

Its traps (reference of the phone, B4): no key is sent without a source that runs; `aufile` only plays as a source;
a key goes by `sndcode`, and is let go by `sndcode " "`.
"""

import json
import socket
import subprocess
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.ivr.sipp import free_port
from tests.ivr.site import until

PATIENCE_S = 15.0
RATE = 8_000
_MODULES = "/usr/lib/baresip/modules"
_CONFIG = """
poll_method epoll
sip_listen 127.0.0.1:{sip}
rtp_ports {rtp}-{last}
audio_player aubridge,heard
audio_source aufile,{folder}/said.wav
audio_alert aubridge,alert
audio_level no
audio_channels 1
ausrc_srate 8000
auplay_srate 8000
ausrc_format s16
auplay_format s16
call_local_timeout 120
call_max_calls 1
ctrl_tcp_listen 127.0.0.1:{control}
snd_path {folder}
module_path {modules}
module g711.so
module aubridge.so
module aufile.so
module sndfile.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
"""


@dataclass
class Baresip:
    """One telephone that is switched on."""

    folder: Path
    control: socket.socket
    log: Path

    def command(self, name: str, parameters: str = "") -> None:
        """Do as if somebody typed it, and wait until it is done."""
        told = json.dumps({"command": name, "params": parameters, "token": "t"})
        self.control.sendall(f"{len(told)}:{told},".encode())
        answer = b""
        while b'"response":true' not in answer:
            answer += self.control.recv(4_096)

    def dial(self, site: tuple[str, int]) -> None:
        """Call."""
        self.command("dial", f"sip:relais@{site[0]}:{site[1]}")

    def press(self, key: str) -> None:
        """Press a key."""
        self.command("sndcode", key)

    def let_go(self) -> None:
        """Let the key go."""
        self.command("sndcode", " ")

    def heard(self) -> "Heard":
        """What came out of its earpiece, recorded by its own module."""
        (file,) = self.folder.glob("*dec.wav")
        with wave.open(str(file)) as sound:
            samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").astype(np.float64) / 32_768
            return Heard(seconds=len(samples) / sound.getframerate(), samples=samples)


@dataclass(frozen=True)
class Heard:
    """A recording."""

    seconds: float
    samples: np.ndarray

    @property
    def rms(self) -> float:
        """How loud, of 1."""
        return float(np.sqrt(np.mean(self.samples**2)))

    @property
    def loudest(self) -> float:
        """Of 1."""
        return float(np.abs(self.samples).max())


@contextmanager
def baresip(folder: Path, codec: str = "PCMU") -> Iterator[Baresip]:
    """Switch it on with one codec; end it by its own process id."""
    ports = {"sip": free_port(), "rtp": free_port(), "control": free_port()}
    config = _CONFIG.format(folder=folder, modules=_MODULES, last=ports["rtp"] + 10, **ports)
    (folder / "config").write_text(config, encoding="utf-8")
    account = f"<sip:caller@127.0.0.1:{ports['sip']}>;regint=0;audio_codecs={codec}/8000/1;dtmfmode=rtpevent\n"
    (folder / "accounts").write_text(account, encoding="utf-8")
    with wave.open(str(folder / "said.wav"), "wb") as said:
        said.setnchannels(1)
        said.setsampwidth(2)
        said.setframerate(RATE)
        said.writeframes(np.zeros(RATE * 60, "<i2").tobytes())
    log = folder / "baresip.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            ["baresip", "-f", str(folder)], stdout=output, stderr=output, stdin=subprocess.PIPE
        ) as process,
    ):
        try:
            assert until(lambda: b"baresip is ready" in log.read_bytes(), PATIENCE_S), log.read_text(encoding="utf-8")
            with socket.create_connection(("127.0.0.1", ports["control"]), PATIENCE_S) as control:
                yield Baresip(folder, control, log)
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
