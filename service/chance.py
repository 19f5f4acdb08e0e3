"""Chance from the operating system, for identifiers and numbers that nobody can guess."""

import secrets

from core.ports import Ids

_TOKEN_BYTES = 16


class SystemChance(Ids):
    """Draws from the operating system."""

    def token(self) -> str:
        """Draw 128 bits, as 32 hexadecimal digits."""
        return secrets.token_hex(_TOKEN_BYTES)

    def digits(self, count: int) -> str:
        """Draw `count` decimal digits; the first may be zero."""
        return f"{secrets.randbelow(10**count):0{count}d}"
