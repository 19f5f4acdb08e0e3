"""The side of the operator's socket that the site keeps: who may ask, one thread an operation, an end in time.

Knows no operation of its own.
"""

import os
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, cast

import structlog

from service.faults import OperatorError
from service.operator.carrying_out import carry_out
from service.operator.frames import write_answer, write_fault
from service.operator.operation import read_operation
from service.operator.socket_file import SOCKET_FILE, bind
from service.premises import Premises

LONGEST_REQUEST = 64 * 1024
SILENCE_SECONDS = 60
"""Of somebody who asks and does not listen: a backup keeps the write-ahead log from being cleared meanwhile."""
STOP_SECONDS = 3
_CREDENTIALS = struct.Struct("3i")
_journal = structlog.get_logger()


class _Listener(socketserver.ThreadingMixIn, socketserver.BaseServer):
    """One thread for each who asks."""

    daemon_threads = False
    block_on_close = False

    def __init__(self, listening: socket.socket, premises: Premises) -> None:
        super().__init__(SOCKET_FILE, _Conversation)
        self.socket = listening
        self.premises = premises
        self._open: set[socket.socket] = set()
        self._all_ended = threading.Condition()

    def fileno(self) -> int:
        """What is waited on."""
        return self.socket.fileno()

    def get_request(self) -> tuple[Any, Any]:
        """Take the next one who asks."""
        asking, address = self.socket.accept()
        asking.settimeout(SILENCE_SECONDS)
        return asking, address

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ARG002 - as socketserver calls it
        """The site's own account, or root, who may become it anyway."""
        return _user_of(request) in (os.geteuid(), 0)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Remember who is being answered, so that the end of the site ends it too."""
        with self._all_ended:
            self._open.add(request)
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._all_ended:
                self._open.discard(request)
                self._all_ended.notify_all()

    def shutdown_request(self, request: Any) -> None:
        """Hang up."""
        with suppress(OSError):
            request.shutdown(socket.SHUT_RDWR)
        request.close()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - as socketserver calls it
        """Somebody who hangs up is no fault."""
        _journal.info("operator-hung-up")

    def end(self) -> None:
        """Let what goes on end by itself for a moment, then cut it: an act is undone, a backup is void."""
        self.shutdown()
        self.socket.close()
        with self._all_ended:
            if not self._all_ended.wait_for(lambda: not self._open, STOP_SECONDS):
                for asking in self._open:
                    with suppress(OSError):
                        asking.shutdown(socket.SHUT_RDWR)
                self._all_ended.wait_for(lambda: not self._open, STOP_SECONDS)


class _Conversation(socketserver.StreamRequestHandler):
    """One operation: asked on one line, answered in frames."""

    server: _Listener
    wbufsize = 64 * 1024

    def handle(self) -> None:
        """Carry it out; a fault of ours is told by its kind alone, and stands in the journal."""
        out = cast("BinaryIO", self.wfile)
        try:
            operation = read_operation(self.rfile.readline(LONGEST_REQUEST))
        except ValueError:
            write_fault(out, "the site does not know this command: it runs another version of the program")
            return
        name = type(operation).__name__
        _journal.info("operator-asked", operation=name)
        try:
            write_answer(carry_out(operation, self.server.premises), out)
        except OSError:
            raise
        except Exception as bug:  # noqa: BLE001 - the outermost loop of an operation
            _journal.error("operation-failed", operation=name, kind=type(bug).__name__)
            write_fault(out, f"the site failed ({type(bug).__name__}): its journal says where")


@contextmanager
def listening_to_operator(premises: Premises) -> Iterator[None]:
    """Answer the operator's commands beside whatever else the site does, until the block ends."""
    try:
        listening = bind(premises.folder)
    except FileExistsError:
        raise OperatorError(f"{premises.folder}: another site serves this data folder: stop it first") from None
    listener = _Listener(listening, premises)
    thread = threading.Thread(target=listener.serve_forever, args=(0.1,), name="operator")
    thread.start()
    try:
        yield
    finally:
        (premises.folder / SOCKET_FILE).unlink(missing_ok=True)
        listener.end()
        thread.join()


def _user_of(asking: socket.socket) -> int:
    """Who is at the other end, as the kernel knows it."""
    _, user, _ = _CREDENTIALS.unpack(asking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
    return int(user)
