"""Two officers' accounts of one scene, side by side and never merged. Looking at them is logged for both reports."""

from dataclasses import dataclass

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from server import access
from server.reviewing import opening
from server.reviewing.opening import Opened, Version
from server.services import Services
from server.web.page import language, show
from shared import display
from shared.answers import Row, rows_of
from shared.catalog import PartSpec
from shared.words import say


@dataclass(frozen=True)
class Pair:
    """One question and what each of the two says, "" where it says nothing."""

    label: str
    left: str
    right: str


@dataclass(frozen=True)
class Told:
    """One row of a repeated part as one of the two tells it: its title, and question and answer of each line."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """One part of the form: `pairs` where there is one row of it, else the rows of either side."""

    title: str
    pairs: tuple[Pair, ...]
    left: tuple[Told, ...]
    right: tuple[Told, ...]


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the page."""

    @blueprint.get("/reports/<uuid:report_id>/beside/<uuid:other_report_id>")
    def accounts(report_id: object, other_report_id: object) -> ResponseReturnValue:
        person = access.who()
        left = opening.open_report(services, person, str(report_id))
        right = opening.open_report(services, person, str(other_report_id))
        if left is None or right is None or left.report.id == right.report.id:
            abort(404)
        return show("accounts.html", left=left, right=right, parts=side_by_side(left, right, language()))


def side_by_side(left: Opened, right: Opened, spoken: str) -> list[Part]:
    """Every part in which one of the two says anything, in the order of the form. Pure."""
    others = {part.name: part for part in right.shown.form.parts}
    found = []
    for part in left.shown.form.parts:
        if part.name == "author":  # who tells it stands above the columns
            continue
        other = others.get(part.name, part)
        if part.repeated:
            made = Part(
                say(f"part.{part.name}", spoken), (), _rows(part, left.shown, spoken), _rows(other, right.shown, spoken)
            )
        else:
            here, there = _only(part, left.shown, spoken), _only(other, right.shown, spoken)
            pairs = tuple(Pair(label, here.get(label, ""), there.get(label, "")) for label in here | there)
            made = Part(say(f"part.{part.name}", spoken), pairs, (), ())
        if made.pairs or made.left or made.right:
            found.append(made)
    return found


def _only(part: PartSpec, version: Version, spoken: str) -> dict[str, str]:
    rows = rows_of(version.answers, part.name)
    return dict(_lines(part, rows[0], version, spoken)) if rows else {}


def _rows(part: PartSpec, version: Version, spoken: str) -> tuple[Told, ...]:
    return tuple(
        Told(
            display.row_title(part, row, version.form, spoken, version.answers),
            tuple(_lines(part, row, version, spoken)),
        )
        for row in rows_of(version.answers, part.name)
    )


def _lines(part: PartSpec, row: Row, version: Version, spoken: str) -> list[tuple[str, str]]:
    return [
        (display.label(spec, spoken), display.value(spec, row[spec.name], spoken, version.answers))
        for spec in part.fields
        if spec.name in row and spec.name != part.parent_field
    ]
