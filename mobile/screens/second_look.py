"""Finishing: what is not forbidden but wants a look, each with the way to it, and its reason where one is asked.

A reason is an answer of the form like any other (the question that a warning points at), never a store of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.screens.desk import Desk
from mobile.widgets import Question, QuietButton, TextBox
from mobile.widgets.focus import Boxed
from mobile.widgets.loading import load_kv
from shared.answers import ALL_ROWS, Address
from shared.canonical import Value
from shared.fields import Text as Words
from shared.problems import Level, Problem

LEVELS = (Level.WARN, Level.FLAG, Level.LINT)


def warnings_of(desk: Desk) -> list[Problem]:
    """What wants a second look, in the order of the form."""
    return [each for each in desk.model.problems() if each.level in LEVELS]


def wants_reason(desk: Desk, problem: Problem) -> Address | None:
    """The question in which a warning's reason is written, if the definition has one: what it points at is prose."""
    address = problem.address
    if address is None or address.row == ALL_ROWS or problem.level is Level.LINT:
        return None
    spec = desk.model.form.spec(address.part, address.field)
    prose = spec is not None and isinstance(spec.kind, Words) and spec.kind.free
    return address if prose and desk.model.line(address).asked else None


class SecondLook(Boxed, BoxLayout):
    """One warning: where, what, a button that goes there, and a box for the reason where one is wanted."""

    title = StringProperty("")
    words = StringProperty("")

    def __init__(self, desk: Desk, problem: Problem, title: str, go: Callable[[Address], None]) -> None:
        super().__init__(title=title, words=desk.model.sentence(problem))
        self.desk = desk
        self.box: TextBox | None = None
        reason = wants_reason(desk, problem)
        if reason is not None:
            self.add_widget(self._asking(reason), index=1)
        if problem.address is not None:
            button = QuietButton(words=desk.say("tablet.finish.go"), icon="right")
            button.bind(on_release=lambda _b, address=problem.address: go(address))
            self.ids.acts.add_widget(button)

    def _asking(self, address: Address) -> Question:
        desk, line = self.desk, self.desk.model.line(address)
        kind = line.spec.kind
        self.box = TextBox(lines=2, limit=kind.max if isinstance(kind, Words) else 0)
        self.box.show(line.given if isinstance(line.given, str) else None)

        def typed(_box: TextBox, text: Value | None) -> None:
            desk.keeper.type(address, text)

        self.box.bind(on_value=typed, on_leave=lambda _box: desk.keeper.flush())
        return Question(input=self.box, label=desk.model.label(line.spec), help=desk.model.hint(line.spec))


load_kv(__file__)
