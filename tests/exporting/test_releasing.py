"""An export is on the disk, in the log and in the table, or in none of them."""

import pytest

from server import cases, log
from server.cases import CaseRefused
from server.exporting import building, releasing
from server.exporting.gathering import gather
from server.exporting.material import Request
from server.reviewing import annotating, deciding, opening
from server.store import cases as case_rows
from server.store import exports
from server.store import log as log_rows
from shared.about import Stage
from shared.answers import Address
from shared.archive import pack, unpack
from shared.bundle import Verdict, verify
from shared.canonical import canonical, parse_canonical, sha256_hex
from shared.entry import Act, open_entry
from shared.samples import scene


def acts(office, *wanted):
    with office.services.store.reading() as db:
        return [open_entry(each.opening) for each in log_rows.entries(db) if each.act in wanted]


def kept(office, case):
    with office.services.store.reading() as db:
        return exports.of_case(db, case.id)


@pytest.fixture
def approved(office):
    report = office.accept("S1")
    office.approve(report)
    return report


def test_the_log_names_the_manifest_and_the_row_names_the_file(office, approved):
    case = office.case(approved)
    row = office.export(case, "redacted")
    data = office.data(row)
    (entry,) = acts(office, Act.EXPORT_MADE)
    assert entry.actor == office.clerk.id
    assert entry.subject == case.id
    assert entry.details["manifest"] == row.manifest == sha256_hex(unpack(data)["manifest.json"])
    assert (row.sha256, row.bytes) == (sha256_hex(data), len(data))
    assert kept(office, case) == [row]


def test_entries_hold_ids_and_digests_only(office, approved):
    office.export(office.case(approved), "full", recipient="Prosecutor Pellworth", purpose="People v. Nobody")
    (entry,) = acts(office, Act.EXPORT_MADE)
    assert set(entry.details) == {"manifest", "copy", "profile", "export"}
    opened = acts(office, Act.CASE_OPENED, Act.CASE_LINKED)
    assert [dict(each.details) for each in opened] == [{"number": "2026-0001"}, {"report": approved}]


def test_an_empty_case_and_an_unapproved_report_do_not_leave(office):
    report = office.accept("S1")
    case = office.case()
    with pytest.raises(CaseRefused, match=r"case\.empty"):
        office.export(case, "full")
    with pytest.raises(CaseRefused, match=r"case\.not_approved"):
        cases.link(office.services, office.clerk.id, case.id, report)
    assert not acts(office, Act.CASE_LINKED, Act.EXPORT_MADE)


def test_a_linked_report_that_is_sealed_again_blocks_the_export(office, approved):
    case = office.case(approved)
    told, tablet = scene("S1"), office.tablet(scene("S1").author)
    again = office.seal(
        tablet, told.answers, kind="final", report=approved, at=told.steps[-1].at, parent=office.last[approved]
    )
    office.send(tablet, again)
    with office.services.store.reading() as db:
        state = cases.view(db, case.id).reports[0].state
    assert state != "approved"
    with pytest.raises(CaseRefused, match=r"case\.not_approved"):
        office.export(case, "redacted")


def test_what_changes_while_the_packet_is_set_stops_the_release(office, approved, monkeypatch):
    case = office.case(approved)
    build = building.build

    def slowly(*given):
        cases.unlink(office.services, office.clerk.id, case.id, approved)
        return build(*given)

    monkeypatch.setattr(building, "build", slowly)
    with pytest.raises(CaseRefused, match=r"case\.moved_on"):
        office.export(case, "full")
    assert not acts(office, Act.EXPORT_MADE)
    assert not kept(office, case)


