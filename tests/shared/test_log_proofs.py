"""The log's tree and its signed heads, against the recursive definition of RFC 9162 and under tampering."""

import pytest

from shared import checkpoint, entry, merkle
from shared.keys import key_from_seed

KEY = key_from_seed(b"l" * 32)


class Tree:
    """A tree in memory that keeps complete subtrees as a store does."""

    def __init__(self, leaves):
        self.nodes = {}
        self.leaves = []
        for leaf in leaves:
            for level, index, value in merkle.added_nodes(len(self.leaves), leaf, self.node):
                assert (level, index) not in self.nodes
                self.nodes[level, index] = value
            self.leaves.append(leaf)

    def node(self, level, index):
        return self.nodes[level, index]

    def root(self, size):
        return merkle.root(size, self.node)


def defined_root(leaves):
    """RFC 9162 2.1.1, word for word."""
    if not leaves:
        return merkle.EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return merkle.node_hash(defined_root(leaves[:split]), defined_root(leaves[split:]))


TREE = Tree([merkle.leaf_hash(b"entry %d" % number) for number in range(130)])


@pytest.mark.parametrize("size", range(131))
def test_every_root_is_the_defined_one(size):
    assert TREE.root(size) == defined_root(TREE.leaves[:size])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 64, 65, 100, 130])
def test_every_entry_proves_its_place_and_no_other(size):
    for index in range(size):
        path = merkle.inclusion(index, size, TREE.node)
        merkle.check_inclusion(TREE.leaves[index], index, size, path, TREE.root(size))
        for wrong in {0, index - 1, index + 1, size - 1} - {index}:
            with pytest.raises(merkle.ProofBroken):
                merkle.check_inclusion(TREE.leaves[index], wrong, size, path, TREE.root(size))
        with pytest.raises(merkle.ProofBroken):
            merkle.check_inclusion(TREE.leaves[index], index, size, [*path, merkle.EMPTY_ROOT], TREE.root(size))


@pytest.mark.parametrize("new", [0, 1, 2, 3, 7, 8, 9, 33, 64, 65, 130])
def test_a_grown_log_is_consistent_and_a_changed_one_is_not(new):
    changed = Tree([*TREE.leaves[:new][:-1], merkle.leaf_hash(b"changed")]) if new else TREE
    for old in range(new + 1):
        path = merkle.consistency(old, new, TREE.node)
        merkle.check_consistency(old, new, TREE.root(old), TREE.root(new), path)
        if old < 1:
            continue
        with pytest.raises(merkle.ProofBroken):
            merkle.check_consistency(old, new, TREE.root(old), changed.root(new), path)
        with pytest.raises(merkle.ProofBroken):
            merkle.check_consistency(old, new, merkle.leaf_hash(b"x"), TREE.root(new), path)


def test_a_shorter_log_is_noticed():
    with pytest.raises(merkle.ProofBroken):
        merkle.check_consistency(9, 8, TREE.root(9), TREE.root(8), [])


HEAD = checkpoint.TreeHead("scenebook.example/log-1", 130, TREE.root(130))


def test_a_checkpoint_says_what_was_signed():
    text = checkpoint.sign(HEAD, KEY)
    assert checkpoint.verify(text, KEY.public_key()) == HEAD
    assert checkpoint.parse(text) == HEAD


def test_any_changed_bit_of_a_checkpoint_is_noticed():
    data = checkpoint.sign(HEAD, KEY).encode()
    for place in range(len(data) * 8):
        spoilt = bytearray(data)
        spoilt[place // 8] ^= 1 << place % 8
        with pytest.raises((checkpoint.BadCheckpoint, UnicodeDecodeError)):
            checkpoint.verify(spoilt.decode(), KEY.public_key())


def test_another_logs_key_does_not_pass():
    with pytest.raises(checkpoint.BadCheckpoint):
        checkpoint.verify(checkpoint.sign(HEAD, KEY), key_from_seed(b"o" * 32).public_key())


ENTRY = entry.Entry(entry.Act.VERSION_ACCEPTED, "person", "report", "2026-04-14T16:31:00.123Z", {"version": "d" * 64})


def test_an_entry_opens_to_what_was_committed():
    opening = ENTRY.opening(b"s" * 16)
    assert entry.open_entry(opening) == ENTRY
    assert entry.commitment(opening) != entry.commitment(ENTRY.opening(b"t" * 16))


@pytest.mark.parametrize("data", [b"", b"[]", b'["c3Nzc3Nzc3Nzc3Nzc3Nzcw",{}]', ENTRY.opening(b"s" * 16) + b" "])
def test_other_bytes_are_not_an_entry(data):
    with pytest.raises(entry.BadEntry):
        entry.open_entry(data)
