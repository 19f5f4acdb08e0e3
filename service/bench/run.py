"""Every measure, in order; one that lacks something or breaks off is a row, and the others go on."""

import importlib
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.bench.table import Row, Verdict
from service.bench.verdicts import AbsentError, unmeasured_row


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One or several rows. Named by its place, so that what it imports may be absent too."""

    name: str
    module: str
    function: str = "measure"

    def rows(self) -> list[Row]:
        """Measure now."""
        work: Callable[[], list[Row]] = getattr(importlib.import_module(self.module), self.function)
        return work()


MEASURES = (
    Measure(name="terminal", module="service.bench.terminal"),
    Measure(name="touch to screen", module="service.bench.touch_to_screen"),
    Measure(name="hundred visits", module="service.bench.hundred_visits"),
    Measure(name="card to list", module="service.bench.card_to_list"),
    Measure(name="kiosk voice", module="service.bench.first_words"),
    Measure(name="telephone sound", module="service.bench.first_audio"),
    Measure(name="signed webhook", module="service.bench.webhook_rate"),
    Measure(name="spoken answers", module="service.bench.ear_rate"),
    Measure(name="webhook flood", module="service.bench.webhook_flood"),
    Measure(name="Media Streams", module="service.bench.many_streams"),
    Measure(name="key to voice", module="service.bench.key_to_voice"),
    Measure(name="SIP calls", module="service.bench.many_calls"),
    Measure(name="key over SIP", module="service.bench.key_over_sip"),
    Measure(name="import", module="service.bench.intake_rate"),
    Measure(name="writes, SQLCipher", module="service.bench.store_rate"),
    Measure(name="writes, PostgreSQL", module="service.bench.store_rate", function="measure_postgres"),
    Measure(name="lists, SQLCipher", module="service.bench.list_rate"),
    Measure(name="lists, PostgreSQL", module="service.bench.list_rate", function="measure_postgres"),
    Measure(name="leaves, SQLCipher", module="service.bench.leaf_rate"),
    Measure(name="leaves, PostgreSQL", module="service.bench.leaf_rate", function="measure_postgres"),
    Measure(name="service calls", module="service.bench.call_load"),
    Measure(name="queries and commits", module="service.bench.store_counts"),
    Measure(name="syncs", module="service.bench.store_counts", function="measure_syncs"),
)
"""To add one: a module of this package with a `measure()` that gives rows, and its line here."""


def run_all(measures: Sequence[Measure] = MEASURES) -> Iterator[Row]:
    """Rows as they come. What is void is measured once more: a shared machine has bad minutes."""
    for measure in measures:
        rows = _rows(measure)
        if any(row.verdict is Verdict.VOID for row in rows):
            rows = _rows(measure)
        yield from rows


def _rows(measure: Measure) -> list[Row]:
    try:
        return measure.rows()
    except AbsentError as absent:
        return [unmeasured_row(measure.name, Verdict.ABSENT, f"needs {absent}")]
    except ImportError as absent:
        return [unmeasured_row(measure.name, Verdict.ABSENT, f"needs {absent.name}")]
    except Exception as fault:  # noqa: BLE001 - one measure never takes the others with it
        (place,) = traceback.extract_tb(fault.__traceback__)[-1:]
        why = f"{type(fault).__name__} at {Path(place.filename).name}:{place.lineno}"
        return [unmeasured_row(measure.name, Verdict.BROKEN, why)]
