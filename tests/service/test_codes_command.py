"""`relais codes`: new codes are printed once, open the space on both channels, and are traced; the old ones end."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.acts.claims import NumberClaim
from core.acts.prove_identity import ProofStatus, ProveIdentity, prove_identity
from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.domain.credentials import ONE_TIME_LINES
from core.domain.tries import TRIES_A_DAY, Tries
from service.premises import open_premises
from tests.conftest import MORNING
from tests.people import as_stranger
from tests.service.relais_command import ROOT, environment, relais


@pytest.fixture
def closed(tmp_path: Path, seeded: tuple[Path, dict[str, str]]) -> Path:
    """A site where Odette's access is closed."""
    folder = tmp_path / "site"
    shutil.copytree(seeded[0], folder)
    with open_premises(folder) as premises, premises.door.store.begin() as records:
        tries = Tries(count=TRIES_A_DAY, last_at=MORNING, is_closed=True)
        records.credentials.put_tries(premises.door.keys.pseudonym(seeded[1]["odette"]), tries)
    return folder


def test_new_codes_open_a_closed_access(closed: Path) -> None:
    """Three papers; number and code never on one of them (R25); no name; what is printed opens, what was does not."""
    ended = relais("codes", ODETTE.access_number, "--data", closed)
    assert (ended.returncode, ended.stderr) == (0, "")
    card, code, listed = ended.stdout.replace("\N{NO-BREAK SPACE}", " ").split("\f")
    number = _digits(next(line for line in card.splitlines() if "numéro d'accès" in line))
    secret = _digits(next(line for line in code.splitlines() if line.startswith("Votre code secret") and _digits(line)))
    first = next(line for line in listed.splitlines() if line.startswith("1 "))
    assert (len(number), len(secret)) == (8, 6)
    assert sum(line[:1].isdigit() for line in listed.splitlines()) == ONE_TIME_LINES
    assert number not in _digits(code) + _digits(listed)
    assert "Lefort" not in ended.stdout
    asked = ProveIdentity(
        claim=NumberClaim(access_number=number), secret=secret, one_time_code=_digits(first.partition(":")[2])
    )
    with open_premises(closed) as premises:
        told = prove_identity(premises.door, premises.hasher, asked, as_stranger(Channel.PHONE))
        assert told.status is ProofStatus.PROVED
        with premises.door.store.begin() as records:
            assert records.credentials.by_access_number(ODETTE.access_number) is None
            acts = [(leaf.act, leaf.place) for leaf in records.audit.all()]
    assert ("give-credentials", "codes") in acts


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_papers_that_cannot_be_written_leave_a_way_to_the_person(closed: Path) -> None:
    """The old number is void by then: the new one is said, for `relais codes`, and neither code nor list with it."""
    command = [sys.executable, "-m", "service", "codes", ODETTE.access_number, "--data", str(closed)]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment(), check=False
        )
    assert ended.returncode == 2
    assert "No space left on device" in ended.stderr
    assert ended.stderr.count("\n") == 1
    (number,) = re.findall(r"[0-9]{6,}", ended.stderr)
    again = relais("codes", number, "--data", closed)
    assert again.stdout.count("\f") == 2


def test_an_unknown_number_changes_nothing(closed: Path) -> None:
    """One line, code 2, and nothing is printed."""
    ended = relais("codes", "00000000", "--data", closed)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "relais: nobody has this access number; nothing was changed\n"


def _digits(line: str) -> str:
    return "".join(letter for letter in line if letter.isdigit())
