"""Every count says what it includes, what it excludes and why.

Each number a person is shown is compared with what is really there, and the words beside it must name what was left
out: reports of other Areas in the queue, reports not approved on the clerk's page, answers withheld from a copy, what
waits on a tablet.
"""

import pytest

from server import cases
from server.exporting import releasing
from server.reviewing.queue import queue
from shared.answers import ALL_ROWS, flatten
from shared.archive import unpack
from shared.bundle import verify
from shared.canonical import parse_canonical
from shared.commit import open_disclosure
from shared.seal import Sealed
from shared.words import LANGUAGES, say, table
from tests.twins import Department, texts_of


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """One approved report, one submitted, one on a scene (its Area not known yet), one that never left its tablet."""
    made = Department(tmp_path_factory.mktemp("counts"))
    tablet = made.tablet()
    made.approved = tablet.file()
    made.approve(made.approved)
    made.submitted = made.tablet_of("S6").file("S6")
    made.scene = tablet.drafting.start()
    tablet.seal(made.scene)
    tablet.exchange_all()
    made.unsent = tablet.drafting.start()
    yield made
    made.close()


def page(house, person, path):
    return texts_of(house.browser(person).get(path))


def test_the_queue_counts_every_report_once_and_names_what_no_tablet_sent(house):
    found = queue(house.services, house.supervisor, "review")
    assert dict(found.counts) == {"review": 1, "scene": 1, "returned": 0, "approved": 1}
    assert sum(found.counts.values()) == len({each.row.report_id for each in house.stored()}) == 3
    said = page(house, house.supervisor, "/reports")
    assert say("web.queue.reach.all") in said and say("web.queue.unsent") in said


def test_the_queue_of_one_area_says_how_many_are_left_out_and_why(house):
    area = house.report(house.submitted).area_code
    other = house.hire("80201", "supervisor", areas=["02" if area != "02" else "12"])
    found = queue(house.services, other, "review")
    assert (found.counts["review"], found.elsewhere, len(found.lines)) == (0, 1, 0)
    assert found.counts["scene"] == 1, "an Area that nobody has answered yet is everybody's"
    said = page(house, other, "/reports?tab=review")
    assert say("web.queue.reach.areas", count=1) in said


def test_an_officers_queue_says_that_it_is_the_own_reports_only(house):
    officer = house.hire("47112")
    found = queue(house.services, officer, "approved")
    assert found.counts["approved"] == 1 and found.counts["review"] == 0
    assert say("web.queue.reach.own") in page(house, officer, "/reports")


def test_the_clerks_page_says_what_is_not_listed_and_why(house):
    said = page(house, house.clerk, "/cases")
    waiting = sum(house.report(each).state != "approved" for each in (house.submitted, house.scene))
    assert say("records.ready.excluded", count=waiting) in said


def test_every_group_on_the_tablet_counts_what_its_list_shows(house):
    tablet = house.tablet()
    from mobile.reports import GROUPS

    for group, count in tablet.reports.counts().items():
        assert count == len(tablet.reports.page(GROUPS[group])), group
    assert sum(tablet.reports.counts().values()) == len(tablet.reports.page()) == 3


def test_the_tablets_count_of_mistakes_is_the_number_it_would_refuse_with(house):
    from mobile.drafting import NotReady
    from mobile.editing import Editing

    tablet = house.tablet()
    editing = Editing(tablet.vault, tablet.drafting, house.unsent)
    tablet.fact(house.unsent, "neither here nor there", field="rd")
    editing.leave()
    with pytest.raises(NotReady) as caught:
        tablet.seal(house.unsent, "final")
    row = tablet.row(house.unsent)
    assert row.code == "draft_errors" and row.params["count"] == len(caught.value.problems)


@pytest.fixture(scope="module")
def copies(house):
    clerk = house.clerk.id
    case = cases.open_case(house.services, clerk, "")
    cases.link(house.services, clerk, case.id, house.approved)
    made = {}
    for copy, who in (("full", "court"), ("redacted", "public")):
        row = releasing.export(house.services, clerk, case.id, requester=who, recipient="Daily Example", purpose="R-1")
        made[copy] = releasing.path_of(house.services, row).read_bytes()
    return made


@pytest.mark.parametrize("copy", ["full", "redacted"])
def test_shown_withheld_and_confidential_add_up_to_every_sealed_answer(house, copies, copy):
    files = unpack(copies[copy])
    manifest = parse_canonical(files["manifest.json"])
    (counts,) = manifest["reports"]
    sealed = flatten(house.read(house.approved).shown.answers)
    answers = sum(address.row != ALL_ROWS for address in sealed)
    assert counts["shown"] + counts["pending_review"] + counts["confidential"] == answers
    head = next(it for name, it in files.items() if name.endswith("version-1.sdjwt")).decode()
    disclosed = [open_disclosure(each)[0] for each in Sealed.parse(head).disclosures]
    assert counts["shown"] == sum(address.row != ALL_ROWS for address in disclosed)
    assert (counts["pending_review"] + counts["confidential"] > 0) == (copy == "redacted")


def test_whoever_checks_a_bundle_counts_again(house, copies):
    import re

    from shared.archive import pack
    from shared.bundle import Trust, Verdict

    trust = Trust.parse(releasing.trust_file(house.services))
    assert verify(copies["redacted"], trust).verdict is Verdict.GENUINE
    files = unpack(copies["redacted"])
    files["manifest.json"] = re.sub(rb'"shown":(\d+)', b'"shown":9', files["manifest.json"])
    assert verify(pack(files), trust).verdict is not Verdict.GENUINE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_packet_says_in_words_what_is_not_in_it(language):
    words = table(language)
    for code in ("excluded_note", "counts_note", "redacted_note", "full_note"):
        assert len(words[f"export.packet.{code}"]) > 20
    assert "{count}" in words["records.ready.excluded"] and "{count}" in words["web.queue.reach.areas"]
