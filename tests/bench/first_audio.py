"""How long a caller waits for the first sound, through streamdouble, and how long a kept prompt takes to be given."""

import asyncio
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.applications import Starlette
from streamdouble.protocol import StreamIdentity
from streamdouble.scenario import Scenario, WaitFor
from streamdouble.session import Session, SessionConfig

from core.acts.perform import Door
from core.journeys.phone_visit import phone_visit
from core.journeys.visit import Visit
from core.storage.keys import open_keys
from core.storage.secret_hasher import Argon2Hasher
from core.storage.unit_of_work import open_store
from core.texts.words import load_words
from hardware.ports import Sound, Synthesizer
from hardware.speech.pico import PicoSynthesizer
from ivr.exchange import Exchange
from ivr.line.media_stream import STREAM_PATH
from ivr.line.phone_service import PhoneService, PhoneSettings, fixed_sentences
from ivr.line.switchboard import Switchboard
from ivr.line.twilio_webhooks import routes
from ivr.sound import Manner, Voice
from service.bench.table import Row, Verdict
from service.chance import SystemChance
from service.clock import SystemClock
from tests.ivr.site import served, signing

TARGET_MS = 800.0
KEPT_TARGET_MS = 5.0
CALLS = 7
ORIGIN, TOKEN = "https://relais.example", "bench"


class LateSynthesizer(Synthesizer):
    """A voice that thinks for a second: the bench must see it."""

    def __init__(self, voice: Synthesizer) -> None:
        self._voice = voice
        self._never = threading.Event()

    def render(self, text: str, *, speed: float = 1.0) -> Sound:
        """Speak, late."""
        self._never.wait(1.0)
        return self._voice.render(text, speed=speed)


def measure(*, calls: int = CALLS) -> list[Row]:
    """Two figures: the first call of a site whose prompts are not made yet, and a prompt that is kept."""
    pico = PicoSynthesizer()
    waits = _first_audio(pico, calls)
    control = _first_audio(LateSynthesizer(pico), 1)[0]
    worst = max(waits)
    reached = Verdict.REACHED if worst < TARGET_MS else Verdict.MISSED
    return [
        Row(
            name="first audio after the stream starts",
            value=worst,
            unit="ms",
            target=f"< {TARGET_MS:.0f}",
            verdict=reached if control > TARGET_MS else Verdict.VOID,
            context={"median": statistics.median(waits), "cold": waits[0], "late-voice control": control},
        ),
        _kept(pico),
    ]


def _kept(synthesizer: Synthesizer) -> Row:
    voice, welcome = Voice(synthesizer, "pico"), fixed_sentences(load_words())[0]

    def given() -> float:
        start = time.perf_counter()
        voice.say(welcome, Manner())
        return (time.perf_counter() - start) * 1000

    made = given()
    kept = [given() for _ in range(200)]
    reached = Verdict.REACHED if max(kept) < KEPT_TARGET_MS else Verdict.MISSED
    return Row(
        name="kept prompt given",
        value=max(kept),
        unit="ms",
        target=f"< {KEPT_TARGET_MS:.0f}",
        verdict=reached if made > max(kept) else Verdict.VOID,
        context={"median": statistics.median(kept), "made control": made},
    )


def _first_audio(synthesizer: Synthesizer, calls: int) -> list[float]:
    """Milliseconds, call after call, on one site; the first call finds no prompt made."""
    with tempfile.TemporaryDirectory() as folder, _site(Path(folder), synthesizer) as (address, service):
        return [_one_call(address, service, f"CA{number:032x}") for number in range(calls)]


def _one_call(address: str, service: PhoneService, call_sid: str) -> float:
    config = SessionConfig(
        custom_parameters={"token": service.switchboard.ring(call_sid) or ""}, max_drain_s=0.1, quiet_period_s=0.1
    )
    scenario = Scenario(name="first audio", steps=[WaitFor("audio")])
    session = Session(address, scenario=scenario, config=config, identity=StreamIdentity(call_sid=call_sid))
    waited = asyncio.run(session.run()).time_to_first_audio_s
    if waited is None:
        raise RuntimeError("nothing was heard")
    return waited * 1000


@contextmanager
def _site(folder: Path, synthesizer: Synthesizer) -> Iterator[tuple[str, PhoneService]]:
    """A site with an empty store, behind an operator that signs."""
    store = open_store(folder / "site")
    clock, ids = SystemClock(), SystemChance()
    door = Door(store=store, clock=clock, ids=ids, keys=open_keys(folder / "site"))
    service = PhoneService(
        settings=PhoneSettings(public_origin=ORIGIN, auth_token=TOKEN),
        exchange=Exchange(words=load_words(), clock=clock),
        switchboard=Switchboard(clock, ids),
        voice=Voice(synthesizer, "pico"),
        make_visit=lambda terminal: Visit(terminal, phone_visit, door, Argon2Hasher()),
    )
    with served(lambda _: signing(Starlette(routes=routes(service)), ORIGIN, TOKEN)) as url:
        yield "ws" + url.removeprefix("http") + STREAM_PATH, service
    store.close()
