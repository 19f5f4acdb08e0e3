"""When a try at somebody's secrets must wait, and when only a human opens again. Pure; knows no hash and no person."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FREE_TRIES = 5
TRIES_A_DAY = 10
FIRST_DELAY = timedelta(seconds=15)
"""After the free tries, each wait is twice the one before (security.md 3.7)."""
A_DAY = timedelta(days=1)
LONGEST_ABSENCE = timedelta(days=366)
"""A clock that says more, or less than nothing, since the last try is not believed: it was set, or it is broken."""
NO_WAIT = timedelta(0)


@dataclass(frozen=True, kw_only=True)
class Tries:
    """Tries counted under one pseudonym: at one person's secrets on all channels, or from one source."""

    count: int = 0
    """Wrong or unfinished in a row; from a source, those that time has not worn away."""
    last_at: datetime | None = None
    of_the_day: tuple[datetime, ...] = ()
    """When each wrong or unfinished try of the last 24 hours was made, oldest first; none for a source."""
    is_closed: bool = False
    """Somebody was told that only a human opens again: no success and no clock undoes it."""

    @property
    def left_today(self) -> int:
        """How many may still be made before a human must reopen the access."""
        return max(TRIES_A_DAY - max(self.count, len(self.of_the_day)), 0)

    @property
    def is_spent(self) -> bool:
        """Ten in a row, however long they took, or ten within a day, whatever succeeded between them."""
        return self.is_closed or self.left_today == 0


def as_read_at(tries: Tries, now: datetime) -> Tries:
    """The same tries for a clock that may have been set: what it can't have seen pass has not passed.

    Whoever reads them so must keep them so, or a wait would begin anew at every look.
    """
    if tries.last_at is None or timedelta(0) <= now - tries.last_at <= LONGEST_ABSENCE:
        return tries
    jump = now - tries.last_at
    return replace(tries, last_at=now, of_the_day=tuple(at + jump for at in tries.of_the_day))


# --- At one person's secrets ----------------------------------------------------------------------------


def wait_before_try(tries: Tries, now: datetime) -> timedelta | None:
    """How long the next try must wait: zero when it may be made now, None when a human must reopen the access."""
    if tries.is_spent:
        return None
    if tries.count < FREE_TRIES or tries.last_at is None:
        return NO_WAIT
    delay: timedelta = FIRST_DELAY * int(2 ** (tries.count - FREE_TRIES))
    return _left(delay, as_read_at(tries, now), now)


def counted(tries: Tries, now: datetime) -> Tries:
    """One more, before anybody looks at it; tries of the day before wear off."""
    tries = as_read_at(tries, now)
    of_the_day = (*(at for at in tries.of_the_day if now - at < A_DAY), now)
    return replace(tries, count=tries.count + 1, last_at=now, of_the_day=of_the_day)


def succeeded(tries: Tries, counted_at: datetime) -> Tries:
    """The try counted then was right: it is given back, and no try is wrong in a row any more.

    Those that were wrong today stay, or every visit of the owner would be ten new guesses for somebody else.
    """
    of_the_day = list(tries.of_the_day)
    if counted_at in of_the_day:
        of_the_day.remove(counted_at)
    return replace(tries, count=0, of_the_day=tuple(of_the_day))


# --- From one source ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How many wrong tries may come from one source at once, and how fast one of them wears away."""

    at_once: int
    every: timedelta
    under_attack: int
    """At once, while the whole site sees more wrong tries than its people make."""


ONE_PLACE = Pace(at_once=30, every=timedelta(minutes=1), under_attack=6)
"""A terminal, or a calling number. A busy kiosk serves some 30 people an hour, who try once to three times: were all of
them wrong twice, one a minute wears away as fast. By telephone a try and the line told before it are two, so that
30 at once are five calls in a row of three misses each: a care home on a bad day. Under attack, one such call."""
WITHHELD = Pace(at_once=120, every=timedelta(seconds=3), under_attack=24)
"""Everybody who withholds their number on one line: four such homes at once, then 20 a minute."""
WHOLE_SITE = Pace(at_once=300, every=timedelta(milliseconds=200), under_attack=300)
"""Five a second, nearly twice what a fleet's people make at its peak, 500 kiosks and 1,000 calls (security.md 3.1):
15,000 kiosk visits and 12,000 calls an hour, a wrong try in one of four, is two or three a second."""


def worn(tries: Tries, pace: Pace, now: datetime) -> Tries:
    """What is left of the tries of a source now; those that never wore away under a clock set back wear from now on."""
    tries = as_read_at(tries, now)
    if tries.last_at is None:
        return tries
    gone = (now - tries.last_at) // pace.every
    if gone >= tries.count:
        return Tries(last_at=now)
    return replace(tries, count=tries.count - gone, last_at=tries.last_at + gone * pace.every)


def is_over(tries: Tries, pace: Pace) -> bool:
    """Whether this source makes more wrong tries than its people would."""
    return tries.count >= pace.at_once


def wait_at_source(tries: Tries, pace: Pace, now: datetime, *, is_attacked: bool) -> timedelta:
    """How long a try from here must wait; `tries` are worn. Time alone always ends it."""
    too_many = tries.count + 1 - (pace.under_attack if is_attacked else pace.at_once)
    if too_many <= 0 or tries.last_at is None:
        return NO_WAIT
    return _left(too_many * pace.every, tries, now)


def counted_at_source(tries: Tries, pace: Pace, now: datetime) -> Tries:
    """One more, of those that count: beyond what may come at once they only lengthen a wait."""
    return replace(tries, count=min(tries.count + 1, pace.at_once), last_at=tries.last_at or now)


def given_back(tries: Tries, charges: int) -> Tries:
    """A try from here was right: places full of people who prove who they are never wait."""
    return replace(tries, count=max(tries.count - charges, 0))


def _left(delay: timedelta, tries: Tries, now: datetime) -> timedelta:
    since = NO_WAIT if tries.last_at is None else now - tries.last_at
    return max(delay - since, NO_WAIT)
