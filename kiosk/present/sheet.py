"""What every screen has: band, bar, title, sentences, facts, one note, voice. Knows no kind of step."""

from dataclasses import dataclass, field

from core.journeys.steps import Stage
from core.texts.facts import Facts
from core.texts.words import Words
from kiosk.present.band import band_for
from kiosk.present.icons import icon_of_note, icons_of_facts, icons_of_last_lines
from kiosk.present.kinds import tone_of
from kiosk.present.view import VisitView
from kiosk.present.wording import Wording
from kiosk.protocol import Bar, Fact, Machine, Note, Screen, ScreenKind


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One message about to become a screen."""

    key: str
    facts: Facts = field(repr=False)
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
            lead="\n".join(self._lead_and_facts[0]),
            facts=self._lead_and_facts[1],
            statement=self.wording.part("statement"),
            note=self._note(),
            voice=self.wording.voice,
        )

    @property
    def _lead_and_facts(self) -> tuple[tuple[str, ...], tuple[Fact, ...]]:
        """Sentences under the title, then those that have a drawing: the message's facts, else its last lines."""
        body, facts = self.wording.lines("body"), self.wording.lines("facts")
        if facts:
            return body, _drawn(icons_of_facts(self.key, len(facts)), facts)
        icons = icons_of_last_lines(self.key)
        start = max(len(body) - len(icons), 0)
        return body[:start], _drawn(icons, body[start:])

    def _note(self) -> Note | None:
        if not self.wording.has("note"):
            return None
        return Note(text=" ".join(self.wording.lines("note")), tone=tone_of(self.key), icon=icon_of_note(self.key))


def _drawn(icons: tuple[str, ...], lines: tuple[str, ...]) -> tuple[Fact, ...]:
    return tuple(Fact(icon=icon, text=line) for icon, line in zip(icons, lines, strict=False))


def machine_label(machine: Machine, words: Words, key: str = "") -> str:
    """What stands under the drawing of the machine: the question's own word for it, else the machine's."""
    for named in (f"kiosk-machine--{key}", f"kiosk-machine--{machine.value}"):
        if words.has(named):
            return words.written(named)
    return ""
