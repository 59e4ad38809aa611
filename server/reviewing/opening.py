"""One report as a reviewer meets it: its versions, annotations, comments, people, and what stands in an approval's way.

Opening is an act: `open_report` writes the view to the log before it gives anything back.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server import log
from server.reviewing.states import WAITING, State
from server.roles import Person, Role
from server.services import Services
from server.store import Connection, annotations, devices, people, reports, reviews, versions
from server.store import log as log_rows
from server.store.annotations import AnnotationRow
from server.store.reports import ReportRow
from server.store.reviews import ReviewRow
from server.store.versions import HeldVersion, VersionRow
from shared.answers import Address, Nested
from shared.canonical import Value
from shared.catalog import Form
from shared.entry import Act, open_entry
from shared.keys import parse_public
from shared.problems import Level, Problem
from shared.rules import approval_problems
from shared.seal import unseal

HOLD = "hold_flagged_in_dems"


@dataclass(frozen=True)
class Version:
    """One version, opened and checked against its author's key. `problems` is what the rules said at acceptance."""

    row: VersionRow
    form: Form
    answers: Nested
    problems: tuple[Problem, ...]
    withheld: int


@dataclass(frozen=True)
class Comment:
    """A reviewer's comment at a field (`at`, "" for the whole report). `state`: waiting, sent or withdrawn."""

    id: str
    at: str
    text: str
    person_id: str
    when: str
    state: str


@dataclass(frozen=True)
class View:
    """Somebody looked."""

    person_id: str
    when: str
    version: str


@dataclass(frozen=True)
class Obstacle:
    """Why an approval is not possible yet: a code with its parameters."""

    code: str
    params: Mapping[str, Value]


@dataclass(frozen=True)
class Opened:
    """A report with everything a page needs. `shown` is the version that was asked for, by default the head."""

    report: ReportRow
    versions: tuple[VersionRow, ...]
    shown: Version
    annotations: Mapping[Address, tuple[AnnotationRow, ...]]
    reviews: tuple[ReviewRow, ...]
    comments: tuple[Comment, ...]
    views: tuple[View, ...]
    people: Mapping[str, Person]

    @property
    def branches(self) -> list[VersionRow]:
        """Versions that were made on another than the newest one."""
        return [row for row in self.versions if row.branched]

    @property
    def waiting(self) -> list[Comment]:
        """Comments that no return has sent yet."""
        return [each for each in self.comments if each.state == "waiting"]

    @property
    def newest_annotations(self) -> dict[Address, Value]:
        """The value that counts at each address: the newest."""
        return {address: json.loads(held[-1].value) for address, held in self.annotations.items()}

    def annotated_at(self, address: Address) -> int:
        """The log index of the newest value at an address, -1 for none."""
        held = self.annotations.get(address, ())
        return held[-1].log_index if held else -1


def opened_version(db: Connection, services: Services, held: HeldVersion) -> Version:
    """Check and open a stored version. Raises shared.seal.SealBroken when its bytes are not what the author signed."""
    key = devices.get_key(db, held.row.key_id)
    assert key is not None, "every accepted version names a bound key"
    unsealed = unseal(held.sealed, parse_public(key.public))
    header = unsealed.header
    form = services.form_in(db, header.form_version, header.vocabulary, header.city)
    problems = tuple(Problem.from_data(each) for each in json.loads(held.problems))
    return Version(held.row, form, unsealed.nested(form.order), problems, unsealed.withheld)


def read(db: Connection, services: Services, report_id: str, digest: str = "") -> Opened | None:
    """The report, showing version `digest` or the head. None if either is not there. Logs nothing."""
    row = reports.row(db, report_id)
    if row is None:
        return None
    chain = versions.of_report(db, report_id)
    wanted = next((each for each in chain if each.row.digest == (digest or row.head)), None)
    if wanted is None:
        return None
    acts = reviews.of_report(db, report_id)
    notes: dict[Address, tuple[AnnotationRow, ...]] = {}
    for note in annotations.of_report(db, report_id):
        address = Address(note.part, note.row, note.field)
        notes[address] = (*notes.get(address, ()), note)
    views = _views(db, report_id)
    ids = {
        row.author_id,
        *(each.row.author_id for each in chain),
        *(each.person_id for each in acts),
        *(each.person_id for held in notes.values() for each in held),
        *(each.person_id for each in views),
    }
    return Opened(
        row,
        tuple(each.row for each in chain),
        opened_version(db, services, wanted),
        notes,
        tuple(acts),
        _comments(acts),
        views,
        people.several(db, ids),
    )


def open_report(services: Services, person: Person, report_id: str, digest: str = "") -> Opened | None:
    """`read`, with the log entry that says who looked at which version, written before anything is given back."""
    with services.store.reading() as db:
        opened = read(db, services, report_id, digest)
    if opened is not None:
        seen: dict[str, Value] = {"version": opened.shown.row.digest}
        services.store.write(lambda db: log.append(db, services, Act.REPORT_VIEWED, person.id, report_id, seen))
    return opened


def obstacles(opened: Opened, person: Person) -> list[Obstacle]:
    """Everything that stands in the way of `person` approving the head now. Empty: it may be approved."""
    found: list[Obstacle] = []

    def add(code: str, **params: Value) -> None:
        found.append(Obstacle(code, params))

    authors = {opened.report.author_id, *(row.author_id for row in opened.versions)}  # V-33: never one of them
    if Role.SUPERVISOR not in person.roles:
        add("approve.role")
    if person.id in authors:
        add("approve.author")
    ranks = opened.shown.form.configuration.city.reviewing_ranks
    if ranks and person.rank not in ranks:
        add("approve.rank")
    state = State(opened.report.state)
    if state not in WAITING:
        add(f"approve.{state.value}")
    elif not opened.report.final:
        add("approve.interim")
    if opened.shown.row.digest != opened.report.head:
        add("approve.older")
    errors = sum(problem.level is Level.ERROR for problem in opened.shown.problems)
    if errors:
        add("approve.errors", count=errors)
    holds = holds_missing(opened)
    if holds:
        add("approve.hold", count=len(holds))
    looked = {view.version for view in opened.views if view.person_id == person.id}
    unseen = [row for row in opened.branches if row.digest not in looked]
    if unseen:
        add("approve.branch", count=len(unseen))
    if opened.waiting:
        add("approve.comments", count=len(opened.waiting))
    return found


def holds_missing(opened: Opened) -> list[Address]:
    """Rule V-23: the cameras whose footage nobody has confirmed to be on hold, as the address of that question."""
    found = approval_problems(opened.shown.form, opened.shown.answers, opened.newest_annotations)
    return [problem.address for problem in found if problem.address is not None]


def _views(db: Connection, report_id: str) -> tuple[View, ...]:
    found = []
    for row in log_rows.about(db, report_id):
        if row.act == Act.REPORT_VIEWED and row.opening is not None:
            found.append(View(row.actor, row.at, str(open_entry(row.opening).details.get("version", ""))))
    return tuple(found)


def _comments(acts: Sequence[ReviewRow]) -> tuple[Comment, ...]:
    withdrawn = {act.note for act in acts if act.decision == "withdrew"}
    sent = max((act.log_index for act in acts if act.decision == "returned"), default=-1)
    found = []
    for act in acts:
        if act.decision == "commented":
            said = json.loads(act.comments)[0]
            state = "withdrawn" if act.id in withdrawn else "sent" if act.log_index < sent else "waiting"
            found.append(Comment(act.id, said["at"], said["text"], act.person_id, act.at, state))
    return tuple(found)
