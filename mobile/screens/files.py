"""Files on the screen: those a question has, taking in another one, looking at one.

What a person chooses is read and sealed into the report at once (`Drafting.attach`); the original stays where it is.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.metrics import dp
from kivy.properties import OptionProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.capture import Captured, CaptureError, capture
from mobile.drafting import DraftError
from mobile.screens.desk import Desk
from mobile.screens.file_sheet import FileSheet, size_of
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


def attach(desk: Desk, address: Address | None, file: Captured, kind: str, taken_at: Value | None = None) -> str:
    """Take a file into the report; its row's id, "" when that failed, which is then said in a sheet."""
    if not desk.keeper.flush():
        _refuse(desk, _code(desk.keeper.trouble))
        return ""
    try:
        row, changed = desk.editing.attach(file, kind, taken_at=taken_at, address=address)
    except (StoreError, DraftError) as error:
        _refuse(desk, _code(error.code))
        return ""
    desk.keeper.act(lambda: changed)
    if address is None:
        desk.jump(Address("media", row, "caption"))
    return row


def _code(trouble: str) -> str:
    return "tablet.file.full" if trouble == "store.full" else trouble


def choose(desk: Desk, address: Address | None) -> None:
    """Let a person choose a file and take it in."""

    def picked(path: Path) -> None:
        try:
            with path.open("rb") as stream:
                file = capture(stream)
            taken = datetime.fromtimestamp(path.stat().st_mtime, desk.zone)
        except (CaptureError, OSError) as error:
            _refuse(desk, f"tablet.{error.code}" if isinstance(error, CaptureError) else "tablet.file.unreadable")
            return
        attach(desk, address, file, file.kind, _plausible(desk, taken))

    FileSheet(desk, desk.session.devices.folders(), picked).open()


def photograph(desk: Desk, address: Address | None) -> None:
    """Let a person take a photo and take it in; a machine without a camera says so."""
    camera = desk.session.devices.camera
    if not camera.there:
        _refuse(desk, "tablet.file.no_camera", "tablet.file.no_camera.title")
        return

    def taken(content: bytes) -> None:
        try:
            file = capture(io.BytesIO(content))
        except CaptureError as error:
            _refuse(desk, f"tablet.{error.code}")
            return
        attach(desk, address, file, "photo", desk.instant())

    camera.take(taken)


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
        # Who signed may be gone by the time there is room again: the drawing stays until it is kept.
        if attach(desk, address, capture(io.BytesIO(pad.png())), "signature", desk.instant()):
            sheet.dismiss()

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
        digest = str(held.get("sha256", ""))
        caption = str(held.get("caption", ""))
        self.title = caption or desk.model.title("media", self.row)
        self.words = _facts(desk, held)
        picture = self.ids.picture
        picture.words = desk.say("tablet.file.look", name=self.title)
        picture.icon = KINDS.get(str(held.get("kind")), "document")
        if digest != self._drawn:
            self._drawn = digest
            content = desk.session.reports.file_content(digest) if _is_picture(held) else None
            picture.texture = texture_of(content, THUMB) if content else None


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
            button = QuietButton(words=desk.say(words), icon=icon)
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
    sheet = Sheet(title=desk.model.title("media", row), wide=dp(1000))
    content = desk.session.reports.file_content(str(held.get("sha256", "")))
    texture = texture_of(content, int(max(Window.size))) if content and _is_picture(held) else None
    if texture is not None:
        sheet.body.add_widget(Picture(texture=texture, size_hint_y=None, height=Window.height * 0.6))
    else:
        sheet.body.add_widget(Text(words=desk.say("tablet.file.not_shown" if content else "tablet.file.not_here")))
    sheet.body.add_widget(Text(words=_facts(desk, held)))
    sheet.body.add_widget(Text(words=f"SHA-256 {held.get('sha256', '')}", style="caption", tone="muted"))
    sheet.open()
    return sheet


def _facts(desk: Desk, held: Row) -> str:
    """Size, type, when it was taken, and whether the server has it."""
    facts = [size_of(desk, int(str(held.get("size_bytes", 0)))), str(held.get("media_type", ""))]
    taken = moment(held.get("captured_at"))
    if taken is not None:
        facts.append(clock_words(taken.astimezone(desk.zone), desk.now()))
    file = desk.session.reports.file(str(held.get("sha256", "")))
    if file is not None and file.confirmed_at:
        facts.append(desk.say("tablet.pill.delivered"))
    return " · ".join(filter(None, facts))


def _is_picture(held: Row) -> bool:
    return str(held.get("media_type", "")).startswith("image/")


def _plausible(desk: Desk, taken: datetime) -> Value | None:
    """When the file says it was written, if that can be about this report; else None, for now."""
    begun = datetime.fromisoformat(desk.editing.draft.started_at)
    if begun - timedelta(days=1) <= taken <= desk.now():
        return {"at": taken.isoformat(timespec="seconds"), "clock": "device"}
    return None


def _refuse(desk: Desk, code: str, title: str = "tablet.file.refused") -> None:
    sheet = Sheet(title=desk.say(title))
    sheet.body.add_widget(Text(words=desk.say(code)))
    button = PrimaryButton(words=desk.say("tablet.file.understood"))
    button.bind(on_release=lambda _b: sheet.dismiss())
    sheet.buttons.add_widget(button)
    sheet.open()


load_kv(__file__)
