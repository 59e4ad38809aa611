"""Every released form version stays readable, and a draft begun on it opens, validates and submits.

Today's form is version 1. A version 2 is built here as a release would build it: one question gone, one changed in
kind, one new. A draft begun before the update is opened, answered, judged by its own form, sealed and accepted after
it; a new report is asked the new form. What was stored before reads as before, and an export tells a question that was
not asked then from one that was left empty. The released snapshots are compared with today's definition.
"""

import json
from importlib import resources

import pytest

from mobile.drafting import DraftError, NotReady
from mobile.editing import Editing
from mobile.forms import Forms
from server import cases
from server.exporting import releasing
from shared import report as definition
from shared import words
from shared.archive import unpack
from shared.bundle import Trust, Verdict, verify
from shared.canonical import canonical, digest_of, parse_canonical
from shared.catalog import PartSchema, part
from shared.fields import Choice, Count
from shared.report import VERSIONS, shipped_form, snapshot
from shared.report.asking import section
from shared.report.notices import Notification
from shared.samples import scene
from tests.twins import Tablet, write_down

NOTICES = section("notices")
NEW, CHANGED, GONE = "tried_before", "required_by_rule", "not_sent_reason"
SAID = {f"notification.{NEW}": "Was it tried before?", f"notification.{NEW}?": "By anyone of ours."}


def second():
    """The parts of version 2."""
    asked = {name: kind for name, kind in Notification._declared_fields.items() if not name.endswith("_other")}
    del asked[GONE]
    asked |= {
        NEW: Choice(NOTICES("3", "P", "ED12", "segments"), "yes_no"),
        CHANGED: Count(NOTICES("A", "P", "RECORD", "none"), max=40),
    }
    grown = part("notification", repeated=True)(type("NotificationTwo", (PartSchema,), asked))
    return tuple(grown if each is Notification else each for each in VERSIONS[1])


@pytest.fixture
def update(monkeypatch, department):
    """The release with version 2 arrives: on the server, and on a tablet that is opened again."""

    def arrive():
        monkeypatch.setitem(definition.VERSIONS, 2, second())
        monkeypatch.setattr(definition, "LATEST", 2)
        tables = {language: {**words.table(language), **SAID} for language in words.LANGUAGES}
        monkeypatch.setattr(words, "table", tables.__getitem__)
        department.restart()
        for tablet in department.tablets.values():
            tablet.vault.lock()
            tablet.open()

    return arrive


def test_every_released_snapshot_is_still_exactly_its_form():
    names = sorted(each.name for each in resources.files("shared.report").joinpath("snapshots").iterdir())
    assert names == [f"{version}.json" for version in sorted(VERSIONS)]
    for version in VERSIONS:
        frozen = json.loads(snapshot.frozen(version))
        form = definition.form(version, shipped_form().configuration)
        assert canonical(frozen) == canonical(form.snapshot)
        assert digest_of(frozen) == form.digest


def test_a_draft_begun_before_the_update_opens_validates_and_submits_after_it(department, tablet, update):
    draft = tablet.drafting.start()
    tablet.fact(draft, "before the update")
    tablet.seal(draft)
    tablet.exchange_all()
    update()
    assert tablet.drafting.content(draft).form.version == 1
    with pytest.raises(NotReady) as caught:
        tablet.seal(draft, "final")
    assert {each.code for each in caught.value.problems} >= {"answer.missing"}
    row = tablet.drafting.add_row(draft, "notification", {GONE: "No line."})
    from shared.answers import Address

    with pytest.raises(DraftError, match=r"field\.unknown"):
        tablet.drafting.answer(draft, Address("notification", row, NEW), "yes")
    tablet.drafting.remove_row(draft, "notification", row)
    tablet.write(scene("S1").answers, draft)
    tablet.seal(draft, "final")
    tablet.exchange_all()
    assert tablet.state(draft) == "delivered"
    assert [each.row.form_version for each in department.stored(draft)] == [1, 1]
    department.approve(draft)
    page = department.browser(department.supervisor).get(f"/reports/{draft}")
    assert page.status_code == 200


def test_a_new_report_is_asked_the_new_form_beside_the_old_ones(department, tablet, update):
    old = tablet.file()
    before = department.read(old).shown.answers
    update()
    new = tablet.drafting.start()
    form = tablet.drafting.content(new).form
    assert form.version == 2
    assert form.spec("notification", NEW) and not form.spec("notification", GONE)
    row = tablet.drafting.add_row(new, "notification", {NEW: "yes", CHANGED: 3})
    with pytest.raises(DraftError, match=r"field\.unknown"):
        tablet.drafting.add_row(new, "notification", {GONE: "No line."})
    assert row
    tablet.seal(new)
    tablet.exchange_all()
    assert [each.row.form_version for each in department.stored(new)] == [2]
    assert department.read(new).shown.answers["notification"][0][CHANGED] == 3
    assert department.read(old).shown.answers == before
    assert department.read(old).shown.form.version == 1


def test_an_export_tells_not_asked_then_from_left_empty(department, tablet, update):
    """One report whose first version was made on form 1 and whose approved one on form 2, where nobody answered."""
    report = tablet.drafting.start()
    write_down(Editing(tablet.vault, tablet.drafting, report), scene("S1").answers)
    from tests.twins import last_moment

    tablet.clock.at = last_moment(scene("S1").answers)
    tablet.seal(report)
    tablet.exchange_all()
    update()
    two = Forms(tablet.vault.store, definition.form, 2).newest()
    told = parse_canonical(canonical(tablet.drafting.content(report).nested))
    for row in told["notification"]:
        row.pop(GONE, None)
        row.pop(CHANGED, None)
    from mobile.content import complete

    tablet.put(
        report,
        {**complete(tablet.drafting.content(report).form, told), "notification": told["notification"]},
        kind="final",
        form=two,
    )
    tablet.exchange_all()
    assert [each.state for each in tablet.versions(report)] == ["stored", "stored"], tablet.versions(report)[1].problems
    department.approve(report)
    case = cases.open_case(department.services, department.clerk.id, "")
    cases.link(department.services, department.clerk.id, case.id, report)
    states = {}
    for copy, who in (("full", "court"), ("redacted", "public")):
        row = releasing.export(
            department.services, department.clerk.id, case.id, requester=who, recipient="Court", purpose="Case"
        )
        data = releasing.path_of(department.services, row).read_bytes()
        assert verify(data, Trust.parse(releasing.trust_file(department.services))).verdict is Verdict.GENUINE
        files = unpack(data)
        record = next(parse_canonical(it) for name, it in files.items() if name.endswith("record.json"))
        states[copy] = [
            {
                answer["state"]
                for each in version["parts"]
                if each["part"] == "notification"
                for held in each["rows"]
                for answer in held["answers"]
                if answer["field"] == NEW
            }
            for version in sorted(record["versions"], key=lambda it: it["sequence"])
        ]
        assert sum(name.startswith("definitions/form-") for name in files) == 2
    assert states == {"full": [{"not_in_version"}, {"blank"}], "redacted": [{"not_in_version"}, {"blank"}]}


def test_a_tablet_of_the_old_release_is_still_heard_by_the_new_server(department, tablet, update, monkeypatch):
    report = tablet.write(scene("S1").answers)
    tablet.seal(report, "final")
    monkeypatch.setitem(definition.VERSIONS, 2, second())
    monkeypatch.setattr(definition, "LATEST", 2)
    department.restart()
    tablet.exchange_all()
    assert tablet.state(report) == "delivered"
    assert isinstance(tablet, Tablet)
    assert department.read(report).shown.form.version == 1
