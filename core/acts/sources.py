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
    counted_at_source,
    given_back,
    is_over,
    wait_at_source,
    worn,
)

SITE = "global"


class Sources:
    """The source of this try, and the site, as they stand now. What the caller's number is never leaves here."""

    def __init__(self, scene: Scene) -> None:
        name, self._pace = source_of(scene.context)
        self._counter, self._site_counter = (scene.keys.pseudonym(each) for each in (name, SITE))
        self._credentials = scene.records.credentials
        self._now = scene.now
        self._place = worn(self._credentials.tries(self._counter), self._pace, scene.now)
        self._site = worn(self._credentials.tries(self._site_counter), WHOLE_SITE, scene.now)

    @property
    def wait(self) -> timedelta:
        """How long a try from here must wait; the site as a whole slows those who missed, and stops nobody."""
        is_attacked = is_over(self._site, WHOLE_SITE)
        return wait_at_source(self._place, self._pace, self._now, is_attacked=is_attacked)

    def count(self) -> None:
        """One more try from here, before anybody looks at it."""
        self._place = counted_at_source(self._place, self._pace, self._now)
        self._site = counted_at_source(self._site, WHOLE_SITE, self._now)
        self.keep()

    def give_back(self, charges: int) -> None:
        """What was counted here for a try that was right."""
        self._place, self._site = given_back(self._place, charges), given_back(self._site, charges)
        self.keep()

    def keep(self) -> None:
        """Write both as they were read now, so that a clock that was set delays nobody twice."""
        self._credentials.put_tries(self._counter, self._place)
        self._credentials.put_tries(self._site_counter, self._site)


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
