"""What a reviewer does: comments, the return, holds, the approval; the officer's words stay as they were sealed."""

import json

import pytest

from server.accounts import tokens
from server.reviewing import annotating, deciding, opening
from server.reviewing.annotating import NotValid
from server.reviewing.deciding import Refused
from server.store import annotations, inbox, versions
from shared.answers import rows_of
from shared.entry import open_entry

NARRATIVE = "narrative/-/narrative_text"


@pytest.fixture
def sent(house):
    """Scene S1, sent as final."""
    return house.report()


@pytest.fixture
def reviewer(house, sent):
    return Reviewer(house, sent.header.report, "supervisor")


class Reviewer:
    """One person at one report, without the pages."""

    def __init__(self, house, report, who):
        self.house, self.report = house, report
        with house.services.store.reading() as db:
            from server.store import people

            self.person = people.get(db, house.people.get(who, who))

    @property
    def row(self):
        return self.house.row(self.report)

    def read(self):
        with self.house.services.store.reading() as db:
            return opening.read(db, self.house.services, self.report)

    def comment(self, text="Which door was it?", at=NARRATIVE):
        services = self.house.services
        return deciding.comment(services, self.person, self.report, version=self.row.head, at=at, text=text)

    def send_back(self, **more):
        version = more.pop("version", self.row.head)
        deciding.return_report(self.house.services, self.person, self.report, version=version, **more)

    def approve(self, **more):
        version = more.pop("version", self.row.head)
        deciding.approve(self.house.services, self.person, self.report, version=version, **more)

    def hold(self, value="yes"):
        for row in rows_of(self.read().shown.answers, "bwv_reference"):
            self.annotate("bwv_reference", row["id"], hold_flagged_in_dems=value)

    def annotate(self, part, row, **values):
        annotating.annotate(self.house.services, self.person, self.report, part=part, row=row, values=values)

    def obstacles(self):
        return [each.code for each in opening.obstacles(self.read(), self.person)]


def inbox_of(house, person="officer"):
    with house.services.store.reading() as db:
        return inbox.after(db, house.people[person], 0, 50)[0]


def test_a_return_brings_its_comments_to_the_officers_tablet(house, sent, reviewer):
    reviewer.comment()
    reviewer.comment("Add the second unit.", at="")
    reviewer.send_back(note="Nearly there.")
    assert reviewer.row.state == "returned"
    item = inbox_of(house)[-1]
    told = json.loads(item.body)
    assert (item.kind, item.report_id, told["version"]) == ("returned", sent.header.report, sent.sealed().digest)
    assert told["comments"] == [
        {"at": NARRATIVE, "text": "Which door was it?"},
        {"at": "", "text": "Add the second unit."},
    ]
    assert told["note"] == "Nearly there." and "90100" in told["by"]
    entry = house.acts()[item.position]
    assert (entry.act, entry.subject) == ("report.returned", sent.header.report)
    assert "Nearly" not in entry.opening.decode()


def test_a_new_version_after_the_return_waits_again(house, sent, reviewer):
    reviewer.comment()
    reviewer.send_back()
    tablet = house.tablet(house.people["officer"])
    answer = tablet.version(sent.answers, kind="final", parent=sent, sealed_at=dict(sent.header.sealed_at))
    assert house.sealed(answer)["outcome"] == "stored"
    assert reviewer.row.state == "resubmitted"
    assert [each.state for each in reviewer.read().comments] == ["sent"]
    reviewer.hold()
    reviewer.approve()
    assert reviewer.row.state == "approved"


def test_a_return_needs_a_comment(reviewer):
    with pytest.raises(Refused, match=r"return\.no_comment"):
        reviewer.send_back()
    assert reviewer.row.state == "submitted"


