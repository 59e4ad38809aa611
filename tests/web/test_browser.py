"""A supervisor and a clerk at a real Chromium. The server answers over a real socket."""

import pytest
from playwright.sync_api import expect

from server.store import people
from tests.web.conftest import PASSWORD, PATIENCE_MS, approve, complaints_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

expect.set_options(timeout=PATIENCE_MS)


def test_a_supervisor_returns_a_report_holds_its_footage_and_approves(house, visit):
    with house.services.store.writing() as db:
        from server.accounts import passwords

        people.set_password(db, house.people["supervisor"], passwords.hashed(PASSWORD))
    sent = house.report()
    page = visit()
    page.goto("/reports")
    page.get_by_label("Serial number").fill("90100")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="1200 block S Union Ave").click()
    approve = page.get_by_role("button", name="Approve")
    expect(approve).to_be_disabled()

    line = page.locator("#f-narrative---narrative_text")
    line.locator("summary").click()
    line.get_by_role("textbox").fill("Which gate did they use?")
    line.get_by_role("button", name="Keep comment").click()
    expect(line.get_by_text("Goes with the return")).to_be_visible()
    expect(page.locator("#decision")).to_contain_text("Return to officer (1)")
    page.get_by_role("button", name="Return to officer").click()
    expect(page.locator(".report-head")).to_contain_text("Returned")

    officer = house.tablet(house.people["officer"])
    told = officer.exchange(cursor=0)["inbox"][-1]
    assert told["body"]["comments"] == [{"at": "narrative/-/narrative_text", "text": "Which gate did they use?"}]
    answer = officer.version(sent.answers, kind="final", parent=sent, sealed_at=dict(sent.header.sealed_at))
    assert house.sealed(answer)["outcome"] == "stored"

    page.goto("/reports")
    page.get_by_role("link", name="1200 block S Union Ave").click()
    holds = page.get_by_role("button", name="Confirm the hold")
    expect(holds).not_to_have_count(0)
    for left in range(holds.count(), 0, -1):
        expect(holds).to_have_count(left)
        holds.first.click()
    expect(holds).to_have_count(0)
    expect(approve).to_be_enabled()
    approve.click()
    expect(page.locator(".report-head")).to_contain_text("Approved")
    assert house.row(sent.header.report).state == "approved"


def test_a_comment_keeps_what_was_typed_elsewhere(house, visit):
    report = house.report().header.report
    page = visit("supervisor")
    page.goto(f"/reports/{report}")
    other = page.locator("#f-incident---source")
    other.locator("summary").click()
    other.get_by_role("textbox").fill("Half a thought")
    line = page.locator("#f-incident---call_type_text")
    line.locator("summary").click()
    line.get_by_role("textbox").fill("Is that the code?")
    line.get_by_role("button", name="Keep comment").click()
    expect(line.get_by_text("Is that the code?")).to_be_visible()
    expect(other.get_by_role("textbox")).to_have_value("Half a thought")


def test_the_pages_work_without_scripts(house, visit):
    sent = house.report()
    report = sent.header.report
    page = visit("supervisor", java_script_enabled=False)
    page.goto(f"/reports/{report}")
    line = page.locator("#f-incident---call_type_text")
    line.locator("summary").click()
    line.get_by_role("textbox").fill("Is that the code?")
    line.get_by_role("button", name="Keep comment").click()
    expect(page.locator("#f-incident---call_type_text").get_by_text("Is that the code?")).to_be_visible()
    page.get_by_role("button", name="Return to officer").click()
    expect(page.locator(".report-head")).to_contain_text("Returned")
    assert house.row(report).state == "returned"


def test_the_author_finds_no_way_to_decide(house, visit):
    author = house.person("90600", "officer", "supervisor", name="Demo Sergeant Author")
    report = house.report(author=author).header.report
    page = visit(author)
    page.goto(f"/reports/{report}")
    expect(page.locator("#decision")).to_contain_text("This is your own report")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    expect(page.get_by_role("button", name="Keep comment")).to_have_count(0)


def test_a_clerk_adds_footage_decides_what_is_shown_and_exports(house, visit):
    report = house.report().header.report
    approve(house, report)
    page = visit("clerk")
    page.goto("/cases")
    page.locator("input[name=report]").first.check()
    page.get_by_role("button", name="Open a case").click()
    page.get_by_role("link", name="Footage, requests and public text").click()
    guid = page.get_by_label("Evidence id").first
    guid.fill("wrong")
    page.get_by_label("Request number").fill("R-0117")
    page.get_by_role("button", name="Add what is new").click()
    mistakes = page.get_by_role("alert")
    expect(mistakes).to_contain_text("Nothing was added")
    expect(mistakes.get_by_role("link")).not_to_have_count(0)
    expect(guid).to_have_value("wrong")
    expect(page.get_by_label("Request number")).to_have_value("R-0117")
    assert complaints_of(page) == []
    guid.fill("0123456789abcdef0123456789abcdef")
    page.get_by_label("Who asks?").select_option("press")
    page.get_by_label("On what ground?").fill("Public records request")
    page.get_by_label("Due by").fill("2026-04-25T17:00")
    page.get_by_role("button", name="Add what is new").click()
    expect(page.get_by_role("status")).to_contain_text("Added")

    page.get_by_role("link", name="Show a withheld answer").click()
    badge = page.locator("label.records-choice", has_text="Badge number").first
    badge.get_by_role("checkbox").check()
    page.get_by_label("Reason").fill("Named in open court on 20 April")
    page.get_by_role("button", name="Show the chosen answers").click()
    expect(page.locator("section", has_text="Shown by decision").first).to_contain_text("Named in open court")
    assert complaints_of(page) == []

    page.goto("/cases")
    page.locator("table a").first.click()
    page.get_by_label("Who asks").select_option("fed_agency")
    page.get_by_label("For whom").fill("Office of an agency")
    page.get_by_label("Why: request").fill("R-0118")
    page.get_by_role("button", name="Export the case").click()
    expect(page.get_by_role("alert")).to_contain_text("without a judicial warrant or a court order")
    expect(page.get_by_label("For whom")).to_have_value("Office of an agency")
    page.get_by_label("Who asks").select_option("press")
    page.get_by_role("button", name="Export the case").click()
    expect(page.get_by_role("status")).to_contain_text("Exported")
