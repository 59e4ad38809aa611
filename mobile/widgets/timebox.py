"""When something happened: a box with the wall clock, a button for now, and a sheet to correct the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from kivy.metrics import dp
from kivy.properties import BooleanProperty, ListProperty, ObjectProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.widgets.buttons import PrimaryButton, QuietButton
from mobile.widgets.focus import Boxed, Pressable
from mobile.widgets.loading import load_kv
from mobile.widgets.sheet import Sheet
from mobile.widgets.value import ValueIn
from mobile.widgets.words import say, say_day

NUDGES = (-60, -15, -5, -1, 1, 5)  # minutes; an arrival is mostly corrected to a little earlier


def _nudge_words(minutes: int) -> str:
    sign = "−" if minutes < 0 else "+"
    size = abs(minutes)
    return f"{sign}{size // 60} h" if size % 60 == 0 else f"{sign}{size} min"


class TimeSheet(Sheet):
    """The sheet of a `TimeBox`: day, hour and minute, and steps. Event: `on_set(when)`, None to clear."""

    __events__: tuple[str, ...] = ("on_set",)

    when: datetime = ObjectProperty()
    today = ObjectProperty()
    zone = ObjectProperty()
    zone_text = StringProperty("")
    clearable = BooleanProperty(True)
    clear_shown = BooleanProperty(False)
    day_words = StringProperty("")
    near_words = StringProperty("")
    words = ListProperty(["", "", "", ""])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = [say("hour"), say("minute"), say("earlier-day"), say("later-day")]
        content = TimeSheetBody(sheet=self)
        self.content = content
        self.body.add_widget(content)
        ids = content.ids
        ids.hour.bind(on_value=lambda _box, hour: self._hour(hour, self.when.minute))
        ids.minute.bind(on_value=lambda _box, minute: self._hour(self.when.hour, minute))
        for minutes in NUDGES:
            nudge = QuietButton(words=_nudge_words(minutes), least=0, side=dp(6), size_hint_x=1)
            nudge.bind(on_release=lambda _b, by=minutes: self.nudge(by))
            ids.nudges.add_widget(nudge)
        if self.clear_shown and self.clearable:
            clear = QuietButton(words=say("clear"))
            clear.bind(on_release=lambda _b: self._close_with(None))
            self.buttons.add_widget(clear)
        cancel, done = QuietButton(words=say("cancel")), PrimaryButton(words=say("set-time"), icon="check")
        cancel.bind(on_release=lambda _b: self.dismiss())
        done.bind(on_release=lambda _b: self._close_with(self.when))
        self.buttons.add_widget(cancel)
        self.buttons.add_widget(done)
        self.first = ids.hour.box.entry
        self._draw()

    def _draw(self) -> None:
        self.day_words = say_day(self.when.date())
        away = (self.when.date() - self.today).days
        near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(away)
        self.near_words = " · ".join(words for words in (say(near) if near else "", self.zone_text) if words)
        self.content.ids.hour.show(self.when.hour)
        self.content.ids.minute.show(self.when.minute)

    def _hour(self, hour: int | None, minute: int | None) -> None:
        """A typed or stepped hour or minute. A field being typed is left alone until the focus leaves it."""
        if hour is not None and minute is not None:
            self.when = self.when.replace(hour=hour, minute=minute, second=0, microsecond=0)

    def nudge(self, minutes: int) -> None:
        """So many real minutes later, across a clock change too."""
        moved = self.when.astimezone(UTC) + timedelta(minutes=minutes)
        self.when = moved.astimezone(self.zone).replace(second=0, microsecond=0)
        self._draw()

    def move_day(self, days: int) -> None:
        """One day earlier (-1) or later (+1), the same time on the clock."""
        self.when = (self.when.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=self.zone)
        self._draw()

    def _close_with(self, when: datetime | None) -> None:
        self.dismiss()
        self.dispatch("on_set", when)

    def on_set(self, when: datetime | None) -> None:
        """Event: the person set a time, or None to clear."""


class TimeSheetBody(BoxLayout):
    """What stands in the sheet."""

    sheet = ObjectProperty()


class Stepper(BoxLayout):
    """A count with its name above."""

    words = StringProperty("")


class TimeBox(ValueIn, BoxLayout):
    """A moment. `value` is an aware datetime; it is shown as its own wall clock, on 24 hours.

    From outside: `now()` returns an aware datetime (the clock is never asked here), `zone` is the tzinfo in which a
    corrected time is meant, `zone_text` ("PDT") stands beside the clock. `source` says how the value came:
    "now" (the button), "hand" (the sheet), "" (shown by code). `title` is the sheet's title.
    """

    now: Callable[[], datetime] = ObjectProperty()
    zone: tzinfo = ObjectProperty()
    zone_text = StringProperty("")
    title = StringProperty("")
    hint = StringProperty("")
    source = StringProperty("")
    clearable = BooleanProperty(True)
    clock_words = StringProperty("")
    day_words = StringProperty("")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sheet: TimeSheet | None = None
        self.fbind("shown", self._say)
        self.fbind("hint", self._say)
        self._say()

    def on_kv_post(self, _base: object) -> None:
        """Kivy calls this when the parts named in the kv rule exist."""
        self.ids.now.words = say("now")
        self.ids.face.bind(on_release=lambda _b: self.correct())
        self.ids.now.bind(on_release=lambda _b: self.set_now())

    def show(self, value: datetime | None) -> None:
        """Display `value` without dispatching. Raises ValueError for a naive datetime."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time needs its offset from UTC")
        self.shown = value
        self.source = ""

    def _say(self, *_: object) -> None:
        when = self.value
        self.clock_words = f"{when:%H:%M}" if when else self.hint or say("no-time")
        self.day_words = say_day(when.date()) if when else ""

    def set_now(self) -> None:
        """Take this moment, to the second."""
        self._take(self.now().replace(microsecond=0), "now")

    def _take(self, when: datetime | None, source: str) -> None:
        if when != self.value:
            self.shown = when
            self.source = source if when else ""
            self.dispatch("on_value", when)

    def correct(self) -> None:
        """Open the sheet, at the time that is shown or, when blank, at now."""
        now = self.now()
        start = (self.value or now).astimezone(self.zone)
        self.sheet = TimeSheet(
            title=self.title, when=start, today=now.astimezone(self.zone).date(), zone=self.zone,
            zone_text=self.zone_text, clearable=self.clearable, clear_shown=self.value is not None,
        )  # fmt: skip
        self.sheet.bind(on_set=lambda _sheet, when: self._take(when, "hand"))
        self.sheet.open()


class TimeFace(Pressable, Boxed, BoxLayout):
    """The box with the clock in it; pressing it opens the sheet."""

    clock_words = StringProperty("")
    zone_text = StringProperty("")
    day_words = StringProperty("")
    tone = StringProperty("")
    blank = BooleanProperty(True)


load_kv(__file__)
