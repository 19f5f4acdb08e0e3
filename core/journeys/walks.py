"""The walk of a visit, and the side conversation that may stand before it. Knows neither person nor terminal."""

from collections.abc import Callable
from typing import Any

from core.acts.request import Ask
from core.journeys.questions import Journey
from core.journeys.steps import Choose, Done, ShownStep, Tell
from core.journeys.walker import Walk

_BACK = Done(key="back")
"""Ends a side conversation; nobody is ever shown it."""


class Walks:
    """At most two walks: what is asked and answered is of the one in front. `carry_out` does what either asks."""

    def __init__(self, journey: Callable[[], Journey[None]], carry_out: Callable[[Ask[Any]], Any]) -> None:
        self._carry_out = carry_out
        self.main = Walk(journey, carry_out)
        self.aside: Walk | None = None

    @property
    def _front(self) -> Walk:
        return self.aside or self.main

    @property
    def step(self) -> ShownStep:
        """The question that waits."""
        return self._front.step

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be answered."""
        return self._front.is_over

    @property
    def may_go_back(self) -> bool:
        """Whether back leads anywhere: out of a side conversation it always does."""
        return self.aside is not None or self.main.may_go_back

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is under way: the person is at the menu."""
        return isinstance(self.main.step, Choose) and self.main.step.is_floor

    def start(self) -> ShownStep:
        """Ask the first question."""
        return self.main.start()

    def restart(self, journey: Callable[[], Journey[None]]) -> ShownStep:
        """Forget what was walked, and begin another journey."""
        self.end()
        self.main = Walk(journey, self._carry_out)
        return self.main.start()

    def answer(self, value: object) -> ShownStep:
        """Take an answer; see `Walk.answer`."""
        return self._shown(self._front.answer(value))

    def back(self) -> ShownStep:
        """Go one question back; from the first of a side conversation, to the question that waits behind it."""
        if self.aside is None or self.aside.may_go_back:
            return self._front.back()
        return self._shown(_BACK)

    def turn_aside(self, journey: Callable[[], Journey[None]]) -> ShownStep:
        """Hold a side conversation; when it ends, or is left, the question that waits now waits again.

        Where the journey itself handed over, that is the question before it.
        """

        def and_back() -> Journey[None]:
            yield from journey()
            yield _BACK

        if isinstance(self.main.step, Done):
            self.main.back()
            # What was only told on the way there would lead there again.
            while isinstance(self.main.step, Tell) and self.main.may_go_back:
                self.main.back()
        self.aside = Walk(and_back, self._carry_out)
        return self._shown(self.aside.start())

    def end(self) -> None:
        """Forget everything of both."""
        for walk in (self.aside, self.main):
            if walk is not None:
                walk.end()
        self.aside = None

    def _shown(self, step: ShownStep) -> ShownStep:
        if step is _BACK and self.aside is not None:
            self.aside.end()
            self.aside = None
            return self.main.step
        return step
