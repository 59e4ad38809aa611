"""Delivered reports that leave the tablet: since when each may, which are due, and what then stays of them.

What stays is the line of every version (its digest and numbers), its receipts, and the digests of its files. Triggers
guard it too (`migrations`): the content of a version goes only beside its receipt and with all its files confirmed.
"""

from dataclasses import dataclass

from sqlite_utils import Database

STATES = ("approved", "delivered")
"""The states out of which a report may leave."""
LEFT, LEFT_RETURNED, LEFT_LOST = "left", "left_returned", "left_lost"
"""The state of a report that left; of one that a supervisor returned after that; of one that a server restored from an
older backup may not have any more."""


@dataclass(frozen=True)
class Left:
    """What a report was when it left (one of STATES), and when that was, by the server's clock."""

    was: str
    at: str


_GONE_ON = (
    "FROM resting WHERE NOT EXISTS (SELECT 1 FROM draft AS d WHERE d.report = resting.report "
    "AND d.changed = resting.changed AND d.state IN ('approved', 'delivered'))"
)
_CAME_TO_REST = "FROM draft WHERE state IN ('approved', 'delivered') AND report NOT IN (SELECT report FROM resting)"


def astir(database: Database) -> bool:
    """Whether `stand` has anything to note. With ten thousand reports that takes a while, so ask without writing."""
    found = database.conn.execute(
        f"SELECT EXISTS (SELECT 1 {_GONE_ON}) OR EXISTS (SELECT 1 {_CAME_TO_REST})"
    ).fetchone()
    return bool(found[0])


def stand(database: Database, seconds: int) -> None:
    """Note for each report when it came to rest in one of STATES. `seconds`: the count of `mobile.retention`.

    Whatever happens to a report gives it another `changed`, and then it begins anew.
    """
    database.conn.execute(f"DELETE {_GONE_ON}")
    database.conn.execute(
        f"INSERT INTO resting (report, changed, seconds) SELECT report, changed, ? {_CAME_TO_REST}", (seconds,)
    )


def due(database: Database, state: str, before: int, limit: int) -> list[str]:
    """Reports in `state` that rest since `before` or longer and that the server has whole, the longest first.

    Every version has its receipt and every file is confirmed. A side version that nobody decided on yet keeps a report
    here, and so does one that the server refused.
    """
    found = database.conn.execute(
        "SELECT d.report FROM resting AS s JOIN draft AS d ON d.report = s.report AND d.changed = s.changed "
        'WHERE d.state = ?1 AND d."open" = 0 AND s.seconds <= ?2 '
        "AND EXISTS (SELECT 1 FROM version AS v WHERE v.report = d.report) "
        "AND NOT EXISTS (SELECT 1 FROM version AS v LEFT JOIN receipt AS r ON r.digest = v.digest "
        "  WHERE v.report = d.report AND (r.digest IS NULL OR v.state NOT IN ('stored', 'branched') "
        "  OR (v.state = 'branched' AND d.state <> 'approved'))) "
        "AND NOT EXISTS (SELECT 1 FROM version AS v JOIN version_file AS n ON n.version = v.digest "
        "  JOIN file AS f ON f.digest = n.file WHERE v.report = d.report AND f.confirmed_at = '') "
        "ORDER BY s.seconds, d.changed LIMIT ?3",
        (state, before, limit),
    )
    return [str(report) for (report,) in found]


def leave(database: Database, report: str, search: str, at: str) -> None:
    """Take out what was written, said and attached. The line in the list stays in its place, found by `search`."""
    database.conn.execute(
        "INSERT INTO left_report (report, was, at) SELECT report, state, ? FROM draft WHERE report = ?", (at, report)
    )
    database.conn.execute("UPDATE draft SET state = ?, title = '', search = ? WHERE report = ?", (LEFT, search, report))
    for table in ("answer", "row", "comment", "inbox", "resting"):
        database.conn.execute(f'DELETE FROM "{table}" WHERE report = ?', (report,))
    database.conn.execute("UPDATE version SET packed = x'' WHERE report = ?", (report,))
    # The same photo may stand in a report that is still here.
    database.conn.execute(
        "DELETE FROM file_piece WHERE digest IN (SELECT n.file FROM version_file AS n "
        "JOIN version AS v ON v.digest = n.version WHERE v.report = ?) "
        "AND digest NOT IN (SELECT n.file FROM version_file AS n JOIN version AS v ON v.digest = n.version "
        "WHERE v.packed <> x'') "
        "AND NOT EXISTS (SELECT 1 FROM answer AS a WHERE a.part = 'media' AND a.field = 'sha256' "
        "AND a.value = '\"' || file_piece.digest || '\"')",
        (report,),
    )


def left(database: Database, report: str) -> Left | None:
    """What is known of a report that left, None for one that is here."""
    found = database.conn.execute("SELECT was, at FROM left_report WHERE report = ?", (report,)).fetchone()
    return Left(*found) if found else None
