"""Receipts heard again: the last ones, or one by its number; what was kept, its paper, and how to take it back."""

from collections.abc import Sequence
from enum import Enum

from core.acts.hear_receipt import HeardReceipt, HearReceipt
from core.acts.list_receipts import ListReceipts
from core.domain.organ_donation import Position
from core.domain.receipts import Receipt
from core.journeys.organ_donation import statement, withdraw
from core.journeys.papers import give_receipt_paper
from core.journeys.questions import Journey, choose_from_list, choose_shared, do, tell
from core.journeys.served import Served
from core.journeys.steps import Option
from core.texts.written import paris_day


class AfterHearing(Enum):
    """What to do about a choice once heard."""

    WITHDRAW = "withdraw"
    PAPER = "paper"
    """A copy of the receipt, where papers come out."""
    MENU = "menu"


def receipts(served: Served) -> Journey[None]:
    """The last ones, newest first; which right each concerns is told only when it is opened."""
    listed = yield from do(ListReceipts())
    if not listed.receipts:
        yield from tell("receipts-none")
        return
    lines = receipt_lines(listed.receipts)
    receipt = yield from choose_from_list("receipts", lines, count=len(lines))
    yield from hear_again(receipt.number, served)


def hear_again(number: str, served: Served) -> Journey[None]:
    """What this receipt is about, as it was kept; what no longer counts is said to be so, and can't be taken back."""
    heard = yield from do(HearReceipt(number=number))
    match (yield from _tell_and_ask(heard, _next_things(heard, served))):
        case AfterHearing.WITHDRAW:
            yield from withdraw(served)
        case AfterHearing.PAPER:
            yield from give_receipt_paper(heard.receipt, copies=1)
        case AfterHearing.MENU:
            return


def receipt_lines(listed: Sequence[Receipt]) -> tuple[Option[Receipt], ...]:
    """One option a receipt, in the order given."""
    return tuple(
        Option(
            id=receipt.number,
            value=receipt,
            key="receipt-line",
            facts={"day": paris_day(receipt.at), "at": receipt.at, "rank": rank},
        )
        for rank, receipt in enumerate(listed, 1)
    )


def _tell_and_ask(heard: HeardReceipt, things: Sequence[AfterHearing]) -> Journey[AfterHearing]:
    day, at = paris_day(heard.receipt.at), heard.receipt.at
    if heard.choice is None:
        return (yield from choose_shared("receipt-heard", things, day=day, at=at))
    question = "organ-donation-heard" if heard.counts else "organ-donation-heard-before"
    return (yield from choose_shared(question, things, day=day, at=at, statement=statement(heard.choice)))


def _next_things(heard: HeardReceipt, served: Served) -> Sequence[AfterHearing]:
    """Only a refusal that still counts can be taken back; a screen with the longest has room for two keys."""
    is_refusal = heard.counts and heard.choice is not None and heard.choice.position is Position.REFUSAL
    has_menu = not (is_refusal and served.has_paper)
    offered = {AfterHearing.WITHDRAW: is_refusal, AfterHearing.PAPER: served.has_paper, AfterHearing.MENU: has_menu}
    return [thing for thing in AfterHearing if offered[thing]]
