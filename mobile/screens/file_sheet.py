"""Choosing a file: the folders this machine has, what lies in one with sizes and dates, the newest first."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kivy.clock import Clock
from kivy.metrics import dp

from mobile.devices import Folder
from mobile.screens.desk import Desk
from mobile.screens.times import clock_words
from mobile.widgets import ChipGroup, ListRow, QuietButton, Sheet, Text, first_control

SHOWN = 30
PICTURES = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".gif", ".tif", ".tiff", ".bmp")
ICONS = {
    **dict.fromkeys(PICTURES, "picture"),
    **dict.fromkeys((".mp4", ".mov", ".avi", ".webm", ".mkv"), "video"),
    **dict.fromkeys((".wav", ".mp3", ".m4a", ".ogg", ".flac"), "voice"),
}


class Entry(NamedTuple):
    """One thing in a folder: `size` is None for a folder, `written` in seconds since 1970."""

    path: Path
    size: int | None
    written: float


def entries(folder: Path) -> list[Entry]:
    """Folders by name, then files with the newest first; hidden ones left out. Raises OSError."""
    found = []
    with os.scandir(folder) as there:
        for each in there:
            try:
                if not each.name.startswith(".") and (each.is_dir() or each.is_file()):
                    state = each.stat()
                    found.append(Entry(Path(each.path), None if each.is_dir() else state.st_size, state.st_mtime))
            except OSError:  # it went away meanwhile, or may not be looked at
                continue
    folders = sorted((each for each in found if each.size is None), key=lambda each: each.path.name.casefold())
    return [*folders, *sorted((each for each in found if each.size is not None), key=lambda each: -each.written)]


class FileSheet(Sheet):
    """Calls `pick` with itself, which stays open, and the path of the file that a person chose."""

    def __init__(self, desk: Desk, folders: Sequence[Folder], pick: Callable[[FileSheet, Path], None]) -> None:
        super().__init__(title=desk.say("tablet.file.which"), wide=dp(820), fills=True)
        self.desk, self.folders, self.pick = desk, folders, pick
        self.root = self.folder = folders[0].path if folders else Path()
        names = [each.name or desk.say(f"tablet.folder.{each.code}") for each in folders]
        self.places = ChipGroup(
            options=[(str(n), name) for n, name in enumerate(names)], value="0" if folders else None, clearable=False
        )
        self.places.bind(on_value=lambda _chips, code: self._go(folders[int(code)].path, root=True))
        self.body.spacing = dp(10)
        self._list()

    def _go(self, folder: Path, *, root: bool = False) -> None:
        self.folder = folder
        self.root = folder if root else self.root
        self._list()
        if not root:
            Clock.schedule_once(self._look)

    def _look(self, _dt: float) -> None:
        """After a folder was opened: the hand is at its first row."""
        rows = [each for each in reversed(self.body.children) if isinstance(each, ListRow)]
        first = first_control(rows[0]) if rows else None
        if first is not None:
            first.focus = True

    def _list(self, shown: int = SHOWN) -> None:
        """Show the folder. Nothing in it is opened."""
        say = self.desk.say
        self.body.clear_widgets()
        if not self.folders:
            self.body.add_widget(Text(words=say("tablet.folder.none")))
            return
        self.body.add_widget(self.places)
        try:
            found = entries(self.folder)
        except OSError:
            found = []
            self.body.add_widget(Text(words=say("tablet.folder.closed"), tone="warn"))
        if self.folder != self.root:
            self._row(self.folder.parent, say("tablet.folder.up"), self.folder.name, "back")
        for each in found[:shown]:
            if each.size is None:
                self._row(each.path, each.path.name, "", "folder")
            else:
                at = datetime.fromtimestamp(each.written, self.desk.zone)
                words = f"{size_of(self.desk, each.size)} · {clock_words(at, self.desk.now())}"
                self._row(each.path, each.path.name, words, ICONS.get(each.path.suffix.lower(), "document"))
        if not found:
            self.body.add_widget(Text(words=say("tablet.folder.empty"), tone="muted"))
        if len(found) > shown:
            more = QuietButton(words=say("tablet.folder.more", count=len(found) - shown))
            more.bind(on_release=lambda _b: self._list(shown + SHOWN))
            self.body.add_widget(more)

    def _row(self, path: Path, title: str, subtitle: str, icon: str) -> None:
        row = ListRow(title=title, subtitle=subtitle, icon=icon, key=path)
        row.pick = self._go if icon in ("folder", "back") else lambda path: self.pick(self, path)
        self.body.add_widget(row)


SIZES = ((1_000_000, "tablet.file.mb"), (1_000, "tablet.file.kb"))


def size_of(desk: Desk, size: int) -> str:
    """A file's size as people say it."""
    for unit, words in SIZES:
        if size >= unit:
            return desk.say(words, size=f"{size / unit:.1f}")
    return desk.say("tablet.file.bytes", size=size)
