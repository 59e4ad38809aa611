"""What reviewers decided and said, append-only, and the queue they work from."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, or_, select

from server.store.reports import ReportRow
from server.store.tables import report, review


class ReviewRow(NamedTuple):
    """One act of a reviewer. `decision`: returned, approved, commented or withdrew.

    A comment is kept at once, so that nothing typed is lost, and reaches the officer with the return that follows;
    one that is taken back before stays visible as taken back (`note` of the `withdrew` row is its id). `comments` is
    canonical JSON, a list of {"at": address or "", "text"}: one for `commented`, all of them for `returned`.
    """

    id: str
    report_id: str
    version_digest: str
    decision: str
    person_id: str
    at: str
    note: str
    comments: str
    log_index: int


_COLUMNS = [review.c[name] for name in ReviewRow._fields]
_REPORT = [report.c[name] for name in ReportRow._fields]


def add(db: Connection, row: ReviewRow) -> None:
    """A new act."""
    db.execute(insert(review), row._asdict())


def of_report(db: Connection, report_id: str) -> list[ReviewRow]:
    """Everything reviewers did with a report, oldest first."""
    rows = db.execute(select(*_COLUMNS).where(review.c.report_id == report_id).order_by(review.c.log_index))
    return [ReviewRow(*row) for row in rows]


def queue(
    db: Connection,
    states: Collection[str],
    *,
    areas: Sequence[str] = (),
    author: str = "",
    also_author: str = "",
    limit: int = 200,
) -> list[ReportRow]:
    """Reports in these states, the longest waiting first. `areas` empty means all; `author` restricts to one officer;
    `also_author` adds an officer's own reports of other Areas."""
    found = select(*_REPORT).where(report.c.state.in_(sorted(states)), *_reach(areas, author, also_author))
    return [ReportRow(*row) for row in db.execute(found.order_by(report.c.received_at, report.c.id).limit(limit))]


def counts(db: Connection, *, areas: Sequence[str] = (), author: str = "", also_author: str = "") -> dict[str, int]:
    """How many reports are in each state, within the same reach as `queue`."""
    found = select(report.c.state, func.count()).where(*_reach(areas, author, also_author)).group_by(report.c.state)
    return {row[0]: row[1] for row in db.execute(found)}


def _reach(areas: Sequence[str], author: str, also_author: str) -> list:  # type: ignore[type-arg]
    where = [report.c.author_id == author] if author else []
    if areas:
        within = report.c.area_code.in_([*areas, ""])
        where.append(or_(within, report.c.author_id == also_author) if also_author else within)
    return where
