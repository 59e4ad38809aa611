"""A draft is handed on and continued on another tablet, by taps on both; against the real server."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mobile.capture import capture
from mobile.uploading import Pace, upload_next
from mobile.widgets import FixedRow, PrimaryButton, Sheet, hide_toast
from shared.answers import Address, rows_of
from tests.twins import CHANCE, PASSPHRASE, Department, Line

PLACE = Address("incident", "-", "location_landmark")
WORDS = "Lot B, south gate"


@pytest.fixture
def department(tmp_path: Path) -> Iterator[Any]:
    made = Department(tmp_path / "department")
    yield made
    made.close()


@pytest.fixture
def desk(department: Any) -> Any:
    """Another machine of the same officer, without its screen."""
    return department.tablet(place=" desk")


@pytest.fixture
def officer(pilot: Any, department: Any) -> Iterator[Any]:
    """The officer at home on their tablet."""
    from tablet import Tablet

    department.tablet().vault.lock()
    person = Tablet(
        pilot, department.folder / "tablet-47112", department.clock, CHANCE, lambda _a: Line(department.app)
    )
    person.start()
    person.unlock(PASSPHRASE)
    yield person
    person.app.locked()


def talk(officer: Any) -> None:
    """An exchange begins, a moment later than the last."""
    officer.clock.pass_by(seconds=1)
    officer.app.session.runner.kick()


def only_row(officer: Any) -> FixedRow:
    officer.pilot.wait(lambda: len(officer.pilot.find_all(FixedRow)) == 1, "one row")
    officer.settle()
    return officer.pilot.find(FixedRow)  # type: ignore[no-any-return]


def turn_to(officer: Any, group: str) -> None:
    home = officer.screen("home")
    officer.pilot.wait(lambda: group in [code for code, _ in home.groups.options], group)
    officer.settle()

    def turned() -> bool:
        """The groups make room for a new one: who tapped beside it taps again."""
        if home.groups.value != group:
            officer._choose(home.groups, [group])
        return bool(home.groups.value == group)

    officer.pilot.wait(turned, f"the group {group}")
    officer.settle()


def hand_on(officer: Any) -> str:
    """A report with a place, handed on by taps; its id."""
    report = str(officer.start_report())
    officer.full_report()
    officer.answer(PLACE, WORDS)
    officer.tap(officer.form.move)
    officer.settle()
    officer.pilot.shot(f"move-sheet-{officer.app.chosen.mode}-{officer.app.chosen.scale}-{officer.app.language}")
    yes = next(each for each in officer.pilot.find_all(PrimaryButton) if each.words == officer.say("tablet.move.yes"))
    officer.tap(yes)
    officer.wait_for("home")
    return report


def state(officer: Any, report: str) -> str:
    return str(officer.app.session.reports.behind(report).row.code)


def test_a_draft_is_handed_on_and_read_only_here(officer: Any, desk: Any) -> None:
    report = hand_on(officer)
    officer.pilot.wait(lambda: state(officer, report) == "offered", "the server has it")
    desk.exchange_all()
    desk.moving.take(report)
    desk.exchange_all()
    assert desk.drafting.content(report).nested["incident"]["location_landmark"] == WORDS
    talk(officer)
    officer.pilot.wait(lambda: state(officer, report) == "moved", "this tablet hears of it")
    turn_to(officer, "elsewhere")
    row = only_row(officer)
    assert (row.title, row.state_words) == (WORDS, officer.say("tablet.pill.moved"))
    officer.pilot.shot("move-elsewhere")
    officer.tap(row)
    officer.settle()
    assert officer.say("tablet.move.take") not in officer.pilot.says()
    officer.pilot.shot("move-moved")
    officer.tap(officer.say("tablet.move.read"))
    officer.wait_for("form")
    assert officer.form.desk.read_only and officer.form.move.parent is None
    officer.pilot.wait(lambda: officer.pilot.says(officer.say("tablet.form.away")), "why it is only read")
    officer.pilot.shot("move-read")


def test_what_is_offered_is_continued_by_two_taps(officer: Any, desk: Any) -> None:
    report = desk.drafting.start()
    desk.drafting.answer(report, PLACE, WORDS)
    desk.moving.release(report)
    desk.exchange_all()
    talk(officer)
    turn_to(officer, "elsewhere")
    row = only_row(officer)
    assert (row.title, row.state_words) == (WORDS, officer.say("tablet.pill.offered"))
    officer.pilot.shot("move-offered")
    officer.tap(row)
    officer.settle()
    officer.pilot.shot("move-take")
    officer.tap(next(e for e in officer.pilot.find_all(PrimaryButton) if e.words == officer.say("tablet.move.take")))
    officer.pilot.wait(lambda: state(officer, report).startswith("draft"), "it is here")
    turn_to(officer, "drafts")
    here = officer.say(f"tablet.pill.{state(officer, report)}")
    officer.pilot.wait(lambda: [each.state_words for each in officer.pilot.find_all(FixedRow)] == [here], "its row")
    officer.tap(only_row(officer))
    officer.wait_for("form")
    officer.answer(Address("incident", "-", "location_cross"), "Alley behind it")
    told = officer.app.session.drafting.content(report).nested["incident"]
    assert (told["location_landmark"], told["location_cross"]) == (WORDS, "Alley behind it")


def test_a_photo_says_where_its_bytes_are(officer: Any, desk: Any) -> None:
    report = desk.drafting.start()
    row = desk.drafting.attach(report, capture(io.BytesIO(b"%PDF-1.7 an invented notice")), kind="document")
    desk.moving.release(report)
    desk.exchange_all()
    talk(officer)
    turn_to(officer, "elsewhere")
    officer.app.session.moving.take(report)
    talk(officer)
    officer.pilot.wait(lambda: state(officer, report).startswith("draft"), "it is here")
    officer.app.go("form", report=report, at=Address("media", row, "caption").text())
    officer.wait_for("form")
    officer.pilot.wait(lambda: ("media", row) in officer.form.pages["narrative"].cards, "the row of the file")
    officer.pilot.frame(6)
    face = officer.form.pages["narrative"].cards["media", row].face
    assert officer.say("tablet.file.elsewhere") in face.words
    officer.pilot.shot("move-file")
    assert upload_next(desk.vault, desk.line, desk.clock, CHANCE, Pace()).kind == "whole"
    desk.exchange_all()
    officer.app.session.drafting.seal(report, "interim")
    talk(officer)
    digest = officer.form.desk.model.row("media", row)["sha256"]
    officer.pilot.wait(lambda: officer.app.session.reports.file(digest).confirmed_at, "the server has it from there")
    face.renew()
    assert officer.say("tablet.file.elsewhere") not in face.words and officer.say("tablet.pill.delivered") in face.words


def test_who_came_too_late_is_told(officer: Any, desk: Any, department: Any) -> None:
    car = department.tablet(place=" car")
    report = desk.drafting.start()
    desk.moving.release(report)
    desk.exchange_all()
    talk(officer)
    turn_to(officer, "elsewhere")
    officer.app.session.runner.pause()
    car.exchange_all()
    car.moving.take(report)
    car.exchange_all()
    officer.tap(only_row(officer))
    officer.settle()
    officer.tap(next(e for e in officer.pilot.find_all(PrimaryButton) if e.words == officer.say("tablet.move.take")))
    officer.app.session.runner.resume()
    officer.pilot.wait(lambda: officer.say("move.taken") in officer.pilot.says(), "the sentence")
    officer.settle()
    officer.pilot.shot("move-too-late")
    officer.tap(officer.say("tablet.file.understood"))
    officer.settle()
    assert officer.pilot.find_all(Sheet) == [] and officer.pilot.find_all(FixedRow) == []


def test_what_is_no_answer_yet_is_shown_before_it_moves(officer: Any) -> None:
    report = str(officer.start_report())
    officer.full_report()
    officer.app.session.drafting.answer(report, Address("incident", "-", "incident_number"), "no number at all")
    officer.form.show(report=report)
    officer.tap(officer.form.move)
    officer.settle()
    officer.tap(next(e for e in officer.pilot.find_all(PrimaryButton) if e.words == officer.say("tablet.move.yes")))
    officer.settle()
    assert officer.say("tablet.move.left", count=1) in officer.pilot.says()
    officer.pilot.shot("move-left")
    assert officer.app.session.reports.behind(report).row.open


@pytest.mark.parametrize("look", ["night", "contrast", "large", "large-es"])
def test_it_can_be_read_in_every_look(officer: Any, desk: Any, look: str) -> None:
    mode = look if look in ("night", "contrast") else "day"
    officer.app.choose(mode=mode, scale=160 if "large" in look else 100, language="es" if "es" in look else "en")
    officer.pilot.frame(4)
    report = hand_on(officer)
    officer.pilot.wait(lambda: state(officer, report) == "offered")
    hide_toast()
    turn_to(officer, "elsewhere")
    officer.pilot.shot(f"move-home-{look}")
    officer.tap(only_row(officer))
    officer.settle()
    officer.pilot.shot(f"move-take-{look}")
    assert rows_of(officer.app.session.drafting.content(report).nested, "incident")
