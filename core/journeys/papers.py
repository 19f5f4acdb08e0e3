"""Papers: asked for before they come out when they tell something, and told as they are known. Knows no printer."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from core.acts.record_receipt_given import RecordReceiptGiven
from core.domain.documents import Reading
from core.domain.receipts import PaperOutcome, Receipt
from core.journeys.questions import Journey, choose_shared, do, give_paper, tell
from core.journeys.served import Served
from core.journeys.steps import GivePaper
from core.texts.facts import Digits, Fact
from core.texts.written import paris_day


class AskPaper(Enum):
    """Whether a paper that tells something may come out now (words.md rule 15)."""

    PRINT = "print"
    DO_NOT_PRINT = "do-not-print"


class AfterPaper(Enum):
    """What to do when a receipt is not known to be out."""

    NUMBER = "number"
    TRY_AGAIN = "try-again"
    CONTINUE = "continue"


def receipt_digits(receipt: Receipt) -> Digits:
    """The number, as it is written and said."""
    return Digits(digits=receipt.number)


def give_receipt_paper(receipt: Receipt, copies: int = 0) -> Journey[PaperOutcome]:
    """Hand over a discreet receipt. What was chosen stays kept whatever the paper does, and the number can be heard.

    `copies` is 1 for one that was given before: the paper says « duplicata ».
    """
    facts: dict[str, Fact] = {"day": paris_day(receipt.at), "at": receipt.at, "number": receipt_digits(receipt)}
    paper = GivePaper(key="receipt-choice-kept", receipt=receipt, facts=facts, copies=copies)
    while True:
        outcome = yield from give_paper(paper)
        yield from do(RecordReceiptGiven(number=receipt.number, paper=outcome))
        if outcome in (PaperOutcome.PRINTED, PaperOutcome.NOT_HERE):
            return outcome
        answer = yield from _ask_after_mishap(f"receipt--{outcome.value}", receipt)
        if answer is AfterPaper.CONTINUE:
            return outcome
        paper = _again(paper, outcome)


def _again(paper: GivePaper, outcome: PaperOutcome) -> GivePaper:
    """The same paper once more: a duplicate when the one before may be out (security.md 5.4)."""
    return replace(paper, copies=paper.copies + 1) if outcome is PaperOutcome.UNKNOWN else paper


def _ask_after_mishap(key: str, receipt: Receipt) -> Journey[AfterPaper]:
    """Let the number be heard as often as the person wants."""
    while True:
        answer = yield from choose_shared(key, tuple(AfterPaper))
        if answer is not AfterPaper.NUMBER:
            return answer
        yield from tell_number(receipt)


def tell_number(receipt: Receipt) -> Journey[None]:
    """Say the receipt's number."""
    yield from tell("receipt-number", number=receipt_digits(receipt))


def give_telling_paper(question: str, papers: Sequence[str], served: Served, **facts: Fact) -> Journey[None]:
    """Ask, then hand over papers that tell something, each told as it is known; say where they are when not here.

    Where A4 sheets come out, the question says first that others can see them.
    """
    if not served.has_paper:
        yield from tell(f"{question}-elsewhere")
        return
    asked = f"{question}-on-sheets" if served.has_sheets else question
    if (yield from choose_shared(asked, tuple(AskPaper))) is AskPaper.DO_NOT_PRINT:
        return
    for paper in papers:
        yield from _give_one(GivePaper(key=paper, facts=facts, on_sheets=served.has_sheets))


def give_document(reading: Reading, **facts: Fact) -> Journey[None]:
    """Ask, then hand over a whole document on A4 sheets, told as it is known."""
    if (yield from choose_shared("document-on-sheets", tuple(AskPaper))) is AskPaper.PRINT:
        yield from _give_one(GivePaper(key="document-sheets", facts=facts, on_sheets=True, reading=reading))


def _give_one(paper: GivePaper) -> Journey[None]:
    while True:
        outcome = yield from give_paper(paper)
        yield from do(RecordReceiptGiven(number="", paper=outcome))
        if outcome is PaperOutcome.NOT_HERE:
            yield from tell("paper--not-here")
            return
        told = f"{'sheets' if paper.on_sheets else 'paper'}--{outcome.value}"
        if outcome is PaperOutcome.PRINTED:
            yield from tell(told)
            return
        answer = yield from choose_shared(told, (AfterPaper.TRY_AGAIN, AfterPaper.CONTINUE))
        if answer is AfterPaper.CONTINUE:
            return
        # What fits in the kiosk's own slot tries that one next; a document does not.
        paper = replace(_again(paper, outcome), on_sheets=paper.reading is not None)
