"""The few orders we give to Twilio, each checked against a closed list. Holds nothing of anybody."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr


class ForbiddenOrderError(ValueError):
    """An order, attribute or value that is not on the list: Twilio would drop the call, or learn too much."""


@dataclass(frozen=True)
class Order:
    """One element."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    inside: tuple["Order", ...] = ()
    text: str = ""


@dataclass(frozen=True)
class _Allowed:
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Pattern of each value; all of them must be there."""
    inside: tuple[str, ...] = ()
    text: str = ""


_ALLOWED = {
    "Response": _Allowed(inside=("Connect", "Redirect", "Dial", "Hangup")),
    "Connect": _Allowed(inside=("Stream",)),
    "Stream": _Allowed(
        {"url": r"(wss://[a-z0-9.:-]+|ws://127\.0\.0\.1:[0-9]+)/phone/twilio/stream"}, inside=("Parameter",)
    ),
    "Parameter": _Allowed({"name": "token", "value": r"[A-Za-z0-9_-]{16,64}"}),
    "Redirect": _Allowed(
        {"method": "POST"}, text=r"(https://[a-z0-9.:-]+|http://127\.0\.0\.1:[0-9]+)/phone/twilio/after"
    ),
    "Dial": _Allowed({"timeout": r"[0-9]{1,3}"}, text=r"\+[1-9][0-9]{6,14}"),
    "Hangup": _Allowed(),
}
RING_SECONDS = "60"


def connect(stream_address: str, after_address: str, token: str) -> str:
    """Give us the sound of the call, then ask what comes after."""
    stream = Order("Stream", {"url": stream_address}, (Order("Parameter", {"name": "token", "value": token}),))
    redirect = Order("Redirect", {"method": "POST"}, text=after_address)
    return write(Order("Response", inside=(Order("Connect", inside=(stream,)), redirect)))


def dial(number: str) -> str:
    """Pass the call to a person, then end it."""
    order = Order("Dial", {"timeout": RING_SECONDS}, text=number)
    return write(Order("Response", inside=(order, Order("Hangup"))))


def hang_up() -> str:
    """End the call."""
    return write(Order("Response", inside=(Order("Hangup"),)))


def write(order: Order) -> str:
    """Check, then serialise."""
    check(order)
    return f'<?xml version="1.0" encoding="UTF-8"?>{_xml(order)}'


def check(order: Order) -> None:
    """Raise `ForbiddenOrderError` for anything that is not on the list."""
    allowed = _ALLOWED.get(order.name)
    if allowed is None or order.attributes.keys() != allowed.attributes.keys():
        raise ForbiddenOrderError(order.name)
    for name, value in order.attributes.items():
        if not re.fullmatch(allowed.attributes[name], value):
            raise ForbiddenOrderError(f"{order.name} {name}")
    if not re.fullmatch(allowed.text, order.text):
        raise ForbiddenOrderError(f"{order.name} text")
    for child in order.inside:
        if child.name not in allowed.inside:
            raise ForbiddenOrderError(f"{child.name} in {order.name}")
        check(child)


def _xml(order: Order) -> str:
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in order.attributes.items())
    inside = escape(order.text) + "".join(_xml(child) for child in order.inside)
    return f"<{order.name}{attributes}>{inside}</{order.name}>"
