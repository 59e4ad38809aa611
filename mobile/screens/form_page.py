"""One section of the form: its rows as cards, its questions in them, and the buttons that add, move and take out.

A page is built once and kept. It follows the model: what was answered is shown again, what is asked now appears, what
is not goes, rows come and move, and the place where a person was reading or typing stays where it was.
"""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.metrics import dp
from kivy.properties import BooleanProperty, StringProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from mobile.form import Block, Changed
from mobile.screens.desk import Desk
from mobile.screens.files import FileFace, ask_how
from mobile.screens.inputs import Attached, Reference
from mobile.screens.place import Place
from mobile.screens.questions import Asked
from mobile.screens.statements import HandingOver, is_bound
from mobile.theme import theme
from mobile.widgets import Columns, IconButton, LinkButton, QuietButton, Scroll, Text, first_control
from mobile.widgets.fitting import Stack
from mobile.widgets.focus import Boxed
from mobile.widgets.loading import load_kv
from mobile.widgets.question import Note
from shared.answers import ALL_ROWS, ONLY_ROW, ROWS, Address
from shared.catalog import PartSpec

# Heights travel up one level a pass, and a chip stands ten levels deep in a page: Kivy's limit would spread one layout
# over two frames, which is seen as a jump.
Clock.max_iteration = max(Clock.max_iteration, 60)

SETTLED = 4
"""Frames after which a new row has its height, and the page was put back to where a person was."""

FILES = "media"
REPORTS = "misconduct_report"
NOT_BY_HAND = ("lint_decision",)
"""Parts whose rows come from words that were found, never from an empty row."""


