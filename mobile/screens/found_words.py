"""Words that must not be held, under the field they stand in: each with why, and the two acts that settle it.

Nothing is marked by colour alone: the words themselves are quoted, with an icon and a sentence. What was decided is
shown in the same place, because a decision is about these words and nothing else (rule V-30, `mobile.linting`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from kivy.clock import Clock
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.content import loaded
from mobile.form import Changed
from mobile.linting import PART, Suspect, suspects
from mobile.screens.desk import Desk
from mobile.widgets import PrimaryButton, Question, QuietButton, Sheet, Text, TextBox, first_control
from mobile.widgets.focus import Boxed
from mobile.widgets.loading import load_kv
from shared.answers import Address
from shared.fields import Text as Words


class FoundWord(Boxed, BoxLayout):
    """One quotation of what was found, why it is not held, and its acts."""

    words = StringProperty("")
    why = StringProperty("")
    more = StringProperty("")
    icon = StringProperty("warning")
    settled = BooleanProperty(False)


class FoundWords(BoxLayout):
    """All that was found in one field. `follow()` shows what there is now; `edited()` is called after words went."""

    def __init__(self, desk: Desk, address: Address, edited: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.desk, self.address, self.edited = desk, address, edited
        self.shown: Sequence[Suspect] = ()

    def follow(self) -> None:
        """Show what is open and what was kept; what did not change keeps its buttons and the focus."""
        found = suspects(self.desk.model, self.address)
        if found == self.shown:
            return
        self.shown = found
        self.clear_widgets()
        for each in found:
            self.add_widget(self._one(each))

    def _one(self, found: Suspect) -> FoundWord:
        say, model = self.desk.say, self.desk.model
        label = model.form.configuration.vocabulary.label("lint_kind", found.kind, model.language) if found.kind else ""
        if found.row:
            box = FoundWord(
                words=say("tablet.lint.kept", words=found.words),
                why=say("tablet.lint.kept.why", reason=found.reason),
                more=say("tablet.lint.confidential"),
                icon="lock",
                settled=True,
            )
        else:
            times = say("tablet.lint.times", count=found.times) if found.times > 1 else ""
            why = say(f"lint.{found.kind}") if found.kind else say("V-29", words=found.words)
            box = FoundWord(words=" · ".join(filter(None, (f"“{found.words}”", label, times))), why=why)
        if self.desk.read_only:
            return box
        remove = QuietButton(words=say("tablet.lint.remove"), icon="remove", size_hint_x=1)
        remove.bind(on_release=lambda _b: self.remove(found))
        box.ids.acts.add_widget(remove)
        if found.may_be_kept:
            words = "tablet.lint.change" if found.row else "tablet.lint.keep"
            keep = QuietButton(words=say(words), icon="pencil" if found.row else "lock", size_hint_x=1)
            keep.bind(on_release=lambda _b: self.ask(found))
            box.ids.acts.add_widget(keep)
        return box

    def remove(self, found: Suspect) -> None:
        """A press on Remove: the words go, the field stays, with the focus in it."""
        desk = self.desk
        if desk.keeper.act(lambda: desk.editing.take_out(self.address, found)):
            desk.keeper.judge()
            self.edited()

    def ask(self, found: Suspect) -> KeepSheet:
        """A press on Keep: ask why; only with a reason it is kept."""
        sheet = KeepSheet(self.desk, found, lambda reason: self._keep(found, reason))
        sheet.open()
        return sheet

    def _keep(self, found: Suspect, reason: str) -> None:
        desk = self.desk

        def keep() -> Changed:
            return desk.editing.keep_quote(self.address, found, reason)

        if desk.keeper.act(keep):
            desk.keeper.judge()
            # The button that opened the sheet is gone; the next frame but one has the new ones.
            Clock.schedule_once(lambda _dt: Clock.schedule_once(self._focus, 0), 0)

    def _focus(self, _dt: float) -> None:
        control = first_control(self) if self.get_root_window() is not None else None
        if control is not None:
            control.focus = True


class KeepSheet(Sheet):
    """Asks why words are kept as a federal agent's. `keep(reason)` is called with a reason that the form accepts."""

    def __init__(self, desk: Desk, found: Suspect, keep: Callable[[str], None], **kwargs: Any) -> None:
        super().__init__(title=desk.say("tablet.lint.keep.title"), wide=760, **kwargs)
        self.desk, self.found, self._keep = desk, found, keep
        self.spec = spec = desk.model.form.by_name[PART].by_name["reason"]
        self.kind = cast(Words, spec.kind)
        self.box = TextBox(lines=3, limit=self.kind.max)
        self.box.show(found.reason)
        self.question = Question(input=self.box, label=desk.model.label(spec), help=desk.model.hint(spec))
        self.body.add_widget(Text(words=f"“{found.words}”", bold=True))
        self.body.add_widget(Text(words=desk.say("tablet.lint.keep.text")))
        self.body.add_widget(self.question)
        self.box.bind(on_value=lambda *_: setattr(self.question, "error", ""))
        later = QuietButton(words=desk.say("tablet.lint.keep.no"))
        later.bind(on_release=lambda _b: self.dismiss())
        self.yes = PrimaryButton(words=desk.say("tablet.lint.keep.yes"), icon="lock")
        self.yes.bind(on_release=lambda _b: self._press())
        self.buttons.add_widget(later)
        self.buttons.add_widget(self.yes)
        self.first = self.box.entry

    def _press(self) -> None:
        self.question.error = self._wrong()
        if self.question.error:
            self.box.entry.focus = True
            return
        self.dismiss()
        self._keep(self.reason)

    @property
    def reason(self) -> str:
        """What is written, without blanks around it."""
        return str(self.box.value or "").strip()

    def _wrong(self) -> str:
        """What is wrong with the reason, "" if nothing is."""
        from shared.lint import findings  # only here: its tables take a second to load

        say, reason = self.desk.say, self.reason
        _, _, problem = loaded(self.spec, reason) if reason else (None, None, None)
        if not reason:
            return say("text.too_short", length=0, min=self.kind.min)
        if problem is not None:
            params = problem["params"]
            return say(str(problem["code"]), **(params if isinstance(params, dict) else {}))
        words = self.found.words.casefold()
        other = any(reason[each.start : each.end].casefold() not in words for each in findings(reason))
        return say("tablet.lint.reason.holds") if other else ""


load_kv(__file__)
