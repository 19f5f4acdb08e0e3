"""How two pieces of work are compared on a noisy machine (security.md 4.3). Knows nothing of what is measured."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Work = Callable[[], object]

ROUNDS = 7
ROUND_SECONDS = 0.5
CONTROL_SLOWDOWN = 1.5


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """How much of the peer's rate ours reaches: the median of per-round ratios, and their range."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One ratio, with what says that it can be believed."""

    ratio: Ratio
    noise: Ratio
    """The peer against itself: what a ratio of one looks like here, today."""
    control: Ratio
    """Ours made 1.5 times slower, against ours: must be seen."""

    @property
    def is_valid(self) -> bool:
        """Whether the run saw the injected slowdown outside its own noise; otherwise it is void."""
        return self.control.median < min(self.noise.low, 1.0) or self.control.high < self.noise.median


def compare(ours: Work, peer: Work, *, rounds: int = ROUNDS, seconds: float = ROUND_SECONDS) -> Comparison:
    """Run ours, the peer, the peer again and ours slowed, in turn, each round in the reverse order of the one before.

    Noise floor and positive control thus stand in the same minutes of the same machine as the ratio itself.
    """
    works = (ours, peer, peer, slowed(ours))
    for work in works:
        work()
    rates = [_round(works, seconds, is_reversed=bool(index % 2)) for index in range(rounds)]
    return Comparison(
        ratio=_ratio([ours_rate / peer_rate for ours_rate, peer_rate, _, _ in rates]),
        noise=_ratio([again / peer_rate for _, peer_rate, again, _ in rates]),
        control=_ratio([late / ours_rate for ours_rate, _, _, late in rates]),
    )


def slowed(work: Work, by: float = CONTROL_SLOWDOWN) -> Work:
    """The same work, made `by` times longer by burning time in proportion."""

    def slow() -> object:
        start = time.perf_counter()
        result = work()
        burn(start + (time.perf_counter() - start) * by)
        return result

    return slow


def burn(until: float) -> None:
    """Use the processor until `perf_counter` says so."""
    while time.perf_counter() < until:
        pass


def quantile(ordered: Sequence[float], part: float) -> float:
    """The value that so large a part of them does not pass; they are in order."""
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]


def milliseconds(work: Work) -> float:
    """How long one piece of work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _round(works: tuple[Work, ...], seconds: float, *, is_reversed: bool) -> list[float]:
    order = list(range(len(works)))
    rates = [0.0] * len(works)
    for place in reversed(order) if is_reversed else order:
        rates[place] = _rate(works[place], seconds)
    return rates


def _ratio(ratios: list[float]) -> Ratio:
    return Ratio(median=statistics.median(ratios), low=min(ratios), high=max(ratios))


def _rate(work: Work, seconds: float) -> float:
    count = 0
    start = time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds or count == 0:
        work()
        count += 1
    return count / spent
