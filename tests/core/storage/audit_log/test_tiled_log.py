"""The folder of the log: names and widths of the format, the same bytes whatever the batches, no overwriting."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.checkpoints import sign_checkpoint, unsigned_checkpoint
from core.domain.merkle import consistency_proof, inclusion_proof, leaf_hash, verify_consistency, verify_inclusion
from core.storage.audit_log.edge import Edge
from core.storage.audit_log.layout import ENTRIES, tile_path
from core.storage.audit_log.reading import TileReader
from core.storage.audit_log.tiles import TiledLog
from core.storage.errors import StoreError
from tests.audit_logs import (
    KEY,
    STRANGER,
    HastyFiles,
    bodies,
    image_of,
    lay_out,
    note_of,
    publish,
    read_image,
    write_log,
)


@pytest.mark.parametrize(
    ("number", "path"),
    [(0, "000"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067"), (10**6, "x001/x000/000")],
)
def test_tiles_are_named_as_the_format_says(number: int, path: str) -> None:
    """The example of C2SP tlog-tiles, and the edges of a folder."""
    assert str(tile_path("0", number)) == f"tile/0/{path}"
    assert str(tile_path(ENTRIES, number, 7)) == f"tile/entries/{path}.p/7"


def test_seventy_thousand_leaves_make_the_tiles_of_the_example() -> None:
    """C2SP tlog-tiles, partial tiles: 273 full ones and one of 112; one full and one of 17; one of 1."""
    names = [name for name in image_of([b""] * 70_000) if not name.startswith("tile/entries")]
    narrow = [name for name in names if ".p/" in name]
    assert sorted(narrow) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
    full = [re.sub(r"/\d{3}$", "", name) for name in names if ".p/" not in name]
    assert (full.count("tile/0"), full.count("tile/1"), len(full)) == (273, 1, 274)


def test_two_hundred_and_fifty_six_leaves_make_a_full_tile_and_one_above() -> None:
    """The other example of the same section."""
    assert set(image_of([b""] * 256)) == {"tile/entries/000", "tile/0/000", "tile/1/000.p/1"}


@settings(max_examples=25, deadline=None)
@given(batches=st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_the_same_leaves_give_the_same_bytes_whatever_the_batches(
    tmp_path_factory: pytest.TempPathFactory, batches: list[int]
) -> None:
    """Only the newest width of each tile is left, and it does not tell how the leaves came."""
    folder, leaves = tmp_path_factory.mktemp("log"), bodies(sum(batches))
    log = TiledLog(folder, KEY, HastyFiles())
    for batch in batches:
        log.append(log.size, leaves[log.size : log.size + batch])
        note = publish(log)
    assert read_image(folder) == {**image_of(leaves), "checkpoint": note.encode()}


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    """Entries, hashes of each level, and the checkpoint, by a reader that only has the folder."""
    leaves = bodies(700)
    write_log(tmp_path, leaves, batch=300)
    reader = TileReader(tmp_path)
    assert list(reader.entries()) == leaves
    assert list(reader.entries(250, 600)) == leaves[250:600]
    assert reader.hashes(0, 250, 520) == [leaf_hash(body) for body in leaves[250:520]]
    assert reader.hashes(1, 1, 2) == [Edge().grow(leaves[256:512])[0].root()]
    assert reader.count_entries() == 700
    assert unsigned_checkpoint(reader.checkpoint() or "").size == 700


def test_proofs_come_out_of_the_tiles(tmp_path: Path) -> None:
    """Inclusion and consistency across tiles, from plain files."""
    leaves = bodies(1000)
    log = write_log(tmp_path, leaves)
    node, root = TileReader(tmp_path).node, log.root()
    for index in (0, 255, 256, 700, 999):
        assert verify_inclusion(leaf_hash(leaves[index]), index, 1000, root, inclusion_proof(index, 1000, node))
    for old in (1, 255, 256, 257, 768, 999):
        old_root = Edge().grow(leaves[:old])[0].root()
        assert verify_consistency(old, old_root, 1000, root, consistency_proof(old, 1000, node))


def test_written_again_nothing_changes(tmp_path: Path) -> None:
    """The same leaves from any index on, after a restart or not."""
    leaves = bodies(600)
    log = write_log(tmp_path, leaves)
    before = read_image(tmp_path)
    for again in (log, TiledLog(tmp_path, KEY)):
        again.append(0, leaves)
        again.append(599, leaves[599:])
        again.append(300, leaves[300:400])
        publish(again)
    assert read_image(tmp_path) == before
    assert again.size == again.end == again.signed_size == 600


@pytest.mark.parametrize("index", [0, 255, 256, 511, 599])
def test_other_leaves_in_the_same_places_are_refused(tmp_path: Path, index: int) -> None:
    """In a full tile or not: the conflict is told, nothing is written over, and the log goes on with the right ones."""
    leaves = bodies(600)
    log = write_log(tmp_path, leaves)
    before = read_image(tmp_path)
    with pytest.raises(StoreError, match=f"leaf {index} "):
        log.append(index, [b"another", *leaves[index + 1 :], b"new"])
    assert read_image(tmp_path) == before
    log.append(600, [b"new"])
    assert log.size == 601


def test_leaves_are_not_written_over_a_gap(tmp_path: Path) -> None:
    """What is missing before them is asked for."""
    log = write_log(tmp_path, bodies(10))
    with pytest.raises(StoreError, match="10 leaves, and was given number 12"):
        log.append(12, [b"x"])


def test_a_leaf_that_does_not_fit_is_refused_with_its_batch(tmp_path: Path) -> None:
    """The length of an entry has two bytes; the longest one is kept."""
    log = write_log(tmp_path, bodies(10))
    with pytest.raises(StoreError, match="longer"):
        log.append(10, [b"good", b"x" * 65536])
    assert log.size == log.end == 10
    log.append(10, [b"x" * 65535])
    assert list(log.entries(10)) == [b"x" * 65535]


@pytest.mark.parametrize("ahead", [5, 400])
def test_a_folder_ahead_of_its_checkpoint_lists_what_it_has(tmp_path: Path, ahead: int) -> None:
    """After an interrupted writing or a restored backup: leaves are listed, compared when they come, then signed."""
    leaves = bodies(300 + ahead)
    log = write_log(tmp_path, leaves[:300])
    log.append(300, leaves[300:])
    again = TiledLog(tmp_path, KEY)
    assert (again.size, again.signed_size, again.end) == (300, 300, 300 + ahead)
    assert list(again.entries(200)) == leaves[200:]
    with pytest.raises(StoreError, match="leaf 302 "):
        again.append(300, [leaves[300], leaves[301], b"another"])
    again.append(300, leaves[300:303])
    publish(again)
    assert list(again.entries(300)) == leaves[300:]
    again.append(303, leaves[303:])
    note = publish(again)
    assert read_image(tmp_path) == {**image_of(leaves), "checkpoint": note.encode()}


def damaged(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / name
        path.write_bytes(change(path.read_bytes()))

    return damage


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "tile/0/002.p/88").unlink(), "tile/0/002.p/88 .*missing"),
        (lambda folder: (folder / "tile/entries/002.p/88").unlink(), "missing"),
        (damaged("tile/0/002.p/88", lambda content: content[:-1]), "damaged"),
        (damaged("tile/entries/002.p/88", lambda content: content[:-1]), "damaged"),
        (damaged("tile/entries/002.p/88", lambda content: content + b"\0\0"), "damaged"),
        (damaged("tile/entries/002.p/88", lambda content: content.replace(b"550", b"551")), "somebody changed"),
        (damaged("tile/1/000.p/2", lambda content: bytes(len(content))), "somebody changed"),
        (damaged("checkpoint", lambda content: content.replace(b"\n600\n", b"\n599\n")), "not to be believed"),
        (damaged("checkpoint", lambda content: content[:-1] + b"\xff"), "damaged"),
        (
            damaged("checkpoint", lambda _: note_of(600, Edge().grow(bodies(600, first=1))[0].root()).encode()),
            "somebody changed",
        ),
    ],
)
def test_a_damaged_end_is_not_built_upon(tmp_path: Path, damage: Callable[[Path], None], said: str) -> None:
    """Opening tells it, and changes nothing."""
    write_log(tmp_path, bodies(600))
    damage(tmp_path)
    before = read_image(tmp_path)
    with pytest.raises(StoreError, match=said):
        TiledLog(tmp_path, KEY)
    assert read_image(tmp_path) == before


def test_a_planted_tile_is_not_written_over(tmp_path: Path) -> None:
    """A tile of hashes with other bytes, where the log is to grow, stops the writing before the checkpoint."""
    log = write_log(tmp_path, bodies(600))
    lay_out(tmp_path, {"tile/0/002.p/89": b"\0" * 32 * 89})
    with pytest.raises(StoreError, match=r"tile/0/002.p/89 .*other bytes"):
        log.append(600, bodies(1, first=600))
    with pytest.raises(StoreError, match="open it again"):
        log.append(600, bodies(1, first=600))
    assert log.signed_size == 600


def test_only_the_checkpoint_of_these_leaves_is_published(tmp_path: Path) -> None:
    """Neither of fewer, nor of others, nor a text that is none."""
    log = write_log(tmp_path, bodies(10))
    root = log.root()
    log.append(10, bodies(1, first=10))
    before = read_image(tmp_path)
    for note in (note_of(10, root), note_of(11, root), "nothing"):
        with pytest.raises(StoreError, match="not"):
            log.publish(note)
    assert read_image(tmp_path) == before


def test_the_log_of_another_site_is_not_opened(tmp_path: Path) -> None:
    """A folder put in the place of ours, signed by somebody else."""
    log = TiledLog(tmp_path, KEY)
    log.append(0, bodies(3))
    stranger = type(KEY)(KEY.name, STRANGER.public_key().public_bytes_raw())
    log.publish(sign_checkpoint(unsigned_checkpoint(note_of(3, log.root())), stranger, STRANGER.sign))
    with pytest.raises(StoreError, match="not to be believed"):
        TiledLog(tmp_path, KEY)
