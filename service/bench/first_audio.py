"""How long a caller waits for the first sound, through streamdouble, and how long a kept prompt takes to be given."""

import asyncio
import statistics
import tempfile
import threading
from pathlib import Path

from core.texts.words import load_words
from hardware.ports import Sound, Synthesizer
from hardware.speech.pico import PicoSynthesizer
from ivr.line.phone_service import fixed_sentences
from ivr.line.twilio.account import TwilioLine
from ivr.voice.sound import Manner, Voice
from service.bench.rounds import milliseconds
from service.bench.table import Row
from service.bench.telephone_site import telephone_site
from service.bench.verdicts import AbsentError, limit_row

TARGET_MS = 800.0
KEPT_TARGET_MS = 5.0
CALLS = 7
KEPT = 200


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
    return [
        limit_row(
            "first audio after the stream starts, the longest",
            max(waits),
            "ms",
            TARGET_MS,
            is_control_seen=control > TARGET_MS,
            context={"median": statistics.median(waits), "cold": waits[0], "late-voice control": control},
        ),
        _kept(pico),
    ]


def _kept(synthesizer: Synthesizer) -> Row:
    voice, welcome = Voice(synthesizer, "pico"), fixed_sentences(load_words())[0]

    def given() -> float:
        return milliseconds(lambda: voice.say(welcome, Manner()))

    made = given()
    kept = [given() for _ in range(KEPT)]
    return limit_row(
        f"kept prompt given, the longest of {KEPT}",
        max(kept),
        "ms",
        KEPT_TARGET_MS,
        is_control_seen=made > KEPT_TARGET_MS,
        context={"median": statistics.median(kept), "made-now control": made},
    )


def _first_audio(synthesizer: Synthesizer, calls: int) -> list[float]:
    """Milliseconds, call after call, on one site; the first call finds no prompt made."""
    with (
        tempfile.TemporaryDirectory() as folder,
        telephone_site(Path(folder), synthesizer) as (address, service),
    ):
        return [_one_call(address, service, f"CA{number:032x}") for number in range(calls)]


def _one_call(address: str, service: TwilioLine, call_sid: str) -> float:
    try:
        from streamdouble.protocol import StreamIdentity
        from streamdouble.scenario import Scenario, WaitFor
        from streamdouble.session import Session, SessionConfig
    except ImportError:
        raise AbsentError("streamdouble, of the extra named dev") from None
    config = SessionConfig(
        custom_parameters={"token": service.switchboard.ring(call_sid) or ""}, max_drain_s=0.1, quiet_period_s=0.1
    )
    scenario = Scenario(name="first audio", steps=[WaitFor("audio")])
    session = Session(address, scenario=scenario, config=config, identity=StreamIdentity(call_sid=call_sid))
    waited = asyncio.run(session.run()).time_to_first_audio_s
    if waited is None:
        raise RuntimeError("nothing was heard")
    return float(waited) * 1000
