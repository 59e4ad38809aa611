"""Files on the screen: those a question has, taking in another one, looking at one.

What a person chooses is read and stored with the report at once (`taking_in`); the original stays where it is.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.metrics import dp
from kivy.properties import OptionProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.aside import Job
from mobile.capture import capture
from mobile.drawing import Small, small
from mobile.screens.desk import Desk
from mobile.screens.file_sheet import FileSheet, size_of
from mobile.screens.taking_in import STOPPED, Taken, refuse, take_in, wait_in
from mobile.screens.times import clock_words
from mobile.store import StoreError
from mobile.widgets import Columns, ListRow, PrimaryButton, QuietButton, Sheet, Text, bring_into_view
from mobile.widgets.loading import load_kv
from mobile.widgets.picture import RATIO, Pad, Picture, texture_of
from shared.answers import Address, Row
from shared.canonical import Value
from shared.fields import moment
from shared.statement import is_statement

SETTLING = 5  # frames in which a page that has grown may still move
THUMB = 192  # pixels: sharp at the largest text too
KINDS = {"photo": "camera", "video": "video", "audio": "voice", "signature": "sign"}


def choose(desk: Desk, address: Address | None) -> None:
    """Let a person choose a file and take it in."""

    def picked(sheet: FileSheet, path: Path) -> None:
        def read(going: Callable[[], bool]) -> Taken:
            with path.open("rb") as stream:
                file = capture(stream, going)
            return Taken(file, at=_plausible(desk, datetime.fromtimestamp(path.stat().st_mtime, desk.zone)))

        wait_in(desk, sheet)
        take_in(desk, sheet, address, read, _give_up(desk, sheet))

    FileSheet(desk, desk.session.devices.folders(), picked).open()


def photograph(desk: Desk, address: Address | None) -> None:
    """Let a person take a photo and take it in; a machine without a camera says so."""
    camera = desk.session.devices.camera
    if not camera.there:
        refuse(desk, "tablet.file.no_camera", "tablet.file.no_camera.title")
        return

    def taken(content: bytes) -> None:
        at, sheet = desk.instant(), Sheet(title=desk.say("tablet.file.photo"))
        wait_in(desk, sheet)
        sheet.open()
        take_in(
            desk, sheet, address, lambda going: Taken(capture(io.BytesIO(content), going), "photo", at),
            _give_up(desk, sheet),
        )  # fmt: skip

    camera.take(taken)


def _give_up(desk: Desk, sheet: Sheet) -> Callable[[str], None]:
    """Close the sheet and say why nothing was attached; a person who closed it knows."""

    def failed(code: str) -> None:
        sheet.dismiss()
        if code != STOPPED:
            refuse(desk, code)

    return failed


def ask_how(desk: Desk, by_link: Callable[[], object]) -> Sheet:
    """What to add to the report: a photo, a file, or a link that is written down."""
    sheet = Sheet(title=desk.say("part.media+"))
    for icon, words, act in (
        ("camera", "tablet.file.photo", lambda: photograph(desk, None)),
        ("clip", "tablet.file.choose", lambda: choose(desk, None)),
        ("pencil", "tablet.file.link", by_link),
    ):
        row = ListRow(title=desk.say(words), icon=icon, key=act)
        row.pick = lambda act: (sheet.dismiss(), act())
        sheet.body.add_widget(row)
    sheet.open()
    return sheet


def sign(desk: Desk, address: Address) -> Sheet:
    """A pad to sign on with a finger; the drawing is kept as a file of the report."""
    sheet = Sheet(title=desk.model.label(desk.model.line(address).spec), wide=dp(900), auto_dismiss=False)
    sheet.body.parent.do_scroll_y = False  # what scrolls would wait whether a stroke is a swipe, and lose its start
    sheet.body.add_widget(Text(words=desk.say("tablet.sign.text"), tone="muted"))
    pad = Pad(size_hint_y=None)
    pad.bind(width=lambda *_: setattr(pad, "height", min(pad.width * RATIO, Window.height * 0.5)))
    sheet.body.add_widget(pad)
    again = QuietButton(words=desk.say("tablet.sign.again"), icon="refresh", disabled=True)
    keep = PrimaryButton(words=desk.say("tablet.sign.keep"), icon="check", disabled=True)
    again.bind(on_release=lambda _b: pad.clear())

    def drawn(*_: object) -> None:
        again.disabled = keep.disabled = not pad.strokes

    def kept(_button: object) -> None:
        at, png = desk.instant(), pad.file()
        pad.disabled = again.disabled = keep.disabled = True
        keep.words = desk.say("tablet.file.taking")
        take_in(
            desk, sheet, address, lambda going: Taken(capture(io.BytesIO(png()), going), "signature", at), failed,
        )  # fmt: skip

    def failed(code: str) -> None:
        # Who signed may be gone by the time there is room again: the drawing stays until it is kept.
        pad.disabled = again.disabled = keep.disabled = False
        keep.words = desk.say("tablet.sign.keep")
        if code != STOPPED:
            refuse(desk, code)

    pad.bind(on_draw=drawn)
    keep.bind(on_release=kept)
    for button in (again, keep):
        sheet.buttons.add_widget(button)
    sheet.first = sheet.ids.close
    sheet.open()
    return sheet


class FileFace(BoxLayout):
    """One file of a report: its picture, what it is, whether the server has it. A tap on the picture looks at it."""

    title = StringProperty("")
    words = StringProperty("")

    def __init__(self, desk: Desk, row: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.desk, self.row = desk, row
        self._drawn = ""
        picture = self.ids.picture
        picture.bind(on_release=lambda _b: look_at(self.desk, self.row))
        self.renew()

    def renew(self) -> None:
        """Follow the row."""
        desk, held = self.desk, self.desk.model.row("media", self.row)
        digest = str(held.get("sha256", "")) if _is_picture(held) else ""
        caption = str(held.get("caption", ""))
        self.title = caption or desk.model.title("media", self.row)
        self.words = _facts(desk, held)
        picture = self.ids.picture
        picture.words = desk.say("tablet.file.look", name=self.title)
        picture.icon = KINDS.get(str(held.get("kind")), "document")
        if digest != self._drawn:
            self._drawn, picture.texture = digest, None
            if digest:
                _draw(desk, digest, THUMB, self._show)

    def _show(self, digest: str, made: Small | None) -> None:
        if digest == self._drawn:
            self.ids.picture.texture = texture_of(made) if made is not None else None


class Files(BoxLayout):
    """The files of one question, and the ways to take in another. `show(rows)` follows the model.

    `describes`: each has a way to its own questions.
    """

    tone = OptionProperty("", options=["", "error", "warning"])

    def __init__(
        self, desk: Desk, address: Address, *, several: bool, signed: bool = False, describes: bool = True
    ) -> None:
        super().__init__(orientation="vertical", size_hint_y=None, spacing=dp(12))
        self.bind(minimum_height=self.setter("height"))
        self.desk, self.address, self.several, self.describes = desk, address, several, describes
        self.faces: dict[str, FileFace] = {}
        self.none = Text(words=desk.say("tablet.file.none"), tone="muted")
        self.ways = Columns(cols=2, narrowest=dp(230), gap_x=dp(12), gap_y=dp(12))
        ways: tuple[tuple[str, str, Callable[[Desk, Address], object]], ...] = (
            (("sign", "tablet.sign.do", sign),) if signed else
            (("camera", "tablet.file.photo", photograph), ("clip", "tablet.file.choose", choose))
        )  # fmt: skip
        for icon, words, act in ways:
            button = QuietButton(words=desk.say(words), icon=icon, size_hint_x=1)
            button.bind(on_release=lambda _b, act=act: act(self.desk, self.address))
            self.ways.add_widget(button)

    def show(self, rows: list[str]) -> None:
        """Show these rows of `media`."""
        for gone in [each for each in self.faces if each not in rows]:
            del self.faces[gone]
        added = [row for row in rows if row not in self.faces] if self.children else []
        self.clear_widgets()
        for row in rows:
            if row not in self.faces:
                self.faces[row] = self._face(row)
            self.faces[row].desk = self.desk
            self.faces[row].renew()
            self.add_widget(self.faces[row])
        if self.desk.read_only:
            if not rows:
                self.add_widget(self.none)
        elif self.several or not rows:
            self.add_widget(self.ways)
        if added:
            self._bring(self.faces[added[-1]], SETTLING)

    def _bring(self, face: FileFace, frames: int) -> None:
        """Show a new file, once the page has put itself back to where it was."""
        if frames:
            Clock.schedule_once(lambda _dt: self._bring(face, frames - 1), 0)
        elif face.get_root_window() is not None:
            bring_into_view(face)

    def _face(self, row: str) -> FileFace:
        face = FileFace(self.desk, row)
        if not self.desk.read_only:
            describe = QuietButton(words=self.desk.say("tablet.file.describe"), icon="pencil")
            describe.bind(on_release=lambda _b: self.desk.jump(Address("media", row, "caption")))
            remove = QuietButton(words=self.desk.say("tablet.form.remove"), icon="remove")
            remove.bind(on_release=lambda _b: self._remove(row))
            remove.disabled = is_statement(self.desk.model.row("media", row))  # somebody has its receipt
            for button in (describe, remove) if self.describes else (remove,):
                face.ids.acts.add_widget(button)
        return face

    def _remove(self, row: str) -> None:
        title, removed = self.desk.model.title("media", row), list[str]()

        def take_out() -> Any:
            name, changed = self.desk.editing.remove_row("media", row)
            removed.append(name)
            return changed

        if self.desk.keeper.act(take_out):
            self.desk.removed(title, removed[0])


def look_at(desk: Desk, row: str) -> Sheet:
    """One file as large as the window allows, with its facts and its digest."""
    held = desk.model.row("media", row)
    digest = str(held.get("sha256", ""))
    file = desk.session.reports.file(digest)
    sheet = Sheet(title=desk.model.title("media", row), wide=dp(1000))
    picture = Picture(size_hint_y=None, height=Window.height * 0.6)
    instead = Text(words=desk.say("tablet.file.not_shown" if file is not None else "tablet.file.not_here"))
    drawn = _is_picture(held) and file is not None

    def show(_digest: str, made: Small | None) -> None:
        if made is not None:
            picture.texture = texture_of(made)
        else:
            sheet.body.remove_widget(picture)
            sheet.body.add_widget(instead, len(sheet.body.children))

    sheet.body.add_widget(picture if drawn else instead)
    if drawn:
        _draw(desk, digest, int(max(Window.size)), show, first=True)
    sheet.body.add_widget(Text(words=_facts(desk, held)))
    sheet.body.add_widget(Text(words=f"SHA-256 {digest}", style="caption", tone="muted"))
    sheet.open()
    return sheet


def _draw(
    desk: Desk, digest: str, side: int, show: Callable[[str, Small | None], None], *, first: bool = False
) -> None:
    """Make a file's picture small beside the thread that draws; `show` gets its digest, and None for no picture."""
    reports = desk.session.reports

    def work(_job: Job[Small | None]) -> Small | None:
        content = reports.file_content(digest)
        return small(content, side) if content else None

    def done(future: Future[Small | None]) -> None:
        try:
            made = future.result()
        except StoreError:  # the picture is only to look at
            made = None
        show(digest, made)

    desk.session.aside.run(work, done, first=first)


def _facts(desk: Desk, held: Row) -> str:
    """Size, type, when it was taken, and whether the server has it."""
    facts = [size_of(desk, int(str(held.get("size_bytes", 0)))), str(held.get("media_type", ""))]
    taken = moment(held.get("captured_at"))
    if taken is not None:
        facts.append(clock_words(taken.astimezone(desk.zone), desk.now()))
    file = desk.session.reports.file(str(held.get("sha256", "")))
    if file is not None and file.confirmed_at:
        facts.append(desk.say("tablet.pill.delivered"))
    elif file is not None and not desk.session.reports.file_here(file.digest):
        facts.append(desk.say("tablet.file.elsewhere"))
    return " · ".join(filter(None, facts))


def _is_picture(held: Row) -> bool:
    return str(held.get("media_type", "")).startswith("image/")


def _plausible(desk: Desk, taken: datetime) -> Value | None:
    """When the file says it was written, if that can be about this report; else None, for now."""
    begun = datetime.fromisoformat(desk.editing.draft.started_at)
    if begun - timedelta(days=1) <= taken <= desk.now():
        return {"at": taken.isoformat(timespec="seconds"), "clock": "device"}
    return None


load_kv(__file__)
