"""A version on a stale base is kept and shown to a person; neither side is lost.

An officer's vault exists twice (a restored backup), and both continue the same report without knowing of each other.
Both send. The server keeps both, tells the officer, shows both to the reviewer, and lets nobody approve without having
looked at the other side. What is stored cannot be changed even by hand.
"""

import pytest
from sqlalchemy import text

from mobile.store import StoreError
from server.reviewing import deciding, opening
from server.store import StoreUnusable
from shared.samples import scene
from tests.twins import answers_of


def told(words):
    """Scene S1 with another landmark."""
    answers = {
        part: [dict(row) for row in held] if isinstance(held, list) else dict(held)
        for part, held in scene("S1").answers.items()
    }
    answers["incident"]["location_landmark"] = words
    return answers


@pytest.fixture
def two_sides(department, tablet, tmp_path):
    """(report, the version that came first, the version that came second) on one common base."""
    report = tablet.drafting.start()
    tablet.fact(report, "the first minute")
    tablet.seal(report)
    tablet.exchange_all()
    other = tablet.copy(tmp_path / "backup")
    tablet.write(told("the north gate"), report)
    other.write(told("the south gate"), report)
    tablet.seal(report, "final")
    other.seal(report, "final")
    assert tablet.exchange_all().kind == other.exchange_all().kind == "done"
    yield report, tablet, other
    other.vault.lock()


def test_both_sides_are_stored_and_both_officers_screens_say_so(department, two_sides):
    report, first, second = two_sides
    kept = [
        department.read(report, each.row.digest).shown.answers["incident"]["location_landmark"]
        for each in department.stored(report)
    ]
    assert sorted(kept) == ["the first minute", "the north gate", "the south gate"]
    row = department.report(report)
    assert department.read(report).shown.answers["incident"]["location_landmark"] == "the north gate"
    assert row.branches == 1
    assert first.state(report) == "delivered"
    assert second.state(report) == "branched"
    first.exchange()
    kinds = [item.kind for item in first.reports.behind(report).items]
    assert "branched" in kinds
    assert answers_of(second.versions(report)[-1])["incident"]["location_landmark"] == "the south gate"


def test_the_reviewer_is_shown_the_other_side_and_cannot_pass_it_by(department, two_sides):
    report, _, _ = two_sides
    department.hold(report)
    supervisor, head = department.supervisor, department.report(report).head
    assert "approve.branch" in [each.code for each in opening.obstacles(department.read(report), supervisor)]
    with pytest.raises(deciding.Refused, match=r"approve\.branch"):
        deciding.approve(department.services, supervisor, report, version=head)
    branch = next(each.row.digest for each in department.stored(report) if each.row.branched)
    browser = department.browser(supervisor)
    page = browser.get(f"/reports/{report}").get_data(as_text=True)
    assert branch in page
    assert "the south gate" in browser.get(f"/reports/{report}/versions/{branch}").get_data(as_text=True)
    deciding.approve(department.services, supervisor, report, version=head)
    assert len(department.stored(report)) == 3


def test_a_decision_on_a_version_that_is_not_the_newest_any_more_is_refused(department, tablet):
    report = tablet.file()
    seen = department.report(report).head
    department.hold(report)
    tablet.put(report, answers_of(tablet.versions(report)[-1]), kind="final")
    tablet.exchange_all()
    assert department.report(report).head != seen
    with pytest.raises(deciding.Refused, match=r"report\.moved_on"):
        deciding.approve(department.services, department.supervisor, report, version=seen)


def test_what_was_sealed_cannot_be_changed_even_by_hand(department, tablet):
    report = tablet.drafting.start()
    tablet.seal(report)
    tablet.exchange_all()
    for change in ("UPDATE version SET token = 'x'", "UPDATE version SET parent = 'x'", "DELETE FROM version"):
        with pytest.raises(StoreUnusable), department.services.store.writing() as db:
            db.execute(text(change))
    for change in ("packed = x'00'", "sequence = 9", "parent = 'x'", "sealed_at = 'x'", "kind = 'final'"):
        with pytest.raises(StoreError), tablet.vault.store.writing() as database:
            database.conn.execute(f"UPDATE version SET {change}")
    assert len(department.stored(report)) == len(tablet.versions(report)) == 1
