"""Stories about organ donation before eighteen, each at a kiosk and by telephone."""

from datetime import UTC, datetime, timedelta

from core.demo.people import LEA
from core.domain.organ_donation import REGISTER_AGE
from core.journeys.main_menu import MainMenu
from core.journeys.organ_donation import Extent, Recap, Wish
from tests.journeys.storyboard import sees
from tests.journeys.walks import Walk


def test_a_fifteen_year_old_is_never_told_to_be_a_donor(walk: Walk) -> None:
    """She hears the law's words for minors, and may leave it at that (R115, R119)."""
    hers = walk.another(LEA)
    hers.arrives(MainMenu.ORGAN_DONATION)
    hers(
        sees("organ-donation-law-minor").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.NOTHING_TODAY),
        sees("main-menu", nothing_kept=True).stops(),
    )


def test_a_fifteen_year_old_may_refuse_alone(walk: Walk) -> None:
    """From thirteen nobody has to agree with her (R115)."""
    hers = walk.another(LEA)
    hers.arrives(MainMenu.ORGAN_DONATION)
    hers(
        sees("organ-donation-law-minor").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.EVERYTHING),
        sees("organ-donation-recap").answers(Recap.RIGHT),
        sees("organ-donation-keep", nothing_kept=True).says_yes(),
        hers.gets_receipt(),
        sees("organ-donation-kept", kept=True).stops(),
    )


def test_before_thirteen_the_choice_is_refused_kindly(walk: Walk) -> None:
    """She is told from when it is possible, and comes back to the menu (R115)."""
    clock = walk.space.clock
    day_before = LEA.birth_date.replace(year=LEA.birth_date.year + REGISTER_AGE) - timedelta(days=1)
    clock.advance(datetime(day_before.year, day_before.month, day_before.day, 9, tzinfo=UTC) - clock.now())
    hers = walk.another(LEA)
    hers.arrives(MainMenu.ORGAN_DONATION)
    hers(
        sees("organ-donation-too-young", nothing_kept=True).goes_on(),
        sees("main-menu").stops(),
    )
    assert hers.leaves == ["read-organ-donation"]
