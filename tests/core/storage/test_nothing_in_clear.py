"""While a person is here, nothing of them lies in clear anywhere; each search is shown to find what it looks for."""

import hashlib

import pytest
from sqlalchemy import select

from core.acts.list_documents import ListDocuments
from core.acts.perform import _digest
from core.acts.state_organ_donation_choice import StateOrganDonationChoice
from core.domain.organ_donation import Organ, Position
from core.storage.opening import STORE_FILE
from core.storage.tables import remembered
from tests.conftest import MORNING
from tests.core.storage.backup_samples import backup_of
from tests.core.storage.canaries import found_in, writings
from tests.core.storage.cipher_pages import in_clear
from tests.core.storage.erasing import disk_of, is_fleet
from tests.core.storage.planted import (
    CANARIES,
    NUMBER,
    PlantedSite,
    opened_cells,
)
from tests.people import as_operator, as_patient, filing

CONTROL = "TÉMOIN-EN-CLAIR-9731"
"""Planted in clear where nothing personal may be, to see that it is found."""


def test_every_writing_is_recognised() -> None:
    """The search finds each writing that it claims to know, wherever base64 begins; and nothing in noise."""
    for word in CANARIES:
        for form in writings(word):
            assert found_in(b"\0\1" + form + b"\2", [word]) == [word]
    assert found_in(bytes(range(256)) * 50, CANARIES) == []


def test_nothing_of_a_person_lies_in_clear(
    site: PlantedSite, request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]
) -> None:
    """Database, log ahead of it, blobs, backup, what was printed, temporary files: no trait, number, title or word."""
    site.door.perform(ListDocuments(), as_patient(site.zephyrine))
    printed = "".join(capfd.readouterr()).encode()
    everywhere = disk_of(site, request) + backup_of(site.store, site.folder) + printed
    assert found_in(everywhere, CANARIES) == []


def test_the_search_looks_where_the_records_are(site: PlantedSite, request: pytest.FixtureRequest) -> None:
    """Control: under the seals each word is there; and a word in clear in a table is seen on the disk."""
    assert found_in(opened_cells(site.store, site.zephyrine), CANARIES) == list(CANARIES)
    with site.store.begin() as records:
        records.quarantine.add("planted", b"", CONTROL, MORNING)
    everywhere = disk_of(site, request)
    in_database = everywhere if is_fleet(site) else in_clear(site.folder)
    assert found_in(in_database, [CONTROL]) == [CONTROL]
    if not is_fleet(site):
        assert found_in(everywhere, [CONTROL]) == []


def test_no_digest_can_be_tried(site: PlantedSite) -> None:
    """Requests are few (which organs?), keys of documents are made of their bytes: no plain digest of them is kept."""
    request = StateOrganDonationChoice(position=Position.REFUSAL, organs=frozenset({Organ.HEART}))
    document = hashlib.sha256(b"received").hexdigest()
    site.door.perform(filing(original=b"received"), as_operator(site.zephyrine, key=document))
    with site.store.transaction(site.zephyrine) as transaction:
        mine = select(remembered).where(remembered.c.patient_id == site.zephyrine)
        rows = transaction.connection.execute(mine).all()
    kept = "".join(f"{row.key} {row.digest} " for row in rows)
    for plain in (_digest(request), document, "choice-heart"):
        assert plain not in kept


def test_under_sqlciphers_own_encryption_all_is_sealed(embedded: PlantedSite) -> None:
    """Whoever has the key of the file and no other finds pages, and no word of hers in them."""
    pages = in_clear(embedded.folder)
    assert b"CREATE TABLE patient_keys" in pages
    assert found_in(pages, CANARIES) == []


def test_canaries_are_in_the_plain_file_of_a_store_without_seals(embedded: PlantedSite) -> None:
    """Control of the whole page search: her number in clear in a row is found in the pages, and not in the file."""
    with embedded.store.begin() as records:
        records.quarantine.add("planted", b"", NUMBER, MORNING)
    assert found_in(in_clear(embedded.folder), CANARIES) == [NUMBER]
    assert found_in((embedded.folder / STORE_FILE).read_bytes(), CANARIES) == []
