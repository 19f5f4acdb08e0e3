"""What the line answers to each question of Twilio's. Nothing that it answers is personal.

Whatever fails, a caller hears words and is led to a person, or told when one answers: never a silent hang-up.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ivr.line.announcement import FIXED, Announcement
from ivr.line.twilio import paths, twiml
from ivr.line.twilio.account import TwilioLine
from ivr.line.twilio.asked import Asked, RefusedError
from ivr.line.twilio.caller_id import caller_of
from ivr.line.twilio.switchboard import MOST_QUESTIONS, CallStage, KnownCall

ENDED = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
"""Twilio's words for a call that is over."""
TALKED_WITH = frozenset({"completed", "answered"})
MACHINES = ("machine", "fax")
_SECONDS = re.compile(r"[0-9]{10}")


def ring(line: TwilioLine, asked: Asked) -> str:
    """A new call: give us its sound. When too many talk already, a person answers."""
    token = line.switchboard.ring(asked.call_sid, caller_of(asked.form))
    if token is None:
        raise RefusedError(409, "call seen already")
    if line.phone.is_full:
        call = line.switchboard.after(asked.call_sid)
        return _to_a_person(line, asked, _known(call), ["handover"])
    return _stream(line, token)


def after(line: TwilioLine, asked: Asked) -> str:
    """The stream ended: a person if the call asked for one, else the end; an apology when the stream broke."""
    call = _known(line.switchboard.after(asked.call_sid, _moment(asked)))
    if call.announcement is not None or not call.wants_human:
        call.go_on(CallStage.OVER)
        return twiml.hang_up()
    if call.has_broken:
        return _to_a_person(line, asked, call, ["trouble", "handover"])
    # « Je vous passe une personne » was said in the stream.
    return _to_a_person(line, asked, call, [])


def dialled(line: TwilioLine, asked: Asked) -> str:
    """A person was rung. When nobody answered, so it is told, and what is left: a call back, or the hours."""
    call = _known(line.switchboard.at(CallStage.DIALLING, asked.call_sid))
    if asked.form.get("DialCallStatus", "") in TALKED_WITH:
        call.go_on(CallStage.OVER)
        return twiml.say_and_end(_prompts(line, "goodbye"))
    return _without_a_person(line, asked, call, ["nobody"])


def whisper(line: TwilioLine, asked: Asked) -> str:
    """A person picked up: who calls, and what about if the caller agreed. The call that rings them has its own name."""
    call = _known(line.switchboard.at(CallStage.DIALLING, asked.form.get("ParentCallSid", "")))
    if call.has_whispered:
        raise RefusedError(409, "said already")
    call.has_whispered = True
    topics = [line.settings.address(line.recorded.topic_path(said)) for said in call.whisper]
    return twiml.say([*_prompts(line, "whisper"), *topics])


async def call_back(line: TwilioLine, asked: Asked) -> str:
    """A key, or silence, after « pour un rappel, tapez 1 »."""
    _known(line.switchboard.at(CallStage.OFFERED, asked.call_sid)).go_on(CallStage.OVER)
    if asked.form.get("Digits", "") != "1":
        return twiml.say_and_end(_prompts(line, "hours", "end"))
    is_noted = line.call_backs is not None and await line.call_backs(caller_of(asked.form))
    return twiml.say_and_end(_prompts(line, "noted") if is_noted else _prompts(line, "not-noted", "hours"))


def fallback(line: TwilioLine, asked: Asked) -> str:
    """Something failed, here or on the way: words without a stream, then 0 leads to a person."""
    if "Digits" not in asked.form:
        call = _known(line.switchboard.fail(asked.call_sid))
        if call.is_past(CallStage.FAILED):
            call.go_on(CallStage.OVER)
            return twiml.say_and_end(_prompts(line, "nobody", "hours", "end"))
        return _ask_fallback(line, "welcome", "emergency", "person", "hours")
    call = _known(line.switchboard.at(CallStage.FAILED, asked.call_sid))
    if asked.form["Digits"] == "0":
        return _to_a_person(line, asked, call, ["handover"])
    if call.questions >= MOST_QUESTIONS:
        call.go_on(CallStage.OVER)
        return twiml.say_and_end(_prompts(line, "hours", "end"))
    return _ask_fallback(line, "person", "emergency", "hours")


