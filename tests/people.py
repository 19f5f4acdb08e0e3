"""Readable ways to say who acts, and fictional people that the demonstration does not have."""

from datetime import date

from core.acts.file_document import FileDocument
from core.acts.request import Context
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.documents import Author, Category, DocumentKind, Heading, Paragraph
from core.domain.identifiers import PatientId, VisitId
from core.domain.patients import OID_NIR_TEST, Identity, Nir, Sex

VISIT = VisitId("visit-1")
YVONNE, OTHER = PatientId("yvonne"), PatientId("other")
BLOOD_TEST = DocumentKind(type_code="11502-2", label="Analyse", class_code="10", category=Category.BIOLOGY)


def as_patient(patient_id: PatientId, *, channel: Channel = Channel.KIOSK, key: str = "") -> Context:
    """The person, on their own space."""
    return Context(
        role=Role.PATIENT,
        actor_id=patient_id,
        patient_id=patient_id,
        purpose=PurposeOfUse.SELF_SERVICE,
        channel=channel,
        place="Pharmacie des Tilleuls",
        visit_id=VISIT,
        idempotency_key=key,
    )


def as_stranger(channel: Channel = Channel.KIOSK, *, key: str = "") -> Context:
    """Somebody who has not proved who they are."""
    return Context(
        role=Role.STRANGER,
        purpose=PurposeOfUse.IDENTIFICATION,
        channel=channel,
        place="Pharmacie des Tilleuls",
        visit_id=VISIT,
        idempotency_key=key,
    )


def as_operator(patient_id: PatientId | None = None, *, key: str = "") -> Context:
    """The site's own commands."""
    return Context(
        role=Role.OPERATOR,
        patient_id=patient_id,
        purpose=PurposeOfUse.FILING,
        channel=Channel.SITE,
        place="site",
        visit_id=VISIT,
        idempotency_key=key,
    )


def identity(
    *, number: str = "2530999999066", birth_date: date = date(1953, 9, 4), first_name: str = "Yvonne"
) -> Identity:
    """Yvonne Blanc, whom the demonstration does not know."""
    return Identity(
        birth_name="Blanc",
        first_names=(first_name,),
        birth_date=birth_date,
        sex=Sex.FEMALE,
        birth_place_code="99999",
        birth_place="Valmont",
        nir=Nir(number),
        nir_oid=OID_NIR_TEST,
    )


def filing(
    *, original: bytes = b"", title: str = "Analyse de sang", written_on: date = date(2026, 11, 20)
) -> FileDocument:
    """A document as an importer files it."""
    return FileDocument(
        kind=BLOOD_TEST,
        title=title,
        author=Author(organisation="laboratoire des Tilleuls"),
        written_on=written_on,
        blocks=(Heading(text="Résultats"), Paragraph(text="Rien à signaler.")),
        original=original,
    )
