"""The clerk's page beside a report: every question of stage 5, from the definition, and what was added so far.

One form for the whole page. Only what differs from what stands there is added; every mistake is said at its question,
and nothing that was typed is lost. What it does is `server.reviewing.annotating`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from server import access
from server.reviewing import annotating, opening
from server.reviewing.annotating import NotValid, officers_part
from server.reviewing.deciding import Refused
from server.reviewing.opening import Opened
from server.services import Services
from server.web.inputs import Input, asked, input_of, typed_of, value_of
from server.web.page import language, show, words
from server.web.telling import names
from shared import display
from shared.about import ALWAYS, Stage
from shared.answers import Address, row_id, rows_of
from shared.canonical import Value, parse_canonical
from shared.catalog import FieldSpec, Form, PartSpec
from shared.problems import Problem
from shared.words import say

Typed = MultiDict[str, str]
SEEN = "seen"
"""The hidden input that says which annotations the page showed: the newest one's log index."""


@dataclass(frozen=True)
class Question:
    """One input with what stands in it (`typed`), what is wrong with it, and who added what before. `name` is the
    address; `needed` says that the row must hold it."""

    name: str
    input: Input
    needed: bool
    typed: tuple[str, ...]
    wrong: tuple[str, ...]
    by: str
    when: str
    older: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """An id on the page."""
        return "q-" + self.name.replace("/", "-")


@dataclass(frozen=True)
class Group:
    """The questions about one row."""

    title: str
    questions: tuple[Question, ...]


class Submitted(NamedTuple):
    """What a form says that does not stand there yet, and which questions it emptied."""

    values: dict[Address, Value]
    emptied: list[Address]


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the page and its form's target."""

    def page(
        report_id: str, typed: Typed | None = None, problems: Sequence[Problem] = (), wrong: str = ""
    ) -> ResponseReturnValue:
        opened = opening.open_report(services, access.who(), report_id)
        if opened is None:
            abort(404)
        groups = _Page(opened, language(), typed or MultiDict(), problems).groups(services.chance.uuid)
        return show(
            "records_beside.html",
            422 if wrong else 200,
            opened=opened,
            groups=groups,
            wrong=wrong,
            mistakes=[each for group in groups for each in group.questions if each.wrong],
            seen=max((held[-1].log_index for held in opened.annotations.values()), default=-1),
            said=request.args.get("said", ""),
        )

    @blueprint.get("/reports/<uuid:report_id>/records")
    def beside(report_id: object) -> ResponseReturnValue:
        return page(str(report_id))

    @blueprint.post("/reports/<uuid:report_id>/records")
    def add_beside(report_id: object) -> ResponseReturnValue:
        name, form = str(report_id), request.form
        with services.store.reading() as db:
            opened = opening.read(db, services, name)
        if opened is None:
            abort(404)
        told, seen = submitted(opened, form), form.get(SEEN, "")
        known = int(seen) if re.fullmatch(r"-?[0-9]{1,15}", seen) else -1
        try:
            annotating.add(
                services, access.who(), name, told.values, stage=Stage.CLERK, seen=known, emptied=told.emptied
            )
        except NotValid as no:
            return page(name, form, no.problems, words(no.code))
        except Refused as no:
            return page(name, form, wrong=words(no.code, **no.params))
        return redirect(url_for("records.beside", report_id=name, said="added"), code=303)


def submitted(opened: Opened, form: Typed) -> Submitted:
    """What a form changes: an input that still says what stands there, or is not in the form, changes nothing."""
    zone = opened.shown.form.configuration.city.time_zone
    values: dict[Address, Value] = {}
    emptied: list[Address] = []
    for part in parts(opened.shown.form):
        for row in _rows(opened, part, form):
            for spec in _questions(opened, part, row):
                address = Address(part.name, row, spec.name)
                if address.text() not in form:
                    continue
                before = opened.newest_annotations.get(address)
                typed = form.getlist(address.text())
                value = value_of(spec, typed, zone)
                if value is None:
                    emptied += [address] if before is not None else []
                elif value != value_of(spec, typed_of(spec, before, zone), zone):
                    values[address] = value
    return Submitted(values, emptied)


