"""A sealed cell opens where it was sealed, and nowhere else; with a single bit changed, nowhere at all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Column, select, update

from core.domain.identifiers import LeafId, PatientId
from core.ports import Records
from core.storage.envelope import SealError
from core.storage.remembered import keyed
from core.storage.renewal import renew_key
from core.storage.tables import PERSONAL_TABLES, sealed_columns
from tests.core.storage.planted import PlantedSite, plant, planted_site
from tests.engines import ENGINES

Row = Mapping[str, Any]
SEALED = {str(column): (column, row) for table in PERSONAL_TABLES for column, row in sealed_columns(table).items()}
READERS: dict[str, Callable[[Records, PatientId, Row], object]] = {
    "patients.sealed": lambda records, her, _: records.patients.get(her),
    "documents.sealed": lambda records, her, _: records.documents.newest_first(her),
    "document_bodies.sealed": lambda records, her, row: records.documents.open(her, row["document_id"]),
    "organ_donation_choices.sealed": lambda records, her, _: records.organ_donation.latest(her),
    "credentials.sealed": lambda records, her, _: records.credentials.of(her),
    "one_time_codes.sealed": lambda records, her, _: records.credentials.next_code(her),
    "receipts.sealed": lambda records, her, _: records.receipts.chain(her),
    "evidence_of_choices.sealed": lambda records, her, row: records.audit.evidence(her, LeafId(row["leaf_id"])),
    "last_visits.sealed": lambda records, her, _: records.last_visits.of(her),
    "trace.sealed": lambda records, her, row: records.audit.opening(her, LeafId(row["leaf_id"])),
    "remembered.sealed": lambda records, her, _: records.remembered.find(her, "key", "digest", str),
}
"""How the product reads each sealed column."""
READ_IS_LAST = {"organ_donation_choices.sealed"}

every_column = pytest.mark.parametrize("name", SEALED)


@dataclass(frozen=True)
class Twins:
    """Two people with as many rows of everything."""

    site: PlantedSite
    twin: PatientId

    def rows(self, name: str, whose: PatientId) -> list[Row]:
        """A person's rows behind a sealed column, in the order of their keys."""
        table = SEALED[name][0].table
        mine = select(table).where(table.c.patient_id == whose).order_by(*table.primary_key.columns)
        with self.site.store.transaction(whose) as transaction:
            return [dict(row) for row in transaction.connection.execute(mine).mappings()]

    def cell(self, name: str, whose: PatientId, at: int = 0) -> bytes:
        return bytes(self.rows(name, whose)[at][SEALED[name][0].name])

    def opens(self, name: str, row: Row, cell: bytes) -> bool:
        """Write a cell into her row with plain SQL, let the product read it, and put back what was there."""
        her = self.site.zephyrine
        try:
            self._write(name, row, cell)
            with self.site.store.begin(her) as records:
                READERS[name](records, her, row)
        except SealError:
            return False
        finally:
            self._write(name, row, row[SEALED[name][0].name])
        return True

    def _write(self, name: str, row: Row, cell: bytes) -> None:
        column: Column[bytes] = SEALED[name][0]
        this = [each == row[each.name] for each in column.table.primary_key.columns]
        with self.site.store.transaction(self.site.zephyrine) as transaction:
            done = transaction.connection.execute(update(column.table).where(*this).values({column: cell}))
            assert done.rowcount == 1


