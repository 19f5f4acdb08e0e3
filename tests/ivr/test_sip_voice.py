"""A caller who speaks on a line of one's own: their sound reaches the ear that all lines share, in both laws."""

import dataclasses

import numpy as np
import pytest

from core.texts.words import Words
from hardware.recogniser.virtual_ear import VirtualEar, spoken
from ivr.line.attention import ECHO_FRAMES, SiteEar
from ivr.voice import alaw, mulaw
from tests.conftest import Space
from tests.ivr import site
from tests.ivr.recorded import RecordedVoice, ShortSynthesizer
from tests.ivr.sip_caller import PCMA, PCMU, SipCaller, calling, description
from tests.ivr.sip_site import sip_site

HUSH = mulaw.SILENCE * 3_200


def says(caller: SipCaller, words: str, kind: int) -> None:
    """Our own voice dies away on the line; then the words, then a hush."""
    voice = mulaw.encode(np.frombuffer(spoken(words), dtype="<i2"))
    for frame in mulaw.frames(mulaw.SILENCE * mulaw.FRAME_BYTES * ECHO_FRAMES + voice + HUSH):
        caller.sequence_of_sound += 1
        payload = alaw.from_mulaw(frame) if kind == PCMA else frame
        caller.say(caller.packet(payload, kind=kind, sequence=caller.sequence_of_sound))


@pytest.mark.parametrize("kind", [PCMU, PCMA])
def test_a_word_of_the_step_is_an_answer(space: Space, words: Words, kind: int) -> None:
    """« Ouvrir mon espace », said after the welcome, asks for the number; no key is pressed."""
    phone = site.phone(space, words, ShortSynthesizer()).phone
    voice = RecordedVoice(ShortSynthesizer(), "short")
    exchange = dataclasses.replace(phone.exchange, hears_words=True, patience=10.0)
    phone = dataclasses.replace(phone, voice=voice, ear=SiteEar(ear=VirtualEar()), exchange=exchange)
    with sip_site(phone) as line, calling(line.address) as caller:
        caller.call(description(caller.sound_port, formats=f"{kind} 101"))
        reception = line.endpoint.reception
        assert reception is not None
        (call,) = reception.calls.values()
        assert site.until(lambda: call.line.attention.is_listening)
        says(caller, "ouvrir mon espace", kind)
        assert site.until(lambda: "access-number.spoken" in voice.keys)
        caller.hang_up()
