"""What an officer does to a report is on the disk when it returns, and nothing typed is lost."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mobile.drafting import DraftError, Drafting, NotReady
from mobile.store import StoreError, drafts, versions
from mobile.vault import Vault, unlock
from shared.answers import Address
from shared.canonical import Value
from shared.keys import parse_public, public_text
from shared.seal import Packed, unseal
from tests.mobile.small_server import PERSON, FrozenClock

CATEGORY = Address("incident", "-", "location_category")
LANDMARK = Address("incident", "-", "location_landmark")
RD = Address("incident", "-", "rd")
ARRIVED = Address("incident", "-", "lapd_arrived_at")


def nested(drafting: Drafting, report: str) -> dict[str, Value]:
    return drafting.content(report).nested  # type: ignore[return-value]


def test_a_report_starts_with_its_author_and_a_reference(drafting: Drafting) -> None:
    report = drafting.start()
    content = drafting.content(report)
    assert content.nested["author"] == {name: PERSON[name] for name in ("serial", "name", "rank")}
    reference = content.nested["incident"]["local_ref"]  # type: ignore[call-overload]
    assert reference == content.draft.reference
    assert content.draft.started_at == "2026-04-14T09:18:20-07:00"
    assert drafting.content(drafting.start()).draft.reference != reference


def test_an_answer_is_stored_in_its_one_form(drafting: Drafting) -> None:
    report = drafting.start()
    held = drafting.answer(report, LANDMARK, "Ni\u006e\u0303o lot")
    assert held is not None and held.value == "Niño lot" and held.problem is None
    assert nested(drafting, report)["incident"]["location_landmark"] == "Niño lot"  # type: ignore[call-overload,index]


def test_blank_is_absent_and_differs_from_a_mark(drafting: Drafting) -> None:
    report = drafting.start()
    address = Address("incident", "-", "started_at")
    drafting.answer(report, address, {"mark": "unknown"})
    assert nested(drafting, report)["incident"]["started_at"] == {"mark": "unknown"}  # type: ignore[call-overload,index]
    for blank in (None, "", "  \n"):
        drafting.answer(report, address, {"mark": "unknown"})
        assert drafting.answer(report, address, blank) is None
        assert "started_at" not in nested(drafting, report)["incident"]  # type: ignore[operator]


def test_what_is_no_answer_yet_is_kept_as_typed_with_its_problem(drafting: Drafting) -> None:
    report = drafting.start()
    held = drafting.answer(report, RD, "02x")
    assert held is not None and (held.value, held.raw) == (None, "02x")
    assert held.problem is not None and held.problem["code"] == "pattern.wrong"
    again = drafting.content(report)
    assert again.held[RD].raw == "02x" and "rd" not in again.nested["incident"]
    drafting.answer(report, RD, "0246")
    assert drafting.content(report).held[RD].raw is None


def test_a_broken_keyboards_letter_is_kept_as_well_as_it_can_be(drafting: Drafting) -> None:
    report = drafting.start()
    held = drafting.answer(report, LANDMARK, "lot \ud83d")
    assert held is not None and held.value is None and held.raw == "lot ?"


def test_what_the_form_does_not_have_is_refused(drafting: Drafting) -> None:
    report = drafting.start()
    for address, code in (
        (Address("incident", "-", "nothing"), "field.unknown"),
        (Address("nothing", "-", "rd"), "field.unknown"),
        (Address("incident", "-", "merge_parent_id"), "field.not_yours"),
        (Address("injury", "11111111-1111-4111-8111-111111111111", "severity"), "row.unknown"),
        (Address("incident", "11111111-1111-4111-8111-111111111111", "rd"), "row.unknown"),
    ):
        with pytest.raises(DraftError) as caught:
            drafting.answer(report, address, "x")
        assert caught.value.code == code
    with pytest.raises(DraftError):
        drafting.answer("11111111-1111-4111-8111-111111111111", RD, "0246")


def test_rows_are_added_moved_removed_and_brought_back_with_what_they_own(drafting: Drafting) -> None:
    report = drafting.start()
    first = drafting.add_row(report, "federal_supervisor", {"agency_claimed": "ICE_ERO"})
    second = drafting.add_row(report, "federal_supervisor")
    attempt = drafting.add_row(report, "id_attempt", parent=first)
    drafting.move_row(report, "federal_supervisor", second, 0)
    ids = [row["id"] for row in nested(drafting, report)["federal_supervisor"]]  # type: ignore[index,union-attr]
    assert ids == [second, first]
    before = nested(drafting, report)
    removal = drafting.remove_row(report, "federal_supervisor", first)
    assert drafting.remove_row(report, "federal_supervisor", first) == removal, "a try that failed and took effect"
    assert "id_attempt" not in nested(drafting, report)
    with pytest.raises(DraftError):
        drafting.answer(report, Address("id_attempt", attempt, "asked_whom"), "x")
    assert drafting.undo(report, removal)
    assert nested(drafting, report) == before
    assert not drafting.undo(report, removal)


def test_a_row_that_needs_an_owner_gets_one(drafting: Drafting) -> None:
    report = drafting.start()
    for arguments in (("id_attempt", None, ""), ("injury", None, "x"), ("incident", None, ""), ("nothing", None, "")):
        with pytest.raises(DraftError):
            drafting.add_row(report, arguments[0], arguments[1], parent=arguments[2])
    with pytest.raises(DraftError):
        drafting.add_row(report, "id_attempt", parent="11111111-1111-4111-8111-111111111111")


def test_a_reference_to_a_removed_row_is_blank_until_it_comes_back(drafting: Drafting) -> None:
    report = drafting.start()
    form = drafting.content(report).form
    free = next(
        spec
        for spec in form.fields
        if spec.kind.words in ("reference", "references")
        and spec.about.stage.officers
        and spec.name != form.by_name[spec.part].parent_field
        and not form.by_name[spec.part].parent
        and form.by_name[spec.kind.part].repeated  # type: ignore[attr-defined]
        and not form.by_name[spec.kind.part].parent  # type: ignore[attr-defined]
    )
    named = drafting.add_row(report, free.kind.part)  # type: ignore[attr-defined]
    value: Value = [named] if free.kind.words == "references" else named
    row = drafting.add_row(report, free.part, {free.name: value})
    held = next(each for each in nested(drafting, report)[free.part] if each["id"] == row)  # type: ignore[index,union-attr]
    assert held[free.name] == value
    removal = drafting.remove_row(report, free.kind.part, named)  # type: ignore[attr-defined]
    held = next(each for each in nested(drafting, report)[free.part] if each["id"] == row)  # type: ignore[index,union-attr]
    assert free.name not in held
    assert drafting.content(report).form.load(nested(drafting, report))[1] == []
    drafting.undo(report, removal)
    held = next(each for each in nested(drafting, report)[free.part] if each["id"] == row)  # type: ignore[index,union-attr]
    assert held[free.name] == value


def test_an_interim_version_is_signed_and_waits_in_one_step(drafting: Drafting, vault: Vault) -> None:
    report = drafting.start()
    drafting.answer(report, LANDMARK, "Lot A")
    version = drafting.seal(report, "interim")
    assert version is not None and (version.sequence, version.parent, version.device_sequence) == (1, "", 1)
    packed = Packed.from_data(json.loads(version.packed))
    key = parse_public(public_text(vault.version_key.public_key()))
    checked = unseal(packed.sealed(), key)
    assert checked.digest == version.digest and checked.header.author == PERSON["id"]
    assert checked.answers[LANDMARK] == "Lot A"
    assert checked.answers[Address("incident", "-", "preservation_hold")] is True
    with vault.store.reading() as database:
        assert list(versions.queued(database)) == [version.digest]
    drafting.answer(report, LANDMARK, "Lot B")
    second = drafting.seal(report, "interim")
    assert second is not None and (second.sequence, second.parent) == (2, version.digest)
    assert second.device_sequence == 2


@pytest.mark.parametrize(
    "words", ["Officer علی رضایی badge 1234", "מגרש 14:30", "주차장 3", "Հրապարակ 12", "Lote Núñez"]
)
def test_any_script_is_sealed_as_it_was_typed(drafting: Drafting, vault: Vault, words: str) -> None:
    report = drafting.start()
    drafting.answer(report, LANDMARK, words)
    version = drafting.seal(report, "interim")
    assert version is not None
    packed = Packed.from_data(json.loads(version.packed))
    checked = unseal(packed.sealed(), parse_public(public_text(vault.version_key.public_key())))
    assert checked.answers[LANDMARK] == words


def test_sealing_twice_what_has_not_changed_is_one_version(drafting: Drafting) -> None:
    report = drafting.start()
    drafting.answer(report, LANDMARK, "Lot A")
    assert drafting.seal(report, "interim") == drafting.seal(report, "interim")


@pytest.mark.parametrize("state", ["returned", "needs_you", "set_aside"])
def test_an_interim_version_of_a_report_that_came_back_is_one_however_often_it_is_sealed(
    drafting: Drafting, vault: Vault, state: str
) -> None:
    report = drafting.start()
    drafting.answer(report, LANDMARK, "Lot A")
    first = drafting.seal(report, "interim")
    with vault.store.writing() as database:
        drafts.move(database, report, state)
    assert drafting.seal(report, "interim") == first
    drafting.answer(report, LANDMARK, "Lot B")
    second = drafting.seal(report, "interim")
    assert second is not None and drafting.seal(report, "interim") == second
    with vault.store.reading() as database:
        assert len(versions.of_report(database, report)) == 2


def test_a_report_that_is_not_ready_is_not_sealed_and_says_where(drafting: Drafting, vault: Vault) -> None:
    report = drafting.start()
    drafting.answer(report, RD, "02x")
    with pytest.raises(NotReady) as caught:
        drafting.seal(report, "final")
    places = {(problem.code, problem.address) for problem in caught.value.problems}
    assert ("pattern.wrong", RD) in places and ("answer.missing", CATEGORY) in places
    with vault.store.reading() as database:
        assert not versions.queued(database)
        draft = drafts.get(database, report)
    assert draft is not None and draft.open and draft.state == "draft"
    version = drafting.seal(report, "interim")
    assert version is not None and version.device_sequence == 1, "a refused seal used up no number"


def test_practice_never_leaves(drafting: Drafting, vault: Vault) -> None:
    report = drafting.start(practice=True)
    drafting.answer(report, LANDMARK, "Lot A")
    assert drafting.seal(report, "interim") is None
    with vault.store.reading() as database:
        assert not versions.queued(database) and not versions.of_report(database, report)
    drafting.discard(report)


def test_only_what_was_never_sealed_can_be_discarded(drafting: Drafting) -> None:
    kept, gone = drafting.start(), drafting.start()
    drafting.seal(kept, "interim")
    assert not drafting.may_discard(kept) and drafting.may_discard(gone)
    with pytest.raises(DraftError) as caught:
        drafting.discard(kept)
    assert caught.value.code == "draft.sealed"
    drafting.discard(gone)
    with pytest.raises(DraftError):
        drafting.content(gone)
    assert drafting.content(kept)


def test_what_was_on_the_screen_when_the_app_stopped_is_offered_again(
    drafting: Drafting, vault: Vault, clock: FrozenClock
) -> None:
    left, stopped = drafting.start(), drafting.start()
    drafting.opened(left)
    drafting.left(left)
    drafting.opened(stopped)
    clock.wait(60)
    drafting.answer(stopped, LANDMARK, "behind the swap meet")
    found = drafting.unfinished()
    assert [(each.report, each.words) for each in found] == [(stopped, "behind the swap meet")]
    assert found[0].saved_at == "2026-04-14T09:19:20-07:00"


ANSWERING = """
import sys
from pathlib import Path
from mobile.drafting import Drafting
from mobile.forms import Forms
from mobile.system import SystemChance, SystemClock
from mobile.vault import unlock
from shared import report as definition
from shared.answers import Address
clock = SystemClock()
vault = unlock(Path(sys.argv[1]), "invented lantern 9", clock)
drafting = Drafting(vault, Forms(vault.store, definition.form, definition.LATEST), clock, SystemChance())
report = drafting.start()
print("report", report, flush=True)
for number in range(100_000):
    text = f"typed so far: {number}"
    drafting.answer(report, Address("incident", "-", "location_landmark"), text)
    print("saved", number, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 40])
