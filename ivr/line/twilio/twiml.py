"""The orders we give to Twilio, each checked against the list of `orders`. Holds nothing of anybody."""

from collections.abc import Sequence

from ivr.line.twilio.orders import Order, write

RING_SECONDS = "30"
"""How long a person's telephone rings before the caller is told that nobody answers."""
KEY_SECONDS = "7"
"""The wait for a first key (voice.md A5)."""
_HANG_UP = Order("Hangup")


def connect(stream: str, status: str, after: str, token: str) -> str:
    """Give us the sound of the call, tell us how the stream fares, then ask what comes after."""
    attributes = {
        "url": stream,
        "track": "inbound_track",
        "statusCallback": status,
        "statusCallbackMethod": "POST",
    }
    parameter = Order("Parameter", {"name": "token", "value": token})
    connected = Order("Connect", inside=(Order("Stream", attributes, (parameter,)),))
    return _orders(connected, Order("Redirect", {"method": "POST"}, text=after))


def dial(number: str, whisper: str, dialled: str, prompts: Sequence[str] = ()) -> str:
    """Say something, ring a person, who hears us first; then ask what comes after."""
    person = Order("Number", {"url": whisper, "method": "POST"}, text=number)
    # `answerOnBridge`: a call that was not answered yet goes on ringing until that person is there.
    attributes = {"action": dialled, "method": "POST", "timeout": RING_SECONDS, "answerOnBridge": "true"}
    return _orders(*_plays(prompts), Order("Dial", attributes, (person,)))


def say(prompts: Sequence[str]) -> str:
    """Recorded sentences, then go on: what a person hears before a caller is put through."""
    return _orders(*_plays(prompts))


def say_and_end(prompts: Sequence[str]) -> str:
    """Recorded sentences, then the end of the call."""
    return _orders(*_plays(prompts), _HANG_UP)


def ask(prompts: Sequence[str], action: str) -> str:
    """Recorded sentences that a key may stop, then one key, or silence: both are told to `action`."""
    attributes = {
        "input": "dtmf",
        "action": action,
        "method": "POST",
        "actionOnEmptyResult": "true",
        "numDigits": "1",
        "timeout": KEY_SECONDS,
        # Hash is a key like another: it must be told to us.
        "finishOnKey": "",
    }
    return _orders(Order("Gather", attributes, _plays(prompts)))


def hang_up() -> str:
    """End the call."""
    return _orders(_HANG_UP)


def _plays(prompts: Sequence[str]) -> tuple[Order, ...]:
    return tuple(Order("Play", text=address) for address in prompts)


def _orders(*orders: Order) -> str:
    return write(Order("Response", inside=orders))
