"""The life of a space, in its simplest states (rules.md sections 1 and 13). Knows no date arithmetic yet."""

from enum import Enum


class AccountState(Enum):
    """Whether a space may be read and written."""

    OPEN = "open"
    CLOSED = "closed"
    """No reading, no deposit; archived (R9, R13)."""
