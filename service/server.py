"""The HTTP server of a site: says when it serves, on one line that scripts wait for. Knows no route."""

import gc
import socket
import sys
from types import FrameType

import uvicorn


def freeze_what_stays() -> None:
    """Have what was made so far never searched for garbage again.

    A site keeps hundreds of thousands of objects from its start; each full search of them stopped every call of it for
    50 to 120 ms, some five frames of sound.
    """
    gc.collect()
    gc.freeze()


class AnnouncingServer(uvicorn.Server):
    """Prints `ready ADDRESS` once it takes connections."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        freeze_what_stays()
        sys.stdout.write(f"ready {self._address}\n")
        sys.stdout.flush()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as the signal module calls it
        """End what is going on, then return; told again, end at once.

        Uvicorn would raise the signal anew after serving, and the process would die before its records are closed.
        """
        self.force_exit = self.should_exit
        self.should_exit = True
