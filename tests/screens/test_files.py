"""Files on the screen: chosen, photographed, signed, looked at, described, taken out again, by tap and by key."""

from __future__ import annotations

import io
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from attaching import choose, full, held, picture, press
from PIL import Image

from mobile.capture import capture
from mobile.runner import Runner
from mobile.screens.file_sheet import SHOWN, FileSheet, entries
from mobile.screens.files import FileFace, Files
from mobile.store import files
from mobile.theme import theme
from mobile.widgets import FixedRow, ListRow, Sheet
from mobile.widgets.picture import Pad, Picture, PictureButton
from shared.answers import Address
from shared.report.timeline import FILE_LIMIT
from shared.samples import scene
from tests.mobile.real_world import write_down


@pytest.fixture
def photos(tablet: Any, form: Any, folder: Path) -> Address:
    """A question that takes several files."""
    return Address("injury", tablet.add_row("injury"), "photos_taken")


def test_a_photo_is_chosen_shown_and_stored_with_the_report(
    tablet: Any, form: Any, drafting: Any, folder: Path, photos: Address
) -> None:
    press(tablet, photos, "tablet.file.choose")
    assert [row.title for row in tablet.pilot.find_all(ListRow)] == [
        "Camera roll", "IMG_0001.JPG", "notice.pdf", "IMG_0002.JPG",
    ]  # fmt: skip
    row = tablet.pilot.find(ListRow, title="IMG_0001.JPG")
    assert row.subtitle.endswith(" KB · 09:10")
    tablet.pilot.shot("file-sheet")
    tablet.tap(row)
    tablet.settle()
    (row,) = held(drafting, form)
    content = (folder / "IMG_0001.JPG").read_bytes()
    assert (row["sha256"], row["kind"]) == (sha256(content).hexdigest(), "photo")
    assert row["captured_at"] == {"at": "2026-04-14T09:10:00-07:00", "clock": "device"}
    assert held(drafting, form, "injury")[0]["photos_taken"] == [row["id"]]
    (face,) = [each for each in tablet.question(photos).walk() if isinstance(each, FileFace)]
    assert face.ids.picture.texture is not None and "image/jpeg" in face.words
    assert folder.joinpath("IMG_0001.JPG").read_bytes() == content
    tablet.pilot.shot("file-attached")


def test_an_old_file_is_taken_now_and_two_are_two(tablet: Any, form: Any, drafting: Any, photos: Address) -> None:
    choose(tablet, photos, "IMG_0002.JPG")
    choose(tablet, photos, "notice.pdf")
    first, second = held(drafting, form)
    assert first["captured_at"]["at"] == "2026-04-14T09:18:20-07:00"
    assert (second["kind"], second["media_type"]) == ("document", "application/pdf")
    assert held(drafting, form, "injury")[0]["photos_taken"] == [first["id"], second["id"]]


def test_it_is_taken_out_with_one_press_and_comes_back(tablet: Any, form: Any, drafting: Any, photos: Address) -> None:
    choose(tablet, photos, "IMG_0001.JPG")
    before = held(drafting, form)
    press(tablet, photos, "tablet.form.remove")
    assert held(drafting, form) == [] and not tablet.question(photos).answering.widget.faces
    tablet.undo()
    tablet.pilot.frame(6)
    assert held(drafting, form) == before
    assert list(tablet.question(photos).answering.widget.faces) == [before[0]["id"]]


def test_what_it_shows_is_asked_at_its_own_row(tablet: Any, form: Any, drafting: Any, photos: Address) -> None:
    choose(tablet, photos, "IMG_0001.JPG")
    (row,) = held(drafting, form)
    press(tablet, photos, "tablet.file.describe")
    tablet.pilot.wait(lambda: form.section == "narrative", "the row of the file")
    tablet.pilot.frame(6)
    card = form.pages["narrative"].cards["media", row["id"]]
    assert card.face is not None and card.face.ids.picture.texture is not None
    for field in ("consent", "contains_minor", "contains_credential", "is_original"):
        assert tablet.question(Address("media", row["id"], field))
    tablet.answer(Address("media", row["id"], "caption"), "Broken gate, north side")
    assert "Broken gate" in card.face.title
    tablet.pilot.shot("file-row")
    face = tablet.question(photos).answering.widget.faces[row["id"]]
    assert "Broken gate" in face.title


