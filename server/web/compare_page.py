"""Two versions of a report side by side: what was added, changed and taken out. Looking at them is logged."""

from dataclasses import dataclass

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from server import access
from server.reviewing import opening
from server.reviewing.opening import Version
from server.services import Services
from server.web.page import language, show
from shared import display
from shared.answers import ALL_ROWS, ROW_ID, Address, flatten, rows_of
from shared.canonical import Value
from shared.catalog import FieldSpec
from shared.words import say


@dataclass(frozen=True)
class Change:
    """One difference. `kind`: added, changed or removed."""

    kind: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Group:
    """The differences of one row."""

    title: str
    changes: tuple[Change, ...]


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the page."""

    @blueprint.get("/reports/<uuid:report_id>/compare")
    def compare(report_id: object) -> ResponseReturnValue:
        name, person = str(report_id), access.who()
        newer = opening.open_report(services, person, name, request.args.get("newer", ""))
        if newer is None:
            abort(404)
        parent = request.args.get("older", "") or newer.shown.row.parent
        older = opening.open_report(services, person, name, parent) if parent else None
        if older is None:
            abort(404)
        groups = differences(older.shown, newer.shown, language())
        return show("compare.html", opened=newer, older=older.shown.row, newer=newer.shown.row, groups=groups)


def differences(older: Version, newer: Version, spoken: str) -> list[Group]:
    """Every difference, by row, in the order of the newer form."""
    before, after = flatten(older.answers), flatten(newer.answers)
    changed = {at for at in before.keys() | after.keys() if at.row != ALL_ROWS and before.get(at) != after.get(at)}
    groups: list[Group] = []
    for part in newer.form.parts:
        rows = {str(row.get(ROW_ID, "-")): row for row in rows_of(older.answers, part.name)}
        rows |= {str(row.get(ROW_ID, "-")): row for row in rows_of(newer.answers, part.name)}
        for row_id, row in rows.items():
            found = []
            for spec in part.fields:
                at = Address(part.name, row_id, spec.name)
                if at in changed and spec.name != part.parent_field:
                    was, now = before.get(at), after.get(at)
                    kind = "added" if was is None else "removed" if now is None else "changed"

                    def shown(value: Value | None, version: Version, spec: FieldSpec = spec) -> str:
                        return "" if value is None else display.value(spec, value, spoken, version.answers)

                    found.append(Change(kind, display.label(spec, spoken), shown(was, older), shown(now, newer)))
            if found:
                title = display.row_title(part, row, newer.form, spoken, newer.answers) if part.repeated else ""
                groups.append(Group(title or say(f"part.{part.name}", spoken), tuple(found)))
    return groups
