"""What a reviewer does on the report page: comment, withdraw, annotate, return, approve. Each answers with the page."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from server import access
from server.reviewing import annotating, deciding
from server.reviewing.annotating import NotValid
from server.reviewing.deciding import Refused
from server.services import Services
from server.web.inputs import read_form
from server.web.page import language
from server.web.report_page import Wrong, report_answer
from shared.words import say


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the forms' targets."""

    def do(
        report_id: str, act: Callable[[], object], said: str, *, at: str = "", typed: str = ""
    ) -> ResponseReturnValue:
        """Do it; back to the page at the place it concerned, or the page with the reason why not and what was typed."""
        try:
            act()
        except Refused as no:
            return report_answer(services, report_id, wrong=Wrong(_sentence(no), at, typed))
        where = url_for("web.report", report_id=report_id, said=said)
        return redirect(f"{where}#{_anchor(at)}" if at else where, code=303)

    @blueprint.post("/reports/<uuid:report_id>/comments")
    def comment(report_id: object) -> ResponseReturnValue:
        form, person, name = request.form, access.who(), str(report_id)
        at, text, version = form.get("at", ""), form.get("text", ""), form.get("version", "")
        return do(
            name,
            lambda: deciding.comment(services, person, name, version=version, at=at, text=text),
            "comment",
            at=at,
            typed=text,
        )

    @blueprint.post("/reports/<uuid:report_id>/comments/<uuid:comment_id>/withdraw")
    def withdraw_comment(report_id: object, comment_id: object) -> ResponseReturnValue:
        name, person = str(report_id), access.who()
        return do(
            name,
            lambda: deciding.withdraw(services, person, name, str(comment_id)),
            "withdrawn",
            at=request.form.get("at", ""),
        )

    @blueprint.post("/reports/<uuid:report_id>/annotations/<part>/<row>")
    def annotate(report_id: object, part: str, row: str) -> ResponseReturnValue:
        name, person = str(report_id), access.who()
        form = services.form()
        spec = form.by_name.get(part)
        if spec is None:
            abort(404)
        values = read_form(spec, request.form, form.configuration.city.time_zone)
        return do(
            name,
            lambda: annotating.annotate(services, person, name, part=part, row=row, values=values),
            "annotated",
            at=f"{part}/{row}",
        )

    @blueprint.post("/reports/<uuid:report_id>/return")
    def return_report(report_id: object) -> ResponseReturnValue:
        name, person, form = str(report_id), access.who(), request.form
        version, note = form.get("version", ""), form.get("note", "")
        return do(
            name,
            lambda: deciding.return_report(services, person, name, version=version, note=note),
            "returned",
            typed=note,
        )

    @blueprint.post("/reports/<uuid:report_id>/approve")
    def approve(report_id: object) -> ResponseReturnValue:
        name, person, form = str(report_id), access.who(), request.form
        version, note = form.get("version", ""), form.get("note", "")
        return do(
            name,
            lambda: deciding.approve(services, person, name, version=version, note=note),
            "approved",
            typed=note,
        )


def _anchor(at: str) -> str:
    """The id on the page of an answer (three pieces) or of a row (two)."""
    return ("f-" if at.count("/") == 2 else "b-") + at.replace("/", "-")


def _sentence(no: Refused) -> str:
    spoken = language()
    if isinstance(no, NotValid):
        said = [say(each.code, spoken, **each.params) for each in no.problems]
        return " ".join([say(no.code, spoken), *said])
    return say(no.code, spoken, **no.params)
