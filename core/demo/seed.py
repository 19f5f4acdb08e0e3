"""Fills a space with the fictional people, through the acts and their one door. Run twice, it changes nothing more."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, TypeVar

from core.acts.file_document import FileDocument
from core.acts.give_credentials import GiveCredentials
from core.acts.perform import Door
from core.acts.register_patient import RegisterPatient
from core.acts.request import Context, Request
from core.demo.body import read_body
from core.demo.data_files import FOLDER, read_toml
from core.demo.people import PEOPLE, DemoPerson
from core.domain.audit import Channel, PurposeOfUse, Role
from core.domain.documents import Author, Category, DocumentKind
from core.domain.identifiers import PatientId, VisitId

T = TypeVar("T")
SEEDING = VisitId("demonstration")
"""The visit of every seeding: its idempotency keys are the same at each start."""


def seed(door: Door) -> dict[str, PatientId]:
    """Register everybody, give them their secrets, file their documents; who is who, by short name.

    Takes about a second the first time. Refuses `already-answered` on a store seeded with other texts; raises KeyError
    on one where somebody of them was erased: use an empty folder.
    """
    kinds, authors = _kinds(), _authors()
    known = {}
    for person in PEOPLE:
        known[person.name] = patient_id = _open_space(door, person)
        for rank, facts in reversed(list(enumerate(_documents_of(person)))):
            asked = _filing(facts, kinds, authors)
            _do(door, asked, f"{person.name}-document-{rank}", patient_id)
    return known


def _open_space(door: Door, person: DemoPerson) -> PatientId:
    asked = RegisterPatient(identity=person.identity, used_name=person.used_name)
    patient_id = _do(door, asked, f"{person.name}-registered").patient_id
    secrets = GiveCredentials(
        access_number=person.access_number, secret_hash=person.secret_hash, code_hashes=person.code_hashes
    )
    _do(door, secrets, f"{person.name}-secrets", patient_id)
    return patient_id


def _do(door: Door, asked: Request[T], key: str, patient_id: PatientId | None = None) -> T:
    context = Context(
        role=Role.OPERATOR,
        patient_id=patient_id,
        purpose=PurposeOfUse.FILING,
        channel=Channel.SITE,
        place="demonstration",
        visit_id=SEEDING,
        idempotency_key=key,
    )
    return door.perform(asked, context)


def _documents_of(person: DemoPerson) -> Iterator[Mapping[str, Any]]:
    if not (FOLDER / "documents" / f"{person.name}.toml").exists():
        return
    found: Mapping[str, Any] = read_toml(f"documents/{person.name}.toml")
    yield from found.get("document", ())
    models, newest = found.get("model", ()), found.get("newest_on", date.min)
    for copy in range(found.get("copies", 0)):
        yield {**models[copy % len(models)], "written_on": newest - timedelta(days=copy * found["every_days"])}


def _filing(facts: Mapping[str, Any], kinds: Mapping[str, DocumentKind], authors: Mapping[str, Author]) -> FileDocument:
    return FileDocument(
        kind=kinds[facts["kind"]],
        title=facts["title"],
        author=authors[facts["author"]],
        written_on=facts["written_on"],
        blocks=read_body(facts["body"]),
        is_new=facts.get("is_new", False),
    )


def _kinds() -> dict[str, DocumentKind]:
    facts: Mapping[str, Any] = read_toml("kinds.toml")
    return {
        name: DocumentKind(**{**values, "category": Category(values["category"])}) for name, values in facts.items()
    }


def _authors() -> dict[str, Author]:
    facts: Mapping[str, Any] = read_toml("authors.toml")
    return {name: Author(**values) for name, values in facts.items()}
