"""Walks a journey: start, answer, back, end. Owns the order of a conversation; knows neither words nor turns."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.acts.request import Ask, Request
from core.domain.catalogue import Gravity
from core.domain.refusals import Refusal
from core.journeys.questions import Journey
from core.journeys.steps import Choose, Do, Done, ShownStep, Step, check_answer


@dataclass(frozen=True)
class _Past:
    """One thing that happened: what the journey asked, and what came back."""

    step: Step
    answer: Any
    refusal: Refusal | None = None

    @property
    def is_barrier(self) -> bool:
        """Back never crosses an act that changed something, nor a menu that is a floor."""
        if isinstance(self.step, Do):
            ask = self.step.ask
            is_look = isinstance(ask, Request) and ask.entry.gravity is Gravity.READ
            return not (is_look or ask.changes_nothing)
        return False


class Walk:
    """One walk through one journey.

    `run` carries out what a `Do` step asks, and may raise `Refusal`, which the journey may catch.
    Back restarts the journey and replays the answers with the outcomes remembered: no second look, no second leaf.
    """

    def __init__(self, journey: Callable[[], Journey[None]], run: Callable[[Ask[Any]], Any]) -> None:
        self._journey = journey
        self._run = run
        self._past: list[_Past] = []
        self._talk: Journey[None] | None = None
        self._step: ShownStep | None = None

    @property
    def step(self) -> ShownStep:
        """The question that waits for an answer."""
        if self._step is None:
            raise RuntimeError("the walk has not started, or has ended")
        return self._step

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be answered."""
        return self._step is None or isinstance(self._step, Done)

    @property
    def may_go_back(self) -> bool:
        """Whether there is an earlier question that nothing done since forbids."""
        return self._last_question() is not None

    @property
    def topic(self) -> str:
        """What was chosen at the last menu that is a floor: the key of its words; empty there, and before."""
        if isinstance(self._step, Choose) and self._step.is_floor:
            return ""
        for past in reversed(self._past):
            if isinstance(past.step, Choose) and past.step.is_floor:
                return next(option.key for option in past.step.options if option.value == past.answer)
        return ""

    def start(self) -> ShownStep:
        """Ask the first question."""
        return self._replay([])

    def answer(self, value: object) -> ShownStep:
        """Take an answer and go to the next question; `UnknownAnswerError` when the step did not offer it."""
        check_answer(self.step, value)
        talk = self._talk
        if talk is None:
            raise RuntimeError("the walk has ended")
        past = _Past(self.step, value)
        self._past.append(past)
        return self._go_on(lambda: talk.send(value))

    def back(self) -> ShownStep:
        """Return to the question before; stay where we are when there is none."""
        index = self._last_question()
        if index is None:
            return self.step
        return self._replay(self._past[:index])

    def end(self) -> None:
        """Forget everything of this walk."""
        if self._talk is not None:
            self._talk.close()
        self._talk = None
        self._step = None
        self._past = []

    def _last_question(self) -> int | None:
        match self._step:
            case Done(hands_over=False) | Choose(is_floor=True):
                return None
            case _:
                pass
        for index in range(self._start_of_list() - 1, -1, -1):
            if self._past[index].is_barrier:
                return None
            if not isinstance(self._past[index].step, Do):
                return index
        return None

    def _start_of_list(self) -> int:
        """Where the list shown was first asked since the menu: back goes up from a list, not through what was read."""
        start = len(self._past)
        if not (isinstance(self._step, Choose) and self._step.is_list):
            return start
        for index in range(start - 1, -1, -1):
            step = self._past[index].step
            if isinstance(step, Choose) and step.is_floor:
                break
            if isinstance(step, Choose) and step.is_list and step.key == self._step.key:
                start = index
        return start

    def _replay(self, past: list[_Past]) -> ShownStep:
        if self._talk is not None:
            self._talk.close()
        talk = self._journey()
        self._talk = talk
        self._past = list(past)
        step = next(talk)
        for event in past:
            if type(step) is not type(event.step):
                raise RuntimeError("the journey does not replay: it must depend on its answers alone")
            step = talk.throw(event.refusal) if event.refusal else talk.send(event.answer)
        return self._settle(talk, step)

    def _go_on(self, advance: Callable[[], Step]) -> ShownStep:
        talk = self._talk
        if talk is None:
            raise RuntimeError("the walk has ended")
        try:
            step = advance()
        except StopIteration:
            raise RuntimeError("a journey ends with Done") from None
        return self._settle(talk, step)

    def _settle(self, talk: Journey[None], step: Step) -> ShownStep:
        """Carry out what the journey asks for until it asks the person something."""
        while isinstance(step, Do):
            try:
                outcome = self._run(step.ask)
            except Refusal as refusal:
                self._past.append(_Past(step, None, refusal))
                step = talk.throw(refusal)
                continue
            self._past.append(_Past(step, outcome))
            step = talk.send(outcome)
        self._step = step
        return step