def test_every_answer_that_was_acknowledged_survives_a_kill(vault: Vault, clock: FrozenClock, after: int) -> None:
    vault.lock()
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    child = subprocess.Popen(
        [sys.executable, "-c", ANSWERING, str(vault.folder)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert child.stdout is not None
    report = child.stdout.readline().split()[1]
    for _ in range(after):
        last = child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read().splitlines()
    child.wait()
    said = [line for line in [last.strip(), *rest] if line.startswith("saved ") and line[6:].isdigit()]
    acknowledged = int(said[-1].split()[1])
    assert child.returncode == -signal.SIGKILL and acknowledged >= after - 1
    again = unlock(vault.folder, "invented lantern 9", clock)
    with again.store.reading() as database:
        (held,) = [each for each in drafts.answers(database, report) if each.address == LANDMARK]
    # At most the one being written when the kill came is further on.
    assert str(held.value) in {f"typed so far: {acknowledged}", f"typed so far: {acknowledged + 1}"}
    again.lock()


def test_a_locked_vault_takes_no_answer(drafting: Drafting, vault: Vault) -> None:
    report = drafting.start()
    vault.lock()
    with pytest.raises(StoreError) as caught:
        drafting.answer(report, LANDMARK, "x")
    assert caught.value.code == "store.closed"
