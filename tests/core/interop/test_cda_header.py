"""What is read of a header, and what is only noted."""

from datetime import date

import pytest

from core.domain.patients import OID_NIR_TEST, Sex
from core.interop.cda_header import read_header
from core.interop.intake import Received, take_in
from core.interop.received import IntakeWarning, ReceivedHeader
from core.interop.refused_file import FileRefusal, RefusedFile
from tests.core.interop.cda_samples import ACT, AUTHOR, NAMES, ODETTE, as_bytes, cda, matricule


def header(**parts: str) -> ReceivedHeader:
    """The header of a sample document, with some parts replaced."""
    return read_header(as_bytes(**parts))


def test_a_document_is_named_dated_and_signed() -> None:
    """Who wrote what, when, in words for people."""
    found = header()
    assert (found.document_id, found.set_id, found.version) == ("1.2.250.1.999.1^doc-1", "1.2.250.1.999.3", 2)
    assert (found.type_code, found.title, found.written_on) == ("11502-2", "Analyse de sang", date(2026, 11, 14))
    assert found.author.name == "Dr Hugo Sablon"
    assert found.author.role == "Médecin, biologie médicale"
    assert found.author.organisation == "Laboratoire du Marché"
    assert (found.confidentiality, found.language, found.warnings) == ("N", "fr-FR", ())


def test_the_patient_is_read_with_every_number() -> None:
    """The five traits, the matricule with its issuer, and the numbers of the place of care."""
    patient = header().patient
    assert (patient.birth_name, patient.first_names) == ("LEFORT", ("ODETTE", "MARIE"))
    assert (patient.birth_date, patient.sex, patient.birth_place_code) == (date(1942, 3, 12), Sex.FEMALE, "99999")
    assert [(each.nir, each.oid, each.key_is_right) for each in patient.matricules] == [
        (ODETTE.nir, OID_NIR_TEST, True)
    ]
    assert [each.extension for each in patient.local_ids] == ["ipp-42"]


def test_the_older_way_of_writing_first_names_is_read_too() -> None:
    """Before 2021 the unmarked name is what follows the first one."""
    names = '<given qualifier="BR">ODETTE</given><given>MARIE</given><family qualifier="BR">LEFORT</family>'
    assert header(names=names).patient.first_names == ("ODETTE", "MARIE")


def test_a_double_first_name_stays_one() -> None:
    """« Marie Louise » marked as the first name is not cut in two."""
    given = '<given>MARIE LOUISE ANNE</given><given qualifier="BR">MARIE LOUISE</given>'
    names = f'<family qualifier="BR">LEFORT</family>{given}'
    assert header(names=names).patient.first_names == ("MARIE LOUISE", "ANNE")


