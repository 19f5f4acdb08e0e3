"""Searches the parsers for broken promises: `python -m tests.fuzz.run [NAME…] [--seconds N]`; all of them by default.

What breaks one is written beside its seeds, made small, and is tried by CI from then on. Exit 1 when one was broken.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.harnesses import ALTERED, CORPUS, DICTIONARIES, LONGEST, harness
from tests.fuzz.smaller import smaller

SECONDS = "RELAIS_FUZZ_SECONDS"
"""Of each search, when the command does not say; the nightly figure is ten minutes."""
ONE_INPUT_S = 10
MOST_MEMORY_MB = 2_048
EXECUTED = re.compile(rb"^stat::number_of_executed_units:\s+(\d+)", re.MULTILINE)
COVERED = re.compile(rb"\bcov: (\d+)")


@dataclass(frozen=True)
class Search:
    """What one search came to."""

    name: str
    executed: int
    seconds: float
    covered: int
    found: tuple[Path, ...]
    said: str

    def __str__(self) -> str:
        rate = self.executed / self.seconds if self.seconds else 0.0
        found = "".join(f"\n  broken by {path}" for path in self.found)
        return f"{self.name}: {self.executed} executions, {rate:.0f}/s, coverage {self.covered}{found}"


def search(name: str, seconds: int) -> Search:
    """Search one parser in a process of its own, beginning with its seeds."""
    with tempfile.TemporaryDirectory() as folder:
        grown, broken = Path(folder, "grown"), Path(folder, "broken")
        grown.mkdir()
        broken.mkdir()
        begun = time.monotonic()
        ended = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.engine", name, *_options(name, seconds, broken), grown, CORPUS / name],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=CORPUS.parents[2],
            check=False,
        )
        return Search(
            name=name,
            executed=_last(EXECUTED, ended.stderr),
            seconds=time.monotonic() - begun,
            covered=_last(COVERED, ended.stderr),
            found=tuple(_kept(name, path) for path in sorted(broken.iterdir())),
            said=ended.stderr.decode(errors="replace") if ended.returncode else "",
        )


def _options(name: str, seconds: int, broken: Path) -> list[str]:
    return [
        f"-max_total_time={seconds}",
        f"-timeout={ONE_INPUT_S}",
        f"-rss_limit_mb={MOST_MEMORY_MB}",
        f"-max_len={LONGEST[name]}",
        f"-dict={DICTIONARIES / name}.dict",
        f"-artifact_prefix={broken}/",
        "-print_final_stats=1",
    ]


def _last(what: re.Pattern[bytes], said: bytes) -> int:
    return int((what.findall(said) or [b"0"])[-1])


def _kept(name: str, broken: Path) -> Path:
    """Write what broke the parser beside its seeds; an input that hangs or fills the memory stays as it is."""
    data = broken.read_bytes()
    if broken.name.startswith("crash-"):
        data = smaller(harness(name).one, data)
    kept = CORPUS / name / f"found-{hashlib.sha256(data).hexdigest()[:10]}"
    kept.write_bytes(data)
    return kept


def main() -> int:
    """Search one after the other, say what each came to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", choices=[[], *ALTERED], metavar="NAME")
    asked.add_argument("--seconds", type=int, default=int(os.environ.get(SECONDS, "600")))
    given = asked.parse_args()
    is_sound = True
    for name in given.names or ALTERED:
        result = search(name, given.seconds)
        sys.stdout.write(f"{result}\n{result.said[-4_000:]}")
        sys.stdout.flush()
        is_sound = is_sound and not result.found and not result.said
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
