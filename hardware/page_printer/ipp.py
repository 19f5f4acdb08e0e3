"""One question to a print server or a printer over IPP, answered before a deadline. Knows no queue and no page.

pycups writes and reads the messages. Its own connection is not used: it waits without end for an answer, and asks
at « / » only, where printers do not listen.
"""

import ssl
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from io import BytesIO
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import cups

ASKER = "relais"
"""Who asks, and whose jobs they are: the machine, never a person. Spools and logs keep this name."""

_PORT = 631
_SUCCESS_BELOW = 0x0100
_KINDS = {bool: cups.IPP_TAG_BOOLEAN, int: cups.IPP_TAG_INTEGER, str: cups.IPP_TAG_KEYWORD}
_OTHER_KINDS = {
    "printer-uri": cups.IPP_TAG_URI,
    "requesting-user-name": cups.IPP_TAG_NAME,
    "job-name": cups.IPP_TAG_NAME,
    "job-sheets": cups.IPP_TAG_NAME,
    "document-format": cups.IPP_TAG_MIMETYPE,
}

Value = str | int | bool


class NoAnswerError(Exception):
    """Nobody answered, not in time, not as IPP; whether the question arrived is not known. Quotes nothing."""


class RefusedError(Exception):
    """A clear no."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What to ask of a printer or a queue, and what of the answer is wanted."""

    operation: int
    about: dict[str, Value] = field(default_factory=dict)
    """Besides the printer and the asker, which are always said."""
    job: dict[str, Value] = field(default_factory=dict)
    """How to print."""
    wanted: tuple[str, ...] = ()
    document: bytes = field(default=b"", repr=False)


Answer = list[dict[str, list[Any]]]
"""The attributes of each printer or job told of."""


def ask(uri: str, question: Question, within_s: float) -> Answer:
    """Ask at `ipp://…` or `ipps://…`. Raises `NoAnswerError`, or `RefusedError` when nothing was done."""
    end = monotonic() + within_s
    parts = urlsplit(uri)
    try:
        line = _line(parts.scheme, parts.hostname or "", parts.port or _PORT, within_s)
        try:
            line.connect()
            line.request("POST", parts.path or "/", _written(uri, question), {"Content-Type": "application/ipp"})
            line.sock.settimeout(max(end - monotonic(), 0.01))
            said = line.getresponse()
            body = said.read()
        finally:
            line.close()
    except (OSError, HTTPException, ValueError):
        raise NoAnswerError from None
    return _read(body)


def _line(scheme: str, host: str, port: int, timeout_s: float) -> HTTPConnection:
    if scheme == "ipp":
        return HTTPConnection(host, port, timeout=timeout_s)
    if scheme != "ipps":
        raise ValueError("ipp or ipps is expected")
    # A printer signs for itself: only its state is asked here; pages go the way that CUPS was told.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return HTTPSConnection(host, port, timeout=timeout_s, context=context)


def _written(uri: str, question: Question) -> bytes:
    request = cups.IPPRequest(question.operation)
    for name, value in {"printer-uri": uri, "requesting-user-name": ASKER, **question.about}.items():
        request.add(_attribute(cups.IPP_TAG_OPERATION, name, [value]))
    if question.wanted:
        request.add(_attribute(cups.IPP_TAG_OPERATION, "requested-attributes", list(question.wanted)))
    for name, value in question.job.items():
        request.add(_attribute(cups.IPP_TAG_JOB, name, [value]))
    written = bytearray()

    def take(more: bytes) -> int:
        written.extend(more)
        return len(more)

    request.writeIO(take)
    return bytes(written) + question.document


def _attribute(group: int, name: str, values: list[Value]) -> Any:
    return cups.IPPAttribute(group, _OTHER_KINDS.get(name, _KINDS[type(values[0])]), name, values)


def _read(body: bytes) -> Answer:
    answer = cups.IPPRequest()
    if answer.readIO(BytesIO(body).read) != cups.IPP_DATA:
        raise NoAnswerError
    if answer.statuscode >= _SUCCESS_BELOW:
        raise RefusedError
    told: Answer = []
    for attribute in answer.attributes:
        if attribute.group_tag not in {cups.IPP_TAG_PRINTER, cups.IPP_TAG_JOB}:
            continue
        if not told or attribute.name in told[-1]:
            told.append({})
        told[-1][attribute.name] = attribute.values
    return told
