"""Which layout each question takes. A key that is not named here takes the layout of its kind of step."""

from core.journeys.steps import CardTrouble, Choose, PresentCard, Tell
from core.texts.words import Words
from kiosk.protocol import Machine, NoteTone, ScreenKind

_IN_THE_SLOT = "paper--printed"
_PRINTED = frozenset({_IN_THE_SLOT, "sheets--printed"})
_KEPT = frozenset({"organ-donation-kept", "organ-donation-withdrawn"})
_MISHAPS = (
    "receipt--",
    "paper--",
    "sheets--",
    "not-proved",
    "must-wait",
    "too-many",
    "access-closed",
    "tries-over",
)
_SURE = frozenset({*_PRINTED, "paper--not-here"})
_PUBLIC = ("receipt--", "paper--", "sheets--", "main-menu")
_UNREAD = frozenset({"card-unreadable", "card-worn", "card-foreign"})


def is_mishap(key: str) -> bool:
    """Whether something did not work: what is sure in the title, what is missing in one note, then choices."""
    return key.startswith(_MISHAPS) and key not in _SURE


def is_kept(key: str) -> bool:
    """Whether this says that something is kept: the act is done, and looks done."""
    return key in _KEPT


def may_be_said_aloud(key: str) -> bool:
    """Whether a neighbour who hears it learns nothing (words.md 1.3): how to use the kiosk, « c'est gardé »."""
    return key.startswith(_PUBLIC)


def kind_of(step: Tell | Choose, words: Words) -> ScreenKind:
    """How a thing to know or to choose is laid out."""
    if isinstance(step, Choose) and step.is_list:
        return ScreenKind.LIST
    if is_kept(step.key) or step.key in _PRINTED:
        return ScreenKind.DONE
    if is_mishap(step.key):
        return ScreenKind.MISHAP
    if words.has(step.key, "statement"):
        return ScreenKind.RECAP
    return ScreenKind.CHOOSE if isinstance(step, Choose) else ScreenKind.TELL


def machine_of(step: PresentCard) -> Machine:
    """What the white panel shows."""
    if step.key.endswith(CardTrouble.NO_READER.value):
        return Machine.NONE
    return Machine.CARD_UNREADABLE if step.key in _UNREAD else Machine.CARD_WANTED


def machine_beside(key: str) -> Machine:
    """What the white panel shows beside something told: a paper to take, most often nothing."""
    return Machine.PAPER if key == _IN_THE_SLOT else Machine.NONE


def tone_of(key: str) -> NoteTone:
    """How the one note of a screen is meant."""
    if key.startswith("receipt-choice"):
        return NoteTone.SURE
    return NoteTone.BEFORE if is_mishap(key) or is_kept(key) else NoteTone.CALM
