"""The tree: published values, another implementation, and every small tree there is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree
from pymerkle import verify_consistency as believed_by_peer

from core.domain.merkle import (
    EMPTY_ROOT,
    Frontier,
    NodeHash,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)
from tests.core.domain.merkle_vectors import CONSISTENCY, ENTRIES, INCLUSION, ROOTS

LEAVES = [leaf_hash(entry) for entry in ENTRIES]


def nodes(leaves: list[bytes]) -> NodeHash:
    """Complete subtrees over these leaf hashes."""
    return lambda level, index: tree_root(leaves[index << level : index + 1 << level])


def test_roots_are_the_published_ones() -> None:
    """From the empty tree to eight leaves, at once and one leaf at a time."""
    frontier = Frontier()
    for size, root in enumerate(ROOTS):
        assert tree_root(LEAVES[:size]).hex() == frontier.root().hex() == root
        if size < len(LEAVES):
            frontier.append(LEAVES[size])


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_paths_are_the_published_ones(index: int, size: int) -> None:
    """Made, and believed."""
    path = [bytes.fromhex(step) for step in INCLUSION[index, size]]
    assert list(inclusion_proof(index, size, nodes(LEAVES))) == path
    assert verify_inclusion(LEAVES[index], index, size, bytes.fromhex(ROOTS[size]), path)


@pytest.mark.parametrize(("old", "size"), CONSISTENCY)
def test_consistency_paths_are_the_published_ones(old: int, size: int) -> None:
    """Made, and believed."""
    path = [bytes.fromhex(step) for step in CONSISTENCY[old, size]]
    assert list(consistency_proof(old, size, nodes(LEAVES))) == path
    assert verify_consistency(old, bytes.fromhex(ROOTS[old]), size, bytes.fromhex(ROOTS[size]), path)


def test_every_proof_of_every_small_tree_is_believed() -> None:
    """All leaves and all earlier sizes of all trees up to 70 leaves: three more than a power of two on each side."""
    leaves = [leaf_hash(bytes([number])) for number in range(70)]
    node, roots = nodes(leaves), [tree_root(leaves[:size]) for size in range(71)]
    for size in range(71):
        assert Frontier.of(size, node).root() == roots[size]
        for index in range(size):
            assert verify_inclusion(leaves[index], index, size, roots[size], inclusion_proof(index, size, node))
        for old in range(size + 1):
            assert verify_consistency(old, roots[old], size, roots[size], consistency_proof(old, size, node))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=140), st.data())
def test_pymerkle_finds_the_same(entries: list[bytes], data: st.DataObject) -> None:
    """A peer that is not ours has our roots and inclusion paths (with the leaf before them), and joins our roots."""
    peer = InmemoryTree(algorithm="sha256")
    peer.append_entries(entries)
    leaves = [leaf_hash(entry) for entry in entries]
    size = data.draw(st.integers(1, len(entries)))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    old_root, root = tree_root(leaves[:old]), tree_root(leaves[:size])
    assert (peer.get_root(old), peer.get_root(size)) == (old_root, root)
    assert peer.prove_inclusion(index + 1, size).path[1:] == list(inclusion_proof(index, size, nodes(leaves)))
    believed_by_peer(old_root, root, peer.prove_consistency(old, size))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_a_frontier_taken_up_again_grows_as_if_never_left(before: int, after: int) -> None:
    """What a restart knows is enough."""
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(before + after)]
    frontier = Frontier.of(before, nodes(leaves))
    for leaf in leaves[before:]:
        frontier.append(leaf)
    assert (frontier.size, frontier.root()) == (before + after, tree_root(leaves))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_what_is_not_in_the_tree_has_no_proof(index: int, size: int) -> None:
    """Asked for and offered."""
    with pytest.raises(ValueError, match="no such leaf"):
        inclusion_proof(index, size, nodes(LEAVES))
    assert not verify_inclusion(LEAVES[0], index, size, tree_root(LEAVES[:size]), [])


def test_a_larger_tree_is_not_the_beginning_of_a_smaller_one() -> None:
    """Nor is any other tree, of that size or empty."""
    with pytest.raises(ValueError, match="larger"):
        consistency_proof(4, 3, nodes(LEAVES))
    three, four = tree_root(LEAVES[:3]), tree_root(LEAVES[:4])
    assert not verify_consistency(4, four, 3, three, [])
    assert not verify_consistency(3, four, 3, three, [])
    assert not verify_consistency(0, three, 4, four, [])
    assert not verify_consistency(3, three, 3, three, [three])
    assert not verify_consistency(0, EMPTY_ROOT, 4, four, [four])
    assert not verify_consistency(2, tree_root(LEAVES[:2]), 4, four, [])


def test_a_step_of_another_length_than_a_hash_is_refused() -> None:
    """Concatenation would hide where it ends."""
    path = [step[:31] for step in inclusion_proof(0, 8, nodes(LEAVES))]
    assert not verify_inclusion(LEAVES[0], 0, 8, tree_root(LEAVES), path)
    assert not verify_inclusion(LEAVES[0][:31], 0, 1, LEAVES[0][:31], [])
    assert not verify_consistency(1, b"", 1, b"", [])
