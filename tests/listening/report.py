"""What the listening test says: which prompts fail, and a page with every prompt, the worst first."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.listening.scoring import Score

LIMIT = 0.15
"""Of the words of a prompt, in the mean of all prompts (issue 5, point 4)."""
CONTROL = 0.3
"""Under noise louder than the voice, a listener that hears gets at least so many words wrong."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One prompt: its message id, its words, what the listener wrote."""

    key: str
    said: str
    written: str
    score: Score

    @property
    def rate(self) -> float:
        """Wrong words for each word said."""
        return self.score.wrong / max(self.score.words, 1)


def mean_rate(all_heard: Sequence[Heard]) -> float:
    """Each prompt counts once, however long."""
    return sum(each.rate for each in all_heard) / len(all_heard)


def verdict(all_heard: Sequence[Heard], control_rate: float) -> list[str]:
    """Why the run fails, in words; empty when it passes."""
    faults = [
        f"{each.key}: {', '.join(each.score.missed)} not heard in: {each.said} (written: {each.written})"
        for each in all_heard
        if each.score.missed
    ]
    if mean_rate(all_heard) > LIMIT:
        faults.append(f"mean word error rate {mean_rate(all_heard):.1%}, at most {LIMIT:.0%} is wanted")
    if control_rate < CONTROL:
        faults.append(f"the listener writes prompts that are under noise ({control_rate:.0%} wrong): it guesses")
    return faults


def page(all_heard: Sequence[Heard], control_rate: float, listener: str) -> str:
    """Markdown."""
    words = sum(each.score.words for each in all_heard)
    spelled = sum(each.score.wrong_as_spelled / max(each.score.words, 1) for each in all_heard) / len(all_heard)
    choices = sum(len(each.score.choices) for each in all_heard)
    missed = sum(len(each.score.missed) for each in all_heard)
    lines = [
        "# Listening test",
        "",
        f"{listener} wrote down {len(all_heard)} fixed prompts ({words} words) after the telephone's mu-law.",
        "",
        f"- mean word error rate: {mean_rate(all_heard):.1%} (limit {LIMIT:.0%}); homophones counted: {spelled:.1%}",
        f"- of all words: {sum(each.score.wrong for each in all_heard) / max(words, 1):.1%} wrong",
        f"- prompts without a wrong word: {sum(each.score.wrong == 0 for each in all_heard)}",
        f"- words that carry a choice: {choices}, not heard: {missed}",
        f"- control, under noise: {control_rate:.0%} wrong (at least {CONTROL:.0%} is wanted)",
        "",
        "| prompt | wrong | not heard | said | written down |",
        "|---|---|---|---|---|",
    ]
    worst_first = sorted(all_heard, key=lambda each: (-len(each.score.missed), -each.rate, each.key))
    rows = [
        (each.key, f"{each.rate:.0%}", ", ".join(each.score.missed), each.said, each.written) for each in worst_first
    ]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"
