"""SIP messages as bytes and back (RFC 3261), over aiosipua. Pure; knows no socket, no call of ours, no sound.

The library's dialogs and headers are used; its server is not: a repeated INVITE, a late CANCEL and a lost BYE go wrong
in it (docs/decisions/0033). Its log quotes what it reads, so it is silenced here.
"""

import logging
import re
from collections.abc import Mapping
from typing import TypeAlias

import aiosipua
from aiosipua import SipMessage, SipRequest, SipResponse, generate_tag
from aiosipua.dialog import dialog_matches, remote_cseq_valid
from aiosipua.headers import parse_via, stringify_via
from aiosipua.session_timer import parse_session_expires

logging.getLogger("aiosipua").setLevel(logging.CRITICAL + 1)

Request: TypeAlias = SipRequest
Response: TypeAlias = SipResponse
Dialog: TypeAlias = aiosipua.Dialog
Address = tuple[str, int]
"""Host and port."""

LONGEST = 8_192
"""Bytes; a datagram of SIP is a quarter of that."""
LARGEST_CSEQ = 1 << 31
SIP_PORT = 5060
AGENT = "relais"
METHODS = ("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS", "UPDATE", "NOTIFY")
"""What we answer; REFER and UPDATE are asked by us."""
KNOWN = frozenset({*METHODS, "REFER", "REGISTER", "SUBSCRIBE", "MESSAGE", "INFO", "PRACK", "PUBLISH"})
EXTENSIONS = frozenset({"timer"})
"""Option tags that a caller may require of us."""
COPIED = ("Via", "Record-Route", "From", "To", "Call-ID", "CSeq")
"""From the request into its answer; the route binds only where a call begins (RFC 3261, 12.1.1)."""
TRYING, LARGEST_PORT = 100, 0xFFFF
_ONCE = ("from", "to", "call-id", "cseq")
_REASONS = {
    100: "Trying",
    180: "Ringing",
    200: "OK",
    400: "Bad Request",
    405: "Method Not Allowed",
    420: "Bad Extension",
    422: "Session Interval Too Small",
    481: "Call/Transaction Does Not Exist",
    482: "Loop Detected",
    486: "Busy Here",
    487: "Request Terminated",
    488: "Not Acceptable Here",
    491: "Request Pending",
    500: "Server Internal Error",
    501: "Not Implemented",
    503: "Service Unavailable",
}
_CALLER = re.compile(r"(?:sips?|tel):(\+?[0-9]{3,15})(?=[@;>]|$)", re.IGNORECASE)
_FRENCH = re.compile(r"(?:00|\+)33([1-9][0-9]{8})|0([1-9][0-9]{8})")


class BadSipError(ValueError):
    """The datagram is no message of SIP: drop it. Never quotes it, for it may hold a caller's number."""


def read(data: bytes, source: Address) -> Request | Response:
    """Read one datagram. Raises `BadSipError` when what every answer needs is not there, once and whole.

    A request is marked with where it came from: nothing in it can lead our answer elsewhere.
    """
    if len(data) > LONGEST:
        raise BadSipError("too long")
    try:
        message = SipMessage.parse(data)
        _check(message)
        if isinstance(message, SipRequest):
            _mark(message, source)
    except (ValueError, IndexError, RecursionError) as bad:
        raise (bad if isinstance(bad, BadSipError) else BadSipError("no message of SIP")) from None
    return message


def _check(message: Request | Response) -> None:
    if not message.headers.get("via") or any(len(message.headers.get(name)) != 1 for name in _ONCE):
        raise BadSipError("a header is missing, or there twice")
    cseq, top = message.cseq, message.via[0]
    if (
        cseq is None
        or not 0 <= cseq.seq < LARGEST_CSEQ
        or not top.branch
        or not 0 < (top.port or SIP_PORT) <= LARGEST_PORT
    ):
        raise BadSipError("no sequence, or no branch")
    if isinstance(message, SipRequest) and cseq.method != message.method:
        raise BadSipError("two methods")
    _ = (message.from_addr, message.to_addr, message.contact)


