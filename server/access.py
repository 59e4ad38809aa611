"""Who is asking, and the one table that says what they may do. Denied unless a row grants it.

`guard` runs before every request: an endpoint without a row, a role without the right, a report out of reach, a form
without its token and an asker who is not signed in are all refused here, and every refusal is a log entry, written
before the answer. Views hold no such rule. Adding a route without a row fails a test.
"""

from collections.abc import Collection, Mapping
from typing import cast
from urllib.parse import urlencode

from flask import Flask, g, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, Forbidden, NotFound, Unauthorized

from server import log
from server.accounts import sessions, tokens
from server.roles import DEVICE, PUBLIC, SIGNED_IN, Gate, Person, Role, Rule, only, within_reach
from server.services import Services
from server.store import reports
from server.store.reports import ReportRow
from shared.canonical import Value
from shared.entry import Act

__all__ = ["ACCESS", "READERS", "Person", "Role", "guard", "language_wish", "reaches", "who"]

READERS = only(Role.OFFICER, Role.SUPERVISOR, Role.OIG, Role.CLERK, report=True)
REVIEWERS = only(Role.SUPERVISOR, report=True)
RECORDS = only(Role.CLERK)
RECORDS_OF = only(Role.CLERK, report=True)
COUNTERS = only(Role.SUPERVISOR, Role.CLERK, Role.OIG)

ACCESS: Mapping[str, Rule] = {
    # what every page needs
    "web.static": PUBLIC,
    "web.package_file": PUBLIC,
    "web.choose_language": PUBLIC,
    # signing in and out
    "web.sign_in": PUBLIC,
    "web.sign_in_try": PUBLIC,
    "web.sign_out": SIGNED_IN,
    "web.home": SIGNED_IN,
    # review
    "web.queue": only(Role.OFFICER, Role.SUPERVISOR, Role.OIG),
    "web.report": READERS,
    "web.version": READERS,
    "web.compare": READERS,
    "web.accounts": READERS,
    "web.file": READERS,
    "web.comment": REVIEWERS,
    "web.withdraw_comment": REVIEWERS,
    "web.annotate": REVIEWERS,
    "web.return_report": REVIEWERS,
    "web.approve": REVIEWERS,
    # oversight
    "web.log": only(Role.OIG, Role.ADMIN),
    "web.people": only(Role.ADMIN),
    "web.release_person": only(Role.ADMIN),
    # records (server/web/records.py)
    "records.cases": RECORDS,
    "records.open_case": RECORDS,
    "records.case": RECORDS,
    "records.link": RECORDS,
    "records.unlink": RECORDS,
    "records.export": RECORDS,
    "records.download": RECORDS,
    "records.beside": RECORDS_OF,
    "records.add_beside": RECORDS_OF,
    "records.showing": RECORDS_OF,
    "records.show": RECORDS_OF,
    "records.hide": RECORDS_OF,
    # the five duties, counted (server/web/duties_page.py)
    "web.duties": COUNTERS,
    "web.duties_csv": COUNTERS,
    # tablets (server/api)
    "api.exchange": DEVICE,
    "api.enrol": DEVICE,
    "api.configured": DEVICE,
    "api.files": DEVICE,
    "api.file": DEVICE,
    "api.elsewhere": DEVICE,
    "api.trust": PUBLIC,
    "api.healthz": PUBLIC,
    "api.readyz": PUBLIC,
    "api-docs.openapi_json": PUBLIC,
}
"""Endpoint name to row."""

ASSETS = frozenset({"web.static", "web.package_file"})
"""Endpoints of files that are the same for everybody: nobody is looked up for them."""

ANONYMOUS = "anonymous"
"""The actor of a refused request that nobody signed in made."""


def guard(app: Flask, services: Services) -> None:
    """Refuse every request that no row grants. Sets `who()` for the views."""

    @app.before_request
    def _ask() -> ResponseReturnValue | None:
        endpoint = request.endpoint
        if endpoint is None:
            return None  # no such address: Flask's 404 or 405, which says nothing about anything
        rule = ACCESS.get(endpoint)
        if rule is None:
            raise _denied(services, "no_row", Forbidden())
        if rule.gate is Gate.DEVICE or endpoint in ASSETS:
            return None
        _recognise(services)
        if rule.gate is Gate.PERSON and g.person is None:
            refusal = _denied(services, "idle" if g.idle else "signed_out", Unauthorized())
            if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
                return redirect("/sign-in?" + urlencode({"next": request.full_path.rstrip("?")}))
            raise refusal
        if rule.gate is Gate.PERSON:
            _check_rights(services, rule)
        if request.method not in ("GET", "HEAD", "OPTIONS") and not tokens.holds(
            request.form.get(tokens.FIELD, ""), g.secret
        ):
            raise _denied(services, "form_token", BadRequest())
        return None


def who() -> Person:
    """The person who asks. Only for views behind a PERSON row."""
    return cast(Person, g.person)


def language_wish() -> str:
    """The language chosen in this browser, "" if none was."""
    return request.cookies.get("language", "")


def _recognise(services: Services) -> None:
    """Find the session: `g.person` or None, `g.secret` that form tokens are made from, `g.idle`."""
    token = request.cookies.get(sessions.cookie_name(services.settings.public_url), "")
    found = sessions.find(services, token) if token else sessions.NOBODY
    g.person, g.idle = found.person, found.idle
    g.secret = token if found.person else request.cookies.get(tokens.COOKIE, "")


def _check_rights(services: Services, rule: Rule) -> None:
    person = who()
    if not person.roles & rule.roles:
        raise _denied(services, "role", Forbidden())
    if not rule.report:
        return
    arguments = request.view_args or {}
    named = [str(value) for name, value in sorted(arguments.items()) if name.endswith("report_id")]
    with services.store.reading() as db:
        rows = [reports.row(db, each) for each in named]
    if not rows:
        raise NotFound()
    for row in rows:  # every report that the address names must be within reach
        if row is None:
            raise NotFound()
        if not reaches(person, row, rule.roles):
            raise _denied(services, "scope", Forbidden())


def reaches(person: Person, row: ReportRow, acting: Collection[Role]) -> bool:
    """Whether a person, in one of the roles `acting`, may open this report."""
    return within_reach(
        person, author=row.author_id, area=row.area_code, approved=row.state == "approved", acting=acting
    )


def _denied(services: Services, reason: str, refusal: Exception) -> Exception:
    """Write the refusal to the log, then give the error to raise."""
    person: Person | None = g.get("person")
    arguments = request.view_args or {}
    subject = next((str(value)[:64] for name, value in sorted(arguments.items()) if name.endswith("_id")), "")
    details: dict[str, Value] = {
        "endpoint": str(request.endpoint),
        "method": request.method,
        "reason": reason,
    }
    actor = person.id if person else ANONYMOUS
    services.store.write(lambda db: log.append(db, services, Act.DENIED, actor, subject, details))
    refusal.code_of_words = f"access.{reason}"  # type: ignore[attr-defined]
    return refusal
