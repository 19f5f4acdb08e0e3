"""Nobody makes the tree say what it does not hold: proofs bent in every way that we could think of, none accepted."""

import os
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

TRIES = 100_000 if os.environ.get("RELAIS_NIGHTLY") else 3_000
LEAVES = [leaf_hash(number.to_bytes(2, "big")) for number in range(130)]
ROOTS = [tree_root(LEAVES[:size]) for size in range(len(LEAVES) + 1)]
Proof = tuple[bytes, ...]


def node(level: int, index: int) -> bytes:
    return tree_root(LEAVES[index << level : index + 1 << level])


def bent(proof: Proof, chance: Random) -> Proof:
    """Another proof: bits turned, steps dropped, added, doubled, moved; or the same."""
    steps = list(proof)
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(steps) + 1)
        step = steps.pop(at) if at < len(steps) else chance.choice(LEAVES)
        turned = (int.from_bytes(step, "big") ^ 1 << chance.randrange(256)).to_bytes(32, "big")
        moved = chance.randrange(len(steps) + 1)
        match chance.randrange(6):
            case 0:
                steps.insert(at, turned)
            case 1:
                steps.insert(at, chance.randbytes(32))
            case 2:
                steps[at:at] = [step, step]
            case 3:
                steps.insert(moved, step)
            case 4:
                steps.insert(at, step[:-1])
            case _:
                pass
    return tuple(steps)


def either(true: bytes, proof: Proof, chance: Random) -> bytes:
    """What is true, or something that the tree knows, or nothing of it."""
    return chance.choice([true, chance.choice([*LEAVES, *proof]), chance.randbytes(32), true[:-1]])


@pytest.mark.timeout(1200)
@settings(max_examples=TRIES, deadline=None)
@given(st.randoms(use_true_random=True))
def test_no_leaf_is_proved_where_it_is_not(chance: Random) -> None:
    """Under a checkpoint (size and root), only the right leaf at its place, by its one path, is believed."""
    size = chance.randrange(1, len(LEAVES) + 1)
    index = chance.randrange(size)
    proof = inclusion_proof(index, size, node)
    claimed = chance.choice([index, index, chance.randrange(-1, size + 2)])
    leaf, path = either(LEAVES[index], proof, chance), bent(proof, chance)
    believed = verify_inclusion(leaf, claimed, size, ROOTS[size], path)
    assert believed == ((leaf, claimed, path) == (LEAVES[index], index, proof))


@pytest.mark.timeout(1200)
@settings(max_examples=TRIES, deadline=None)
@given(st.randoms(use_true_random=True))
def test_no_other_past_is_proved(chance: Random) -> None:
    """Under a checkpoint, only the roots that the log really had are believed, by their one path."""
    size = chance.randrange(1, len(LEAVES) + 1)
    old = chance.randrange(1, size + 1)
    proof = consistency_proof(old, size, node)
    root, path = either(ROOTS[old], proof, chance), bent(proof, chance)
    believed = verify_consistency(old, root, size, ROOTS[size], path)
    assert believed == ((root, path) == (ROOTS[old], proof))


def accepts_any_length(check: Callable[[Proof], bool], proof: Proof) -> bool:
    """A careless verifier: what is left over of a proof is passed over."""
    return any(check(proof[:end]) for end in range(len(proof) + 1))


def test_a_careless_verifier_would_be_caught() -> None:
    """The bent proofs reach what they are there to find: one that ignores the last steps believes a longer proof."""
    proof = inclusion_proof(5, 9, node)
    longer = (*proof, LEAVES[0])
    assert not verify_inclusion(LEAVES[5], 5, 9, tree_root(LEAVES[:9]), longer)
    assert accepts_any_length(lambda path: verify_inclusion(LEAVES[5], 5, 9, tree_root(LEAVES[:9]), path), longer)
