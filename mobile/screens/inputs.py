"""Which widget asks which question: the declared widget name and the kind of answer choose one adaptor.

An adaptor turns the canonical answer into what its widget shows and back. It stores nothing and judges nothing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any

from kivy.metrics import dp
from kivy.properties import ListProperty, OptionProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from marshmallow import ValidationError

from mobile.form import Line
from mobile.screens.desk import Desk
from mobile.screens.files import Files
from mobile.widgets import ChipGroup, ChoiceBox, NumberBox, Segments, Text, TextBox, TimeBox
from mobile.widgets.value import ValueIn
from shared.answers import mark_of
from shared.canonical import Value
from shared.display import zone_letters
from shared.fields import Choices, Count, Degrees, Listed, Patterned, Refs, moment
from shared.fields import Text as Words

Told = Callable[[Value | None], None]
FLAGS = (("yes", "flag.yes"), ("no", "flag.no"))
SIDE_BY_SIDE = 2  # more choices than these flow as chips: equal widths would stack them
MANY_LETTERS = 120  # a text that may be longer takes the whole row


class Answering(ABC):
    """One question's input. `widget` is what a person works; `told` hears each change by a person.

    typed    whether answers come letter by letter (they are gathered) or by one tap (stored at once)
    whole    whether it wants the whole row
    """

    typed = False
    whole = False

    def __init__(self, desk: Desk, line: Line, told: Told) -> None:
        self.desk, self.spec, self.line, self.told = desk, line.spec, line, told
        self.widget: Any = self.make(line)
        self.show(line.given)
        if hasattr(self.widget, "on_value"):
            self.widget.bind(on_value=lambda _widget, value: self.told(self.taken(value)))

    @abstractmethod
    def make(self, line: Line) -> Any:
        """The widget, blank."""

    def show(self, given: Value | None) -> None:
        """Show an answer; marks and blanks leave the widget blank."""
        self.widget.show(None if given is None or mark_of(given) else self.shown(given))

    def shown(self, given: Value) -> Any:
        """The widget's value for an answer."""
        return given

    def taken(self, value: Any) -> Value | None:
        """The answer for the widget's value."""
        return value  # type: ignore[no-any-return]

    def renew(self, line: Line) -> None:  # noqa: B027  most kinds follow nothing
        """Follow what changed elsewhere in the report."""


class Typed(Answering):
    """One line of text."""

    typed = True

    def make(self, line: Line) -> TextBox:
        kind = line.spec.kind
        limit = kind.max if isinstance(kind, Words) else 0
        return TextBox(limit=limit, hint=self.example(), lines=self.lines())

    def lines(self) -> int:
        """Lines to begin with."""
        return 1

    def example(self) -> str:
        """What stands in the blank box: the form of a number that the city shapes, said to be an example."""
        kind = self.spec.kind
        if isinstance(kind, Patterned):
            told = self.desk.model.form.configuration.city.pattern(kind.pattern)[1]
            return self.desk.say("tablet.form.example", example=told)
        return self.desk.say("tablet.form.degrees", limit=kind.limit) if isinstance(kind, Degrees) else ""

    def shown(self, given: Value) -> str:
        return str(given)

    def taken(self, value: Any) -> Value | None:
        """Numbers of the city are written in capitals, so small letters are taken for them."""
        kind = self.spec.kind
        if isinstance(value, str) and isinstance(kind, Patterned):
            raised = value.strip().upper()
            if raised != value and not _loads(kind, value) and _loads(kind, raised):
                return raised
        return value  # type: ignore[no-any-return]


class Paragraph(Typed):
    """Text of several lines; it grows."""

    whole = True

    def lines(self) -> int:
        kind = self.spec.kind
        return 8 if isinstance(kind, Words) and kind.max > 1000 else 3


class Lines(Typed):
    """A list of short texts, one a line."""

    def make(self, line: Line) -> TextBox:
        kind = line.spec.kind
        each = kind.each if isinstance(kind, Listed) else kind
        hint = self.desk.model.form.configuration.city.pattern(each.pattern)[1] if isinstance(each, Patterned) else ""
        return TextBox(lines=2, hint=hint)

    def shown(self, given: Value) -> str:
        return "\n".join(str(each) for each in given) if isinstance(given, list | tuple) else str(given)

    def taken(self, value: Any) -> Value | None:
        return [each.strip() for each in str(value or "").split("\n") if each.strip()] or None


