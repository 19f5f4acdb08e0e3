"""What time alone brings: a wait that shows, « are you there », a page that closes. Pure; sets no alarm."""

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.receipts import PaperOutcome
from core.journeys.steps import GivePaper
from kiosk.gateway.settings import GatewaySettings
from kiosk.gateway.sitting import Sitting
from kiosk.gateway.stay import Stay
from kiosk.present import Page

_GOODBYES = (Page.FAREWELL, Page.CLOSED)


@dataclass(frozen=True)
class Due:
    """Something that will happen by itself."""

    at: float
    happen: Callable[[], None]


def next_due(sitting: Sitting, settings: GatewaySettings) -> Due | None:
    """The next thing that time brings, or None when it may pass."""
    stay = sitting.stay
    if stay is None:
        return _after_a_visit(sitting, settings)
    if stay.running is not None:
        return _while_working(sitting, stay, settings)
    if stay.paper_job:
        on_sheets = isinstance(stay.step, GivePaper) and stay.step.on_sheets
        within_s = settings.sheets_within_s if on_sheets else settings.paper_within_s
        return Due(stay.paper_since + within_s, lambda: sitting.answer_paper(stay, PaperOutcome.UNKNOWN))
    if stay.has_begun:
        return _while_nobody_moves(sitting, stay, settings)
    return None


def _after_a_visit(sitting: Sitting, settings: GatewaySettings) -> Due | None:
    page = sitting.showing.page
    if page is Page.APOLOGY:
        return Due(sitting.active_at + settings.idle_after_s, sitting.begin)
    if page in _GOODBYES and not sitting.showing.has_card:
        return Due(sitting.active_at + settings.farewell_s, sitting.begin)
    return None


def _while_working(sitting: Sitting, stay: Stay, settings: GatewaySettings) -> Due | None:
    if sitting.showing.page is Page.LONG_WAIT:
        return None
    is_waiting = sitting.showing.page is Page.WAIT
    page = Page.LONG_WAIT if is_waiting else Page.WAIT
    delay = settings.wait_said_after_s if is_waiting else settings.wait_shown_after_s
    return Due(stay.running_since + delay, lambda: sitting.showing.over(page, stay))


def _while_nobody_moves(sitting: Sitting, stay: Stay, settings: GatewaySettings) -> Due:
    if sitting.showing.page is Page.IDLE:
        return Due(sitting.active_at + settings.idle_warning_s, lambda: sitting.leave("idle", Page.CLOSED))
    return Due(sitting.active_at + settings.idle_after_s, lambda: _ask(sitting, stay))


def _ask(sitting: Sitting, stay: Stay) -> None:
    # The whole warning counts from the moment it is shown, however late that is.
    sitting.active_at = sitting.now
    sitting.showing.over(Page.IDLE, stay)
