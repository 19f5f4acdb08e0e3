"""Messages of SIP (`messages`): read, or refused in own words; what is read is answered, to its sender only."""

from collections.abc import Callable

from ivr.line.sip import messages
from ivr.line.sip.messages import Address, BadSipError, Request, Response
from tests.fuzz.promises import demand_own_words

SOURCE = ("127.0.0.1", 5070)
OWN_WORDS = frozenset(
    {
        "too long",
        "no message of SIP",
        "a header is missing, or there twice",
        "no sequence, or no branch",
        "two methods",
    }
)
STATUSES = (100, 200, 488, 501)


def one(data: bytes, parse: Callable[[bytes, Address], Request | Response] = messages.read) -> None:
    """Try the bytes as one datagram."""
    try:
        message = parse(data, SOURCE)
    except BadSipError as refused:
        demand_own_words(refused, OWN_WORDS)
        return
    messages.key_of(message)
    if isinstance(message, Request):
        _answered(message)
        _followed(message)


def _answered(request: Request) -> None:
    for status in STATUSES:
        answer, to = messages.reply(request, status, tag="ours", more={"Retry-After": "5"}, body="v=0")
        assert to[0] == SOURCE[0], "an answer goes elsewhere"
        assert 0 < to[1] <= 0xFFFF
        head, _, body = answer.partition(b"\r\n\r\n")
        assert body == b"v=0", "what came ends up in the body of an answer"
        assert head.startswith(b"SIP/2.0 %d " % status)


def _followed(request: Request) -> None:
    """A call could begin with it."""
    caller = messages.caller_of(request)
    assert caller == "" or caller.removeprefix("+").isdigit()
    messages.words_of(request, "require", "supported")
    messages.session_of(request)
    dialog = messages.open_dialog(request)
    messages.belongs(dialog, request)
    messages.is_next(dialog, request)
    bytes(messages.request_in(dialog, "BYE", SOURCE))
