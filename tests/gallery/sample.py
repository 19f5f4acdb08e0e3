"""One sample, and what samples share: the person, the place, the top and the bottom of a screen."""

from dataclasses import dataclass, field

from kiosk.protocol import Band, Bar, Key, Progress, Screen, Settled
from kiosk.terminal.local import Local

WHO, BORN = "Odette Lefort", "née le 12 mars 1942 à Aubigny"
FULL, MENU = Bar(may_go_back=True), Bar(may_go_back=False)


@dataclass(frozen=True)
class Sample:
    """A name for the picture, a screen, and what was done on it."""

    name: str
    screen: Screen
    local: Local = field(default_factory=Local)
    is_demonstration: bool = False
    """Drawn as a terminal of a demonstration draws it."""
    hears: bool = False
    """Drawn as a terminal draws it where an answer may be spoken."""


def settled(*, is_demonstration: bool = False) -> Settled:
    """The place of the pictures."""
    return Settled(
        version=1,
        place="Pharmacie des Tilleuls",
        help_number="01 99 00 12 34",
        is_demonstration=is_demonstration,
        labels={},
    )


def band(title: str, detail: str = "", *, step: int = 0, steps: int = 4, is_known: bool = True) -> Band:
    """The top of a screen."""
    progress = Progress(step=step, steps=steps) if step else None
    said = f"étape {step} sur {steps}" if step else detail
    who, born = (WHO, BORN) if is_known else ("", "")
    return Band(title=title, detail=said, progress=progress, person=who, person_detail=born)


def next_key(label: str = "Continuer") -> Key:
    """The key that goes on."""
    return Key(id="next", label=label, is_next=True)