@pytest.fixture(params=ENGINES, scope="module")
def twins(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """One site of each engine; what a test edits, it puts back."""
    with planted_site(request.param, tmp_path_factory.mktemp("swapped") / "site", request) as site:
        twin = plant(site.door, "2310299314160", "31415926")
        for each in (site.zephyrine, twin):
            with site.store.begin(each) as records:
                records.remembered.keep(each, "key", "digest", "outcome")
        yield Twins(site, twin)


def read_row(twins: Twins, name: str) -> Row:
    """The row of hers that the product reads first."""
    if name == "remembered.sealed":
        kept_as, _ = keyed(twins.site.store.vault, twins.site.zephyrine, "key", "digest")
        return next(row for row in twins.rows(name, twins.site.zephyrine) if row["key"] == kept_as)
    return twins.rows(name, twins.site.zephyrine)[-1 if name in READ_IS_LAST else 0]


def foreign_cells(twins: Twins, name: str) -> Iterator[tuple[str, bytes]]:
    """Cells sealed as something else than her row of this column."""
    her, read = twins.site.zephyrine, read_row(twins, name)[SEALED[name][0].name]
    for other in SEALED:
        if other != name:
            yield f"{other} of hers", twins.cell(other, her)
    for at, row in enumerate(twins.rows(name, her)):
        if row[SEALED[name][0].name] != read:
            yield f"her other row {at}", row[SEALED[name][0].name]
    for at in range(len(twins.rows(name, twins.twin))):
        yield f"somebody else's row {at}", twins.cell(name, twins.twin, at)


def test_every_sealed_column_has_its_reader() -> None:
    """A new one must join the table above."""
    assert set(READERS) == set(SEALED)


@every_column
def test_a_cell_moved_from_elsewhere_does_not_open(twins: Twins, name: str) -> None:
    """From another table, another row, another person: refused. Control: her own, written the same way, opens."""
    row = read_row(twins, name)
    assert twins.opens(name, row, row[SEALED[name][0].name])
    foreign = dict(foreign_cells(twins, name))
    assert len(foreign) >= len(SEALED)
    assert [what for what, cell in foreign.items() if twins.opens(name, row, cell)] == []


@every_column
def test_a_cell_with_a_bit_changed_does_not_open(twins: Twins, name: str) -> None:
    """At the ends of nonce, content and tag, and in the middle."""
    row = read_row(twins, name)
    cell = row[SEALED[name][0].name]
    for at, bit in ((0, 0), (11, 7), (12, 3), (len(cell) // 2, 1), (-17, 0), (-16, 5), (-1, 7)):
        edited = bytearray(cell)
        edited[at] ^= 1 << bit
        assert not twins.opens(name, row, bytes(edited)), f"bit {bit} of byte {at}"
    assert not twins.opens(name, row, cell[:-1])
    assert not twins.opens(name, row, b"")


@every_column
def test_every_bit_of_a_cell_is_bound(twins: Twins, name: str) -> None:
    """Each single one, under the key itself; and the column, the row and the version of the key."""
    her = twins.site.zephyrine
    row, (column, by) = read_row(twins, name), SEALED[name]
    whole, named = row[column.name], "" if by is None else str(row[by.name])
    with twins.site.store.transaction(her) as transaction:
        key = transaction.key_of(her)
    assert key.unseal_bytes(name, named, whole)
    last = len(whole) - 1
    for place in {*range(min(last, 80)), *range(max(last - 80, 0), last + 1)}:
        for bit in range(8):
            edited = bytearray(whole)
            edited[place] ^= 1 << bit
            with pytest.raises(SealError):
                key.unseal_bytes(name, named, bytes(edited))
    for elsewhere in ((f"{name}_2", named), (name, f"{named}0")):
        with pytest.raises(SealError):
            key.unseal_bytes(*elsewhere, whole)


def test_a_cell_of_an_older_key_does_not_open(twins: Twins) -> None:
    """After her key was renewed, what was copied before and is put back is refused, column by column."""
    before = {name: (row := read_row(twins, name), row[SEALED[name][0].name]) for name in SEALED}
    renew_key(twins.site.store, twins.site.zephyrine)
    for name, (row, cell) in before.items():
        now = read_row(twins, name)
        assert {k: v for k, v in now.items() if k not in ("sealed", "original_blob")} == {
            k: v for k, v in row.items() if k not in ("sealed", "original_blob")
        }
        assert twins.opens(name, now, now[SEALED[name][0].name])
        assert not twins.opens(name, now, cell)