class Number(Answering):
    """A count with minus and plus."""

    def make(self, line: Line) -> NumberBox:
        kind = line.spec.kind
        least, most = (kind.min, kind.max) if isinstance(kind, Count) else (0, 999)
        return NumberBox(least=least, most=most)

    def shown(self, given: Value) -> int | None:
        return given if type(given) is int else None


class Time(Answering):
    """A moment: now by one tap, or corrected in a sheet; a corrected one says so (`typed`)."""

    def make(self, line: Line) -> TimeBox:
        return TimeBox(
            now=self.desk.now,
            zone=self.desk.zone,
            zone_text=self.desk.now().strftime("%Z"),
            title=self.desk.model.label(line.spec),
        )

    def shown(self, given: Value) -> datetime | None:
        when = moment(given)
        if when is not None:  # the letters of its own day: the clocks may have been changed since
            self.widget.zone_text = zone_letters(when, self.desk.zone.key)
        return when

    def taken(self, value: Any) -> Value | None:
        if value is None:
            return None
        return {
            "at": value.isoformat(timespec="seconds"),
            "clock": "device" if self.widget.source == "now" else "typed",
        }


class Chips(Answering):
    """One or several codes, all in sight."""

    def make(self, line: Line) -> ChipGroup:
        options = self.desk.model.options(line)
        self.several = isinstance(line.spec.kind, Choices | Refs)
        return ChipGroup(
            options=[(each.code, each.label) for each in options],
            several=self.several,
            exclusive=[each.code for each in options if each.exclusive],
        )

    @property
    def whole(self) -> bool:  # type: ignore[override]
        """Many chips need the width."""
        return len(self.widget.options) > 6

    def shown(self, given: Value) -> Any:
        if self.several:
            return tuple(given) if isinstance(given, list | tuple) else None
        return given if isinstance(given, str) else None

    def taken(self, value: Any) -> Value | None:
        return list(value) if isinstance(value, tuple) else value


class Sides(Chips):
    """Two codes side by side; more of them flow."""

    def make(self, line: Line) -> Any:
        options = self.desk.model.options(line)
        if len(options) > SIDE_BY_SIDE or isinstance(line.spec.kind, Choices):
            return super().make(line)
        self.several = False
        return Segments(options=[(each.code, each.label) for each in options], clearable=True)


class Switch(Answering):
    """Yes or no."""

    def make(self, line: Line) -> Segments:
        options = [(code, self.desk.say(words)) for code, words in FLAGS]
        return Segments(options=options, clearable=True)

    def shown(self, given: Value) -> str | None:
        return ("yes" if given else "no") if isinstance(given, bool) else None

    def taken(self, value: Any) -> Value | None:
        return None if value is None else value == "yes"


class Search(Answering):
    """One code of a long list, found by its letters."""

    def make(self, line: Line) -> ChoiceBox:
        options = [(each.code, each.label) for each in self.desk.model.options(line)]
        return ChoiceBox(options=options, title=self.desk.model.label(line.spec))


class ManyFound(ValueIn, BoxLayout):
    """Several codes of a long list: those chosen as chips (a tap takes one out), and a box to find another."""

    options = ListProperty([])
    title = StringProperty("")
    hint = StringProperty("")
    tone = OptionProperty("", options=["", "error", "warning"])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(orientation="vertical", size_hint_y=None, spacing=dp(10), **kwargs)
        self.bind(minimum_height=self.setter("height"))
        self.chips = ChipGroup(several=True)
        self.box = ChoiceBox(options=self.options, title=self.title, hint=self.hint, clearable=False)
        self.chips.bind(on_value=lambda _chips, value: self.give(value))
        self.box.bind(on_value=lambda _box, code: self._more(code))
        self.bind(tone=self.box.setter("tone"), shown=self._draw)
        self.add_widget(self.box)
        self._draw()

    def _more(self, code: str) -> None:
        self.box.show(None)
        if code not in (self.value or ()):
            self.give((*(self.value or ()), code))

    def _draw(self, *_: object) -> None:
        words = dict(self.options)
        chosen = self.value or ()
        self.chips.options = [(code, words.get(code, code)) for code in chosen]
        self.chips.show(tuple(chosen) or None)
        if bool(chosen) != bool(self.chips.parent):
            if chosen:
                self.add_widget(self.chips, index=1)
            else:
                self.remove_widget(self.chips)
        self.box.options = [each for each in self.options if each[0] not in chosen]


