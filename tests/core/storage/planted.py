"""A site with one person whose every trait, word and secret is recognisable, and another who stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from core.acts.begin_visit import BeginVisit
from core.acts.file_document import FileDocument
from core.acts.give_credentials import GiveCredentials
from core.acts.perform import Door
from core.acts.record_receipt_given import RecordReceiptGiven
from core.acts.register_patient import RegisterPatient
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.documents import Author, PagePicture, Paragraph
from core.domain.evidence import Evidence, HeardAndPressed
from core.domain.identifiers import PatientId
from core.domain.organ_donation import Organ, Position
from core.domain.patients import OID_NIR_TEST, Identity, Nir, Sex
from core.domain.receipts import PaperOutcome
from core.storage.keys import SiteKeys, open_keys
from core.storage.tables import PERSONAL_TABLES, access_numbers, nirs, sealed_columns
from core.storage.unit_of_work import Store
from service.chance import SystemChance
from service.clock import SettableClock
from tests.conftest import MORNING
from tests.engines import opened
from tests.people import BLOOD_TEST, VISIT, as_operator, as_patient, filing, identity

NUMBER, ACCESS_NUMBER = "2310299314159", "27182818"
BYTES = "CANARI-OCTETS-REÇUS"
PIXELS = "CANARI-IMAGE-DU-RÉSULTAT"
CANARIES = (
    "Quatrebarbes-Ñoñez",
    "Zéphyrine",
    "Saint-Canari-les-Bois",
    NUMBER,
    ACCESS_NUMBER,
    "CANARI-EMPREINTE-DU-CODE",
    "CANARI-EMPREINTE-DE-LIGNE",
    "Leucopénie d'épreuve",
    "Professeur Épouvantail",
    "Numération très étrange",
    BYTES,
    PIXELS,
)
"""Traits, number, secrets, title, author, text, picture and bytes received; no word that French or code has."""


@dataclass(frozen=True)
class PlantedSite:
    """Open, with Zéphyrine and Yvonne in it."""

    folder: Path
    store: Store
    door: Door
    keys: SiteKeys
    zephyrine: PatientId
    yvonne: PatientId


@contextmanager
def planted_site(engine: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[PlantedSite]:
    """One on either engine."""
    with opened(engine, folder, request) as store:
        keys = open_keys(folder)
        door = Door(store=store, clock=SettableClock(MORNING), ids=SystemChance(), keys=keys)
        yvonne = door.perform(RegisterPatient(identity=identity()), as_operator(key="yvonne")).patient_id
        for each in range(2):
            door.perform(filing(original=b"%d" % each), as_operator(yvonne, key=f"document-{each}"))
        yield PlantedSite(folder, store, door, keys, plant(door), yvonne)


def plant(door: Door, number: str = NUMBER, access_number: str = ACCESS_NUMBER) -> PatientId:
    """Do through the door all that fills a table with something of hers, twice where it can be."""
    her = Identity(
        birth_name="Quatrebarbes-Ñoñez",
        first_names=("Zéphyrine",),
        birth_date=date(1931, 2, 28),
        sex=Sex.FEMALE,
        birth_place_code="99314",
        birth_place="Saint-Canari-les-Bois",
        nir=Nir(number),
        nir_oid=OID_NIR_TEST,
    )
    known = door.perform(RegisterPatient(identity=her), as_operator(key=f"her-{access_number[::-1]}")).patient_id
    secrets = GiveCredentials(
        access_number=access_number,
        secret_hash="CANARI-EMPREINTE-DU-CODE",
        code_hashes=("CANARI-EMPREINTE-DE-LIGNE", "CANARI-EMPREINTE-DE-LIGNE"),
    )
    door.perform(secrets, as_operator(known, key="secrets"))
    for each in range(2):
        door.perform(_document(each), as_operator(known, key=f"hers-{each}"))
    door.perform(BeginVisit(may_tell=True), as_patient(known, key="visit"))
    turn = HeardAndPressed(at=MORNING, heard=(("organ-donation-keep.spoken", "v1"),), pressed="7")
    by_phone = Evidence(visit=VISIT, line_call="", turns=(turn,))
    for organ in (Organ.HEART, Organ.LUNGS):
        choice = StateOrganDonationChoice(position=Position.REFUSAL, organs=frozenset({organ}))
        context = replace(as_patient(known, key=f"choice-{organ.value}"), evidence=by_phone)
        receipt = door.perform(choice, context).receipt
    paper = RecordReceiptGiven(number=receipt.number, paper=PaperOutcome.PRINTED)
    door.perform(paper, as_patient(known, key="paper"))
    return known


def _document(number: int) -> FileDocument:
    return FileDocument(
        kind=BLOOD_TEST,
        title="Leucopénie d'épreuve",
        author=Author(name="Professeur Épouvantail"),
        written_on=date(2026, 11, 20),
        blocks=(Paragraph(text="Numération très étrange"), PagePicture(png=PIXELS.encode() * 100)),
        original=f"{BYTES}{number}".encode() * 10_000,
    )


def rows_of(store: Store, patient_id: PatientId) -> dict[str, int]:
    """How many rows each table has of a person, lookups included."""
    with store.transaction(patient_id) as transaction:
        tables = (*PERSONAL_TABLES, nirs, access_numbers)
        return {
            table.name: len(transaction.connection.execute(select(table).where(table.c.patient_id == patient_id)).all())
            for table in tables
        }


def cells_of(store: Store, patient_id: PatientId) -> dict[tuple[str, str], bytes]:
    """Every sealed cell of a person, by place and row, as it lies in the database."""
    return dict(_cells(store, patient_id))


def opened_cells(store: Store, patient_id: PatientId) -> bytes:
    """What is under every seal of a person, their blobs included."""
    with store.transaction(patient_id) as transaction:
        key = transaction.key_of(patient_id)
        blobs = [transaction.get_blob(key, name) for name in store.vault.blobs.names(patient_id)]
    return b"".join([*(key.unseal_bytes(*place, cell) for place, cell in _cells(store, patient_id)), *blobs])


def _cells(store: Store, patient_id: PatientId) -> list[tuple[tuple[str, str], bytes]]:
    found = []
    with store.transaction(patient_id) as transaction:
        for table in PERSONAL_TABLES:
            for column, row in sealed_columns(table).items():
                mine = select(table).where(table.c.patient_id == patient_id)
                for each in transaction.connection.execute(mine).mappings():
                    name = "" if row is None else str(each[row])
                    found.append(((f"{table.name}.{column.name}", name), each[column]))
    return found
