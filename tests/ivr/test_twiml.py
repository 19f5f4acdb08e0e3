"""Orders to the operator: only those of the list, and nothing of anybody in them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.twilio import twiml
from ivr.line.twilio.twiml import ForbiddenOrderError, Order

STREAM = "wss://relais.example/phone/twilio/stream"
AFTER = "https://relais.example/phone/twilio/after"
TOKEN = "0123456789abcdef0123456789abcdef"


def test_a_new_call_is_connected_to_us_and_comes_back() -> None:
    """One stream with its one-time token, then our question « and now? »."""
    assert twiml.connect(STREAM, AFTER, TOKEN) == (
        '<?xml version="1.0" encoding="UTF-8"?><Response><Connect>'
        f'<Stream url="{STREAM}"><Parameter name="token" value="{TOKEN}"></Parameter></Stream></Connect>'
        f'<Redirect method="POST">{AFTER}</Redirect></Response>'
    )


def test_a_person_is_dialled_and_an_end_is_an_end() -> None:
    """Two other orders, no more."""
    assert re.search(r'<Dial timeout="60">\+33199001234</Dial>', twiml.dial("+33199001234"))
    assert "<Hangup>" in twiml.hang_up()


@pytest.mark.parametrize(
    "order",
    [
        Order("Say", text="Bonjour Madame Lefort"),
        Order("Response", inside=(Order("Say", text="Bonjour"),)),
        Order("Response", {"name": "Lefort"}),
        Order("Response", text="Lefort"),
        Order("Response", inside=(Order("Hangup", {"reason": "refus"}),)),
        Order("Response", inside=(Order("Record"),)),
        Order("Response", inside=(Order("Stream", {"url": STREAM}),)),
        Order("Connect", inside=(Order("Stream", {"url": STREAM, "name": "Lefort"}),)),
        Order("Connect", inside=(Order("Stream", {"url": "wss://elsewhere.example/phone"}),)),
        Order("Parameter", {"name": "patient", "value": TOKEN}),
    ],
)
def test_what_is_not_on_the_list_is_never_sent(order: Order) -> None:
    """No word, no name, no other place."""
    with pytest.raises(ForbiddenOrderError):
        twiml.write(order)


@given(text=st.text(max_size=30))
def test_nothing_else_fits_where_a_token_or_a_number_goes(text: str) -> None:
    """Whatever is put there, it is a token or a number, or it is refused."""
    for write in (lambda: twiml.connect(STREAM, AFTER, text), lambda: twiml.dial(text)):
        try:
            order = write()
        except ForbiddenOrderError:
            continue
        assert re.fullmatch(r"[A-Za-z0-9_-]{16,64}|\+[1-9][0-9]{6,14}", text)
        assert text in order
