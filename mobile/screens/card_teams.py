"""The teams on the scene: one line for each agency's team, who leads it, and every time somebody asked.

A tap on an agency adds a team. Asking writes an attempt at once; the answer is one tap; a refusal wants its reason,
which is one tap more. Only one team is open at a time, so that the card needs no scrolling.
"""

from __future__ import annotations

from typing import Any

from kivy.metrics import dp
from kivy.properties import StringProperty
from kivy.uix.boxlayout import BoxLayout

from mobile.form import Changed
from mobile.screens.card_parts import Taps
from mobile.screens.desk import Desk
from mobile.screens.form_page import arrange
from mobile.widgets import (
    Card,
    ChoiceBox,
    IconButton,
    PrimaryButton,
    QuietButton,
    Text,
    TextBox,
)
from mobile.widgets.focus import Boxed, Pressable
from mobile.widgets.loading import load_kv
from shared.answers import Address, mark, mark_of, row_id, rows_of
from shared.fields import Text as Words
from shared.fields import moment

NEAR = ("ICE_ERO", "ICE_HSI", "CBP_USBP", "FPS", "FED_UNSPECIFIED")
"""Agencies that stand on the card; all others are one tap further."""
SHORT = {"ICE_ERO": "ICE ERO", "ICE_HSI": "ICE HSI", "CBP_USBP": "Border Patrol", "FPS": "FPS"}
"""What stands on vests: names, the same in every language."""

OTHERS = ""
"""The tap that opens the whole list."""

STATUS = {
    "gave_all": "identified_unverified",
    "gave_name_only": "partial",
    "gave_badge_only": "partial",
    "refused": "refused",
    "no_supervisor_said": "none_on_scene",
    "left": "departed_before_contact",
}
"""The answers on the card and what each says of the supervisor."""
REASONED = ("refused", "gave_name_only", "gave_badge_only", "no_supervisor_said")
TWICE = 0.7  # seconds in which a second tap on the same thing is the same tap, trembling
VERIFIED = "identified_verified"

SUPERVISOR, ATTEMPT = "federal_supervisor", "id_attempt"


class Teams(BoxLayout):
    """The agencies to tap and the teams that were."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(orientation="vertical", size_hint_y=None, **kwargs)
        self.bind(minimum_height=self.setter("height"))
        self.desk: Desk | None = None
        self.shown = ""
        self.teams: dict[str, Team] = {}
        self.folded: dict[str, Folded] = {}
        self._last: tuple[str, float] = ("", float("-inf"))
        self.near, self.all = Taps(acts=True, most=6, narrowest=dp(112)), ChoiceBox(clearable=False)
        self.none = Text(style="label", tone="muted")
        self.all.bind(on_value=lambda _box, code: self._found(code))
        self.near.bind(on_value=lambda _taps, code: self.all.on_release() if code == OTHERS else self.add(code))

    def open(self, desk: Desk) -> None:
        """Show the teams of a report."""
        self.desk, say = desk, desk.say
        self.teams.clear()
        self.folded.clear()
        self.clear_widgets()
        spec = desk.model.form.by_name[SUPERVISOR].by_name["agency_claimed"]
        self.terms = terms = dict(_options(spec.kind, desk.model.language))
        known = [(code, SHORT.get(code, say("tablet.card.agency.unstated"))) for code in NEAR if code in terms]
        self.near.options = [*known, (OTHERS, say("tablet.card.agency.more"))]
        self.all.options = list(terms.items())
        self.all.title = say("tablet.card.agencies")
        self.none.words = say("tablet.card.supervisor.none")
        rows = desk.model.row_ids(SUPERVISOR)
        self.shown = rows[-1] if rows else ""
        self._lay_out()

    def add(self, agency: str) -> None:
        """A tap on an agency: its team is there, open to be asked."""
        desk = self.desk
        if desk is None:
            return
        now = desk.session.clock.monotonic()
        trembling = self._last[0] == agency and 0 <= now - self._last[1] < TWICE
        self._last = (agency, now)
        if not trembling:
            self.shown = desk.add_row(SUPERVISOR, values={"agency_claimed": agency}) or self.shown
            self._lay_out()

    def follow(self, changed: Changed) -> None:
        """Show what changed."""
        if self.desk is None:
            return
        if changed.rows:
            self._lay_out()
        for team in self.teams.values():
            team.draw()

    def _found(self, code: str) -> None:
        self.all.show(None)
        self.add(code)

    def _lay_out(self) -> None:
        desk = self.desk
        if desk is None:
            return
        rows = desk.model.row_ids(SUPERVISOR)
        for gone in [row for row in self.teams if row not in rows]:
            del self.teams[gone]
            self.folded.pop(gone, None)
        if self.shown not in rows:
            self.shown = rows[-1] if rows else ""
        wanted: list[Any] = [self.near]
        for row in rows:
            if row == self.shown:
                wanted.append(self.teams.setdefault(row, Team(self, row)) if row not in self.teams else self.teams[row])
            else:
                wanted.append(self._fold(row))
        if not rows:
            wanted.append(self.none)
        arrange(self, wanted)
        if self.shown in self.teams:
            self.teams[self.shown].draw()

    def _fold(self, row: str) -> Folded:
        desk = self.desk
        assert desk is not None
        line = self.folded.get(row)
        if line is None:
            line = self.folded[row] = Folded()
            line.bind(on_release=lambda _line: self._unfold(row))
        held = [desk.model.line(Address(SUPERVISOR, row, field)).given for field in ("name_as_stated", "badge_number")]
        named = " · ".join(str(each) for each in held if each is not None and not mark_of(each))
        team = self.name(row)
        line.words = desk.say("tablet.card.named", team=team, name=named) if named else team
        status = desk.model.line(Address(SUPERVISOR, row, "supervisor_status"))
        # A refusal on record is what is wanted, and still no success; a name that nobody checked is not verified.
        line.state_code = "owed" if not status.value else "done" if status.value == VERIFIED else "explained"
        line.state_words = desk.model.shown(status) or desk.say("tablet.card.not_asked")
        return line

    def _unfold(self, row: str) -> None:
        if self.desk is not None and self.desk.keeper.flush():
            self.shown = row
            self._lay_out()

    def name(self, row: str) -> str:
        """A team's name: its agency, numbered where there are several of one agency."""
        desk = self.desk
        assert desk is not None
        rows = rows_of(desk.model.nested, SUPERVISOR)
        agency = next((each.get("agency_claimed") for each in rows if row_id(each) == row), None)
        same = [row_id(each) for each in rows if each.get("agency_claimed") == agency]
        words = SHORT.get(str(agency)) or str(self.terms.get(str(agency), desk.say("part.federal_supervisor")))
        if len(same) < 2:
            return words
        return desk.say("tablet.card.team", agency=words, number=same.index(row) + 1)


