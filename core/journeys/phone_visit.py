"""A call, from the welcome to the menu: number, code and printed code judged together. Knows no sound and no key."""

from enum import Enum

from core.acts.claims import NumberClaim
from core.acts.prove_identity import PickCodeLine, ProveIdentity
from core.domain.credentials import ACCESS_NUMBER_DIGITS, ONE_TIME_DIGITS, SECRET_DIGITS
from core.journeys.asking_person import take_up_again
from core.journeys.discretion import ask_who_hears
from core.journeys.main_menu import main_menu
from core.journeys.proof import hand_over, prove, wait_or_hand_over
from core.journeys.questions import Journey, choose, do, enter, tell
from core.journeys.served import Served
from core.journeys.steps import EntryKind


class Welcome(Enum):
    """What a caller may want before saying who they are."""

    OPEN_SPACE = "open-space"
    LOST_CODE = "lost-code"
    HOURS = "hours"


def phone_visit() -> Journey[None]:
    """Welcome, prove who calls, ask who hears, then serve them."""
    while (wanted := (yield from choose("phone-welcome", tuple(Welcome)))) is not Welcome.OPEN_SPACE:
        if wanted is Welcome.LOST_CODE:
            yield from hand_over()
        yield from tell("phone-hours")
    patient = yield from prove(ask_numbers)
    served = Served(patient=patient, has_paper=False)
    yield from ask_who_hears(person=served.called)
    yield from main_menu(served)


def phone_visit_after_no_answer() -> Journey[None]:
    """A person was called and did not take the call."""
    yield from take_up_again("person-no-answer")
    yield from phone_visit()


def phone_visit_after_cut() -> Journey[None]:
    """The call went on while the site was away: it apologises; nothing of the visit before is left."""
    yield from take_up_again("call-cut")
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
