"""How the operator asks a site: forms posted, files fetched, each signed. Knows no order."""

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlencode, urlsplit

from ivr.line.twilio.signature import sign

PATIENCE_SECONDS = 10


class NoAnswerError(Exception):
    """The site does not answer, or refuses; says which."""


@dataclass(frozen=True)
class Page:
    """What came back."""

    media_type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SignedWeb:
    """One account's way to a site. Addresses are signed as the site knows itself; `door` is where it is found."""

    auth_token: str = field(repr=False)
    door: str = ""
    """http://127.0.0.1:PORT when that is not the address itself: a proxy stands between."""

    def ask(self, method: str, address: str, form: Mapping[str, str]) -> Page:
        """By POST the form is signed with the address; by GET it is a part of it."""
        if method == "GET" and form:
            address += ("&" if "?" in address else "?") + urlencode(form)
        signed = sign(self.auth_token, address, form.items() if method == "POST" else ())
        headers = {"X-Twilio-Signature": signed, "Content-Type": "application/x-www-form-urlencoded"}
        asked, door = urlsplit(address), urlsplit(self.door or address)
        connection = (HTTPSConnection if door.scheme == "https" else HTTPConnection)(
            door.netloc, timeout=PATIENCE_SECONDS
        )
        target = asked.path + (f"?{asked.query}" if asked.query else "")
        try:
            connection.request(method, target, urlencode(form) if method == "POST" else None, headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException) as absent:
            raise NoAnswerError("the site does not answer") from absent
        finally:
            connection.close()
        if answer.status not in (http.client.OK, http.client.NO_CONTENT):
            raise NoAnswerError(f"the site refuses the call: {answer.status}")
        return Page(media_type=answer.headers.get_content_type(), body=body)
