"""The whole demonstration without a display: a site, a visit and a call at once, then a look at the records."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.demo.people import MARCEL, ODETTE
from core.domain.audit import OutcomeClass
from core.domain.organ_donation import Organ, Position
from core.storage.keys import VERIFYING_KEY_FILE
from ivr.line.window.script import read_script
from service.demonstration.processes import running_site
from service.demonstration.report import Report, StepReport, read_report
from service.demonstration.settings import TWILIO_TOKEN
from service.demonstration.visit import STEPS
from service.log_check import LogCheck
from service.premises import Premises, open_premises

CALL_SCRIPT = Path(__file__).with_name("call.script")
VISIT_SECONDS = 180
PARTIAL_REFUSAL = frozenset({Organ.KIDNEYS, Organ.CORNEAS})
EXPECTED_ACTS = Counter(
    {"list-documents": 2, "read-document": 2, "read-organ-donation": 2, "state-organ-donation-choice": 2}
)


def play(out: Path, script: Path = CALL_SCRIPT) -> Report:
    """Leave pictures, receipts, transcript, sound and report in `out`; the report says whether every step happened."""
    out.mkdir(parents=True, exist_ok=True)
    with running_site(out / "site", out / "site.log") as address, _visit(address, out) as visit:
        call = _call(address, out, script)
        with suppress(subprocess.TimeoutExpired):
            visit.wait(VISIT_SECONDS)
    report = read_report(out / "visit.json", STEPS)
    for step in report.steps:
        step.name = f"visit: {step.name}"
    report.steps.append(call)
    report.steps += _look_at_the_records(out / "site")
    report.steps.append(_look_at_the_log(out / "site"))
    report.write(out / "report.json")
    (out / "visit.json").unlink(missing_ok=True)
    return report


@contextmanager
def _visit(address: str, out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The visit, in a process of its own; one that does not end is ended, and its steps are not in the report."""
    command = [sys.executable, "-m", "service.demonstration.visit", "--site", address, "--out", str(out)]
    with (
        (out / "kiosk.log").open("wb") as journal,
        subprocess.Popen(command, stdout=journal, stderr=journal) as process,
    ):
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _call(address: str, out: Path, script: Path) -> StepReport:
    from ivr.line.window.written_telephone import run_phone

    orders = len(read_script(script))
    code = run_phone(
        address,
        script,
        auth_token=TWILIO_TOKEN,
        out_wav=out / "call" / "call.wav",
        transcript=out / "call" / "transcript.txt",
    )
    fault = "" if code == 0 else "see call/transcript.txt"
    return StepReport(name=f"call: {orders} lines of its script", happened=code == 0, fault=fault)


def _look_at_the_records(data: Path) -> list[StepReport]:
    """What was confirmed is stored, once; every look is traced."""
    with open_premises(data) as premises:
        choices = {person.shown_name: _refuses_two_organs(premises, person.nir) for person in (ODETTE, MARCEL)}
        with premises.door.store.begin() as records:
            acts = Counter(leaf.act for leaf in records.audit.all() if leaf.outcome is OutcomeClass.DONE)
    kept = [
        StepReport(name=f"records: the choice of {name} is kept", happened=is_kept) for name, is_kept in choices.items()
    ]
    return [
        *kept,
        StepReport(
            name="records: every look and every choice is traced, and none twice",
            happened=all(acts[act] == count for act, count in EXPECTED_ACTS.items()),
            fault=", ".join(f"{act} {acts[act]}" for act in EXPECTED_ACTS),
        ),
    ]


def _look_at_the_log(data: Path) -> StepReport:
    """As an outsider would, and against the records."""
    vkey = (data / VERIFYING_KEY_FILE).read_text(encoding="ascii").strip()
    verdict, waiting = LogCheck(data=data, vkey=vkey).log_and_records()
    fault = f"{waiting} leaves wait" if verdict.is_good else f"position {verdict.position}: {verdict.text}"
    is_whole = verdict.is_good and not waiting
    return StepReport(
        name="records: the audit log verifies, and holds every act", happened=is_whole, fault="" if is_whole else fault
    )


def _refuses_two_organs(premises: Premises, nir: str) -> bool:
    from core.domain.patients import parse_nir

    with premises.door.store.begin() as records:
        (patient,) = records.patients.find(parse_nir(nir)[0])
        latest = records.organ_donation.latest(patient.patient_id)
    return latest is not None and latest.position is Position.REFUSAL and latest.organs == PARTIAL_REFUSAL
