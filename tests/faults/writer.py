"""A program that does deeds until a fault ends it, and says each answer as soon as it has it.

It imports everything once, then makes a child for each line on its standard input: a child starts in 10 ms, does its
deeds, and dies without taking the next one with it. Answers leave by `writev`, which nothing else here calls, so that
a fault in a file is never a fault in the answer.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import alembic.command  # noqa: F401 - the first start needs it, and it is half a second of every child
from sqlalchemy import Pool, event

from tests.faults.deeds import Counter, open_counter

SPOILT, GAVE_UP = 3, 4


def say(*words: object) -> None:
    os.writev(1, [(" ".join(map(str, words)) + "\n").encode()])


def pause() -> None:
    """Wait for the harness, which attaches its strace meanwhile."""
    say("ready", os.getpid())
    os.read(0, 1)


def deed(counter: Counter, number: int) -> bool:
    """Do one; after an error ask once more, as a person does. Tells whether it went well in the end."""
    for _ in range(2):
        try:
            said = counter.do(number)
        except Exception as fault:  # noqa: BLE001 - whatever the store raises is said, and judged by the harness
            say("failed", number, type(fault).__name__)
        else:
            say("told", number, said)
            return True
    return False


def run(case: dict[str, Any]) -> int:
    """One child's life: open, do what comes before, wait, do the deeds under faults, close."""
    for pragma in case["pragmas"]:
        event.listen(Pool, "connect", lambda connection, _, pragma=pragma: connection.execute(f"PRAGMA {pragma}"))
    if case["pauses_before_opening"]:
        pause()
    counter = open_counter(Path(case["folder"]), drawn=1000, has_keys=case["has_keys"])
    for number in case["before"]:
        if not deed(counter, number):
            return SPOILT
    if not case["pauses_before_opening"]:
        pause()
    done = [deed(counter, number) for number in case["deeds"]]
    counter.close()
    return 0 if all(done) else GAVE_UP


def main() -> None:
    say("imported")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            code = SPOILT
            try:
                code = run(json.loads(line))
            except Exception as fault:  # noqa: BLE001 - same
                say("stopped", type(fault).__name__)
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        say("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
