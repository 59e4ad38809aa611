"""Full disk, read-only disk, corrupt file, wrong key: a plain sentence, and nothing already stored is harmed.

Each fault is brought about on a tablet and on a server that hold a delivered report. What people get is a code with
words in English and Spanish that say what happened and what to do; what was stored is there, whole, when the fault is
gone. Nowhere does a program's own error reach a person.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event

from mobile.store import StoreError
from mobile.vault import VaultError, unlock
from server.checking import first_broken_version
from server.services import open_services
from server.store import StoreUnusable, open_sqlite
from shared.words import LANGUAGES, say, table
from tests.twins import PASSPHRASE

ROOT = Path(__file__).parents[2]


def is_plain(code, **params):
    """The code has a sentence in every language, and it speaks to people."""
    said = [say(code, language, **params) for language in LANGUAGES]
    assert len(set(said)) == len(LANGUAGES), code
    for sentence in said:
        assert sentence != code and sentence.endswith((".", "?")) and len(sentence) > 15, code
        assert not re.search(r"Traceback|Error\b|Exception|errno|sqlite3\.", sentence), sentence


def codes_in(folder, pattern):
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / folder).rglob("*.py"))
    return set(re.findall(pattern, text))


def test_every_fault_either_side_can_name_has_its_sentence_in_both_languages():
    tablet, server = codes_in("mobile", r'"(store\.[a-z_]+)"') - {"store.db"}, codes_in("server", r'"(store\.[a-z_]+)"')
    assert len(tablet) > 8 and len(server) > 8
    for code in tablet:
        is_plain(f"tablet.{code}")
    for code in server:
        is_plain(code)
    for code in codes_in("mobile", r'"(vault\.(?:wrong_passphrase|locked_out|damaged|exists))"'):
        is_plain(code, left=3, seconds=30)


def test_every_sentence_about_a_fault_says_that_the_work_is_safe_or_untouched():
    for language, safe in (("en", r"safe|Nothing was|keeps everything"), ("es", r"salvo|segur|No se|conserva")):
        for code, sentence in table(language).items():
            if re.fullmatch(r"tablet\.store\.(full|read_only|failed|busy|damaged|wrong_key|missing|too_new)", code):
                assert re.search(safe, sentence), code


# the tablet


@pytest.fixture
def delivered(tablet):
    return tablet.file()


def untouched(tablet, report, before):
    """Opened again, the tablet holds what it held."""
    tablet.vault.lock()
    tablet.open()
    assert tablet.reports.behind(report).versions == before.versions
    assert tablet.reports.behind(report).receipts == before.receipts


@pytest.mark.parametrize(
    ("fault", "undo", "code"),
    [
        ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000", "store.full"),
        ("PRAGMA query_only = ON", "PRAGMA query_only = OFF", "store.read_only"),
    ],
)
def test_a_tablet_whose_disk_takes_nothing_says_so_and_keeps_all(tablet, delivered, fault, undo, code):
    before, draft = tablet.reports.behind(delivered), tablet.drafting.start()
    with tablet.vault.store.reading() as database:
        connection = database.conn
    connection.execute(fault)
    with pytest.raises(StoreError) as caught:
        for number in range(300):
            tablet.fact(draft, f"{number} " + "x" * 70)
            row = tablet.drafting.add_row(draft, "entry", {"text": "y" * 900})
            assert row
    assert caught.value.code == code
    is_plain(f"tablet.{code}")
    connection.execute(undo)
    tablet.fact(draft, "room again")
    assert tablet.drafting.content(draft).nested["incident"]["location_landmark"] == "room again"
    untouched(tablet, delivered, before)


@pytest.mark.parametrize("place", [3, 5000, -300])
def test_a_tablets_damaged_file_is_told_and_not_touched(tablet, delivered, place):
    tablet.vault.lock()
    file = tablet.vault.folder / "store.db"
    good = file.read_bytes()
    bad = bytearray(good)
    bad[place] ^= 0x40
    file.write_bytes(bytes(bad))
    with pytest.raises(StoreError) as caught:
        unlock(tablet.vault.folder, PASSPHRASE, tablet.clock)
    assert caught.value.code == "store.damaged"
    assert file.read_bytes() == bytes(bad), "it is evidence, and perhaps all there is"
    file.write_bytes(good)
    tablet.open()
    assert tablet.state(delivered) == "delivered"


def test_a_wrong_passphrase_opens_nothing_and_harms_nothing(tablet, delivered):
    before = tablet.reports.behind(delivered)
    tablet.vault.lock()
    store = (tablet.vault.folder / "store.db").read_bytes()
    with pytest.raises(VaultError) as caught:
        unlock(tablet.vault.folder, "somebody else's words", tablet.clock)
    is_plain(caught.value.code, **caught.value.params)
    assert (tablet.vault.folder / "store.db").read_bytes() == store
    tablet.open()
    untouched(tablet, delivered, before)


# the server


def whole(department, report):
    with department.services.store.reading() as db:
        assert first_broken_version(db) is None
    assert department.broken() is None
    assert len(department.stored(report)) == 1


@pytest.mark.parametrize(
    ("fault", "code"), [("PRAGMA max_page_count = 1", "store.full"), ("PRAGMA query_only = ON", "store.read_only")]
)
def test_a_server_whose_disk_takes_nothing_refuses_plainly_and_loses_nothing(
    department, tablet, delivered, fault, code
):
    engine = department.services.store.engine

    def spoil(connection, _record):
        connection.execute(fault)

    engine.dispose()
    event.listen(engine, "connect", spoil)
    with pytest.raises(StoreUnusable) as caught:
        for _ in range(200):
            department.hire(f"5{len(department.people):04d}", "officer")
    assert caught.value.code == code
    is_plain(code)
    late = tablet.drafting.start()
    tablet.put(late, tablet.drafting.content(delivered).nested)
    done = tablet.exchange()
    assert (done.kind, done.code) == ("refused", "server.storage")
    is_plain("server.storage")
    told = tablet.line.replies[-1].body.decode()
    assert "Traceback" not in told and say("server.storage") in told
    event.remove(engine, "connect", spoil)
    engine.dispose()
    whole(department, delivered)
    tablet.exchange_all()
    assert tablet.versions(late)[0].state == "stored", "and the tablet sends it again"


@pytest.mark.parametrize("place", [3, 9000])
def test_a_servers_damaged_file_is_told_and_not_touched(department, delivered, place):
    settings = department.services.settings
    with department.services.store.engine.connect() as db:
        db.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    department.services.store.close()
    good = settings.database_file.read_bytes()
    bad = bytearray(good)
    bad[place] ^= 0x40
    settings.database_file.write_bytes(bytes(bad))
    with pytest.raises(StoreUnusable) as caught:
        opened = open_services(settings)
        with opened.store.reading() as db:
            db.exec_driver_sql("PRAGMA quick_check").fetchall()
    assert caught.value.code in ("store.wrong_key", "store.corrupt", "store.failed")
    is_plain(caught.value.code)
    settings.database_file.write_bytes(good)
    department.restart()
    whole(department, delivered)


def test_a_wrong_key_opens_no_server_and_harms_nothing(department, delivered):
    settings = department.services.settings
    with pytest.raises(StoreUnusable) as caught:
        open_sqlite(settings.database_file, bytes(32))
    assert caught.value.code == "store.wrong_key"
    whole(department, delivered)


def test_at_the_command_line_a_fault_is_one_sentence(department, delivered):
    settings = department.services.settings
    environment = {**os.environ, "SCENEBOOK_DATA": str(settings.data), "SCENEBOOK_DATABASE_KEY": "00" * 32}
    done = subprocess.run(
        [sys.executable, "-m", "server", "check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=ROOT,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and say("store.wrong_key").split(".")[0] in done.stderr
