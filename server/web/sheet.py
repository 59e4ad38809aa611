"""A report laid out for reading, from the definition: sections, blocks of one row each, lines of one answer each.

Pure. Every line keeps apart what must be kept apart: given, not asked, unknown, not observed, refused. Problems and
comments stand at their answers; what others added stands in the block under their own names.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from server.reviewing.opening import Comment, Opened
from server.web.inputs import Input, inputs_for
from server.web.telling import names
from shared import display
from shared.about import SECTIONS, Stage
from shared.answers import ALL_ROWS, ONLY_ROW, ROW_ID, ROWS, Address, Row, mark_of, rows_of
from shared.canonical import Value
from shared.catalog import FieldSpec, PartSpec
from shared.fields import Ref
from shared.problems import Level, Problem
from shared.rules import Owed
from shared.words import say


@dataclass(frozen=True)
class Said:
    """A comment with its author's name."""

    comment: Comment
    by: str


@dataclass(frozen=True)
class Line:
    """One answer. `state`: given, not_asked, unknown, not_observed or refused. `due` is a time, "" or "now"."""

    address: str
    label: str
    state: str
    text: str
    owed: bool = False
    due: str = ""
    long: bool = False
    problems: tuple[tuple[str, str], ...] = ()
    comments: tuple[Said, ...] = ()

    @property
    def anchor(self) -> str:
        """An id for links."""
        return "f-" + self.address.replace("/", "-")


@dataclass(frozen=True)
class Note:
    """One value that somebody else added; `older` ones it took the place of stay readable."""

    label: str
    text: str
    by: str
    when: str
    older: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One row of a part within one section. `hold`: done, missing or "" where no footage is to be kept."""

    part: str
    row: str
    title: str
    lines: tuple[Line, ...]
    not_asked: tuple[Line, ...]
    notes: tuple[Note, ...]
    inputs: tuple[Input, ...]
    first: bool = True
    hold: str = ""
    hold_input: Input | None = None
    children: tuple["Block", ...] = ()

    @property
    def anchor(self) -> str:
        """An id for links."""
        return f"b-{self.part}-{self.row}" if self.first else ""


@dataclass(frozen=True)
class Section:
    """One section of the rail, with what needs attention in it."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    problems: tuple[tuple[str, str], ...] = ()
    owed_rows: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """The whole report. `problems` and `comments` concern it as a whole."""

    sections: tuple[Section, ...]
    problems: tuple[tuple[str, str], ...]
    comments: tuple[Said, ...]