class SearchMany(Answering):
    """Several codes of a long list."""

    def make(self, line: Line) -> ManyFound:
        return ManyFound(
            options=[(each.code, each.label) for each in self.desk.model.options(line)],
            title=self.desk.model.label(line.spec),
            hint=self.desk.say("tablet.form.find_another"),
        )

    def shown(self, given: Value) -> tuple[str, ...] | None:
        return tuple(str(each) for each in given) if isinstance(given, list | tuple) else None

    def taken(self, value: Any) -> Value | None:
        return list(value) if value else None


class Reference(Chips):
    """One or several rows of another part, by their titles."""

    whole = True

    def make(self, line: Line) -> Any:
        self.several = isinstance(line.spec.kind, Refs)
        self.chips = ChipGroup(several=self.several)
        self.none = Text(words=self.desk.say("tablet.form.no_rows"), tone="muted")
        holder = Either(self.chips, self.none)
        self.renew_into(holder, line)
        return holder

    def renew(self, line: Line) -> None:
        self.renew_into(self.widget, line)

    def renew_into(self, holder: Either, line: Line) -> None:
        """Show the rows there are now."""
        options = [(each.code, each.label) for each in self.desk.model.options(line)]
        if list(self.chips.options) != options:
            self.chips.options = options
        holder.choose(0 if options else 1)


class Either(ValueIn, BoxLayout):
    """One of two widgets at a time: chips, or the words that say why there are none."""

    def __init__(self, *two: Any) -> None:
        super().__init__(orientation="vertical", size_hint_y=None)
        self.two = two
        self.bind(minimum_height=self.setter("height"))
        two[0].bind(on_value=lambda _chips, value: self.dispatch("on_value", value))
        self.bind(tone=two[0].setter("tone"))

    def choose(self, which: int) -> None:
        """Show the first or the second."""
        if self.children[:1] != [self.two[which]]:
            self.clear_widgets()
            self.add_widget(self.two[which])

    @property
    def value(self) -> Any:
        """The chips' value."""
        return self.two[0].value

    def show(self, value: Any) -> None:
        """Show it in the chips."""
        self.two[0].show(value)


class Attached(Answering):
    """Photos, documents, signatures: those there are, and the ways to take in another."""

    whole = True

    def make(self, line: Line) -> Files:
        several, signed = isinstance(line.spec.kind, Refs), line.spec.about.widget == "signature"
        return Files(self.desk, line.address, several=several, signed=signed)

    def show(self, given: Value | None) -> None:
        rows = given if isinstance(given, list | tuple) else [given] if given is not None and not mark_of(given) else []
        there = self.desk.model.row_ids("media")
        self.widget.desk = self.desk
        self.widget.show([str(row) for row in rows if row in there])

    def renew(self, line: Line) -> None:
        self.show(line.given)


BY_WIDGET: dict[str, type[Answering]] = {
    "chips": Chips,
    "search": Search,
    "segments": Sides,
    "switch": Switch,
    "text": Typed,
    "paragraph": Paragraph,
    "lines": Lines,
    "count": Number,
    "time": Time,
    "reference": Reference,
    "place": Typed,
    "attach": Attached,
    "signature": Attached,
}
"""One adaptor for each widget name of the definition but `none`; a test keeps it complete."""


def answering(desk: Desk, line: Line, told: Told) -> Answering:
    """The input of one question."""
    kind, name = line.spec.kind, line.spec.about.widget
    if name == "search" and isinstance(kind, Choices):
        return SearchMany(desk, line, told)
    made = BY_WIDGET[name](desk, line, told)
    if isinstance(kind, Words) and kind.max > MANY_LETTERS:
        made.whole = True
    return made


def _loads(kind: Patterned, value: str) -> bool:
    try:
        kind.canonical_value(value)
    except ValidationError:
        return False
    return True
