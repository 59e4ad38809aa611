"""The access table: every route has a row, every cell of role and route is tried, every refusal is logged."""

import re
import uuid

import pytest

from server.access import ACCESS
from server.accounts import tokens
from server.roles import Gate, Role, within_reach
from server.store import log as log_rows
from shared.entry import open_entry

ROLES = ("officer", "supervisor", "clerk", "oig", "admin")
NOTHING = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def app(house):
    return house.world.app


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint in ACCESS]


def path_of(rule, report_id=NOTHING):
    """A path for the rule, with an id wherever one belongs."""
    path = rule.rule.replace("<uuid:report_id>", report_id)
    path = re.sub(r"<uuid:\w+>", NOTHING, path)
    return re.sub(r"<(?:\w+:)?\w+>", "x", path)


def denials(house):
    found = []
    with house.services.store.reading() as db:
        for entry in log_rows.entries(db):
            if entry.act == "access.denied":
                found.append(open_entry(entry.opening))
    return found


def ask(browser, rule, report_id=NOTHING):
    method = next(iter(sorted(rule.methods - {"HEAD", "OPTIONS"})))
    path = path_of(rule, report_id)
    return browser.get(path) if method == "GET" else browser.post(path)


def test_every_route_has_a_row_and_every_row_a_route(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints == set(ACCESS)


def test_a_route_without_a_row_is_denied(house, app):
    app.view_functions["forgotten"] = lambda: "open to all"
    app.url_map.add(type(next(app.url_map.iter_rules()))("/forgotten", endpoint="forgotten"))
    assert house.browser("admin").get("/forgotten").status_code == 403
    assert denials(house)[-1].details["reason"] == "no_row"


def test_every_cell_of_role_and_route(house, app):
    """A role without the right gets 403 and an entry; one with it gets past the guard (whatever the view then says)."""
    cells = 0
    for role in ROLES:
        browser = house.browser(role)
        for rule in rules(app):
            row = ACCESS[rule.endpoint]
            if row.gate is not Gate.PERSON or rule.endpoint == "web.sign_out":
                continue
            before = len(denials(house))
            status = ask(browser, rule).status_code
            if Role(role) in row.roles:
                assert status != 403, (role, rule.endpoint)
                assert len(denials(house)) == before, (role, rule.endpoint)
            else:
                assert status == 403, (role, rule.endpoint)
                told = denials(house)[-1]
                assert (told.actor, told.details["endpoint"]) == (browser.person, rule.endpoint)
            cells += 1
    assert cells > 60


def test_nobody_gets_past_a_row_for_people(house, app):
    browser = house.browser()
    for rule in rules(app):
        if ACCESS[rule.endpoint].gate is Gate.PERSON:
            before = len(denials(house))
            assert ask(browser, rule).status_code in (302, 401), rule.endpoint
            told = denials(house)
            assert len(told) == before + 1 and told[-1].actor == "anonymous", rule.endpoint


def test_an_unsigned_request_to_a_tablets_route_is_refused(house, app):
    for rule in rules(app):
        if ACCESS[rule.endpoint].gate is Gate.DEVICE:
            assert ask(house.browser("admin"), rule).status_code in (400, 401, 403, 404, 405, 415), rule.endpoint


def test_a_form_without_its_token_changes_nothing(house, app):
    browser = house.browser("supervisor")
    for rule in rules(app):
        row = ACCESS[rule.endpoint]
        if row.gate is Gate.DEVICE or "POST" not in rule.methods or Role.SUPERVISOR not in (row.roles or set(Role)):
            continue
        if row.report:
            continue  # below, with a report that is there
        reply = browser.client.post(path_of(rule), data={tokens.FIELD: "wrong"})
        assert reply.status_code == 400, rule.endpoint


def test_a_decision_without_its_token_changes_nothing(house, app):
    version = house.report()
    report, digest = version.header.report, version.sealed().digest
    browser = house.browser("supervisor")
    for rule in rules(app):
        row = ACCESS[rule.endpoint]
        if row.report and "POST" in rule.methods and Role.SUPERVISOR in row.roles:
            for token in ("", tokens.token("another session's secret")):
                data = {tokens.FIELD: token, "version": digest, "text": "words", "note": "words"}
                assert browser.client.post(path_of(rule, report), data=data).status_code == 400, rule.endpoint
    assert house.row(report).state == "submitted"
    assert {each.details["reason"] for each in denials(house)} == {"form_token"}


SEES = {
    # state: who may open the report of "officer" in Area 02 (Rampart)
    "on_scene": {"officer", "supervisor", "oig", "elsewhere"},  # its Area is not answered yet
    "submitted": {"officer", "supervisor", "oig"},
}


@pytest.mark.parametrize(("state", "allowed"), SEES.items())
def test_a_report_is_within_reach_or_denied_and_logged(house, state, allowed):
    report = house.report(final=state != "on_scene").header.report
    assert house.row(report).state == state
    for who in house.people:
        before = len(denials(house))
        status = house.browser(who).get(f"/reports/{report}").status_code
        assert status == (200 if who in allowed else 403), who
        assert len(denials(house)) == before + (who not in allowed), who


@pytest.mark.parametrize("role", [*Role])
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("area", ["", "02", "12"])
@pytest.mark.parametrize("approved", [True, False])
def test_every_cell_of_reach(role, own, area, approved):
    from server.roles import Person

    person = Person("me", "1", "Demo", "Sergeant I", frozenset({role}), ("02",))
    reach = within_reach(person, author="me" if own else "you", area=area, approved=approved, acting=frozenset(Role))
    expected = {
        Role.OFFICER: own,
        Role.SUPERVISOR: area in ("", "02"),
        Role.CLERK: approved,
        Role.OIG: True,
        Role.ADMIN: False,
    }
    assert reach is expected[role]
    assert not within_reach(person, author="me", area=area, approved=approved, acting=frozenset())


def test_a_report_that_is_not_there_is_not_found(house):
    assert house.browser("supervisor").get(f"/reports/{uuid.uuid4()}").status_code == 404


def test_every_page_says_what_a_browser_may_do(house):
    reply = house.browser("supervisor").get("/reports")
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
    assert "unsafe" not in reply.headers["Content-Security-Policy"]
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
