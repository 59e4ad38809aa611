"""The form as data for the screens: sections of blocks of lines. No Kivy, no store.

A section is a place on the rail. A block is one row of a part (a single part has one). A line is one question of one
row with all that is known about it. A change recomputes only what it can touch; the rules over the whole report run in
`judge`, which the caller does when the officer pauses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mobile.content import Content, complete, nested_of, owned_rows, problem_of, value_of
from mobile.store.drafts import Held
from shared import display
from shared.about import SECTIONS, AllOf, Always, AnyOf, Condition, Given, Is, Not
from shared.answers import ONLY_ROW, Address, Nested, Row, mark_of, rows_of
from shared.canonical import Value
from shared.catalog import FieldSpec, Form, PartSpec
from shared.duties import Duty
from shared.fields import Choice, Listed, Ref
from shared.problems import Level, Problem
from shared.rules import Owed
from shared.rules.sentence import sentence

EMPTY, PROGRESS, OWED, PROBLEMS, DONE = "empty", "progress", "owed", "problems", "done"
"""Section states; words under `tablet.section.<state>` with {count}."""

ON_TABLET = tuple(name for name in SECTIONS if name not in ("review", "records"))

ELSEWHERE = ("lint_decision",)
"""Parts without a place of their own: a decision about words stands at the words (`mobile.linting`)."""

WORDS_FOUND = ("V-29", "V-30")
"""Rules that point at words: they hold of what is typed, also while that is no answer yet."""


@dataclass(frozen=True)
class Line:
    """One question of one row.

    value     the valid answer, or None
    raw       what was typed where it is no answer yet, or None
    problems  what is wrong here: with the raw text, and what `judge` found
    asked     whether to show it; needed: whether a final version must hold it
    owed      when it is owed, if it is
    """

    spec: FieldSpec
    address: Address
    value: Value | None
    raw: Value | None
    problems: tuple[Problem, ...]
    asked: bool
    needed: bool
    owed: Owed | None

    @property
    def given(self) -> Value | None:
        """What the widget shows: the answer, or what was typed."""
        return self.value if self.value is not None else self.raw

    @property
    def mark(self) -> str | None:
        """unknown, not_observed or refused, if that is the answer."""
        return mark_of(self.value)

    @property
    def error(self) -> Problem | None:
        """The first error, else the first other problem."""
        return next((each for each in self.problems if each.level is Level.ERROR), next(iter(self.problems), None))


@dataclass(frozen=True)
class Block:
    """One row as it stands in a section. `depth` is 1 for a row that another one owns; `addresses` are its lines."""

    part: PartSpec
    row: str
    parent: str
    depth: int
    addresses: tuple[Address, ...]


@dataclass(frozen=True)
class Section:
    """One place on the rail. `count` is how many are owed or wrong."""

    name: str
    state: str
    count: int


@dataclass(frozen=True)
class Option:
    """One choice of a line: a code of a list, or a row of another part."""

    code: str
    label: str
    exclusive: bool = False
    parent: str = ""


@dataclass(frozen=True)
class Changed:
    """What to draw again: lines, sections of the rail, and whether rows came, went or moved."""

    lines: frozenset[Address] = frozenset()
    sections: frozenset[str] = frozenset()
    rows: bool = False

    def __or__(self, other: "Changed") -> "Changed":
        return Changed(self.lines | other.lines, self.sections | other.sections, self.rows or other.rows)


class FormModel:
    """One report on the screen. Holds what is stored and what was judged; never stores anything itself."""

    def __init__(self, content: Content, language: str = "en") -> None:
        self.form: Form = content.form
        self.report = content.draft.report
        self.language = language
        self._held: dict[Address, Held] = dict(content.held)
        self._rows: dict[str, list[str]] = {part: list(ids) for part, ids in content.rows.items()}
        self.nested: Nested = content.nested
        self.duties: tuple[Duty, ...] = ()
        self._problems: dict[Address, tuple[Problem, ...]] = {}
        self.general: tuple[Problem, ...] = ()
        """Problems of the report as a whole."""
        self._owed: dict[Address, Owed] = {}
        self.owed: tuple[Owed, ...] = ()
        self._touches = _touches(self.form)
        self._asked: dict[Address, bool] = {}
        self._ask_all()

    @property
    def answers(self) -> Nested:
        """The answers with those that follow from them: what rules and seal see."""
        return complete(self.form, self.nested)

    def line(self, address: Address) -> Line:
        """The question at `address`. Raises KeyError if the form does not have it."""
        spec = self.form.by_name[address.part].by_name[address.field]
        held = self._held.get(address)
        row = self._row(address)
        wrong = () if held is None or held.problem is None else (problem_of(held),)
        judged = tuple(
            each
            for each in self._problems.get(address, ())
            if not wrong or each.level is not Level.ERROR or each.code in WORDS_FOUND
        )
        return Line(
            spec,
            address,
            row.get(address.field),
            held.raw if held and held.value is None else None,
            wrong + judged,
            self._asked.get(address, False),
            spec.needed_of(row, self.nested),
            self._owed.get(address),
        )

    def sections(self) -> list[Section]:
        """The rail, in order."""
        return [self.section(name) for name in ON_TABLET]

    def section(self, name: str) -> Section:
        """One place on the rail with its state: problems before owed before done."""
        wrong = owed = filled = missing = 0
        for address in self._addresses(name):
            spec = self.form.by_name[address.part].by_name[address.field]
            held = self._held.get(address)
            errors = [each for each in self._problems.get(address, ()) if each.level is Level.ERROR]
            wrong += bool(errors) or bool(held and held.problem)
            owed += address in self._owed
            if spec.about.widget != "none":
                filled += held is not None
                missing += held is None and spec.needed_of(self._row(address), self.nested)
        if wrong:
            return Section(name, PROBLEMS, wrong)
        if owed:
            return Section(name, OWED, owed)
        if not filled:
            return Section(name, EMPTY, missing)
        return Section(name, PROGRESS, missing) if missing else Section(name, DONE, 0)

    def blocks(self, section: str) -> list[Block]:
        """The rows of a section in reading order: a row is followed by the rows it owns."""
        found: list[Block] = []
        specs = {
            part.name: [spec for spec in part.fields if _on_screen(spec) and spec.about.section == section]
            for part in self.form.parts
        }
        for part in self.form.parts:
            if not specs[part.name] or (part.parent and specs.get(part.parent)):
                continue
            for row in self.row_ids(part.name):
                found += self._block(part, row, specs, 0)
        return found

    def parts(self, section: str) -> list[PartSpec]:
        """Repeated parts of a section: what its add buttons add. Those with a parent are added below a row of it."""
        return [
            part
            for part in self.form.parts
            if part.repeated and any(_on_screen(spec) and spec.about.section == section for spec in part.fields)
        ]

    def card(self) -> list[Line]:
        """The lines of the 60-second card: of single parts, and of each row there is, by their place on it."""
        found = [
            self.line(Address(part.name, row, spec.name))
            for part in self.form.parts
            for spec in part.fields
            if spec.about.card
            for row in self.row_ids(part.name)
        ]
        return sorted(found, key=lambda line: line.spec.about.card)

    def row_ids(self, part: str) -> list[str]:
        """Rows of a part in order; `-` for a single part."""
        return list(self._rows.get(part, [])) if self.form.by_name[part].repeated else [ONLY_ROW]

    def row(self, part: str, row: str) -> Row:
        """The valid answers of one row."""
        return self._row(Address(part, row, ""))

    def owned(self, part: str, row: str) -> list[tuple[str, str]]:
        """The row and all rows it owns: what removing it takes out."""
        return owned_rows(self.form, self.nested, part, row)

    def problems(self) -> list[Problem]:
        """Every problem: of what was typed, of the report, of its lines, in the order of the form."""
        typed = [problem_of(each) for each in self._held.values() if each.problem and self._there(each.address)]
        judged = [problem for found in self._problems.values() for problem in found]
        places = {spec.code: place for place, spec in enumerate(self.form.fields)}
        found = [*typed, *judged]
        found.sort(key=lambda each: places.get(f"{each.address.part}.{each.address.field}", -1) if each.address else -1)
        return [*self.general, *found]

    def first_problem(self) -> Address | None:
        """Where to jump: the first error's line."""
        for each in self.problems():
            if each.level is Level.ERROR and each.address is not None:
                return each.address
        return None

    def section_of(self, address: Address) -> str:
        """The section in which a line stands."""
        spec = self.form.spec(address.part, address.field)
        if spec is not None:
            return spec.about.section
        return self.form.by_name[address.part].fields[0].about.section

    # words

    def label(self, spec: FieldSpec) -> str:
        """The question."""
        return display.label(spec, self.language)

    def hint(self, spec: FieldSpec) -> str:
        """What helps to answer it, "" if nothing does."""
        return display.hint(spec, self.language)

    def title(self, part: str, row: str) -> str:
        """What a row is called: "Federal supervisor 2 - CBP Border Patrol"."""
        return display.row_title(self.form.by_name[part], self.row(part, row), self.form, self.language, self.nested)

    def shown(self, line: Line) -> str:
        """The answer as the words people read, "" for blank."""
        if line.value is None:
            return line.raw if isinstance(line.raw, str) else ""
        return display.value(line.spec, line.value, self.language, self.nested)

    def sentence(self, problem: Problem) -> str:
        """What is wrong, as a sentence: codes and questions in it are words."""
        return sentence(problem, self.form, self.language)

    def options(self, line: Line) -> list[Option]:
        """What can be chosen: codes that the list still offers and the one that is chosen, or rows to refer to."""
        kind = line.spec.kind.each if isinstance(line.spec.kind, Listed) else line.spec.kind
        if isinstance(kind, Ref):
            return [Option(row, self.title(kind.part, row)) for row in self.row_ids(kind.part)]
        if not isinstance(kind, Choice):
            return []
        chosen = line.value if isinstance(line.value, list) else [line.value]
        return [
            Option(term.code, kind.label(term.code, self.language), term.exclusive, term.parent)
            for term in kind.terms
            if not term.retired or term.code in chosen
        ]

    # changes

    def put(self, address: Address, held: Held | None) -> Changed:
        """Take over what was stored at one address."""
        if held is None:
            self._held.pop(address, None)
        else:
            self._held[address] = held
        # What was judged of the old answer is not true of the new one, but for words that still stand in it.
        if there := _still_there(self._problems.pop(address, ()), held):
            self._problems[address] = there
        if held is not None:
            self._owed.pop(address, None)
        self._take_over(address, held)
        flipped = self._ask(self._touches.get((address.part, address.field), ()))
        lines = flipped | {address}
        return Changed(frozenset(lines), frozenset(map(self.section_of, lines)))

    def reload(self, content: Content) -> Changed:
        """Take over the report as stored, after rows came, went or moved."""
        before = {part: self.row_ids(part) for part in self._rows}
        self._held, self._rows = dict(content.held), {part: list(ids) for part, ids in content.rows.items()}
        self.nested = content.nested
        self._asked = {address: asked for address, asked in self._asked.items() if self._there(address)}
        flipped = self._ask_all()
        self._problems = {address: found for address, found in self._problems.items() if self._there(address)}
        self._owed = {address: found for address, found in self._owed.items() if self._there(address)}
        parts = {part for part in {*before, *self._rows} if before.get(part) != self._rows.get(part)}
        sections = {self.section_of(each) for each in flipped} | {
            self.form.by_name[part].fields[0].about.section for part in parts
        }
        return Changed(frozenset(flipped), frozenset(sections), rows=bool(parts))

    def judge(self, problems: Sequence[Problem], owed: Sequence[Owed], duties: Iterable[Duty]) -> Changed:
        """Take over what the rules found over the whole report."""
        before, owed_before = self._problems, self._owed
        gathered: dict[Address, list[Problem]] = {}
        for problem in problems:
            if problem.address is not None:
                gathered.setdefault(problem.address, []).append(problem)
        self._problems = {address: tuple(found) for address, found in gathered.items()}
        self.general = tuple(problem for problem in problems if problem.address is None)
        self.owed = tuple(owed)
        self._owed = {each.address: each for each in owed if each.what == "answer"}
        self.duties = tuple(duties)
        lines = {
            address
            for address in {*before, *self._problems, *owed_before, *self._owed}
            if before.get(address) != self._problems.get(address) or owed_before.get(address) != self._owed.get(address)
        }
        return Changed(frozenset(lines), frozenset(map(self.section_of, lines)))

    def unfinished_texts(self) -> list[Address]:
        """Prose that is no answer yet, being too short or too long: the linter reads it all the same."""
        prose = {(spec.part, spec.name) for spec in self.form.prose}
        return [
            address
            for address, each in self._held.items()
            if each.value is None
            and isinstance(each.raw, str)
            and (address.part, address.field) in prose
            and self._there(address)
        ]

    def with_texts(self, addresses: Iterable[Address]) -> Nested:
        """The answers as if what was typed at `addresses` were answers."""
        held = dict(self._held)
        for address in addresses:
            held[address] = replace(held[address], value=held[address].raw)
        return nested_of(self.form, held, self._rows)

    def _take_over(self, address: Address, held: Held | None) -> None:
        """Change one answer in `nested`: building it anew for each letter would be most of a keystroke's time."""
        spec = self.form.by_name[address.part].by_name[address.field]
        value, row = value_of(spec, held, self._rows), self._row(address)
        if value is not None:
            row[address.field] = value
            if address.row == ONLY_ROW:
                self.nested[address.part] = row
        elif row.pop(address.field, None) is not None and not row:
            del self.nested[address.part]

    def _row(self, address: Address) -> Row:
        held = self.nested.get(address.part)
        if isinstance(held, dict):
            return held
        for row in held or ():
            if row["id"] == address.row:
                return row
        return {}

    def _there(self, address: Address) -> bool:
        return address.row == ONLY_ROW or address.row in self._rows.get(address.part, [])

    def _addresses(self, section: str) -> Iterator[Address]:
        for part in self.form.parts:
            specs = [spec for spec in part.fields if spec.about.section == section and spec.about.stage.officers]
            for row in self.row_ids(part.name) if specs and part.name not in ELSEWHERE else ():
                for spec in specs:
                    address = Address(part.name, row, spec.name)
                    if self._asked.get(address):
                        yield address

    def _block(self, part: PartSpec, row: str, specs: Mapping[str, list[FieldSpec]], depth: int) -> list[Block]:
        owner = self._row(Address(part.name, row, "")).get(part.parent_field) if part.parent else ""
        addresses = tuple(
            Address(part.name, row, spec.name)
            for spec in specs[part.name]
            if spec.name != part.parent_field and self._asked.get(Address(part.name, row, spec.name))
        )
        found = [Block(part, row, str(owner or ""), depth, addresses)]
        for child in self.form.parts:
            if child.parent == part.name and specs[child.name]:
                for each in rows_of(self.nested, child.name):
                    if each.get(child.parent_field) == row:
                        found += self._block(child, str(each["id"]), specs, depth + 1)
        return found

    def _ask_all(self) -> set[Address]:
        """Work out which questions are asked; the addresses where that changed."""
        return self._ask(spec for spec in self.form.fields if spec.about.stage.officers)

    def _ask(self, specs: Iterable[FieldSpec]) -> set[Address]:
        """Work out again whether these questions are asked; the addresses where that changed."""
        flipped = set()
        for spec in specs:
            for row in self.row_ids(spec.part):
                address = Address(spec.part, row, spec.name)
                asked = spec.asked_of(self._row(address), self.nested)
                if self._asked.get(address) != asked:
                    self._asked[address] = asked
                    flipped.add(address)
        return flipped


