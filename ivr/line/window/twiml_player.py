"""A TwiML player: does what a site orders, as Twilio would, towards a site of one's own. Knows no sentence.

Its behaviours are those that Somleng, which speaks TwiML too, writes down in its specifications (MIT licence), and
those of Twilio's own pages; each is a test in tests/ivr/test_twiml_player*.py.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from ivr.line.window.signed_web import NoAnswerError, SignedWeb
from ivr.line.window.sound_files import NoSoundError, seconds_of
from ivr.line.window.twiml_document import TwimlError, Verb, read
from ivr.line.window.twiml_hands import Caller, CallerLeftError, Ringing, Stream, Telephones, no_stream

USUAL_WAIT = 5
"""Seconds for a key where the order says none."""
SPEECH_SECONDS = 3.0
"""How long a sentence that the operator would say itself is taken to last."""
FOREVER = 1000
"""Times that a sound which never ends is played."""
MOST_DOCUMENTS = 50

Show = Callable[[str], None]


@dataclass(frozen=True)
class Next:
    """Where the call goes on."""

    address: str
    method: str = "POST"
    more: Mapping[str, str] = field(default_factory=dict, repr=False)


class CallEndedError(Exception):
    """The call is over; says how, in Twilio's words."""


@dataclass(kw_only=True)
class TwimlPlayer:
    """One call. `show` is told each order; nothing that a caller types is told."""

    web: SignedWeb
    caller: Caller = field(repr=False)
    telephones: Telephones = field(default_factory=Telephones)
    stream: Stream = field(default=no_stream, repr=False)
    show: Show = field(default=lambda _: None, repr=False)
    fallback: str = ""
    """Asked when the site's answer fails; as the number of an account names it."""
    status: str = ""
    """Told what became of the call."""
    form: Mapping[str, str] = field(default_factory=dict, repr=False)
    call_sid: str = field(default_factory=lambda: "CA" + secrets.token_hex(16))
    _document: Next = field(default=Next(""), repr=False)

    def play(self, address: str, **more: str) -> str:
        """Ask the site, and do what it says until the call is over; gives how it ended, in Twilio's words."""
        try:
            self._run(Next(address, more=more))
            ended = "completed"
        except CallEndedError as over:
            ended = str(over)
        except CallerLeftError:
            self.show("the caller hangs up")
            ended = "completed"
        self._tell(ended)
        return ended

    def _tell(self, ended: str) -> None:
        """What became of the call; whoever does not listen is not waited for."""
        if self.status:
            try:
                self._ask(Next(self.status, more={"CallStatus": ended}))
            except NoAnswerError as refused:
                self.show(f"! status: {refused}")

    def _run(self, first: Next) -> None:
        going, has_failed = first, False
        for _ in range(MOST_DOCUMENTS):
            try:
                following = self._do_all(self._fetch(going))
            except (NoAnswerError, TwimlError, NoSoundError) as fault:
                self.show(f"! {fault}")
                if has_failed or not self.fallback:
                    raise CallEndedError("failed") from None
                has_failed = True
                following = Next(self.fallback, more={"ErrorCode": "11200", "ErrorUrl": going.address})
            if following is None:
                return
            going = following
        raise TwimlError("the call never ends")

    def _fetch(self, going: Next) -> tuple[Verb, ...]:
        self._document = going
        return read(self._ask(going))

    def _ask(self, going: Next, **other: str) -> bytes:
        form = {"CallSid": self.call_sid, "CallStatus": "in-progress", **self.form, **going.more, **other}
        return self.web.ask(going.method, going.address, form).body

    def _do_all(self, verbs: tuple[Verb, ...]) -> Next | None:
        """In turn; what an order leads to elsewhere leaves the rest unreached."""
        for verb in verbs:
            following = self._do(verb)
            if following is not None:
                return following
        return None

    def _do(self, verb: Verb) -> Next | None:
        match verb.element:
            case "Gather":
                return self._gather(verb)
            case "Redirect":
                self.show("Redirect")
                return self._to(verb.text, verb)
            case "Connect":
                return self._connect(verb)
            case "Dial":
                return self._dial(verb)
            case "Hangup":
                self.show("Hangup")
                raise CallEndedError("completed")
            case "Reject":
                self.show("Reject")
                raise CallEndedError("busy" if verb.attributes.get("reason") == "busy" else "no-answer")
            case _:
                # A key pressed where none is asked for is lost.
                self._sound(verb, stops_on_key=False)
        return None

    def _sound(self, verb: Verb, *, stops_on_key: bool) -> str:
        """Let it be heard; the key that stopped it, if one may."""
        self.show(f"{verb.element} {verb.text.rpartition('/')[2]}".strip())
        seconds = self._seconds(verb)
        for _ in range(verb.number("loop", 1) or FOREVER):
            key = self.caller.key(seconds, is_asked=False)
            if key and stops_on_key:
                return key
        return ""

    def _seconds(self, verb: Verb) -> float:
        match verb.element:
            case "Play":
                return seconds_of(self.web.ask("GET", self._address(verb.text), {}))
            case "Pause":
                return float(verb.number("length", 1))
            case _:
                return SPEECH_SECONDS

    def _gather(self, verb: Verb) -> Next | None:
        """Keys, until there are enough, the last key, or a silence; the first one stops what is said."""
        self.show("Gather")
        wait = float(verb.number("timeout", USUAL_WAIT))
        last, most = verb.attributes.get("finishOnKey", "#"), verb.number("numDigits", 0)
        key = next((key for part in verb.inside if (key := self._sound(part, stops_on_key=True))), "")
        digits = ""
        key = key or self.caller.key(wait, is_asked=True)
        # From the first key on, only the wait between two keys counts.
        while key and key != last:
            digits += key
            key = "" if len(digits) == most else self.caller.key(wait, is_asked=True)
        if not digits and verb.attributes.get("actionOnEmptyResult") != "true":
            return None
        return self._to(verb.attributes.get("action", ""), verb, Digits=digits)

    def _connect(self, verb: Verb) -> Next | None:
        for stream in verb.inside:
            parameters = {part.attributes.get("name", ""): part.attributes.get("value", "") for part in stream.inside}
            address = stream.attributes.get("url", "")
            if not address.startswith(("wss://", "ws://127.0.0.1:")):
                raise TwimlError("a stream's address is wss")
            is_whole = self.stream(address, parameters)
            self.show("Stream" if is_whole else "Stream: not there")
        return self._to(verb.attributes["action"], verb) if "action" in verb.attributes else None

    def _dial(self, verb: Verb) -> Next | None:
        people = verb.inside or (Verb("Number", text=verb.text),)
        number, became = self.telephones.ring_all(person.text for person in people)
        rung = next((person for person in people if person.text == number), people[-1])
        self.show(f"Dial: {became.value}")
        child = "CA" + secrets.token_hex(16)
        if became is Ringing.ANSWERED and "url" in rung.attributes and not self._whispers(rung, child):
            became = Ringing.NO_ANSWER
        if "action" not in verb.attributes:
            return None
        told = {"DialCallStatus": became.value, "DialCallSid": child}
        return self._to(verb.attributes["action"], verb, **told)

    def _whispers(self, person: Verb, child: str) -> bool:
        """What the person who picked up hears first; False when it ends their call."""
        at = Next(self._address(person.attributes["url"]), person.attributes.get("method", "POST"))
        for verb in read(self._ask(at, CallSid=child, ParentCallSid=self.call_sid)):
            if verb.element in ("Hangup", "Reject"):
                return False
            if verb.element not in ("Play", "Say", "Pause"):
                raise TwimlError(f"{verb.element} before two people are put together")
            self.show(f"(to the person) {verb.element} {verb.text.rpartition('/')[2]}".strip())
            self._seconds(verb)
        return True

    def _to(self, address: str, verb: Verb, **more: str) -> Next:
        return Next(self._address(address), verb.attributes.get("method", "POST"), more)

    def _address(self, address: str) -> str:
        """Absolute, or beside the document; nothing is the document itself."""
        return urljoin(self._document.address, address)
