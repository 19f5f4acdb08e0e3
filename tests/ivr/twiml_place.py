"""A site made of documents, and a call played towards it: what the tests of the TwiML player share."""

import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from urllib.parse import parse_qsl, urlsplit

from twilio.request_validator import RequestValidator

from ivr.line.window.signed_web import SignedWeb
from ivr.line.window.twiml_hands import Leave, Press, ScriptedCaller
from ivr.line.window.twiml_player import TwimlPlayer

TOKEN = "player"
BYE = "<Say>bye</Say>"


def sound(seconds: float = 2.0) -> bytes:
    """A WAV of silence."""
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(b"\0\0" * int(8000 * seconds))
    return file.getvalue()


@dataclass
class Place:
    """A site made of documents: what it was asked, and with which form."""

    url: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    unsigned: list[str] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for method, path, _ in self.asked if not path.endswith(".wav")]

    def form(self, path: str) -> dict[str, str]:
        """Of the last time that it was asked there."""
        return next(form for _, asked, form in reversed(self.asked) if asked == path)


@contextmanager
def serving() -> Iterator[Place]:
    """On a free port; every question must be signed."""
    here = Place()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer("GET", {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.answer("POST", dict(parse_qsl(body, keep_blank_values=True)))

        def answer(self, method: str, form: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            given = self.headers["X-Twilio-Signature"]
            if not RequestValidator(TOKEN).validate(here.url + self.path, form, given):
                here.unsigned.append(self.path)
            here.asked.append((method, path, form or dict(parse_qsl(urlsplit(self.path).query))))
            is_sound = path.endswith(".wav")
            body = sound() if is_sound else f"<Response>{here.pages.get(path, '')}</Response>".encode()
            self.send_response(200 if is_sound or path in here.pages else 404)
            self.send_header("Content-Type", "audio/wav" if is_sound else "text/xml")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        here.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield here
        server.shutdown()
        assert here.unsigned == []


@dataclass
class Played:
    """How it went."""

    ended: str
    shown: list[str]
    caller: ScriptedCaller


def play(place: Place, order: str, *doing: Press | Leave | str, **more: object) -> Played:
    """A call whose first document is this order."""
    place.pages["/first"] = order
    shown: list[str] = []

    def show(line: str) -> None:
        shown.append("Say" if line.startswith("Say") else line)

    caller = ScriptedCaller.of(*doing)
    player = TwimlPlayer(web=SignedWeb(auth_token=TOKEN), caller=caller, show=show, **more)  # type: ignore[arg-type] - each test names them
    return Played(player.play(place.url + "/first", From="+33100000001"), shown, caller)
