"""Every state that a call can be in, found by going everywhere: the real call and journey, an invented world."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import Any, Self, cast

from core.acts.prove_identity import Proof, ProofStatus, ProveIdentity
from core.acts.request import Ask
from core.domain.audit import Channel
from core.journeys.asking_person import ask_for_person
from core.journeys.discretion import SpeakDiscreetly
from core.journeys.phone_visit import phone_visit
from core.journeys.steps import Do, Done, ShownStep
from core.journeys.visit import Terminal, Visit
from core.journeys.walker import Walk
from core.texts.words import load_words
from ivr.asides import next_prompt
from ivr.call import Call, PromptFor
from ivr.exchange import CallEnd, Exchange
from ivr.line.virtual import Early, Event, VirtualLine, presses
from ivr.talk import Talk
from ivr.turns import Aside, Prompt, Quiet
from service.chance import SystemChance
from service.clock import SettableClock
from tests.conftest import MORNING
from tests.ivr.conftest import HUMANS, at_once
from tests.journeys.explorer import PATIENT, WORLDS, World, _signature, answers_to

BY_PHONE = tuple(world for world in WORLDS if not world.has_sheets)
"""No sheet comes out of a telephone."""
SILENCE = "silence"
KEYS = "0123456789*#"
CALM = {"silences": 0, "misses": 0, "repeats": 0, "before": ()}


class WorldVisit(Visit):
    """A visit to an invented world, which can be put back to any moment of its walk."""

    def __init__(self, world: World) -> None:
        terminal = Terminal(channel=Channel.PHONE, place="telephone")
        super().__init__(terminal, phone_visit, cast("Any", SimpleNamespace(ids=SystemChance())), cast("Any", None))
        self._world = world

    def _carry_out(self, ask: Ask[Any]) -> Any:
        outcome = self._world(ask)
        if isinstance(ask, ProveIdentity) and outcome.status is ProofStatus.PROVED:
            self.patient = PATIENT
        if isinstance(ask, SpeakDiscreetly):
            self.is_discreet = ask.is_discreet
        return outcome


@dataclass(frozen=True)
class Moment:
    """All that a call remembers between two turns."""

    past: tuple[Any, ...] = field(repr=False)
    step: ShownStep = field(repr=False)
    is_proved: bool
    is_discreet: bool
    talk: Talk
    beside: "Beside | None" = field(default=None, repr=False)
    """A side conversation that is held."""


@dataclass(frozen=True)
class Beside:
    """Where a side conversation is, and how the one behind it stood."""

    past: tuple[Any, ...]
    left: Talk | None
    behind: ShownStep


@dataclass(frozen=True)
class Turn:
    """What one thing heard led to."""

    said: tuple[str, ...]
    """Message ids, the prompt's own included."""
    waits: tuple[float, ...]
    end: CallEnd | None
    to: Moment = field(repr=False)


@dataclass
class State:
    """One state: what is asked, how, and where each key leads."""

    name: str
    world: int
    moment: Moment = field(repr=False)
    prompt: Prompt = field(repr=False)
    turns: dict[str, Turn] = field(default_factory=dict, repr=False)

    @property
    def step(self) -> ShownStep:
        """What the journey asks."""
        return self.moment.step

    @property
    def is_passed_over(self) -> bool:
        """Nothing is said: the call goes on by itself."""
        return not self.prompt.says


