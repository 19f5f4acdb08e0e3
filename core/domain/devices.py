"""Terminals that may call a site, how one is let in, and until when. A terminal proves where, never who."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.domain.identifiers import DeviceId

CODE_DIGITS = 12
OFFER_LASTS = timedelta(minutes=30)
MOST_WRONG_CODES = 10
"""Typed at any terminal while a code is open; then every open code is void. One guess in 10^11 would be right."""
MOST_NOTICE_LETTERS = 80
"""Four lines of the welcome, in large type too."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_MOST_PLACE_LETTERS = 60


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A one-time code that was given out; whoever types it at a terminal puts that terminal in this place."""

    code_digest: str = field(repr=False)
    """Keyed: the code itself is kept nowhere."""
    until_at: datetime
    wrong_codes: int = 0

    def is_open(self, now: datetime) -> bool:
        """Whether the code can still be used."""
        return now < self.until_at and self.wrong_codes < MOST_WRONG_CODES


@dataclass(frozen=True, kw_only=True)
class Device:
    """One terminal, as the operator names it. ValueError when its name or its place can't be shown or traced."""

    device_id: DeviceId
    place: str
    """As people and the trace name it: « Mairie d'Aubigny »."""
    public_key: bytes | None = None
    """Ed25519, 32 bytes; None until a machine has been put there."""
    enrolled_at: datetime | None = None
    revoked_at: datetime | None = None
    seen_at: datetime | None = None
    offer: Offer | None = None
    restart_asked_at: datetime | None = None
    notice: str = ""
    """What the welcome says today, in the words of the people of the Relais."""
    notice_until_at: datetime | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.device_id):
            raise ValueError("a name has 1 to 40 small letters, digits and hyphens")
        if not self.place.isprintable() or not 1 <= len(self.place.strip()) <= _MOST_PLACE_LETTERS:
            raise ValueError(f"a place has 1 to {_MOST_PLACE_LETTERS} letters")
        if not self.notice.isprintable() or len(self.notice) > MOST_NOTICE_LETTERS:
            raise ValueError(f"a message has at most {MOST_NOTICE_LETTERS} letters, on one line")

    @property
    def is_let_in(self) -> bool:
        """Whether the machine with this key may serve people."""
        return self.public_key is not None and self.revoked_at is None

    def has_open_offer(self, now: datetime) -> bool:
        """Whether its code may still be typed."""
        return self.offer is not None and self.offer.is_open(now)

    def notice_at(self, now: datetime) -> str:
        """What the welcome says now; most often nothing."""
        is_said = self.notice_until_at is not None and now < self.notice_until_at
        return self.notice if is_said else ""

    def enrolled(self, public_key: bytes, now: datetime) -> "Device":
        """The same with a machine in place: the code is used up, and whatever machine stood there is out."""
        return replace(self, public_key=public_key, enrolled_at=now, revoked_at=None, offer=None, restart_asked_at=None)

    def after_wrong_code(self) -> "Device":
        """The same after somebody typed a code that none of the open ones was."""
        if self.offer is None:
            return self
        return replace(self, offer=replace(self.offer, wrong_codes=self.offer.wrong_codes + 1))
