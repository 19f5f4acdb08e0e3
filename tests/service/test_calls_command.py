"""`relais calls`: what an operator sees of calls and does for those who wait; each mistake on one line."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from core.acts.request_call_back import RequestCallBack
from core.domain.audit import Channel
from core.domain.call_steps import StepCount
from core.texts.written import paris_day
from ivr.line.twilio.paths import FALLBACK_PATH, VOICE_PATH
from ivr.line.window.operator_side import OperatorSide
from ivr.line.window.signed_web import SignedWeb
from ivr.line.window.twiml_hands import Caller
from ivr.line.window.twiml_player import TwimlPlayer
from service.clock import SystemClock
from service.commands.calls import CountSteps, EndCallBack, ListCallBacks, MissCallBack
from service.commands.due import Due
from service.demonstration.settings import TWILIO_TOKEN
from service.faults import OperatorError
from service.operator.asking import ask
from service.operator.operation import Operation
from service.premises import open_premises
from service.settings import Settings
from tests.people import as_stranger
from tests.service.relais_command import relais, site

CALLER = replace(as_stranger(Channel.PHONE), caller="+33199004321", device="telephone")


class PressesOne(Caller):
    """Whenever a key is asked for, and never before."""

    def key(self, seconds: float, *, is_asked: bool) -> str:  # noqa: ARG002 - as any caller is asked
        return "1" if is_asked else ""


def said(operation: Operation, data: Path) -> list[str]:
    """What a command prints, without the seconds that a process takes to start."""
    return list(map(str, ask(operation, data, Settings())))


def told(data: Path, *words: str) -> str:
    """What the operator reads."""
    ended = relais("calls", *words, "--data", data)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def waits(data: Path, *, topic: str = "") -> str:
    """Somebody asked; the id that operators name it by."""
    with open_premises(data) as premises:
        premises.door.perform(RequestCallBack(topic=topic), CALLER)
        with premises.store.begin() as records:
            return records.call_backs.all()[0].call_back_id


def test_a_call_is_listed_while_it_lasts_and_counted_once_it_is_over(tmp_path: Path) -> None:
    """With the real programs: a step and counts, then a sum too small to be shown."""
    data = tmp_path / "site"

    async def call(address: str) -> str:
        rung = asyncio.Event()
        side = OperatorSide(
            site_url=address, auth_token=TWILIO_TOKEN, on_sound=lambda _: None, on_mark=lambda _: rung.set()
        )
        await side.ring()
        listening = asyncio.ensure_future(side.listen())
        await asyncio.wait_for(rung.wait(), 60)
        seen = await asyncio.to_thread(told, data, "list")
        await side.hang_up()
        await listening
        return seen

    with site(data, "--demo") as running:
        assert told(data, "list") == "no call goes on\n"
        seen = asyncio.run(call(running.address))
        assert re.fullmatch(
            r"[0-9a-f]{8}  telephone  fr  phone-welcome  0 min \d\d s, strikes 0, silences 0\n", seen
        ), seen
        counted = said(CountSteps(), data)
        while "no step was counted" in counted[-1]:
            Event().wait(0.1)
            counted = said(CountSteps(), data)
        assert counted[0].startswith("day         step           reached  hung up  fell silent")
        assert counted[1].split()[1:] == ["phone-welcome", "<5", "<5", "0", "0", "0"]
        assert told(data, "list") == "no call goes on\n"


def test_who_waits_is_called_tried_and_forgotten(tmp_path: Path) -> None:
    """Number by pairs, when it was asked, a topic that was agreed to, tries."""
    name = waits(tmp_path, topic="Vos documents")
    line = rf"{name}  01 99 00 43 21  asked \d{{4}}-\d\d-\d\d \d\d:\d\d UTC, Vos documents"
    assert re.fullmatch(f"{line}\n", told(tmp_path, "back"))
    assert told(tmp_path, "back", "--missed", name) == f"{name} waits on: tried 1 times\n"
    assert said(MissCallBack(call_back_id=name), tmp_path) == [f"{name} waits on: tried 2 times"]
    assert re.fullmatch(rf"{line}, tried 2 times, last [-\d]+ [:\d]+ UTC", said(ListCallBacks(), tmp_path)[0])
    assert told(tmp_path, "back", "--done", name) == f"{name} is done, and forgotten\n"
    assert told(tmp_path, "back") == "nobody waits to be called back\n"


def test_a_key_on_a_call_without_a_stream_is_noted(tmp_path: Path) -> None:
    """The stream does not open, no person picks up, and 1 is pressed after « pour un rappel, tapez 1 »."""
    data, shown = tmp_path / "site", list[str]()
    with site(data, "--demo") as running:
        player = TwimlPlayer(
            web=SignedWeb(auth_token=TWILIO_TOKEN),
            caller=PressesOne(),
            form={"From": CALLER.caller},
            show=shown.append,
            fallback=running.address + FALLBACK_PATH,
        )
        assert player.play(running.address + VOICE_PATH) == "completed"
        assert re.fullmatch(r"\d{6}  01 99 00 43 21  asked [-\d]+ [:\d]+ UTC\n", told(data, "back")), shown


def test_what_nobody_agreed_to_is_not_listed(tmp_path: Path) -> None:
    """No topic, no try."""
    waits(tmp_path)
    assert re.fullmatch(r"\d{6}  01 99 00 43 21  asked [-\d]+ [:\d]+ UTC", said(ListCallBacks(), tmp_path)[0])


@pytest.mark.parametrize("asked", [EndCallBack(call_back_id="000000"), MissCallBack(call_back_id="Lefort")])
def test_who_does_not_wait_is_told(tmp_path: Path, asked: Operation) -> None:
    """A mistake changes nothing, and repeats nothing of what was typed."""
    waits(tmp_path)
    with pytest.raises(OperatorError, match=r"nobody waits under this number: .* nothing was changed"):
        said(asked, tmp_path)
    assert len(said(ListCallBacks(), tmp_path)) == 1


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["back", "--done", "111111", "--missed", "222222"], "--done or --missed: one of them"),
        (["steps", "--since", "hier"], "--since hier: a day is expected"),
    ],
)
def test_a_mistake_is_told_on_one_line(tmp_path: Path, words: list[str], fault: str) -> None:
    """Code 2, and what is expected."""
    with open_premises(tmp_path):
        pass
    ended = relais("calls", *words, "--data", tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"relais: {fault}")
    assert ended.stderr.count("\n") == 1


def test_call_backs_end_after_a_month(tmp_path: Path) -> None:
    """By `relais due`, done or not."""
    waits(tmp_path)
    now = SystemClock().now()
    assert said(Due(now=now + timedelta(days=29)), tmp_path)[-1].endswith("30 days ago: 0 forgotten")
    assert said(Due(now=now + timedelta(days=31)), tmp_path)[-1].endswith("30 days ago: 1 forgotten")
    assert said(ListCallBacks(), tmp_path) == ["nobody waits to be called back"]


def test_steps_are_shown_from_a_day_on_and_small_sums_are_hidden(tmp_path: Path) -> None:
    """A table by day and step."""
    today = paris_day(SystemClock().now())
    with open_premises(tmp_path) as premises, premises.store.begin() as records:
        records.call_steps.add(today - timedelta(days=40), {"main-menu": StepCount(reached=7)})
        records.call_steps.add(today, {"main-menu": StepCount(reached=12, hung_up=4, strikes=5)})
    assert [line.split()[1:] for line in said(CountSteps(), tmp_path)[1:]] == [["main-menu", "12", "<5", "0", "0", "5"]]
    assert len(said(CountSteps(since=today - timedelta(days=41)), tmp_path)) == 3
    later = today + timedelta(days=1)
    assert said(CountSteps(since=later), tmp_path)[-1] == f"no step was counted since {later}"
