"""The two journeys, whole, as somebody goes through them step by step: to leave them, or go back, at each."""

from core.domain.audit import Channel
from core.domain.organ_donation import Organ
from core.domain.receipts import PaperOutcome
from core.journeys.documents import AfterReading
from core.journeys.main_menu import MainMenu
from core.journeys.organ_donation import Extent, Recap, Wish
from core.journeys.organ_donation_papers import AfterKeeping
from core.journeys.papers import AskPaper
from tests.journeys.storyboard import Moment, receives, sees

Itinerary = tuple[Moment, ...]


def reading(channel: Channel) -> Itinerary:
    """Read one document, take it on paper where paper comes out, look at another, come back to the menu."""
    return (
        sees("main-menu").answers(MainMenu.DOCUMENTS),
        sees("documents").takes_line(0),
        sees("document").answers(AfterReading.PAPER),
        *_document_paper(channel),
        sees("documents").takes_line(1),
        sees("document").answers(AfterReading.OTHER),
        sees("documents").stops(),
    )


def _document_paper(channel: Channel) -> Itinerary:
    if channel is Channel.PHONE:
        return (sees("document-on-paper-elsewhere").goes_on(),)
    return (
        sees("document-on-paper").answers(AskPaper.PRINT),
        receives("document-paper"),
        sees("paper--printed").goes_on(),
        sees("document").answers(AfterReading.OTHER),
    )


def before_the_last_yes(channel: Channel) -> Itinerary:
    """A refusal of two organs, up to the last question."""
    del channel
    return (
        sees("main-menu").answers(MainMenu.ORGAN_DONATION),
        sees("organ-donation-law").goes_on(),
        sees("organ-donation-held-nothing").goes_on(),
        sees("organ-donation-wish").answers(Wish.REFUSE),
        sees("organ-donation-extent").answers(Extent.SOME_ORGANS),
        sees("organ-donation-organs").picks(Organ.KIDNEYS, Organ.CORNEAS),
        sees("organ-donation-recap").answers(Recap.RIGHT),
    )


def refusing(channel: Channel) -> Itinerary:
    """A refusal of two organs, kept; then its number and its papers, as far as the channel has them."""
    receipt = PaperOutcome.PRINTED if channel is Channel.KIOSK else PaperOutcome.NOT_HERE
    return (
        *before_the_last_yes(channel),
        sees("organ-donation-keep").says_yes(),
        receives("receipt-choice-kept", receipt),
        sees("organ-donation-kept").answers(AfterKeeping.NUMBER),
        sees("receipt-number").goes_on(),
        sees("organ-donation-kept").answers(AfterKeeping.BOTH_PAPERS),
        *_papers(channel),
        sees("organ-donation-kept").answers(AfterKeeping.MENU),
        sees("main-menu").stops(),
    )


def _papers(channel: Channel) -> Itinerary:
    if channel is Channel.PHONE:
        return (sees("organ-donation-papers-elsewhere").goes_on(),)
    return (
        sees("organ-donation-papers").answers(AskPaper.PRINT),
        receives("register-request"),
        sees("paper--printed").goes_on(),
        receives("relative-paper"),
        sees("paper--printed").goes_on(),
    )


JOURNEYS = {"documents": reading, "organ-donation": refusing}
