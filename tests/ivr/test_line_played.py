"""The whole line without a stream, played: whatever callers, telephones and streams do, it ends in words, or a person.

Every document that the site gives passes the list once more, as it comes.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.texts.words import Words
from hardware.speech.virtual import VirtualSynthesizer
from ivr.humans import Humans
from ivr.line.twilio import orders, paths
from ivr.line.twilio.account import TwilioLine
from ivr.line.twilio.switchboard import CallStage
from ivr.line.window.script import Line, Verb
from ivr.line.window.signed_web import Page, SignedWeb
from ivr.line.window.twiml_hands import Leave, Press, Ringing, ScriptedCaller, Telephones
from ivr.line.window.twiml_player import TwimlPlayer
from ivr.line.window.twiml_telephone import ScriptCaller
from tests.conftest import Space
from tests.ivr import site
from tests.ivr.twiml_documents import ours

CALLERS = st.lists(st.sampled_from([*"0129*#", *[Press(key, after=9) for key in "01"], Leave.LEAVE]), max_size=6)


@dataclass(frozen=True, kw_only=True)
class CheckedWeb(SignedWeb):
    """Checks every order that comes, and keeps where it came from."""

    seen: list[str] = field(default_factory=list)

    def ask(self, method: str, address: str, form: Mapping[str, str]) -> Page:
        page = super().ask(method, address, form)
        if page.media_type == "text/xml":
            orders.check(ours(page.body.decode()))
            self.seen.append(address.partition("/phone/twilio/")[2])
        return page


@dataclass
class World:
    """A site, and how many calls came to it."""

    url: str
    line: TwilioLine
    noted: list[str]
    calls: int = 0

    def player(self, *doing: Press | Leave | str, rings: Ringing = Ringing.NO_ANSWER, **more: object) -> TwimlPlayer:
        self.calls += 1
        return TwimlPlayer(
            web=CheckedWeb(auth_token=site.TOKEN),
            caller=ScriptedCaller.of(*doing),
            telephones=Telephones({site.NUMBER: rings}),
            fallback=self.url + paths.FALLBACK_PATH,
            status=self.url + paths.STATUS_PATH,
            form={"From": "+33100000001"},
            call_sid=f"CA{self.calls:032x}",
            **more,  # type: ignore[arg-type] - each test names them
        )

    def ends(self, player: TwimlPlayer, path: str = paths.VOICE_PATH) -> tuple[str, list[str]]:
        """How a call ended, and what was shown."""
        shown: list[str] = []
        player.show = shown.append
        return player.play(self.url + path), shown


@pytest.fixture(params=["open", "closed", "no-call-back", "full"])
def world(request: pytest.FixtureRequest, space: Space, words: Words) -> Iterator[World]:
    """Each kind of site; calls of one test all come to the same."""
    noted: list[str] = []
    lines: list[TwilioLine] = []

    def make(address: str) -> object:
        line = site.phone(space, words, VirtualSynthesizer(), origin=address)
        phone = line.phone
        if request.param == "closed":
            phone = replace(phone, exchange=replace(phone.exchange, humans=Humans()))
        if request.param == "full":
            phone = replace(phone, most_calls=0)
        notes = None if request.param == "no-call-back" else site.noting(noted)
        lines.append(replace(line, phone=phone, call_backs=notes))
        return site.application(lines[0])

    with site.served(make) as url:
        yield World(url, lines[0], noted)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(doing=CALLERS, rings=st.sampled_from(list(Ringing)), streams=st.sampled_from(["gone", "asks", "done", "breaks"]))
@pytest.mark.parametrize("path", [paths.VOICE_PATH, paths.FALLBACK_PATH])
def test_every_call_ends_in_words_or_with_a_person(
    world: World, path: str, doing: list[Press | Leave | str], rings: Ringing, streams: str
) -> None:
    """A stream that is not there, breaks, ends, or asks for a person; any keys; any telephone."""

    def stream(address: str, parameters: Mapping[str, str]) -> bool:
        if streams == "gone":
            return False
        call = world.line.switchboard.connect(player.call_sid, parameters["token"])
        assert call is not None
        assert address.endswith(paths.STREAM_PATH)
        if streams != "breaks":
            call.wants_human = streams == "asks"
            call.go_on(CallStage.TALKED)
        return streams != "breaks"

    player = world.player(*doing, rings=rings, stream=stream)
    ended, shown = world.ends(player, path)
    assert ended == "completed", shown
    assert world.line.switchboard._calls[player.call_sid].stage is CallStage.OVER
    has_left = shown[-1] == "the caller hangs up"
    was_done = shown == ["Stream", "Redirect", "Hangup"] and streams == "done"
    if not has_left and not was_done:
        assert shown[-1] == "Hangup"
        assert shown[-2].startswith("Play")
    assert ("(to the person) Play whisper.wav" in shown) == ("Dial: completed" in shown)


def test_a_call_back_is_noted_once_for_each_call_that_asks(world: World) -> None:
    """Where the site notes them, and where it does not."""
    before = len(world.noted)
    player = world.player()
    player.caller = ScriptCaller(deque([Line(verb=Verb.PRESS, text="1")]), lambda _: None)
    _, shown = world.ends(player)
    offered = "Play call-back.wav" in shown
    assert len(world.noted) - before == offered
    assert ("Play noted.wav" in shown) == offered


def test_the_player_sees_a_site_that_hangs_up_in_silence(world: World) -> None:
    """A control: a call that goes nowhere fails, and is not taken for one that ended."""
    player = world.player()
    player.fallback = ""
    ended, shown = world.ends(player, paths.DIALLED_PATH)
    assert ended == "failed"
    assert shown == ["! the site refuses the call: 409", "! status: the site refuses the call: 409"]
