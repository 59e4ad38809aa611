"""Access is denied unless the table grants it; every role and route is tested.

The table below is written by hand and owes nothing to the program's own: who may open what, for every address the
server answers. Every person of every role, somebody suspended, somebody idle and a stranger ask every address in every
method, with objects that exist. What is not granted here must be refused and leave an entry; what is granted must not.
"""

import re

import pytest
from werkzeug.routing import Rule as Route

from server.access import ACCESS
from server.accounts.people import suspend_person
from server.roles import Role
from tests.twins import Department

EVERYBODY = {"officer", "supervisor", "clerk", "oig", "admin"}
GRANTED = {
    "web.home": EVERYBODY,
    "web.sign_out": EVERYBODY,
    "web.queue": {"officer", "supervisor", "oig"},
    "web.report": {"officer", "supervisor", "clerk", "oig"},
    "web.version": {"officer", "supervisor", "clerk", "oig"},
    "web.compare": {"officer", "supervisor", "clerk", "oig"},
    "web.accounts": {"officer", "supervisor", "clerk", "oig"},
    "web.file": {"officer", "supervisor", "clerk", "oig"},
    "web.comment": {"supervisor"},
    "web.withdraw_comment": {"supervisor"},
    "web.annotate": {"supervisor"},
    "web.return_report": {"supervisor"},
    "web.approve": {"supervisor"},
    "web.log": {"oig", "admin"},
    "web.people": {"admin"},
    "web.release_person": {"admin"},
    "records.cases": {"clerk"},
    "records.open_case": {"clerk"},
    "records.case": {"clerk"},
    "records.link": {"clerk"},
    "records.unlink": {"clerk"},
    "records.export": {"clerk"},
    "records.download": {"clerk"},
    "records.beside": {"clerk"},
    "records.add_beside": {"clerk"},
    "records.showing": {"clerk"},
    "records.show": {"clerk"},
    "records.hide": {"clerk"},
    "web.duties": {"supervisor", "clerk", "oig"},
    "web.duties_csv": {"supervisor", "clerk", "oig"},
}
OPEN_TO_ALL = {
    "web.static",
    "web.package_file",
    "web.choose_language",
    "web.sign_in",
    "web.sign_in_try",
    "api.trust",
    "api.healthz",
    "api.readyz",
    "api-docs.openapi_json",
}
TABLETS_ONLY = {"api.exchange", "api.enrol", "api.configured", "api.files", "api.file", "api.elsewhere"}
NOTHING = "00000000-0000-4000-8000-000000000000"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = Department(tmp_path_factory.mktemp("access"))
    made.tablet("47112", "T. Marrow", "Police Officer II")
    for number, role in enumerate(sorted(EVERYBODY - {"officer"})):
        made.hire(f"8000{number}", role)
    made.by_role = {role: made.hire(f"8000{number}") for number, role in enumerate(sorted(EVERYBODY - {"officer"}))}
    made.by_role["officer"] = made.hire("47112")
    made.approved = made.tablets["47112"].file()
    made.approve(made.approved, made.by_role["supervisor"])
    made.unapproved = made.tablets["47112"].drafting.start()
    made.tablets["47112"].seal(made.unapproved)
    made.tablets["47112"].exchange_all()
    yield made
    made.close()


def routes(house):
    return list(house.app.url_map.iter_rules())


def path_of(rule, report):
    path = rule.rule.replace("<uuid:report_id>", report)
    return re.sub(r"<(?:\w+:)?\w+>", "x", re.sub(r"<uuid:\w+>", NOTHING, path))


def ask(house, browser, rule, report):
    method = min(rule.methods - {"HEAD", "OPTIONS"})
    path = path_of(rule, report)
    return browser.get(path) if method == "GET" else browser.post(path)


def denials(house):
    return house.acts("access.denied")


