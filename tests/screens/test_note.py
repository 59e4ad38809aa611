"""A quick note: one tap, a moment, a line, a photo; stored at once, and a report by one tap."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from mobile.devices import Devices
from mobile.drafting import Drafting
from mobile.screens.files import FileFace
from mobile.widgets import FixedRow, ListRow
from shared.answers import Address, rows_of

WORDS = "White van, no plates, left by the alley."
NOW = {"at": "2026-04-14T09:18:20-07:00", "clock": "device"}


@pytest.fixture
def note(tablet: Any) -> Any:
    """A new note on the screen."""
    tablet.taps = 0
    tablet.tap(tablet.screen("home").note)
    tablet.wait_for("note")
    assert tablet.taps == 1
    return tablet.screen("note")


def lines(drafting: Drafting, report: str) -> list[Any]:
    return list(rows_of(drafting.content(report).nested, "entry"))


def write(tablet: Any, note: Any) -> str:
    """Words, from the keyboard: the field has the focus already. The note's id."""
    tablet.pilot.wait(lambda: note.text.box.focused, "the field waits for words")
    tablet.type(WORDS)
    tablet.pilot.wait(lambda: note.desk.keeper.state == "saved")
    return str(note.desk.editing.report)


def only_row(tablet: Any) -> FixedRow:
    tablet.pilot.frame(6)
    (row,) = tablet.pilot.find_all(FixedRow)
    return row  # type: ignore[no-any-return]


def test_it_is_stored_at_once_with_its_moment(tablet: Any, note: Any, drafting: Drafting) -> None:
    report = str(note.desk.editing.report)
    (line,) = lines(drafting, report)
    assert (line["kind"], line["at"]) == ("note", NOW), "before a letter is typed"
    write(tablet, note)
    (line,) = lines(drafting, report)
    assert line["text"] == WORDS, "before the screen is left"


def test_home_shows_it_as_a_note_by_its_words(tablet: Any, note: Any) -> None:
    report = write(tablet, note)
    tablet.tap(note.ready)
    tablet.wait_for("home")
    row = only_row(tablet)
    assert (row.title, row.icon, row.state_words) == (WORDS, "note", "Note")
    reports = tablet.app.session.reports
    assert [each.report for each in reports.page(search="white VAN")] == [report]
    tablet.tap(row)
    tablet.wait_for("note")
    assert note.text.box.entry.text == WORDS


def test_one_tap_makes_a_report_of_it(tablet: Any, note: Any, drafting: Drafting) -> None:
    report = write(tablet, note)
    before = lines(drafting, report)
    tablet.tap(note.report)
    tablet.wait_for("form")
    assert lines(drafting, report) == before, "the line stays what it was"
    tablet.pilot.wait(lambda: tablet.form.section == "narrative")
    assert tablet.question(Address("entry", before[0]["id"], "text")).box.entry.text == WORDS
    assert tablet.app.session.reports.behind(report).row.code.startswith("draft")
    tablet.tap(tablet.form.ids.top.children[-1])
    tablet.wait_for("home")
    assert only_row(tablet).state_words in ("Draft", "Errors")


def test_a_photo_makes_its_line_one_and_leaves_it_again(
    tablet: Any, note: Any, drafting: Drafting, tmp_path: Path
) -> None:
    pictures = tmp_path / "machine" / "Pictures"
    pictures.mkdir(parents=True)
    (pictures / "IMG_1.JPG").write_bytes(b"\xff\xd8\xff\xe0 invented")
    os.utime(pictures / "IMG_1.JPG", (1776183000, 1776183000))
    tablet.app.session.devices = Devices({}, tmp_path / "machine", tmp_path / "no cards")
    report = write(tablet, note)
    tablet.tap(next(each for each in note.photo.ways.children if each.words == tablet.say("tablet.file.choose")))
    tablet.settle()
    tablet.tap(tablet.pilot.find(ListRow, title="IMG_1.JPG"))
    tablet.settle()
    (line,), (media,) = lines(drafting, report), rows_of(drafting.content(report).nested, "media")
    assert (line["kind"], line["media_ref"], line["text"]) == ("photo", media["id"], WORDS)
    (face,) = [each for each in note.photo.walk() if isinstance(each, FileFace)]
    tablet.tap(face.ids.acts.children[0])
    tablet.pilot.frame(4)
    assert lines(drafting, report)[0]["kind"] == "note" and not note.photo.faces
    tablet.undo()
    tablet.pilot.frame(4)
    assert lines(drafting, report)[0]["kind"] == "photo" and list(note.photo.faces) == [media["id"]]


def test_back_from_an_empty_note_leaves_nothing(tablet: Any, note: Any) -> None:
    note.ids.top.dispatch("on_back")
    tablet.wait_for("home")
    assert not tablet.app.session.reports.counts()["drafts"]


def test_done_keeps_the_moment_alone(tablet: Any, note: Any, drafting: Drafting) -> None:
    report = str(note.desk.editing.report)
    tablet.tap(note.ready)
    tablet.wait_for("home")
    assert lines(drafting, report)[0]["at"] == NOW


def test_it_is_thrown_away_after_a_question(tablet: Any, note: Any) -> None:
    write(tablet, note)
    tablet.tap(note.throw)
    tablet.settle()
    sheet = tablet.pilot.find(tablet.say("tablet.note.throw?"))
    tablet.tap(next(each for each in sheet.buttons.children if each.words == tablet.say("tablet.note.throw")))
    tablet.wait_for("home")
    assert not tablet.app.session.reports.counts()["drafts"]


def test_locking_keeps_it(tablet: Any, note: Any) -> None:
    from conftest import PASSPHRASE

    tablet.pilot.wait(lambda: note.text.box.focused)
    tablet.type(WORDS)
    tablet.app.locked()
    tablet.wait_for("unlock")
    tablet.unlock(PASSPHRASE)
    assert only_row(tablet).title == WORDS


def offered(tablet: Any, note: Any) -> str:
    """As after a kill: the note was on the screen. Its id."""
    report, drafting = write(tablet, note), tablet.app.session.drafting
    tablet.tap(note.ready)
    tablet.wait_for("home")
    drafting.opened(report)
    tablet.screen("home")._offer(list(drafting.unfinished()))
    tablet.settle()
    return report


def test_what_was_open_at_a_kill_comes_back_as_a_note(tablet: Any, note: Any) -> None:
    report = offered(tablet, note)
    tablet.tap(tablet.say("tablet.recover.yes"))
    tablet.wait_for("note")
    assert tablet.screen("note").desk.editing.report == report


def test_it_is_discarded_only_by_the_word_for_it(tablet: Any, note: Any, drafting: Drafting) -> None:
    report = offered(tablet, note)
    tablet.pilot.find(tablet.say("tablet.recover.title")).dismiss()
    tablet.settle()
    assert lines(drafting, report)[0]["text"] == WORDS, "closing the sheet, as locking does, is no discarding"
    tablet.screen("home")._offer(list(drafting.unfinished()))
    tablet.settle()
    tablet.tap(tablet.say("tablet.recover.no"))
    tablet.settle()
    assert not tablet.app.session.reports.counts()["drafts"]
