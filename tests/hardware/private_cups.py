"""A print server and an IPP printer of our own: real cupsd, real ippeveprinter, their own folders and ports.

Both are ended by their own process ids; the machine's own cupsd, if any, is neither met nor disturbed. What a job is
made of lies in `spool`; what came out of the printer lies in `tray`.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event
from time import monotonic

import cups

from hardware.page_printer.ipp import NoAnswerError, Question, RefusedError, ask
from hardware.ports import PrinterStatus

QUEUE = "A4"
PATIENCE_S = 20.0
_REASONS = {
    PrinterStatus.READY: "none",
    PrinterStatus.PAPER_LOW: "media-low",
    PrinterStatus.NO_PAPER: "media-empty",
    PrinterStatus.COVER_OPEN: "cover-open",
    PrinterStatus.FAULTY: "media-jam",
}
_BUS = """<busconfig><type>session</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"""
_FILES = """ServerRoot {folder}
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/temp
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
Printcap
User nobody
Group nogroup
SystemGroup root
"""
# The policy is that of Debian's own cupsd.conf; the three lines before it are what docs/operations.md asks for.
_SERVER = """Listen 127.0.0.1:{port}
LogLevel debug
WebInterface No
Browsing No
DefaultShared No
PreserveJobFiles No
PreserveJobHistory 10m
DefaultAuthType Basic
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  <Limit Create-Job Print-Job Print-URI Validate-Job>
    Order deny,allow
  </Limit>
  <Limit Send-Document Hold-Job Release-Job Restart-Job Purge-Jobs Cancel-My-Jobs Close-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit CUPS-Add-Modify-Printer CUPS-Delete-Printer Pause-Printer Resume-Printer Cancel-Jobs>
    AuthType Default
    Require user @SYSTEM
    Order deny,allow
  </Limit>
  <Limit Cancel-Job CUPS-Authenticate-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_QUEUE = """<Printer {queue}>
DeviceURI ipp://127.0.0.1:{port}/ipp/print
State Idle
Accepting Yes
Shared No
</Printer>
"""
# What a print engine does: says its state, may stand still half-way, and lays what is whole on the tray.
_ENGINE = """#!/bin/sh
if [ "$(head -c 5 "$1")" = hand: ]; then echo "STATE: $(tail -c +6 "$1")" >&2; exit 0; fi
touch {folder}/begun
trap 'rm -f {folder}/begun' EXIT
if [ -e {folder}/half-way ]; then echo "STATE: $(cat {folder}/half-way)" >&2; fi
while [ -e {folder}/hold ]; do sleep 0.05; done
if [ -e {folder}/torn ]; then exit 1; fi
cp "$1" {folder}/tray/$(ls {folder}/tray | wc -l).pdf
"""


