"""The database: encrypted, durable, immutable where it must be, and plain about what is wrong."""

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from server.services import open_services
from server.settings import Settings
from server.starting import initialise
from server.store import StoreUnusable, open_sqlite
from server.store import engine as engines
from server.store.migrations import check_current
from server.store.tables import metadata
from shared.canonical import b64u
from shared.protocol import FILES_PATH
from shared.signing import sign_request

from .conftest import CHANCE


@pytest.fixture
def engine():
    return "sqlite"


def test_the_migrations_build_exactly_the_tables(world):
    with world.services.store.reading() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_acknowledged_means_on_the_disk(world):
    with world.services.store.reading() as db:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        assert [str(db.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in asked] == ["wal", "2", "1"]


def test_the_file_says_nothing_without_its_key(world, tablet, answers, settings):
    tablet.exchange(tablet.version(answers))
    for path in settings.data.iterdir():
        if path.is_file():
            held = path.read_bytes()
            assert b"SQLite format 3" not in held and b"Demo Officer" not in held and b"radio_call" not in held


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE version SET token = 'x'",
        "UPDATE version SET branched = 1",
        "DELETE FROM version",
        "INSERT OR REPLACE INTO version SELECT * FROM version",
    ],
)
def test_a_stored_version_cannot_be_changed_even_by_hand(world, tablet, answers, statement):
    tablet.exchange(tablet.version(answers))
    with pytest.raises(StoreUnusable, match="a stored version"), world.services.store.writing() as db:
        db.execute(text(statement))


def test_secrets_are_their_owners_only(world, settings):
    for path in (*settings.keys.iterdir(), settings.database_file):
        assert path.stat().st_mode & 0o077 == 0, path


def test_starting_twice_changes_nothing(world, settings, clock):
    keys = {path.name: path.read_bytes() for path in settings.keys.iterdir()}
    with world.services.store.reading() as db:
        before = db.execute(text("SELECT size, root FROM log_head")).one()
    again = initialise(settings, clock)
    with again.store.reading() as db:
        assert db.execute(text("SELECT size, root FROM log_head")).one() == before
    again.store.close()
    assert keys == {path.name: path.read_bytes() for path in settings.keys.iterdir()}


def test_a_wrong_key_is_a_sentence_and_harms_nothing(world, settings):
    with pytest.raises(StoreUnusable) as caught:
        open_sqlite(settings.database_file, bytes(32))
    assert caught.value.code == "store.wrong_key"
    open_services(settings).store.close()


def test_a_foreign_file_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "foreign.db"
    path.write_bytes(b"not a database, but somebody's letter. " * 200)
    held = path.read_bytes()
    with pytest.raises(StoreUnusable) as caught:
        open_sqlite(path, bytes(32))
    assert caught.value.code == "store.wrong_key"
    assert path.read_bytes() == held


def test_a_damaged_page_is_refused(world, settings):
    world.services.store.close()
    held = bytearray(settings.database_file.read_bytes())
    held[100] ^= 1
    settings.database_file.write_bytes(held)
    with pytest.raises(StoreUnusable):
        open_services(settings)


def test_no_database_is_made_where_one_was_expected(tmp_path):
    with pytest.raises(StoreUnusable) as caught:
        open_services(Settings(data=tmp_path))
    assert caught.value.code == "store.missing"
    assert list(tmp_path.iterdir()) == []


def test_an_old_sqlite_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(engines.sqlcipher, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(StoreUnusable) as caught:
        open_sqlite(tmp_path / "x.db", bytes(32))
    assert caught.value.code == "store.sqlite_old"


def test_a_database_of_another_release_is_not_served(world):
    check_current(world.services.store)
    with world.services.store.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnusable) as caught:
        check_current(world.services.store)
    assert caught.value.code == "store.not_migrated"


def test_a_transaction_inside_another_is_a_fault_not_a_standstill(world):
    with world.services.store.writing(), pytest.raises(RuntimeError), world.services.store.writing():
        pass


def test_readers_do_not_wait_for_a_writer(world):
    with world.services.store.writing() as db:
        db.execute(text("UPDATE log_head SET origin = 'changed'"))
        seen = []

        def read():
            with world.services.store.reading() as other:
                seen.append(other.execute(text("SELECT origin FROM log_head")).scalar())

        reader = threading.Thread(target=read)
        reader.start()
        reader.join(20)
    assert seen and seen != ["changed"]


def test_a_backup_is_complete_and_opens_with_the_same_key(world, tablet, answers, tmp_path):
    from server import keyfiles, log

    tablet.exchange(tablet.version(answers))
    world.services.store.copy_to(tmp_path / "copy.db")
    copy = open_sqlite(tmp_path / "copy.db", keyfiles.read(world.services.settings.keys, "database"))
    with world.services.store.reading() as here, copy.reading() as there:
        assert log.head(there) == log.head(here)
        assert log.first_broken_entry(there) is None
    copy.close()


def test_trouble_of_the_server_is_never_said_to_be_the_tablets(tablet, settings):
    """A refusal that could not be written down either came out as a 400, and the tablet put the file last."""
    gate = settings.database_file.with_name(settings.database_file.name + ".gate")
    gate.unlink()
    gate.mkdir()
    path = f"{FILES_PATH}/an-upload"
    signed = sign_request("PATCH", path, b"some", tablet.device_key, created=1776183120, nonce=b64u(CHANCE.token(16)))
    more = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    refused = tablet.client.patch(path, data=b"some", headers={**signed, **more})
    assert (refused.status_code, refused.json["code"]) == (503, "server.storage")
