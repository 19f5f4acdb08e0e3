"""`relais site --demo` as a process of its own, and a terminal that talks to it over the wire."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

from core.demo.people import ODETTE, DemoPerson
from kiosk.protocol import (
    Answer,
    Card,
    CardHolder,
    CardState,
    Challenge,
    PrinterState,
    Screen,
    ScreenKind,
    Show,
    TerminalMessage,
    decode_site,
    encode,
)
from service.demonstration.settings import DEVICE, demonstration_identity
from tests.service.relais_command import environment

PATIENCE_S = 20.0
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Running:
    """A site that serves."""

    process: subprocess.Popen[str]
    address: str
    journal: Path

    @property
    def terminals(self) -> str:
        """Where terminals call."""
        return "ws" + self.address.removeprefix("http") + "/kiosk/terminal"


@contextmanager
def running_site(data: Path, database: str = "") -> Iterator[Running]:
    """Start it, wait until it serves, and kill what is left of it; on PostgreSQL when its URL is given."""
    command = [sys.executable, "-m", "service", "site", "--data", str(data), "--port", "0", "--demo"]
    journal = data.with_suffix(".log")
    with (
        journal.open("ab") as errors,
        subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment(RELAIS_DATABASE=database),
        ) as process,
    ):
        try:
            assert process.stdout is not None
            word, address = process.stdout.readline().split()
            assert word == "ready"
            yield Running(process, address, journal)
        finally:
            process.kill()


@dataclass
class Caller:
    """A terminal on the wire: says, sees."""

    line: ClientConnection
    screen: Screen | None = None

    def say(self, message: TerminalMessage) -> None:
        self.line.send(encode(message))

    def greet(self, device: str = DEVICE) -> None:
        """Say which kiosk of the demonstration this is."""
        challenge = decode_site(self.line.recv(timeout=PATIENCE_S))
        assert isinstance(challenge, Challenge)
        self.say(demonstration_identity(device).hello(challenge, PrinterState.READY))

    def see(self) -> Screen:
        """The next screen that is no wait."""
        while True:
            message = decode_site(self.line.recv(timeout=PATIENCE_S))
            if isinstance(message, Show) and message.screen.kind is not ScreenKind.WAIT:
                self.screen = message.screen
                return message.screen

    def hear_all(self) -> None:
        """Until the site closes."""
        while True:
            self.line.recv(timeout=PATIENCE_S)

    def answer(self, *keys: str, typed: str = "") -> None:
        """Touch or type, without looking at what follows."""
        assert self.screen is not None
        self.say(Answer(screen=self.screen.id, keys=keys, typed=typed))

    def touch(self, *keys: str) -> Screen:
        for key in keys:
            self.answer(key)
            self.see()
        assert self.screen is not None
        return self.screen

    def prove(self, person: DemoPerson = ODETTE) -> Screen:
        """Card, code, menu."""
        holder = CardHolder(nir=person.nir, birth_date=person.birth_date.isoformat())
        self.say(Card(state=CardState.READ, holders=(holder,)))
        self.see()
        self.answer(typed=person.secret)
        return self.see()


@contextmanager
def calling(site: Running) -> Iterator[Caller]:
    """A terminal at its welcome screen."""
    with connect(site.terminals, max_size=None) as line:
        caller = Caller(line)
        caller.greet()
        caller.see()
        yield caller
