"""Which of several contacts with the glass is a finger that means something. Pure: knows no window and no key.

The first finger counts, whatever touches beside it (EN 301 549, 5.9: never two at once). A palm does nothing. How wide
a contact is says nothing here: each touch screen has a scale of its own for it, and none says which.
"""

PALM = 3
"""So many contacts at once are no finger."""
RESTING_S = 10.0
"""A hand that leans for so long is furniture: it presses nothing, and no other finger waits for it.

So is a contact whose end the screen never told: it must not lock the kiosk.
"""


class Fingers:
    """What is on the glass now."""

    def __init__(self) -> None:
        self._since: dict[object, float] = {}
        self.is_palm = False
        """Whether nothing of what is on the glass means anything, until all of it has left or has come to rest."""

    def down(self, contact: object, now: float) -> bool:
        """Whether this contact may press a key."""
        beside = [since for since in self._since.values() if now - since < RESTING_S]
        self._since[contact] = now
        self.is_palm = len(beside) + 1 >= PALM or (self.is_palm and bool(beside))
        return not beside

    def up(self, contact: object, now: float) -> bool:
        """Whether what it pressed still counts, now that it leaves."""
        since = self._since.pop(contact, now)
        return now - since < RESTING_S
