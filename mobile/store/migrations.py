"""The tables of the tablet's store and how an older file becomes a newer one.

Each step runs inside the transaction of `apply`, so a kill in between leaves the old tables. A step that was
released is never changed again; a new one is added below it.

Promises kept by the tables themselves: a sealed version is never altered, nothing sealed is deleted without a receipt
that names it, and no file that a sealed version names before the server has confirmed it. A version's content may go
before its line does, by the same rule.
"""

from sqlcipher3 import dbapi2
from sqlite_utils import Database, Migrations

from mobile.store import files

RELEASED = (
    "first_tables", "files_beside", "restored_server", "reports_that_leave", "drafts_that_move", "post_by_report",
)  # fmt: skip
"""The names of all steps below, in order."""

steps = Migrations("tablet")


def apply(database: Database) -> bool:
    """Bring the tables up to date. False, and nothing done, if a newer release has already changed them."""
    if {step.name for step in steps.applied(database)} - set(RELEASED):
        return False
    steps.apply(database)
    return True


FIRST = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE configuration (
    digest TEXT PRIMARY KEY, kind TEXT NOT NULL, content TEXT NOT NULL, got_at TEXT NOT NULL
) STRICT;
CREATE TABLE draft (
    report TEXT PRIMARY KEY,
    open INTEGER NOT NULL,
    practice INTEGER NOT NULL,
    state TEXT NOT NULL,
    reference TEXT NOT NULL,
    title TEXT NOT NULL,
    search TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    vocabulary TEXT NOT NULL,
    city TEXT NOT NULL,
    started_at TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    changed INTEGER NOT NULL,
    edits INTEGER NOT NULL,
    checked INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    warnings INTEGER NOT NULL,
    owed INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_changed ON draft (changed);
CREATE INDEX draft_state ON draft (state, changed);
CREATE TABLE answer (
    report TEXT NOT NULL, part TEXT NOT NULL, "row" TEXT NOT NULL, field TEXT NOT NULL,
    value TEXT, raw TEXT, problem TEXT, saved_at TEXT NOT NULL,
    PRIMARY KEY (report, part, "row", field)
) STRICT, WITHOUT ROWID;
CREATE TABLE "row" (
    report TEXT NOT NULL, part TEXT NOT NULL, "row" TEXT NOT NULL,
    position INTEGER NOT NULL, removal TEXT NOT NULL,
    PRIMARY KEY (report, part, "row")
) STRICT, WITHOUT ROWID;
CREATE TABLE version (
    digest TEXT NOT NULL UNIQUE,
    report TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    parent TEXT NOT NULL,
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    incarnation TEXT NOT NULL,
    device_sequence INTEGER NOT NULL,
    sealed_at TEXT NOT NULL,
    packed BLOB NOT NULL,
    state TEXT NOT NULL,
    problems TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    UNIQUE (incarnation, device_sequence)
) STRICT;
CREATE INDEX version_report ON version (report, number);
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE REFERENCES version (digest),
    queued_at TEXT NOT NULL,
    tries INTEGER NOT NULL
) STRICT;
CREATE TABLE receipt (
    digest TEXT PRIMARY KEY REFERENCES version (digest),
    outcome TEXT NOT NULL,
    entry INTEGER NOT NULL,
    opening BLOB NOT NULL,
    proof TEXT NOT NULL,
    head TEXT NOT NULL,
    got_at TEXT NOT NULL
) STRICT;
CREATE TABLE head (
    origin TEXT NOT NULL, size INTEGER NOT NULL, checkpoint TEXT NOT NULL, seen_at TEXT NOT NULL,
    PRIMARY KEY (origin, size)
) STRICT;
CREATE TABLE alarm (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL, at TEXT NOT NULL, evidence BLOB NOT NULL
) STRICT;
CREATE TABLE inbox (
    position INTEGER PRIMARY KEY, kind TEXT NOT NULL, report TEXT NOT NULL, body TEXT NOT NULL, got_at TEXT NOT NULL
) STRICT;
CREATE TABLE comment (
    position INTEGER NOT NULL, number INTEGER NOT NULL, report TEXT NOT NULL,
    part TEXT NOT NULL, "row" TEXT NOT NULL, field TEXT NOT NULL,
    body TEXT NOT NULL, answered_by TEXT NOT NULL,
    PRIMARY KEY (position, number)
) STRICT;
CREATE INDEX comment_report ON comment (report);
CREATE TRIGGER version_is_never_altered
BEFORE UPDATE OF digest, number, report, sequence, kind, parent, incarnation, device_sequence, sealed_at, packed
ON version
BEGIN SELECT RAISE(ABORT, 'a sealed version is never altered'); END;
CREATE TRIGGER version_is_kept_without_receipt
BEFORE DELETE ON version WHEN NOT EXISTS (SELECT 1 FROM receipt WHERE digest = OLD.digest)
BEGIN SELECT RAISE(ABORT, 'a sealed version is not deleted without its receipt'); END;
CREATE TRIGGER alarm_is_kept BEFORE DELETE ON alarm
BEGIN SELECT RAISE(ABORT, 'a proof that failed is kept'); END;
"""


@steps()
def first_tables(database: Database) -> None:
    """The tables of the first release."""
    for statement in _statements(FIRST):
        database.execute(statement)


FILES = """
CREATE TABLE file (
    digest TEXT NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    got_at TEXT NOT NULL,
    confirmed_at TEXT NOT NULL,
    whole INTEGER NOT NULL,
    tries INTEGER NOT NULL
) STRICT;
CREATE INDEX file_unconfirmed ON file (tries) WHERE confirmed_at = '';
CREATE TABLE file_piece (
    digest TEXT NOT NULL REFERENCES file (digest), number INTEGER NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (digest, number)
) STRICT;
CREATE TABLE version_file (
    version TEXT NOT NULL REFERENCES version (digest), file TEXT NOT NULL,
    PRIMARY KEY (version, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_file_file ON version_file (file);
CREATE INDEX answer_file ON answer (value) WHERE part = 'media' AND field = 'sha256';
CREATE TRIGGER file_is_kept_unconfirmed
BEFORE DELETE ON file
WHEN OLD.confirmed_at = '' AND EXISTS (SELECT 1 FROM version_file WHERE file = OLD.digest)
BEGIN SELECT RAISE(ABORT, 'a sealed file is not deleted before the server has it'); END;
CREATE TRIGGER file_piece_is_kept_unconfirmed
BEFORE DELETE ON file_piece
WHEN EXISTS (
    SELECT 1 FROM file JOIN version_file ON version_file.file = file.digest
    WHERE file.digest = OLD.digest AND file.confirmed_at = ''
)
BEGIN SELECT RAISE(ABORT, 'a sealed file is not deleted before the server has it'); END;
CREATE TRIGGER file_piece_is_never_altered BEFORE UPDATE ON file_piece
BEGIN SELECT RAISE(ABORT, 'the bytes of a file are never altered'); END;
"""


@steps()
def files_beside(database: Database) -> None:
    """Files beside the reports, and which of them the versions name that are here already."""
    for statement in _statements(FILES):
        database.execute(statement)
    for digest, packed in database.execute("SELECT digest, packed FROM version").fetchall():
        files.name(database, digest, packed)


RESTORED = """
CREATE TABLE earlier_receipt (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL REFERENCES version (digest),
    outcome TEXT NOT NULL,
    entry INTEGER NOT NULL,
    opening BLOB NOT NULL,
    proof TEXT NOT NULL,
    head TEXT NOT NULL,
    got_at TEXT NOT NULL
) STRICT;
CREATE INDEX earlier_receipt_digest ON earlier_receipt (digest);
CREATE TRIGGER earlier_receipt_is_kept BEFORE DELETE ON earlier_receipt
BEGIN SELECT RAISE(ABORT, 'a receipt of before is kept'); END;
"""


@steps()
def restored_server(database: Database) -> None:
    """Receipts of a log that the server lost when it was restored from a backup."""
    for statement in _statements(RESTORED):
        database.execute(statement)


LEAVING = """
CREATE TABLE resting (report TEXT PRIMARY KEY, changed INTEGER NOT NULL, seconds INTEGER NOT NULL) STRICT;
CREATE TABLE left_report (report TEXT PRIMARY KEY, was TEXT NOT NULL, at TEXT NOT NULL) STRICT;
DROP TRIGGER version_is_never_altered;
CREATE TRIGGER version_is_never_altered
BEFORE UPDATE OF digest, number, report, sequence, kind, parent, incarnation, device_sequence, sealed_at ON version
BEGIN SELECT RAISE(ABORT, 'a sealed version is never altered'); END;
CREATE TRIGGER version_content_is_kept
BEFORE UPDATE OF packed ON version
WHEN NEW.packed <> x''
    OR NOT EXISTS (SELECT 1 FROM receipt WHERE digest = OLD.digest)
    OR EXISTS (SELECT 1 FROM outbox WHERE digest = OLD.digest)
    OR EXISTS (
        SELECT 1 FROM version_file JOIN file ON file.digest = version_file.file
        WHERE version_file.version = OLD.digest AND file.confirmed_at = ''
    )
BEGIN SELECT RAISE(ABORT, 'what was sealed goes only when the server has it with every file'); END;
CREATE TRIGGER left_report_is_kept BEFORE DELETE ON left_report
BEGIN SELECT RAISE(ABORT, 'that a report left is kept'); END;
"""


@steps()
def reports_that_leave(database: Database) -> None:
    """Delivered reports may leave the tablet when the city's days are over."""
    for statement in _statements(LEAVING):
        database.execute(statement)


MOVES = """
CREATE TABLE move (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    act TEXT NOT NULL,
    report TEXT NOT NULL,
    version TEXT NOT NULL,
    state TEXT NOT NULL,
    was TEXT NOT NULL,
    repeated INTEGER NOT NULL,
    code TEXT NOT NULL,
    told INTEGER NOT NULL,
    UNIQUE (id, act)
) STRICT;
CREATE INDEX move_report ON move (report, act);
CREATE TABLE offer (
    report TEXT PRIMARY KEY, move TEXT NOT NULL, version TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
    was TEXT NOT NULL, form_version INTEGER NOT NULL
) STRICT;
CREATE TABLE taken (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    move TEXT NOT NULL UNIQUE,
    report TEXT NOT NULL,
    digest TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    sealed TEXT NOT NULL,
    key TEXT NOT NULL,
    was TEXT NOT NULL,
    opened INTEGER NOT NULL
) STRICT;
CREATE INDEX taken_report ON taken (report);
CREATE TRIGGER released_is_asked_until_answered
BEFORE DELETE ON move WHEN OLD.state = 'sent'
BEGIN SELECT RAISE(ABORT, 'what a request carried is kept until the server has answered'); END;
"""


@steps()
def drafts_that_move(database: Database) -> None:
    """Drafts that are continued on another tablet."""
    for statement in _statements(MOVES):
        database.execute(statement)


@steps()
def post_by_report(database: Database) -> None:
    """A list of ten thousand reports finds what came about each without going through all that ever came."""
    database.execute("CREATE INDEX inbox_report ON inbox (report, position)")


def _statements(script: str) -> list[str]:
    """The statements of a script. `executescript` would commit what is open, so they run one by one."""
    statements, gathered = [], ""
    for line in script.strip().splitlines():
        gathered += line + "\n"
        if dbapi2.complete_statement(gathered):
            statements.append(gathered)
            gathered = ""
    return statements
