"""A clerk shows one withheld answer: to whom it was decided, with a reason, proved, and for these versions only."""

import pytest

from server.cases import CaseRefused
from server.exporting import showing
from server.store import log as log_rows
from server.store import showings
from shared import privacy
from shared.archive import pack, unpack
from shared.bundle import Verdict, verify
from shared.canonical import canonical, parse_canonical
from shared.commit import open_disclosure
from shared.entry import Act, open_entry
from shared.report import shipped_form
from shared.samples import scene
from shared.seal import Sealed

FORM = shipped_form()
PERSON = "Ms. R. Example"


@pytest.fixture
def approved(office):
    report = office.accept("S1")
    office.approve(report)
    return report


def standing(office, report, profile="public", recipient=""):
    return showing.standing(office.services, report, profile, recipient, "en")


def of_field(found, name):
    return next(each for each in found.candidates if each.address.field == name)


def decide(office, report, addresses, profile="public", recipient="", reason="Named in open court.", chain=None):
    chain = chain or standing(office, report).chain
    texts = [each.text() for each in addresses]
    given = {"profile": profile, "recipient": recipient, "reason": reason}
    showing.show(office.services, office.clerk.id, report, chain=chain, addresses=texts, **given)


def disclosed(data):
    found = {}
    for name, content in unpack(data).items():
        if name.endswith(".sdjwt"):
            found |= dict(open_disclosure(each) for each in Sealed.parse(content.decode()).disclosures)
    return found


def record_of(data):
    return next(parse_canonical(content) for name, content in unpack(data).items() if name.endswith("record.json"))


def acts(office, *wanted):
    with office.services.store.reading() as db:
        return [open_entry(each.opening) for each in log_rows.entries(db) if each.act in wanted]


def test_only_restricted_answers_can_be_shown_to_the_public(office, approved):
    found = standing(office, approved)
    assert len(found.candidates) > 10
    assert {each.privacy for each in found.candidates} == {privacy.Privacy.RESTRICTED}
    confidential = {each.address for each in standing(office, approved, "subject", PERSON).candidates}
    only = [each for each in confidential if each not in {it.address for it in found.candidates}]
    assert only
    with pytest.raises(CaseRefused, match=r"showing\.not_open"):
        decide(office, approved, only[:1])


def test_what_was_decided_is_shown_and_proved_and_nothing_else(office, approved):
    case = office.case(approved)
    before = disclosed(office.data(office.export(case, "redacted")))
    badge = of_field(standing(office, approved), "badge_number")
    decide(office, approved, [badge.address])
    data = office.data(office.export(case, "redacted"))
    assert set(disclosed(data)) - set(before) == {badge.address}
    outcome = verify(data, office.trust)
    assert outcome.verdict is Verdict.GENUINE, outcome.failures
    (counts,) = outcome.facts["reports"]
    assert (counts["shown_by_decision"], outcome.facts["profile"]) == (1, "public")
    (line,) = record_of(data)["shown_by_decision"]
    (entry,) = acts(office, Act.ANSWER_SHOWN)
    assert (line["at"], line["by"]) == (badge.address.text(), office.clerk.id)
    assert entry.details["at"] == badge.address.text() and entry.details["profile"] == "public"
    assert badge.address not in {each.address for each in standing(office, approved).candidates}


def test_the_reason_is_bound_by_the_log_and_leaves_in_no_copy(office, approved):
    badge = of_field(standing(office, approved), "badge_number")
    decide(office, approved, [badge.address], reason="Zqxreason of the office")
    with office.services.store.reading() as db:
        (row,) = showings.of_report(db, approved)
    (entry,) = acts(office, Act.ANSWER_SHOWN)
    from shared.entry import binding

    said = {"recipient": "", "reason": "Zqxreason of the office"}
    assert entry.details["bound"] == binding(row.salt, row.id, said)
    assert entry.details["bound"] != binding(row.salt, row.id, {**said, "reason": "Another"})
    data = office.data(office.export(office.case(approved), "redacted"))
    assert not [name for name, content in unpack(data).items() if b"Zqxreason" in content]


def test_a_decision_that_was_taken_back_shows_nothing(office, approved):
    badge = of_field(standing(office, approved), "badge_number")
    decide(office, approved, [badge.address])
    (row,) = standing(office, approved).holding
    showing.hide(office.services, office.clerk.id, approved, row.id)
    assert badge.address not in disclosed(office.data(office.export(office.case(approved), "redacted")))
    assert acts(office, Act.ANSWER_HIDDEN)[0].details == {"showing": row.id}
    with pytest.raises(CaseRefused, match=r"showing\.gone"):
        showing.hide(office.services, office.clerk.id, approved, row.id)


def test_a_decision_lapses_when_another_version_comes(office, approved):
    badge = of_field(standing(office, approved), "badge_number")
    decide(office, approved, [badge.address])
    told, tablet = scene("S1"), office.tablet(scene("S1").author)
    again = office.seal(
        tablet, told.answers, kind="final", report=approved, at=told.steps[-1].at, parent=office.last[approved]
    )
    office.send(tablet, again)
    with pytest.raises(CaseRefused, match=r"case\.not_approved"):
        decide(office, approved, [badge.address], chain="0" * 64)
    office.approve(approved)
    found = standing(office, approved)
    assert not found.holding and len(found.lapsed) == 1
    assert badge.address not in disclosed(office.data(office.export(office.case(approved), "redacted")))


