"""The reviewer never edits the officer's words; nobody approves their own report; only approved records leave.

A report goes through everything a reviewer can do: opened, commented, annotated, returned, answered, approved. Before
and after, the officer's versions are the same bytes under the same signature. Then everybody tries what they may not:
the author approves, a clerk exports what is not approved, a page posts an answer.
"""

import pytest

from server import cases
from server.cases import CaseRefused
from server.exporting import releasing
from server.reviewing import annotating, deciding
from server.store import cases as case_rows
from shared.about import Stage
from shared.answers import rows_of
from shared.canonical import sha256_hex
from shared.report import shipped_form


def bytes_of(department, report):
    """What is stored of the officer's words, by digest."""
    return {each.row.digest: sha256_hex(each.sealed.text().encode()) for each in department.stored(report)}


def test_everything_a_reviewer_does_leaves_the_officers_bytes_alone(department, tablet):
    report = tablet.file()
    before = bytes_of(department, report)
    browser = department.browser(department.supervisor)
    camera = rows_of(department.read(report).shown.answers, "bwv_reference")[0]["id"]
    head = department.report(report).head
    asked = [
        browser.get(f"/reports/{report}"),
        browser.post(f"/reports/{report}/comments", version=head, at="narrative/-/narrative_text", text="Which door?"),
        browser.post(f"/reports/{report}/annotations/bwv_reference/{camera}", hold_flagged_in_dems="yes"),
        browser.post(f"/reports/{report}/return", version=head, note="Nearly there."),
    ]
    assert [each.status_code for each in asked] == [200, 303, 303, 303]
    assert bytes_of(department, report) == before
    tablet.exchange_all()
    assert tablet.state(report) == "returned"
    tablet.fact(report, "the north gate")
    tablet.seal(report, "final")
    tablet.exchange_all()
    department.approve(report)
    after = bytes_of(department, report)
    assert len(after) == 2 and before.items() <= after.items()
    assert {each.row.author_id for each in department.stored(report)} == {tablet.person}


def test_no_field_of_the_officer_can_be_written_by_a_reviewer(department, tablet):
    report = tablet.file()
    shown = department.read(report).shown
    for spec in shipped_form().fields:
        if not spec.about.stage.officers:
            continue
        for row in rows_of(shown.answers, spec.part)[:1]:
            value = row.get(spec.name, "changed")
            with pytest.raises(deciding.Refused, match=r"annotation"):
                annotating.annotate(
                    department.services,
                    department.supervisor,
                    report,
                    part=spec.part,
                    row=str(row.get("id", "-")),
                    values={spec.name: value},
                    stage=Stage.SUPERVISOR,
                )
    with department.services.store.reading() as db:
        from server.store import annotations

        assert annotations.of_report(db, report) == []


def test_an_officer_cannot_send_a_reviewers_field_either(department, tablet):
    told = dict(department_answers(tablet))
    told["bwv_reference"] = [{**row, "hold_flagged_in_dems": "yes"} for row in told["bwv_reference"]]
    report = tablet.drafting.start()
    tablet.put(report, told, kind="final")
    tablet.exchange_all()
    (refused,) = tablet.versions(report)
    assert refused.state == "refused"
    assert {each["code"] for each in refused.problems} == {"field.not_yours"}


def department_answers(tablet):
    from tests.twins import answers_of

    report = tablet.file()
    return answers_of(tablet.versions(report)[-1])


def test_nobody_approves_their_own_report_whatever_else_they_are(department):
    boss = department.hire("33333", "officer", "supervisor", "clerk", "oig", "admin", name="B. Oss", rank="Captain I")
    tablet = department.tablet("33333", "B. Oss", "Captain I")
    report = tablet.file()
    department.hold(report)
    department.clock.pass_by(minutes=1)
    head = department.report(report).head
    for refused, act in (
        ("approve.author", lambda: deciding.approve(department.services, boss, report, version=head)),
        (
            "comment.author",
            lambda: deciding.comment(department.services, boss, report, version=head, at="", text="Fine by me."),
        ),
    ):
        with pytest.raises(deciding.Refused) as caught:
            act()
        assert caught.value.code == refused
    page = department.browser(boss).post(f"/reports/{report}/approve", version=head)
    assert page.status_code != 303
    assert department.report(report).state == "submitted"


def test_only_approved_reports_leave_and_a_new_version_closes_the_door_again(department, tablet):
    services, clerk = department.services, department.clerk.id
    report = tablet.file()
    case = cases.open_case(services, clerk, "Union Avenue")
    with pytest.raises(CaseRefused, match=r"case\.not_approved"):
        cases.link(services, clerk, case.id, report)
    with services.store.reading() as db:
        assert not case_rows.ready(db)
    browser = department.browser(department.clerk)
    assert browser.get(f"/reports/{report}").status_code == 403
    department.approve(report)
    cases.link(services, clerk, case.id, report)
    tablet.exchange_all()
    tablet.put(report, department.read(report).shown.answers, kind="interim")
    tablet.exchange_all()
    assert department.report(report).state == "resubmitted"
    with pytest.raises(CaseRefused, match=r"case\.not_approved"):
        releasing.export(services, clerk, case.id, requester="court", recipient="Anyone", purpose="Anything")
    assert not department.acts("export.made")


def test_a_correction_is_the_officers_own_new_version(department, tablet):
    """What the reviewer asked for arrives sealed by the officer, beside what was there, not in its place."""
    report = tablet.file()
    department.send_back(report, text="The landmark is missing.", at="incident/-/location_landmark")
    tablet.exchange_all()
    standing = tablet.reports.behind(report).comments
    assert [each.body["text"] for each in standing] == ["The landmark is missing."]
    tablet.fact(report, "the north gate")
    final = tablet.seal(report, "final")
    tablet.exchange_all()
    first, second = department.stored(report)
    assert (second.row.digest, second.row.parent) == (final.digest, first.row.digest)
    assert (
        department.read(report, first.row.digest).shown.answers["incident"].get("location_landmark") != "the north gate"
    )
    assert tablet.reports.behind(report).comments[0].answered_by == final.digest
