"""Drives the real window as a person would: taps, letters, keys and drags, then frames until things have come true.

Everything of a frame happens but its pixels: drawing in software costs more than all the rest, so it is drawn only for
a picture (`shot`) and at the end of each test. A frame lasts a sixtieth of a second for the app, however quickly the
next one comes: what the app does after a quarter of a second it does after fifteen frames, on every machine.

`find` sees what a person sees: an open sheet hides what is below it, and what is invisible is not there.
`conftest.py` sets the environment before Kivy is imported and hands out one clean `Pilot` to each test.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from kivy.app import App
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import glFinish
from kivy.tests.common import UnitTestTouch
from kivy.uix.behaviors import ButtonBehavior
from kivy.uix.modalview import ModalView
from kivy.uix.widget import Widget

from mobile.theme import theme
from mobile.widgets import bring_into_view, hand, hide_toast
from mobile.widgets import words as control_words

W = TypeVar("W", bound=Widget)
KEYS = {
    "tab": 9, "enter": 13, "escape": 27, "space": 32, "backspace": 8, "delete": 127,
    "up": 273, "down": 274, "right": 275, "left": 276, "home": 278, "end": 279,
}  # fmt: skip
SIZE = (1280, 800)
PATIENCE = 20.0  # seconds before a wait gives up: a hang guard, not a claim about speed
FRAME = 1 / 60
AT_ONCE = 60  # frames of a wait that come as quickly as they can; what takes longer waits for another thread


class Pilot:
    """One person at the one window. `out` is the folder for screenshots."""

    _before: ClassVar[Pilot | None] = None
    _time: ClassVar[float]

    def __init__(self, out: Path) -> None:
        self.out = out
        self.app: App | None = None
        if EventLoop.status != "started":
            EventLoop.ensure_window()
            EventLoop.start()
            Clock._max_fps = 0  # else every frame sleeps
            Pilot._time = Clock.time()
            Clock.time = lambda: Pilot._time
        self._draws = False
        # One that nobody uses any more would go on withholding until it is collected.
        if Pilot._before is not None:
            Window.unbind(on_draw=Pilot._before._withheld)
        Pilot._before = self
        Window.bind(on_draw=self._withheld)

    def _withheld(self, *_: object) -> bool:
        """Kivy asks whether somebody else has drawn."""
        return not self._draws

    @contextmanager
    def seeing(self) -> Iterator[None]:
        """Every frame is drawn inside."""
        self._draws = True
        yield
        self._draws = False

    def look(self) -> None:
        """Draw what is there."""
        with self.seeing():
            Window.canvas.ask_update()
            self.frame()

    # what is there

    def put(self, widget: W) -> W:
        """Fill the window with a widget; returns it after its layout has settled."""
        Window.add_widget(widget)
        self.frame(6)
        return widget

    def start(self, app: App) -> App:
        """Run an app in the window, as `app.run()` does, but without its endless loop."""
        self.app = app
        app._run_prepare()
        self.frame(6)
        return app

    def clean(self) -> None:
        """Leave an empty window. The order matters: kv rules must not fire when the app is gone already."""
        hide_toast()
        for child in list(Window.children):
            if isinstance(child, ModalView):
                child.dismiss(force=True, animation=False)
        for child in list(Window.children):
            Window.remove_widget(child)
        self.frame(3)
        if self.app is not None:
            self.app.dispatch("on_stop")
            App._running_app = None
            self.app = None
        theme.mode, theme.scale, hand.keys = "day", 1.0, False
        control_words.use("en")
        Window.clearcolor = (0, 0, 0, 1)
        if tuple(Window.size) != SIZE:
            Window.size = SIZE
        self.frame(2)

    def seen(self) -> Iterator[Widget]:
        """Every widget a person can see now, in reading order; only the topmost sheet when one is open."""
        sheet = next((child for child in Window.children if isinstance(child, ModalView)), None)
        for root in [sheet] if sheet else list(reversed(Window.children)):
            yield from (widget for widget in root.walk(restrict=True) if self._visible(widget))

    @staticmethod
    def _visible(widget: Widget) -> bool:
        if widget.width <= 0 or widget.height <= 0:
            return False
        while isinstance(widget, Widget):
            if widget.opacity == 0:
                return False
            widget = widget.parent
        return True

    def find_all(self, what: type[W] | str, **properties: Any) -> list[Any]:
        """What is seen and is of a class, or says these words, and has these properties."""
        return [
            widget
            for widget in self.seen()
            if (isinstance(widget, what) if isinstance(what, type) else what in self._words(widget))
            and all(getattr(widget, name, None) == value for name, value in properties.items())
        ]

    @staticmethod
    def _words(widget: Widget) -> set[str]:
        return {str(getattr(widget, name, "")) for name in ("words", "text", "title", "name")} - {""}

    def find(self, what: type[W] | str, **properties: Any) -> Any:
        """The one that is seen; for words, the thing that can be pressed comes before the label inside it."""
        found = self.find_all(what, **properties)
        assert found, f"{what!r} {properties or ''} is not on the screen; it says: {self.says()}"
        pressable = [widget for widget in found if isinstance(widget, ButtonBehavior)]
        return (pressable or found)[0]

    def says(self, words: str | None = None) -> Any:
        """All words on the screen; with `words`, whether they are among them."""
        said = [str(w.text) for w in self.seen() if getattr(w, "text", "") and hasattr(w, "texture_size")]
        return said if words is None else words in said

    def lettered(self) -> list[Any]:
        """Everything seen that has words drawn on it; icons are left out."""
        drawn = [each for each in self.seen() if getattr(each, "text", "") and hasattr(each, "texture_size")]
        return [each for each in drawn if getattr(each, "font_name", "") != "Icons"]

    @property
    def focused(self) -> Widget | None:
        """The control that has the focus."""
        return next((w for w in self.seen() if getattr(w, "focus", False)), None)

    # what a person does

    def frame(self, count: int = 1) -> None:
        """Let so many frames pass."""
        for _ in range(count):
            Pilot._time += FRAME
            EventLoop.idle()
            glFinish()  # offscreen never synchronises: without this, drawing commands pile up in memory

    def wait(self, condition: Callable[[], Any], what: str = "") -> Any:
        """Draw frames until the condition is true; returns what it returned."""
        until, frames = time.monotonic() + PATIENCE, 0
        while not (result := condition()):
            assert time.monotonic() < until, f"never came true: {what or condition}; the screen says {self.says()}"
            self.frame()
            frames += 1
            if frames > AT_ONCE:
                time.sleep(FRAME)
        return result

    def tap(self, what: Widget | str, **properties: Any) -> Widget:
        """Tap a widget, or what says these words. It is scrolled into view first and must be on the screen."""
        widget = self.find(what, **properties) if isinstance(what, str) else what
        seen: list[tuple[float, float]] = []

        def stands() -> bool:
            """On the screen, and in the same place twice: a page that still grows moves what is on it."""
            bring_into_view(widget)
            self.frame(2)
            seen.append(widget.to_window(*widget.center))
            (x, y), there = seen[-1], seen[-2:-1] == seen[-1:]
            return there and 0 <= x <= Window.width and 0 <= y <= Window.height

        self.wait(stands, f"{widget} stands still on the screen")
        x, y = seen[-1]
        assert not widget.disabled, f"{widget} is disabled"
        self.touch([(x, y)])
        self.wait(lambda: getattr(widget, "state", "normal") != "down", "the button comes up again")
        self.frame(2)
        return widget

    def drag(self, points: Sequence[tuple[float, float]]) -> None:
        """A finger down at the first point, over the others, up at the last (window pixels)."""
        self.touch(points)

    def touch(self, points: Sequence[tuple[float, float]]) -> None:
        """One touch along these points."""
        finger = UnitTestTouch(*points[0])
        finger.touch_down()
        self.frame()
        for point in points[1:]:
            finger.touch_move(*point)
            self.frame()
        finger.touch_up()
        self.frame()

    def type(self, text: str) -> None:
        """Letters, of any script, to whatever has the focus."""
        for letter in text:
            Window.dispatch("on_textinput", letter)
            self.frame()

    def key(self, name: str, *modifiers: str) -> None:
        """One key by its name. As in SDL, `on_keyboard` (Esc, back) follows only when nobody took the key."""
        code = KEYS[name]
        if not Window.dispatch("on_key_down", code, 0, None, list(modifiers)):
            Window.dispatch("on_keyboard", code, 0, None, list(modifiers))
        Window.dispatch("on_key_up", code, 0)
        self.frame(2)

    def shot(self, name: str) -> Path:
        """A picture of the window in the output folder."""
        self.look()
        self.out.mkdir(parents=True, exist_ok=True)
        target = self.out / f"{name}.png"
        made = Path(Window.screenshot(name=str(target)))  # Kivy puts a number into the name
        made.replace(target)
        return target
