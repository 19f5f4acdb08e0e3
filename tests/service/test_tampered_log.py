"""A log of 1,000 leaves, attacked at each of them in every way: the stand-alone verifier sees all of it, and where."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pytest

from core.storage.audit_log.edge import Edge
from core.storage.audit_log.layout import ENTRIES, Tile
from service.stand_alone_verifier import Verdict, verify_log
from tests.audit_logs import KEY, bodies, image_of, lay_out, note_of, read_image, write_log

IS_NIGHTLY = bool(os.environ.get("RELAIS_NIGHTLY"))
COUNT = 1000
LEAVES = bodies(COUNT)
Leaves = Sequence[bytes]


def turned(content: bytes, bit: int) -> bytes:
    """With one bit turned over."""
    return (int.from_bytes(content, "big") ^ 1 << bit).to_bytes(len(content), "big")


def flipped(leaves: Leaves, at: int) -> Leaves:
    bit = Random(at).randrange(8 * len(leaves[at]))  # noqa: S311 - a draw that can be repeated
    return [*leaves[:at], turned(leaves[at], bit), *leaves[at + 1 :]]


def deleted(leaves: Leaves, at: int) -> Leaves:
    return [*leaves[:at], *leaves[at + 1 :]]


def swapped(leaves: Leaves, at: int) -> Leaves:
    if at + 1 == len(leaves):
        return [leaves[at], *leaves[1:at], leaves[0]]
    return [*leaves[:at], leaves[at + 1], leaves[at], *leaves[at + 2 :]]


def inserted(leaves: Leaves, at: int) -> Leaves:
    return [*leaves[:at], b'{"act":"nothing"}', *leaves[at:]]


def truncated(leaves: Leaves, at: int) -> Leaves:
    return leaves[:at]


def forked(leaves: Leaves, at: int) -> Leaves:
    return [*leaves[:at], *bodies(len(leaves) - at, first=5000)]


ATTACKS = (flipped, deleted, swapped, inserted, truncated, forked)


class Desk:
    """A folder that an attacker writes into and the verifier reads; only what changes is written."""

    def __init__(self, folder: Path) -> None:
        write_log(folder, LEAVES)
        self.folder = folder
        self.genuine = read_image(folder)
        self.note = self.genuine["checkpoint"].decode()
        self._now = dict(self.genuine)

    def verdict(self, image: dict[str, bytes], *older: str) -> Verdict:
        """What the verifier says of this folder."""
        for name in self._now.keys() - image.keys():
            (self.folder / name).unlink()
        lay_out(self.folder, {name: content for name, content in image.items() if self._now.get(name) != content})
        self._now = image
        return verify_log(self.folder, KEY.text(), older)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One for all attacks: each begins from the genuine log."""
    return Desk(tmp_path_factory.mktemp("log"))


