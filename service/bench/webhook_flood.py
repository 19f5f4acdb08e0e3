"""5,000 signed webhooks to one worker in a process of its own, over HTTP: how long they take, and none is refused.

A call asks three times: it rings, its stream ends, it is over.
"""

import re
import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from ivr.line.twilio.paths import AFTER_PATH, STATUS_PATH, VOICE_PATH
from ivr.line.twilio.signature import sign
from service.bench.table import Row
from service.bench.telephone_site import ORIGIN, TOKEN
from service.bench.telephone_worker import Worker, running
from service.bench.verdicts import limit_row
from service.bench.webhook_rate import FORM

POSTS, SECONDS, CALLERS, STEPS = 5_000, 60.0, 8, 3
CONTROL_POSTS, CONTROL_LATE_S = 64, 0.15
_AFTER = re.compile(rf"{re.escape(AFTER_PATH)}\?since=[0-9]+")


@dataclass
class Flood:
    """How it went."""

    seconds: float = 0.0
    posts: int = 0
    errors: int = 0
    times_ms: list[float] = field(default_factory=list)


def measure(*, posts: int = POSTS) -> list[Row]:
    """One row: the seconds, without end when one post was refused."""
    with running(Worker(answers_after_s=CONTROL_LATE_S)) as address:
        late = flood(address, CONTROL_POSTS)
        is_error_seen = flood(address, CALLERS, token="another").errors > 0  # noqa: S106 - a wrong one, on purpose
    with running(Worker()) as address:
        flood(address, CALLERS * 3)
        borne = flood(address, posts)
    slow = late.seconds / late.posts * posts
    limit = SECONDS * posts / POSTS
    ordered = sorted(borne.times_ms)
    return [
        limit_row(
            f"{borne.posts} signed webhooks, one worker",
            borne.seconds if not borne.errors else float("inf"),
            "s",
            limit,
            is_control_seen=slow > limit and is_error_seen,
            context={
                "errors": borne.errors,
                "a second": borne.posts / borne.seconds,
                "p50 ms": ordered[len(ordered) // 2],
                "p99 ms": ordered[int(len(ordered) * 0.99)],
                "late-answer control s": slow,
            },
        )
    ]


def flood(address: str, posts: int, token: str = TOKEN) -> Flood:
    """So many posts, several callers at once."""
    done, run = Flood(), secrets.token_hex(4)
    calls = [range(start, -(-posts // STEPS), CALLERS) for start in range(CALLERS)]
    start = time.perf_counter()
    _all_at_once([threading.Thread(target=_caller, args=(address, share, run, token, done)) for share in calls])
    done.seconds = time.perf_counter() - start
    done.posts = len(done.times_ms)
    return done


def _caller(address: str, share: Sequence[int], run: str, token: str, done: Flood) -> None:
    connection = HTTPConnection(address, timeout=10)
    for number in share:
        form = {**FORM, "CallSid": f"CA{run}{number:024x}"}
        found = _AFTER.search(_post(connection, VOICE_PATH, form, token, done))
        _post(connection, found[0] if found else AFTER_PATH, form, token, done)
        _post(connection, STATUS_PATH, {**form, "CallStatus": "completed"}, token, done)
    connection.close()


def _post(connection: HTTPConnection, path: str, form: dict[str, str], token: str, done: Flood) -> str:
    """One post; gives the order."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": sign(token, ORIGIN + path, list(form.items())),
    }
    start = time.perf_counter()
    try:
        connection.request("POST", path, urlencode(form), headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        is_good = answer.status in (200, 204)
    except (OSError, HTTPException):
        connection.close()
        body, is_good = "", False
    done.times_ms.append((time.perf_counter() - start) * 1000)
    done.errors += not is_good
    return body


def _all_at_once(callers: Sequence[threading.Thread]) -> None:
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