def _on_screen(spec: FieldSpec) -> bool:
    return spec.about.stage.officers and spec.about.widget != "none" and spec.part not in ELSEWHERE


def _still_there(problems: tuple[Problem, ...], held: Held | None) -> tuple[Problem, ...]:
    """The problems about words that a new text holds too: they stand until the rules are asked again."""
    text = str(held.value if held.value is not None else held.raw).casefold() if held else ""
    return tuple(
        each
        for each in problems
        if each.code in WORDS_FOUND and (words := str(each.params.get("words", ""))) and words.casefold() in text
    )


def _touches(form: Form) -> dict[tuple[str, str], tuple[FieldSpec, ...]]:
    """Which questions may be asked or not after an answer to (part, field): those whose conditions name it."""
    touched: dict[tuple[str, str], list[FieldSpec]] = {}
    for spec in form.fields:
        for name in set(_named(spec.about.asked, spec.part)) if spec.about.stage.officers else ():
            touched.setdefault(name, []).append(spec)
    return {name: tuple(specs) for name, specs in touched.items()}


def _named(condition: Condition | None, own: str) -> Iterator[tuple[str, str]]:
    """The questions (part, field) that a condition names, at any depth; `own` is the part it is asked in."""
    if isinstance(condition, Is | Given):
        yield condition.part or own, condition.field
    elif isinstance(condition, Not):
        yield from _named(condition.other, own)
    elif isinstance(condition, AnyOf | AllOf):
        for other in condition.others:
            yield from _named(other, own)
    elif condition is not None and not isinstance(condition, Always):
        raise TypeError(f"{type(condition).__name__} does not say what it depends on")
