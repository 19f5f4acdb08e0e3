"""`relais phone --twiml`: the line without a stream, in the terminal window: each order and each sentence by its name.

Nobody whom the site rings picks up, so that what it says then is heard too.
"""

import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ivr.line.twilio.paths import FALLBACK_PATH, STATUS_PATH, VOICE_PATH
from ivr.line.window.script import Line, ScriptError, Verb, read_script
from ivr.line.window.signed_web import NoAnswerError, SignedWeb
from ivr.line.window.twiml_document import TwimlError
from ivr.line.window.twiml_hands import Caller, CallerLeftError
from ivr.line.window.twiml_player import TwimlPlayer
from ivr.line.window.written_telephone import ExpectationError

FAILED = "failed"
_KEYS = frozenset("0123456789*#")


@dataclass
class ScriptCaller(Caller):
    """Does the next line of a script when a key is asked for; at its end it hangs up."""

    orders: deque[Line]
    show: Callable[[str], None]
    heard: list[str] = field(default_factory=list)
    """Lines shown since the last key."""
    _keys: deque[str] = field(default_factory=deque, repr=False)

    def key(self, seconds: float, *, is_asked: bool) -> str:  # noqa: ARG002 - a script has time
        """The next key of the script; nothing while the line speaks."""
        if not is_asked:
            return ""
        if self._keys:
            return self._keys.popleft()
        self.expect()
        if not self.orders:
            raise CallerLeftError
        order = self.orders.popleft()
        self.show(f"> {order.shown}")
        self.heard.clear()
        match order.verb:
            case Verb.PRESS:
                self._keys.extend(order.text)
                return self._keys.popleft()
            case Verb.HANG_UP:
                raise CallerLeftError
            case _:
                return ""

    def expect(self) -> None:
        """Every `expect` that comes next; `ExpectationError` when one was not heard."""
        while self.orders and self.orders[0].verb is Verb.EXPECT:
            wanted = self.orders.popleft()
            self.show(f"> {wanted.shown}")
            if not any(wanted.text in line for line in self.heard):
                raise ExpectationError(f"not heard: {wanted.text}")


@dataclass
class TypingCaller(Caller):
    """Somebody at the keyboard: an empty line is silence, the end of the input hangs up."""

    _keys: deque[str] = field(default_factory=deque, repr=False)

    def key(self, seconds: float, *, is_asked: bool) -> str:  # noqa: ARG002 - whoever types has time
        """Wait for a line when a key is asked for."""
        if not is_asked:
            return ""
        if not self._keys:
            line = sys.stdin.readline()
            if not line:
                raise CallerLeftError
            self._keys.extend(key for key in line if key in _KEYS)
        return self._keys.popleft() if self._keys else ""


def run_twiml(
    site_url: str,
    script: Path | None = None,
    *,
    auth_token: str,
    transcript: Path | None = None,
    is_fallback: bool = False,
) -> int:
    """Call a site whose stream can't be reached; 0 when every expectation was met and the call took place."""
    lines: list[str] = []
    site = site_url.rstrip("/")

    def show(line: str) -> None:
        lines.append(line)
        if isinstance(caller, ScriptCaller) and not line.startswith(">"):
            caller.heard.append(line)
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    caller: Caller = TypingCaller()
    try:
        if script is not None:
            caller = ScriptCaller(deque(_presses(read_script(script))), show)
        player = TwimlPlayer(
            web=SignedWeb(auth_token=auth_token),
            caller=caller,
            show=show,
            fallback=site + FALLBACK_PATH,
            status=site + STATUS_PATH,
        )
        ended = player.play(site + (FALLBACK_PATH if is_fallback else VOICE_PATH))
        _finish(caller)
        show(f"= the call is over: {ended}")
        code = 1 if ended == FAILED else 0
    except (ExpectationError, NoAnswerError, ScriptError, TwimlError) as failed:
        show(f"! {failed}")
        code = 1
    if transcript is not None:
        transcript.parent.mkdir(parents=True, exist_ok=True)
        transcript.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return code


def _presses(orders: Sequence[Line]) -> Sequence[Line]:
    if any(order.verb is Verb.SAY for order in orders):
        raise ScriptError("say: without a stream nobody listens; press keys")
    return orders


def _finish(caller: Caller) -> None:
    """What the script still wants, once the call is over."""
    if not isinstance(caller, ScriptCaller):
        return
    caller.expect()
    if any(order.verb is not Verb.HANG_UP for order in caller.orders):
        raise ExpectationError(f"the call is over before: {caller.orders[0].shown}")
