"""The log: one order for everything, and no way to change it unseen."""

import pytest
from sqlalchemy import text

from server import log
from server.store import log as rows
from shared import checkpoint, merkle
from shared.checkpoint import TreeHead
from shared.entry import Act, leaf_of, open_entry


def write(world, count=1):
    with world.services.store.writing() as db:
        for number in range(count):
            log.append(db, world.services, Act.REPORTS_LISTED, "somebody", f"subject-{number}", {"number": number})
        return log.head(db)


def test_the_first_entry_names_the_log_and_its_keys(world):
    with world.services.store.reading() as db:
        first = next(iter(rows.entries(db)))
        opened = open_entry(first.opening)
        assert opened.act is Act.LOG_STARTED
        assert opened.details["origin"] == log.head(db).origin
        assert set(opened.details) == {"origin", "previous", "log_key", "reply_key"}


def test_every_entry_proves_its_place_in_every_later_head(world):
    heads = [write(world) for _ in range(40)]
    with world.services.store.reading() as db:
        entries = list(rows.entries(db))
        for head in heads[::7]:
            for entry in entries[: head.size]:
                proof = log.inclusion(db, entry.index, head.size)
                merkle.check_inclusion(leaf_of(entry.commitment), entry.index, head.size, proof, head.root)
        for old in heads:
            proof = log.consistency(db, old.size, heads[-1].size)
            merkle.check_consistency(old.size, heads[-1].size, old.root, heads[-1].root, proof)


def test_many_entries_at_once_are_as_many_one_by_one(world):
    with world.services.store.writing() as db:
        before = log.head(db).size
        notes = [log.Note(Act.REPORTS_LISTED, "somebody", "", {"number": each}) for each in range(13)]
        appended = log.append_all(db, world.services, notes)
    assert (appended.first, appended.head.size) == (before, before + 13)
    with world.services.store.reading() as db:
        assert log.first_broken_entry(db) is None
        assert log.head(db) == appended.head


def test_an_act_that_fails_leaves_no_entry(world):
    with world.services.store.reading() as db:
        before = log.head(db)
    with pytest.raises(ZeroDivisionError), world.services.store.writing() as db:
        log.append(db, world.services, Act.REPORTS_LISTED, "somebody", "", {})
        raise ZeroDivisionError
    with world.services.store.reading() as db:
        assert log.head(db) == before
        assert log.first_broken_entry(db) is None


def test_a_checkpoint_is_signed_by_the_logs_key(world):
    head = write(world)
    signed = log.checkpoint(world.services, head)
    assert checkpoint.verify(signed, world.services.log_key.public_key()) == head


TAMPERING = [
    ("UPDATE log_entry SET opening = :bytes WHERE index = 5", 5),
    ("UPDATE log_entry SET commitment = :text WHERE index = 4", 4),
    ("UPDATE log_entry SET actor = 'nobody' WHERE index = 6", 6),
    ("UPDATE log_entry SET at = '2020-01-01T00:00:00.000Z' WHERE index = 6", 6),
    ("UPDATE log_entry SET opening = NULL, commitment = :text WHERE index = 7", 7),
    ("DELETE FROM log_entry WHERE index = 3", 3),
    ("DELETE FROM log_entry WHERE index >= 9", 9),
    ("UPDATE log_entry SET index = index + 1000 WHERE index = 2", 2),
    ("UPDATE log_node SET hash = :bytes WHERE level = 1 AND index = 1", 3),
    ("DELETE FROM log_node WHERE level = 0 AND index = 8", 8),
    ("UPDATE log_head SET size = 8", 8),
    ("UPDATE log_head SET root = :bytes", 11),
    (
        "INSERT INTO log_entry SELECT 11, commitment, opening, act, actor, subject, at FROM log_entry WHERE index = 1",
        11,
    ),
    ("INSERT INTO log_node VALUES (9, 9, :bytes)", 11),
]


def tamper(db, statement):
    """Run a statement written for both engines: `index` is a word of SQL, so it is quoted."""
    held = {"bytes": bytes(32), "text": "0" * 64}
    used = {name: value for name, value in held.items() if f":{name}" in statement}
    db.execute(text(statement.replace(" index", ' "index"')), used)


@pytest.mark.parametrize(("statement", "index"), TAMPERING)
def test_tampering_is_found_and_located(world, statement, index):
    write(world, 10)
    with world.services.store.writing() as db:
        tamper(db, statement)
    with world.services.store.reading() as db:
        assert log.first_broken_entry(db) == index


def test_a_lawful_destruction_leaves_the_log_whole(world):
    write(world, 10)
    with world.services.store.writing() as db:
        tamper(db, "UPDATE log_entry SET opening = NULL WHERE index = 5")
    with world.services.store.reading() as db:
        assert log.first_broken_entry(db) is None


def test_who_kept_a_head_notices_a_log_written_anew(world):
    seen = write(world, 5)
    write(world, 5)
    with world.services.store.reading() as db:
        assert log.agrees_with(db, seen)
        assert not log.agrees_with(db, TreeHead(seen.origin, seen.size, bytes(32)))
        assert not log.agrees_with(db, TreeHead(seen.origin, 10**6, seen.root))
        assert not log.agrees_with(db, TreeHead("elsewhere", seen.size, seen.root))
