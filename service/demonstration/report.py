"""What happened in a demonstration, step by step. A step that was not reached is in the report too, and fails it."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(kw_only=True)
class StepReport:
    """One step that must happen."""

    name: str
    happened: bool = False
    seconds: float = 0.0
    fault: str = ""
    """Why it did not happen: kinds and keys, never words of a person."""


@dataclass(kw_only=True)
class Report:
    """Every step expected, in order."""

    steps: list[StepReport] = field(default_factory=list)
    card_stack: str = ""
    """What the card went through: « pcsc », or « virtual » where no pcscd of our own could run."""

    @classmethod
    def of(cls, names: Sequence[str]) -> "Report":
        """A report where nothing has happened yet."""
        return cls(steps=[StepReport(name=name) for name in names])

    @property
    def is_whole(self) -> bool:
        """Whether every step happened."""
        return bool(self.steps) and all(step.happened for step in self.steps)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Note that a step happened, or why not; what went wrong goes on upwards."""
        step = next(step for step in self.steps if step.name == name)
        start = time.perf_counter()
        try:
            yield
        except Exception as fault:
            step.fault = f"{type(fault).__name__}: {fault}"
            raise
        finally:
            step.seconds = round(time.perf_counter() - start, 3)
        step.happened = True

    def write(self, file: Path) -> None:
        """Keep it as JSON."""
        file.parent.mkdir(parents=True, exist_ok=True)
        plain = {"whole": self.is_whole, "card_stack": self.card_stack, "steps": [asdict(step) for step in self.steps]}
        file.write_text(json.dumps(plain, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_report(file: Path, names: Sequence[str]) -> Report:
    """Read what another process wrote; when it wrote nothing, none of the steps expected has happened."""
    if not file.exists():
        return Report.of(names)
    written = json.loads(file.read_text(encoding="utf-8"))
    return Report(steps=[StepReport(**step) for step in written["steps"]], card_stack=written["card_stack"])
