"""What a caller may want before saying who they are (words.md section 3). Says nothing about anybody; opens nothing."""

from enum import Enum

from core.acts.receipt_numbers import NUMBER_DIGITS
from core.journeys.proof import hand_over
from core.journeys.questions import Journey, choose, enter, tell
from core.journeys.steps import EntryKind


class Welcome(Enum):
    """The first choices; 0 is a person, star says it again."""

    OPEN_SPACE = "open-space"
    LETTER_OR_RECEIPT = "letter-or-receipt"
    FIRST_TIME = "first-time"
    PLACES = "places"


class LetterOrReceipt(Enum):
    """Which paper of the Relais the caller holds."""

    LETTER = "letter"
    RECEIPT = "receipt"


class FirstTime(Enum):
    """What somebody needs who can't prove who they are; a person sees to all of it."""

    NEW_SPACE = "new-space"
    ACCESS_NUMBER = "access-number"
    SECRET_CODE = "secret-code"  # noqa: S105 - what is lost, not a secret
    CODE_LIST = "code-list"


class Places(Enum):
    """Where, when and how the Relais can be used."""

    KIOSKS = "kiosks"
    HOURS = "hours"
    KEYS = "keys"


def welcome() -> Journey[str]:
    """Until the caller wants to prove who they are; the number of the receipt they call about, or nothing.

    Whether the number is anybody's is not looked at before proof.
    """
    while True:
        match (yield from choose("phone-welcome", tuple(Welcome))):
            case Welcome.OPEN_SPACE:
                return ""
            case Welcome.LETTER_OR_RECEIPT:
                if (yield from choose("phone-letter-or-receipt", tuple(LetterOrReceipt))) is LetterOrReceipt.RECEIPT:
                    number: str = yield from enter("phone-receipt-number", EntryKind.DIGITS, NUMBER_DIGITS)
                    return number
                yield from tell("phone-letter")
            case Welcome.FIRST_TIME:
                wanted = yield from choose("phone-first-time", tuple(FirstTime))
                yield from tell("phone-new-space" if wanted is FirstTime.NEW_SPACE else "phone-new-codes")
                yield from hand_over()
            case Welcome.PLACES:
                where = yield from choose("phone-places", tuple(Places))
                yield from tell(f"phone-{where.value}")