def outgoing(line: TwilioLine, asked: Asked) -> str:
    """Somebody whom we called picked up: our voice, as for a call that comes in. To a machine nothing is said."""
    announcement = _announcement(line, asked)
    if announcement is None:
        raise RefusedError(409, "no such call of ours")
    token = line.switchboard.ring(asked.call_sid, announcement=announcement)
    if token is None:
        raise RefusedError(409, "call seen already")
    if asked.form.get("AnsweredBy", "").startswith(MACHINES):
        line.switchboard.end(asked.call_sid)
        return twiml.hang_up()
    return _stream(line, token)


def status(line: TwilioLine, asked: Asked) -> str:
    """What became of a call; told again or out of order, it changes nothing. Of a stream it is only heard."""
    moment = _moment(asked)
    # A call of ours that nobody picked up is known by the signed address alone.
    if not line.switchboard.knows(asked.call_sid) and not (moment and line.switchboard.is_recent(moment)):
        raise RefusedError(409, "no such call")
    if asked.form.get("CallStatus", "") in ENDED and "StreamEvent" not in asked.form:
        line.switchboard.end(asked.call_sid)
    return ""


def _announcement(line: TwilioLine, asked: Asked) -> Announcement | None:
    """What we called to say: told by the signed address, or kept here when it is a code."""
    if kept := asked.query.get("call", ""):
        announcement = line.switchboard.expected(kept)
        # Nobody knows whether this is a person: a code is told to whoever presses a key first.
        is_sure = asked.form.get("AnsweredBy") == "human"
        return announcement and replace(announcement, asks_first=not is_sure)
    moment, purposes = _moment(asked), {purpose.value: purpose for purpose in FIXED}
    purpose = purposes.get(asked.query.get("what", ""))
    if purpose is None or moment is None or not line.switchboard.is_recent(moment):
        return None
    return Announcement(purpose=purpose)


def _stream(line: TwilioLine, token: str) -> str:
    settings = line.settings
    since = int(line.switchboard.now().timestamp())
    return twiml.connect(
        settings.stream_address(paths.STREAM_PATH),
        settings.address(paths.STATUS_PATH),
        f"{settings.address(paths.AFTER_PATH)}?since={since}",
        token,
    )


def _to_a_person(line: TwilioLine, asked: Asked, call: KnownCall, said: Sequence[str]) -> str:
    humans = line.phone.exchange.humans
    if not humans.answer_at(line.phone.exchange.clock.now()):
        return _without_a_person(line, asked, call, [name for name in said if name != "handover"])
    call.go_on(CallStage.DIALLING)
    whisper_address, dialled_address = (
        line.settings.address(path) for path in (paths.WHISPER_PATH, paths.DIALLED_PATH)
    )
    return twiml.dial(humans.number, whisper_address, dialled_address, _prompts(line, *said))


def _without_a_person(line: TwilioLine, asked: Asked, call: KnownCall, said: Sequence[str]) -> str:
    """The offer of a call back, if this site notes them and there is a number to call; else when a person answers."""
    if line.call_backs is None or not caller_of(asked.form):
        call.go_on(CallStage.OVER)
        return twiml.say_and_end(_prompts(line, *said, "hours", "end"))
    call.go_on(CallStage.OFFERED)
    return twiml.ask(_prompts(line, *said, "call-back"), line.settings.address(paths.CALL_BACK_PATH))


def _ask_fallback(line: TwilioLine, *names: str) -> str:
    return twiml.ask(_prompts(line, *names), line.settings.address(paths.FALLBACK_PATH))


def _prompts(line: TwilioLine, *names: str) -> list[str]:
    return [line.settings.address(line.recorded.path(name)) for name in names]


def _known(call: KnownCall | None) -> KnownCall:
    if call is None:
        raise RefusedError(409, "no such call")
    return call


def _moment(asked: Asked) -> datetime | None:
    since = asked.query.get("since", "")
    return datetime.fromtimestamp(int(since), UTC) if _SECONDS.fullmatch(since) else None