class PrivateCups:
    """Starts both; `close` ends them and leaves nothing behind."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="relais-cups-"))
        self.folder.chmod(0o755)
        self.port, self._printer_port = _free_port(), _free_port()
        self.spool, self.tray, self.logs = (self.folder / name for name in ("spool", "tray", "log"))
        for name in ("spool", "cache", "state", "temp", "log", "tray", "printer"):
            (self.folder / name).mkdir()
        names = {"folder": self.folder, "port": self.port, "queue": QUEUE}
        for name, text in {
            "bus.conf": _BUS,
            "cups-files.conf": _FILES,
            "cupsd.conf": _SERVER,
            "engine": _ENGINE,
        }.items():
            (self.folder / name).write_text(text.format(**names), encoding="ascii")
        (self.folder / "printers.conf").write_text(
            _QUEUE.format(queue=QUEUE, port=self._printer_port), encoding="ascii"
        )
        (self.folder / "engine").chmod(0o755)
        self._processes: list[subprocess.Popen[bytes]] = []
        try:
            self._run("dbus-daemon", f"--config-file={self.folder}/bus.conf", "--nofork", "--nopidfile")
            wait_until((self.folder / "bus").exists)
            self._printer = self._start_printer()
            self._server = self._start_server()
        except BaseException:
            self.close()
            raise

    @property
    def _printer_uri(self) -> str:
        return f"ipp://127.0.0.1:{self._printer_port}/ipp/print"

    def set_status(self, status: PrinterStatus) -> None:
        """Take the paper away, open the cover, switch it off, or make it ready again."""
        self.unplug()
        if status is not PrinterStatus.UNREACHABLE:
            # Without paper it would take no more orders, a hand's neither: it starts anew each time.
            self._printer = self._start_printer()
            self._tell_engine(_REASONS[status])

    def unplug(self) -> None:
        """The printer is gone, whatever it was doing."""
        self._printer.kill()
        self._printer.wait()
        self.tear()

    def hold(self, *, half_way: PrinterStatus | None = None) -> None:
        """Let the engine stand still in its next job; `half_way` is what the printer then says of itself."""
        (self.folder / "hold").touch()
        if half_way is not None:
            (self.folder / "half-way").write_text(_REASONS[half_way], encoding="ascii")

    def wait_until_begun(self) -> None:
        """The engine has the job."""
        wait_until((self.folder / "begun").exists)

    def tear(self) -> None:
        """What stands half-way never comes out whole; the engine is free again."""
        (self.folder / "torn").touch()
        self.let_go()
        wait_until(lambda: not (self.folder / "begun").exists())
        (self.folder / "torn").unlink()

    def let_go(self) -> None:
        """The engine goes on."""
        for name in ("hold", "half-way"):
            (self.folder / name).unlink(missing_ok=True)

    def freeze_server(self, *, is_frozen: bool) -> None:
        """Let the print server be mute, or answer again."""
        self._server.send_signal(signal.SIGSTOP if is_frozen else signal.SIGCONT)

    def printed(self) -> list[bytes]:
        """Each document that came out whole, the oldest first."""
        return [file.read_bytes() for file in sorted(self.tray.iterdir(), key=lambda file: int(file.stem))]

    def close(self) -> None:
        """End both, and the bus."""
        self.let_go()
        for process in reversed(self._processes):
            process.send_signal(signal.SIGCONT)
            process.terminate()
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start_server(self) -> "subprocess.Popen[bytes]":
        files, settings = self.folder / "cups-files.conf", self.folder / "cupsd.conf"
        server = self._run("cupsd", "-f", "-c", str(settings), "-s", str(files))
        wait_until(lambda: _answers(f"ipp://127.0.0.1:{self.port}/printers/{QUEUE}"))
        return server

    def _start_printer(self) -> "subprocess.Popen[bytes]":
        port, engine, spool = str(self._printer_port), str(self.folder / "engine"), str(self.folder / "printer")
        printer = self._run(
            *("ippeveprinter", "-p", port, "-n", "localhost", "-r", "off", "-d", spool, "-c", engine),
            *("-f", "application/pdf", "relais"),
        )
        wait_until(lambda: _answers(self._printer_uri))
        return printer

    def _run(self, *command: str) -> "subprocess.Popen[bytes]":
        # ippeveprinter asks for a system bus even when it announces nothing: this one is its own.
        here = {
            **os.environ,
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.folder}/bus",
            "PATH": os.environ.get("PATH", "") + ":/usr/sbin",
        }
        with (self.folder / "said").open("ab") as said:
            process = subprocess.Popen(command, env=here, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        self._processes.append(process)
        return process

    def _tell_engine(self, reasons: str) -> None:
        """A hand on the device, as a job that prints nothing."""
        about = {"document-format": "application/pdf"}
        document = f"hand:{reasons}".encode()
        ask(self._printer_uri, Question(operation=cups.IPP_OP_PRINT_JOB, about=about, document=document), 5)
        wait_until(lambda: self._says(reasons))

    def _says(self, reasons: str) -> bool:
        wanted = ("printer-state", "printer-state-reasons")
        question = Question(operation=cups.IPP_OP_GET_PRINTER_ATTRIBUTES, wanted=wanted)
        (told,) = ask(self._printer_uri, question, 5)
        return bool(
            told["printer-state"] == [cups.IPP_PRINTER_IDLE] and told["printer-state-reasons"][0].startswith(reasons)
        )


def wait_until(is_so: Callable[[], bool]) -> None:
    """Look again and again, for a while."""
    end = monotonic() + PATIENCE_S
    pause = Event()
    while not is_so():
        assert monotonic() < end, "it never came"
        pause.wait(0.02)


def _answers(uri: str) -> bool:
    try:
        ask(uri, Question(operation=cups.IPP_OP_GET_PRINTER_ATTRIBUTES, wanted=("printer-state",)), 2)
    except (NoAnswerError, RefusedError):
        return False
    return True


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
