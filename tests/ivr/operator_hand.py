"""The operator's hand: posts signed by its own software, and reads what it is told to do."""

from collections.abc import Sequence
from urllib.parse import urlencode

import httpx
from starlette.datastructures import MultiDict
from twilio.request_validator import RequestValidator

from tests.ivr import site

CALL = "CA" + "1" * 32
CALLER = "+33100000001"


class Hand:
    """Somebody who posts what Twilio posts; behind a proxy, so that the Host header is not the public one."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def post(self, where: str, call: str = CALL, **more: str) -> httpx.Response:
        """One question about a call; `where` is after /phone/twilio/, with its query if it has one."""
        form = {"CallSid": call, "From": CALLER, "To": site.NUMBER, **more}
        return self.raw(where, list(form.items()))

    def raw(self, where: str, form: Sequence[tuple[str, str]], signature: str | None = None) -> httpx.Response:
        """These pairs, in this order."""
        path = "/phone/twilio/" + where
        if signature is None:
            signature = sign(site.ORIGIN + path, form)
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        return self.client.post(path, content=urlencode(form), headers=headers)

    def told(self, where: str, call: str = CALL, **more: str) -> str:
        """What the answer orders; it must be one."""
        answer = self.post(where, call, **more)
        assert answer.status_code == 200, answer.status_code
        return answer.text


def sign(address: str, form: Sequence[tuple[str, str]]) -> str:
    """By the operator's own software."""
    return RequestValidator(site.TOKEN).compute_signature(address, MultiDict(form))
