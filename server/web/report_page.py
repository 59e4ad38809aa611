"""The report page: the report laid out, duties, activity, what may be decided. Opening it is logged first."""

import json
from dataclasses import dataclass

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from server import access
from server.reviewing import accounts, opening
from server.reviewing.opening import Opened
from server.reviewing.queue import TABS
from server.reviewing.states import WAITING, State
from server.roles import Person, Role
from server.services import Services
from server.store import people
from server.store.reports import ReportRow
from server.times import unstamp
from server.web.files_page import file_lines
from server.web.page import language, show
from server.web.sheet import make_sheet
from server.web.telling import duty_why, names, standing
from shared.duties import duties
from shared.rules import owed
from shared.words import say

_READING = access.READERS.roles


@dataclass(frozen=True)
class Happening:
    """One line of the activity feed, newest first. `kind` decides icon and colour."""

    kind: str
    by: str
    when: str
    text: str = ""
    link: str = ""
    count: int = 1


@dataclass(frozen=True)
class Wrong:
    """A form that was refused: its sentence, the field it stood at, what was typed."""

    sentence: str
    at: str = ""
    typed: str = ""


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the page of the newest version and of any other."""

    @blueprint.get("/reports/<uuid:report_id>")
    def report(report_id: object) -> ResponseReturnValue:
        return report_answer(services, str(report_id))

    @blueprint.get("/reports/<uuid:report_id>/versions/<digest>")
    def version(report_id: object, digest: str) -> ResponseReturnValue:
        return report_answer(services, str(report_id), digest=digest)


def report_answer(
    services: Services, report_id: str, *, digest: str = "", wrong: Wrong | None = None
) -> ResponseReturnValue:
    """The page, with a refused form's sentence where it belongs."""
    person = access.who()
    opened = opening.open_report(services, person, report_id, digest)
    if opened is None:
        abort(404)
    spoken, now, shown = language(), services.clock.now(), opened.shown
    newest = shown.row.digest == opened.report.head
    owing = owed(shown.form, shown.answers, None) if shown.row.kind == "interim" else []
    reviewing = newest and Role.SUPERVISOR in person.roles and person.id != opened.report.author_id
    holds = opening.holds_missing(opened)
    open_for_notes = reviewing and State(opened.report.state) is not State.APPROVED
    return show(
        "report.html",
        422 if wrong else 200,
        opened=opened,
        sheet=make_sheet(opened, owing, holds, spoken, may_annotate=open_for_notes),
        duties=duties(shown.form, shown.answers, now, opened.newest_annotations),
        duty_why=lambda duty: duty_why(duty, shown.form.configuration, spoken),
        facts=json.loads(opened.report.summary),
        files=file_lines(services, opened, spoken),
        accounts=_accounts(services, opened, person),
        parents={row.digest: row.parent for row in opened.versions},
        standing=say(standing(opened, person, newest=newest), spoken),
        back_tab=next(tab for tab, states in TABS.items() if opened.report.state in states),
        feed=feed(opened, spoken),
        obstacles=opening.obstacles(opened, person) if reviewing or _is_author(opened, person) else [],
        reviewing=reviewing,
        may_comment=open_for_notes,
        deciding=reviewing and State(opened.report.state) in WAITING,
        newest=newest,
        author=opened.people[opened.report.author_id],
        owed_count=len(owing),
        now=now,
        wrong=wrong,
        said=request.args.get("said", ""),
        State=State,
    )


def _accounts(services: Services, opened: Opened, reader: Person) -> list[tuple[ReportRow, Person]]:
    """Other officers' reports that seem to be of this scene and that this reader may open, with who wrote them."""
    with services.store.reading() as db:
        found = [each for each in accounts.beside(db, opened.report) if access.reaches(reader, each, _READING)]
        by = people.several(db, {each.author_id for each in found})
    return [(each, by[each.author_id]) for each in found]


def _is_author(opened: Opened, person: Person) -> bool:
    return person.id == opened.report.author_id and Role.SUPERVISOR in person.roles


def feed(opened: Opened, spoken: str) -> list[Happening]:
    """Versions, comments, decisions, annotations and views, newest first; views of one person in a row are one line."""
    known = names(opened, spoken)

    def name(person_id: str) -> str:
        return known.get(person_id, person_id)

    found: list[tuple[str, Happening]] = []
    for version in opened.versions:
        kind = "branch" if version.branched else version.kind
        text = say("web.feed.version", spoken, sequence=version.sequence)
        found.append(
            (version.received_at, Happening(kind, name(version.author_id), version.received_at, text, version.digest))
        )
    for act in opened.reviews:
        if act.decision in ("returned", "approved"):
            found.append((act.at, Happening(act.decision, name(act.person_id), act.at, act.note)))
    for comment in opened.comments:
        found.append(
            (comment.when, Happening(f"comment_{comment.state}", name(comment.person_id), comment.when, comment.text))
        )
    for address, held in opened.annotations.items():
        for note in held:
            if address.field not in ("hold_by", "hold_at"):
                label = say(f"{address.part}.{address.field}", spoken)
                found.append((note.at, Happening("annotated", name(note.person_id), note.at, label)))
    for view in opened.views:
        found.append((view.when, Happening("viewed", name(view.person_id), view.when)))
    found.sort(key=lambda each: unstamp(each[0]), reverse=True)
    merged: list[Happening] = []
    for _, one in found:
        last = merged[-1] if merged else None
        if last and one.kind == last.kind == "viewed" and one.by == last.by:
            merged[-1] = Happening("viewed", last.by, last.when, count=last.count + 1)
        else:
            merged.append(one)
    return merged
