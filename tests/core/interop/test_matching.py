"""Whose document is it: strict on what identifies, indifferent to how it is typed."""

from dataclasses import replace
from datetime import date

import pytest

from core.domain.patients import OID_NIR, Identity, Nir, Sex
from core.interop.cda_header import read_header
from core.interop.matching import Matches, Mismatch, Trait, match
from core.interop.received import ReceivedPatient
from tests.core.interop.cda_samples import ODETTE, as_bytes, matricule


def received(**parts: str) -> ReceivedPatient:
    """The patient of a document about Odette Lefort, with some parts replaced."""
    return read_header(as_bytes(**parts)).patient


def test_her_own_document_matches() -> None:
    """The matricule, its issuer and the five traits agree."""
    assert match(received(), ODETTE) == Matches()


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("Lefort-Dupré", "LEFORT DUPRE"),
        ("L'Hôte", "L\N{RIGHT SINGLE QUOTATION MARK}HOTE"),
        ("Cœur", "COEUR"),
        ("Müller", "MULLER"),
    ],
)
def test_the_way_a_name_is_typed_does_not_count(known: str, written: str) -> None:
    """Accents, capitals, hyphens and apostrophes are put aside."""
    names = f'<family qualifier="BR">{written}</family><given qualifier="BR">ODETTE</given>'
    assert match(received(names=names), replace(ODETTE, birth_name=known)) == Matches()


@pytest.mark.parametrize("given", ["ODETTE", "Odette Marie", "ODETTE MARIE JEANNE"])
def test_first_names_may_stop_early(given: str) -> None:
    """Some software sends the first name alone, some sends them all."""
    names = f'<family qualifier="BR">LEFORT</family><given>{given}</given>'
    assert match(received(names=names), ODETTE) == Matches()


def test_first_names_in_another_order_do_not_match() -> None:
    """« Marie Odette » is somebody else until a person has looked."""
    names = '<family qualifier="BR">LEFORT</family><given>MARIE ODETTE</given>'
    assert match(received(names=names), ODETTE) == Mismatch((Trait.FIRST_NAMES,))


@pytest.mark.parametrize(
    ("known", "trait"),
    [
        (replace(ODETTE, nir=Nir("2420399999043")), Trait.MATRICULE),
        (replace(ODETTE, nir_oid=OID_NIR), Trait.ISSUER),
        (replace(ODETTE, birth_name="Aubry"), Trait.BIRTH_NAME),
        (replace(ODETTE, first_names=("Odile",)), Trait.FIRST_NAMES),
        (replace(ODETTE, birth_date=date(1942, 3, 13)), Trait.BIRTH_DATE),
        (replace(ODETTE, sex=Sex.MALE), Trait.SEX),
        (replace(ODETTE, birth_place_code="75056"), Trait.BIRTH_PLACE),
    ],
)
def test_one_trait_that_differs_is_named(known: Identity, trait: Trait) -> None:
    """Only the trait that differs is named, and never its value."""
    assert match(received(), known) == Mismatch((trait,))


@pytest.mark.parametrize(
    ("parts", "trait"),
    [
        ({"ids": ""}, Trait.MATRICULE),
        ({"names": '<given qualifier="BR">ODETTE</given>'}, Trait.BIRTH_NAME),
        ({"names": '<family qualifier="BR">LEFORT</family>'}, Trait.FIRST_NAMES),
        ({"birth": '<birthTime value="1942"/>'}, Trait.BIRTH_DATE),
        ({"place": ""}, Trait.BIRTH_PLACE),
        ({"sex": "UN"}, Trait.SEX),
    ],
)
def test_what_is_not_said_does_not_match(parts: dict[str, str], trait: Trait) -> None:
    """An absent or partial trait sends the document to quarantine."""
    found = match(received(**parts), ODETTE)
    assert isinstance(found, Mismatch)
    assert trait in found.traits


def test_a_wrong_key_does_not_part_a_document_from_its_person() -> None:
    """Examples of the ANS have wrong keys: the 13 characters count (R89b)."""
    assert match(received(ids=matricule(ODETTE.nir.number + "00")), ODETTE) == Matches()


def test_the_issuer_is_that_of_the_matching_number() -> None:
    """Somebody else's number from the right issuer does not lend it."""
    ids = matricule("277076322082910") + matricule(oid=OID_NIR)
    assert match(received(ids=ids), ODETTE) == Mismatch((Trait.ISSUER,))


def test_a_mismatch_tells_no_value() -> None:
    """It may be logged: traits by name only."""
    shown = repr(match(received(place=""), replace(ODETTE, birth_name="Aubry")))
    assert "Aubry" not in shown
    assert "LEFORT" not in shown