def test_every_address_is_in_the_table_of_this_test(house):
    assert {rule.endpoint for rule in routes(house)} == {*GRANTED, *OPEN_TO_ALL, *TABLETS_ONLY}
    assert set(ACCESS) == {*GRANTED, *OPEN_TO_ALL, *TABLETS_ONLY}
    assert {role.value for role in Role} == EVERYBODY


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_each_role_gets_what_is_granted_and_a_refusal_with_an_entry_for_all_else(house, role):
    browser = house.browser(house.by_role[role])
    before = len(denials(house))
    for rule in routes(house):
        if rule.endpoint not in GRANTED or rule.endpoint == "web.sign_out":
            continue
        status = ask(house, browser, rule, house.approved).status_code
        after = denials(house)
        if role in GRANTED[rule.endpoint]:
            assert status not in (401, 403), (role, rule.endpoint, status)
            assert len(after) == before, (role, rule.endpoint)
        else:
            assert status == 403, (role, rule.endpoint, status)
            assert len(after) == before + 1, (role, rule.endpoint)
            last = after[-1]
            assert (last.actor, last.details["endpoint"]) == (browser.person, rule.endpoint)
        before = len(after)


def test_a_stranger_a_suspended_one_and_an_idle_one_get_nothing(house):
    gone = house.hire("80099", *EVERYBODY, rank="Captain I")
    suspended, idle = house.browser(gone), house.browser(house.hire("80098", *EVERYBODY))
    with house.services.store.writing() as db:
        suspend_person(db, house.services, gone.id, actor="system")
    house.clock.pass_by(hours=13)
    for browser in (house.browser(), suspended, idle):
        for rule in routes(house):
            if rule.endpoint in GRANTED:
                before = len(denials(house))
                status = ask(house, browser, rule, house.approved).status_code
                assert status in (302, 401, 403), (rule.endpoint, status)
                assert len(denials(house)) == before + 1, rule.endpoint


def test_no_other_method_opens_an_address(house):
    browser = house.browser(house.by_role["admin"])
    stored = len(house.stored())
    for rule in routes(house):
        for method in set(METHODS) - rule.methods:
            reply = browser.client.open(path_of(rule, house.approved), method=method)
            assert reply.status_code in (302, 400, 401, 403, 404, 405), (rule.endpoint, method, reply.status_code)
    assert len(house.stored()) == stored


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_an_unapproved_report_is_within_its_readers_reach_only(house, role):
    status = house.browser(house.by_role[role]).get(f"/reports/{house.unapproved}").status_code
    assert status == (200 if role in {"officer", "supervisor", "oig"} else 403)


def test_a_colleague_and_another_areas_supervisor_do_not_reach_a_report(house):
    area = house.report(house.approved).area_code
    other = "12" if area != "12" else "02"
    for person in (house.hire("80111", "officer"), house.hire("80112", "supervisor", areas=[other])):
        before = len(denials(house))
        assert house.browser(person).get(f"/reports/{house.approved}").status_code == 403
        assert len(denials(house)) == before + 1
    own = house.hire("80113", "supervisor", areas=[area])
    assert house.browser(own).get(f"/reports/{house.approved}").status_code == 200


def test_a_tablets_address_hears_only_its_own_signature(house):
    for browser in (house.browser(), house.browser(house.by_role["admin"])):
        for rule in routes(house):
            if rule.endpoint in TABLETS_ONLY:
                assert ask(house, browser, rule, NOTHING).status_code in (400, 401, 403, 404, 405, 415), rule.endpoint


def test_a_form_from_elsewhere_changes_nothing(house):
    """A page on another site can make a browser post, but not with this session's token."""
    browser = house.browser(house.by_role["supervisor"])
    head = house.report(house.approved).head
    for verb in ("comments", "return", "approve"):
        posted = browser.client.post(f"/reports/{house.approved}/{verb}", data={"version": head, "text": "x"})
        assert posted.status_code == 400, verb
    assert house.report(house.approved).state == "approved"


def test_an_address_nobody_wrote_into_the_table_is_closed_to_all(house):
    """Last, as it opens a hole on purpose: the guard does not let even an administrator through."""
    house.app.view_functions["forgotten"] = lambda: "open to all"
    house.app.url_map.add(Route("/forgotten", endpoint="forgotten"))
    for role in EVERYBODY:
        assert house.browser(house.by_role[role]).get("/forgotten").status_code == 403
    assert denials(house)[-1].details["reason"] == "no_row"