def test_a_file_is_added_to_the_report_itself_or_a_link_is_written_down(
    tablet: Any, form: Any, drafting: Any, folder: Path
) -> None:
    page = tablet.go_to("narrative")
    tablet.tap(page.adds["media", ""])
    tablet.settle()
    tablet.pilot.shot("file-how")
    tablet.tap(tablet.pilot.find(ListRow, title=tablet.say("tablet.file.choose")))
    tablet.settle()
    tablet.tap(tablet.pilot.find(ListRow, title="notice.pdf"))
    tablet.settle()
    assert [row["kind"] for row in held(drafting, form)] == ["document"]
    tablet.tap(page.adds["media", ""])
    tablet.settle()
    tablet.tap(tablet.pilot.find(ListRow, title=tablet.say("tablet.file.link")))
    tablet.settle()
    assert len(held(drafting, form)) == 2 and "sha256" not in held(drafting, form)[1]


def test_a_signature_is_drawn_and_kept_as_a_file(tablet: Any, form: Any, drafting: Any, folder: Path) -> None:
    row = tablet.add_row("misconduct_report")
    tablet.answer(Address("misconduct_report", row, "signature_status"), "signed")
    address = Address("misconduct_report", row, "signature")
    press(tablet, address, "tablet.sign.do")
    (pad,) = tablet.pilot.find_all(Pad)
    keep = tablet.pilot.find(tablet.say("tablet.sign.keep"))
    assert keep.disabled
    x, y = pad.to_window(pad.x, pad.y)
    sheet = tablet.pilot.find(Sheet)
    tablet.pilot.drag([(x - 30, y + 30), (x + 40, y + 60)])
    assert not pad.strokes and sheet.parent is not None, "a touch that starts outside draws nothing and closes nothing"
    tablet.pilot.drag([(x + 60 + 6 * n, y + 90 + (n * 37) % 80) for n in range(60)])
    tablet.pilot.drag([(x + 500, y + 40), (x + 600, y + 200)])
    assert len(pad.strokes) == 2 and not keep.disabled
    tablet.pilot.shot("sign")
    tablet.tap(tablet.say("tablet.sign.again"))
    assert not pad.strokes and keep.disabled
    tablet.pilot.drag([(x + 60 + 6 * n, y + 90 + (n * 37) % 80) for n in range(60)])
    tablet.tap(keep)
    tablet.settle()
    (media,) = held(drafting, form)
    assert (media["kind"], media["media_type"]) == ("signature", "image/png")
    assert held(drafting, form, "misconduct_report")[0]["signature"] == media["id"]
    with Image.open(io.BytesIO(tablet.app.session.reports.file_content(media["sha256"]))) as drawn:
        assert drawn.size == (1200, 400) and drawn.convert("L").getextrema() == (0, 255)
    widget = tablet.question(address).answering.widget
    assert widget.ways.parent is None, "one signature is enough"
    tablet.pilot.shot("signed")


def test_a_full_disk_keeps_the_strokes_of_who_has_signed(tablet: Any, form: Any, drafting: Any, folder: Path) -> None:
    row = tablet.add_row("misconduct_report")
    tablet.answer(Address("misconduct_report", row, "signature_status"), "signed")
    press(tablet, Address("misconduct_report", row, "signature"), "tablet.sign.do")
    (pad,) = tablet.pilot.find_all(Pad)
    x, y = pad.to_window(pad.x, pad.y)
    tablet.pilot.drag([(x + 60 + 6 * n, y + 90 + (n * 37) % 80) for n in range(60)])
    drawn, sheet = [list(each) for each in pad.strokes], tablet.pilot.find(Sheet)
    with full(tablet):
        tablet.tap(tablet.say("tablet.sign.keep"))
        tablet.settle()
        assert tablet.pilot.says(tablet.say("tablet.file.full")) and held(drafting, form) == []
        tablet.tap(tablet.say("tablet.file.understood"))
        tablet.settle()
        assert tablet.pilot.find(Sheet) is sheet and pad.strokes == drawn
    tablet.tap(tablet.say("tablet.sign.keep"))
    tablet.settle()
    assert [each["kind"] for each in held(drafting, form)] == ["signature"] and sheet.parent is None