class SectionPage(Scroll):
    """The page of one section. `desk` may be exchanged for a newer one of the same report; `renew` then follows it."""

    def __init__(self, desk: Desk, section: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.desk, self.section = desk, section
        self.cards: dict[tuple[str, str], RowCard] = {}
        self.asked: dict[Address, Asked] = {}
        self.adds: dict[tuple[str, str], QuietButton] = {}
        self._keep: Place | None = None
        self.since = Clock.frames
        self._notes: dict[tuple[str, str], Note] = {}
        self.column = Column()
        self.heading = Text(words=desk.say(f"section.{section}"), style="heading", bold=True)
        self.column.add_widget(self.heading)
        self.add_widget(self.column)
        self.sync()

    def on_parent(self, *_: object) -> None:
        """Kivy calls this when the page is shown or put away."""
        self.since = Clock.frames

    # following the model

    def follow(self, changed: Changed, addresses: list[Address] | None = None) -> None:
        """Show what changed; `addresses` are those a person has just answered."""
        if any(address.part == FILES for address in changed.lines):
            self._renew_references()  # a file shows its caption wherever it is referred to
        here = [address for address in changed.lines if self.desk.model.section_of(address) == self.section]
        if not here and not changed.rows:
            return
        mine = [address for address in here if address.row != ALL_ROWS]
        anchor = next((self.asked[each] for each in addresses or () if self._in_sight(each)), None)
        # The rules often answer while the page still settles from the tap: then the place is that from before the tap.
        keep = self._keep if self._keep is not None and self._keep.passes else Place(self, anchor)
        if changed.rows or mine != here or any(self._appears(address) for address in mine):
            self.sync()
        for address in mine:
            if address in self.asked:
                self.asked[address].renew(self.desk.model.line(address))
        if changed.rows:
            self._renew_references()
        for part, row in {(address.part, address.row) for address in mine}:
            if (part, row) in self.cards:
                self.cards[part, row].say_title()
        self._keep = keep  # the clock holds methods weakly
        keep.restore()

    def renew(self) -> None:
        """Show everything again as the model has it."""
        self.sync()
        for address, asked in self.asked.items():
            asked.desk = asked.answering.desk = self.desk
            asked.renew(self.desk.model.line(address))
        for card in self.cards.values():
            card.say_title()

    def sync(self) -> None:
        """The cards and questions there should be, in their order; those that exist are kept."""
        blocks = self.desk.model.blocks(self.section)
        there = {(block.part.name, block.row) for block in blocks}
        for key in [key for key in self.cards if key not in there]:
            self._forget(key)
        below: dict[tuple[str, str], list[Block]] = {}
        tops: list[Block] = []
        for block in blocks:
            if block.depth:
                below.setdefault((block.part.parent, block.parent), []).append(block)
            else:
                tops.append(block)
        repeated = self.desk.model.parts(self.section)
        wanted: list[Widget] = [self.heading]
        for part in self.desk.model.form.parts:
            wanted += [self._card(block, below, repeated) for block in tops if block.part.name == part.name]
            if part in repeated and self._stands_alone(part, repeated) and self._by_hand(part):
                wanted += self._adding(part, "")
        arrange(self.column, wanted)

    def control(self, address: Address) -> Widget | None:
        """What to focus for an address: a question's input, or the card or button of its part."""
        asked = self.asked.get(address)
        if asked is not None and asked.parent is not None:
            return first_control(asked.input)
        card = self.cards.get((address.part, address.row))
        if card is not None:
            return first_control(card)
        found = self.adds.get((address.part, ""))
        if found is not None:
            return found
        return next((button for (part, _), button in self.adds.items() if part == address.part), None)

    def _in_sight(self, address: Address) -> bool:
        asked = self.asked.get(address)
        if asked is None or asked.get_root_window() is None:
            return False
        low, high = self.to_window(self.x, self.y)[1], self.to_window(self.x, self.top)[1]
        return bool(low <= asked.to_window(0, asked.top)[1] <= high)

    def _lacks(self, part: str) -> str:
        """What the rules say of the rows of a part that are not there."""
        found = (each for each in self.desk.model.problems() if each.address == Address(part, ALL_ROWS, ROWS))
        return next((self.desk.model.sentence(each) for each in found), "")

    def _appears(self, address: Address) -> bool:
        shown = address in self.asked and self.asked[address].parent is not None
        return shown != self.desk.model.line(address).asked

    def _stands_alone(self, part: PartSpec, repeated: list[PartSpec]) -> bool:
        return not part.parent or all(part.parent != each.name for each in repeated)

    def _by_hand(self, part: PartSpec) -> bool:
        return part.name not in NOT_BY_HAND and not self.desk.read_only

    def _card(self, block: Block, below: dict[tuple[str, str], list[Block]], repeated: list[PartSpec]) -> RowCard:
        key = (block.part.name, block.row)
        card = self.cards.get(key)
        if card is None:
            card = self.cards[key] = RowCard(self, block)
        arrange(card.columns, [self._question(address) for address in block.addresses])
        inner: list[Widget] = []
        for part in (each for each in repeated if each.parent == block.part.name):
            inner += [self._card(each, below, repeated) for each in below.get(key, ()) if each.part.name == part.name]
            if self._by_hand(part):
                inner += self._adding(part, block.row)
        arrange(card.inner, inner)
        card.lay_out()
        return card

    def _question(self, address: Address) -> Asked:
        if address not in self.asked:
            self.asked[address] = Asked(self.desk, self.desk.model.line(address))
        return self.asked[address]

    def _adding(self, part: PartSpec, parent: str) -> list[Widget]:
        """The button that adds a row, under what is wrong with there being none."""
        lacks, button = self._lacks(part.name), self._add(part, parent)
        if not lacks:
            return [button]
        note = self._notes.setdefault((part.name, parent), Note(icon="error", tone="danger"))
        note.words = lacks
        return [note, button]

    def _add(self, part: PartSpec, parent: str) -> QuietButton:
        key = (part.name, parent)
        if key not in self.adds:
            button = QuietButton(words=self.desk.say(f"part.{part.name}+"), icon="plus")
            if part.name == FILES:
                button.bind(on_release=lambda _b: ask_how(self.desk, lambda: self.add_row(FILES)))
            else:
                button.bind(on_release=lambda _b: self.add_row(part.name, parent))
            self.adds[key] = button
        return self.adds[key]

    def _forget(self, key: tuple[str, str]) -> None:
        card = self.cards.pop(key)
        if card.parent is not None:
            card.parent.remove_widget(card)
        for address in [each for each in self.asked if (each.part, each.row) == key]:
            del self.asked[address]
        for name in [each for each in self.adds if each[1] == key[1] and key[1]]:
            del self.adds[name]
            self._notes.pop(name, None)

    def _renew_references(self) -> None:
        for address, asked in self.asked.items():
            if isinstance(asked.answering, Reference | Attached):
                asked.renew(self.desk.model.line(address))
        for card in self.cards.values():
            card.say_title()

    # verbs

    def add_row(self, part: str, parent: str = "") -> str:
        """A press on an add button: the row, with the focus in its first question."""
        row = self.desk.add_row(part, parent)
        if row:
            self._turn_to(Address(part, row, ""))
        return row

    def _turn_to(self, address: Address, passes: int = SETTLED) -> None:
        """Look at a new row once it has its height, which Kivy gives it in passes."""
        if passes:
            Clock.schedule_once(lambda _dt: self._turn_to(address, passes - 1), 0)
        else:
            self.look_at(address)

    def look_at(self, address: Address, *, focus: bool = True) -> None:
        """Bring an address to the upper part of the page and put the focus there."""
        control = self.control(address)
        asked = self.asked.get(address) or self.cards.get((address.part, address.row)) or control
        if asked is None or control is None:
            return
        room = self.column.height - self.height
        if room > 0:
            top = self.column.height - (asked.to_window(0, asked.top)[1] - self.column.to_window(0, self.column.y)[1])
            self.scroll_y = 1 - min(1.0, max(0.0, (top - self.height * 0.15) / room))
        if focus and not control.disabled:
            control.focus = True


class Column(Stack):
    """What scrolls in a page."""

    def gap(self) -> float:
        return float(theme.room - dp(4))

    def inset(self) -> tuple[float, float, float, float]:
        return theme.room, theme.room, theme.room + dp(6), theme.room * 2


class RowCard(Boxed, Stack):
    """One row: its title and acts, its questions in columns, the rows that it owns below."""

    def __init__(self, page: SectionPage, block: Block) -> None:
        super().__init__()
        self.corner = dp(14)
        self.restyle()
        self.page, self.part, self.row = page, block.part, block.row
        self.head: RowHead | None = None
        if block.row != ONLY_ROW:
            self.head = RowHead()
            self.add_widget(self.head)
            if not page.desk.read_only:
                self._acts(self.head)
        self.columns = Columns(cols=2)
        self.inner = Inner()
        self.face: FileFace | None = None
        if block.part.name == FILES and "sha256" in page.desk.model.row(FILES, block.row):
            self.face = FileFace(page.desk, block.row)
            self.add_widget(self.face)
        self.handing: HandingOver | None = None
        if block.part.name == REPORTS:
            self.handing = HandingOver(page.desk, block.row)
            self.add_widget(self.handing)
        self.add_widget(self.columns)
        self.say_title()

    def gap(self) -> float:
        return float(theme.room - dp(2))

    def inset(self) -> tuple[float, float, float, float]:
        return theme.room, theme.room - dp(2), theme.room, theme.room

    def restyle(self) -> None:
        """The theme changed."""
        self.fill, self.edge, self.edge_width = theme.surface, theme.hairline, theme.line
        super().restyle()

    def say_title(self) -> None:
        """The row's name, which follows its answers; and its file's face."""
        if self.head is not None:
            self.head.words = self.page.desk.model.title(self.part.name, self.row)
        for face in (self.face, self.handing):
            if face is not None:
                face.desk = self.page.desk
                face.renew()

    def lay_out(self) -> None:
        """Make room for owned rows only when there are any."""
        if bool(self.inner.children) != bool(self.inner.parent):
            if self.inner.children:
                self.add_widget(self.inner)
            else:
                self.remove_widget(self.inner)
        if self.head is not None:
            order = self.page.desk.model.row_ids(self.part.name)
            for button in self.head.ids.acts.children:
                if button.icon in ("up", "down"):
                    edge = order[:1] if button.icon == "up" else order[-1:]
                    button.disabled = self.row in edge
                elif button.icon == "remove":
                    button.disabled = is_bound(self.page.desk, self.part.name, self.row)

    def _acts(self, head: RowHead) -> None:
        say = self.page.desk.say
        again = LinkButton(words=say("tablet.form.again"), icon="plus")
        again.bind(on_release=lambda _b: self._duplicate())
        head.ids.acts.add_widget(again)
        for icon, words, act in (
            ("up", "tablet.form.up", lambda: self._move(-1)),
            ("down", "tablet.form.down", lambda: self._move(1)),
            ("remove", "tablet.form.remove", self._remove),
        ):
            button = IconButton(icon=icon, words=say(words))
            button.bind(on_release=lambda _b, act=act: act())
            head.ids.acts.add_widget(button)

    def _duplicate(self) -> None:
        desk, made = self.page.desk, []

        def copy() -> Changed:
            row, changed = desk.editing.duplicate_row(self.part.name, self.row)
            made.append(row)
            return changed

        if desk.keeper.act(copy):
            self.page._turn_to(Address(self.part.name, made[0], ""))

    def _move(self, by: int) -> None:
        desk = self.page.desk
        place = desk.model.row_ids(self.part.name).index(self.row) + by
        desk.keeper.act(lambda: desk.editing.move_row(self.part.name, self.row, place))

    def _remove(self) -> None:
        desk, title = self.page.desk, self.page.desk.model.title(self.part.name, self.row)
        removed: list[str] = []

        def take_out() -> Changed:
            name, changed = desk.editing.remove_row(self.part.name, self.row)
            removed.append(name)
            return changed

        if desk.keeper.act(take_out):
            desk.removed(title, removed[0])


class RowHead(BoxLayout):
    """A row's title with its acts at the right, or below it where the title would have too little room."""

    words = StringProperty("")
    stacked = BooleanProperty(False)


class Inner(Stack):
    """The rows that a row owns, beside a line that says so."""

    def __init__(self) -> None:
        super().__init__()
        self._ink, self._line = Color(), Rectangle(size=(0, 0))
        for each in (self._ink, self._line):
            self.canvas.before.add(each)
        self.restyle()

    def gap(self) -> float:
        return float(theme.space)

    def inset(self) -> tuple[float, float, float, float]:
        return dp(18), 0, 0, 0

    def restyle(self) -> None:
        """The theme changed."""
        self._ink.rgba = theme.hairline
        super().restyle()

    def place(self) -> None:
        super().place()
        self._line.pos, self._line.size = self.pos, (dp(3), self.height)


def arrange(container: Any, wanted: list[Any]) -> None:
    """Make `wanted` the children of `container` in this order, touching only what is not in its place yet."""
    if list(reversed(container.children)) == wanted:
        return
    for child in list(container.children):
        if child not in wanted:
            container.remove_widget(child)
    for place, child in enumerate(wanted):
        here = list(reversed(container.children))
        if place < len(here) and here[place] is child:
            continue
        if child.parent is not None:
            child.parent.remove_widget(child)
        container.add_widget(child, index=len(container.children) - place)


load_kv(__file__)
