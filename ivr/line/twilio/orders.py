"""Orders to Twilio, checked against a closed list: verbs, attributes, values, places. Knows no call.

Twilio's own library checks nothing (voice.md A2): a wrong attribute is found on the telephone, by a person who waits.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_ORIGIN = r"(https://[a-z0-9.:-]+|http://127\.0\.0\.1:[0-9]+)"
_OURS = _ORIGIN + r"/phone/twilio/"
_AFTER = _OURS + r"after\?since=[0-9]{10}"
_NUMBER = r"\+[1-9][0-9]{6,14}"
_TOKEN = r"[A-Za-z0-9_-]{16,64}"  # noqa: S105 - the shape of one, not one
_SECONDS = r"[1-9][0-9]{0,2}"


class ForbiddenOrderError(ValueError):
    """An order, attribute or value that is not on the list: Twilio would drop the call, or learn too much."""


@dataclass(frozen=True)
class Order:
    """One element."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    inside: tuple["Order", ...] = ()
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class _Allowed:
    """What an element may be made of; values are patterns, for the whole of the value."""

    required: Mapping[str, str] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)
    inside: tuple[str, ...] = ()
    at_least_one: bool = False
    """Without anything inside it would do nothing, and Twilio would go on."""
    text: str = ""


_LIST = {
    "Response": _Allowed(
        inside=("Connect", "Dial", "Gather", "Play", "Pause", "Redirect", "Reject", "Hangup"), at_least_one=True
    ),
    "Connect": _Allowed(inside=("Stream",), at_least_one=True),
    "Stream": _Allowed(
        required={"url": r"(wss://[a-z0-9.:-]+|ws://127\.0\.0\.1:[0-9]+)/phone/twilio/stream"},
        optional={
            # A stream in both ways carries the caller's sound only.
            "track": "inbound_track",
            "statusCallback": _OURS + "status",
            "statusCallbackMethod": "POST",
        },
        inside=("Parameter",),
        at_least_one=True,
    ),
    "Parameter": _Allowed(required={"name": "token", "value": _TOKEN}),
    "Dial": _Allowed(
        required={"action": _OURS + "dialled", "method": "POST"},
        optional={"timeout": _SECONDS, "answerOnBridge": "true|false"},
        inside=("Number",),
        at_least_one=True,
    ),
    "Number": _Allowed(
        optional={
            "url": _OURS + "whisper",
            "method": "POST",
        },
        text=_NUMBER,
    ),
    "Gather": _Allowed(
        # Without `input` Twilio takes keys alone; said all the same, for speech must never be sent to it.
        required={
            "input": "dtmf",
            "action": _OURS + "(fallback|call-back)",
            "method": "POST",
            # Without it, silence falls through to the next order (voice.md A3).
            "actionOnEmptyResult": "true",
        },
        optional={"numDigits": "1", "timeout": _SECONDS, "finishOnKey": "[0-9*#]?"},
        inside=("Play", "Pause"),
    ),
    "Play": _Allowed(optional={"loop": "[1-9]"}, text=_OURS + r"prompt/[a-z0-9-]{1,64}\.wav"),
    "Pause": _Allowed(optional={"length": _SECONDS}),
    "Redirect": _Allowed(required={"method": "POST"}, text=f"{_AFTER}|{_OURS}fallback"),
    "Reject": _Allowed(optional={"reason": "busy|rejected"}),
    "Hangup": _Allowed(),
}
_LAST = frozenset({"Redirect", "Reject", "Hangup"})
"""What stands after one of these is never reached."""


def write(order: Order) -> str:
    """Check, then serialise. Raises `ForbiddenOrderError`."""
    if order.name != "Response":
        raise ForbiddenOrderError(f"{order.name} is no whole order")
    check(order)
    return f'<?xml version="1.0" encoding="UTF-8"?>{_xml(order)}'


def check(order: Order) -> None:
    """Raise `ForbiddenOrderError` for anything that is not on the list; it never repeats a value."""
    allowed = _LIST.get(order.name)
    if allowed is None:
        raise ForbiddenOrderError("no such order")
    _check_attributes(order, allowed)
    if not re.fullmatch(allowed.text, order.text):
        raise ForbiddenOrderError(f"{order.name} text")
    if allowed.at_least_one and not order.inside:
        raise ForbiddenOrderError(f"{order.name} is empty")
    for place, child in enumerate(order.inside, start=1):
        if child.name not in allowed.inside:
            raise ForbiddenOrderError(f"not in {order.name}")
        if child.name in _LAST and place < len(order.inside):
            raise ForbiddenOrderError(f"nothing is reached after {child.name}")
        check(child)


def _check_attributes(order: Order, allowed: _Allowed) -> None:
    known = {**allowed.required, **allowed.optional}
    if not allowed.required.keys() <= order.attributes.keys() <= known.keys():
        raise ForbiddenOrderError(f"{order.name} attributes")
    for name, value in order.attributes.items():
        if not re.fullmatch(known[name], value):
            raise ForbiddenOrderError(f"{order.name} {name}")


def _xml(order: Order) -> str:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in order.attributes.items())
    inside = escape(order.text) + "".join(_xml(child) for child in order.inside)
    return f"<{order.name}{attributes}>{inside}</{order.name}>"
