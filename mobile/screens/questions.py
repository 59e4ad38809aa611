"""One question on the screen: its input, marks, what is wrong, why it is asked, what a reviewer said about it.

`Asked` is what the form's pages and tests work with. It follows a `Line` of the form model and never decides anything.
"""

from __future__ import annotations

from typing import Any

from kivy.metrics import dp
from kivy.properties import OptionProperty

from mobile.form import WORDS_FOUND, Line
from mobile.linting import confidential, open_in, suspects
from mobile.screens.desk import Desk
from mobile.screens.found_words import FoundWords
from mobile.screens.inputs import Answering, answering
from mobile.screens.times import clock_words
from mobile.widgets import ChipGroup, Question, Sheet, Text, TextBox
from mobile.widgets.fitting import Stack
from shared.about import Stage
from shared.answers import mark
from shared.canonical import Value
from shared.fields import Text as Words
from shared.problems import Level, Problem

STAGES = {Stage.ON_SCENE: "now", Stage.BEFORE_LEAVING: "leaving", Stage.END_OF_WATCH: "watch"}


class Marked(Stack):
    """An input with the reasons that may stand in its place as chips under it."""

    tone = OptionProperty("", options=["", "error", "warning"])

    def __init__(self, inner: Any, marks: ChipGroup) -> None:
        super().__init__()
        self.inner, self.marks = inner, marks
        if hasattr(inner, "tone"):
            self.fbind("tone", lambda _marked, tone: setattr(inner, "tone", tone))
        self.add_widget(inner)
        self.add_widget(marks)

    def gap(self) -> float:
        return float(dp(8))


class Asked(Question):
    """The question at `address`. `renew(line)` follows the model; a change by a person goes to the desk's keeper."""

    def __init__(self, desk: Desk, line: Line) -> None:
        self.desk, self.address, self.spec = desk, line.address, line.spec
        self.marks: ChipGroup | None = None
        self.answering: Answering = answering(desk, line, self._told)
        widget = self.answering.widget
        if line.spec.about.marks:
            options = [(each, desk.say(f"mark.{each}")) for each in line.spec.about.marks]
            self.marks = ChipGroup(options=options)
            self.marks.bind(on_value=lambda _marks, reason: self._marked(reason))
            widget = Marked(widget, self.marks)
        super().__init__(
            input=widget,
            label=desk.model.label(line.spec),
            help=desk.model.hint(line.spec),
            clause=line.spec.about.clause,
            whole_row=self.answering.whole,
            disabled=desk.read_only,
        )
        self.found: FoundWords | None = None
        self._prose = isinstance(line.spec.kind, Words) and line.spec.kind.free
        box = self.box
        if box is not None:
            box.bind(on_leave=lambda _box: self._left())
        self.renew(line)

    @property
    def box(self) -> TextBox | None:
        """The field that is typed into, if this is one."""
        widget = self.answering.widget
        return widget if isinstance(widget, TextBox) else None

    def renew(self, line: Line) -> None:
        """Show the line as it is now. What is being typed is left alone."""
        self.answering.line = line
        self.answering.renew(line)
        typing = line.address in self.desk.keeper.typing or (self.box is not None and self.box.focused)
        if not typing:
            self.answering.show(line.given)
        if self.marks is not None:
            self.marks.show(line.mark)
        self._remark()
        self._judge(line, typing)
        self._show_found()
        blank = line.given is None
        self.mark = "owed" if line.owed and blank else "required" if line.needed and blank else ""
        self.mark_words = self._owed(line) if self.mark == "owed" else ""
        by_hand = isinstance(line.value, dict) and line.value.get("clock") == "typed"
        hint = self.desk.model.hint(line.spec)
        self.help = f"{self.desk.say('tablet.form.by_hand')} {hint}".rstrip() if by_hand else hint

    def kept(self, state: str) -> None:
        """Say in the field how its letters stand: saving, saved, failed."""
        if self.box is not None:
            self.box.saving = state

    def _remark(self) -> None:
        """A reviewer's comments stand above the input, in the reviewer's words."""
        self.remark([str(each.body.get("text", "")) for each in self.desk.comments if each.address == self.address])

    def _show_found(self) -> None:
        """Words that must not be held, or were kept, stand under the input, also while somebody types."""
        if not self._prose:
            return
        if self.found is None and suspects(self.desk.model, self.address):
            self.found = FoundWords(self.desk, self.address, self._edited)
            self.under(self.found)
        if self.found is not None:
            self.found.desk = self.desk
            self.found.follow()

    def _edited(self) -> None:
        """Words were taken out: go on writing where they stood."""
        line = self.desk.model.line(self.address)
        self.answering.show(line.given)
        if self.box is not None:
            self.box.entry.focus = True

    def _judge(self, line: Line, typing: bool) -> None:
        worst = line.error
        if worst is not None and worst.code in WORDS_FOUND and open_in(self.desk.model, self.address):
            count = sum(not each.row for each in suspects(self.desk.model, self.address))
            self.error, self.warning = self.desk.say("tablet.lint.decide", count=count), ""
            return
        # While a number is being typed it is not wrong yet; an error that stands goes as soon as it is put right.
        if worst is not None and worst.level is Level.ERROR:
            self.error = self._sentence(worst) if not typing or self.error else ""
        else:
            self.error = ""
        other = next((each for each in line.problems if each.level in (Level.WARN, Level.LINT, Level.FLAG)), None)
        self.warning = self._sentence(other) if other is not None else ""

    def _sentence(self, problem: Problem) -> str:
        return self.desk.model.sentence(problem)

    def _owed(self, line: Line) -> str:
        due = line.owed.due if line.owed else None
        stage = STAGES.get(self.spec.about.stage, "watch")
        at = clock_words(due.astimezone(self.desk.zone), self.desk.now()) if due and stage == "watch" else ""
        return self.desk.say(f"tablet.owed.{stage}", at=at).rstrip()

    def _told(self, given: Value | None) -> None:
        if self.marks is not None and given is not None:
            self.marks.show(None)
        if self.answering.typed:
            self.kept("saving")
            self.desk.keeper.type(self.address, given)
        else:
            self.desk.keeper.give(self.address, given)

    def _marked(self, reason: str | None) -> None:
        self.answering.show(None)
        self.desk.keeper.give(self.address, mark(reason) if reason else None)

    def _left(self) -> None:
        self.desk.keeper.flush()
        line = self.desk.model.line(self.address) if self._there() else None
        if line is not None:
            self.renew(line)

    def _there(self) -> bool:
        return self.address.row in self.desk.model.row_ids(self.address.part)

    def on_why(self) -> None:
        """The clause behind the question, in a sheet."""
        say = self.desk.say
        sheet = Sheet(title=self.label)
        sheet.body.add_widget(Text(words=say(f"clause.{self.spec.about.clause}")))
        hint = self.desk.model.hint(self.spec)
        if hint:
            sheet.body.add_widget(Text(words=hint, tone="muted"))
        lifted = self._prose and confidential(self.desk.model, self.address)
        seen = say(f"tablet.privacy.{'C' if lifted else self.spec.about.privacy.value}")
        sheet.body.add_widget(Text(words=seen, style="label", tone="muted"))
        sheet.open()
