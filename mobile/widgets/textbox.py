"""Typed answers: text of one or many lines, a passphrase, and a small count with minus and plus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.metrics import dp
from kivy.properties import (
    BooleanProperty,
    NumericProperty,
    ObjectProperty,
    OptionProperty,
    StringProperty,
)
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.textinput import TextInput
from kivy.uix.widget import Widget

from mobile.fonts import TEXT, display, font_of, has_right_to_left, side_of
from mobile.theme import theme
from mobile.widgets.buttons import LinkButton
from mobile.widgets.fitting import Fitted
from mobile.widgets.focus import Boxed, Ringed
from mobile.widgets.lettering import extent, letters
from mobile.widgets.loading import load_kv
from mobile.widgets.text import Fit, Icon
from mobile.widgets.value import ValueIn
from mobile.widgets.words import say


class Entry(Ringed, TextInput):
    """The bare field inside the boxes below: it holds back what is longer than `limit` or is no digit."""

    limit = NumericProperty(0)
    digits = BooleanProperty(False)
    steer: Callable[[str], bool] | None = None  # sees each key first; True when it took it
    around: Any = None  # the box that the ring goes around
    busy = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(write_tab=False, cursor_width=dp(2), font_name=TEXT, font_size=theme.body, **kwargs)
        before = self.canvas.before
        self._cursor_ink, self._cursor_drawn, self._letters_ink = Color(), Rectangle(size=(0, 0)), Color()
        for each in (self._cursor_ink, self._cursor_drawn, self._letters_ink):
            before.add(each)  # the colour of the letters comes last: they are drawn with it
        # Once before the next frame: Kivy works its place out anew at each look, and a letter moves it a dozen times.
        self._cursor_soon = Clock.create_trigger(self._draw_cursor, -1)
        for name in ("focus", "_cursor_blink", "cursor_pos", "line_height"):
            self.fbind(name, self._cursor_soon)
        for name in ("disabled", "text"):
            self.fbind(name, self._tint)
        theme.follow(self)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed."""
        self.font_size = theme.body
        self.selection_color = (*theme.selection[:3], 0.4)
        self._draw_cursor()
        self._tint()

    def on_text(self, *_: object) -> None:
        """Kivy calls this at each change: the font and the side follow the script."""
        self.font_name = font_of(self.text or self.hint_text)
        if self.halign != "center":  # type: ignore[has-type]
            self.halign = side_of(self.text)

    def _draw_cursor(self, *_: object) -> None:
        seen = self.focus and not self._cursor_blink
        self._cursor_ink.rgba = theme.primary if seen else (0, 0, 0, 0)
        if seen:
            self._cursor_drawn.pos = self._cursor_visual_pos
            self._cursor_drawn.size = (self.cursor_width, -self._cursor_visual_height)

    def _tint(self, *_: object) -> None:
        ink = theme.disabled_ink if self.disabled else theme.text if self.text else theme.muted
        self._letters_ink.rgba = ink

    def ringed(self) -> tuple[float, float, float, float]:
        """The whole box around the field."""
        box = self.around or self
        return box.x, box.y, box.width, box.height

    def insert_text(self, substring: str, from_undo: bool = False) -> None:
        """Insert what fits: the rest of a paste beyond `limit` is left out, and the counter shows that it is full."""
        if self.digits:
            substring = "".join(letter for letter in substring if letter in "0123456789")
        if self.limit and not from_undo:
            substring = substring[: max(0, self.limit - len(self.text) + len(self.selection_text))]
        super().insert_text(substring, from_undo)

    def keyboard_on_key_down(self, window: Any, keycode: tuple[int, str], text: str, modifiers: list[str]) -> Any:
        """Esc goes on to the sheet or screen around the field; the field would only give up its focus."""
        if keycode[1] == "escape":
            return False
        if self.steer is not None and self.steer(keycode[1]):
            return True
        return super().keyboard_on_key_down(window, keycode, text, modifiers)

    def keyboard_on_textinput(self, window: Any, text: str) -> None:
        """A letter typed over marked text is one change, not a deletion and then an insertion."""
        if self.digits and not text.isdigit():
            return
        self.busy = True
        super().keyboard_on_textinput(window, text)
        self.busy = False
        self.property("text").dispatch(self)

    def on_touch_down(self, touch: Any) -> Any:
        """Remember that this tap began here."""
        if self.collide_point(*touch.pos):
            touch.ud[self] = "fresh"
        return super().on_touch_down(touch)

    def on_touch_up(self, touch: Any) -> Any:
        """A tap into a number marks it, so that the next digit replaces it."""
        taken = super().on_touch_up(touch)
        if self.digits and touch.ud.pop(self, "") == "fresh":
            self.mark_all()
        return taken

    # Right-to-left text is drawn and measured in drawing order; what is edited and stored stays as it was typed.

    def _drawn(self, text: str) -> str:
        return text if self.password else display(text, side_of(self.text))

    def _create_line_label(self, text: str, hint: bool = False) -> Any:
        return super()._create_line_label(text if hint else self._drawn(text), hint)

    def _get_text_width(self, text: str, tab_width: int, label_cached: Any) -> Any:
        return super()._get_text_width(self._drawn(text), tab_width, label_cached)

    def _offset(self, line: str, column: int) -> float:
        """Pixels from the left of a line's words to the cursor behind `column` letters."""
        width = self._get_text_width(line[:column], self.tab_width, self._label_cached)
        if side_of(self.text) == "right":
            return float(self._get_text_width(line, self.tab_width, self._label_cached) - width)
        return float(width)

    def cursor_offset(self) -> Any:
        """Kivy asks where in its line the cursor stands."""
        row = int(self.cursor_row)
        if row < len(self._lines) and has_right_to_left(self._lines[row]):
            return self._offset(self._lines[row], int(self.cursor_col))
        return super().cursor_offset()

    def get_cursor_from_xy(self, x: float, y: float) -> Any:
        """Kivy asks which letter was tapped."""
        column, row = super().get_cursor_from_xy(x, y)
        line = self._lines[row] if row < len(self._lines) else ""
        if not has_right_to_left(line):
            return column, row
        begin = self.x + self.padding[0]
        if side_of(self.text) == "right":
            begin = self.right - self.padding[2] - self._get_text_width(line, self.tab_width, self._label_cached)
        return min(range(len(line) + 1), key=lambda at: abs(begin + self._offset(line, at) - x)), row

    def mark_all(self) -> None:
        """Mark all that is there, once Kivy is done with the touch or key that brought the focus."""
        Clock.schedule_once(lambda _dt: self.select_all())


