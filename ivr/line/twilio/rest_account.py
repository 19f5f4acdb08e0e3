"""What a site needs to ask Twilio for calls and messages, and how its interface is reached. Knows no call."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from twilio.http import HttpClient
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response

from ivr.line.outgoing import NUMBER

PATIENCE_SECONDS = 10.0
EDGES = {"": "", "us1": "ashburn", "ie1": "dublin", "au1": "sydney"}
"""Where each region of Twilio is entered; « ie1 » is Ireland."""
_SID = re.compile(r"AC[0-9a-f]{32}")
_API = re.compile(r"https://[a-z0-9.-]+(:[0-9]+)?|http://127\.0\.0\.1:[0-9]+")


@dataclass(frozen=True, kw_only=True)
class RestAccount:
    """An account of Twilio, or of a service that speaks as it does. Raises ValueError for what can't be one."""

    account_sid: str
    auth_token: str = field(repr=False)
    number: str = field(repr=False)
    """The one we call from (E.164)."""
    region: str = ""
    api: str = ""
    """Another service's address, https://host; empty: Twilio's own."""

    def __post_init__(self) -> None:
        if not _SID.fullmatch(self.account_sid):
            raise ValueError("twilio_account_sid: AC and 32 digits are expected")
        if not NUMBER.fullmatch(self.number):
            raise ValueError("twilio_from: a number is written +33NNNNNNNNN")
        if self.region not in EDGES:
            raise ValueError("twilio_region: ie1, us1, au1 or nothing is expected")
        if self.api and not _API.fullmatch(self.api):
            raise ValueError("twilio_api: https://host is expected, without a path")
        if not self.auth_token:
            raise ValueError("twilio_auth_token: calls of ours need it")

    def client(self, http: HttpClient | None = None) -> Any:
        """Twilio's own client, never tuned by the environment of the machine."""
        from twilio.rest import Client

        return Client(
            self.account_sid,
            self.auth_token,
            region=self.region or None,
            edge=EDGES[self.region] or None,
            http_client=http or _Http(self.api),
            environment={"TWILIO": "not read"},
        )


class _Http(TwilioHttpClient):
    """A session for each request, for several threads call; and another address, if one was given."""

    def __init__(self, api: str) -> None:
        super().__init__(pool_connections=False, timeout=PATIENCE_SECONDS)
        self._api = api

    def request(self, method: str, url: str, *rest: Any, **more: Any) -> Response:
        """Ask; raises what `requests` raises."""
        return super().request(method, self._elsewhere(url), *rest, **more)

    def _elsewhere(self, url: str) -> str:
        if not self._api:
            return url
        api, asked = urlsplit(self._api), urlsplit(url)
        return urlunsplit((api.scheme, api.netloc, asked.path, asked.query, ""))