@pytest.mark.parametrize(
    ("parts", "warning"),
    [
        ({"ids": matricule(ODETTE.nir.number + "00")}, IntakeWarning.WRONG_NIR_KEY),
        ({"ids": matricule(ODETTE.nir.number)}, IntakeWarning.NO_NIR_KEY),
        ({"ids": matricule("ABC")}, IntakeWarning.UNREADABLE_MATRICULE),
        ({"ids": '<id root="1.2.3" extension="7"/>'}, IntakeWarning.NO_MATRICULE),
        ({"ids": matricule("24203\N{WORD JOINER}99999042")}, IntakeWarning.HIDDEN_MARKS),
        ({"names": NAMES.replace("LEF", "LE\N{SOFT HYPHEN}F")}, IntakeWarning.HIDDEN_MARKS),
        ({"place": "<county>99\N{ZERO WIDTH SPACE}999</county>"}, IntakeWarning.HIDDEN_MARKS),
        ({"birth": '<birthTime value="1942"/>'}, IntakeWarning.INCOMPLETE_TRAITS),
        ({"sex": "UN"}, IntakeWarning.INCOMPLETE_TRAITS),
        ({"birth": '<birthTime value="19421332"/>'}, IntakeWarning.UNREADABLE_DATE),
        ({"author": ""}, IntakeWarning.NO_AUTHOR),
        ({"title": ""}, IntakeWarning.NO_TITLE),
        ({"code": '<code code="00000-0"/>'}, IntakeWarning.UNKNOWN_TYPE),
    ],
)
def test_what_is_odd_is_noted_and_taken(parts: dict[str, str], warning: IntakeWarning) -> None:
    """A wrong key or a missing title is no reason to lose a health document (R89b)."""
    found = take_in(as_bytes(**parts))
    assert isinstance(found, Received)
    assert warning in found.warnings


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"identifier": ""}, FileRefusal.NO_DOCUMENT_ID),
        ({"code": ""}, FileRefusal.NO_TYPE),
        ({"time": ""}, FileRefusal.NO_DATE),
        ({"time": '<effectiveTime value="hier"/>'}, FileRefusal.NO_DATE),
        ({"title": "x" * 1_001}, FileRefusal.HEADER_TOO_LONG),
        ({"ids": matricule() * 101}, FileRefusal.HEADER_TOO_LONG),
        ({"author": AUTHOR * 101}, FileRefusal.HEADER_TOO_LONG),
    ],
)
def test_what_names_nothing_is_refused_with_its_reason(parts: dict[str, str], reason: FileRefusal) -> None:
    """Without an identifier, a type, a date or a person there is nothing to file."""
    assert take_in(as_bytes(**parts)) == RefusedFile(reason)


def test_a_document_without_a_patient_is_refused() -> None:
    """Nobody's document."""
    text = cda().replace("recordTarget", "participant")
    assert take_in(text.encode()) == RefusedFile(FileRefusal.NO_PATIENT)


@pytest.mark.parametrize(
    ("act", "day"),
    [
        (ACT, date(2026, 11, 14)),
        ("", date(2026, 11, 14)),
        (ACT.replace('low value="202611140735', 'low value="202610020735').replace("high", "x"), date(2026, 10, 2)),
        (ACT.replace("20261114", "20270114"), date(2026, 11, 14)),
    ],
)
def test_the_day_shown_is_that_of_the_act(act: str, day: date) -> None:
    """When the act ended, or began; a period to come dates nothing."""
    assert header(act=act).written_on == day


def test_a_person_signs_before_a_machine() -> None:
    """The first author who is somebody is shown; a feed alone shows its institution."""
    device = """<author><assignedAuthor><assignedAuthoringDevice><softwareName>Robot</softwareName>
    </assignedAuthoringDevice></assignedAuthor></author>"""
    assert header(author=device + AUTHOR).author.shown == "Dr Hugo Sablon"
    assert header(author=device).author.shown == "Robot"


def test_a_replaced_document_is_named() -> None:
    """RPLC points at what this version supersedes (R69)."""
    more = """<relatedDocument typeCode="RPLC"><parentDocument><id root="1.2.3" extension="old"/></parentDocument>
    </relatedDocument>"""
    assert header(more=more).replaces == ("1.2.3^old",)


@pytest.mark.parametrize(
    ("shouted", "calm"),
    [
        ("NOTE DE VACCINATION", "Note de vaccination"),
        ("FICHE DE L'EHPAD", "Fiche de l'EHPAD"),
        ("COMPTE RENDU (CRO)", "Compte rendu (CRO)"),
        ("ECBU", "ECBU"),
        ("Analyse de sang TSH", "Analyse de sang TSH"),
    ],
)
def test_a_title_does_not_shout(shouted: str, calm: str) -> None:
    """Capitals for emphasis become ordinary letters; acronyms stay (words.md rule 11)."""
    assert header(title=shouted).title == calm


def test_nothing_personal_in_a_representation() -> None:
    """A header may pass through a log by accident: it shows no name and no number."""
    shown = repr(take_in(as_bytes())) + repr(header())
    assert not [
        secret for secret in ("LEFORT", "ODETTE", ODETTE.nir.number, "Sablon", "Analyse de sang") if secret in shown
    ]
