"""A call, from the welcome to the menu: number, code and printed code judged together. Knows no sound and no key."""

from core.acts.claims import NumberClaim
from core.acts.prove_identity import PickCodeLine, ProveIdentity
from core.domain.credentials import ACCESS_NUMBER_DIGITS, ONE_TIME_DIGITS, SECRET_DIGITS
from core.journeys.asking_person import take_up_again
from core.journeys.discretion import ask_who_hears
from core.journeys.last_visit import begin_visit
from core.journeys.main_menu import main_menu
from core.journeys.phone_welcome import welcome
from core.journeys.proof import prove, wait_or_hand_over
from core.journeys.questions import Journey, do, enter
from core.journeys.served import Served
from core.journeys.steps import EntryKind


def phone_visit() -> Journey[None]:
    """Welcome, prove who calls, ask who hears, tell how the last visit ended, then serve them.

    A receipt comes before the menu: the one they call about, or that of a choice kept before a cut.
    """
    typed = yield from welcome()
    patient = yield from prove(ask_numbers)
    served = Served(patient=patient, has_paper=False)
    is_discreet = yield from ask_who_hears(person=served.called)
    cut_short = yield from begin_visit(is_discreet=is_discreet)
    yield from main_menu(served, cut_short or typed)


def phone_visit_after_no_answer() -> Journey[None]:
    """A person was called and did not take the call."""
    yield from take_up_again()
    yield from phone_visit()


def ask_numbers() -> Journey[ProveIdentity]:
    """The three factors, with nothing said between them (design section 8)."""
    number = yield from enter("access-number", EntryKind.DIGITS, ACCESS_NUMBER_DIGITS)
    secret = yield from enter("phone-secret-code", EntryKind.SECRET, SECRET_DIGITS)
    claim = NumberClaim(access_number=number)
    while (expected := (yield from do(PickCodeLine(claim=claim)))).wait:
        yield from wait_or_hand_over(expected.wait)
    code = yield from enter("one-time-code", EntryKind.SECRET, ONE_TIME_DIGITS, line=expected.line)
    return ProveIdentity(claim=claim, secret=secret, one_time_code=code)
