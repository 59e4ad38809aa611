"""The log's tree: RFC 9162 section 2.1, pure.

Complete subtrees are addressed by (level, index): level 0 holds leaf hashes, and node (l, i) covers leaves
[i * 2**l, (i + 1) * 2**l). A store keeps these and never rewrites one. Every function takes `node(level, index)`, a
reader of such a store, and asks only for complete subtrees.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence

Node = Callable[[int, int], bytes]

EMPTY_ROOT = hashlib.sha256(b"").digest()


class ProofBroken(ValueError):
    """A proof does not lead to the root it should."""


def leaf_hash(data: bytes) -> bytes:
    """RFC 9162 2.1.1: SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 9162 2.1.1: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def added_nodes(size: int, leaf: bytes, node: Node) -> Iterator[tuple[int, int, bytes]]:
    """(level, index, hash) of every subtree that the leaf at `size` completes, its own leaf hash first."""
    level, index, value = 0, size, leaf
    yield level, index, value
    while index % 2 == 1:
        value = node_hash(node(level, index - 1), value)
        level, index = level + 1, index // 2
        yield level, index, value


def root(size: int, node: Node) -> bytes:
    """The tree's root hash over its first `size` leaves."""
    return EMPTY_ROOT if size == 0 else _range_hash(0, size, node)


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """RFC 9162 2.1.3.1: the proof that leaf `index` is in the tree of `size`. Raises ValueError out of range."""
    if not 0 <= index < size:
        raise ValueError("the leaf is not in a tree of that size")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_hash(middle, end, node))
            end = middle
        else:
            path.append(_range_hash(start, middle, node))
            start = middle
    return path[::-1]


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """RFC 9162 2.1.4.1: the proof that the first `old` leaves are a prefix of the first `new`. Empty for 0 or equal."""
    if not 0 <= old <= new:
        raise ValueError("the old tree is larger than the new one")
    if old in (0, new):
        return []
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range_hash(middle, end, node))
            end = middle
        else:
            path.append(_range_hash(start, middle, node))
            start, whole = middle, False
    if not whole:
        path.append(_range_hash(start, end, node))
    return path[::-1]


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root_hash: bytes) -> None:
    """RFC 9162 2.1.3.2. Raises ProofBroken."""
    if not 0 <= index < size:
        raise ProofBroken("the leaf is not in a tree of that size")
    place, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise ProofBroken("the inclusion proof is too long")
        if place % 2 == 1 or place == last:
            value = node_hash(sibling, value)
            while place % 2 == 0 and place != 0:
                place, last = place >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        place, last = place >> 1, last >> 1
    if last != 0 or value != root_hash:
        raise ProofBroken("the inclusion proof does not lead to the tree head")


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    """RFC 9162 2.1.4.2. Raises ProofBroken."""
    if old > new:
        raise ProofBroken("the log became shorter")
    if old in (0, new):
        if path or (old == new and old_root != new_root) or (old == 0 and old_root != EMPTY_ROOT):
            raise ProofBroken("two different tree heads of one size")
        return
    if not path:
        raise ProofBroken("the consistency proof is missing")
    steps = list(path)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    place, last = old - 1, new - 1
    while place % 2 == 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            raise ProofBroken("the consistency proof is too long")
        if place % 2 == 1 or place == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while place % 2 == 0 and place != 0:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        place, last = place >> 1, last >> 1
    if last != 0 or before != old_root or after != new_root:
        raise ProofBroken("the log was changed: its tree heads are not consistent")


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _range_hash(start: int, end: int, node: Node) -> bytes:
    size = end - start
    if size & (size - 1) == 0 and start % size == 0:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(size)
    return node_hash(_range_hash(start, middle, node), _range_hash(middle, end, node))
