"""The five duties of a month, counted, for the monthly report: a page, and the same numbers as CSV."""

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from server import access, monthly
from server.services import Services
from server.web.page import language, show
from shared.canonical import Value


def register(blueprint: Blueprint, services: Services) -> None:
    """Mount the page and the download."""

    def counted(month: str, *, public: bool) -> dict[str, Value]:
        return monthly.shown(monthly.count(services, access.who().id, month), public=public)

    @blueprint.get("/duties", endpoint="duties")
    def _duties() -> ResponseReturnValue:
        month, public = request.args.get("month", "") or services.stamp()[:7], "public" in request.args
        vocabulary, spoken = services.form().configuration.vocabulary, language()
        data, wrong = None, False
        try:
            data = counted(month, public=public)
        except monthly.BadMonth:
            wrong = True
        return show(
            "duties.html",
            422 if wrong else 200,
            data=data,
            month=month,
            public=public,
            wrong=wrong,
            states=[state.value for state in monthly.STATES],
            reason=lambda each: monthly.reason_words(each, vocabulary, spoken),
        )

    @blueprint.get("/duties.csv")
    def duties_csv() -> ResponseReturnValue:
        month, public = request.args.get("month", ""), "public" in request.args
        try:
            data = counted(month, public=public)
        except monthly.BadMonth:
            abort(404)
        text = monthly.table(data, services.form().configuration.vocabulary, language())
        answer = Response("\ufeff" + text, mimetype="text/csv")
        name = f"duties-{month}{'-public' if public else ''}.csv"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
