"""How the service writes its log: one JSON line an event, on standard error. No name, number or health word goes in."""

import logging
import sys

import structlog


def configure_journal(level: int = logging.INFO) -> None:
    """Send our events and the libraries' warnings to standard error; libraries never log a request."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(name)s %(levelname)s", force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
