"""What an act costs, as counts that no noise can blur: queries of the list, commits and syncs of a write."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import event

from core.acts.request import Context
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.identifiers import PatientId, VisitId
from core.domain.organ_donation import Position
from core.storage.sqlcipher_driver import BEGIN
from service.bench.raw_driver import spoken
from service.bench.seeded import Seeded, seeded_site
from service.bench.table import Row
from service.bench.verdicts import AbsentError, count_row

ACTS = 10


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What passed towards the driver."""

    queries: int
    commits: int


def measure() -> list[Row]:
    """The list, then a grave act: choice, receipt, leaf and remembered outcome."""
    with seeded_site() as site:
        once, twice = _count(site, _list(site)), _count(site, _list(site), _list(site))
        write, writes = _count(site, _choose(site, "1")), _count(site, _choose(site, "2"), _choose(site, "3"))
    return [
        count_row(
            "queries for a list of 300 and the key that opens it",
            once.queries,
            2,
            is_control_seen=twice.queries == 2 * once.queries,
            context={"two lists, control": twice.queries},
        ),
        count_row(
            "commits for a grave act",
            write.commits,
            1,
            is_control_seen=writes.commits == write.commits + 1,
            context={"two acts, control": writes.commits},
        ),
    ]


def measure_syncs() -> list[Row]:
    """Counted by the kernel: what ten more acts add, and whether ten more syncs are seen."""
    if shutil.which("strace") is None:
        raise AbsentError("strace")
    one, more, extra = _syncs(1, 0), _syncs(1 + ACTS, 0), _syncs(1, ACTS)
    return [
        count_row(
            "syncs for an act that writes",
            (more - one) / ACTS,
            1,
            is_control_seen=extra - one == ACTS,
            context={f"{ACTS} extra syncs, control": extra - one},
        )
    ]


def _syncs(acts: int, extra: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        trace = Path(name) / "trace"
        watch = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-e", "signal=none", "-o", str(trace)]
        probe = [sys.executable, "-m", "service.bench.write_probe", str(Path(name) / "site"), str(acts), str(extra)]
        subprocess.run([*watch, *probe], check=True)
        return len(trace.read_text(encoding="utf-8").splitlines())


def _list(site: Seeded) -> Callable[[], None]:
    def work() -> None:
        with site.store.begin() as records:
            records.documents.newest_first(site.people["lucien"])

    return work


def _choose(site: Seeded, key: str) -> Callable[[], None]:
    def work() -> None:
        asked = StateOrganDonationChoice(position=Position.REFUSAL)
        site.door.perform(asked, _as_patient(site.people["lucien"], key))

    return work


def _as_patient(patient_id: PatientId, key: str) -> Context:
    return Context(
        role=Role.PATIENT,
        actor_id=patient_id,
        patient_id=patient_id,
        purpose=PurposeOfUse.SELF_SERVICE,
        channel=Channel.KIOSK,
        place="bench",
        visit_id=VisitId("bench"),
        idempotency_key=key,
    )


def _count(site: Seeded, *works: Callable[[], None]) -> Counted:
    with spoken(site.store) as said, _commits(site) as commits:
        for work in works:
            work()
    return Counted(queries=sum(words != BEGIN for words, _ in said), commits=len(commits))


@contextmanager
def _commits(site: Seeded) -> Iterator[list[str]]:
    engine, seen = site.store.database.engine, list[str]()

    def note(_: object) -> None:
        seen.append("COMMIT")

    event.listen(engine, "commit", note)
    try:
        yield seen
    finally:
        event.remove(engine, "commit", note)
