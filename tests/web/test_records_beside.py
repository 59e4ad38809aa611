"""The clerk's page beside a report: every question of stage 5, all mistakes at once, nothing typed is lost."""

import html
import re

import pytest

from server.reviewing import deciding, opening
from server.store import annotations
from server.store import log as log_rows
from server.store import people as people_rows
from shared.about import Stage
from shared.answers import Address
from shared.canonical import parse_canonical
from shared.entry import Act, binding, open_entry
from shared.report import shipped_form

FORM = shipped_form()
GUID = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def approved(house):
    report = house.report().header.report
    browser = house.browser("supervisor")
    browser.get(f"/reports/{report}")
    for camera in cameras(house, report):
        browser.post(f"/reports/{report}/annotations/bwv_reference/{camera}", hold_flagged_in_dems="yes")
    with house.services.store.reading() as db:
        supervisor = people_rows.get(db, house.people["supervisor"])
    deciding.approve(house.services, supervisor, report, version=house.row(report).head)
    return report


def cameras(house, report):
    with house.services.store.reading() as db:
        opened = opening.read(db, house.services, report)
    return [row["id"] for row in opened.shown.answers["bwv_reference"]]


def names_on(page):
    return set(re.findall(r'name="([a-z_]+/[^"/]+/[a-z_]+)"', page))


def fresh(page):
    """The id under which the page offers a new request."""
    return next(each.split("/")[1] for each in names_on(page) if each.startswith("release/"))


def seen(page):
    return re.search(r'name="seen" value="(-?\d+)"', page).group(1)


def rows(house, report):
    with house.services.store.reading() as db:
        return annotations.of_report(db, report)


def clerks(house, report):
    return {
        f"{each.part}/{each.row}/{each.field}": parse_canonical(each.value.encode()) for each in rows(house, report)
    }


def test_every_question_of_stage_5_that_somebody_types_is_on_the_page(house, approved):
    page = house.browser("clerk").get(f"/reports/{approved}/records").text
    asked = {
        (spec.part, spec.name)
        for spec in FORM.fields
        if spec.about.stage is Stage.CLERK and spec.about.widget != "none" and spec.part != "redaction"
    }
    assert {tuple(each.split("/")[::2]) for each in names_on(page)} == asked
    assert len([each for each in names_on(page) if each.endswith("/evidence_guid")]) == len(cameras(house, approved))


def test_footage_and_a_request_are_added_at_once_each_bound_by_the_one_log_entry(house, approved):
    browser, camera = house.browser("clerk"), cameras(house, approved)[0]
    page = browser.get(f"/reports/{approved}/records").text
    request = fresh(page)
    before = len(rows(house, approved))
    reply = browser.post(
        f"/reports/{approved}/records",
        seen=seen(page),
        **{
            f"bwv_reference/{camera}/evidence_guid": GUID,
            f"bwv_reference/{camera}/uploaded_at": "2026-04-15T08:30",
            f"release/{request}/request_no": "R-0117",
            f"release/{request}/requester_type": "press",
            f"release/{request}/basis": "Public records request",
            f"release/{request}/due_at": "2026-04-25T17:00",
            f"release/{request}/order_reference": "",
        },
    )
    assert reply.status_code == 303, reply.text
    added = rows(house, approved)[before:]
    assert len(added) == 6 and len({each.log_index for each in added}) == 1
    with house.services.store.reading() as db:
        (row,) = [each for each in log_rows.entries(db, added[0].log_index) if each.index == added[0].log_index]
    entry = open_entry(row.opening)
    assert (entry.act, entry.actor, entry.subject) == (Act.REPORT_ANNOTATED, house.people["clerk"], approved)
    for each in added:
        at = f"{each.part}/{each.row}/{each.field}"
        value = parse_canonical(each.value.encode())
        place = entry.details["fields"].index(at)
        assert entry.details["values"][place] == binding(each.salt, at, value)
        assert entry.details["values"][place] != binding(each.salt, at, "another")
    assert clerks(house, approved)[f"bwv_reference/{camera}/uploaded_at"]["at"] == "2026-04-15T08:30:00-07:00"


def test_the_officers_sealed_version_is_untouched(house, approved):
    browser, camera = house.browser("clerk"), cameras(house, approved)[0]
    head = house.row(approved)
    page = browser.get(f"/reports/{approved}/records").text
    browser.post(f"/reports/{approved}/records", seen=seen(page), **{f"bwv_reference/{camera}/evidence_guid": GUID})
    after = house.row(approved)
    assert (after.head, after.state, after.updated_at) == (head.head, head.state, head.updated_at)


