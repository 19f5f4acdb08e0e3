"""What a document of TwiML says, as our orders: to check it against the list once more."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from ivr.line.twilio.orders import Order


def ours(document: str) -> Order:
    """Read it back."""
    return _order(ET.fromstring(document))  # noqa: S314 - our own document


def said(order: Order) -> Iterator[str]:
    """Every value and every text."""
    yield from order.attributes.values()
    yield order.text
    for child in order.inside:
        yield from said(child)


def _order(element: ET.Element) -> Order:
    return Order(element.tag, dict(element.attrib), tuple(_order(child) for child in element), element.text or "")
