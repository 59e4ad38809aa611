"""Finishing: each warning shows the way to it, and its reason is written where the form has a question for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mobile.drafting import Drafting
from mobile.screens.second_look import SecondLook, warnings_of
from mobile.store import StoreError, versions
from mobile.theme import theme
from shared.answers import Address
from shared.problems import Level
from tests.mobile.test_editing import fill

NOTE = "The vests said ICE, the radio said Border Patrol."


@pytest.fixture
def form(tablet: Any) -> Iterator[Any]:
    """A report that could be finished, but for a warning: another agency was verified than was claimed."""
    yield _warned(tablet)


def _warned(tablet: Any) -> Any:
    tablet.clock.wait(2 * 3600)  # S1 is over then
    tablet.start_report()
    tablet.full_report()
    form = tablet.form
    editing = form.desk.editing
    fill(editing, "S1")
    row = editing.model.row_ids("federal_supervisor")[0]
    claimed = editing.model.row("federal_supervisor", row)["agency_claimed"]
    other = "CBP_USBP" if claimed != "CBP_USBP" else "ICE_ERO"
    editing.answer(Address("federal_supervisor", row, "agency_verified"), other)
    editing.answer(Address("federal_supervisor", row, "agency_mismatch_note"), None)
    form.show(report=editing.report)
    tablet.pilot.frame(4)
    return form


def note_of(form: Any) -> Address:
    (found,) = [each.address for each in warnings_of(form.desk) if each.code == "D-21"]
    return found  # type: ignore[no-any-return]


def look(tablet: Any, form: Any) -> SecondLook:
    tablet.tap(tablet.say("tablet.form.finish"))
    tablet.settle()
    assert not [each for each in tablet.model.problems() if each.level is Level.ERROR]
    return next(each for each in tablet.pilot.find_all(SecondLook) if each.box is not None)


def test_a_reason_is_an_answer_of_the_form_and_the_warning_goes(tablet: Any, form: Any, drafting: Drafting) -> None:
    warned = look(tablet, form)
    address = note_of(form)
    assert warned.words == tablet.say("D-21")
    tablet.type_into(warned.box, NOTE)
    tablet.tap(tablet.say("tablet.finish.seal"))
    tablet.wait_for("home")
    report = form.desk.editing.report
    assert drafting.content(report).held[address].value == NOTE
    assert not drafting.content(report).draft.open, "a warning is no refusal"


def test_go_there_leads_to_the_question(tablet: Any, form: Any) -> None:
    warned = look(tablet, form)
    address = note_of(form)
    tablet.tap(warned.ids.acts.children[0])
    tablet.settle()
    tablet.pilot.frame(8)
    assert tablet.pilot.focused is form.pages["federal"].asked[address].box.entry
    theme.mode, theme.scale = "night", 1.6
    tablet.tap(tablet.say("tablet.form.finish"))
    tablet.settle()
    theme.scale = 1.0
    tablet.pilot.key("escape")
    tablet.settle()


def test_codes_in_a_sentence_are_words_on_the_tablet(form: Any) -> None:
    from shared.problems import Problem

    told = form.desk.model.sentence(
        Problem("V-02", params={"earlier": "incident.lapd_arrived_at", "later": "incident.lapd_cleared_at"})
    )
    assert "incident." not in told


def test_a_seal_that_was_told_as_failed_and_took_effect_is_done(
    tablet: Any, form: Any, drafting: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk gives an error after the commit is on it: the report is closed, and nobody is left typing into it."""
    look(tablet, form)
    report, store = form.desk.editing.report, tablet.app.session.vault.store
    really, failed = store.write, []

    def write(work: Any) -> Any:
        done = really(work)
        if not failed and not drafting.content(report).draft.open:
            failed.append(report)
            raise StoreError("store.failed", "an error after the commit")
        return done

    monkeypatch.setattr(store, "write", write)
    tablet.tap(tablet.say("tablet.finish.seal"))
    tablet.wait_for("home")
    assert failed == [report] and not drafting.content(report).draft.open
    with store.reading() as database:
        assert versions.tip(database, report).kind == "final"
