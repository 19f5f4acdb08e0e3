"""The HTTP server of a site: says when it serves, on one line that scripts wait for. Knows no route."""

import socket
import sys

import uvicorn


class AnnouncingServer(uvicorn.Server):
    """Prints `ready ADDRESS` once it takes connections."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        sys.stdout.write(f"ready {self._address}\n")
        sys.stdout.flush()