def _mark(request: Request, source: Address) -> None:
    first, *others = request.headers.get("via")
    top = parse_via(first)
    top.received = source[0]
    if "rport" in top.params:
        top.rport = str(source[1])
    request.headers.set_single("Via", stringify_via(top))
    for via in others:
        request.headers.append("Via", via)


def key_of(message: Request | Response) -> tuple[str, str, str]:
    """What tells a transaction: its branch and who drew it, its call, its method (RFC 3261, 17.2.3)."""
    top, cseq = message.via[0], message.cseq
    return f"{top.host}:{top.port}:{top.branch}", message.call_id or "", cseq.method if cseq else ""


def tag_to(request: Request) -> str:
    """The tag of the one it is sent to; empty outside a call."""
    to = request.to_addr
    return (to.tag if to else None) or ""


def words_of(request: Request, *headers: str) -> frozenset[str]:
    """The option tags or methods of these headers."""
    values = [value for header in headers for line in request.headers.get(header) for value in line.split(",")]
    return frozenset(value.strip() for value in values if value.strip())


def reply(
    request: Request, status: int, *, tag: str = "", more: Mapping[str, str] | None = None, body: str = ""
) -> tuple[bytes, Address]:
    """An answer, and where it goes: to the machine that asked, never elsewhere (RFC 3261 18.2, RFC 3581)."""
    answer = SipResponse(status_code=status, reason_phrase=_REASONS[status])
    for name in COPIED:
        for value in request.headers.get(name):
            answer.headers.append(name, value)
    if status > TRYING and not tag_to(request):
        answer.headers.set_single("To", f"{request.headers.get_first('to')};tag={tag or generate_tag()}")
    for name, value in {"Allow": ", ".join(METHODS), "User-Agent": AGENT, **(more or {})}.items():
        answer.headers.set_single(name, value)
    if body:
        answer.headers.set_single("Content-Type", "application/sdp")
        answer.text = body
    top = request.via[0]
    return bytes(answer), (top.received or top.host, int(top.rport or top.port or SIP_PORT))


def open_dialog(invite: Request) -> Dialog:
    """The call that an INVITE asks for, under a tag of ours."""
    dialog = aiosipua.create_dialog_from_request(invite, local_tag=generate_tag())
    dialog.confirm()
    return dialog


def belongs(dialog: Dialog, request: Request) -> bool:
    """Whether its tags are those of this call: a stranger may know the number of a call, never our tag."""
    return dialog_matches(dialog, request)


def is_next(dialog: Dialog, request: Request) -> bool:
    """Whether it comes after what was already asked in this call."""
    return remote_cseq_valid(dialog, request)


def request_in(dialog: Dialog, method: str, ours: Address, more: Mapping[str, str] | None = None) -> Request:
    """What we ask in a call."""
    request = dialog.create_request(method, via_host=ours[0], via_port=ours[1])
    for name, value in {"Contact": contact(ours), "User-Agent": AGENT, **(more or {})}.items():
        request.headers.set_single(name, value)
    return request


def session_of(request: Request) -> tuple[int, str | None] | None:
    """Seconds and who renews, as the caller wishes (RFC 4028); None without a wish, or without knowledge of it."""
    wish = request.headers.get_first("session-expires") or request.headers.get_first("x")
    if wish is None or "timer" not in words_of(request, "supported", "require"):
        return None
    return parse_session_expires(wish)


def contact(ours: Address) -> str:
    """Where a call's requests reach us."""
    return f"<sip:{ours[0]}:{ours[1]}>"


def caller_of(request: Request) -> str:
    """The calling number as the SBC asserts it (RFC 3325), else as the caller says; empty when withheld or none.

    It proves nothing; it slows who tries too often. French numbers are written one way.
    """
    if "id" in (request.headers.get_first("privacy") or "").lower().split(";"):
        return ""
    for header in ("p-asserted-identity", "from"):
        found = _CALLER.search(request.headers.get_first(header) or "")
        if found:
            french = _FRENCH.fullmatch(found[1])
            return f"+33{french[1] or french[2]}" if french else found[1]
    return ""
