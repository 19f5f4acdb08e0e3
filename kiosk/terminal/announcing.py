"""What the voice says to somebody who moves by keypad: of a page, of a key, of where they are. Pure; moves nothing."""

from dataclasses import dataclass

from kiosk.protocol import EntryShape, Key, Screen, ScreenKind
from kiosk.terminal.labels import Labels
from kiosk.terminal.layout.entering import is_complete, said_typed
from kiosk.terminal.local import OWN, Local, Own
from kiosk.terminal.scene import KeyShape, Tone
from kiosk.terminal.speech import said_of_page, sentence

TYPE = "~type-"
_REASONS = {"~back", "~end", "~accept", "~picked", "~erase", "~newer", "~older", "~before", "~after"}


@dataclass(frozen=True, kw_only=True)
class Announcer:
    """One screen as one listener may hear it."""

    screen: Screen
    local: Local
    labels: Labels
    is_alone: bool
    """In a headset: even a secret may be said (EN 301 549, 5.1.3.8)."""
    may_say_all: bool
    """Nothing personal, or a headset, or chosen aloud (EN 301 549, 5.1.3.9)."""

    def page(self) -> str:
        """Title and body, and how many choices follow."""
        if self.local.own is Own.SEE:
            return sentence(self.labels("see-title"))
        words = said_of_page(self.screen) if self.may_say_all else self.labels("private-page")
        return f"{words}\n{self._count()}".strip()

    def key(self, shape: KeyShape) -> str:
        """Its name and its state: chosen, or unavailable and why."""
        return f"{sentence(self._name(shape))} {self._state(shape)}".strip()

    def where(self) -> str:
        """« Où suis-je ? »: place, step, title, number of choices, and what the four keys do."""
        place = self.screen.band
        said = [self.labels("where-place", place=place.title)]
        if place.progress:
            said.append(self.labels("where-step", step=place.progress.step, steps=place.progress.steps))
        if self.may_say_all:
            said.append(sentence(self.screen.title))
        return "\n".join((*said, self._count(), self.labels("four-keys")))

    def typed(self) -> str:
        """How many are typed: never which, and a date in words only to its owner."""
        field = self.screen.field
        if field is None or field.shape is EntryShape.TEXT:
            return self.labels("typed-letter")
        if field.shape is EntryShape.DATE and is_complete(field, self.local.typed) and not self.is_alone:
            return self.labels("typed-all", count=len(self.local.typed))
        return said_typed(field, self.local.typed, self.labels)

    def turned(self, pages: int) -> str:
        """Which page stands there now."""
        return sentence(self.labels("page", page=min(self.local.page, pages - 1) + 1, pages=pages))

    def _count(self) -> str:
        count = len(self.screen.keys)
        return self.labels("choices", count=count) if count else ""

    def _name(self, shape: KeyShape) -> str:
        if shape.id.startswith(OWN):
            field = self.screen.field
            is_secret = field is not None and field.shape is EntryShape.SECRET and shape.id.startswith(TYPE)
            return self.labels("secret-key") if is_secret and not self.is_alone else self._sign(shape.name)
        ids = [entry.id for entry in self.screen.keys]
        if shape.id not in ids:
            return shape.name
        at = ids.index(shape.id)
        return self._full(self.screen.keys[at]) if self.may_say_all else self._hidden(at)

    def _sign(self, name: str) -> str:
        """A sign that a voice passes over has a word: « point »."""
        said = dict(zip(*(self.labels(key).split() for key in ("signs", "said-signs")), strict=True))
        return said[name].replace("-", " ") if name in said else name

    def _full(self, entry: Key) -> str:
        return entry.voice or " ".join(sentence(part) for part in (entry.label, entry.hint, entry.badge) if part)

    def _hidden(self, at: int) -> str:
        return self.labels("hidden-choice", at=at + 1, count=len(self.screen.keys))

    def _state(self, shape: KeyShape) -> str:
        match shape.tone:
            case Tone.SELECTED:
                return self.labels("state-selected")
            case Tone.OFF:
                why = self.labels(f"why{shape.id}") if shape.id in _REASONS else ""
                return f"{self.labels('state-off')} {why}".strip()
            case Tone.PLAIN if self.screen.kind is ScreenKind.PICK and not shape.id.startswith(OWN):
                return self.labels("state-unselected")
            case _:
                return ""
