"""One walk, a refusal for some organs, through every line: the same messages by their ids, the same acts.

SIP has the same walk in tests/ivr/test_sip_walk.py; the kiosk, told by touch and by voice, in
tests/journeys/test_one_story_three_proofs.py.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import pytest

from core.demo.people import JEANNE, MARCEL, ODETTE, DemoPerson
from core.texts.words import Words, load_words
from ivr.line.phone_service import PhoneService
from ivr.line.playout import WRITTEN
from ivr.line.twilio.paths import VOICE_PATH
from ivr.line.virtual import presses
from ivr.line.window.operator_side import OperatorSide
from ivr.line.window.script import Line, Verb
from ivr.line.window.signed_web import SignedWeb
from ivr.line.window.twiml_hands import CallerLeftError, ScriptedCaller
from ivr.line.window.twiml_player import TwimlPlayer
from ivr.line.window.written_telephone import WrittenTelephone
from tests.conftest import Space
from tests.ivr import site
from tests.ivr.recorded import RecordedVoice, ShortSynthesizer, walk_without_a_telephone

CHOICES = "41222212212172"
"""Organ donation, make it known, some organs: kidneys and corneas, right, keep it, the number of the receipt."""


def typed_by(person: DemoPerson) -> list[str]:
    """What this person presses at each question, from the welcome on."""
    return ["1", person.access_number, person.secret, person.codes[0], "1", *CHOICES]


async def press_all(side: OperatorSide, typed: list[str]) -> None:
    """Press, each when it is asked for, then leave."""
    telephone = WrittenTelephone(show=lambda _: None)
    telephone.side = side
    listening = asyncio.create_task(side.listen())
    side.on_mark = telephone.on_mark
    for keys in typed:
        await telephone.follow(Line(verb=Verb.PRESS, text=keys))
    await telephone.settle()
    await side.hang_up()
    await listening


def operator(url: str, call_sid: str) -> OperatorSide:
    """The other end of a stream."""
    return OperatorSide(
        site_url=url, auth_token=site.TOKEN, on_sound=lambda _: None, on_mark=lambda _: None, call_sid=call_sid
    )


def by_stream(url: str, typed: list[str]) -> None:
    """Webhook, then Media Streams."""

    async def call() -> None:
        side = operator(url, "CA" + "1" * 32)
        await side.ring()
        await press_all(side, typed)

    asyncio.run(call())


def by_twiml(url: str, typed: list[str]) -> None:
    """The player follows the site's orders; the stream is one of them."""
    call_sid = "CA" + "2" * 32

    def stream(_: str, parameters: Mapping[str, str]) -> bool:
        async def hold() -> None:
            side = operator(url, call_sid)
            await side.open(parameters)
            await press_all(side, typed)

        asyncio.run(hold())
        raise CallerLeftError

    player = TwimlPlayer(
        web=SignedWeb(auth_token=site.TOKEN), caller=ScriptedCaller.of(), stream=stream, call_sid=call_sid
    )
    assert player.play(url + VOICE_PATH) == "completed"


@pytest.mark.parametrize(("line", "person"), [(by_stream, MARCEL), (by_twiml, JEANNE)])
def test_every_line_says_and_does_the_same(space: Space, words: Words, line: object, person: DemoPerson) -> None:
    """Message ids in order, and the trace; as without a telephone."""
    phone = site.phone(space, words, ShortSynthesizer()).phone
    without, acts = walk_without_a_telephone(phone, space, presses("".join(typed_by(ODETTE))))
    voice, before = RecordedVoice(ShortSynthesizer(), "short"), len(space.leaves())

    def make(address: str) -> object:
        twilio = site.phone(space, words, ShortSynthesizer(), origin=address)
        service: PhoneService = replace(twilio.phone, voice=voice, pace=WRITTEN)
        return site.application(replace(twilio, phone=service))

    with site.served(make) as url:
        line(url, typed_by(person))  # type: ignore[operator] - one of the two above
    assert voice.keys == without.keys
    assert [leaf.act for leaf in space.leaves(before)] == [leaf.act for leaf in acts]
    assert "state-organ-donation-choice" in [leaf.act for leaf in acts]


@pytest.fixture
def words() -> Words:
    """The French of the product."""
    return load_words()
