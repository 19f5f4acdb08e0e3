"""The fictional people: complete, public, the same at each start, and readable."""

import re
from datetime import date
from pathlib import Path

import pytest

from core.acts.list_documents import ListDocuments
from core.acts.perform import Door
from core.acts.read_document import ReadDocument
from core.demo.body import read_body
from core.demo.data_files import read_toml
from core.demo.make_lists import code
from core.demo.people import PEOPLE, DemoPerson
from core.demo.seed import seed
from core.domain.credentials import ACCESS_NUMBER_DIGITS, ONE_TIME_LINES, SECRET_DIGITS
from core.domain.documents import Heading, ItemList, Paragraph, Table
from core.domain.patients import OID_NIR_TEST, parse_nir
from core.storage.keys import open_keys
from core.storage.opening import open_store
from core.storage.secret_hasher import Argon2Hasher
from service.chance import SystemChance
from service.clock import SettableClock
from tests.conftest import MORNING, Space
from tests.people import as_patient

REFERENCE_DAY = date(2026, 11, 23)
everybody = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)


@everybody
def test_a_number_is_nobodys(person: DemoPerson) -> None:
    """Born in department 99, issued for tests, with the right key, and the month and year of their birth."""
    assert parse_nir(person.nir)[1]
    assert person.nir[5:10] == "99999"
    assert person.identity.nir_oid == OID_NIR_TEST
    if person.name != "jeanne":  # she is on her husband's card
        assert person.nir[1:5] == person.birth_date.strftime("%y%m")


@everybody
def test_printed_secrets_are_the_kept_ones(person: DemoPerson, hasher: Argon2Hasher) -> None:
    """Secret code, first and last lines, against their hashes; every code is the one that scripts can compute."""
    assert (len(person.access_number), len(person.secret)) == (ACCESS_NUMBER_DIGITS, SECRET_DIGITS)
    assert len(person.codes) == len(person.code_hashes) == ONE_TIME_LINES
    assert hasher.verify(person.secret_hash, person.secret)
    for line in (1, ONE_TIME_LINES):
        assert hasher.verify(person.code_hashes[line - 1], person.codes[line - 1])
    assert person.codes == tuple(code(person.name, line) for line in range(1, ONE_TIME_LINES + 1))


def test_nobody_shares_an_access_number() -> None:
    """Seven people, seven numbers."""
    assert len({person.access_number for person in PEOPLE}) == len(PEOPLE)


def test_seeding_is_done_once(tmp_path: Path) -> None:
    """A second start adds nothing, not even a leaf."""
    store, keys = open_store(tmp_path), open_keys(tmp_path)
    door = Door(store=store, clock=SettableClock(MORNING), ids=SystemChance(), keys=keys)
    first = seed(door)
    with store.begin() as records:
        leaves = records.audit.all()
    assert seed(door) == first
    with store.begin() as records:
        assert records.audit.all() == leaves
    store.close()


@pytest.mark.parametrize(
    ("name", "count"),
    [("odette", 18), ("marcel", 6), ("lea", 3), ("paul", 2), ("jeanne", 1), ("suzanne", 0), ("lucien", 300)],
)
def test_each_has_the_documents_of_their_story(space: Space, name: str, count: int) -> None:
    """None of them after the reference day; every one opens and has something to read."""
    person = as_patient(space.people[name])
    listed = space.door.perform(ListDocuments(), person).documents
    assert len(listed) == count
    assert all(line.written_on < REFERENCE_DAY and line.author.shown and line.title for line in listed)
    for line in listed[:20]:
        assert space.door.perform(ReadDocument(document_id=line.document_id), person).blocks


def test_her_story_covers_two_years_and_every_kind_of_block(space: Space) -> None:
    """Odette's documents show all that a screen must draw."""
    odette = as_patient(space.people["odette"])
    listed = space.door.perform(ListDocuments(), odette).documents
    assert (listed[0].written_on - listed[-1].written_on).days > 700
    assert len({line.kind.category for line in listed}) >= 7
    kinds = {
        type(block)
        for line in listed
        for block in space.door.perform(ReadDocument(document_id=line.document_id), odette).blocks
    }
    assert kinds == {Heading, Paragraph, ItemList, Table}


def test_every_row_of_every_table_has_the_cells_of_its_header() -> None:
    """A missing bar in a text file would shift a result under another name."""
    for name in ("odette", "marcel", "lea", "paul", "jeanne", "lucien"):
        found = read_toml(f"documents/{name}.toml")
        for facts in (*found.get("document", ()), *found.get("model", ())):
            for block in read_body(facts["body"]):
                if isinstance(block, Table):
                    assert {len(row) for row in block.rows} == {len(block.header)}, facts["title"]


def test_texts_keep_french_typography() -> None:
    """A no-break space before a colon and after a number with its unit; the curved apostrophe."""
    for name in ("odette", "marcel", "lea", "paul", "jeanne", "lucien"):
        found = read_toml(f"documents/{name}.toml")
        for facts in (*found.get("document", ()), *found.get("model", ())):
            assert not re.search(r" [:;?!»]|'|\d (?:g/L|mg|kg|%)", facts["body"]), facts["title"]