def test_a_full_disk_leaves_neither_row_nor_entry_nor_file(office, approved, monkeypatch):
    case = office.case(approved)

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(releasing.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        office.export(case, "full")
    monkeypatch.undo()
    assert not acts(office, Act.EXPORT_MADE)
    assert not kept(office, case)
    assert not list(office.services.settings.exports.iterdir())
    assert verify(office.data(office.export(case, "full")), office.trust).verdict is Verdict.GENUINE


def test_the_same_input_gives_the_same_bytes(office, approved):
    case = office.case(approved)
    with office.services.store.reading() as db:
        held, bound = gather(db, office.services, cases.view(db, case.id))
    request = Request("public", "Daily Example", "R-1", office.services.stamp())
    one, two = (building.build(held, request, bound) for _ in range(2))
    assert one.manifest == two.manifest
    assert one.files == two.files


def test_every_download_is_an_entry(office, approved):
    row = office.export(office.case(approved), "full")
    fetched, data = releasing.fetch(office.services, office.clerk.id, row.id)
    assert (fetched, data) == (row, office.data(row))
    (entry,) = acts(office, Act.EXPORT_FETCHED)
    assert (entry.actor, entry.subject) == (office.clerk.id, row.id)


def test_a_damaged_file_is_not_handed_out(office, approved):
    row = office.export(office.case(approved), "full")
    path = releasing.path_of(office.services, row)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(CaseRefused, match=r"export\.damaged"):
        releasing.fetch(office.services, office.clerk.id, row.id)
    path.unlink()
    with pytest.raises(CaseRefused, match=r"export\.damaged"):
        releasing.fetch(office.services, office.clerk.id, row.id)
    with pytest.raises(CaseRefused, match=r"export\.gone"):
        releasing.fetch(office.services, office.clerk.id, case_rows.__name__)
    assert not acts(office, Act.EXPORT_FETCHED)


def test_recipient_and_purpose_must_be_said(office, approved):
    case = office.case(approved)
    for words in ({"recipient": " "}, {"purpose": ""}, {"recipient": "x" * 201}, {"purpose": "a\x00b"}):
        with pytest.raises(CaseRefused):
            office.export(case, "full", **words)
    with pytest.raises(CaseRefused, match=r"export\.requester"):
        office.export(case, "partly")
    assert not acts(office, Act.EXPORT_MADE)


def test_case_numbers_run_within_the_year(office):
    rows = [office.case() for _ in range(3)]
    office.clock.pass_by(days=365)
    rows.append(office.case())
    assert [each.number for each in rows] == ["2026-0001", "2026-0002", "2026-0003", "2027-0001"]


def test_a_link_ends_and_can_begin_again(office, approved):
    case = office.case(approved)
    with pytest.raises(CaseRefused, match=r"case\.linked"):
        cases.link(office.services, office.clerk.id, case.id, approved)
    cases.unlink(office.services, office.clerk.id, case.id, approved)
    with pytest.raises(CaseRefused, match=r"case\.not_linked"):
        cases.unlink(office.services, office.clerk.id, case.id, approved)
    with office.services.store.reading() as db:
        assert [each.id for each in case_rows.ready(db)] == [approved]
    office.clock.pass_by(minutes=1)
    cases.link(office.services, office.clerk.id, case.id, approved)
    with office.services.store.reading() as db:
        assert not case_rows.ready(db)
        assert log.first_broken_entry(db) is None


def test_a_returned_and_corrected_report_leaves_with_its_whole_history(office):
    told = scene("S1")
    report, tablet = office.accept("S1"), office.tablet(told.author)
    head = office.head(report).report.head
    deciding.comment(
        office.services, office.supervisor, report, version=head, at="narrative/-/narrative_text", text="Which card?"
    )
    deciding.return_report(office.services, office.supervisor, report, version=head, note="One question.")
    office.clock.pass_by(minutes=20)
    again = office.seal(
        tablet, told.answers, kind="final", report=report, at=told.steps[-1].at, parent=office.last[report]
    )
    office.send(tablet, again)
    office.approve(report)
    case = office.case(report)
    for copy in ("full", "redacted"):
        data = office.data(office.export(case, copy))
        assert verify(data, office.trust).verdict is Verdict.GENUINE
        files = unpack(data)
        (reviews,) = [parse_canonical(content) for name, content in files.items() if name.endswith("reviews.json")]
        assert [each["decision"] for each in reviews] == ["returned", "approved"]
        assert (b"Which card?" in b"".join(files.values())) == (copy == "full")
        assert sum(name.endswith(".sdjwt") for name in files) == 3


def test_a_branched_version_is_in_the_bundle_and_called_so(office):
    told = scene("S1")
    report, tablet = office.accept("S1"), office.tablet(told.author)
    at, parent = told.steps[0].at, office.first[report]
    branch = office.seal(tablet, told.interim, kind="interim", report=report, at=at, parent=parent)
    office.send(tablet, branch)
    opening.open_report(office.services, office.supervisor, report, branch.sealed().digest)
    office.approve(report)
    data = office.data(office.export(office.case(report), "full"))
    assert verify(data, office.trust).verdict is Verdict.GENUINE
    (record,) = [parse_canonical(content) for name, content in unpack(data).items() if name.endswith("record.json")]
    assert [each["version"] for each in record["versions"] if each["branched"]] == [branch.sealed().digest]


def test_what_a_clerk_added_leaves_beside_the_report_and_its_value_is_proved(office, approved):
    row = "00000000-0000-4000-8000-000000000117"
    told = {"request_no": "R-0117", "requester_type": "press", "basis": "Public records request"}
    told["due_at"] = {"at": "2026-04-25T17:00:00-07:00", "clock": "typed"}
    values = {Address("release", row, name): it for name, it in told.items()}
    annotating.add(office.services, office.clerk, approved, values, stage=Stage.CLERK)
    data = office.data(office.export(office.case(approved), "redacted"))
    assert verify(data, office.trust).verdict is Verdict.GENUINE
    files = unpack(data)
    name = next(each for each in files if each.endswith("record.json"))
    record = parse_canonical(files[name])
    shown = {each["at"]: each for each in record["annotations"]}
    assert shown[f"release/{row}/request_no"]["value"] == "R-0117"
    shown[f"release/{row}/request_no"]["value"] = "R-0118"
    outcome = verify(pack({**files, name: canonical(record)}), office.trust)
    assert "annotation.unproven" in {each.code for each in outcome.failures}
