"""The 60-second card: the first minute's facts on one screen, with big targets, about ten taps and two short texts.

Everything here is stored as it is tapped. Done seals an interim version, which leaves as soon as there is a network;
the rest of the report is owed, not asked. Data dictionary 5.13.
"""

from __future__ import annotations

from typing import Any

from mobile.form import Changed
from mobile.screens.card_parts import CardRow, Stamp, Taps
from mobile.screens.card_teams import Teams
from mobile.screens.card_words import CardWords
from mobile.screens.desk import open_desk
from mobile.screens.finish import seal
from mobile.screens.practice import show_practice
from mobile.screens.report_screen import ReportScreen
from mobile.screens.shell import Shell
from mobile.widgets import ChipGroup, LinkButton, PrimaryButton, QuietButton, Sheet, Text, TextBox
from mobile.widgets.loading import load_kv
from shared.answers import ONLY_ROW, Address, rows_of
from shared.canonical import Value

AGENTS = ("present", "leaving", "gone")
CAMERA = {"before_arrival": "before", "on_arrival": "now", "not_activated": "off"}
GROUND = ("city", "private", "none", "unknown")
HURT = ("yes", "no", "unknown")
OTHERS_CALLED = "summoned_by_others"


def at(field: str) -> Address:
    """The address of a question of the incident."""
    return Address("incident", ONLY_ROW, field)


