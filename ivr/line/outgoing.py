"""Calls and short messages of ours, as a port with closed outcomes. Off unless an operator switches it on (promise 7).

We call to tell, never to ask: what is said and written is fixed, but for a code, which is only ever spoken.
"""

import re
from enum import Enum
from typing import Protocol

from ivr.line.announcement import Announcement, Purpose

NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
"""E.164."""


class Placed(Enum):
    """What became of a call or a message, as far as anybody knows when it was asked for."""

    PLACED = "placed"  # the provider took it; whether anybody answers is told later
    OFF = "off"  # the operator did not switch this on
    BAD_NUMBER = "bad-number"  # no telephone has such a number, or not this kind of message
    OPTED_OUT = "opted-out"  # that person told the provider to stop; never try again by this way
    NOT_ALLOWED = "not-allowed"  # the account, its token or its rights: an operator must look
    BUSY = "busy"  # too many at once, after waiting: later
    UNREACHABLE = "unreachable"  # nothing was asked of anybody: later
    REFUSED = "refused"  # another refusal of the provider
    UNSURE = "unsure"  # asked, and no answer understood: it may ring, or not


class OutgoingLine(Protocol):
    """Calls and writes. Blocks for some seconds at most; never raises for what happens outside."""

    def call(self, number: str, announcement: Announcement) -> Placed:
        """Ring this number (E.164), and say that to whoever answers; to a machine, nothing."""

    def write(self, number: str, purpose: Purpose) -> Placed:
        """Send the short message of a purpose; ValueError for a code, which is never written."""


class NoOutgoingLine(OutgoingLine):
    """Nothing leaves."""

    def call(self, number: str, announcement: Announcement) -> Placed:  # noqa: ARG002 - as the port calls it
        """Off."""
        return Placed.OFF

    def write(self, number: str, purpose: Purpose) -> Placed:  # noqa: ARG002 - as the port calls it
        """Off."""
        if purpose is Purpose.CODE:
            raise ValueError("a code is never written")
        return Placed.OFF
