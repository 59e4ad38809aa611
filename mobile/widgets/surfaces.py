"""What controls stand on: scrolling pages, cards, columns, bars, banners, rows of a list, and an empty place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, OptionProperty, StringProperty
from kivy.uix.anchorlayout import AnchorLayout
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from mobile.theme import TONES, theme
from mobile.widgets.buttons import LinkButton, PlainButton, PrimaryButton
from mobile.widgets.fitting import Fitted, put, take
from mobile.widgets.focus import Boxed, Pressable
from mobile.widgets.loading import load_kv
from mobile.widgets.scrolling import Gliding


class Scroll(Gliding):
    """A page that scrolls up and down, with a bar that can be seen and no rubber band."""


class Card(Boxed, BoxLayout):
    """A quiet box around what belongs together, with an optional title. As high as what is in it."""

    title = StringProperty("")


class Columns(Fitted, Widget):
    """Children side by side in `cols` columns, each row as high as its highest child, all aligned at the top.

    One column when a column would be narrower than `narrowest` (which grows with the text). A child with
    `whole_row = True` takes the row alone.
    """

    cols = NumericProperty(2)
    narrowest = NumericProperty(dp(340))
    gap_x = NumericProperty(dp(24))
    gap_y = NumericProperty(dp(24))

    def __init__(self, **kwargs: Any) -> None:
        self._spots: list[tuple[Any, float, float]] = []
        super().__init__(**kwargs)
        self.size_hint_y = None
        for name in ("children", "cols"):
            self.fbind(name, self.refit)
        theme.follow(self)

    def add_widget(self, widget: Widget, index: int = 0, canvas: str | None = None) -> None:
        """As Kivy's; a child that sets its own height is followed."""
        super().add_widget(widget, index, canvas)
        if not isinstance(widget, Fitted):
            widget.fbind("height", self.refit)

    def remove_widget(self, widget: Widget) -> None:
        """As Kivy's."""
        if not isinstance(widget, Fitted):
            widget.funbind("height", self.refit)
        super().remove_widget(widget)

    def restyle(self) -> None:
        """The theme changed."""
        self.refit()

    def measure(self, width: float) -> tuple[float, float]:
        fits = int((width + self.gap_x) // (self.narrowest * theme.scale + self.gap_x))
        cols = max(1, min(int(self.cols), fits))
        each = (width - self.gap_x * (cols - 1)) / cols
        self._spots = []
        column, down, tallest = 0, 0.0, 0.0
        for child in reversed(self.children):
            alone = cols == 1 or getattr(child, "whole_row", False)
            if self._spots and (alone or column >= cols):
                column, down, tallest = 0, down + tallest + self.gap_y, 0.0
            self._spots.append((child, column * (each + self.gap_x), down))
            own = width if alone else each
            if not isinstance(child, Fitted):
                child.width = own
            tallest = max(tallest, take(child, own))
            column = cols if alone else column + 1
        return width, down + tallest

    def place(self) -> None:
        for child, x, down in self._spots:
            put(child, self.x + x, (self.y + self.height) - down - child.height)


class Acting:
    """Mixed into what may carry one button: it stands there only while `action` has words, and tells `on_act()`."""

    __events__: tuple[str, ...] = ("on_act",)

    action = StringProperty("")
    act_with = LinkButton
    act: PlainButton | None = None

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the parts named in the kv rule exist."""
        self.fbind("action", self._place)  # type: ignore[attr-defined]
        self._place()

    def _place(self, *_: object) -> None:
        if self.act is not None:
            self.remove_widget(self.act)  # type: ignore[attr-defined]
            self.act = None
        if self.action:
            self.act = self.act_with(words=self.action, pos_hint={"center_x": 0.5, "center_y": 0.5})
            self.act.bind(on_release=lambda _b: self.dispatch("on_act"))  # type: ignore[attr-defined]
            self.add_widget(self.act)  # type: ignore[attr-defined]

    def on_act(self) -> None:
        """Event: the button was pressed."""


class Banner(Acting, Boxed, BoxLayout):
    """A line across the screen that says how things are: icon, words, and at most one act.

    `tone`: neutral, primary, ok, warn or danger. With `action` words, a button dispatches `on_act()`.
    """

    words = StringProperty("")
    icon = StringProperty("info")
    tone = OptionProperty("neutral", options=list(TONES))


class TopBar(BoxLayout):
    """The bar at the top: back, title, a line under it, and what is added to `actions` at the right.

    `tone` tints it, for a screen that must not be taken for another. Events: `on_back()`, when `goes_back` is True.
    """

    __events__: tuple[str, ...] = ("on_back",)

    title = StringProperty("")
    subtitle = StringProperty("")
    goes_back = BooleanProperty(False)
    icon = StringProperty("")
    tone = OptionProperty("neutral", options=list(TONES))
    actions = ObjectProperty(None, allownone=True)

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the parts named in the kv rule exist."""
        self.actions = self.ids.actions

    def on_back(self) -> None:
        """Event: back was pressed."""


class BottomBar(BoxLayout):
    """The bar at the bottom for a screen's acts: words at the left, buttons in `actions` at the right."""

    words = StringProperty("")
    icon = StringProperty("")
    actions = ObjectProperty(None, allownone=True)

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the parts named in the kv rule exist."""
        self.actions = self.ids.actions


class Pill(Boxed, AnchorLayout):
    """A state in a row: icon, words and tone. `state` is a code of `mobile.icons.STATES`."""

    state = StringProperty("")
    words = StringProperty("")


class FixedRow(Pressable, Boxed, BoxLayout):
    """A row of a list: icon, title, a line under it, its state at the right. Dispatches `on_release`.

    For a RecycleView, which gives it a height: `key` names what it shows and `pick(key)` is called, if set.
    """

    key = ObjectProperty(None, allownone=True)
    title = StringProperty("")
    subtitle = StringProperty("")
    icon = StringProperty("")
    state_code = StringProperty("")
    state_words = StringProperty("")
    chosen = BooleanProperty(False)
    lines_height = NumericProperty(0)
    lit = BooleanProperty(False)  # the arrow keys of a list stand here
    pick: Callable[[Any], object] | None = ObjectProperty(None, allownone=True)

    def on_release(self) -> None:
        """Event: the row was pressed."""
        if self.pick is not None:
            self.pick(self.key)


class ListRow(FixedRow):
    """The same row with a height of its own, as high as its words need."""


class EmptyState(Acting, BoxLayout):
    """What stands where a list would be: an icon, what is so, what can be done, and at most one act (`on_act()`)."""

    icon = StringProperty("inbox")
    title = StringProperty("")
    words = StringProperty("")
    act_with = PrimaryButton


load_kv(__file__)
