"""The monthly count of the five duties: what is in it, final and interim apart, small numbers kept from the public."""

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner

from server import monthly
from server.cli.duties import duties as command
from server.monthly import HIDDEN, Line, Month, Reason, shown
from shared.duties import CODES, State, duties
from shared.samples import scene

APRIL = "2026-04"
N, L, W, X, A = State.MET, State.MET_LATE, State.OWED, State.NOT_MET, State.NOT_APPLICABLE


@pytest.fixture
def counted(house):
    house.report("S1")
    house.report("S1", author="colleague", final=False)
    return monthly.count(house.services, house.people["oig"], APRIL)


def line(**counts):
    return {state: counts.get(state.value, 0) for state in State}


def test_each_report_counts_once_by_its_newest_version_final_and_interim_apart(house, counted):
    assert counted.reports == {"final": 1, "interim": 1}
    for kind in ("final", "interim"):
        assert [each.duty for each in counted.lines[kind]] == list(CODES)
        assert all(sum(each.counts.values()) == counted.reports[kind] for each in counted.lines[kind])


def test_a_count_says_the_same_as_the_report_page(house, counted):
    form = house.services.form()
    for told in duties(form, scene("S1").answers, house.clock.now(), {}):
        (ours,) = [each for each in counted.lines["final"] if each.duty == told.code]
        assert ours.counts[told.state] == 1
        if told.state in (X, A):
            assert [(each.state, each.code) for each in ours.reasons] == [(told.state, told.reason)]


def test_a_report_counts_in_the_month_in_which_it_began(house, counted):
    assert monthly.count(house.services, "x", "2026-05").reports == {"final": 0, "interim": 0}
    with pytest.raises(monthly.BadMonth):
        monthly.count(house.services, "x", "2026-4")


def test_a_report_without_a_date_is_said_to_be_left_out(house):
    tablet = house.tablet(house.people["officer"])
    assert house.sealed(tablet.version({"incident": {"source": "radio_call"}}, kind="interim"))["outcome"] == "stored"
    told = monthly.count(house.services, "x", APRIL)
    assert (sum(told.reports.values()), told.undated) == (0, 1)


def test_a_report_that_does_not_prove_is_counted_nowhere_and_said(house, monkeypatch):
    from shared.seal import SealBroken

    house.report("S1")

    def broken(*_):
        raise SealBroken("seal.signature")

    monkeypatch.setattr(monthly, "opened_version", broken)
    told = monthly.count(house.services, "x", APRIL)
    assert (sum(told.reports.values()), told.unreadable) == (0, 1)


@pytest.mark.parametrize(
    ("counts", "total", "hidden"),
    [
        ({"met": 9}, 9, set()),
        ({"met": 7, "owed": 4, "not_met": 1}, 12, {X, W}),
        ({"met": 3, "met_late": 1, "not_met": 1}, 5, {N, L, X}),
        ({"met": 2, "not_met": 2}, 4, set(State)),
        ({"met": 2}, 2, set(State)),
    ],
)
def test_no_small_number_can_be_worked_out_from_the_public_copy(counts, total, hidden):
    made = Line("camera", line(**counts), (Reason(X, "not_recorded", (), counts.get("not_met", 0)),))
    month = Month(APRIL, "2026-05-01T00:00:00.000Z", {"final": total}, {"final": (made,)}, 1, 0)
    public = shown(month, public=True)
    (told,) = public["final"]["duties"]
    assert {State(name) for name, number in told["counts"].items() if number == HIDDEN} == hidden
    if hidden:
        assert told["reasons"] == []
    assert public["left_out"] == {"undated": HIDDEN, "unreadable": 0}
    assert public["final"]["reports"] == (HIDDEN if total < 3 else total)
    assert HIDDEN not in json.dumps(shown(month, public=False))


def test_the_page_and_the_file_say_the_same_numbers(house, counted):
    browser = house.browser("oig")
    page = browser.get(f"/duties?month={APRIL}")
    assert page.status_code == 200
    assert "Each report counts once" in page.text and "Left out: reports without a date yet" in page.text
    text = browser.get(f"/duties.csv?month={APRIL}").data.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert tuple(lines[0]) == monthly.COLUMNS
    for kind in ("final", "interim"):
        told = {(each["duty"], each["state"]): each["reports"] for each in lines if each["version"] == kind}
        assert told["", ""] == str(counted.reports[kind])
        for each in counted.lines[kind]:
            assert [told[each.duty, state.value] for state in State] == [str(each.counts[state]) for state in State]
    public = browser.get(f"/duties.csv?month={APRIL}&public=1").data.decode("utf-8-sig")
    assert {each["reports"] for each in csv.DictReader(io.StringIO(public))} == {HIDDEN}
    assert browser.get("/duties?month=April").status_code == 422
    assert browser.get("/duties.csv?month=April").status_code == 404
    assert [each.act for each in house.acts()].count("duties.counted") == 4


@pytest.mark.parametrize("role", ["supervisor", "clerk", "oig"])
def test_those_who_report_see_it_and_find_it(house, role):
    page = house.browser(role).get("/duties")
    assert page.status_code == 200 and re.search(r'href="/duties"[^>]*aria-current', page.text)


def test_the_command_counts_as_the_page_does(house, counted, monkeypatch):
    monkeypatch.setenv("SCENEBOOK_DATA", str(house.services.settings.data))
    done = CliRunner().invoke(command, ["--month", APRIL, "--json"])
    assert done.exit_code == 0, done.output
    told, ours = json.loads(done.output), shown(counted, public=False)
    assert (told["final"], told["left_out"]) == (ours["final"], ours["left_out"])
    assert told["interim"]["reports"] == 1  # by the command's clock its watch ended long ago
    words = CliRunner().invoke(command, ["--month", APRIL]).output
    assert "whose newest version is final: 1" in words and "Camera on" in words
    assert "duty,state,reason,reports" in CliRunner().invoke(command, ["--month", APRIL, "--csv"]).output
    assert CliRunner().invoke(command, ["--month", "April"]).exit_code == 2
