"""A form that is sent drop by drop holds no connection."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request

from ivr.line.twilio.asked import RefusedError, read_body


def test_a_form_that_never_ends_is_given_up() -> None:
    """The first piece comes, the next never does: refused once the time of a form is over."""

    async def receive() -> dict[str, Any]:
        if sent:
            await asyncio.Event().wait()
        sent.append(True)
        return {"type": "http.request", "body": b"CallSid=", "more_body": True}

    sent: list[bool] = []
    request = Request({"type": "http", "method": "POST", "headers": []}, receive)
    with pytest.raises(RefusedError) as refused:
        asyncio.run(read_body(request, within_s=0.01))
    assert refused.value.status == 408