def test_a_machine_without_a_camera_says_so_and_one_with_a_camera_takes_a_photo(
    tablet: Any, form: Any, drafting: Any, photos: Address
) -> None:
    press(tablet, photos, "tablet.file.photo")
    assert tablet.pilot.says(tablet.say("tablet.file.no_camera"))
    tablet.pilot.shot("no-camera")
    tablet.tap(tablet.say("tablet.file.understood"))
    tablet.settle()

    class OneShot:
        there = True

        def take(self, taken: Any) -> None:
            taken(picture("taken"))

    tablet.app.session.devices.camera = OneShot()
    press(tablet, photos, "tablet.file.photo")
    (row,) = held(drafting, form)
    assert row["kind"] == "photo" and row["sha256"] == sha256(picture("taken")).hexdigest()


REFUSED = {
    "empty.txt": (b"", "tablet.file.empty"),
    "film.mp4": (bytes(FILE_LIMIT + 1), "tablet.file.too_large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_taken_is_a_plain_sentence(
    tablet: Any, form: Any, drafting: Any, folder: Path, photos: Address, name: str
) -> None:
    content, code = REFUSED[name]
    (folder / name).write_bytes(content)
    choose(tablet, photos, name)
    assert tablet.pilot.says(tablet.say(code)) and held(drafting, form) == []
    tablet.pilot.key("escape")
    tablet.settle()
    assert tablet.question(photos).answering.widget.faces == {}


def test_a_full_disk_is_a_plain_sentence_and_answers_go_on(
    tablet: Any, form: Any, drafting: Any, photos: Address
) -> None:
    with full(tablet):
        choose(tablet, photos, "IMG_0001.JPG")
        assert tablet.pilot.says(tablet.say("tablet.file.full")) and held(drafting, form) == []
        tablet.pilot.shot("file-full")
    with tablet.app.session.vault.store.reading() as database:
        assert files.waiting(database) == 0
        assert database.conn.execute("SELECT count(*) FROM file_piece").fetchone() == (0,)
    tablet.tap(tablet.say("tablet.file.understood"))
    tablet.settle()
    tablet.answer(Address("entry", tablet.add_row("entry"), "text"), "Lot B, at the second gate.")


def test_a_file_is_looked_at(tablet: Any, form: Any, photos: Address, folder: Path) -> None:
    choose(tablet, photos, "IMG_0001.JPG")
    face = next(iter(tablet.question(photos).answering.widget.faces.values()))
    tablet.tap(face.ids.picture)
    tablet.settle()
    (shown,) = [each for each in tablet.pilot.find_all(Picture) if not isinstance(each, PictureButton)]
    assert shown.texture is not None and shown.texture.size[0] == 640
    digest = sha256((folder / "IMG_0001.JPG").read_bytes()).hexdigest()
    assert tablet.pilot.says(f"SHA-256 {digest}")
    tablet.pilot.shot("file-looked-at")


def test_it_is_all_done_by_keyboard(tablet: Any, form: Any, drafting: Any, photos: Address) -> None:
    widget = tablet.question(photos).answering.widget
    button = next(each for each in widget.ways.children if each.words == tablet.say("tablet.file.choose"))
    button.focus = True
    tablet.pilot.key("enter")
    tablet.settle()

    def walk(to: str) -> None:
        for _ in range(12):
            if getattr(tablet.pilot.focused, "title", "") == to:
                return
            tablet.pilot.key("tab")
        raise AssertionError(f"{to} was never reached")

    walk("Camera roll")
    tablet.pilot.key("enter")
    tablet.pilot.frame(4)
    assert tablet.pilot.find(ListRow, title="empty.txt")
    assert tablet.pilot.focused.title == tablet.say("tablet.folder.up")
    tablet.pilot.key("enter")
    tablet.pilot.frame(4)
    walk("IMG_0001.JPG")
    tablet.pilot.shot("file-keyboard")
    tablet.pilot.key("enter")
    tablet.settle()
    assert len(held(drafting, form)) == 1


def test_a_long_folder_is_shown_a_page_at_a_time(tablet: Any, form: Any, photos: Address, folder: Path) -> None:
    for number in range(SHOWN + 20):
        (folder / f"roll-{number:03}.jpg").write_bytes(b"\xff\xd8\xff")
    press(tablet, photos, "tablet.file.choose")
    assert len(tablet.pilot.find_all(ListRow)) == SHOWN
    tablet.tap(tablet.say("tablet.folder.more", count=24))
    assert len(tablet.pilot.find_all(ListRow)) == SHOWN + 24


def test_a_folder_that_went_away_is_said(tablet: Any, form: Any, photos: Address, folder: Path) -> None:
    press(tablet, photos, "tablet.file.choose")
    (folder / "Camera roll" / "empty.txt").unlink()
    (folder / "Camera roll").rmdir()
    tablet.tap(tablet.pilot.find(ListRow, title="Camera roll"))
    assert tablet.pilot.says(tablet.say("tablet.folder.closed"))


@pytest.mark.parametrize("look", ["night", "contrast", "large", "es"])
def test_it_looks_right_in_every_look(tablet: Any, form: Any, photos: Address, look: str) -> None:
    if look == "es":
        tablet.app.choose(language="es")
        tablet.pilot.frame(8)
    elif look == "large":
        theme.scale = 1.6
    else:
        theme.mode = look
    tablet.pilot.frame(6)
    choose(tablet, photos, "IMG_0001.JPG")
    tablet.pilot.frame(6)
    widget = tablet.question(photos).answering.widget
    assert isinstance(widget, Files)
    for each in widget.walk(restrict=True):
        assert each.x >= widget.x - 1 and each.right <= widget.right + 1, f"{each} sticks out"
    tablet.pilot.shot(f"file-{look}")
    press(tablet, photos, "tablet.file.choose")
    assert isinstance(tablet.pilot.find(Sheet), FileSheet)
    tablet.pilot.shot(f"file-sheet-{look}")


def test_home_and_the_report_say_which_files_the_server_has(tablet: Any, form: Any, drafting: Any) -> None:
    report, session = form.desk.editing.report, tablet.app.session
    for colour in ("red", "blue", "green"):
        drafting.attach(report, capture(io.BytesIO(picture(colour))), kind="photo")
    finish(tablet, report)
    refused: list[str] = []
    tablet.server.files.refuse = lambda method, path: (503, "server.storage") if len(refused) else None
    tablet.app.go("home")
    session.runner.stop()
    runner = session.runner = Runner(session.vault, tablet.network, tablet.clock, tablet.chance)
    done = runner.once()
    while done.more:
        if len(tablet.server.files.whole) == 2:
            refused.append("from now on")
        done = runner.once()
    home = tablet.screen("home")
    home.groups.give("waiting")
    home.refresh()
    tablet.pilot.frame(6)
    (row,) = tablet.pilot.find_all(FixedRow)
    assert tablet.say("tablet.state.files", done=2, count=3) in row.subtitle
    assert (row.state_code, row.state_words) == ("partial", tablet.say("tablet.pill.files", done=2, count=3))
    assert home.banner.action == tablet.say("tablet.sync.try")
    tablet.pilot.shot("home-files")
    tablet.tap(row)
    tablet.wait_for("form")
    assert any(tablet.say("tablet.form.files", done=2, count=3) in each for each in tablet.pilot.says())
    tablet.pilot.shot("form-files")
    refused.clear()
    while runner.once().more:
        pass
    assert tablet.app.session.reports.page()[0].code == "delivered"


def finish(tablet: Any, report: str) -> None:
    """Write the rest of the report down, and seal it as the final version."""
    tablet.clock.at += timedelta(hours=2)
    editing = tablet.app.session.edit(report)
    write_down(editing, scene("S1").answers)
    editing.seal("final")


def test_files_of_a_folder_are_told_apart_from_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "A").mkdir()
    (tmp_path / "x.txt").write_bytes(b"12")
    assert [(each.path.name, each.size) for each in entries(tmp_path)] == [("A", None), ("b", None), ("x.txt", 2)]