class TextBox(ValueIn, Boxed, Fitted, Widget):
    """A text answer. `value` is the text exactly as typed, None when empty.

    `lines` above 1 makes it a box of at least that many lines that grows with the text. `limit` is the most characters
    it takes (0: no limit), counted in the corner. `saving`: "", "saving", "saved" or "failed", said in the corner in
    words. `hint` is an example shown while it is empty. `digits` lets only 0 to 9 through.
    Events: `on_value(text)` at each change, `on_enter()` at Enter in a box of one line, `on_leave()` when focus goes.
    """

    __events__: tuple[str, ...] = ("on_enter", "on_leave")

    lines = NumericProperty(1)
    limit = NumericProperty(0)
    hint = StringProperty("")
    digits = BooleanProperty(False)
    centred = BooleanProperty(False)
    secret = BooleanProperty(False)
    saving = OptionProperty("", options=["", "saving", "saved", "failed"])
    entry = ObjectProperty(None, allownone=True)
    counter = StringProperty("")
    note = StringProperty("")
    focused = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        self._said: dict[str, Any] = {}  # the words in the corner: made when there are any
        super().__init__(**kwargs)
        self.size_hint_y = None
        for name in ("tone", "focused", "disabled"):
            self.fbind(name, self._dress)
        theme.follow(self)
        self._dress()

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the properties given in a kv rule are known."""
        self.entry = entry = Entry(
            multiline=self.lines > 1, hint_text=self.hint, password=self.secret, password_mask="•",
            halign="center" if self.centred else "left", input_type="number" if self.digits else "text",
            size_hint=(None, None),
        )  # fmt: skip
        entry.limit, entry.digits, entry.around = self.limit, self.digits, self
        self.add_widget(entry)
        entry.fbind("text", self._typed)
        entry.fbind("focus", self._focused)
        entry.fbind("on_text_validate", lambda _entry: self.dispatch("on_enter"))
        if self.lines > 1:
            entry.fbind("minimum_height", self.refit)
        for name in ("limit", "lines", "hint", "digits", "secret"):
            self.fbind(name, self._pass_on)
        self.fbind("saving", self._say_saving)
        self._count()
        self._say_saving()
        self.refit()

    def _pass_on(self, *_: object) -> None:
        entry = self.entry
        entry.limit, entry.digits, entry.hint_text, entry.password = self.limit, self.digits, self.hint, self.secret
        self._count()

    def restyle(self) -> None:
        """The theme changed."""
        self._dress()
        self.refit()

    def _dress(self, *_: object) -> None:
        thick = self.tone or self.focused
        named = {"error": theme.danger, "warning": theme.warn}
        edge = named.get(self.tone) or (theme.primary if self.focused else theme.border)
        self.box_drawn.dress(theme.disabled if self.disabled else theme.field, edge, theme.line * (2 if thick else 1))

    # where things stand

    def side(self) -> float:
        """Pixels kept free at the right for a button."""
        return 0

    def measure(self, width: float) -> tuple[float, float]:
        entry, single = self.entry, self.lines <= 1
        if entry is None:
            return width, theme.target
        corner = self._corner()
        if single:
            line = extent(letters("Ay", theme.body))[1]
            high = max(theme.target, line + dp(24))
            foot, padding = 0, [dp(16), (high - line) / 2]
        else:
            least = self.lines * (entry.line_height + entry.line_spacing) + dp(26)
            high, padding = max(least, entry.minimum_height), [dp(16), dp(14), dp(16), dp(10)]
            foot = theme.caption * 1.3 + dp(14) if self.limit or self.saving else 0
        entry.padding = padding
        entry.size = (width - self.side() - (corner + dp(14) if single and corner else 0), high)
        self._foot = foot
        return width, max(theme.target, high + foot)

    def place(self) -> None:
        if self.entry is None:
            return
        self.entry.pos = (self.x, self.y + self._foot)
        high = self._foot if self.lines > 1 else self.height
        x = (self.x + self.width) - self.side() - dp(16)
        for name in ("counter", "note", "icon"):
            said = self._said.get(name)
            if said is not None:
                x -= said.width
                said.settle(x, self.y + (high - said.height) / 2)
                x -= dp(14) if name == "counter" else dp(6)

    def _corner(self) -> float:
        """Pixels that the words in the corner take."""
        for each in self._said.values():
            each.fit(0)
        gaps = (dp(6) if "note" in self._said else 0) + (dp(14) if len(self._said) == 3 else 0)
        return float(sum(each.width for each in self._said.values()) + gaps)

    def _say(self, name: str, made: Callable[[], Any], wanted: bool) -> Any:
        """A part of the corner, made or taken away."""
        if wanted and name not in self._said:
            self._said[name] = made()
            self.add_widget(self._said[name])
            self.refit()
        elif not wanted and name in self._said:
            self.remove_widget(self._said.pop(name))
            self.refit()
        return self._said.get(name)

    def show(self, value: str | None) -> None:
        """Display `value` without dispatching; the cursor goes to its end."""
        self.shown = value or None
        if self.entry.text != (value or ""):
            self.entry.text = value or ""
        self._count()

    def _typed(self, _entry: Entry, text: str) -> None:
        if self.entry.busy:
            return  # half of a change: the whole of it is told in a moment
        if (text or None) != self.shown:
            self.shown = text or None
            self.dispatch("on_value", self.shown)
        self._count()

    def _count(self, *_: object) -> None:
        used = len(self.entry.text)
        nearly = self.limit and not self.digits and (self.lines > 1 or used >= 0.8 * self.limit)
        self.counter = say("count", used=used, limit=int(self.limit)) if nearly else ""
        said = self._say("counter", lambda: Quiet(style="caption"), bool(self.counter))
        if said is not None:
            said.words = self.counter

    def _say_saving(self, *_: object) -> None:
        words = {"": "", "saving": say("saving"), "saved": say("saved"), "failed": say("unsaved")}
        self.note = words[self.saving]
        icon = self._say("icon", lambda: Icon(factor=1), bool(self.note))
        said = self._say("note", lambda: Quiet(style="caption"), bool(self.note))
        if said is not None:
            icon.icon = {"saving": "progress", "saved": "saved", "failed": "warning"}[self.saving]
            icon.tone = said.tone = "danger" if self.saving == "failed" else "muted"
            said.words = self.note
            said.tint()
        self.refit()

    def _focused(self, _entry: Entry, focused: bool) -> None:
        self.focused = focused
        if focused and self.digits:  # a new number replaces the old one
            self.entry.mark_all()
        if not focused:
            self.dispatch("on_leave")

    def on_enter(self) -> None:
        """Event: Enter was pressed in a box of one line."""

    def on_leave(self) -> None:
        """Event: the focus left the box."""


class Quiet(Fit):
    """Words in the corner of a box, in a tone."""

    tone = "muted"

    def colour(self) -> Any:
        return theme.tone[self.tone]


class PassphraseBox(TextBox):
    """A secret, typed unseen; the eye button shows it and hides it again. The button says which in words."""

    revealed = BooleanProperty(False)

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("secret", True)
        super().__init__(**kwargs)
        self.eye = LinkButton()
        self.eye.bind(on_release=lambda _b: self.toggle())
        self.add_widget(self.eye)
        self._look()

    def toggle(self) -> None:
        """Show the passphrase, or hide it again."""
        self.revealed = not self.revealed
        self.secret = not self.revealed
        self._look()

    def _look(self) -> None:
        self.eye.words, self.eye.icon = say("hide" if self.revealed else "show"), "hide" if self.revealed else "show"

    def side(self) -> float:
        return float(self.eye.width + dp(4))

    def measure(self, width: float) -> tuple[float, float]:
        self.eye.fit(0)
        return super().measure(width)

    def place(self) -> None:
        super().place()
        self.eye.settle((self.x + self.width) - self.eye.width - dp(2), self.y)


class NumberBox(ValueIn, BoxLayout):
    """A count with minus and plus, or typed. `value` is an int from `least` to `most`, None when blank.

    From blank, plus gives 1 (or `least`) and minus gives `least`: so a zero is always an answer somebody gave.
    """

    least = NumericProperty(0)
    most = NumericProperty(999)
    wraps = BooleanProperty(False)  # past the last comes the first again (hours, minutes)
    box = ObjectProperty(None, allownone=True)
    pad = NumericProperty(0)  # least digits shown: 2 shows 7 as 07

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the parts named in the kv rule exist."""
        self.box = self.ids.box.__self__
        self.box.bind(on_value=self._typed, on_leave=lambda _box: self.show(self.value))

    def show(self, value: int | None) -> None:
        """Display `value` without dispatching."""
        self.shown = value
        self.box.show("" if value is None else str(value).zfill(int(self.pad)))

    def step(self, by: int) -> None:
        """A press on minus (-1) or plus (+1)."""
        least, most = int(self.least), int(self.most)
        if self.value is None:
            self.give(min(most, max(1, least)) if by > 0 else least)
        elif self.wraps:
            self.give(least + (self.value + by - least) % (most - least + 1))
        else:
            self.give(min(most, max(least, self.value + by)))

    def _typed(self, _box: TextBox, text: str | None) -> None:
        number = None if text is None else min(int(self.most), max(int(self.least), int(text)))
        if number != self.shown:
            self.shown = number
            self.dispatch("on_value", number)


load_kv(__file__)
