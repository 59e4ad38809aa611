"""The running app as a page object: what an officer does, by taps and keys on the real widgets.

    tablet = Tablet(pilot, home, clock, chance, transport)
    tablet.start(); tablet.enrol(address, code, passphrase)      # or tablet.unlock(passphrase)
    report = tablet.start_report()                               # stands on the 60-second card
    tablet.full_report()                                         # the form
    tablet.answer(Address("incident", "-", "source"), "radio_call")
    row = tablet.add_row("federal_supervisor")
    tablet.write(scene("S1").answers)                            # a whole record; returns its row ids here
    tablet.check(); tablet.send_interim(); tablet.finish()

`taps` and `letters` count what the person did. Waits end when what is waited for is true, never after a time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kivy.core.window import Window
from pilot import PATIENCE, Pilot

from mobile.app import FieldApp
from mobile.form import FormModel
from mobile.screens import inputs
from mobile.screens.form_page import SectionPage
from mobile.screens.questions import Asked
from mobile.widgets import ChipGroup, FixedRow, PrimaryButton, QuietButton, Segments, TextBox, TimeBox
from mobile.widgets.choosing import Chip
from shared.about import Stage
from shared.answers import ROW_ID, Address, Nested, mark_of, row_id, rows_of
from shared.canonical import Value
from shared.fields import moment

TRIES, SETTLES = 3, 60
AT_ONCE = 40  # a text longer than this comes from the keyboard in one piece, as a keyboard's suggestion or a paste does


class Tablet:
    """One officer at one tablet. `clock` may have an `at` that can be set: times are then stamped with Now."""

    def __init__(
        self, pilot: Pilot, home: Path, clock: Any, chance: Any, transport: Callable[[str], Any] | None = None
    ) -> None:
        self.pilot, self.home, self.clock, self.chance, self.transport = pilot, home, clock, chance, transport
        self.app: Any = None
        self.taps = self.letters = 0
        self.server: Any = None
        self.network: Any = None

    # the app

    def start(self) -> FieldApp:
        """Start the app; it stands on unlock."""
        self.app = self.pilot.start(FieldApp(self.home, self.clock, self.chance, self.transport))
        return self.app  # type: ignore[no-any-return]

    def enrol(self, address: str, code: str, passphrase: str) -> None:
        """Enrol with a one-time code; ends on home."""
        if self.app.screens.current != "enrol":
            unlock = self.app.screens.get_screen("unlock")
            self.tap(unlock._enrol)
        screen = self.app.screens.get_screen("enrol")
        for box, text in (
            (screen.address, address),
            (screen.code, code),
            (screen.passphrase, passphrase),
            (screen.again, passphrase),
        ):
            self.type_into(box, text)
        self.tap(screen.button)
        self.wait_for("home")

    def unlock(self, passphrase: str) -> None:
        """Unlock the vault that is chosen; ends on home."""
        screen = self.app.screens.get_screen("unlock")
        self.type_into(screen.box, passphrase)
        self.tap(screen.button)
        self.wait_for("home")

    def lock(self) -> None:
        """Lock from home."""
        self.tap(self.screen("home").lock)
        self.wait_for("unlock")

    def wait_for(self, name: str) -> None:
        """Wait until a screen is in front."""
        self.pilot.wait(lambda: self.app.screens.current == name, f"the screen {name}")
        self.pilot.frame(4)

    def screen(self, name: str) -> Any:
        """A screen that was shown already."""
        return self.app.screens.get_screen(name)

    def say(self, code: str, **params: object) -> str:
        """Words of the app in its language."""
        return str(self.app.say(code, **params))

    # the report

    def start_report(self) -> str:
        """Start a report from home; ends on its card. The report's id."""
        self.tap(self.screen("home").start)
        self.wait_for("card")
        return str(self.card.desk.editing.report)

    def open_report(self, words: str) -> None:
        """Open the report whose row on home says these words; ends on its form."""
        row = next(each for each in self.pilot.find_all(FixedRow) if words in f"{each.title} {each.subtitle}")
        self.tap(row)
        self.wait_for("form")

    @property
    def card(self) -> Any:
        """The card's screen."""
        return self.screen("card")

    @property
    def form(self) -> Any:
        """The form's screen."""
        return self.screen("form")

    @property
    def model(self) -> FormModel:
        """What the form knows; to look at, never to write."""
        return self.form.desk.model  # type: ignore[no-any-return]

    def full_report(self) -> None:
        """From the card to the form."""
        self.tap(self.say("tablet.card.full"))
        self.wait_for("form")

    def done(self) -> None:
        """Done on the card: an interim version is sealed; ends on home."""
        self.tap(self.say("tablet.card.done"))
        self.wait_for("home")

    def go_to(self, section: str) -> SectionPage:
        """Choose a section on the rail."""
        form = self.form
        if form.section != section:
            self.tap(form.ids.rail._entries[section])
            self.pilot.wait(lambda: form.section == section, f"the section {section}")
            self.pilot.frame(4)
        return form.pages[section]  # type: ignore[no-any-return]

    def question(self, address: Address) -> Asked:
        """The question at an address, in sight."""
        page = self.go_to(self.model.section_of(address))
        asked = page.asked.get(address)
        assert asked is not None and asked.parent is not None, f"{address} is not asked here"
        return asked

    def answer(self, address: Address, value: Value) -> None:
        """Answer one question with its own widget, until it is stored."""
        keeper = self.form.desk.keeper

        def stored() -> bool:
            return not keeper.typing and self.model.line(address).given is not None

        for _ in range(TRIES):  # a page that grows just then can move a question from under the finger
            asked = self.question(address)
            if reason := mark_of(value):
                assert asked.marks is not None, f"{address} takes no {reason}"
                self._choose(asked.marks, [reason])
            else:
                self._work(asked, value)
            for _ in range(SETTLES):
                if stored():
                    self.pilot.frame(2)
                    return
                self.pilot.frame(1)
        self.pilot.wait(stored, f"{address} stored")

    def add_row(self, part: str, parent: str = "") -> str:
        """Press the add button of a part (below `parent`, a row's id); the new row's id."""
        before = set(self.model.row_ids(part))
        page = self.go_to(self.model.section_of(Address(part, "*", "rows")))
        self.tap(page.adds[part, parent])
        self.pilot.wait(lambda: set(self.model.row_ids(part)) - before, f"a row of {part}")
        self.pilot.frame(5)
        return next(iter(set(self.model.row_ids(part)) - before))

    def remove_row(self, part: str, row: str) -> None:
        """Press the bin of a row."""
        self._act_on(part, row, "remove")
        self.pilot.wait(lambda: row not in self.model.row_ids(part), f"{part} taken out")

    def move_row(self, part: str, row: str, way: str) -> None:
        """Press up or down on a row."""
        before = self.model.row_ids(part)
        self._act_on(part, row, way)
        self.pilot.wait(lambda: self.model.row_ids(part) != before, f"{part} moved")

    def undo(self) -> None:
        """Press what brings the last row back."""
        self.tap(self.say("tablet.form.undo"))

    def check(self) -> None:
        """Check for errors."""
        self.tap(self.say("tablet.form.check"))
        self.pilot.frame(6)

    def send_interim(self) -> None:
        """Send what is here and go on."""
        self.tap(self.say("tablet.form.interim"))
        self.settle()
        self.tap(self.say("tablet.finish.send"))
        self.settle()

    def finish(self) -> None:
        """Finish; asserts that nothing is in the way. Ends on home."""
        self.tap(self.say("tablet.form.finish"))
        self.settle()
        assert self.pilot.find_all(self.say("tablet.finish.seal")), f"refused: {self.pilot.says()}"
        self.tap(self.say("tablet.finish.seal"))
        self.wait_for("home")

    def write(self, answers: Nested) -> dict[str, str]:
        """Write a whole record by taps and keys: its row ids and the ids of the rows that were made for them.

        Files, and what the app fills in by itself, are left out. A question that is not asked yet waits for the answer
        that asks it; what is never asked fails.
        """
        ids = dict(self._rows(answers))
        waiting = [
            (Address(part, ids.get(row_id(row), row_id(row)), name), value)
            for part in self.model.form.order
            for row in rows_of(answers, part)
            for name, value in row.items()
            if name != ROW_ID and self._by_hand(part, name)
        ]
        # In the order of the rail, so that a person would turn each page once.
        sections = [each.name for each in self.model.sections()]
        waiting.sort(key=lambda each: sections.index(self.model.section_of(each[0])))
        while waiting:
            later = []
            for address, value in waiting:
                if not self.model.line(address).asked:
                    later.append((address, value))
                elif (mine := _mapped(value, ids)) != self.model.line(address).value:
                    self.answer(address, mine)
            assert len(later) < len(waiting), f"never asked: {[each[0].text() for each in later]}"
            waiting = later
        return ids

    # hands

    def tap(self, what: Any) -> None:
        """One tap."""
        self.taps += 1
        self.pilot.tap(what)

    def type(self, text: str) -> None:
        """Letters to what has the focus."""
        self.letters += len(text)
        if len(text) > AT_ONCE:
            Window.dispatch("on_textinput", text)
            self.pilot.frame(2)
        else:
            self.pilot.type(text)

    def type_into(self, box: TextBox, text: str) -> None:
        """Tap a box, empty it, type."""
        self.tap(box.entry)
        if box.entry.text:
            box.entry.select_all()
            self.pilot.key("backspace")
        lines = text.split("\n")
        for place, line in enumerate(lines):
            self.type(line)
            if place < len(lines) - 1:
                self.pilot.key("enter")

    def settle(self) -> None:
        """Until what is taken in is in, and sheets have opened or closed: their fade takes frames."""
        self.pilot.frame(2)
        self.pilot.wait(lambda: self.app.session is None or not self.app.session.aside.busy, "a file is taken in")
        self.pilot.frame(2)
        self.pilot.wait(lambda: not [each for each in Window.children if 0 < getattr(each, "_anim_alpha", 1) < 1])
        self.pilot.frame(2)

    def _work(self, asked: Asked, value: Value) -> None:
        kind, widget = asked.answering, asked.answering.widget
        if isinstance(kind, inputs.Lines):
            self.type_into(widget, "\n".join(map(str, value)) if isinstance(value, list) else str(value))
        elif isinstance(widget, TextBox):
            self.type_into(widget, str(value))
        elif isinstance(kind, inputs.Number):
            self.tap(widget.box.entry)
            self.pilot.frame(2)
            self.type(str(value))
        elif isinstance(kind, inputs.Time):
            self._set_time(widget, value)
        elif isinstance(kind, inputs.SearchMany):
            for code in value if isinstance(value, list) else [value]:
                self._search(widget.box, str(code))
        elif isinstance(kind, inputs.Search):
            self._search(widget, str(value))
        elif isinstance(kind, inputs.Switch):
            self._choose(widget, ["yes" if value else "no"])
        else:
            chips = widget.two[0] if isinstance(widget, inputs.Either) else widget
            self._choose(chips, [str(each) for each in value] if isinstance(value, list) else [str(value)])

    def _choose(self, group: ChipGroup | Segments, codes: list[str]) -> None:
        for code in codes:
            chip = next(each for each in group.walk(restrict=True) if isinstance(each, Chip) and each.code == code)
            if not chip.chosen:
                self.tap(chip)
        extra = [each for each in group.walk(restrict=True) if isinstance(each, Chip) and each.chosen]
        for chip in (each for each in extra if each.code not in codes):
            self.tap(chip)

    def _search(self, box: Any, code: str) -> None:
        words = next(option[1] for option in box.options if option[0] == code)
        self.tap(box)
        self.settle()
        if box.sheet.first is not None:
            self.type(words[:12])
            self.pilot.frame(3)
        row = self.pilot.wait(lambda: next((r for r in self.pilot.find_all(FixedRow) if r.key == code), None), words)
        self.tap(row)
        self.settle()

    def _set_time(self, box: TimeBox, value: Value) -> None:
        when = moment(value)
        assert when is not None
        clock = value.get("clock") if isinstance(value, Mapping) else ""
        if clock != "typed" and hasattr(self.clock, "at"):
            with self._at(when):
                self.tap(box.ids.now)
            return
        self.tap(box.ids.face)
        self.settle()
        sheet = box.sheet
        when = when.astimezone(box.zone)
        while sheet.when.date() != when.date():
            way = "left" if sheet.when.date() > when.date() else "right"
            self.tap(next(each for each in sheet.content.walk() if isinstance(each, QuietButton) and each.icon == way))
        for name, number in (("hour", when.hour), ("minute", when.minute)):
            self.tap(sheet.content.ids[name].box.entry)
            self.pilot.frame(2)
            self.type(f"{number:02d}")
        self.tap(next(each for each in sheet.buttons.children if isinstance(each, PrimaryButton)))
        self.settle()

    @contextmanager
    def _at(self, when: datetime) -> Iterator[None]:
        """The tablet's clock as it stood at a moment of the scene."""
        before = self.clock.at
        self.clock.at = when
        yield
        self.clock.at = max(before, when + timedelta(seconds=1))

    def _act_on(self, part: str, row: str, icon: str) -> None:
        page = self.go_to(self.model.section_of(Address(part, row, "")))
        head = page.cards[part, row].head
        self.tap(next(each for each in head.ids.acts.children if each.icon == icon))
        self.pilot.frame(4)

    def _rows(self, answers: Nested) -> Iterator[tuple[str, str]]:
        made: dict[str, str] = {}
        for part in self.model.form.parts:
            if not part.repeated or not any(spec.about.widget != "none" for spec in part.fields):
                continue
            if part.name in ("media", "lint_decision"):
                continue
            for row in rows_of(answers, part.name):
                parent = made.get(str(row.get(part.parent_field)), "") if part.parent else ""
                free = [
                    each
                    for each in self.model.row_ids(part.name)
                    if each not in made.values()
                    and (not parent or self.model.row(part.name, each).get(part.parent_field) == parent)
                ]
                made[row_id(row)] = free[0] if free else self.add_row(part.name, parent)
                yield row_id(row), made[row_id(row)]

    def _by_hand(self, part: str, field: str) -> bool:
        spec = self.model.form.spec(part, field)
        if spec is None or part in ("author", "media", "lint_decision"):
            return False
        if field == self.model.form.by_name[part].parent_field:
            return False
        officers = spec.about.stage not in (Stage.SUPERVISOR, Stage.CLERK)
        return officers and spec.about.widget not in ("none", "attach", "signature")


@contextmanager
def holding(tablet: Tablet) -> Iterator[Callable[[], bool]]:
    """What other threads do with the app's clock waits until the end of this; yields whether they have ended then."""
    before, go_on = set(threading.enumerate()), threading.Event()
    clock, drawing = tablet.app.clock, threading.current_thread()

    class Held:
        def now(self) -> datetime:
            assert threading.current_thread() is drawing or go_on.wait(PATIENCE)
            return clock.now()  # type: ignore[no-any-return]

        def monotonic(self) -> float:
            return clock.monotonic()  # type: ignore[no-any-return]

    tablet.app.clock = Held()
    yield lambda: not {each for each in threading.enumerate() if each.name != "exchange"} - before
    tablet.app.clock = clock
    go_on.set()


def _mapped(value: Value, ids: Mapping[str, str]) -> Value:
    if isinstance(value, list):
        return [_mapped(each, ids) for each in value]
    return ids.get(value, value) if isinstance(value, str) else value
