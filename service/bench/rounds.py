"""How two pieces of work are compared on a noisy machine (security.md 4.3). Knows nothing of what is measured."""

import statistics
import time
from collections.abc import Callable
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
    """Run A B, then B A, alternately, with a noise floor and a positive control in the same run."""
    return Comparison(
        ratio=_ratio(ours, peer, rounds, seconds),
        noise=_ratio(peer, peer, rounds, seconds),
        control=_ratio(slowed(ours), ours, rounds, seconds),
    )


def slowed(work: Work, by: float = CONTROL_SLOWDOWN) -> Work:
    """The same work, made `by` times longer by burning time in proportion."""

    def slow() -> object:
        start = time.perf_counter()
        result = work()
        until = start + (time.perf_counter() - start) * by
        while time.perf_counter() < until:
            pass
        return result

    return slow


def _ratio(ours: Work, peer: Work, rounds: int, seconds: float) -> Ratio:
    ours()
    peer()
    ratios = []
    for index in range(rounds):
        if index % 2:
            peer_rate, our_rate = _rate(peer, seconds), _rate(ours, seconds)
        else:
            our_rate, peer_rate = _rate(ours, seconds), _rate(peer, seconds)
        ratios.append(our_rate / peer_rate)
    return Ratio(median=statistics.median(ratios), low=min(ratios), high=max(ratios))


def _rate(work: Work, seconds: float) -> float:
    count = 0
    start = time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        work()
        count += 1
    return count / spent