def test_every_mistake_is_said_at_its_question_and_nothing_typed_is_lost(house, approved):
    browser, camera = house.browser("clerk"), cameras(house, approved)[0]
    page = browser.get(f"/reports/{approved}/records").text
    request, before = fresh(page), len(rows(house, approved))
    typed = {
        f"bwv_reference/{camera}/evidence_guid": "not a <guid>",
        f"bwv_reference/{camera}/upload_status": "uploaded",
        f"release/{request}/requester_type": "fed_agency",
        f"release/{request}/approved_by": "90200",
        "narrative/-/narrative_public_text": "One man told officers that he was born in Guatemala.",
    }
    reply = browser.post(f"/reports/{approved}/records", seen=seen(page), **typed)
    assert reply.status_code == 422
    said = reply.text
    wrong = set(re.findall(r'id="q-([^"]+)-wrong"', said))
    expected = {
        f"bwv_reference/{camera}/evidence_guid",
        "narrative/-/narrative_public_text",
        *(f"release/{request}/{name}" for name in ("request_no", "basis", "order_reference", "due_at", "approved_by")),
    }
    assert wrong == {each.replace("/", "-") for each in expected}
    for value in ("not a <guid>", "born in Guatemala"):
        assert html.escape(value) in said
    assert '<option value="fed_agency" selected>' in said and '<option value="uploaded" selected>' in said
    assert len(rows(house, approved)) == before
    assert fresh(said) == request


def test_what_stands_there_already_is_not_added_again_and_a_newer_value_keeps_the_older(house, approved):
    browser, camera = house.browser("clerk"), cameras(house, approved)[0]
    path, at = f"/reports/{approved}/records", f"bwv_reference/{camera}/evidence_guid"
    when = f"bwv_reference/{camera}/uploaded_at"
    page = browser.get(path).text
    assert browser.post(path, seen=seen(page), **{at: GUID, when: "2026-04-15T08:30"}).status_code == 303
    page, count = browser.get(path).text, len(rows(house, approved))
    reply = browser.post(path, seen=seen(page), **{at: GUID, when: "2026-04-15T08:30"})
    assert reply.status_code == 422 and len(rows(house, approved)) == count
    assert browser.post(path, seen=seen(page), **{at: GUID[::-1], when: "2026-04-15T08:30"}).status_code == 303
    assert [each.field for each in rows(house, approved)[count:]] == ["evidence_guid"]
    page = browser.get(path).text
    assert f'value="{GUID[::-1]}"' in page and f"Before: {GUID}" in page
    reply = browser.post(path, seen=seen(page), **{at: " "})
    assert reply.status_code == 422 and "not taken out" in reply.text


def test_two_clerks_never_write_over_each_other_unseen(house, approved):
    one, two, camera = house.browser("clerk"), house.browser("clerk"), cameras(house, approved)[0]
    path, at = f"/reports/{approved}/records", f"bwv_reference/{camera}/evidence_guid"
    page = two.get(path).text
    assert one.post(path, seen=seen(one.get(path).text), **{at: GUID}).status_code == 303
    reply = two.post(path, seen=seen(page), **{at: GUID[::-1]})
    assert reply.status_code == 422 and "Somebody else added" in reply.text
    assert f'value="{GUID[::-1]}"' in reply.text
    assert clerks(house, approved)[at] == GUID


def test_a_clerk_adds_nothing_to_a_supervisors_or_an_officers_question(house, approved):
    browser, camera = house.browser("clerk"), cameras(house, approved)[0]
    path, count = f"/reports/{approved}/records", len(rows(house, approved))
    typed = {
        f"bwv_reference/{camera}/hold_flagged_in_dems": "no",
        "incident/-/rd": "0101",
        "review/-/decision": "approve",
        "redaction/00000000-0000-4000-8000-000000000000/code": "PRIV",
    }
    assert browser.post(path, seen="-1", **typed).status_code == 422
    assert len(rows(house, approved)) == count


def test_a_form_without_its_token_changes_nothing(house, approved):
    browser, camera = house.browser("clerk"), cameras(house, approved)[0]
    typed = {f"bwv_reference/{camera}/evidence_guid": GUID, "at": "incident/-/federal_stated_purpose", "reason": "Why"}
    for path in ("records", "showing", f"showing/{camera}/hide"):
        assert browser.client.post(f"/reports/{approved}/{path}", data=typed).status_code == 400
    assert not [each for each in rows(house, approved) if each.person_id == house.people["clerk"]]


def test_a_clerk_reaches_no_report_that_is_not_approved(house):
    report = house.report().header.report
    for path in (f"/reports/{report}/records", f"/reports/{report}/showing"):
        assert house.browser("clerk").get(path).status_code == 403


def test_the_showing_page_lists_decides_and_takes_back(house, approved):
    browser = house.browser("clerk")
    path = f"/reports/{approved}/showing"
    page = browser.get(path).text
    chain = re.search(r'name="chain" value="([0-9a-f]{64})"', page).group(1)
    at = next(each for each in re.findall(r'name="at" value="([^"]+)"', page) if each.endswith("/badge_number"))
    assert Address.parse(at)
    reply = browser.post(path, chain=chain, profile="public", at=at, reason="")
    assert reply.status_code == 422 and "Give a reason" in reply.text
    assert re.search(rf'value="{at}" checked', reply.text)
    assert browser.post(path, chain=chain, profile="public", at=at, reason="Named in open court").status_code == 303
    page = browser.get(path).text
    assert "Named in open court" in page and f'value="{at}"' not in page
    hide = re.search(r'action="([^"]+/hide)"', page).group(1)
    assert browser.post(hide, profile="public").status_code == 303
    assert f'value="{at}"' in browser.get(path).text
