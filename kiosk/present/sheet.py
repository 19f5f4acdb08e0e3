"""What every screen has: band, bar, title, sentences, facts, one note, voice. Knows no kind of step."""

from dataclasses import dataclass

from core.journeys.steps import Stage
from core.texts.facts import Facts
from core.texts.words import Words
from kiosk.present.band import band_for
from kiosk.present.icons import icons_of_facts
from kiosk.present.kinds import is_kept, is_mishap, tone_of
from kiosk.present.view import VisitView
from kiosk.present.wording import Wording
from kiosk.protocol import Bar, Fact, Machine, Note, NoteTone, Screen, ScreenKind

_NOTE_ICONS = {
    NoteTone.CALM: "info",
    NoteTone.BEFORE: "warning-circle",
    NoteTone.MISSING: "warning-circle",
    NoteTone.SURE: "check",
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One message about to become a screen."""

    key: str
    facts: Facts
    words: Words
    view: VisitView
    stage: Stage | None = None

    @property
    def wording(self) -> Wording:
        """Its words."""
        return Wording(self.words, self.key, self.facts)

    def plain(self, kind: ScreenKind) -> Screen:
        """The screen before its kind adds keys, cells or a machine."""
        return Screen(
            id=self.view.screen_id,
            kind=kind,
            band=band_for(self.key, self.facts, self.words, self.view, self.stage),
            bar=Bar(may_go_back=self.view.may_go_back),
            title=" ".join(self.wording.title.split("\n")),
            lead=self.wording.part("body"),
            facts=self._facts(),
            note=self._note(),
            voice=self.wording.voice,
        )

    def _facts(self) -> tuple[Fact, ...]:
        lines = self.wording.lines("facts")
        icons = icons_of_facts(self.key, len(lines))
        return tuple(Fact(icon=icon, text=line) for icon, line in zip(icons, lines, strict=True))

    def _note(self) -> Note | None:
        if not self.wording.has("note"):
            return None
        tone = tone_of(self.key)
        icon = "receipt-x" if is_mishap(self.key) and "paper" in self.key + "receipt" else _NOTE_ICONS[tone]
        return Note(text=" ".join(self.wording.lines("note")), tone=tone, icon=icon)


def machine_label(machine: Machine, words: Words) -> str:
    """What stands under the drawing of the machine."""
    key = f"kiosk-machine--{machine.value}"
    return words.written(key) if words.has(key) else ""


def is_after_the_fact(key: str) -> bool:
    """Whether what this says is done cannot be undone by going back."""
    return is_kept(key) or is_mishap(key)
