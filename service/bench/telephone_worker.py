"""One worker of a telephone line in a process of its own: `python -m service.bench.telephone_worker`, told as JSON.

Tells its address, and serves until its input ends.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hardware.ports import Synthesizer
from hardware.speech.pico import PicoSynthesizer
from service.bench.rounds import burn


@dataclass(frozen=True, kw_only=True)
class Worker:
    """What makes the worker worse, for controls; nothing, for the measure itself."""

    answers_after_s: float = 0.0
    burns_every: int = 0
    """Messages sent, of all calls, after which the whole worker stands still for a moment."""
    speaks_late: bool = False


STANDSTILL_S = 0.06


@contextmanager
def running(worker: Worker, module: str = "service.bench.telephone_worker") -> Iterator[str]:
    """Start it, of Media Streams or of another line; gives `127.0.0.1:PORT`."""
    command = [sys.executable, "-m", module, json.dumps(asdict(worker))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None or not (address := process.stdout.readline().strip()):
            raise RuntimeError("the worker did not start")
        yield address
        process.communicate()


def _worse(app: Any, worker: Worker) -> Callable[..., Any]:
    """The same application, slowed as it is told."""
    sent = 0

    async def slowed(scope: Any, receive: Any, send: Any) -> None:
        async def counted(message: Any) -> None:
            nonlocal sent
            sent += 1
            if worker.burns_every and sent % worker.burns_every == 0:
                burn(time.perf_counter() + STANDSTILL_S)
            await send(message)

        if scope["type"] == "http" and worker.answers_after_s:
            await asyncio.sleep(worker.answers_after_s)
        await app(scope, receive, counted)

    return slowed


def told() -> tuple[Worker, Synthesizer]:
    """What this process was started as, and the voice that it speaks with."""
    from service.bench.first_audio import LateSynthesizer

    worker, voice = Worker(**json.loads(sys.argv[1])), PicoSynthesizer()
    return worker, LateSynthesizer(voice) if worker.speaks_late else voice


def main() -> None:
    """Serve until the input ends."""
    from service.bench.telephone_site import telephone_site

    worker, voice = told()
    with (
        tempfile.TemporaryDirectory(prefix="relais-bench-") as folder,
        telephone_site(Path(folder), voice, around=lambda app: _worse(app, worker)) as (address, _),
    ):
        sys.stdout.write(address.removeprefix("ws://").partition("/")[0] + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
