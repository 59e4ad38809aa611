"""The clerk's page on which withheld answers are shown by decision. What a decision is: `server.exporting.showing`."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from server import access
from server.cases import CaseRefused
from server.exporting import showing
from server.reviewing import opening
from server.services import Services
from server.store import people
from server.web.page import language, show, words
from shared import display
from shared.answers import Address, Nested, row_id, rows_of
from shared.catalog import Form


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the page and its forms' targets."""

    def page(report_id: str, wrong: str = "") -> ResponseReturnValue:
        told = request.form if wrong else request.args
        profile, recipient = told.get("profile", "public"), " ".join(told.get("recipient", "").split())
        if profile not in showing.PROFILES:
            profile = "public"
        opened = opening.open_report(services, access.who(), report_id)
        if opened is None:
            abort(404)
        known = recipient if profile == "subject" else ""
        standing = showing.standing(services, report_id, profile, known, language())
        with services.store.reading() as db:
            by = people.several(db, {each.person_id for each in (*standing.holding, *standing.lapsed)})

        def question(part: str, row: str, field: str) -> str:
            return _question(opened.shown.form, opened.shown.answers, Address(part, row, field), language())

        return show(
            "records_showing.html",
            422 if wrong else 200,
            opened=opened,
            standing=standing,
            people=by,
            profile=profile,
            profiles=tuple(showing.PROFILES),
            recipient=recipient,
            chosen=request.form.getlist("at") if wrong else [],
            reason=request.form.get("reason", "") if wrong else "",
            question=question,
            wrong=wrong,
            said=request.args.get("said", ""),
        )

    def do(report_id: str, act: Callable[[], object], said: str) -> ResponseReturnValue:
        try:
            act()
        except CaseRefused as no:
            return page(report_id, words(no.code))
        profile, recipient = request.form.get("profile", ""), request.form.get("recipient", "")
        where = url_for("records.showing", report_id=report_id, said=said, profile=profile, recipient=recipient)
        return redirect(where, code=303)

    @blueprint.get("/reports/<uuid:report_id>/showing", endpoint="showing")
    def _showing(report_id: object) -> ResponseReturnValue:
        return page(str(report_id))

    @blueprint.post("/reports/<uuid:report_id>/showing", endpoint="show")
    def _show(report_id: object) -> ResponseReturnValue:
        name, person, form = str(report_id), access.who().id, request.form
        profile = form.get("profile", "")

        def decide() -> None:
            showing.show(
                services,
                person,
                name,
                chain=form.get("chain", ""),
                addresses=form.getlist("at"),
                profile=profile,
                recipient=form.get("recipient", "") if profile == "subject" else "",
                reason=form.get("reason", ""),
            )

        return do(name, decide, "shown")

    @blueprint.post("/reports/<uuid:report_id>/showing/<uuid:showing_id>/hide", endpoint="hide")
    def _hide(report_id: object, showing_id: object) -> ResponseReturnValue:
        name, person = str(report_id), access.who().id
        return do(name, lambda: showing.hide(services, person, name, str(showing_id)), "hidden")


def _question(form: Form, answers: Nested, address: Address, spoken: str) -> str:
    """A question with the row it is of, in words."""
    spec, part = form.spec(address.part, address.field), form.by_name.get(address.part)
    if spec is None or part is None:
        return address.text()
    row = next((each for each in rows_of(answers, part.name) if row_id(each) == address.row), {})
    title = display.row_title(part, row, form, spoken, answers) + ": " if part.repeated else ""
    return title + display.label(spec, spoken)
