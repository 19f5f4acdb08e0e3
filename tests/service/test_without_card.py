"""Somebody without a card of the Relais is named by their papers: nobody is out of reach of a human who helps."""

import shutil
from pathlib import Path

import pytest

from core.acts.claims import CardClaim
from core.acts.perform import Door
from core.acts.prove_identity import ProofStatus, ProveIdentity, prove_identity
from core.acts.register_patient import RegisterPatient
from core.demo.people import ODETTE
from core.domain.audit import Channel
from core.domain.patients import Nir
from service.premises import open_premises
from tests.people import as_operator, as_stranger, identity
from tests.service.relais_command import relais

HERS = ODETTE.identity
BORN = HERS.birth_date.isoformat()
NEW = Nir("2420399999138")
UNTOUCHED = "nothing was changed\n"


@pytest.fixture
def folder(tmp_path: Path, seeded: tuple[Path, dict[str, str]]) -> Path:
    """The fictional people's site, this test's own."""
    shutil.copytree(seeded[0], tmp_path / "site")
    return tmp_path / "site"


def papers(number: str = HERS.nir.with_key, born: str = BORN, first_name: str = "odette") -> str:
    """What is typed, line by line."""
    return f"{number}\n{born}\n{first_name}\n"


def register(door: Door, first_name: str) -> None:
    """Somebody whose space an import opened: no number, no code, no list."""
    theirs = identity(number=NEW.number, birth_date=HERS.birth_date, first_name=first_name)
    door.perform(RegisterPatient(identity=theirs), as_operator())


def test_somebody_who_never_had_codes_gets_them(folder: Path) -> None:
    """The number as the card writes it; the codes then open the space."""
    with open_premises(folder) as premises:
        register(premises.door, "Yvonne")
    number = NEW.with_key
    ended = relais("codes", "--without-card", "--data", folder, typed=papers(number, first_name="Yvonne"))
    assert ended.returncode == 0, ended.stderr
    assert number not in ended.stdout + ended.stderr
    _, code, _ = ended.stdout.split("\f")
    said = next(line for line in code.splitlines() if line.startswith("Votre code secret") and line[-1:].isdigit())
    secret = "".join(letter for letter in said if letter.isdigit())
    claim = CardClaim(nir=number, birth_date=HERS.birth_date)
    with open_premises(folder) as premises:
        told = prove_identity(
            premises.door, premises.hasher, ProveIdentity(claim=claim, secret=secret), as_stranger(Channel.KIOSK)
        )
    assert told.status is ProofStatus.PROVED


def test_an_access_is_reopened_without_the_card(folder: Path) -> None:
    """Accents, capitals and spaces do not matter; any first name of theirs does."""
    number = " ".join(HERS.nir.with_key)
    ended = relais("reopen", "--without-card", "--data", folder, typed=papers(number, first_name="MARIE"))
    assert (ended.returncode, ended.stdout) == (0, "reopened; tries forgotten: 0\n")


def test_twins_on_one_card_are_told_apart_by_their_first_name(folder: Path) -> None:
    """One number, one birth date, two people; and two of one name are nobody's to choose."""
    number = NEW.with_key
    with open_premises(folder) as premises:
        register(premises.door, "Yvonne")
        register(premises.door, "Yvette")
    ended = relais("reopen", "--without-card", "--data", folder, typed=papers(number, first_name="Yvette"))
    assert ended.returncode == 0, ended.stderr
    ended = relais("reopen", "--without-card", "--data", folder, typed=papers(number, first_name="Yv"))
    assert ended.returncode == 2


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (papers(born="1943-03-12"), UNTOUCHED),
        (papers(first_name="Jeanne"), UNTOUCHED),
        (papers(first_name="Od"), UNTOUCHED),
        (papers("2420399999138 59"), "the last two digits are missing, or do not go with the others\n"),
        (papers(HERS.nir.number), "the last two digits are missing, or do not go with the others\n"),
        (papers("12"), "a NIR has 13 characters, and 2 more with its key\n"),
        (papers(born="12/03/1942"), "such as 1942-03-12\n"),
        ("", UNTOUCHED),
        (HERS.nir.with_key, UNTOUCHED),
    ],
)
def test_papers_that_lead_to_nobody_change_nothing(folder: Path, typed: str, why: str) -> None:
    """Code 2, and what was typed is not said back."""
    ended = relais("codes", "--without-card", "--data", folder, typed=typed)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.endswith(why)
    assert HERS.nir.number not in ended.stderr


@pytest.mark.parametrize("words", [(), (ODETTE.access_number, "--without-card")])
def test_a_command_is_told_exactly_one_way_whom_it_is_about(folder: Path, words: tuple[str, ...]) -> None:
    """Neither nobody, nor two people."""
    for command in (("codes",), ("reopen",), ("erase",), ("keys", "renew")):
        ended = relais(*command, *words, "--data", folder, typed=papers())
        assert ended.returncode == 2
        assert ended.stderr == "relais: whom: the 8 digits on their card of the Relais, or --without-card\n"
