"""Two officers' accounts of one scene: told to the reader, side by side and never merged, proposed for one case."""

from datetime import timedelta

import pytest

from server.reviewing.accounts import same_scene, scenes
from server.store import cases
from shared.entry import Act
from shared.samples import DUPLICATE
from tests.web.conftest import approve


@pytest.fixture
def two(house):
    """S5 as both units tell it: over midnight, with one incident number."""
    first = house.report("S5").header.report
    second = house.report(DUPLICATE, author="colleague").header.report
    return first, second


def test_the_other_account_is_told_and_shown_side_by_side(house, two):
    first, second = two
    browser = house.browser("supervisor")
    assert f"/reports/{first}/beside/{second}" in browser.get(f"/reports/{first}").text
    page = browser.get(f"/reports/{first}/beside/{second}").text
    assert "5A65" in page and "5A73" in page and "they differ" in page
    assert "Demo Person 90001" in page and "Demo Person 90002" in page
    viewed = [entry.subject for entry in house.acts() if entry.act == Act.REPORT_VIEWED]
    assert viewed[-2:] == [first, second]
    assert house.row(first).head != house.row(second).head, "two reports as before"


def test_who_may_not_open_the_other_account_neither_learns_of_it_nor_sees_it(house, two):
    first, second = two
    browser = house.browser("officer")
    assert second not in browser.get(f"/reports/{first}").text
    assert browser.get(f"/reports/{first}/beside/{second}").status_code == 403
    assert browser.get(f"/reports/{second}/beside/{first}").status_code == 403
    assert house.browser("clerk").get(f"/reports/{first}/beside/{second}").status_code == 403, "not approved"


def test_a_report_beside_itself_or_beside_nothing_is_no_page(house, two):
    browser = house.browser("supervisor")
    assert browser.get(f"/reports/{two[0]}/beside/{two[0]}").status_code == 404
    assert browser.get(f"/reports/{two[0]}/beside/0a1b2c3d-0000-4000-8000-000000000000").status_code == 404


def test_they_are_proposed_for_one_case(house, two):
    first, second = two
    for each in two:
        approve(house, each)
    browser = house.browser("clerk")
    assert "2 accounts that seem to be of one scene" in browser.get("/cases").text
    opened = browser.post("/cases", title="Harbor gate", report=first).location.split("?")[0]
    page = browser.get(opened).text
    assert "Proposed: approved reports" in page
    assert f'value="{second}" checked' in page.partition("Proposed: approved reports")[2]
    assert "seems to belong to case" in browser.get("/cases").text
    house.clock.at += timedelta(minutes=1)
    browser.post(f"{opened}/link", report=second)
    page = browser.get(opened).text
    assert "Proposed: approved reports" not in page and f"/reports/{first}/beside/{second}" in page
    with house.services.store.reading() as db:
        linked = cases.reports_of(db, opened.rsplit("/", 1)[1])
    assert [each.id for each in linked] == [first, second]


def test_same_digits_on_another_day_are_another_scene(house, two):
    one, other = (house.row(each) for each in two)
    assert same_scene(one, other)
    for date, same in (("2026-11-01", True), ("2026-10-30", True), ("2026-11-02", False), ("", True)):
        assert same_scene(one, replace_date(other, date)) is same, date
    assert not same_scene(one, other._replace(incident_number=""))
    assert not same_scene(one, one)
    elsewhere = replace_date(other, "2027-10-31")
    assert scenes([one, elsewhere, other]) == [[one, other], [elsewhere]]


def replace_date(row, date):
    return row._replace(incident_date=date)
