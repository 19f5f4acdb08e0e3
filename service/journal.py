"""How the service writes its log: one JSON line an event, on standard error. No name, number or health word goes in."""

import logging
import sys
import traceback
from pathlib import Path
from typing import Any

import structlog


class _KindAndPlace(logging.Formatter):
    """Of a fault, its kind and its place: what it says may hold anything."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        """One line, without the fault's words and without lines of source."""
        kind, _, trace = ei
        last = traceback.extract_tb(trace)[-1:]
        place = f" at {Path(last[0].filename).name}:{last[0].lineno}" if last else ""
        return f"{kind.__name__ if kind else ''}{place}"


def configure_journal(level: int = logging.INFO) -> None:
    """Send our events and the libraries' warnings to standard error; libraries never log a request."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_KindAndPlace("%(name)s %(levelname)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


class Trouble:
    """What keeps failing in a loop that goes on: it stands in the journal once, by its kind, and so does its end."""

    def __init__(self, begins: str, ends: str) -> None:
        """Names of the two events."""
        self._begins, self._ends = begins, ends
        self._kind = ""

    def note(self, kind: str) -> None:
        """After each round; empty when nothing failed."""
        if kind != self._kind:
            self._kind = kind
            if kind:
                structlog.get_logger().error(self._begins, kind=kind)
            else:
                structlog.get_logger().info(self._ends)