def with_bundle(desk: Desk, at: int, rows: Leaves) -> dict[str, bytes]:
    """The genuine files, but for the bundle of leaf `at`."""
    name = str(Tile(ENTRIES, at // 256, LEAVES[at - at % 256 : at - at % 256 + 256]).path)
    return {**desk.genuine, name: Tile(ENTRIES, 0, rows).content()}


def places() -> Iterator[int]:
    yield from range(COUNT)


def test_the_genuine_log_is_good(desk: Desk) -> None:
    """The control: without an attack nothing is said, with old checkpoints or not."""
    older = [note_of(size, Edge().grow(LEAVES[:size])[0].root()) for size in (0, 1, 255, 256, 257, 999, 1000)]
    assert desk.verdict(desk.genuine, *older) == Verdict(is_good=True, text=desk.note)


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("attack", [flipped, deleted, swapped, inserted, truncated], ids=lambda attack: attack.__name__)
def test_changed_entries_are_found_where_they_are(desk: Desk, attack: type) -> None:
    """Somebody edits a bundle of entries: each leaf in turn; the first bad position is that very leaf."""
    for at in places():
        start = at - at % 256
        rows = attack(LEAVES[start : start + 256], at - start)
        verdict = desk.verdict(with_bundle(desk, at, rows))
        first = 0 if attack is swapped and at - start + 1 == len(LEAVES[start : start + 256]) else at - start
        assert (verdict.is_good, verdict.position) == (False, start + first), at


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_log_rewritten_to_agree_with_itself_is_not_the_signed_one(desk: Desk, attack: type) -> None:
    """Somebody edits a leaf, then makes every bundle and tile again: the signed root tells. Each leaf in nightly."""
    turn = ATTACKS.index(attack)
    for at in places() if IS_NIGHTLY else range(turn, COUNT, len(ATTACKS)):
        leaves = attack(LEAVES, at)
        forged = {**image_of(leaves), "checkpoint": desk.genuine["checkpoint"]}
        assert not desk.verdict(forged).is_good, at


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_log_signed_again_is_not_the_one_of_an_older_checkpoint(desk: Desk, attack: type) -> None:
    """Somebody with the key of the site rewrites the log and signs it: whoever kept a checkpoint tells. So with growth.

    Without the older checkpoint such a log is good by itself: this is why witnesses keep them.
    """
    turn = ATTACKS.index(attack)
    for at in places() if IS_NIGHTLY else range(turn, COUNT, len(ATTACKS)):
        leaves = attack(LEAVES, at)
        for grown in (leaves, [*leaves, *bodies(COUNT + 1 - len(leaves), first=9000)]):
            edge, _ = Edge().grow(grown)
            forged = {**image_of(grown), "checkpoint": note_of(edge.size, edge.root()).encode()}
            assert not desk.verdict(forged, desk.note).is_good, at
        assert verify_log(desk.folder, KEY.text()).is_good, at


def test_what_agrees_with_an_older_checkpoint_is_not_blamed(desk: Desk) -> None:
    """A fork after leaf 700, with checkpoints of 500, 700 and 900 kept: the first bad position is 700."""
    older = [note_of(size, Edge().grow(LEAVES[:size])[0].root()) for size in (900, 500, 700)]
    edge, tiles = Edge().grow(forked(LEAVES, 700))
    forged = {str(tile.path): tile.content() for tile in tiles}
    verdict = desk.verdict({**forged, "checkpoint": note_of(edge.size, edge.root()).encode()}, *older)
    assert (verdict.is_good, verdict.position) == (False, 700)


def test_a_log_cut_and_signed_again_is_shorter_than_an_older_checkpoint(desk: Desk) -> None:
    """The first bad position is the end of what is left."""
    edge, _ = Edge().grow(LEAVES[:600])
    forged = {**image_of(LEAVES[:600]), "checkpoint": note_of(edge.size, edge.root()).encode()}
    verdict = desk.verdict(forged, desk.note)
    assert (verdict.is_good, verdict.position) == (False, 600)
    assert "cut" in verdict.text


@pytest.mark.timeout(3600)
def test_no_bit_of_any_file_can_change(desk: Desk) -> None:
    """Every bit of the checkpoint; of tiles and bundles one bit of each hash and entry, and every bit in nightly."""
    for name, content in desk.genuine.items():
        step = 1 if IS_NIGHTLY or name == "checkpoint" else 251
        for bit in range(0, 8 * len(content), step):
            image = {**desk.genuine, name: turned(content, bit)}
            assert not desk.verdict(image).is_good, (name, bit)


def test_no_file_can_be_missing_or_longer(desk: Desk) -> None:
    """Nor empty, nor a folder in its place."""
    for name, content in desk.genuine.items():
        others = {key: value for key, value in desk.genuine.items() if key != name}
        for changed in ({}, {name: b""}, {name: content + b"\0"}, {name: content[:-1]}, {f"{name}/x": content}):
            assert not desk.verdict({**others, **changed}).is_good, (name, list(changed))
            if f"{name}/x" in changed:
                desk.verdict(others)
                (desk.folder / name).rmdir()


def test_tiles_in_each_others_places_are_seen(desk: Desk) -> None:
    """Whole files swapped, entries and hashes together."""
    swap = {"tile/0/000": "tile/0/001", "tile/entries/000": "tile/entries/001"}
    image = dict(desk.genuine)
    for one, other in swap.items():
        image[one], image[other] = image[other], image[one]
    verdict = desk.verdict(image)
    assert (verdict.is_good, verdict.position) == (False, 0)
