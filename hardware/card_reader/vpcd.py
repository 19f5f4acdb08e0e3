"""Our demonstration card spoken over vpcd's line, and a private pcscd to hold it. For test machines and the demo only.

vpcd listens on every interface of the machine: the package vsmartcard-vpcd has no place on a kiosk's image.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import IO, Self

from hardware.card_reader.demonstration_card import DemonstrationCard, Trouble

VPCD_DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
"""Where Debian's vsmartcard-vpcd puts the driver."""

DEFAULT_PORT = 0x8C7B
"""First slot of the reader that Debian's package configures."""

_RUN = Path("/run/pcscd")
_SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
_POWER_OFF, _POWER_ON, _RESET, _GIVE_ATR = b"\x00", b"\x01", b"\x02", b"\x04"
_LATE_SECONDS = 20.0
_CONNECT_SECONDS = 5.0
_QUICKACK = getattr(socket, "TCP_QUICKACK", None)


class CardInSlot:
    """A card held in a virtual reader: connecting puts it in, `pull` takes it out."""

    def __init__(self, card: DemonstrationCard, port: int = DEFAULT_PORT) -> None:
        self._card = card
        self._line = socket.create_connection(("127.0.0.1", port), timeout=_CONNECT_SECONDS)
        self._line.settimeout(None)
        self._out = Event()
        self._thread = Thread(target=self._talk, name="demonstration card", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.pull()

    def pull(self) -> None:
        """Take the card out. Harmless when it is out already."""
        self._out.set()
        self._drop()
        self._thread.join()

    def _drop(self) -> None:
        with suppress(OSError):  # the reader may have hung up first
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()

    def _talk(self) -> None:
        try:
            while not self._out.is_set():
                frame = self._receive()
                if frame is None:
                    return
                self._respond(frame)
        except OSError:
            return  # pulled, or the reader is gone: both are the end of this insertion

    def _respond(self, frame: bytes) -> None:
        if frame == _GIVE_ATR:
            self._send(self._card.atr)
        elif frame in {_POWER_ON, _RESET, _POWER_OFF}:
            self._card.power()
        else:
            self._answer(frame)

    def _answer(self, command: bytes) -> None:
        trouble = self._card.trouble_now()
        if trouble is Trouble.PULLED:
            self._out.set()
            self._drop()
            return
        if trouble in {Trouble.LATE, Trouble.MUTE}:
            self._out.wait(_LATE_SECONDS if trouble is Trouble.LATE else None)
        if not self._out.is_set():
            self._send(self._card.answer(command))

    def _send(self, data: bytes) -> None:
        self._line.sendall(len(data).to_bytes(2, "big") + data)

    def _receive(self) -> bytes | None:
        size = self._exactly(2)
        return None if size is None else self._exactly(int.from_bytes(size, "big"))

    def _exactly(self, count: int) -> bytes | None:
        data = b""
        while len(data) < count:
            if _QUICKACK is not None:
                # vpcd writes length and data apart: without this each command costs a delayed ACK, 44 ms.
                self._line.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)
            more = self._line.recv(count - len(data))
            if not more:
                return None
            data += more
        return data


class PrivatePcscd:
    """A pcscd of our own with one virtual reader, in the foreground, ended by its own process id.

    Needs root. Where the kernel allows, it runs in a mount namespace of its own, so that it neither disturbs nor meets
    the machine's pcscd; elsewhere it must be the only one. The calling process finds it through PCSCLITE_CSOCK_NAME,
    which libpcsclite reads once: make it before any reader.
    """

    def __init__(self) -> None:
        self.port = _free_pair_of_ports()
        self._folder = Path(tempfile.mkdtemp(prefix="relais-pcscd-"))
        self._socket = self._folder / "pcscd.comm"
        (self._folder / "readers").mkdir()
        (self._folder / "readers" / "vpcd").write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x{self.port:X}\n'
            f"LIBPATH {VPCD_DRIVER}\nCHANNELID 0x{self.port:X}\n",
            encoding="ascii",
        )
        self._process: subprocess.Popen[str] | None = None
        os.environ[_SOCKET_VARIABLE] = str(self._socket)

    def start(self) -> None:
        """Start it, or start it again; returns once it listens. Raises RuntimeError when it cannot."""
        daemon = f"exec pcscd --foreground --info --config {self._folder / 'readers'}"
        apart = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0
        script = f"mkdir -p {_RUN} && mount -t tmpfs tmpfs {_RUN} && {daemon}" if apart else daemon
        command = [*(("unshare", "--mount") if apart else ()), "sh", "-c", script]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._process = process
        if process.stdout is None or not _says_ready(process.stdout):
            self.stop()
            raise RuntimeError("pcscd did not start: it needs root, unshare and vsmartcard-vpcd")
        Thread(target=_drain, args=(process.stdout,), name="pcscd output", daemon=True).start()
        self._socket.unlink(missing_ok=True)
        self._socket.symlink_to(Path(f"/proc/{process.pid}/root{_RUN}" if apart else _RUN) / "pcscd.comm")
        if not _is_listening(self._socket):
            self.stop()
            raise RuntimeError("pcscd did not listen")

    def stop(self) -> None:
        """End it, as a service that crashes or is updated."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """End it and leave nothing behind."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def _says_ready(output: IO[str]) -> bool:
    return any("daemon ready" in line for line in output)


def _is_listening(place: Path) -> bool:
    # pcscd says that it is ready a moment before it listens.
    end = monotonic() + _CONNECT_SECONDS
    pause = Event()
    while monotonic() < end:
        with socket.socket(socket.AF_UNIX) as line:
            if line.connect_ex(str(place)) == 0:
                return True
        pause.wait(0.02)
    return False


def _drain(output: IO[str]) -> None:
    # A full pipe would stop pcscd.
    for _ in output:
        pass


def _free_pair_of_ports() -> int:
    # The driver always serves two slots, on two ports in a row.
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("", port + 1))
            except OSError:
                continue
            return port
    raise RuntimeError("no two free ports in a row")
