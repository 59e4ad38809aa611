"""The app: one window, its screens, and the session between unlocking and locking.

Screens are imported and built at first use, so that the first frame needs only what it shows. Everything that stores
or sends is made by `unlocked`, when somebody has opened a vault, and is gone after `locked`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kivy.app import App
from kivy.clock import Clock as Frames
from kivy.clock import mainthread
from kivy.config import Config
from kivy.core.window import Window
from kivy.uix.screenmanager import NoTransition, ScreenManager

from mobile import preferences
from mobile.preferences import Preferences
from mobile.theme import theme
from mobile.widgets import hide_toast, toast
from mobile.widgets import words as control_words
from shared.canonical import Value
from shared.ports import Chance, Clock
from shared.words import say

if TYPE_CHECKING:
    from mobile.session import Session
    from mobile.transport import Transport
    from mobile.vault import Vault

HEAP_STEPS = (20_000, 50, 100)
"""The collector's thresholds once the first screen stands: a built form is long-lived, and a full pass is a pause."""

NEEDS_NOBODY = ("unlock", "enrol", "recover")
"""Screens that can be shown while locked."""

WATCH_SECONDS = 1.0


class FieldApp(App):
    """The tablet's app; what screens see of it is `mobile.screens.shell.Shell`."""

    title = "Scenebook"

    def __init__(
        self, home: Path, clock: Clock, chance: Chance, transport: Callable[[str], Transport] | None = None
    ) -> None:
        super().__init__()
        self.home, self.clock, self.chance = home, clock, chance
        self._transport = transport
        self.session: Session | None = None
        self.chosen = preferences.read(home)
        self.screens = ScreenManager(transition=NoTransition())
        self._way: list[tuple[str, dict[str, Value]]] = []
        self._touched = clock.monotonic()

    @property
    def language(self) -> str:
        """`en` or `es`."""
        return self.chosen.language

    def build(self) -> ScreenManager:
        """Kivy asks for the window's content."""
        self._look()
        Config.set("kivy", "exit_on_escape", "0")
        Window.bind(on_touch_down=self._touch, on_key_down=self._touch, on_textinput=self._touch)
        Window.bind(on_keyboard=self._keyboard)
        Frames.schedule_interval(self._watch, WATCH_SECONDS)
        Frames.schedule_once(self._settle, 0)
        self.go("unlock")
        return self.screens

    def transport(self, address: str) -> Transport:
        """A way to the server at `address`: the one passed in, or HTTP."""
        if self._transport is not None:
            return self._transport(address)
        from mobile.transport import HttpTransport

        return HttpTransport(address)

    # What screens may ask for (Shell).

    def go(self, name: str, **args: Value) -> None:
        """Show a screen, built at its first use. Nothing happens while the screen in front is held."""
        if self._held():
            return
        if self.session is None and name not in NEEDS_NOBODY:
            name, args = "unlock", {}
        if name in (*NEEDS_NOBODY, "home"):
            self._way.clear()
        self._way.append((name, args))
        self._show(name, args)

    def back(self) -> None:
        """Show the screen before this one; home if there is none. Nothing happens while this one is held."""
        if self._held():
            return
        if len(self._way) > 1:
            self._way.pop()
            self._show(*self._way[-1])
        elif self.session is not None:
            self.go("home")

    def say(self, code: str, **params: object) -> str:
        """Words in the current language. A tablet's store fails in other words than a server's."""
        return say(f"tablet.{code}" if code.startswith("store.") else code, self.language, **params)

    def toast(self, words: str, tone: str = "ok", icon: str = "done") -> None:
        """A short message that goes by itself."""
        toast(words, tone, icon)

    def choose(self, **changes: str | int) -> None:
        """Change a preference (`mobile.preferences`), keep it, and show everything by it at once."""
        before = self.chosen
        self.chosen = replace(before, **cast(dict[str, Any], changes))
        preferences.write(self.home, self.chosen)
        self._look()
        if before.language != self.chosen.language:
            self._rebuild()

    def unlocked(self, vault: Vault) -> None:
        """Somebody opened their vault: everything that stores and sends is made, and the exchange begins."""
        from mobile.screens.warming import warm
        from mobile.session import Session

        warm()
        self.session = Session(vault, self.transport, self.clock, self.chance, self._exchanged, tell=_soon)
        self.session.runner.start()
        self.go("home", arriving=True)

    def locked(self) -> None:
        """Lock now: content goes at once, work is saved first."""
        session = self.session
        if session is None:
            return
        self._leave()
        hide_toast()
        for modal in [each for each in Window.children if hasattr(each, "dismiss")]:
            modal.dismiss(force=True, animation=False)
        self.session = None
        self.go("unlock")
        self.screens.clear_widgets([each for each in self.screens.screens if each.name not in NEEDS_NOBODY])
        self.screens.transition = NoTransition()  # the old one remembers the screen that was left
        session.lock(patience=0.2)
        gc.collect()  # nobody waits on a locked screen

    # What Kivy tells.

    def on_stop(self) -> None:
        """The window closes: everything is on the disk already; end the exchange and forget the keys."""
        Window.unbind(on_touch_down=self._touch, on_key_down=self._touch, on_textinput=self._touch)
        Window.unbind(on_keyboard=self._keyboard)
        Frames.unschedule(self._watch)
        session, self.session = self.session, None
        if session is not None:
            self._leave()
            session.lock(patience=2.0)

    def open_settings(self, *_: object) -> bool:
        """F1 would show Kivy's own settings panel over any screen: it is no part of this app."""
        return True

    def on_pause(self) -> bool:
        """The system takes the screen away, and may end the app without another word: all is left in good order."""
        self._leave()
        return True

    def on_resume(self) -> None:
        """It gives the screen back, as it was: what was left is open again."""
        screen = self.screens.current_screen
        if self.session is not None and hasattr(screen, "resume"):
            screen.resume()

    def _show(self, name: str, args: dict[str, Value]) -> None:
        if not self.screens.has_screen(name):
            module = import_module(f"mobile.screens.{name}")
            screen = getattr(module, f"{name.capitalize()}Screen")(self)
            screen.name = name
            self.screens.add_widget(screen)
        screen = self.screens.get_screen(name)
        self.screens.current = name
        screen.show(**args)

    def _held(self) -> bool:
        """Whether the screen in front lets nobody past: only it, or locking, ends that."""
        return self.session is not None and getattr(self.screens.current_screen, "held", False)

    def _leave(self) -> None:
        """Tell the screen in front that it is being left, so that it commits what is being typed."""
        if self.screens.current_screen is not None:
            self.screens.current_screen.dispatch("on_leave")

    def _rebuild(self) -> None:
        name, args = self._way[-1]
        self._leave()
        self.screens.clear_widgets()
        self._show(name, args)

    def _look(self) -> None:
        theme.mode, theme.scale = self.chosen.mode, self.chosen.scale / 100
        Window.clearcolor = theme.ground
        control_words.use(self.language)

    @mainthread
    def _exchanged(self) -> None:
        """The exchange has news. Screens that show any have `refresh`."""
        screen = self.screens.current_screen
        if self.session is not None and hasattr(screen, "refresh"):
            screen.refresh()

    def _touch(self, *_: object) -> None:
        self._touched = self.clock.monotonic()

    def _keyboard(self, _window: object, key: int, *_: object) -> bool:
        if key == 27 and len(self._way) > 1:
            self.back()
            return True
        return key == 27

    def _watch(self, _dt: float) -> None:
        if self.session is not None and self.clock.monotonic() - self._touched > self.chosen.lock * 60:
            self.locked()

    def _settle(self, _dt: float) -> None:
        gc.enable()
        gc.set_threshold(*HEAP_STEPS)


def _soon(call: Callable[[], None]) -> None:
    """From any thread: with the next frame."""
    Frames.schedule_once(lambda _dt: call(), 0)


__all__ = ["FieldApp", "Preferences"]
