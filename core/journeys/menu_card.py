"""The card of the telephone's keys: read from the menus and texts that the telephone speaks, never typed twice."""

import hashlib
from dataclasses import dataclass
from enum import Enum

from core.journeys.main_menu import MainMenu
from core.journeys.papers import AskPaper
from core.journeys.phone_welcome import Welcome
from core.journeys.questions import Journey, choose_shared, enum_options, give_paper, tell
from core.journeys.steps import GivePaper
from core.texts.words import Words

_VERSION_DIGITS = 4


class FixedKey(Enum):
    """The keys that always mean the same (words.md, keys)."""

    NEXT = "9"
    HELP = "0"
    REPEAT = "*"
    BACK = "#"
    DISCREET = "5"
    YES = "7"
    NO = "8"


FIXED = {
    "always": (FixedKey.NEXT, FixedKey.HELP, FixedKey.REPEAT, FixedKey.BACK, FixedKey.DISCREET),
    "last": (FixedKey.YES, FixedKey.NO),
}
MENUS = {"first": ("phone-welcome", Welcome), "open": ("main-menu", MainMenu)}
"""The levels that are on the card; people learn their keys by heart."""


@dataclass(frozen=True, kw_only=True)
class CardKey:
    """One key and what it does. `sign` is how the key is called when it is no digit."""

    key: str
    name: str
    sign: str = ""


@dataclass(frozen=True, kw_only=True)
class CardPart:
    """Some keys under a title."""

    title: str
    keys: tuple[CardKey, ...]


@dataclass(frozen=True, kw_only=True)
class MenuCard:
    """All that the card says, and its version: another one when a word or a key of it changes."""

    title: str
    number: str
    parts: tuple[CardPart, ...]
    warning: str
    version: str


def menu_card(words: Words) -> MenuCard:
    """The card as the telephone is today."""
    parts = tuple(
        CardPart(
            title=words.written(f"menu-card-{name}"),
            keys=tuple(
                _key(option.key, position, words)
                for position, option in enumerate(enum_options(key, tuple(answers)), 1)
            ),
        )
        for name, (key, answers) in MENUS.items()
    )
    parts += tuple(
        CardPart(
            title=words.written(f"menu-card-{name}"),
            keys=tuple(_fixed(key, words) for key in keys),
        )
        for name, keys in FIXED.items()
    )
    number = words.written("menu-card-number")
    said = repr([(part.title, [(one.key, one.name) for one in part.keys]) for part in parts])
    version = int(hashlib.sha256(said.encode()).hexdigest(), 16) % 10**_VERSION_DIGITS
    return MenuCard(
        title=words.written("menu-card-title"),
        number=number,
        parts=parts,
        warning=words.written("menu-card-warning"),
        version=words.written("menu-card-version", {"version": f"{version:0{_VERSION_DIGITS}}"}),
    )


def about_no_card() -> Journey[None]:
    """Somebody without a card is told of the telephone, and may take its keys on paper: nothing of it is about them."""
    yield from tell("about-no-card")
    if (yield from choose_shared("menu-card-wanted", tuple(AskPaper))) is AskPaper.PRINT:
        outcome = yield from give_paper(GivePaper(key="menu-card"))
        yield from tell(f"menu-card--{outcome.value}")


def _key(key: str, position: int, words: Words) -> CardKey:
    has_own = words.has(key, "key")
    return CardKey(
        key=words.written(key, attribute="key").strip() if has_own else str(position),
        name=words.written(key),
    )


def _fixed(key: FixedKey, words: Words) -> CardKey:
    message = f"menu-key--{key.name.lower()}"
    sign = words.written(message, attribute="sign") if words.has(message, "sign") else ""
    return CardKey(key=key.value, name=words.written(message), sign=sign)
