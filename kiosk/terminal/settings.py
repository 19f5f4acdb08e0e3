"""What a terminal must be told before it starts, and the devices it is given. Chooses nothing, opens nothing."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hardware.ports import CardHolder, CardReader, Headset, Keypad, PagePrinter, ReceiptPrinter, Speaker
from hardware.recogniser.port import Recogniser
from kiosk.terminal.identity import Identity, new_identity
from kiosk.terminal.theme import Glass

DOCK_PX = 400
"""Width of the bench beside the glass, in a demonstration only."""


@dataclass(frozen=True, kw_only=True)
class TerminalSettings:
    """One kiosk."""

    site: str
    """The site's address, `http://…` or `ws://…`; the path `/kiosk/terminal` is added when it has none."""
    identity: Identity = field(default_factory=new_identity, repr=False)
    """By what the site knows this machine; a new one is a stranger everywhere."""
    glass: Glass = field(default_factory=Glass)
    help_number: str = ""
    """Shown when the site was never reached; afterwards the site's own is shown."""
    is_demonstration: bool = False
    """Shows the dock beside the glass, where cards and paper are played."""
    is_full_screen: bool = False
    cards: tuple["DemonstrationCard", ...] = ()

    @property
    def url(self) -> str:
        """Where the WebSocket is."""
        address = self.site.replace("https://", "wss://", 1).replace("http://", "ws://", 1).rstrip("/")
        return address if address.count("/") > 2 else f"{address}/kiosk/terminal"  # noqa: PLR2004 - scheme only


@dataclass(frozen=True, kw_only=True)
class DemonstrationCard:
    """A card of fictional people, for the dock."""

    name: str
    holders: tuple[CardHolder, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Devices:
    """What the terminal drives. Virtual ones may be played from the dock and from a script."""

    card_reader: CardReader
    printer: ReceiptPrinter
    speaker: Speaker | None = None
    keypad: Keypad | None = None
    headset: Headset | None = None
    """Without one, every sound is a loudspeaker's."""
    page_printer: PagePrinter | None = None
    """A4, beside the kiosk."""
    recogniser: Recogniser | None = None
    """Without one, every answer is touched."""

    def to_close(self) -> tuple[CardReader | Keypad | Headset | Recogniser, ...]:
        """Those that watch or keep a process."""
        found = (self.card_reader, self.keypad, self.headset, self.recogniser)
        return tuple(device for device in found if device is not None)


def read_cards(file: Path) -> tuple[DemonstrationCard, ...]:
    """Read `[[card]] name = … [[card.holder]] nir, family_name, first_name, birth_date`; KeyError when one lacks."""
    cards = tomllib.loads(file.read_text(encoding="utf-8")).get("card", [])
    return tuple(
        DemonstrationCard(name=card["name"], holders=tuple(_holder(holder) for holder in card["holder"]))
        for card in cards
    )


def _holder(holder: dict[str, object]) -> CardHolder:
    born = holder["birth_date"]
    return CardHolder(
        nir=str(holder["nir"]),
        family_name=str(holder["family_name"]),
        first_name=str(holder["first_name"]),
        birth_date=born if isinstance(born, date) else date.fromisoformat(str(born)),
    )
