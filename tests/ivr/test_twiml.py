"""Orders to the operator: only those of the list, and nothing of anybody in them."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.line.twilio import orders, twiml
from ivr.line.twilio.orders import ForbiddenOrderError, Order
from tests.ivr.twiml_documents import ours, said

ORIGIN = "https://relais.example/phone/twilio/"
STREAM = "wss://relais.example/phone/twilio/stream"
STATUS = ORIGIN + "status"
AFTER = ORIGIN + "after?since=1764215153"
TOKEN = "0123456789abcdef0123456789abcdef"
NUMBER = "+33199001234"
PROMPT = ORIGIN + "prompt/welcome.wav"
GATHER = {
    "input": "dtmf",
    "action": ORIGIN + "fallback",
    "method": "POST",
    "actionOnEmptyResult": "true",
}
DIAL = {"action": ORIGIN + "dialled", "method": "POST"}


def response(*inside: Order) -> Order:
    return Order("Response", inside=inside)


def test_a_new_call_is_connected_to_us_and_comes_back() -> None:
    """One stream with its one-time token, whose fate we are told, then our question « and now? »."""
    assert twiml.connect(STREAM, STATUS, AFTER, TOKEN) == (
        '<?xml version="1.0" encoding="UTF-8"?><Response><Connect>'
        f'<Stream url="{STREAM}" track="inbound_track" statusCallback="{STATUS}" statusCallbackMethod="POST">'
        f'<Parameter name="token" value="{TOKEN}"></Parameter></Stream></Connect>'
        f'<Redirect method="POST">{AFTER}</Redirect></Response>'
    )


def test_a_person_hears_us_first_and_is_asked_after() -> None:
    """Ringing has an end, and what follows is ours to say."""
    order = twiml.dial(NUMBER, ORIGIN + "whisper", ORIGIN + "dialled")
    assert 'timeout="30"' in order
    assert 'answerOnBridge="true"' in order
    assert f'<Number url="{ORIGIN}whisper" method="POST">{NUMBER}</Number>' in order


def test_a_key_is_asked_for_and_silence_is_told_too() -> None:
    """Keys alone, never speech; hash is a key; nothing falls through."""
    order = twiml.ask([PROMPT], ORIGIN + "fallback")
    assert 'input="dtmf"' in order
    assert 'actionOnEmptyResult="true"' in order
    assert 'finishOnKey=""' in order
    assert order.endswith("</Gather></Response>")


FORBIDDEN = [
    Order("Say", text="Bonjour Madame Lefort"),
    response(Order("Say", text="Bonjour")),
    Order("Response", {"name": "Lefort"}, (Order("Hangup"),)),
    Order("Response", inside=(Order("Hangup"),), text="Lefort"),
    response(),
    Order("Hangup"),
    response(Order("Hangup", {"reason": "refus"})),
    response(Order("Record")),
    response(Order("Stream", {"url": STREAM})),
    response(Order("Connect")),
    response(Order("Connect", inside=(Order("Stream", {"url": STREAM}),))),
    response(Order("Connect", {"action": AFTER}, (Order("Stream", {"url": STREAM}, (Order("Parameter"),)),))),
    response(
        Order("Connect", inside=(Order("Stream", {"url": STREAM, "track": "both_tracks"}, (Order("Parameter"),)),))
    ),
    response(Order("Connect", inside=(Order("Stream", {"url": "wss://elsewhere.example/phone"}),))),
    Order("Parameter", {"name": "patient", "value": TOKEN}),
    response(Order("Dial", DIAL)),
    response(Order("Dial", DIAL, text=NUMBER)),
    response(Order("Dial", inside=(Order("Number", text=NUMBER),))),
    response(Order("Dial", {**DIAL, "record": "record-from-answer"}, (Order("Number", text=NUMBER),))),
    response(Order("Dial", DIAL, (Order("Number", {"sendDigits": "1234"}, text=NUMBER),))),
    response(Order("Dial", DIAL, (Order("Number", {"url": ORIGIN + "voice"}, text=NUMBER),))),
    response(Order("Dial", DIAL, (Order("Sip", text="sip:somebody@elsewhere.example"),))),
    response(Order("Gather", {**GATHER, "input": "dtmf speech"})),
    response(Order("Gather", {key: GATHER[key] for key in GATHER if key != "actionOnEmptyResult"})),
    response(Order("Gather", {**GATHER, "hints": "Lefort"})),
    response(Order("Gather", GATHER, (Order("Say", text="Bonjour"),))),
    response(Order("Play", text="https://elsewhere.example/phone/twilio/prompt/welcome.wav?name=Lefort")),
    response(Order("Play", text=ORIGIN + "prompt/../voice.wav")),
    response(Order("Play", {"digits": "1234"}, text=PROMPT)),
    response(Order("Play", {"loop": "0"}, text=PROMPT)),
    response(Order("Pause", {"length": "0"})),
    response(Order("Redirect", {"method": "GET"}, text=AFTER)),
    response(Order("Redirect", {"method": "POST"}, text=ORIGIN + "after?since=1764215153&name=Lefort")),
    response(Order("Redirect", {"method": "POST"}, text="")),
    response(Order("Hangup"), Order("Play", text=PROMPT)),
    response(Order("Reject", {"reason": "Lefort"})),
    response(Order("Sms", text="Lefort")),
]


@pytest.mark.parametrize("order", FORBIDDEN, ids=range(len(FORBIDDEN)))
def test_what_is_not_on_the_list_is_never_sent(order: Order) -> None:
    """No word, no name, no other place; and the refusal repeats nothing of it."""
    with pytest.raises(ForbiddenOrderError) as refused:
        orders.write(order)
    assert "Lefort" not in str(refused.value)


@pytest.mark.parametrize(
    "order",
    [
        response(Order("Reject")),
        response(Order("Reject", {"reason": "busy"})),
        response(Order("Pause"), Order("Pause", {"length": "2"}), Order("Hangup")),
        response(Order("Play", {"loop": "2"}, text=PROMPT)),
        response(Order("Gather", GATHER)),
        response(Order("Gather", {**GATHER, "timeout": "10", "finishOnKey": "#", "numDigits": "1"})),
        response(Order("Dial", DIAL, (Order("Number", text=NUMBER), Order("Number", text=NUMBER)))),
        response(Order("Redirect", {"method": "POST"}, text=ORIGIN + "fallback")),
    ],
)
def test_what_is_optional_may_be_left_out(order: Order) -> None:
    """Required attributes are told apart from the others."""
    assert orders.write(order)


def test_the_parts_of_a_good_order_are_each_checked() -> None:
    """A control: the list refuses by the part that is wrong, not by everything."""
    good = Order("Stream", {"url": STREAM}, (Order("Parameter", {"name": "token", "value": TOKEN}),))
    orders.write(response(Order("Connect", inside=(good,))))


WILD = st.text(max_size=40) | st.sampled_from([STREAM, STATUS, AFTER, TOKEN, NUMBER, PROMPT, ORIGIN + "whisper"])
MAKERS: list[Callable[[list[str]], str]] = [
    lambda given: twiml.connect(given[0], given[1], given[2], given[3]),
    lambda given: twiml.dial(given[0], given[1], given[2], given[3:]),
    twiml.say,
    twiml.say_and_end,
    lambda given: twiml.ask(given[1:], given[0]),
]


@given(maker=st.sampled_from(MAKERS), given_values=st.lists(WILD, min_size=4, max_size=6))
def test_whatever_our_makers_are_given_it_is_on_the_list_or_refused(
    maker: Callable[[list[str]], str], given_values: list[str]
) -> None:
    """Every document that leaves is well formed, passes the list again, and says nothing but places and tokens."""
    try:
        document = maker(given_values)
    except ForbiddenOrderError:
        return
    read_back = ours(document)
    orders.check(read_back)
    values = list(said(read_back))
    known = re.compile(rf"{re.escape(ORIGIN)}\S*|{STREAM}|{TOKEN}|{re.escape(NUMBER)}|[a-z_]*|POST|[0-9]+")
    assert not [value for value in values if not known.fullmatch(value)]


@given(name=st.text(max_size=12), attribute=st.text(max_size=12), value=st.text(max_size=12))
def test_foreign_orders_are_refused(name: str, attribute: str, value: str) -> None:
    """Any verb, attribute or value that nobody wrote down."""
    for order in (
        response(Order(name)),
        response(Order("Hangup", {attribute: value})),
        response(Order("Play", {attribute: value}, text=PROMPT)),
    ):
        try:
            orders.write(order)
        except ForbiddenOrderError:
            continue
        assert name in {"Hangup", "Pause", "Reject"} or attribute == "loop"
