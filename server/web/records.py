"""The records clerk's pages: approved reports that wait for a case, cases, and their exports."""

from collections.abc import Callable

from flask import Blueprint, Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from server import access, cases
from server.cases import CaseRefused
from server.exporting import releasing
from server.exporting.gathering import Unfit
from server.exporting.leaks import Leak
from server.exporting.typesetting import PacketFailed
from server.reviewing import accounts
from server.services import Services
from server.store import cases as case_rows
from server.store import exports, people
from server.web import records_beside, records_showing
from server.web.page import language, show, words
from shared.privacy import PROFILES


def register(app: Flask, services: Services) -> None:
    """Mount the pages on the app, as the blueprint `records`."""
    blueprint = Blueprint("records", __name__)

    def overview(wrong: str = "", typed: str = "") -> ResponseReturnValue:
        with services.store.reading() as db:
            ready = case_rows.ready(db)
            found = {
                "cases": case_rows.everything(db),
                "ready": ready,
                "scenes": accounts.scenes(ready),
                "cases_of": accounts.cases_of(db, ready),
                "waiting": case_rows.waiting(db),
            }
        return show("records_cases.html", 422 if wrong else 200, wrong=wrong, typed=typed, **found)

    def one_case(case_id: str, wrong: str = "", typed: dict[str, str] | None = None) -> ResponseReturnValue:
        with services.store.reading() as db:
            held = cases.view(db, case_id)
            if held is None:
                abort(404)
            made = exports.of_case(db, case_id)
            by = people.several(db, {each.person_id for each in made} | {held.row.opened_by})
            ready = case_rows.ready(db)
        return show(
            "records_case.html",
            422 if wrong else 200,
            case=held,
            exports=made,
            people=by,
            ready=ready,
            proposed=accounts.proposed(held.reports, ready),
            requesters=tuple(PROFILES),
            wrong=wrong,
            typed=typed or {},
            said=request.args.get("said", ""),
        )

    def do(case_id: str, act: Callable[[], object], said: str) -> ResponseReturnValue:
        """Do it; back to the case, or its page with the reason why not and what was typed."""
        try:
            act()
        except CaseRefused as no:
            said = words(no.code) + (" " + words("export.nothing") if no.code.startswith("V-35") else "")
            return one_case(case_id, said, request.form.to_dict())
        except Leak as leak:
            return one_case(case_id, words("export.leak", files=", ".join(leak.files)), request.form.to_dict())
        except (Unfit, PacketFailed, OSError):
            app.logger.exception("the export of case %s failed", case_id)
            return one_case(case_id, words("export.failed"), request.form.to_dict())
        return redirect(url_for("records.case", case_id=case_id, said=said), code=303)

    @blueprint.get("/cases", endpoint="cases")
    def _cases() -> ResponseReturnValue:
        return overview()

    @blueprint.post("/cases")
    def open_case() -> ResponseReturnValue:
        title = request.form.get("title", "")
        try:
            row = cases.open_case(services, access.who().id, title)
            for report_id in request.form.getlist("report"):
                cases.link(services, access.who().id, row.id, report_id)
        except CaseRefused as no:
            return overview(words(no.code), title)
        return redirect(url_for("records.case", case_id=row.id, said="opened"), code=303)

    @blueprint.get("/cases/<uuid:case_id>", endpoint="case")
    def _case(case_id: object) -> ResponseReturnValue:
        return one_case(str(case_id))

    @blueprint.post("/cases/<uuid:case_id>/link")
    def link(case_id: object) -> ResponseReturnValue:
        name, person = str(case_id), access.who().id
        wanted = request.form.getlist("report")

        def all_of_them() -> None:
            for report_id in wanted:
                cases.link(services, person, name, report_id)

        return do(name, all_of_them, "linked")

    @blueprint.post("/cases/<uuid:case_id>/unlink")
    def unlink(case_id: object) -> ResponseReturnValue:
        name, report_id, person = str(case_id), request.form.get("report", ""), access.who().id
        return do(name, lambda: cases.unlink(services, person, name, report_id), "unlinked")

    @blueprint.post("/cases/<uuid:case_id>/exports", endpoint="export")
    def _export(case_id: object) -> ResponseReturnValue:
        name, person, form = str(case_id), access.who().id, request.form
        spoken = form.get("language", "") or language()

        def make() -> None:
            releasing.export(
                services,
                person,
                name,
                requester=form.get("requester", ""),
                order=form.get("order", ""),
                recipient=form.get("recipient", ""),
                purpose=form.get("purpose", ""),
                language=spoken,
            )

        return do(name, make, "exported")

    @blueprint.get("/exports/<uuid:export_id>", endpoint="download")
    def _download(export_id: object) -> ResponseReturnValue:
        try:
            row, data = releasing.fetch(services, access.who().id, str(export_id))
        except CaseRefused as no:
            if no.code == "export.gone":
                abort(404)
            with services.store.reading() as db:
                held = exports.get(db, str(export_id))
            assert held is not None
            return one_case(held.case_id, words(no.code))
        answer = Response(data, mimetype="application/zip")
        answer.headers["Content-Disposition"] = f'attachment; filename="{row.file}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    records_beside.register(blueprint, services)
    records_showing.register(blueprint, services)
    app.register_blueprint(blueprint)
