"""A file is taken in beside the thread that draws: it is said, it can be ended, and it is there whole or not at all."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attaching import choose, held, occupied, picture, press, stored

from mobile.screens.file_sheet import FileSheet
from mobile.screens.files import FileFace
from mobile.widgets import ListRow, Sheet
from mobile.widgets.picture import Pad, Picture, PictureButton
from shared.answers import Address, rows_of

PASSPHRASE = "invented lantern 9"


@pytest.fixture
def photos(tablet: Any, form: Any, folder: Path) -> Address:
    """A question that takes several files, and the sheet to choose one open over it."""
    address = Address("injury", tablet.add_row("injury"), "photos_taken")
    press(tablet, address, "tablet.file.choose")
    return address


def pick(tablet: Any, name: str = "IMG_0001.JPG") -> None:
    """Choose a file, and do not wait until it is in."""
    tablet.tap(tablet.pilot.find(ListRow, title=name))
    tablet.pilot.frame(6)


def test_it_says_that_it_is_taking_it_in_and_shows_it_when_it_is_stored(
    tablet: Any,
    form: Any,
    drafting: Any,
    folder: Path,
    photos: Address,
) -> None:
    with occupied(tablet):
        pick(tablet)
        assert tablet.pilot.says(tablet.say("tablet.file.taking"))
        assert held(drafting, form) == [] and stored(tablet) == (0, 0)
        tablet.pilot.shot("file-taking")
    tablet.settle()
    assert tablet.pilot.find_all(FileSheet) == []
    (media,) = held(drafting, form)
    assert media["sha256"] == sha256((folder / "IMG_0001.JPG").read_bytes()).hexdigest()
    assert list(tablet.question(photos).answering.widget.faces) == [media["id"]]


@pytest.mark.parametrize("how", ["button", "escape"])
def test_who_does_not_want_to_wait_ends_it_and_nothing_is_kept(
    tablet: Any,
    form: Any,
    drafting: Any,
    photos: Address,
    how: str,
) -> None:
    with occupied(tablet):
        pick(tablet)
        tablet.pilot.key("escape") if how == "escape" else tablet.tap("Cancel")
        tablet.pilot.frame(6)
    tablet.settle()
    assert tablet.pilot.find_all(Sheet) == [], "nothing more is said: it was asked for"
    assert held(drafting, form) == [] and stored(tablet) == (0, 0)
    choose(tablet, photos, "IMG_0001.JPG")
    assert len(held(drafting, form)) == 1


def test_a_lock_before_it_is_stored_leaves_nothing_of_it(
    tablet: Any,
    form: Any,
    photos: Address,
) -> None:
    report = form.desk.editing.report
    with occupied(tablet):
        pick(tablet)
        tablet.app.locked()
        tablet.wait_for("unlock")
    tablet.unlock(PASSPHRASE)
    assert "media" not in tablet.app.session.drafting.content(report).nested and stored(tablet) == (0, 0)


def test_a_lock_while_it_is_being_stored_leaves_all_of_it_or_nothing(
    tablet: Any,
    form: Any,
    folder: Path,
    photos: Address,
) -> None:
    report, content = form.desk.editing.report, picture() + os.urandom(20_000_000)
    (folder / "large.jpg").write_bytes(content)
    for title in ("Documents", "Pictures"):  # read the folder again
        tablet.tap(title)
    pick(tablet, "large.jpg")
    tablet.app.locked()
    tablet.wait_for("unlock")
    tablet.unlock(PASSPHRASE)
    rows = rows_of(tablet.app.session.drafting.content(report).nested, "media")
    kept = [tablet.app.session.reports.file_content(str(each["sha256"])) for each in rows]
    assert kept in ([], [content]) and (stored(tablet)[0] > 0) == bool(rows)


def test_a_note_that_is_thrown_away_takes_its_photo_with_it(tablet: Any, folder: Path) -> None:
    tablet.app.go("home")
    tablet.tap(tablet.screen("home").note)
    tablet.wait_for("note")
    note = tablet.screen("note")
    (folder / "large.jpg").write_bytes(picture() + os.urandom(3_000_000))
    tablet.tap(next(each for each in note.photo.ways.children if each.words == tablet.say("tablet.file.choose")))
    tablet.settle()
    pick(tablet, "large.jpg")
    tablet.settle()
    assert stored(tablet) == (1, 12)
    tablet.tap(tablet.say("tablet.note.throw"))
    tablet.settle()
    tablet.tap(tablet.say("tablet.note.throw"))
    tablet.wait_for("home")
    tablet.settle()
    assert stored(tablet) == (0, 0)


def test_a_signature_waits_on_its_pad(tablet: Any, form: Any, drafting: Any, folder: Path) -> None:
    row = tablet.add_row("misconduct_report")
    tablet.answer(Address("misconduct_report", row, "signature_status"), "signed")
    press(tablet, Address("misconduct_report", row, "signature"), "tablet.sign.do")
    (pad,) = tablet.pilot.find_all(Pad)
    x, y = pad.to_window(pad.x, pad.y)
    tablet.pilot.drag([(x + 60 + 6 * n, y + 90 + (n * 37) % 80) for n in range(60)])
    drawn = [list(each) for each in pad.strokes]
    with occupied(tablet):
        tablet.tap(tablet.say("tablet.sign.keep"))
        assert tablet.pilot.find(tablet.say("tablet.file.taking")).disabled
        tablet.pilot.drag([(x + 300, y + 40), (x + 400, y + 100)])
        assert pad.strokes == drawn, "what is being kept is not changed"
    tablet.settle()
    assert [each["kind"] for each in held(drafting, form)] == ["signature"]


def test_a_picture_comes_when_it_is_ready(tablet: Any, form: Any, photos: Address) -> None:
    pick(tablet)
    tablet.settle()
    tablet.go_to("scene")
    with occupied(tablet):
        page = form.pages.pop(tablet.model.section_of(photos))
        tablet.question(photos)
        assert form.pages[page.section] is not page, "the page is built anew"
        (face,) = [each for each in tablet.question(photos).walk() if isinstance(each, FileFace)]
        assert face.ids.picture.texture is None
        tablet.tap(face.ids.picture)
        tablet.pilot.frame(4)
        (shown,) = [each for each in tablet.pilot.find_all(Picture) if not isinstance(each, PictureButton)]
        assert shown.texture is None
    tablet.settle()
    assert face.ids.picture.texture is not None and shown.texture.size[0] == 640