class CardScreen(ReportScreen):
    """One report's first minute. `show(report=...)` opens it."""

    def __init__(self, shell: Shell, **kwargs: Any) -> None:
        super().__init__(shell, name="card", **kwargs)
        ids, say = self.ids, shell.say
        ids.top.bind(on_back=lambda _bar: self.shell.go("home"))
        full = LinkButton(words=say("tablet.card.full"), icon="document")
        done = PrimaryButton(words=say("tablet.card.done"), icon="check", least=180)
        full.bind(on_release=lambda _b: self.full())
        done.bind(on_release=lambda _b: self.done())
        ids.top.actions.add_widget(full)
        ids.bottom.actions.add_widget(done)
        self._build()

    def _build(self) -> None:
        say, left = self.shell.say, self.ids.left
        self.arrived = Stamp(say("tablet.card.arrive"), "place")
        self.arrived.bind(on_value=lambda _stamp, value: self._give(at("lapd_arrived_at"), value))
        self.unit = TextBox(hint=say("tablet.card.unit"))
        self.unit.bind(on_value=lambda _box, text: self._type_unit(text), on_leave=lambda _box: self._flush())
        self._row("tablet.card.arrived", self.arrived, self.unit)
        self.places = {
            "location_block": TextBox(hint=say("tablet.card.place.block"), limit=80, size_hint_x=1.6),
            "location_cross": TextBox(hint=say("tablet.card.place.cross"), limit=80),
        }
        for field, box in self.places.items():
            box.bind(on_value=lambda _box, text, field=field: self._type(at(field), text))
            box.bind(on_leave=lambda _box: self._flush())
        self._row("tablet.card.place", *self.places.values())
        self.camera = Taps(options=[(code, say(f"tablet.card.camera.{name}")) for code, name in CAMERA.items()])
        self.camera.bind(on_value=lambda _chips, code: self._camera(code))
        self.camera_row = self._row("tablet.card.camera", self.camera)
        self.number = TextBox(hint=say("tablet.card.number.hint"), limit=20)
        self.number.bind(on_value=lambda _box, text: self._type_number(text), on_leave=lambda _box: self._flush())
        self.pending = Taps(options=[("pending", say("tablet.card.pending"))], most=1, size_hint_x=0.6)
        self.pending.bind(on_value=lambda _taps, code: self._give(at("incident_number_status"), code))
        self._row("tablet.card.number", self.number, self.pending)
        self.agents = Taps()
        self.agents.bind(on_value=lambda _c, code: self._give(at("agents_present_on_arrival"), code))
        self._row("tablet.card.agents", self.agents)
        self.hurt = Taps()
        self.hurt.bind(on_value=lambda _chips, code: self._hurt(code))
        self._row("tablet.card.injured", self.hurt)
        self.ambulance = Stamp(say("tablet.card.ambulance"), "ambulance", danger=True)
        self.ambulance.bind(on_value=lambda _stamp, value: self._ambulance(value))
        self.others = Taps(most=1, size_hint_x=0.45)
        self.others.bind(on_value=lambda _taps, code: self._others_called(code))
        # It is always there: what appeared under a finger would be tapped by mistake.
        self.ambulance_row = self._row("tablet.duty.medical", self.ambulance, self.others)
        self.ground = Taps(most=4)
        self.ground.bind(on_value=lambda _chips, code: self._ground(code))
        self._row("tablet.card.property", self.ground)
        self.more = QuietButton(words=say("tablet.card.plus"), icon="voice")
        self.more.bind(on_release=lambda _b: self._report())
        self.reporters = Text(style="label", pos_hint={"center_y": 0.5})
        self._row("tablet.card.reports", self.more, self.reporters)
        self.words = CardWords(self.ids.below.__self__)
        self.teams = Teams()
        self.ids.right.add_widget(self.teams)
        self.left = left

    def _row(self, label: str, *widgets: Any) -> CardRow:
        row = CardRow(label=self.shell.say(label))
        for widget in widgets:
            row.body.add_widget(widget)
        self.ids.left.add_widget(row)
        return row

    # coming and going

    def show(self, *, report: str) -> None:
        """Open a report's card. Raises DraftError, StoreError."""
        self.close()
        self.opened = True
        self.desk = desk = open_desk(self.shell, report)
        desk.removed = self.offer_undo
        ids = self.ids
        ids.below.clear_widgets()
        desk.keeper.bind(on_kept=self._kept, on_judged=self._judged, state=self.say_saved, saved_at=self.say_saved)
        draft, person, say = desk.editing.draft, desk.session.vault.person, self.shell.say
        ids.top.title = say("tablet.card.title")
        ids.top.subtitle = say("tablet.form.by", reference=draft.reference, name=person.name, serial=person.serial)
        for chips, field, codes in (
            (self.agents, "agents_present_on_arrival", AGENTS),
            (self.hurt, "injury_present", HURT),
        ):
            labels = {each.code: each.label for each in desk.model.options(desk.model.line(at(field)))}
            chips.options = [(code, labels[code]) for code in codes if code in labels]
        kind: Any = desk.model.form.by_name["injury"].by_name["ems_summoned"].kind
        self.others.options = [(OTHERS_CALLED, kind.label(OTHERS_CALLED, desk.model.language))]
        self.ground.options = [(code, say(f"tablet.card.property.{code}")) for code in GROUND]
        for stamp in (self.arrived, self.ambulance):
            stamp.ready(desk)
        self.teams.open(desk)
        self.words.open(desk)
        desk.keeper.judge_soon()
        show_practice(desk, ids.top, ids.bars, self.thrown_away)
        ids.scroll.disabled = ids.bottom.disabled = desk.read_only  # the way back stays
        self._draw(Changed(rows=True))
        self.say_saved()

    def done(self) -> None:
        """Seal an interim version and go home."""
        if self.desk is not None:
            seal(self.desk, "interim", lambda: self.shell.go("home"))

    def full(self) -> None:
        """The same report as a form."""
        if self.desk is not None and self.desk.keeper.flush():
            self.close()  # before the form opens it: what is open at a kill is offered for recovery
            self.shell.go("form", report=self.desk.editing.report)

    # taps

    def _give(self, address: Address, value: Value | None) -> None:
        if self.desk is not None:
            self.desk.keeper.give(address, value)

    def _flush(self) -> None:
        if self.desk is not None:
            self.desk.keeper.flush()

    def _only_row(self, part: str, values: dict[str, Value]) -> str:
        """The first row of a part, made now with what is known if there is none. "" if the store refused."""
        desk = self.desk
        if desk is None:
            return ""
        for row in desk.model.row_ids(part):
            return row
        return desk.add_row(part, values=values)

    def _type_unit(self, text: str | None) -> None:
        desk = self.desk
        if desk is None:
            return
        if text is None and not desk.model.row_ids("responding_unit"):
            return
        row = self._only_row("responding_unit", {"role": "primary"})
        if row:
            desk.keeper.type(Address("responding_unit", row, "unit_designation"), text.upper() if text else None)

    def _type(self, address: Address, text: str | None) -> None:
        if self.desk is not None:
            self.desk.keeper.type(address, text)

    def _type_number(self, text: str | None) -> None:
        desk = self.desk
        if desk is not None:
            desk.keeper.typing[at("incident_number_status")] = "known" if text else None
            desk.keeper.type(at("incident_number_raw"), text)

    def _camera(self, code: str | None) -> None:
        desk = self.desk
        if desk is None:
            return
        row = self._my_camera()
        if not row and code:
            row = desk.add_row("bwv_reference", values={"wearer_serial": desk.session.drafting.serial})
        if row:
            now = desk.instant() if code == "on_arrival" else None
            keeper = desk.keeper
            keeper.typing[Address("bwv_reference", row, "activated_at")] = now
            if code != "not_activated":
                keeper.typing[Address("bwv_reference", row, "off_reason")] = None
            keeper.give(Address("bwv_reference", row, "activation"), code)
            if code == "not_activated":
                self._why_off(row)

    def _my_camera(self) -> str:
        """The writer's own camera row, "" if there is none."""
        desk = self.desk
        rows = rows_of(desk.model.nested, "bwv_reference") if desk else []
        serial = desk.session.drafting.serial if desk else ""
        return next((str(row["id"]) for row in rows if row.get("wearer_serial") == serial), "")

    def _why_off(self, row: str) -> None:
        desk = self.desk
        if desk is None:
            return
        address = Address("bwv_reference", row, "off_reason")
        line = desk.model.line(address)
        sheet = Sheet(title=self.shell.say("tablet.card.off_why"))
        chips = ChipGroup(options=[(each.code, each.label) for each in desk.model.options(line)], value=line.value)

        def pick(_chips: object, code: str | None) -> None:
            sheet.dismiss()
            self._give(address, code)

        chips.bind(on_value=pick)
        sheet.body.add_widget(chips)
        sheet.open()

    def _hurt(self, code: str | None) -> None:
        desk = self.desk
        if desk is None:
            return
        self._give(at("injury_present"), code)
        rows = desk.model.row_ids("injury")
        if code == "yes" and not rows:
            desk.add_row("injury")
        elif code != "yes" and len(rows) == 1 and set(desk.model.row("injury", rows[0])) <= {"id", "injury_known_at"}:
            desk.keeper.act(lambda: desk.editing.remove_row("injury", rows[0])[1])

    def _ambulance(self, value: Value | None) -> None:
        desk = self.desk
        if desk is None:
            return
        row = self._only_row("injury", {})
        if row:
            desk.keeper.typing[Address("injury", row, "ems_summoned")] = "yes" if value is not None else None
            desk.keeper.give(Address("injury", row, "ems_summoned_at"), value)

    def _others_called(self, code: str | None) -> None:
        desk, row = self.desk, self._only_row("injury", {})
        if desk is not None and row:
            desk.keeper.typing[Address("injury", row, "ems_summoned_at")] = None
            desk.keeper.give(Address("injury", row, "ems_summoned"), code)

    def _ground(self, code: str | None) -> None:
        desk = self.desk
        if desk is None:
            return
        rows = desk.model.row_ids("property_use")
        if code is None and rows and set(desk.model.row("property_use", rows[0])) <= {"id", "property_involved"}:
            desk.keeper.act(lambda: desk.editing.remove_row("property_use", rows[0])[1])
        elif rows:
            self._give(Address("property_use", rows[0], "property_involved"), code)
        elif code is not None:
            desk.add_row("property_use", values={"property_involved": code})

    def _report(self) -> None:
        if self.desk is not None:
            self.desk.add_row("misconduct_report")

    # following

    def _kept(self, _keeper: object, changed: Changed, _addresses: list[Address]) -> None:
        self.opened = True
        self._draw(changed)

    def _judged(self, _keeper: object, _changed: Changed) -> None:
        self.words.follow()

    def _draw(self, changed: Changed) -> None:
        desk = self.desk
        if desk is None:
            return
        model, say = desk.model, self.shell.say
        incident = model.row("incident", ONLY_ROW)
        self.arrived.show(incident.get("lapd_arrived_at"))
        self._show_box(self.unit, self._first("responding_unit", "unit_designation"))
        for field, box in self.places.items():
            self._show_box(box, model.line(at(field)).given)
        self.camera.show(model.row("bwv_reference", self._my_camera()).get("activation") if self._my_camera() else None)
        self._show_box(self.number, model.line(at("incident_number_raw")).given)
        self.pending.show("pending" if incident.get("incident_number_status") == "pending" else None)
        self.agents.show(incident.get("agents_present_on_arrival"))
        hurt = incident.get("injury_present")
        self.hurt.show(hurt)
        self.ambulance.show(self._first("injury", "ems_summoned_at"))
        called = self._first("injury", "ems_summoned")
        self.others.show(called if called == OTHERS_CALLED else None)
        self.ambulance_row.disabled = hurt != "yes"
        self.ground.show(self._first("property_use", "property_involved"))
        count = len(model.row_ids("misconduct_report"))
        self.reporters.words = say("tablet.card.taken", count=count) if count else ""
        self.teams.follow(changed)
        self.words.follow()

    def _first(self, part: str, field: str) -> Value | None:
        desk = self.desk
        rows = desk.model.row_ids(part) if desk else []
        return desk.model.line(Address(part, rows[0], field)).given if desk and rows else None

    def _show_box(self, box: TextBox, given: Value | None) -> None:
        if not box.focused:
            box.show(str(given) if given is not None else None)


load_kv(__file__)
