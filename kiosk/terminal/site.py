"""The way to the site, as the conductor sees it. Knows no socket."""

from typing import Protocol

from kiosk.protocol import TerminalMessage


class Site(Protocol):
    """The way to the site."""

    def send(self, message: TerminalMessage) -> None:
        """Send now, or drop when there is no connection: nothing waits for a visit that is over."""

    def retry(self) -> None:
        """Try to connect at once, when there is no connection."""

    def hang_up(self) -> None:
        """Leave, so that the site ends the visit; the connection comes back by itself."""
