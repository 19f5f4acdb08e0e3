"""Storyboards: what a person meets and answers, in order. Knows steps and answers, no screen, no key, no sound.

A story is played by whoever has `Hands`: a `Visit` itself (bare), a person at a kiosk, a caller.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from core.domain.receipts import PaperOutcome
from core.journeys.steps import CardPerson, GivePaper, PresentedCard, ShownStep
from core.journeys.visit import Visit


class Hands(Protocol):
    """One way of meeting people."""

    @property
    def step(self) -> ShownStep:
        """The question that waits."""

    @property
    def visit(self) -> Visit:
        """What a test looks into once the story is told; no story acts on it."""

    @property
    def shown(self) -> list[str]:
        """Everything the person was shown or told so far, as they got it."""

    def answer(self, value: object) -> ShownStep:
        """Give an answer, as this way lets people give it."""

    def back(self) -> ShownStep:
        """Ask for the question before."""

    def blunder(self) -> ShownStep:
        """Give an answer that was not offered."""

    def leave(self) -> None:
        """Take the card out, or hang up. Harmless when it is over."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One question met, and what the person does about it."""

    key: str
    value: Any = field(default=None, repr=False)
    line: int | None = None
    """Which line of a list is answered; the newest is 0, the oldest -1."""
    is_answered: bool = True
    is_back: bool = False
    is_blunder: bool = False
    kept: bool | None = None
    """Whether something must, or must not, have been kept when this is met; None when it does not matter."""

    def play(self, hands: Hands) -> None:
        """Meet the question and act."""
        assert hands.step.key == self.key, f"met « {hands.step.key} » instead of « {self.key} »"
        if self.is_back:
            hands.back()
        elif self.is_blunder:
            hands.blunder()
        elif self.line is not None:
            hands.answer(hands.step.options[self.line].value)  # type: ignore[union-attr]
        elif self.is_answered:
            hands.answer(self.value)


class sees:  # noqa: N801 - reads as a verb in a storyboard
    """« She sees this, and… »."""

    def __init__(self, key: str, *, nothing_kept: bool = False, kept: bool = False) -> None:
        self.key = key
        self._kept = False if nothing_kept else (True if kept else None)

    def answers(self, value: object) -> Moment:
        """One of the choices."""
        return Moment(key=self.key, value=value, kept=self._kept)

    def takes_line(self, line: int = 0) -> Moment:
        """One of the person's own things, by its place in the list."""
        return Moment(key=self.key, line=line, kept=self._kept)

    def blunders(self) -> Moment:
        """Answers what was not offered."""
        return Moment(key=self.key, is_blunder=True, kept=self._kept)

    def picks(self, *values: object) -> Moment:
        """Several of the choices."""
        return self.answers(frozenset(values))

    def types(self, typed: str | date) -> Moment:
        """Digits, or a day."""
        return self.answers(typed)

    def goes_on(self) -> Moment:
        """Has read or heard it."""
        return self.answers(None)

    def says_yes(self) -> Moment:
        """Confirms."""
        return self.answers(True)

    def says_no(self) -> Moment:
        """Does not confirm."""
        return self.answers(False)

    def presents(self, *people: CardPerson) -> Moment:
        """Puts a card in, with these people on it."""
        return self.answers(PresentedCard(people=people))

    def goes_back(self) -> Moment:
        """Asks for the question before."""
        return Moment(key=self.key, is_back=True, kept=self._kept)

    def stops(self) -> Moment:
        """Is there when the story ends."""
        return Moment(key=self.key, is_answered=False, kept=self._kept)


def receives(key: str, outcome: PaperOutcome = PaperOutcome.PRINTED) -> Moment:
    """A paper is handed over, and this is what is known of it."""
    return Moment(key=key, value=outcome)


@dataclass
class Recorder:
    """The papers that came, by key, as a walk goes."""

    papers: list[str] = field(default_factory=list)

    def note(self, step: ShownStep) -> None:
        """Remember a paper."""
        if isinstance(step, GivePaper):
            self.papers.append(step.key)
