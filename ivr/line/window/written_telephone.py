"""`relais phone`: a telephone in the terminal window. It plays the operator's part, so the whole real line is used.

What is said arrives as captions, which only a demonstration site sends (docs/decisions/0007-a-written-telephone.md).
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ivr.line import captions
from ivr.line.window.operator_side import NoCallError, OperatorSide
from ivr.line.window.recording import Recording
from ivr.line.window.script import Line, ScriptError, Verb, read_line, read_script
from ivr.spoken_words import plain

PATIENCE = 90.0
"""Seconds for the site to come to its next question; a silence of the person takes some twenty."""

Show = Callable[[str], None]


class ExpectationError(Exception):
    """The caller did not hear what the script expects."""


@dataclass(kw_only=True)
class WrittenTelephone:
    """What the caller hears, in writing. `show` is given every line of the transcript."""

    show: Show
    recording: Recording = field(default_factory=Recording)
    side: OperatorSide = field(init=False, repr=False)
    _heard: list[captions.Caption] = field(default_factory=list, repr=False)
    _may_answer: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    _over: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def on_mark(self, name: str) -> None:
        """Something was said, or the site waits for an answer."""
        caption = captions.read(name)
        if caption.text:
            self._heard.append(caption)
            self.show(f"[{caption.key}] {caption.text}")
        if caption.is_question:
            self._may_answer.set()

    @property
    def is_over(self) -> bool:
        """Whether the line is closed."""
        return self._over.is_set()

    def over(self) -> None:
        """The site closed the line."""
        self._over.set()
        self._may_answer.set()

    async def follow(self, line: Line) -> None:
        """Do what one line of a script says; `ExpectationError` when it can't be done."""
        await self.settle()
        self.show(f"> {line.shown}")
        match line.verb:
            case Verb.EXPECT:
                self._expect(line.text)
                return
            case Verb.HANG_UP:
                await self.side.hang_up()
                self.over()
                return
            case _:
                pass
        if self.is_over:
            raise ExpectationError(f"the call is over before: {line.shown}")
        self._heard.clear()
        self._may_answer.clear()
        match line.verb:
            case Verb.PRESS:
                self.recording.keys(line.text)
                await self.side.press(line.text)
            case Verb.SAY:
                await self.side.say(line.text)
            case _:
                await self.settle()

    def _expect(self, text: str) -> None:
        wanted = plain(text)
        if not any(wanted in plain(caption.text) or text in caption.key for caption in self._heard):
            raise ExpectationError(f"not heard: {text}")

    async def settle(self) -> None:
        """Listen until the site asks something, or closes the line."""
        async with asyncio.timeout(PATIENCE):
            await self._may_answer.wait()


def run_phone(
    site_url: str,
    script: Path | None = None,
    *,
    auth_token: str,
    out_wav: Path | None = None,
    transcript: Path | None = None,
) -> int:
    """Call a site from this window, or as a script says; 0 when every expectation was met and the call took place.

    Prints every prompt with its message id. Leaves the sound and the transcript where asked.
    """
    lines: list[str] = []

    def show(line: str) -> None:
        lines.append(line)
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    telephone = WrittenTelephone(show=show)
    try:
        orders = None if script is None else read_script(script)
        asyncio.run(_call(site_url.rstrip("/"), auth_token, telephone, orders))
        code = 0
    except (ExpectationError, NoCallError, ScriptError, TimeoutError) as failed:
        show(f"! {str(failed) or type(failed).__name__}")
        code = 1
    if out_wav is not None:
        telephone.recording.save(out_wav)
    if transcript is not None:
        transcript.parent.mkdir(parents=True, exist_ok=True)
        transcript.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return code


async def _call(site_url: str, auth_token: str, telephone: WrittenTelephone, orders: Sequence[Line] | None) -> None:
    side = OperatorSide(
        site_url=site_url,
        auth_token=auth_token,
        on_sound=telephone.recording.voice,
        on_mark=telephone.on_mark,
        is_patient=orders is None,
    )
    telephone.side = side
    await side.ring()
    listening = asyncio.create_task(_listen(side, telephone))
    try:
        await (_type(telephone) if orders is None else _play(telephone, orders))
        await side.hang_up()
        await listening
    finally:
        listening.cancel()
    telephone.show("= passed to a person" if await side.is_passed_on() else "= the call is over")


async def _listen(side: OperatorSide, telephone: WrittenTelephone) -> None:
    await side.listen()
    telephone.over()


async def _play(telephone: WrittenTelephone, orders: Sequence[Line]) -> None:
    for order in orders:
        await telephone.follow(order)
    await telephone.settle()


async def _type(telephone: WrittenTelephone) -> None:
    """Digits are pressed, words are said, an empty line is silence; the end of the input hangs up."""
    telephone.show("keys 0-9 * #, words, or the end of input to hang up")
    while text := await asyncio.to_thread(sys.stdin.readline):
        if telephone.is_over:
            return
        await _typed(telephone, text.strip())


async def _typed(telephone: WrittenTelephone, text: str) -> None:
    if text:
        is_keys = set(text) <= set("0123456789*#")
        order = read_line(f"press {text}" if is_keys else f"say {text}")
        doing: Awaitable[None] = telephone.side.press(text) if is_keys else telephone.side.say(text)
        telephone.show(f"> {order.shown}")
        await doing
