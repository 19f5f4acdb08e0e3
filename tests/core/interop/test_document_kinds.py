"""The table of document types."""

import csv
from pathlib import Path

import pytest

from core.domain.documents import Category
from core.interop.document_kinds import kind_of, known_kinds
from tests.core.interop.sample_files import SAMPLE_DATA, needs_samples

LOINC = "2.16.840.1.113883.6.1"


def test_there_are_102_types_and_each_is_complete() -> None:
    """Every type has a short label, a class and a shelf."""
    kinds = known_kinds()
    assert len(kinds) == 102
    assert all(known.kind.label and known.class_label and known.kind.class_code.isdigit() for known in kinds.values())


def test_labels_are_short_and_without_jargon() -> None:
    """They are heard in a list: at most six words, none of those that words.md avoids."""
    for known in known_kinds().values():
        words = known.kind.label.split()
        assert len(words) <= 7, known.kind.label
        assert not {"CR", "VSM", "biologie", "synthèse", "Synthèse", "prescription", "Prescription"} & set(words)


@pytest.mark.parametrize(
    ("code", "label", "category"),
    [
        ("11502-2", "Analyse", Category.BIOLOGY),
        ("57833-6", "Ordonnance", Category.PRESCRIPTION),
        ("11490-0", "Lettre de sortie", Category.REPORT),
        ("EXPPAT_3", "Directives anticipées", Category.WISHES),
    ],
)
def test_the_words_of_the_glossary_are_used(code: str, label: str, category: Category) -> None:
    """One word for one thing."""
    kind, is_known = kind_of(code)
    assert (kind.label, kind.category, is_known) == (label, category, True)


@pytest.mark.parametrize(("code", "system"), [("00000-0", LOINC), ("11502-2", "1.2.3"), ("", "")])
def test_an_unknown_type_is_a_document_of_no_class(code: str, system: str) -> None:
    """No class means that the access matrix refuses it to professionals."""
    kind, is_known = kind_of(code, system)
    assert (kind.label, kind.class_code, is_known) == ("Document", "", False)


@needs_samples
def test_the_table_says_what_the_value_sets_say() -> None:
    """Codes, systems, classes and official labels are those of the public value sets."""
    path = Path(SAMPLE_DATA) / "valuesets" / "type_class_dmp.csv"
    with path.open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            known = known_kinds()[row["type_code"]]
            label = "" if row["label_fr_J07"].startswith("(") else row["label_fr_J07"]
            found = (known.system, known.kind.class_code, known.class_label, known.official_label)
            assert found == (row["code_system_oid"], row["class_code"], row["class_label"], label)
