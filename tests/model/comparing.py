"""Everything a site holds of its people, beside what the model knows of them."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from sqlalchemy import select

from core.domain.accounts import AccountState
from core.domain.audit import AuditLeaf
from core.domain.documents import HealthDocument, Paragraph
from core.domain.receipts import Receipt
from core.ports import Records
from core.storage.tables import receipts
from tests.model.known import FINDING, Document, Person, Space
from tests.model.site import Site


def compare(site: Site, person: Person) -> None:
    """Nothing of theirs is missing, doubled, or another's; nothing of somebody erased is left."""
    assert site.rows_of(person.patient_id) == person.rows()
    with site.store.store.begin(person.patient_id) as records:
        if person.space is Space.ERASED:
            with pytest.raises(KeyError):
                records.patients.get(person.patient_id)
            return
        state = AccountState.CLOSED if person.space is Space.CLOSED else AccountState.OPEN
        assert records.patients.account_state(person.patient_id) is state
        assert records.patients.get(person.patient_id).identity == person.identity
        compare_list(person, records.documents.newest_first(person.patient_id))
        _compare_documents(person, records)
        _compare_choices(person, records)
        _compare_receipts(site, person, records.receipts.chain(person.patient_id))
        assert records.credentials.tries(site.keys.pseudonym(person.patient_id)).count >= person.tries
    _compare_papers(site, person)


def compare_list(person: Person, listed: tuple[HealthDocument, ...]) -> None:
    """All of them and no other, newest first; identifiers that nobody had heard of are learnt."""
    mine = {document.title: document for document in person.documents}
    found = {(line.title, line.written_on, line.is_new) for line in listed}
    assert found == {(each.title, each.written_on, each.is_new) for each in person.documents}
    assert len(listed) == len(mine)
    moments = [(line.written_on, line.filed_at) for line in listed]
    assert moments == sorted(moments, reverse=True)
    for line in listed:
        document = mine[line.title]
        document.document_id = document.document_id or line.document_id
        assert document.document_id == line.document_id


def _compare_documents(person: Person, records: Records) -> None:
    for document in person.documents[-2:]:
        assert document.document_id is not None
        assert_is_read(document, records.documents.open(person.patient_id, document.document_id).blocks)
        assert records.documents.original(person.patient_id, document.document_id) == document.original


def assert_is_read(document: Document, blocks: tuple[object, ...]) -> None:
    """What is read of a document names it."""
    assert blocks[-1] == Paragraph(text=f"{FINDING} {document.title}")


def _compare_choices(person: Person, records: Records) -> None:
    latest = records.organ_donation.latest(person.patient_id)
    said = None if latest is None else (latest.position, latest.organs, latest.stated_at)
    assert said == (person.choices[-1] if person.choices else None)


def _compare_receipts(site: Site, person: Person, chain: tuple[Receipt, ...]) -> None:
    assert len(chain) == len(person.receipts)
    previous = ""
    for place, (found, given) in enumerate(zip(chain, person.receipts, strict=True)):
        assert found.previous == previous
        assert given in (None, found)
        if given is None:
            assert is_signed(site, found)
            person.receipts[place] = found
        previous = found.chain_hash()


def _compare_papers(site: Site, person: Person) -> None:
    mine = select(receipts.c.number, receipts.c.paper).where(receipts.c.patient_id == person.patient_id)
    with site.store.store.transaction(person.patient_id) as transaction:
        found = {row.number: row.paper for row in transaction.connection.execute(mine) if row.paper}
    assert found == {number: outcome.value for number, outcome in person.papers.items()}


def is_signed(site: Site, receipt: Receipt) -> bool:
    """Whether the site's public key says so."""
    key = load_pem_public_key(site.keys.public_pem().encode())
    assert isinstance(key, Ed25519PublicKey)
    padded = receipt.signature + "=" * (-len(receipt.signature) % 4)
    key.verify(base64.urlsafe_b64decode(padded), receipt.signed_text().encode())
    return True


def compare_opening(site: Site, person: Person, leaf: AuditLeaf) -> None:
    """What opens a leaf's commitment is with its person."""
    with site.store.store.begin(person.patient_id) as records:
        salt, digest = records.audit.opening(person.patient_id, leaf.leaf_id)
    assert hashlib.sha256(f"{salt}|{digest}".encode()).hexdigest() == leaf.commitment
