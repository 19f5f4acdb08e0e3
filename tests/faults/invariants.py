"""What must hold of a data folder after any fault. `examine` is for every fault; the rest is about deeds."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from core.domain.audit import AuditLeaf, OutcomeClass
from core.ports import Records
from core.storage.opening import open_store
from core.storage.unit_of_work import Store
from tests.faults.deeds import (
    CHOICE,
    FILING,
    LOOK,
    Counter,
    act_of,
    number_at,
    number_titled,
    open_counter,
    original_of,
)

CLEAN: Mapping[str, Sequence[str]] = {
    "integrity_check": ["ok"],
    "cipher_integrity_check": [],
    "foreign_key_check": [],
}
CHANGING = (CHOICE, FILING)


def check_store(folder: Path) -> tuple[AuditLeaf, ...]:
    """The folder opens as a site opens it, and is whole. Returns its leaves."""
    store = open_store(folder)
    try:
        return examine(store)
    finally:
        store.close()


def examine(store: Store) -> tuple[AuditLeaf, ...]:
    """Every page is whole, every reference leads somewhere, the log verifies. Returns its leaves."""
    assert {name: _asked(store, name) for name in CLEAN} == CLEAN
    with store.begin() as records:
        leaves = records.audit.all()
    assert len({leaf.leaf_id for leaf in leaves}) == len({leaf.digest() for leaf in leaves}) == len(leaves)
    return leaves


def _asked(store: Store, pragma: str) -> list[str]:
    """What SQLite, or SQLCipher, answers: a word a row."""
    connection = store.database.engine.raw_connection()
    try:
        # SQLCipher looks at the file alone: what the log holds must be in it first.
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return [str(row[0]) for row in connection.cursor().execute(f"PRAGMA {pragma}")]
    finally:
        connection.close()


def check_deeds(folder: Path, told: Mapping[int, str], asked: Sequence[int], *, has_keys: bool = True) -> None:
    """What was told is kept, nothing is there twice or by halves; asked again, each deed has exactly one effect.

    `asked` are all deeds that somebody came for, in order, told or not.
    """
    counter = open_counter(folder, drawn=100_000, has_keys=has_keys)
    try:
        check_kept(counter, told)
        again = {number: counter.do(number) for number in asked if act_of(number) in CHANGING}
        assert {number: again[number] for number in told if number in again} == {
            number: answer for number, answer in told.items() if number in again
        }, "asked again, it was told otherwise"
        check_kept(counter, {**told, **again})
    finally:
        counter.close()


def check_kept(counter: Counter, told: Mapping[int, str]) -> None:
    """What was told is there, and leaves are events, one for one."""
    leaves = examine(counter.store)
    done = {act: numbers(leaves, act) for act in (CHOICE, FILING, LOOK)}
    for act in CHANGING:
        assert len(set(done[act])) == len(done[act]), f"{act} was carried out twice"
    missing = [number for number in told if number not in done[act_of(number)]]
    assert not missing, f"told, and not in the log: {missing}"
    with counter.store.begin(counter.patient_id) as records:
        filed = [(number_titled(item.title), item) for item in records.documents.newest_first(counter.patient_id)]
        assert sorted(number for number, _ in filed) == sorted(done[FILING]), "documents are not what the log says"
        for number, item in filed:
            assert records.documents.original(counter.patient_id, item.document_id) == original_of(number)
        latest = records.organ_donation.latest(counter.patient_id)
        assert (number_at(latest.stated_at) if latest else None) == (done[CHOICE][-1] if done[CHOICE] else None)
        _check_receipts(records, counter, leaves, [told[number] for number in told if act_of(number) == CHOICE])


def _check_receipts(records: Records, counter: Counter, leaves: Sequence[AuditLeaf], papers: Sequence[str]) -> None:
    digests = {leaf.digest().hex() for leaf in leaves}
    for number, leaf in (paper.split("/") for paper in papers):
        assert records.receipts.is_taken(counter.patient_id, number), f"receipt {number} is lost"
        assert leaf in digests, f"the leaf of receipt {number} is lost"


def numbers(leaves: Sequence[AuditLeaf], act: str) -> list[int]:
    """The deeds that were carried out, by their leaves, in the log's order."""
    return [number_at(leaf.at) for leaf in leaves if leaf.act == act and leaf.outcome is OutcomeClass.DONE]
