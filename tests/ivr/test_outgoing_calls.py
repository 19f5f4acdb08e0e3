"""Calls of ours, from the asking to the last word: to a person, to a machine, to nobody; once, and only if we asked."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from core.texts.words import Words
from hardware.speech.virtual import VirtualSynthesizer
from ivr.line import captions
from ivr.line.announcement import Announcement, Purpose
from ivr.line.outgoing import Placed
from ivr.line.playout import WRITTEN
from ivr.line.twilio.account import TwilioLine
from ivr.line.twilio.rest import TwilioOutgoing
from ivr.line.twilio.rest_account import RestAccount
from ivr.line.twilio.virtual_rest import VirtualAccount, VirtualHttpClient
from ivr.line.window.operator_side import NoCallError, OperatorSide
from ivr.line.window.signed_web import SignedWeb
from tests.conftest import Space
from tests.ivr import site

SID, SOMEBODY = "AC" + "0" * 32, "+33100000001"
CODE = Announcement(purpose=Purpose.CODE, code="472183")
TRY = Announcement(purpose=Purpose.TRY)


@dataclass
class Out:
    """A site that calls, and the operator that places its calls."""

    url: str
    line: TwilioLine
    outgoing: TwilioOutgoing
    account: VirtualAccount
    heard: list[captions.Caption] = field(default_factory=list)

    def placed(self, announcement: Announcement) -> str:
        """Where the operator will ask what to say."""
        assert self.outgoing.call(SOMEBODY, announcement) is Placed.PLACED
        return self.account.calls[-1]["Url"].removeprefix(self.url)

    def answered(self, where: str, by: str, keys: str = "") -> list[str]:
        """What is said to whoever picks up and presses these keys, by message id."""
        return asyncio.run(self._answered(where, by, keys))

    async def _answered(self, where: str, by: str, keys: str) -> list[str]:
        said, may_answer = list[str](), asyncio.Event()

        def on_mark(name: str) -> None:
            caption = captions.read(name)
            if caption.text:
                said.append(caption.key)
                self.heard.append(caption)
            if caption.is_question:
                may_answer.set()

        side = OperatorSide(site_url=self.url, auth_token=site.TOKEN, on_sound=lambda _: None, on_mark=on_mark)
        await side.ring(where, AnsweredBy=by, Direction="outbound-api")
        listening = asyncio.create_task(side.listen())
        if keys:
            async with asyncio.timeout(10):
                await may_answer.wait()
            await side.press(keys)
        async with asyncio.timeout(20):
            await listening
        assert not await side.is_passed_on()
        return said


@pytest.fixture
def out(space: Space, words: Words) -> Iterator[Out]:
    """Its waits are a twentieth of a person's."""
    lines: list[TwilioLine] = []

    def make(address: str) -> object:
        lines.append(site.phone(space, words, VirtualSynthesizer(), origin=address, pace=WRITTEN, patience=0.05))
        return site.application(lines[0])

    with site.served(make) as url:
        account = VirtualAccount(account_sid=SID, auth_token=site.TOKEN)
        outgoing = TwilioOutgoing(
            settings=lines[0].settings,
            account=RestAccount(account_sid=SID, auth_token=site.TOKEN, number=site.NUMBER),
            switchboard=lines[0].switchboard,
            words=words,
            http=VirtualHttpClient(account),
        )
        yield Out(url, lines[0], outgoing, account)


@pytest.mark.parametrize("purpose", [Purpose.TRY, Purpose.CALL_BACK, Purpose.NOTICE])
@pytest.mark.parametrize("by", ["human", "unknown", ""])
def test_a_fixed_sentence_is_said_to_whoever_picks_up(out: Out, purpose: Purpose, by: str) -> None:
    """Nothing of anybody is in it; then the call ends."""
    said = out.answered(out.placed(Announcement(purpose=purpose)), by)
    assert said == [f"telephone-outgoing--{purpose.value}"]


def test_a_code_is_said_twice_to_a_person(out: Out) -> None:
    """Then « ne donnez ce code à personne »."""
    said = out.answered(out.placed(CODE), "human")
    assert said == [f"telephone-outgoing--{part}" for part in ("code", "digits", "digits-again", "tell-nobody")]


@pytest.mark.parametrize("by", ["unknown", ""])
def test_where_nobody_knows_a_key_is_asked_for_first(out: Out, by: str) -> None:
    """A machine presses none: it hears the question alone, twice."""
    assert out.answered(out.placed(CODE), by) == ["telephone-outgoing--press-one"] * 2
    assert out.answered(out.placed(CODE), by, keys="2")[-1] == "telephone-outgoing--press-one"
    assert out.answered(out.placed(CODE), by, keys="1")[1:2] == ["telephone-outgoing--code"]


@pytest.mark.parametrize("by", ["machine_start", "machine_end_beep", "machine_end_silence", "fax"])
@pytest.mark.parametrize("announcement", [CODE, TRY])
def test_to_a_machine_nothing_is_said(out: Out, announcement: Announcement, by: str) -> None:
    """No stream is opened at all; and the code is forgotten."""
    where = out.placed(announcement)
    with pytest.raises(NoCallError, match="opens no stream"):
        out.answered(where, by)
    if announcement is CODE:
        with pytest.raises(NoCallError, match="409"):
            out.answered(where, "human")


def test_a_code_is_told_once(out: Out) -> None:
    """Whoever captured the question gets nothing by asking again, even as another call."""
    where = out.placed(CODE)
    out.answered(where, "human")
    with pytest.raises(NoCallError, match="409"):
        out.answered(where, "human")


@pytest.mark.parametrize(
    "query", ["", "?what=code&since={now}", "?what=dance&since={now}", "?what=try", "?what=try&since={old}", "?call=0"]
)
def test_a_call_that_nobody_asked_for_says_nothing(out: Out, space: Space, query: str) -> None:
    """Signed or not: a purpose, a recent moment, or a name that we drew."""
    now = int(space.clock.now().timestamp())
    where = "/phone/twilio/outgoing" + query.format(now=now, old=now - 7200)
    with pytest.raises(NoCallError, match="409"):
        out.answered(where, "human")


def test_a_call_of_tomorrow_is_another_call(out: Out, space: Space) -> None:
    """The signed address is worth half an hour."""
    where = out.placed(TRY)
    space.clock.advance(timedelta(hours=1))
    with pytest.raises(NoCallError, match="409"):
        out.answered(where, "human")


def test_what_became_of_a_call_that_nobody_took_is_heard(out: Out) -> None:
    """« Busy », « no answer »: known by our own signed address, and nothing more."""
    out.placed(TRY)
    where = out.account.calls[-1]["StatusCallback"].removeprefix(out.url)
    side = OperatorSide(site_url=out.url, auth_token=site.TOKEN, on_sound=lambda _: None, on_mark=lambda _: None)
    page = SignedWeb(auth_token=site.TOKEN).ask(
        "POST", out.url + where, {"CallSid": side.call_sid, "CallStatus": "busy"}
    )
    assert page.body == b""


def test_no_order_says_a_digit_of_the_code(out: Out) -> None:
    """It is in our own sound, and in nothing else that the operator is sent."""
    where = out.placed(CODE)
    order = SignedWeb(auth_token=site.TOKEN).ask("POST", out.url + where, {"CallSid": "CA7", "AnsweredBy": "human"})
    assert b"<Stream" in order.body
    assert CODE.code.encode() not in order.body
    assert CODE.code not in where
    assert CODE.code not in repr(out.account) + repr(out.line) + repr(out.line.switchboard._calls)
