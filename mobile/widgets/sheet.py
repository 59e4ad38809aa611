"""What comes over the screen: a sheet, a question before an act, and a short message that goes by itself."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window
from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.modalview import ModalView
from kivy.uix.widget import Widget

from mobile.widgets.buttons import DangerButton, PrimaryButton, QuietButton
from mobile.widgets.focus import Boxed, first_control, hand
from mobile.widgets.loading import load_kv
from mobile.widgets.text import Text
from mobile.widgets.words import say


class Sheet(ModalView):
    """A modal sheet. Widgets added to `body` scroll when they are too many; those added to `buttons` stay in sight.

    It focuses its first control when it opens (`first`, if set, else the first in `body`, else in `buttons`), gives
    the focus back when it closes, and closes with Esc, the cross or a tap outside (unless `auto_dismiss=False`).
    Call `open()` and `dismiss()`; `on_dismiss` tells that it closed.
    """

    title = StringProperty("")
    wide = NumericProperty(dp(600))
    fills = BooleanProperty(False)  # takes the height of the window; for lists
    body = ObjectProperty(None, allownone=True)
    buttons = ObjectProperty(None, allownone=True)
    first = ObjectProperty(None, allownone=True)
    _before: Widget | None = None

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the parts named in the kv rule exist."""
        self.body = self.ids.body.__self__  # ids are weak: a sheet that replaces its body would lose it
        self.buttons = self.ids.buttons.__self__
        self.ids.close.words = say("close")

    def on_pre_open(self) -> None:
        """Remember who had the focus, and take it."""
        last = hand.last
        self._before = last
        Clock.schedule_once(self._focus_first)

    def _focus_first(self, _dt: float) -> None:
        target = self.first or first_control(self.ids.middle) or first_control(self.buttons)
        target = target or first_control(self)
        if target is not None and self.parent is not None:
            target.focus = True

    def on_dismiss(self) -> None:
        """Give the focus back to the control that had it."""
        before, self._before = self._before, None
        if before is not None and before.get_root_window() is not None:
            Clock.schedule_once(lambda _dt: setattr(before, "focus", True))


class ConfirmSheet(Sheet):
    """A question before an act. `yes_words` and `no_words` stand on its buttons; `danger` makes yes a danger button.

    Events: `on_yes()`, `on_no()`; closing it by Esc or outside is a no. The focus starts on no.
    """

    __events__: tuple[str, ...] = ("on_yes", "on_no")

    text = StringProperty("")
    yes_words = StringProperty("")
    no_words = StringProperty("")
    danger = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._said_yes = False
        self.body.add_widget(Text(words=self.text, style="body"))
        no = QuietButton(words=self.no_words or say("cancel"))
        yes = (DangerButton if self.danger else PrimaryButton)(words=self.yes_words)
        no.bind(on_release=lambda _b: self.dismiss())
        yes.bind(on_release=lambda _b: self._yes())
        self.buttons.add_widget(no)
        self.buttons.add_widget(yes)
        self.first = no

    def _yes(self) -> None:
        self._said_yes = True
        self.dismiss()

    def on_dismiss(self) -> None:
        """Tell which it was, after the focus is given back."""
        super().on_dismiss()
        self.dispatch("on_yes" if self._said_yes else "on_no")
        self._said_yes = False

    def on_yes(self) -> None:
        """Event: the person said yes."""

    def on_no(self) -> None:
        """Event: the person said no, or closed the sheet."""


class Toast(Boxed, BoxLayout):
    """A short message at the foot of the window that goes by itself. Never the only place where something is said.

    `toast(words, tone, icon)` shows one; a new one takes the place of the last. A tap sends it away.
    """

    words = StringProperty("")
    icon = StringProperty("info")
    tone = StringProperty("primary")

    def on_touch_down(self, touch: Any) -> bool:
        """A tap on it sends it away; taps beside it go to what is below."""
        if self.collide_point(*touch.pos):
            hide_toast()
            return True
        return False


_shown: list[Toast] = []


def toast(words: str, tone: str = "ok", icon: str = "done", seconds: float = 4) -> Toast:
    """Show a message for so many seconds (0: until the next or a tap). `tone`: ok, warn, danger, primary, neutral."""
    hide_toast()
    message = Toast(words=words, tone=tone, icon=icon)
    _shown.append(message)
    Window.add_widget(message)
    if seconds:
        Clock.schedule_once(lambda _dt: hide_toast(message), seconds)
    return message


def hide_toast(message: Toast | None = None) -> None:
    """Take away the message that is shown; with `message`, only when it is that one."""
    for old in [m for m in _shown if message is None or m is message]:
        _shown.remove(old)
        Window.remove_widget(old)


load_kv(__file__)
