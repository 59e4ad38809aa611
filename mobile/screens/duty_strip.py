"""The five duties of the directive as a strip: each with its state in words, and why it stands so at a tap."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.metrics import dp
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout

from mobile.screens.desk import Desk
from mobile.screens.times import clock_words
from mobile.theme import theme
from mobile.widgets import PrimaryButton, Sheet, Text
from mobile.widgets.focus import Boxed, Pressable
from mobile.widgets.loading import load_kv
from shared.duties import CODES, Duty, State

EXPLAINED = ("agency_status", "agents_gone", "camera_off", "supervisor_status")
"""Reasons that the officer has written down: the aim was not reached and nothing is left to do about it."""

NOBODY_TRIED = "not_attempted"

LOOKS = {"met": "done", "met_late": "warned", "owed": "owed", "not_met": "wrong", "not_applicable": ""}


class DutyCell(Pressable, Boxed, BoxLayout):
    """One duty: icon, name, state in words."""

    code = StringProperty("")
    words = StringProperty("")
    state_code = StringProperty("")
    state_words = StringProperty("")
    lines_height = NumericProperty(0)


class DutyStrip(GridLayout):
    """Five cells in a row. `follow(desk)` shows the duties as they were judged last."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(cols=len(CODES), size_hint_y=None, **kwargs)
        self.cells: dict[str, DutyCell] = {}
        self.desk: Desk | None = None
        self._even = Clock.create_trigger(lambda _dt: self._level(), -1)
        theme.bind(target=self._again)

    def follow(self, desk: Desk) -> None:
        """Show where the duties stand."""
        self.desk = desk
        for duty in desk.model.duties:
            cell = self.cells.get(duty.code)
            if cell is None:
                cell = self.cells[duty.code] = DutyCell(code=duty.code, words=desk.say(f"tablet.duty.{duty.code}"))
                cell.bind(on_release=lambda pressed: self.explain(pressed.code), lines_height=self._again)
                self.add_widget(cell)
            cell.state_code = "explained" if explained(duty) else LOOKS[duty.state.value]
            cell.state_words = state_words(desk, duty)

    def _again(self, *_: object) -> None:
        self._even()

    def _level(self) -> None:
        """One line of boxes: all as high as the highest."""
        height = max([theme.target, *(cell.lines_height + dp(14) for cell in self.cells.values())])
        for cell in self.cells.values():
            cell.height = height

    def explain(self, code: str) -> None:
        """Why a duty stands as it does, with the way to what decides it."""
        desk = self.desk
        duty = next((each for each in desk.model.duties if each.code == code), None) if desk else None
        if desk is None or duty is None:
            return
        sheet = Sheet(title=desk.say(f"duty.{code}"))
        sheet.body.add_widget(Text(words=state_words(desk, duty), bold=True))
        for words in (reason(desk, duty), *_when(desk, duty), desk.say(f"clause.{duty.clause}")):
            if words:
                sheet.body.add_widget(Text(words=words))
        if duty.addresses:
            go = PrimaryButton(words=desk.say("tablet.duty.go"), icon="right")
            go.bind(on_release=lambda _b: self._go(sheet, duty))
            sheet.buttons.add_widget(go)
        sheet.open()

    def _go(self, sheet: Sheet, duty: Duty) -> None:
        sheet.dismiss()
        if self.desk is not None:
            self.desk.jump(duty.addresses[0])


def explained(duty: Duty) -> bool:
    """Whether it is not met for a reason that is on record: a refusal that is written down is the record wanted."""
    tried = duty.params.get("supervisor_status") != NOBODY_TRIED
    return duty.state is State.NOT_MET and duty.reason in EXPLAINED and tried


def state_words(desk: Desk, duty: Duty) -> str:
    """How a duty stands, in words."""
    return desk.say("tablet.duty.explained" if explained(duty) else f"duty.state.{duty.state.value}")


def reason(desk: Desk, duty: Duty) -> str:
    """The reason as a sentence; codes of lists in it become their words."""
    if not duty.reason:
        return ""
    lists, language = desk.model.form.configuration.vocabulary.lists, desk.model.language
    params: dict[str, object] = {}
    for name, held in duty.params.items():
        labels = {term.code: term.labels.get(language, term.labels["en"]) for term in lists.get(name, ())}
        params[name] = labels.get(str(held), held)
    return desk.say(f"duty.reason.{duty.reason}", **params)


def _when(desk: Desk, duty: Duty) -> list[str]:
    now = desk.now()
    found = [("due", duty.due if duty.state.value == "owed" else None), ("at", duty.at)]
    return [desk.say(f"tablet.duty.{name}", at=clock_words(at.astimezone(desk.zone), now)) for name, at in found if at]


load_kv(__file__)
