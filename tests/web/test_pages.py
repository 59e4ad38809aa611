"""What the pages show: the queue's facts, answers and blanks kept apart, two versions compared, two languages."""

import re

import pytest

from server.summary import summarise
from server.web.icons import icon
from server.web.page import local_path
from server.web.telling import DUTY_ICONS, FEED_ICONS, LEVEL_ICONS, STATE_ICONS
from shared.problems import Problem
from shared.report import shipped_form
from shared.rules import Case
from shared.samples import scene
from shared.words import knows


@pytest.fixture
def report(house):
    return house.report().header.report


def test_the_queue_tells_the_facts_of_a_scene():
    told = summarise(Case(shipped_form(), scene("S1").answers), [Problem("V-06")])
    assert told["place"] == "1200 block S Union Ave, 12th St"
    assert (told["injuries"], told["ambulance"], told["misconduct"]) == (1, "yes", 2)
    assert [each["status"] for each in told["agencies"]] == ["identified_verified", "refused"]
    assert (told["errors"], told["owed"]) == (1, 0)


def test_the_queue_tells_nothing_that_nobody_said():
    told = summarise(Case(shipped_form(), {"incident": {}}), [])
    assert (told["place"], told["injured"], told["ambulance"], told["agencies"]) == ("", "", "", [])
    assert told["owed"] > 10


def test_no_ambulance_for_one_is_no_ambulance():
    rows = [{"id": "a", "ems_summoned": "yes"}, {"id": "b", "ems_summoned": "no"}]
    assert summarise(Case(shipped_form(), {"injury": rows}), [])["ambulance"] == "no"
    rows[1].pop("ems_summoned")
    assert summarise(Case(shipped_form(), {"injury": rows}), [])["ambulance"] == ""


def test_the_queue_lists_the_longest_waiting_first(house, report):
    later = house.report("S3", author="colleague").header.report
    page = house.browser("supervisor").get("/reports").text
    assert 0 < page.index(report) < page.index(later)


def test_interim_facts_are_in_the_queue_while_the_officer_is_on_the_scene(house):
    house.report(final=False)
    page = house.browser("supervisor").get("/reports?tab=scene").text
    assert "Border Patrol" in page and "owed" in page


def test_an_officer_finds_the_own_reports_only(house, report):
    assert report in house.browser("officer").get("/reports").text
    assert report not in house.browser("colleague").get("/reports").text


def test_a_supervisor_finds_the_own_areas_only(house, report):
    assert report not in house.browser("elsewhere").get("/reports").text


def test_blank_and_refused_look_different(house, report):
    page = house.browser("supervisor").get(f"/reports/{report}").text
    assert 'class="mark refused"' in page and 'class="mark not-asked"' in page


def test_every_answer_of_the_officer_is_on_the_page(house, report):
    """Nothing is left out: each given answer has its line."""
    page = house.browser("supervisor").get(f"/reports/{report}").text
    form, told = shipped_form(), scene("S1").answers
    for part in form.parts:
        rows = told.get(part.name, [])
        for row in rows if isinstance(rows, list) else [rows]:
            for name in row:
                if name not in ("id", part.parent_field):
                    assert f'id="f-{part.name}-{row.get("id", "-")}-{name}"' in page, (part.name, name)


def test_what_an_officer_typed_is_never_markup(house):
    told = scene("S1")
    tablet = house.tablet(house.people["officer"])
    answers = {**told.interim, "narrative": {"narrative_text": "<script>alert(1)</script>" * 10}}
    version = tablet.version(answers, sealed_at=dict(told.steps[0].at))
    assert house.sealed(version)["outcome"] == "stored"
    page = house.browser("supervisor").get(f"/reports/{version.header.report}").text
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_two_versions_are_compared_field_by_field(house, report):
    page = house.browser("supervisor").get(f"/reports/{report}/compare").text
    assert "Version 1 and version 2" in page
    assert re.search(r"<ins class=\"prose\">.*Halvorsen", page)


def test_the_language_is_chosen_and_stays(house, report):
    browser = house.browser("supervisor")
    reply = browser.get("/language/es?next=/reports")
    assert reply.location == "/reports"
    page = browser.get("/reports").text
    assert '<html lang="es">' in page and "Por revisar" in page


def test_the_log_page_checks_every_entry(house, report):
    browser = house.browser("oig")
    assert "unchanged and in order" in browser.get("/log?check=1").text
    with house.services.store.writing() as db:
        from sqlalchemy import text

        db.execute(text("UPDATE log_entry SET actor = 'somebody else' WHERE \"index\" = 3"))
    assert "broken at entry 3" in browser.get("/log?check=1").text


@pytest.mark.parametrize("path", ["/nowhere", "/reports?tab=nonsense", "/language/xx", "/static/package/other.js"])
def test_an_address_without_anything_says_so(house, path):
    reply = house.browser("supervisor").get(path)
    assert reply.status_code == 404
    assert "There is nothing at this address" in reply.text


def test_a_failure_is_a_sentence_and_no_trace(house):
    def broken():
        raise RuntimeError("secret detail")

    house.world.app.view_functions["web.people"] = broken
    reply = house.browser("admin").get("/people")
    assert reply.status_code == 500
    assert "Nothing was half done" in reply.text and "secret" not in reply.text


@pytest.mark.parametrize("wanted", ["", "//x", "http://x/", "/\\x", "/a\nb", "x"])
def test_only_paths_of_this_server_are_followed(wanted):
    assert local_path(wanted) == "/"


def test_every_picture_is_there():
    for table in (STATE_ICONS, LEVEL_ICONS, DUTY_ICONS, FEED_ICONS):
        for name in table.values():
            assert "<path" in icon(name)


def test_every_act_and_feed_kind_has_words():
    from shared.entry import Act

    for language in ("en", "es"):
        assert all(knows(f"act.{act.value}", language) for act in Act)
        assert all(knows(f"web.feed.{kind}", language) for kind in FEED_ICONS)
