"""The Vosk engine in a process of its own: `python -m hardware.recogniser.vosk_worker MODEL`.

A model that crashes or hangs ends here and not in the terminal. Standard input: a line of JSON a request, then for
`listen` pieces of sound, each after its length (4 bytes, big endian), an empty one last. Standard output: a line of
JSON, `{"ready": true}` once the model is loaded, then one answer a request. Nothing is written anywhere else.
"""

import json
import resource
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO

from hardware.recogniser.listening import Engine
from hardware.recogniser.port import Hearing


def main(model: str) -> None:
    """Load, say so, answer until standard input ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash must not leave somebody's voice on a disk
    engine = Engine(Path(model))
    _say({"ready": True})
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        if "knows" in request:
            _say({"turn": request["turn"], "knows": [engine.can_hear(phrase) for phrase in request["knows"]]})
        else:
            _listen(engine, request, sys.stdin.buffer)


def _listen(engine: Engine, request: dict[str, Any], sound: BinaryIO) -> None:
    listening = engine.listening(request["listen"], request["traps"], request["rate"], request.get("fillers", ()))
    heard: Hearing | None = None
    # What comes after the hush is still read, to find the next request, and not listened to.
    while samples := _piece(sound):
        if heard is None and listening.take(samples):
            heard = _answer(request, listening.end())
    if heard is None:
        _answer(request, listening.end())


def _answer(request: dict[str, Any], heard: Hearing) -> Hearing:
    at = request["listen"].index(heard.phrase) if heard.phrase else -1
    _say({"turn": request["turn"], "outcome": heard.outcome.value, "phrase": at})
    return heard


def _piece(sound: BinaryIO) -> bytes:
    head = sound.read(4)
    return sound.read(struct.unpack(">I", head)[0]) if len(head) == 4 else b""  # noqa: PLR2004 - its length


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