class _Maker:
    """Builds one sheet: the indexes by address, and the walk over the form."""

    def __init__(
        self, opened: Opened, owed: Sequence[Owed], holds: Sequence[Address], language: str, may_annotate: bool
    ) -> None:
        self.opened, self.language, self.may_annotate = opened, language, may_annotate
        self.names = names(opened, language)
        self.form, self.answers = opened.shown.form, opened.shown.answers
        self.holds = set(holds)
        self.owed = {each.address: each for each in owed if each.what == "answer"}
        self.owed_rows = [each for each in owed if each.what == "row"]
        self.problems: dict[str, list[tuple[str, str]]] = {}
        for problem in opened.shown.problems:
            at = problem.address.text() if problem.address else ""
            self.problems.setdefault(at, []).append((problem.level.value, self.sentence(problem)))
        self.comments: dict[str, list[Said]] = {}
        for comment in opened.comments:
            if comment.state != "withdrawn":
                self.comments.setdefault(comment.at, []).append(Said(comment, self.name(comment.person_id)))

    def sentence(self, problem: Problem) -> str:
        return say(problem.code, self.language, **self.spoken(problem.params))

    def spoken(self, params: Mapping[str, Value]) -> dict[str, object]:
        """Parameters that are codes of questions as their words."""
        return {name: say(value, self.language) if isinstance(value, str) else value for name, value in params.items()}

    def name(self, person_id: str) -> str:
        return self.names.get(person_id, person_id)

    def line(self, spec: FieldSpec, row: Row) -> Line:
        address = Address(spec.part, str(row.get(ROW_ID, ONLY_ROW)), spec.name)
        value = row.get(spec.name)
        reason = mark_of(value)
        state = reason or ("given" if value is not None else "not_asked")
        text = "" if value is None else display.value(spec, value, self.language, self.answers)
        owed = self.owed.get(address)
        return Line(
            address.text(),
            display.label(spec, self.language),
            state,
            text,
            owed is not None,
            _due(owed),
            len(text) > 90 or "\n" in text,
            tuple(self.problems.get(address.text(), ())),
            tuple(self.comments.get(address.text(), ())),
        )

    def block(self, part: PartSpec, row: Row, section: str, *, first: bool) -> Block:
        """The part's questions of one section. Notes, forms and children stand in the row's first block only."""
        lines: list[Line] = []
        blank: list[Line] = []
        for spec in part.fields:
            if spec.about.section != section or (isinstance(spec.kind, Ref) and spec.name == part.parent_field):
                continue
            line = self.line(spec, row)
            if line.state != "not_asked" or line.owed or line.problems or line.comments:
                lines.append(line)
            elif spec.asked_of(row, self.answers) and spec.about.stage is not Stage.AUTOMATIC:
                blank.append(line)
        row_id = str(row.get(ROW_ID, ONLY_ROW))
        title = display.row_title(part, row, self.form, self.language, self.answers) if part.repeated else ""
        hold = self.hold(part, row)
        forms = inputs_for(part, row, self.answers, self.form, self.language) if first and self.may_annotate else ()
        return Block(
            part.name,
            row_id,
            title,
            tuple(lines),
            tuple(blank),
            self.notes(part, row_id) if first else (),
            tuple(each for each in forms if not each.hold),
            first,
            hold if first else "",
            next((each for each in forms if each.hold), None),
            self.children(part, row_id) if first else (),
        )

    def hold(self, part: PartSpec, row: Row) -> str:
        spec = part.by_name.get("hold_flagged_in_dems")
        if spec is None or not spec.needed_of(row, self.answers):
            return ""
        address = Address(part.name, str(row.get(ROW_ID, ONLY_ROW)), spec.name)
        return "missing" if address in self.holds else "done"

    def notes(self, part: PartSpec, row_id: str) -> tuple[Note, ...]:
        found = []
        for spec in part.fields:
            held = self.opened.annotations.get(Address(part.name, row_id, spec.name), ())
            if not held:
                continue
            texts = [display.value(spec, json.loads(each.value), self.language, self.answers) for each in held]
            newest = held[-1]
            label = display.label(spec, self.language)
            found.append(Note(label, texts[-1], self.name(newest.person_id), newest.at, tuple(texts[:-1])))
        return tuple(found)

    def children(self, part: PartSpec, row_id: str) -> tuple[Block, ...]:
        found = []
        for child in self.form.parts:
            if child.parent != part.name:
                continue
            for row in rows_of(self.answers, child.name):
                if row.get(child.parent_field) == row_id:
                    found.append(self.block(child, row, _main_section(child), first=True))
        return tuple(found)

    def section(self, name: str) -> Section | None:
        blocks: list[Block] = []
        for part in self.form.parts:
            asks_here = any(spec.about.section == name for spec in part.fields)
            if not asks_here or (part.parent and name == _main_section(part)):
                continue
            main = name == _main_section(part)
            rows = rows_of(self.answers, part.name) or ([] if part.repeated else [{}])
            blocks += [self.block(part, row, name, first=main) for row in rows]
        here = [part for part in self.form.parts if _main_section(part) == name]
        wide = [Address(part.name, ALL_ROWS, ROWS) for part in here]
        problems = [each for address in wide for each in self.problems.get(address.text(), ())]
        names = {part.name for part in here}
        missing = [self.owed_row(each) for each in self.owed_rows if each.address.part in names]
        shown = [block for block in blocks if block.lines or block.not_asked or block.notes or block.children]
        if not shown and not problems and not missing:
            return None
        title = say(f"section.{name}", self.language)
        return Section(name, title, tuple(shown), tuple(problems), tuple(missing), _counts(shown, problems, missing))

    def owed_row(self, owed: Owed) -> tuple[str, str]:
        """What a missing row would be called, and when it is due."""
        part = self.form.by_name[owed.address.part]
        return display.row_title(part, dict(owed.prefill), self.form, self.language), _due(owed)


def make_sheet(
    opened: Opened, owed: Sequence[Owed], holds: Sequence[Address], language: str, *, may_annotate: bool
) -> Sheet:
    """The sheet of the version that `opened` shows."""
    maker = _Maker(opened, owed, holds, language, may_annotate)
    sections = tuple(found for name in SECTIONS if (found := maker.section(name)) is not None)
    return Sheet(
        tuple(each for each in sections if each.name not in ("review", "records")),
        tuple(maker.problems.get("", ())),
        tuple(maker.comments.get("", ())),
    )


def _main_section(part: PartSpec) -> str:
    """Where a part stands: the section of its first question that is the officer's, else of its first."""
    officers = [spec for spec in part.fields if spec.about.stage.officers]
    return (officers or list(part.fields))[0].about.section


def _due(owed: Owed | None) -> str:
    due: datetime | None = owed.due if owed else None
    return due.isoformat() if due else ""


def _counts(blocks: Sequence[Block], problems: Sequence[tuple[str, str]], missing: Sequence[object]) -> dict[str, int]:
    lines = [line for block in blocks for line in _all_lines(block)]
    levels = [level for line in lines for level, _ in line.problems] + [level for level, _ in problems]
    return {
        "owed": sum(line.owed for line in lines) + len(missing),
        "error": levels.count(Level.ERROR.value),
        "warn": len(levels) - levels.count(Level.ERROR.value) - levels.count(Level.INFO.value),
        "comment": sum(len(line.comments) for line in lines),
        "hold": sum(block.hold == "missing" for block in blocks),
    }


def _all_lines(block: Block) -> list[Line]:
    return [*block.lines, *(line for child in block.children for line in _all_lines(child))]
