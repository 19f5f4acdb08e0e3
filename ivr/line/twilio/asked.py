"""One request of Twilio's, as it came: read in time, signed for our public address, or refused. Knows no call."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from ivr.line.twilio.account import TwilioSettings
from ivr.line.twilio.signature import is_signed

MOST_BYTES = 65_536
MOST_FIELDS = 200
BODY_SECONDS = 5.0


class RefusedError(Exception):
    """A request that is not Twilio's, or comes twice."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked: the form, and what our own address carried, which is signed with it."""

    form: Mapping[str, str] = field(repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def call_sid(self) -> str:
        """Which call, as Twilio names it."""
        return self.form.get("CallSid", "")


async def read(request: Request, settings: TwilioSettings, path: str) -> Asked:
    """Every parameter as it came: blank ones kept, nothing trimmed, unknown ones included (voice.md A2).

    The address is the one that the operator was told, never what the request says of itself: not its Host, not its
    scheme. Raises `RefusedError`.
    """
    body = await read_body(request)
    query = bytes(request.scope.get("query_string", b"")).decode("latin-1")
    try:
        parameters = _pairs(body.decode("utf-8"))
        asked = Asked(form=_once(parameters), query=_once(_pairs(query)))
    except ValueError as bad:
        raise RefusedError(400, "not a form") from bad
    address = settings.address(path) + (f"?{query}" if query else "")
    signature = request.headers.get("X-Twilio-Signature", "")
    if not is_signed(settings.auth_token, address, parameters, signature):
        raise RefusedError(403, "not signed")
    return asked


async def read_body(request: Request, within_s: float = BODY_SECONDS) -> bytes:
    """All of what was sent, if it is short and comes soon: nobody holds a connection by sending slowly."""
    body = b""
    try:
        async with asyncio.timeout(within_s):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise RefusedError(413, "too long")
    except TimeoutError:
        raise RefusedError(408, "too slow") from None
    return body


def _pairs(text: str) -> list[tuple[str, str]]:
    """Strictly: bytes that are no text are not guessed at."""
    return parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict") if text else []


def _once(parameters: list[tuple[str, str]]) -> dict[str, str]:
    """A name that stands twice with two values is left out: nobody knows which one was meant."""
    values: dict[str, set[str]] = {}
    for name, value in parameters:
        values.setdefault(name, set()).add(value)
    return {name: next(iter(found)) for name, found in values.items() if len(found) == 1}