class Graph:
    """All the states, by identity, and how to play one more turn from any of them."""

    def __init__(self, prompts: PromptFor = next_prompt, worlds: Sequence[World] = BY_PHONE) -> None:
        self.states: dict[object, State] = {}
        self._ways: dict[tuple[int, str], State] = {}
        self.words = load_words()
        self._prompts = prompts
        self._worlds = worlds
        self._exchange = Exchange(
            words=self.words, clock=SettableClock(MORNING), humans=HUMANS, in_worker=at_once, patience=1.0
        )

    async def explore(self) -> Self:
        """Breadth first from the welcome, then from the first proof in each world; equivalent states are one."""
        call = self._call(0, None)
        await call._work(call._visit.start)
        start = moment_of(call)
        for world in range(len(self._worlds)):
            await self._explore(world, start)
            start = next(state.moment for state in self.states.values() if state.moment.is_proved)
        return self

    async def _explore(self, world: int, start: Moment) -> None:
        waiting = deque([start])
        while waiting:
            moment = waiting.popleft()
            identity = identity_of(world, moment)
            if identity in self.states:
                continue
            state = self.states[identity] = self.state(world, moment)
            for label, events in inputs(state).items():
                turn = state.turns[label] = await self.turn(state, events)
                if turn.end is None:
                    waiting.append(replace(turn.to, talk=calm(turn.to.talk)))
            if world == 0 and not state.is_passed_over:
                waiting.extend(_interrupted(state))

    def after(self, state: State, label: str) -> State:
        """Where a key leads."""
        way = (id(state), label)
        if way not in self._ways:
            self._ways[way] = self.at(state.world, state.turns[label].to)
        return self._ways[way]

    def at(self, world: int, moment: Moment) -> State:
        """The state of this moment, as if nothing had gone wrong."""
        return self.states[identity_of(world, replace(moment, talk=calm(moment.talk)))]

    def state(self, world: int, moment: Moment) -> State:
        """What is said and taken at this moment."""
        call = self._call(world, moment)
        aside = moment.talk.aside.value if moment.talk.aside else f"part {moment.talk.attempt.place}"
        mood = f"{'proved' if moment.is_proved else 'stranger'} {'discreet' if moment.is_discreet else 'clear'}"
        return State(f"{moment.step.key}, {aside}, {mood}", world, moment, call._prompt())

    async def turn(self, state: State, events: Sequence[Event]) -> Turn:
        """Hear this after the state's prompt."""
        line = VirtualLine(events=events)
        call = self._call(state.world, state.moment, line)
        call._prompts = lambda *_: state.prompt
        end = await call._turn()
        if end is None:
            call._talk = await call._side.kept(call._talk)
        said = tuple(key for turn in line.turns for key in turn.keys)
        return Turn(said, tuple(line.waits), end, moment_of(call))

    async def run(self, state: State, choose: Callable[[State], list[Event]], most: int) -> list[Turn]:
        """Go on with what `choose` gives at each state, until the end or `most` turns."""
        turns: list[Turn] = []
        while len(turns) < most:
            turns.append(await self.turn(state, choose(state)))
            if turns[-1].end is not None:
                break
            state = self.state(state.world, turns[-1].to)
        return turns

    def _call(self, world: int, moment: Moment | None, line: VirtualLine | None = None) -> Call:
        visit = WorldVisit(self._worlds[world])
        call = Call(visit, line or VirtualLine(events=()), self._exchange, self._prompts)
        if moment is not None:
            visit._walks.main._replay(list(moment.past))
            visit.patient = PATIENT if moment.is_proved else None
            visit.is_discreet = moment.is_discreet
            call._talk = moment.talk
        if moment is not None and moment.beside is not None:
            asking = call._side.asking
            visit.turn_aside(lambda: ask_for_person(asking))
            cast("Walk", visit._walks.aside)._replay(list(moment.beside.past))
            call._side.left = moment.beside.left
        return call


def _interrupted(state: State) -> list[Moment]:
    """The same, where the telephone asks something that comes with time alone."""
    if state.moment.talk.aside is not None or isinstance(state.step, Done):
        return []
    asides = [Aside.TEN_MINUTES, *([Aside.STILL_THERE] if state.prompt.on_silence is None else [])]
    return [replace(state.moment, talk=Talk(aside=aside)) for aside in asides]


def inputs(state: State) -> dict[str, list[Event]]:
    """Everything worth pressing."""
    if state.is_passed_over:
        return {SILENCE: [Quiet.QUIET]}
    if not state.prompt.is_question:
        return {**{key: [Early(key=key)] for key in KEYS}, SILENCE: [Quiet.QUIET]}
    if state.prompt.entry is None:
        return {**{key: presses(key) for key in KEYS}, SILENCE: [Quiet.QUIET]}
    typed = [digits_of(answer) for answer in answers_to(state.step) if isinstance(answer, str | date)]
    unfinished = ["0", "00", "5", "12"]
    return {
        **{digits: presses(digits) for digits in [*typed, "*", "#", "1*", "1#"]},
        **{digits: [*presses(digits), Quiet.QUIET] for digits in unfinished},
        SILENCE: [Quiet.QUIET],
    }


def digits_of(answer: str | date) -> str:
    """As the keypad types it."""
    return f"{answer:%d%m%Y}" if isinstance(answer, date) else answer


def calm(talk: Talk) -> Talk:
    """The same place, as if nothing had gone wrong: troubles are looked at apart, from each state."""
    return Talk(attempt=replace(talk.attempt, **CALM), aside=talk.aside)


def moment_of(call: Call) -> Moment:
    """What this call remembers."""
    visit = call._visit
    past, is_proved = tuple(visit._walks.main._past), visit.patient is not None
    beside = (
        None
        if visit._walks.aside is None
        else Beside(tuple(visit._walks.aside._past), call._side.left, visit._walks.main.step)
    )
    return Moment(past, visit.step, is_proved, visit.is_discreet, call._talk, beside)


def identity_of(world: int, moment: Moment) -> object:
    """Two states are one when the same is asked in the same way: what is said and taken follows from that alone.

    Before proof, what was typed counts too: it decides what comes next.
    """
    attempt, last = moment.talk.attempt, [past.answer for past in moment.past if not isinstance(past.step, Do)][-1:]
    before_proof = (sum(_is_miss(past) for past in moment.past), [answer for answer in last if isinstance(answer, str)])
    return (
        world,
        _signature(moment.step),
        (moment.talk.aside, moment.is_proved, moment.is_discreet),
        moment.beside is not None and _signature(moment.beside.behind),
        (attempt.place, attempt.typed is None, bool(attempt.picked)),
        "" if moment.is_proved else repr(before_proof),
    )


def _is_miss(past: Any) -> bool:
    return isinstance(past.answer, Proof) and past.answer.status is ProofStatus.NOT_PROVED
