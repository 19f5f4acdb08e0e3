"""TwiML, read strictly: the orders that a site may give, and nothing that is none. Knows no caller.

Written from what Twilio publishes, and kept apart from the list of what we send (`ivr.line.twilio.orders`): whoever
checks us must not learn from us.
"""

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

_CALLBACKS = frozenset({"statusCallback", "statusCallbackMethod"})
_WHERE = frozenset({"action", "method"})
_KNOWN: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Response": (
        frozenset(),
        frozenset({"Say", "Play", "Gather", "Redirect", "Pause", "Connect", "Dial", "Hangup", "Reject"}),
    ),
    "Say": (frozenset({"voice", "language", "loop"}), frozenset()),
    "Play": (frozenset({"loop", "digits"}), frozenset()),
    "Pause": (frozenset({"length"}), frozenset()),
    "Gather": (
        _WHERE | {"input", "timeout", "finishOnKey", "numDigits", "actionOnEmptyResult"},
        frozenset({"Say", "Play", "Pause"}),
    ),
    "Redirect": (frozenset({"method"}), frozenset()),
    "Connect": (_WHERE, frozenset({"Stream"})),
    "Stream": (_CALLBACKS | {"url", "name", "track"}, frozenset({"Parameter"})),
    "Parameter": (frozenset({"name", "value"}), frozenset()),
    "Dial": (
        _WHERE | {"timeout", "answerOnBridge", "callerId", "hangupOnStar", "timeLimit", "ringTone"},
        frozenset({"Number"}),
    ),
    "Number": (_CALLBACKS | {"url", "method", "sendDigits", "statusCallbackEvent"}, frozenset()),
    "Hangup": (frozenset(), frozenset()),
    "Reject": (frozenset({"reason"}), frozenset()),
}
"""Attributes of each element, and what may stand in it."""
_NUMBERS = frozenset({"loop", "length", "timeout", "numDigits", "timeLimit"})
_METHODS = frozenset({"method", "statusCallbackMethod"})
_WITH_TEXT = frozenset({"Say", "Play", "Redirect", "Number"})


class TwimlError(ValueError):
    """What Twilio would call a document that it can't play (its error 12100 and those after)."""


@dataclass(frozen=True)
class Verb:
    """One order."""

    element: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: tuple["Verb", ...] = ()
    text: str = field(default="", repr=False)

    def number(self, name: str, default: int) -> int:
        """A number of seconds or of times."""
        return int(self.attributes.get(name, default))


def read(document: bytes) -> tuple[Verb, ...]:
    """The orders of a document, in turn. Raises `TwimlError` for anything else."""
    try:
        root = ET.fromstring(document)  # noqa: S314 - our own site's answer to our own request
    except ET.ParseError:
        raise TwimlError("no XML") from None
    if root.tag != "Response":
        raise TwimlError("no Response")
    return _verb(root).inside


def _verb(element: ET.Element) -> Verb:
    attributes, inside = _KNOWN.get(element.tag, (None, frozenset[str]()))
    if attributes is None:
        raise TwimlError(f"no such verb: {element.tag}")
    text = (element.text or "").strip()
    if text and element.tag not in _WITH_TEXT and not (element.tag == "Dial" and not len(element)):
        raise TwimlError(f"{element.tag} holds text")
    for name, value in element.attrib.items():
        _check(element.tag, name, value, attributes)
    for child in element:
        if child.tag not in inside:
            raise TwimlError(f"{child.tag} in {element.tag}")
        if (child.tail or "").strip():
            raise TwimlError(f"text after {child.tag}")
    return Verb(element.tag, dict(element.attrib), tuple(_verb(child) for child in element), text)


def _check(tag: str, name: str, value: str, known: frozenset[str]) -> None:
    if name not in known:
        raise TwimlError(f"{tag} has no {name}")
    if name in _NUMBERS and not value.isdecimal():
        raise TwimlError(f"{tag} {name} is no number")
    if name in _METHODS and value not in ("GET", "POST"):
        raise TwimlError(f"{tag} {name} is GET or POST")
