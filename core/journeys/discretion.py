"""Whether somebody else may hear: asked after proof, kept by the visit while it lasts. Changes no record."""

from dataclasses import dataclass
from enum import Enum

from core.acts.request import Ask
from core.journeys.questions import Journey, choose, do
from core.texts.facts import Phrase


class Listeners(Enum):
    """Who hears the call."""

    NOBODY_ELSE = "nobody-else"
    SOMEBODY = "somebody"


@dataclass(frozen=True, kw_only=True)
class SpeakDiscreetly(Ask[None]):
    """Tell the visit whether content may be said in full (words.md 1.3)."""

    is_discreet: bool


def ask_who_hears(person: Phrase) -> Journey[bool]:
    """« Quelqu'un d'autre entend-il cet appel ? » (words.md V7). Whether somebody does."""
    is_discreet = (yield from choose("who-hears", tuple(Listeners), person=person)) is Listeners.SOMEBODY
    yield from do(SpeakDiscreetly(is_discreet=is_discreet))
    return is_discreet
