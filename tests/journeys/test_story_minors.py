"""Stories about organ donation before eighteen."""

from datetime import UTC, datetime, timedelta

from core.demo.people import LEA
from core.domain.audit import Channel
from core.domain.organ_donation import REGISTER_AGE
from core.journeys.main_menu import MainMenu
from core.journeys.organ_donation import Wish
from tests.conftest import Space
from tests.journeys.storyboard import sees
from tests.journeys.walks import Walk


def test_a_fifteen_year_old_is_never_told_to_be_a_donor(space: Space) -> None:
    """She hears the law's words for minors, and may refuse (R115, R119)."""
    walk = Walk(space=space, channel=Channel.KIOSK, person=LEA)
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-law-minor").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.NOTHING_TODAY),
    )


def test_before_thirteen_the_choice_is_refused_kindly(space: Space) -> None:
    """She is told from when it is possible, and comes back to the menu (R115)."""
    day_before = LEA.birth_date.replace(year=LEA.birth_date.year + REGISTER_AGE) - timedelta(days=1)
    space.clock.advance(datetime(day_before.year, day_before.month, day_before.day, 9, tzinfo=UTC) - space.clock.now())
    walk = Walk(space=space, channel=Channel.KIOSK, person=LEA)
    walk.arrives(MainMenu.ORGAN_DONATION)
    walk(
        sees("organ-donation-too-young", nothing_kept=True).goes_on(),
        sees("main-menu").stops(),
    )