def test_a_comment_taken_back_goes_nowhere_and_stays_readable(house, reviewer):
    kept = reviewer.comment()
    deciding.withdraw(house.services, reviewer.person, reviewer.report, kept)
    with pytest.raises(Refused, match=r"return\.no_comment"):
        reviewer.send_back()
    with pytest.raises(Refused, match=r"comment\.gone"):
        deciding.withdraw(house.services, reviewer.person, reviewer.report, kept)
    assert [(each.text, each.state) for each in reviewer.read().comments] == [("Which door was it?", "withdrawn")]


@pytest.mark.parametrize(
    ("at", "text", "code"),
    [
        (NARRATIVE, "  \n ", "comment.blank"),
        (NARRATIVE, "x" * 1001, "comment.too_long"),
        (NARRATIVE, "a\x00b", "comment.control"),
        ("narrative/-/no_such_field", "words", "comment.nowhere"),
        ("injury/00000000-0000-4000-8000-000000000000/severity", "words", "comment.nowhere"),
        ("not an address", "words", "comment.nowhere"),
    ],
)
def test_a_comment_that_says_nothing_or_stands_nowhere_is_refused(reviewer, at, text, code):
    with pytest.raises(Refused) as refused:
        reviewer.comment(text, at)
    assert refused.value.code == code
    assert reviewer.read().comments == ()


def test_approval_waits_for_every_hold(house, reviewer):
    assert reviewer.obstacles() == ["approve.hold"]
    with pytest.raises(Refused, match=r"approve\.hold"):
        reviewer.approve()
    reviewer.hold()
    assert reviewer.obstacles() == []
    reviewer.approve(note="Complete.")
    assert reviewer.row.state == "approved"
    assert inbox_of(house)[-1].kind == "approved"
    assert house.acts()[-1].act == "report.approved"


def test_a_hold_says_who_and_when_and_a_correction_leaves_it_readable(house, reviewer):
    reviewer.hold()
    reviewer.hold("no")
    with house.services.store.reading() as db:
        kept = annotations.of_report(db, reviewer.report)
    camera = rows_of(reviewer.read().shown.answers, "bwv_reference")[0]["id"]
    of_one = [(each.field, json.loads(each.value)) for each in kept if each.row == camera]
    assert [value for field, value in of_one if field == "hold_flagged_in_dems"] == ["yes", "no"]
    assert ("hold_by", "90100") in of_one
    assert next(value for field, value in of_one if field == "hold_at")["clock"] == "network"
    assert reviewer.obstacles() == ["approve.hold"]


def test_annotations_leave_the_sealed_version_as_it_was(house, sent, reviewer):
    reviewer.hold()
    reviewer.comment()
    reviewer.send_back()
    with house.services.store.reading() as db:
        held = versions.get(db, sent.sealed().digest)
    assert held.sealed == sent.sealed()


@pytest.mark.parametrize(
    ("part", "values", "code"),
    [
        ("bwv_reference", {"hold_flagged_in_dems": "perhaps"}, "annotation.wrong"),
        ("bwv_reference", {"activation": "on_arrival"}, "annotation.wrong"),
        ("bwv_reference", {"evidence_guid": "00000000-0000-4000-8000-000000000000"}, "annotation.wrong"),
        ("bwv_reference", {}, "annotation.nothing"),
        ("no_such_part", {"a": "b"}, "annotation.nothing"),
    ],
)
def test_only_a_supervisors_questions_take_values_that_fit(house, reviewer, part, values, code):
    camera = rows_of(reviewer.read().shown.answers, "bwv_reference")[0]["id"]
    with pytest.raises(Refused) as refused:
        reviewer.annotate(part, camera, **values)
    assert refused.value.code == code
    assert isinstance(refused.value, NotValid) is (code == "annotation.wrong")
    with house.services.store.reading() as db:
        assert annotations.of_report(db, reviewer.report) == []


def test_a_row_that_is_not_there_takes_no_value(reviewer):
    with pytest.raises(Refused, match=r"annotation\.no_row"):
        reviewer.annotate("bwv_reference", "00000000-0000-4000-8000-000000000000", hold_flagged_in_dems="yes")