class Folded(Pressable, Boxed, BoxLayout):
    """A team that is not open: its name and how it stands. A tap opens it."""

    words = StringProperty("")
    state_code = StringProperty("")
    state_words = StringProperty("")


class Team(Card):
    """One team, open: ask, what came back, the reason or the name and badge."""

    asked_words = StringProperty("")

    def __init__(self, teams: Teams, row: str) -> None:
        desk = teams.desk
        assert desk is not None
        super().__init__()
        self.teams, self.desk, self.row = teams, desk, row
        self.clear_widgets()
        say, model = desk.say, desk.model
        self.head = TeamHead()
        self.ask = PrimaryButton(words=say("tablet.card.ask"), icon="voice")
        self.ask_again = QuietButton(words=say("tablet.card.ask_again"), icon="voice")
        self._asked_at = float("-inf")
        for button in (self.ask, self.ask_again):
            button.bind(on_release=lambda _b: self._ask())
        out = IconButton(icon="remove", words=say("tablet.form.remove"))
        out.bind(on_release=lambda _b: self._remove())
        self.head.ids.out.add_widget(out)  # at the other end: a glove that misses one does not hit the other
        lists = model.form.by_name[ATTEMPT].by_name
        results = dict(_options(lists["result"].kind, model.language, STATUS))
        results["gave_all"] = say("tablet.card.gave_all")
        self.result = Taps(options=list(results.items()), clearable=False)
        self.result.bind(on_value=lambda _chips, code: self._answered(code))
        self.reason = Taps(options=_options(lists["refusal_reason_stated"].kind, model.language), most=4)
        self.reason.bind(on_value=lambda _chips, code: self._reasoned(code))
        said = lists["words_used"].kind
        self.why = TextBox(hint=say("tablet.card.words"), limit=said.max if isinstance(said, Words) else 0)
        self.why.bind(on_value=lambda _box, text: self._quoted(text), on_leave=lambda _box: self.desk.keeper.flush())
        self.names = TeamNames()
        self.boxes = {
            "name_as_stated": TextBox(hint=say("tablet.card.name"), limit=80),
            "badge_number": TextBox(hint=say("tablet.card.badge"), limit=20),
        }
        for field, box in self.boxes.items():
            box.bind(on_value=lambda _box, text, field=field: self._typed(field, text))
            box.bind(on_leave=lambda _box: self.desk.keeper.flush())
        self.draw()

    @property
    def last(self) -> str:
        """The latest attempt's row, "" if nobody asked yet."""
        rows = [each for each in rows_of(self.desk.model.nested, ATTEMPT) if each.get("supervisor_ref") == self.row]
        return row_id(rows[-1]) if rows else ""

    def attempt(self, *, again: bool = False) -> str:
        """Somebody asks now: an attempt of its own. Without `again`, the latest one if there is one."""
        return (self.last if not again else "") or self.desk.add_row(ATTEMPT, self.row)

    def _ask(self) -> None:
        now = self.desk.session.clock.monotonic()
        if not 0 <= now - self._asked_at < TWICE:
            self.attempt(again=True)
        self._asked_at = now

    def draw(self) -> None:
        """Show the team as it stands."""
        desk = self.desk
        if self.row not in desk.model.row_ids(SUPERVISOR):
            return
        supervisor = desk.model.row(SUPERVISOR, self.row)
        tried = [each for each in rows_of(desk.model.nested, ATTEMPT) if each.get("supervisor_ref") == self.row]
        last = tried[-1] if tried else {}
        result = last.get("result")
        self.head.words, self.head.asked = self.teams.name(self.row), self._asked(tried)
        arrange(self.head.ids.acts, [self.ask_again if tried else self.ask])  # once asked, it is not the next thing
        self.result.show(result if result in STATUS else None)
        self.reason.show(last.get("refusal_reason_stated"))
        for field, box in self.boxes.items():
            if not box.focused:
                given = desk.model.line(Address(SUPERVISOR, self.row, field)).given
                box.show(None if given is None or mark_of(given) else str(given))
        wanted: list[Any] = [self.head, self.result]
        fields = {
            "gave_all": list(self.boxes),
            "gave_name_only": ["name_as_stated"],
            "gave_badge_only": ["badge_number"],
        }
        shown = fields.get(str(result), [name for name in self.boxes if supervisor.get(name) and not result])
        if shown:
            wanted.append(self.names)
            arrange(self.names, [self.boxes[name] for name in shown])
        if result in REASONED:
            if not self.why.focused:
                self.why.show(str(last["words_used"]) if last.get("words_used") else None)
            wanted += [self.why, self.reason]
        arrange(self, wanted)

    def _asked(self, tried: list[Any]) -> str:
        times = [when for each in tried if (when := moment(each.get("attempted_at"))) is not None]
        if not times:
            return ""
        at = f"{times[-1].astimezone(self.desk.zone):%H:%M:%S}"
        code = "tablet.card.asked" if len(times) == 1 else "tablet.card.asked_times"
        return self.desk.say(code, at=at, count=len(times))

    def _answered(self, code: str | None) -> None:
        attempt = self.attempt()
        if not attempt or code is None:
            self.draw()
            return
        keeper, here = self.desk.keeper, self.desk.model.row(SUPERVISOR, self.row)
        if code not in REASONED:
            keeper.typing[Address(ATTEMPT, attempt, "refusal_reason_stated")] = None
        for field, withheld in (
            ("name_as_stated", code in ("refused", "gave_badge_only")),
            ("badge_number", code in ("refused", "gave_name_only")),
        ):
            refused = mark_of(here.get(field)) == "refused"
            if withheld and here.get(field) is None:
                keeper.typing[Address(SUPERVISOR, self.row, field)] = mark("refused")
            elif refused and not withheld:
                keeper.typing[Address(SUPERVISOR, self.row, field)] = None
        keeper.typing[Address(SUPERVISOR, self.row, "supervisor_status")] = STATUS[code]
        keeper.give(Address(ATTEMPT, attempt, "result"), code)

    def _reasoned(self, code: str | None) -> None:
        if self.last:
            self.desk.keeper.give(Address(ATTEMPT, self.last, "refusal_reason_stated"), code)

    def _quoted(self, text: str | None) -> None:
        if self.last:
            self.desk.keeper.type(Address(ATTEMPT, self.last, "words_used"), text)

    def _typed(self, field: str, text: str | None) -> None:
        self.desk.keeper.type(Address(SUPERVISOR, self.row, field), text)

    def _remove(self) -> None:
        desk, title, names = self.desk, self.teams.name(self.row), []

        def take_out() -> Changed:
            name, changed = desk.editing.remove_row(SUPERVISOR, self.row)
            names.append(name)
            return changed

        if desk.keeper.act(take_out):
            desk.removed(title, names[0])


class TeamHead(BoxLayout):
    """A team's name, when it was asked, and its acts."""

    words = StringProperty("")
    asked = StringProperty("")


class TeamNames(BoxLayout):
    """Name and badge side by side."""


def _options(kind: Any, language: str, codes: Any = None) -> list[tuple[str, str]]:
    terms = {term.code: kind.label(term.code, language) for term in kind.terms if not term.retired}
    return [(code, terms[code]) for code in (codes or terms) if code in terms]


load_kv(__file__)