def parts(form: Form) -> list[PartSpec]:
    """The parts with questions for a clerk, but those below a part that no officer fills: what a release hides is
    written down by the export."""
    return [part for part in form.parts if asked(part, Stage.CLERK) and (officers_part(part) or not part.parent)]


def _rows(opened: Opened, part: PartSpec, typed: Iterable[str]) -> list[str]:
    """The ids of a part's rows: the officer's; or those that were added, oldest first, and those that a form brings."""
    if officers_part(part):
        return [row_id(row) for row in rows_of(opened.shown.answers, part.name)]
    first = {each.row: held[0].log_index for each, held in opened.annotations.items() if each.part == part.name}
    brought = [name.split("/")[1] for name in typed if name.startswith(f"{part.name}/") and _is_address(name)]
    return list(dict.fromkeys([*sorted(first, key=first.__getitem__), *brought]))


def _is_address(name: str) -> bool:
    try:
        return bool(Address.parse(name))
    except ValueError:
        return False


def _questions(opened: Opened, part: PartSpec, row: str) -> list[FieldSpec]:
    """The questions of a row. In one that is still being filled all are there: what it says decides which apply."""
    held = next((each for each in rows_of(opened.shown.answers, part.name) if row_id(each) == row), None)
    found = asked(part, Stage.CLERK)
    return [each for each in found if held is None or each.asked_of(held, opened.shown.answers)]


class _Page:
    """The groups of one page: what stands in each input is what was typed, else what was added last."""

    def __init__(self, opened: Opened, spoken: str, typed: Typed, problems: Sequence[Problem]) -> None:
        self.opened, self.spoken, self.typed = opened, spoken, typed
        self.form = opened.shown.form
        self.zone = self.form.configuration.city.time_zone
        self.names = names(opened, spoken)
        self.wrong: dict[str, list[str]] = {}
        for each in problems:
            at = each.address.text() if each.address else ""
            self.wrong.setdefault(at, []).append(say(each.code, spoken, **each.params))

    def groups(self, fresh: Callable[[], str]) -> list[Group]:
        """Every row with questions for a clerk, and one more of each part that a clerk adds rows to."""
        found = []
        for part in parts(self.form):
            rows = _rows(self.opened, part, self.typed)
            held = {row_id(each): each for each in rows_of(self.opened.shown.answers, part.name)}
            for place, row in enumerate(rows, 1):
                if row in held and part.repeated:
                    title = display.row_title(part, held[row], self.form, self.spoken, self.opened.shown.answers)
                else:
                    title = say(f"part.{part.name}", self.spoken) + (f" {place}" if part.repeated else "")
                found.append(self.group(part, row, title))
            added = {each.row for each in self.opened.annotations if each.part == part.name}
            if not officers_part(part) and set(rows) <= added:
                found.append(self.group(part, fresh(), say(f"part.{part.name}+", self.spoken)))
        return [each for each in found if each.questions]

    def group(self, part: PartSpec, row: str, title: str) -> Group:
        """One row's questions."""
        specs = _questions(self.opened, part, row)
        return Group(title, tuple(self.question(spec, Address(part.name, row, spec.name)) for spec in specs))

    def question(self, spec: FieldSpec, address: Address) -> Question:
        """One question as it stands."""
        name, held = address.text(), self.opened.annotations.get(address, ())
        told = [parse_canonical(each.value.encode()) for each in held]
        stands = typed_of(spec, told[-1] if told else None, self.zone)
        return Question(
            name,
            input_of(spec, self.form, self.spoken),
            not officers_part(self.form.by_name[spec.part]) and spec.about.needed is ALWAYS,
            tuple(self.typed.getlist(name) if name in self.typed else stands),
            tuple(self.wrong.get(name, ())),
            self.names.get(held[-1].person_id, "") if held else "",
            held[-1].at if held else "",
            tuple(display.value(spec, each, self.spoken) for each in told[:-1]),
        )
