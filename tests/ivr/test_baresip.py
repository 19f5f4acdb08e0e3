"""baresip against our line: a telephone that nobody here wrote hears the voice, presses keys, and hangs up."""

import dataclasses
from pathlib import Path

import pytest

from core.texts.words import Words
from hardware.speech.pico import PicoSynthesizer
from ivr.line.sip.sip_call import SipCall
from ivr.voice import mulaw
from tests.conftest import Space
from tests.ivr import site
from tests.ivr.baresip import baresip
from tests.ivr.recorded import RecordedVoice
from tests.ivr.sip_site import sip_site
from tests.real_stacks import requires

pytestmark = requires("baresip")


def _seconds(call: SipCall, seconds: float) -> None:
    """So much more of our sound is sent."""
    wanted = call.sound._ticks + round(seconds / mulaw.FRAME_SECONDS)
    assert site.until(lambda: call.sound._ticks >= wanted)


@pytest.mark.parametrize("codec", ["PCMU", "PCMA"])
def test_the_voice_is_heard_keys_count_and_the_end_is_told(
    space: Space, words: Words, tmp_path: Path, codec: str
) -> None:
    """The welcome, a key that stops it, the question that follows; its own recording is loud and long enough."""
    voice = RecordedVoice(PicoSynthesizer(), "pico")
    phone = dataclasses.replace(site.phone(space, words, PicoSynthesizer()).phone, voice=voice)
    with sip_site(phone) as line, baresip(tmp_path, codec) as telephone:
        telephone.dial(line.address)
        assert site.until(lambda: "phone-welcome.spoken" in voice.keys, 15.0), telephone.log.read_text()
        assert line.endpoint.reception is not None
        (call,) = line.endpoint.reception.calls.values()
        assert call.sound.offer.law.value == codec
        _seconds(call, 4.0)
        telephone.press("1")
        _seconds(call, 0.2)
        telephone.let_go()
        assert site.until(lambda: "access-number.spoken" in voice.keys), telephone.log.read_text()
        _seconds(call, 2.0)
        telephone.command("hangup")
        assert site.until(lambda: phone.talking == 0)
        assert site.until(lambda: any(tmp_path.glob("*dec.wav")))
    heard = telephone.heard()
    assert heard.seconds > 4.0
    assert 0.02 < heard.rms < 0.5
    assert heard.loudest > 0.2
