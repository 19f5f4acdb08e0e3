"""Where a try comes from: a terminal or a calling number, and the whole site. They are slowed and never closed.

Counters are taken in one order everywhere, a person's first and the site's last: no two acts wait for each other.
"""

from datetime import timedelta

from core.acts.request import Context, Scene
from core.domain.audit import Channel
from core.domain.tries import (
    ONE_PLACE,
    WHOLE_SITE,
    WITHHELD,
    Pace,
    Tries,
    counted_at_source,
    given_back,
    is_over,
    wait_at_source,
    worn,
)

SITE = "global"


class Sources:
    """The source of this try, and the site, as they stand now. What the caller's number is never leaves here."""

    def __init__(self, scene: Scene, *persons: str) -> None:
        """Read them, after the counter of whoever is tried."""
        name, self._pace = source_of(scene.context)
        self._credentials = scene.records.credentials
        self._now = scene.now
        self._counters = (*persons, *(scene.keys.pseudonym(each) for each in (name, SITE)))
        *of_persons, place, site = self._credentials.tries_together(self._counters)
        self.persons = tuple(of_persons)
        """What was read of whoever is tried."""
        self._place = worn(place, self._pace, scene.now)
        self._site = worn(site, WHOLE_SITE, scene.now)

    @property
    def wait(self) -> timedelta:
        """How long a try from here must wait; the site as a whole slows those who missed, and stops nobody."""
        is_attacked = is_over(self._site, WHOLE_SITE)
        return wait_at_source(self._place, self._pace, self._now, is_attacked=is_attacked)

    def count(self) -> None:
        """One more try from here, before anybody looks at it."""
        self._place = counted_at_source(self._place, self._pace, self._now)
        self._site = counted_at_source(self._site, WHOLE_SITE, self._now)

    def give_back(self, charges: int) -> None:
        """What was counted here for a try that was right."""
        self._place, self._site = given_back(self._place, charges), given_back(self._site, charges)

    def keep(self, *persons: Tries) -> None:
        """Write all as they stand now: even what was only read, so that a clock that was set delays nobody twice."""
        kept = (*persons, self._place, self._site)
        self._credentials.put_tries_together(dict(zip(self._counters, kept, strict=True)))


def source_of(context: Context) -> tuple[str, Pace]:
    """What tries are counted by, as pseudonyms are made of it, and how many it may make.

    A number says where to slow down, never who calls: it is easily forged. Who withholds it shares one counter with
    everybody who does on the same line, wide enough for people whose operator withholds it for them.
    """
    if context.channel is not Channel.PHONE:
        return f"device:{context.device}", ONE_PLACE
    if context.caller:
        return f"line:{context.caller}", ONE_PLACE
    return f"withheld:{context.device}", WITHHELD