def test_a_decision_for_one_person_is_for_that_recipient_only(office, approved):
    own = next(each for each in standing(office, approved, "subject", PERSON).candidates if each.privacy == "C")
    decide(office, approved, [own.address], "subject", PERSON)
    case = office.case(approved)
    shown = office.data(office.export(case, "subject", recipient=PERSON))
    assert own.address in disclosed(shown)
    assert verify(shown, office.trust).verdict is Verdict.GENUINE
    for who, recipient in (("subject", "Somebody Else"), ("public", PERSON), ("fed_agency", PERSON)):
        data = office.data(office.export(case, who, recipient=recipient, order="Order 26-0001"))
        assert own.address not in disclosed(data), who


def test_all_or_none_and_every_refusal_is_said(office, approved):
    badge = of_field(standing(office, approved), "badge_number").address
    for code, given in {
        "showing.reason": {"reason": " "},
        "showing.profile": {"profile": "court"},
        "showing.recipient": {"profile": "subject"},
        "showing.moved_on": {"chain": "0" * 64},
    }.items():
        with pytest.raises(CaseRefused, match=code.replace(".", r"\.")):
            decide(office, approved, [badge], **given)
    with pytest.raises(CaseRefused, match=r"showing\.nothing"):
        decide(office, approved, [])
    shown = next(each for each in scene_addresses() if each.field == "source")
    with pytest.raises(CaseRefused, match=r"showing\.not_open"):
        decide(office, approved, [badge, shown])
    assert not acts(office, Act.ANSWER_SHOWN)


def scene_addresses():
    from shared.answers import flatten

    return flatten(scene("S1").answers)


def test_a_bundle_that_claims_a_decision_nobody_made_is_refused(office, approved):
    badge = of_field(standing(office, approved), "badge_number")
    decide(office, approved, [badge.address])
    files = unpack(office.data(office.export(office.case(approved), "redacted")))
    name = next(each for each in files if each.endswith("record.json"))
    record = parse_canonical(files[name])
    record["shown_by_decision"][0]["at"] = "incident/-/federal_stated_purpose"
    outcome = verify(pack({**files, name: canonical(record)}), office.trust)
    assert "decision.unproven" in {each.code for each in outcome.failures}


def test_a_prosecutor_sees_all_but_personnel_matters(office):
    report = office.accept("S1")
    office.approve(report, note="Zqxnote of the review")
    case = office.case(report)
    full = disclosed(office.data(office.export(case, "court")))
    data = office.data(office.export(case, "prosecutor"))
    assert verify(data, office.trust).verdict is Verdict.GENUINE
    lacking = set(full) - set(disclosed(data))
    own = {(spec.part, spec.name) for spec in FORM.fields if spec.about.clause == "PC-832.7"}
    assert lacking and {each[::2] for each in lacking} <= own
    manifest = parse_canonical(unpack(data)["manifest.json"])
    assert (manifest["copy"], manifest["profile"], manifest["requester"]) == ("prosecutor",) * 3
    assert b"Zqxnote" in b"".join(unpack(data).values())
    listed = {
        answer["field"]
        for version in record_of(data)["versions"]
        for part in version["parts"]
        for row in part["rows"]
        for answer in row["answers"]
    }
    assert not listed & {name for _, name in own}


def child(answers):
    changed = {**answers, "injury": [dict(each) for each in answers.get("injury", ())]}
    for row in changed["injury"]:
        row["age_band"] = "13-17"
        if "injury_description" in row:
            row.update(is_minor=True, guardian_status="contacted", child_left_unattended="no", dcfs_notified="no")
    return changed


def test_v35_a_federal_agency_gets_nothing_without_an_order(office, approved):
    case = office.case(approved)
    with pytest.raises(CaseRefused, match="V-35"):
        office.export(case, "fed_agency")
    (denied,) = acts(office, Act.DENIED)
    assert (denied.subject, denied.details["reason"], denied.details["for"]) == (case.id, "V-35", "fed_agency")
    row = office.export(case, "fed_agency", order="Judicial warrant 26-MJ-0000 (invented)")
    data = office.data(row)
    assert verify(data, office.trust).verdict is Verdict.GENUINE
    manifest = parse_canonical(unpack(data)["manifest.json"])
    assert (manifest["requester"], manifest["profile"], manifest["order"]) == (
        "fed_agency",
        "public",
        "Judicial warrant 26-MJ-0000 (invented)",
    )
    assert set(disclosed(data)) == set(disclosed(office.data(office.export(case, "public"))))


def test_v35_what_speaks_of_a_child_goes_to_no_subject_without_an_order(office):
    report = office.accept("S1", child)
    office.approve(report)
    case = office.case(report)
    with pytest.raises(CaseRefused, match=r"V-35\.minor"):
        office.export(case, "subject")
    office.export(case, "subject", order="Juvenile court order 26-0000 (invented)")
    office.export(case, "court")