def test_nobody_decides_on_their_own_report(house):
    author = house.person("90600", "officer", "supervisor", name="Demo Sergeant Author")
    report = house.report(author=author).header.report
    own = Reviewer(house, report, author)
    other = Reviewer(house, report, "supervisor")
    other.hold()
    assert "approve.author" in own.obstacles()
    for act in (own.approve, own.hold, own.comment, own.send_back):
        with pytest.raises(Refused):
            act()
    assert house.row(report).state == "submitted"


def test_a_rank_that_does_not_review_does_not_approve(house, reviewer):
    reviewer.hold()
    low = house.person("90700", "supervisor", name="Demo Low Rank")
    with house.services.store.writing() as db:
        from sqlalchemy import text

        db.execute(text("UPDATE person SET rank = 'Police Officer II' WHERE id = :id"), {"id": low})
    assert Reviewer(house, reviewer.report, low).obstacles() == ["approve.rank"]


def test_an_interim_version_is_seen_and_not_decided_on(house):
    report = house.report(final=False).header.report
    early = Reviewer(house, report, "supervisor")
    assert "approve.on_scene" in early.obstacles()
    early.comment("Ask for the badge again.", at="")
    for act in (early.approve, early.send_back):
        with pytest.raises(Refused):
            act()
    assert house.row(report).state == "on_scene"


def test_a_version_that_came_meanwhile_is_not_decided_on_unseen(house, sent, reviewer):
    reviewer.hold()
    seen = reviewer.row.head
    tablet = house.tablet(house.people["officer"])
    house.sealed(tablet.version(sent.answers, kind="final", parent=sent, sealed_at=dict(sent.header.sealed_at)))
    with pytest.raises(Refused, match=r"report\.moved_on"):
        reviewer.approve(version=seen)
    assert reviewer.row.state == "submitted"


def test_a_branch_is_looked_at_before_the_approval(house, sent, reviewer):
    reviewer.hold()
    tablet = house.tablet(house.people["officer"])
    first = house.acts()
    with house.services.store.reading() as db:
        root = versions.of_report(db, reviewer.report)[0].row.digest
    side = tablet.version(
        sent.answers,
        kind="final",
        report=sent.header.report,
        parent=None,
        sealed_at=dict(sent.header.sealed_at),
    )
    assert root != sent.sealed().digest and first
    assert house.sealed(side)["outcome"] == "branched"
    assert reviewer.obstacles() == ["approve.branch"]
    opening.open_report(house.services, reviewer.person, reviewer.report, side.sealed().digest)
    assert reviewer.obstacles() == []


def test_comments_that_were_not_sent_hold_up_the_approval(reviewer):
    reviewer.hold()
    reviewer.comment()
    assert reviewer.obstacles() == ["approve.comments"]


def test_opening_a_report_is_an_entry_before_it_is_shown(house, reviewer):
    browser = house.browser("oig")
    assert browser.get(f"/reports/{reviewer.report}").status_code == 200
    entry = open_entry(house.acts()[-1].opening)
    assert (entry.act, entry.actor, entry.subject) == ("report.viewed", browser.person, reviewer.report)
    assert entry.details == {"version": reviewer.row.head}


def test_the_pages_refuse_with_a_reason_and_keep_what_was_typed(house, reviewer):
    browser = house.browser("supervisor")
    reply = browser.post(f"/reports/{reviewer.report}/return", version=reviewer.row.head, note="Typed words.")
    assert reply.status_code == 422
    assert "A return needs at least one comment" in reply.text and "Typed words." in reply.text


def test_the_clerk_sees_a_report_once_it_is_approved(house, reviewer):
    clerk = house.browser("clerk")
    assert clerk.get(f"/reports/{reviewer.report}").status_code == 403
    reviewer.hold()
    reviewer.approve()
    page = clerk.get(f"/reports/{reviewer.report}").text
    assert "Approve</button>" not in page and tokens.FIELD in page
