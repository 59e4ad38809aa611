"""Comments and decisions. Each is one transaction: the row, the state, the officer's inbox, the log entry.

Everything that was checked for the page is checked again inside, against the version the reviewer looked at: a newer
one that came meanwhile refuses the decision instead of being decided on unseen.
"""

from server import log
from server.reviewing import opening
from server.reviewing.opening import Opened
from server.reviewing.states import Event, NotNow, State, after
from server.roles import Person
from server.services import Services
from server.store import Connection, inbox, reports, reviews
from server.store.inbox import Item
from server.store.reviews import ReviewRow
from shared.answers import ALL_ROWS, ROWS, Address, rows_of
from shared.canonical import Value, canonical
from shared.entry import Act

COMMENT_MAX = 1000
NOTE_MAX = 2000


class Refused(ValueError):
    """It was not done and nothing was changed; `code` and `params` make the sentence."""

    def __init__(self, code: str, **params: Value) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def comment(services: Services, person: Person, report_id: str, *, version: str, at: str, text: str) -> str:
    """Keep a comment at a field of `version` (`at`: an address, "" for the whole report); gives its id.

    It reaches the officer with the next return. Raises Refused.
    """
    said = _prose(text, COMMENT_MAX, "comment")

    def work(db: Connection) -> str:
        opened = _opened(db, services, report_id, version)
        if at and not _is_there(opened, at):
            raise Refused("comment.nowhere")
        if person.id == opened.report.author_id:
            raise Refused("comment.author")
        if State(opened.report.state) is State.APPROVED:
            raise Refused("comment.approved")
        details: dict[str, Value] = {"version": version, "at": at}
        comments: list[Value] = [{"at": at, "text": said}]
        return _write(db, services, person, opened, "commented", Act.REPORT_COMMENTED, details, comments=comments)

    return services.store.write(work)


def withdraw(services: Services, person: Person, report_id: str, comment_id: str) -> None:
    """Take back a comment that was not sent yet. Raises Refused."""

    def work(db: Connection) -> None:
        opened = _opened(db, services, report_id)
        if comment_id not in {each.id for each in opened.waiting}:
            raise Refused("comment.gone")
        details: dict[str, Value] = {"withdrawn": comment_id}
        _write(db, services, person, opened, "withdrew", Act.REPORT_COMMENTED, details, note=comment_id)

    services.store.write(work)


def return_report(services: Services, person: Person, report_id: str, *, version: str, note: str = "") -> None:
    """Send the report back with all waiting comments, at least one of them at a field. Raises Refused."""
    said = _prose(note, NOTE_MAX, "note") if note.strip() else ""

    def work(db: Connection) -> None:
        opened = _opened(db, services, report_id, version)
        if person.id == opened.report.author_id:
            raise Refused("return.author")
        if not opened.waiting:
            raise Refused("return.no_comment")
        comments: list[Value] = [{"at": each.at, "text": each.text} for each in opened.waiting]
        _decide(db, services, person, opened, Event.RETURN, Act.REPORT_RETURNED, said, comments)

    services.store.write(work)


def approve(services: Services, person: Person, report_id: str, *, version: str, note: str = "") -> None:
    """Approve `version`. Raises Refused with the first obstacle."""
    said = _prose(note, NOTE_MAX, "note") if note.strip() else ""

    def work(db: Connection) -> None:
        opened = _opened(db, services, report_id, version)
        for obstacle in opening.obstacles(opened, person):
            raise Refused(obstacle.code, **obstacle.params)
        _decide(db, services, person, opened, Event.APPROVE, Act.REPORT_APPROVED, said, [])

    services.store.write(work)


def _decide(
    db: Connection,
    services: Services,
    person: Person,
    opened: Opened,
    event: Event,
    act: Act,
    note: str,
    comments: list[Value],
) -> None:
    before = State(opened.report.state)
    try:
        follows = after(before, event)
    except NotNow as error:
        raise Refused(error.code) from error
    row, digest = opened.report, opened.report.head
    if not reports.set_state(db, row.id, follows.value, head=digest, before=before.value, at=services.stamp()):
        raise Refused("report.moved_on")
    decision = "returned" if event is Event.RETURN else "approved"
    _write(db, services, person, opened, decision, act, {"version": digest}, note=note, comments=comments)


def _write(
    db: Connection,
    services: Services,
    person: Person,
    opened: Opened,
    decision: str,
    act: Act,
    details: dict[str, Value],
    *,
    note: str = "",
    comments: list[Value] | None = None,
) -> str:
    """The row, the log entry and, for a decision, what the officer's tablet will fetch."""
    at, review_id, report_id = services.stamp(), services.chance.uuid(), opened.report.id
    index = log.append(db, services, act, person.id, report_id, {**details, "review": review_id})
    digest, said = opened.shown.row.digest, canonical(comments or []).decode()
    reviews.add(db, ReviewRow(review_id, report_id, digest, decision, person.id, at, note, said, index))
    if decision in ("returned", "approved"):
        body: dict[str, Value] = {"version": digest, "by": signature(opened, person), "at": at, "note": note}
        if decision == "returned":
            body["comments"] = comments or []
        author = opened.report.author_id
        inbox.put(db, [Item(author, index, decision, report_id, canonical(body).decode())])
    return review_id


def signature(opened: Opened, person: Person) -> str:
    """How a reviewer is named to the officer."""
    rank = opened.shown.form.configuration.vocabulary.label("rank", person.rank, "en")
    return f"{rank} {person.name} ({person.serial})"


def _opened(db: Connection, services: Services, report_id: str, version: str = "") -> Opened:
    """The report with its head shown. Refuses when `version` is not the head any more."""
    opened = opening.read(db, services, report_id)
    if opened is None:
        raise Refused("report.gone")
    if version and version != opened.report.head:
        raise Refused("report.moved_on")
    return opened


def _is_there(opened: Opened, at: str) -> bool:
    """Whether `at` names a question of the form, of a row that the version has (or a part's list of rows)."""
    try:
        address = Address.parse(at)
    except ValueError:
        return False
    part = opened.shown.form.by_name.get(address.part)
    if part is None or (address.field not in part.by_name and address.field != ROWS):
        return False
    ids = {str(row.get("id", "-")) for row in rows_of(opened.shown.answers, address.part)}
    return address.row in ids | {ALL_ROWS} or (not part.repeated and address.row == "-")


def _prose(text: str, most: int, what: str) -> str:
    said = "\n".join(text.replace("\r\n", "\n").split("\r")).strip()
    if not said:
        raise Refused(f"{what}.blank")
    if len(said) > most:
        raise Refused(f"{what}.too_long", most=most)
    if any(not (each.isprintable() or each == "\n") for each in said):
        raise Refused(f"{what}.control")
    return said
