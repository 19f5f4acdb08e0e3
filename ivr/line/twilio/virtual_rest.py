"""Twilio's REST interface, played: an account that takes calls and messages, refuses, or fails as it is told.

The demonstration and the tests use it in the place of the HTTP side; nothing leaves the machine.
"""

import base64
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from requests.exceptions import ConnectTimeout, ReadTimeout
from twilio.http import HttpClient
from twilio.http.response import Response


class Trouble(Enum):
    """What one request may meet."""

    TOO_MANY = "too-many"
    DOWN = "down"
    BROKEN = "broken"
    GARBAGE = "garbage"
    SILENT = "silent"
    """It was taken, and no answer comes."""
    ABSENT = "absent"
    """Nobody is there."""


@dataclass(frozen=True)
class Answer:
    """As HTTP carries it."""

    status: int
    text: str = field(repr=False)


_TROUBLES = {
    Trouble.TOO_MANY: Answer(429, json.dumps({"code": 20429, "message": "Too Many Requests", "status": 429})),
    Trouble.DOWN: Answer(503, json.dumps({"code": 20503, "message": "Service Unavailable", "status": 503})),
    Trouble.BROKEN: Answer(500, "<html>broken</html>"),
    Trouble.GARBAGE: Answer(201, "{not JSON"),
}
_NEEDED = {"Calls": ("To", "From", "Url"), "Messages": ("To", "From", "Body")}


@dataclass(kw_only=True)
class VirtualAccount:
    """One account. `refused` gives Twilio's code for a number; `troubles` are met in turn, one a request."""

    account_sid: str
    auth_token: str = field(repr=False)
    refused: Mapping[str, int] = field(default_factory=dict)
    troubles: deque[Trouble] = field(default_factory=deque)
    calls: list[dict[str, str]] = field(default_factory=list, repr=False)
    """The form of each call that was taken, and its `Sid`."""
    messages: list[dict[str, str]] = field(default_factory=list, repr=False)
    asked: int = 0

    def trouble(self) -> Trouble | None:
        """What this request meets."""
        self.asked += 1
        return self.troubles.popleft() if self.troubles else None

    def answer(self, path: str, authorization: str, form: Mapping[str, str], trouble: Trouble | None) -> Answer:
        """What Twilio says to a POST."""
        if trouble in _TROUBLES:
            return _TROUBLES[trouble]
        given = base64.b64encode(f"{self.account_sid}:{self.auth_token}".encode()).decode()
        if authorization != f"Basic {given}":
            return _refusal(401, 20003, "Authenticate")
        for kind, kept in (("Calls", self.calls), ("Messages", self.messages)):
            if path == f"/2010-04-01/Accounts/{self.account_sid}/{kind}.json":
                return self._take(kind, kept, form)
        return _refusal(404, 20404, "The requested resource was not found")

    def _take(self, kind: str, kept: list[dict[str, str]], form: Mapping[str, str]) -> Answer:
        missing = [name for name in _NEEDED[kind] if not form.get(name)]
        if missing:
            return _refusal(400, 21201, f"No '{missing[0]}' is specified")
        if form["To"] in self.refused:
            return _refusal(400, self.refused[form["To"]], f"The number {form['To']} is refused")
        sid = ("CA" if kind == "Calls" else "SM") + f"{len(kept):032x}"
        kept.append({**form, "Sid": sid})
        return Answer(201, json.dumps({"sid": sid, "status": "queued", "account_sid": self.account_sid}))


class VirtualHttpClient(HttpClient):
    """The HTTP side of Twilio's client, without HTTP."""

    def __init__(self, account: VirtualAccount) -> None:
        self.account = account

    def request(  # noqa: PLR0913, PLR0917 - as Twilio's client calls it
        self,
        method: str,
        uri: str,
        params: object = None,  # noqa: ARG002 - same
        data: dict[str, object] | None = None,
        headers: object = None,  # noqa: ARG002 - same
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ARG002 - same
        allow_redirects: bool = False,  # noqa: ARG002, FBT001, FBT002 - same
    ) -> Response:
        """Answer, or fail as `requests` does."""
        trouble = self.account.trouble()
        if trouble is Trouble.ABSENT:
            raise ConnectTimeout
        given = base64.b64encode(":".join(auth or ("", "")).encode()).decode()
        form: dict[str, Any] = {name: str(value) for name, value in (data or {}).items()}
        answer = self.account.answer(urlsplit(uri).path, f"Basic {given}", form, trouble)
        if trouble is Trouble.SILENT:
            raise ReadTimeout
        return Response(answer.status if method == "POST" else 405, answer.text)


def _refusal(status: int, code: int, message: str) -> Answer:
    return Answer(status, json.dumps({"code": code, "message": message, "status": status}))
