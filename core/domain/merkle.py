"""The tree over the audit log (RFC 9162 section 2.1): hashes, the edge that grows, proofs and their checks. No I/O."""

import hashlib
from collections.abc import Callable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

NodeHash = Callable[[int, int], bytes]
"""Gives the hash of a complete subtree: (level, index) covers the leaves from index × 2^level up to the next such."""


def leaf_hash(body: bytes) -> bytes:
    """Hash one entry of the log (2.1.1)."""
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the one above them (2.1.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """Give the root over these leaf hashes, or over these complete subtrees of one size, in their order (2.1.1)."""
    row = list(hashes)
    while len(row) > 1:
        odd = row[-1:] if len(row) % 2 else []
        row = [node_hash(left, right) for left, right in zip(row[::2], row[1::2], strict=False)] + odd
    return row[0] if row else EMPTY_ROOT


class Frontier:
    """The right edge of a tree, enough to grow it and to tell its root: at most one hash for each bit of its size."""

    def __init__(self) -> None:
        self.size = 0
        """Leaves under this edge."""
        self._peaks: list[bytes] = []

    @classmethod
    def of(cls, size: int, node: NodeHash) -> "Frontier":
        """Take up the tree of `size` leaves again, from the hashes kept of it."""
        frontier = cls()
        frontier._peaks = [node(level, (size >> level) - 1) for level in _levels(size)]
        frontier.size = size
        return frontier

    def append(self, leaf: bytes) -> None:
        """Add one leaf by its hash."""
        carry = leaf
        for level in range(self.size.bit_length() + 1):
            if not self.size >> level & 1:
                break
            carry = node_hash(self._peaks.pop(), carry)
        self._peaks.append(carry)
        self.size += 1

    def root(self) -> bytes:
        """The root of the whole tree."""
        if not self._peaks:
            return EMPTY_ROOT
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root


def inclusion_proof(index: int, size: int, node: NodeHash) -> tuple[bytes, ...]:
    """Prove that the leaf at `index` is in the tree of `size` leaves (2.1.3.1). ValueError when it cannot be."""
    if not 0 <= index < size:
        raise ValueError("no such leaf in the tree")
    begin, end, path = 0, size, list[bytes]()
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(_range_root(middle, end, node))
            end = middle
        else:
            path.append(_range_root(begin, middle, node))
            begin = middle
    return tuple(reversed(path))


def consistency_proof(old_size: int, size: int, node: NodeHash) -> tuple[bytes, ...]:
    """Prove that the tree of `size` leaves begins with that of `old_size` (2.1.4.1). ValueError when it cannot."""
    if not 0 <= old_size <= size:
        raise ValueError("the older tree is larger")
    if old_size in (0, size):
        return ()
    begin, end, path = 0, size, list[bytes]()
    is_whole_old_tree = True
    while old_size < end:
        middle = begin + _split(end - begin)
        if old_size <= middle:
            path.append(_range_root(middle, end, node))
            end = middle
        else:
            path.append(_range_root(begin, middle, node))
            begin, is_whole_old_tree = middle, False
    if not is_whole_old_tree:
        path.append(_range_root(begin, end, node))
    return tuple(reversed(path))


def verify_inclusion(leaf: bytes, index: int, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows `leaf`, a leaf hash, at `index` of the tree of `size` leaves and `root` (2.1.3.2).

    Size and root belong together, as a signed checkpoint states them: a root alone does not bind a size.
    """
    if not 0 <= index < size or not _are_hashes(leaf, root, *proof):
        return False
    at, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree (`size`, `root`) begins with the tree (`old_size`, `old_root`) (2.1.4.2).

    A tree is consistent with itself and with the empty tree, by an empty proof.
    """
    if not 0 <= old_size <= size or not _are_hashes(old_root, root, *proof):
        return False
    if old_size == size:
        return old_root == root and not proof
    if old_size == 0:
        return old_root == EMPTY_ROOT and not proof
    path = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    return bool(proof) and _joins(old_size, old_root, size, root, path)


def _joins(old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    at, last = old_size - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, step)
        at, last = at >> 1, last >> 1
    return last == 0 and old == old_root and new == root


def _are_hashes(*values: bytes) -> bool:
    # Concatenation hides where one value ends: a shorter step with a longer neighbour would hash the same.
    return all(len(value) == HASH_BYTES for value in values)


def _levels(size: int) -> list[int]:
    return [level for level in reversed(range(size.bit_length())) if size >> level & 1]


def _split(width: int) -> int:
    return 1 << (width - 1).bit_length() - 1


def _range_root(begin: int, end: int, node: NodeHash) -> bytes:
    """Root over the leaves from `begin`, which is where a subtree starts, up to `end`, without it."""
    root = b""
    for level in reversed(_levels(end - begin)):
        end -= 1 << level
        peak = node(level, end >> level)
        root = node_hash(peak, root) if root else peak
    return root
