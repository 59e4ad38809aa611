"""What tests of files need: a machine with files on it, a question that takes some, the ways to attach one."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image

from mobile.aside import Job
from mobile.devices import Devices
from mobile.widgets import ListRow
from shared.answers import Address, rows_of

WRITTEN = 1776183000  # 14 April 2026, 09:10 in Los Angeles


def picture(colour: str = "#7A3B1E", size: tuple[int, int] = (640, 480)) -> bytes:
    stream = io.BytesIO()
    Image.effect_mandelbrot(size, (-2, -1.2, 1, 1.2), 60).convert("RGB").point(lambda v: v).save(stream, "JPEG")
    return stream.getvalue() + colour.encode()


def machine(tablet: Any, place: Path) -> Path:
    """What lies on the machine: two photos, a document, a folder, a hidden file. The folder of photos."""
    pictures = place / "Pictures"
    (pictures / "Camera roll").mkdir(parents=True)
    (place / "Documents").mkdir()
    for name, content, written in (
        ("IMG_0001.JPG", picture(), WRITTEN),
        ("IMG_0002.JPG", picture("#224466"), WRITTEN - 86400 * 400),
        ("notice.pdf", b"%PDF-1.7 invented notice", WRITTEN - 60),
        (".hidden", b"x", WRITTEN),
    ):
        (pictures / name).write_bytes(content)
        os.utime(pictures / name, (written, written))
    (pictures / "Camera roll" / "empty.txt").write_bytes(b"")
    tablet.app.session.devices = Devices({}, place, place / "no cards")
    return pictures


@contextmanager
def full(tablet: Any) -> Iterator[None]:
    """The disk has no room for a file, whichever thread asks."""
    session = tablet.app.session

    def limit(pages: int) -> None:
        with session.vault.store.writing() as database:
            database.conn.execute(f"PRAGMA max_page_count = {pages}")

    def both(pages: int) -> None:  # the limit is one of a connection, and each thread has its own
        limit(pages)
        session.aside.run(lambda _job: limit(pages), lambda done: done.result())
        tablet.pilot.wait(lambda: not session.aside.busy)

    with session.vault.store.reading() as database:
        pages = database.conn.execute("PRAGMA page_count").fetchone()[0]
    both(pages)
    yield
    both(100_000)


def held(drafting: Any, form: Any, part: str = "media") -> list[Any]:
    return list(rows_of(drafting.content(form.desk.editing.report).nested, part))


def press(tablet: Any, address: Address, words: str) -> None:
    asked = tablet.question(address)
    button = next(each for each in asked.walk(restrict=True) if getattr(each, "words", "") == tablet.say(words))
    tablet.tap(button)
    tablet.settle()


def choose(tablet: Any, address: Address, name: str) -> None:
    press(tablet, address, "tablet.file.choose")
    tablet.tap(tablet.pilot.find(ListRow, title=name))
    tablet.settle()


@contextmanager
def occupied(tablet: Any) -> Iterator[None]:
    """The thread for slow work has its hands full until the end of this, or until the tablet locks."""
    reached, go_on = threading.Event(), threading.Event()

    def hold(job: Job[None]) -> None:
        reached.set()
        while job.going and not go_on.wait(0.01):
            pass

    tablet.app.session.aside.run(hold, lambda _done: None, first=True)
    assert reached.wait(20)
    yield
    go_on.set()


def stored(tablet: Any) -> tuple[int, ...]:
    """How many files and pieces are in the store."""
    with tablet.app.session.vault.store.reading() as database:
        tables = ("file", "file_piece")
        return tuple(database.conn.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in tables)
