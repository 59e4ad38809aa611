"""The only walk over a schema. Every reader of the definition reads `PartSpec` and `FieldSpec`, never marshmallow.

A part of the report is declared as a marshmallow schema under `@part(...)`. `build_form` gathers parts into a `Form`
for one configuration: what the tablet asks, what the server validates, what the page shows, what an export holds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

from marshmallow import RAISE, Schema, ValidationError

from shared.about import About, AllOf, Condition, Is, Privacy
from shared.answers import ALL_ROWS, ONLY_ROW, ROW_ID, Address, Nested, Row, is_row_id, rows_of
from shared.canonical import Value, digest_of
from shared.configuration import Configuration
from shared.fields import Choice, Complaint, Instant, Kind, Listed, Ref, Text
from shared.problems import Problem

OTHER = "other"
OTHER_MAX = 80


class BadDefinition(TypeError):
    """A part is declared wrongly. Raised at import, never at work."""


class PartSchema(Schema):
    """Base of every part: unknown fields are refused, by code."""

    class Meta:
        unknown = RAISE

    error_messages = {"unknown": Complaint("field.unknown"), "type": Complaint("part.wrong")}
    part_name: str
    repeated: bool
    parent: str
    parent_field: str


_Class = TypeVar("_Class", bound=type[PartSchema])


@dataclass(frozen=True)
class FieldSpec:
    """One question. `kind` is the bound field: it validates one value (`canonical_value`) and knows its list."""

    part: str
    name: str
    kind: Kind = field(repr=False, compare=False)
    about: About = field(repr=False)

    @property
    def code(self) -> str:
        """The key of its words: `part.field`."""
        return f"{self.part}.{self.name}"

    def load(self, value: object) -> Value:
        """One value in canonical form. Raises marshmallow.ValidationError with Complaints."""
        return self.kind.deserialize(value)

    def asked_of(self, row: Row, answers: Nested) -> bool:
        """Whether the question applies to this row."""
        return self.about.asked is None or self.about.asked.holds(row, answers)

    def needed_of(self, row: Row, answers: Nested) -> bool:
        """Whether a final version must answer it for this row."""
        needed, asked = self.about.needed, self.about.asked
        # Needed first: of the two conditions it is the one that more often does not hold.
        return needed is not None and needed.holds(row, answers) and (asked is None or asked.holds(row, answers))


@dataclass(frozen=True)
class PartSpec:
    """One part: a single row, or any number of them. `parent` names the part whose rows own this one's, if any."""

    name: str
    repeated: bool
    parent: str
    parent_field: str
    fields: tuple[FieldSpec, ...]
    schema: PartSchema = field(repr=False, compare=False)

    @cached_property
    def by_name(self) -> Mapping[str, FieldSpec]:
        return {spec.name: spec for spec in self.fields}

    @cached_property
    def readers(self) -> Mapping[bool, Mapping[str, Kind]]:
        """What reads each field's value, in the order of the definition: the officer's (False), annotations (True).

        Empty where marshmallow must do it itself, because the part's schema or a field has hooks of its own.
        """
        kinds = [spec.kind for spec in self.fields]
        if any(self.schema._hooks.values()) or any(k.validators or k.pre_load or k.post_load for k in kinds):
            return {}
        return {
            annotations: {spec.name: spec.kind for spec in self.fields if spec.about.stage.officers != annotations}
            for annotations in (False, True)
        }

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {spec.name: place for place, spec in enumerate(self.fields)}

    def load_good(self, held: object, *, annotations: bool) -> Row | None:
        """A row without any mistake, as `schema.load` would load it, but quickly; None if it may have one."""
        if type(held) is not dict or not self.readers:
            return None
        kinds = self.readers[annotations]
        loaded: Row = {}
        try:
            for name in sorted(held, key=self._places.__getitem__):
                kind, value = kinds[name], held[name]
                # A mark is a mapping: whatever is none need not be asked whether it is one.
                loaded[name] = kind.read(value) if type(value) is dict else kind.canonical_value(value)
        except (ValidationError, KeyError):
            return None
        return loaded


def part(name: str, *, repeated: bool, parent: str = "") -> Callable[[_Class], _Class]:
    """Declare a schema class as the report's part `name`. A part with a parent holds a `Ref(parent)` field.

    Every Choice whose list offers `other` gets its text `<field>_other` right behind it, asked and needed only
    when `other` was chosen (rule V-38). Raises BadDefinition at import.
    """

    def declare(schema: _Class) -> _Class:
        declared: dict[str, Any] = schema._declared_fields
        grown: dict[str, Any] = {}
        parents = []
        for field_name, kind in declared.items():
            if not isinstance(kind, Kind):
                raise BadDefinition(f"{name}.{field_name}: {type(kind).__name__} is not one of our kinds")
            if field_name == ROW_ID or field_name.endswith("_other"):
                raise BadDefinition(f"{name}.{field_name}: the name is reserved")
            grown[field_name] = kind
            if isinstance(kind, Ref) and parent and kind.part == parent:
                parents.append(field_name)
            if isinstance(kind, Choice) and kind.other:
                grown[f"{field_name}_{OTHER}"] = _other_text(field_name, kind)
        if parent and not parents:
            raise BadDefinition(f"{name}: no reference to its parent {parent}")
        schema._declared_fields = grown
        schema.part_name, schema.repeated, schema.parent = name, repeated, parent
        schema.parent_field = parents[0] if parents else ""
        return schema

    return declare


def _other_text(name: str, choice: Choice) -> Text:
    chosen: Condition = Is(name, OTHER)
    about = choice.about
    asked = AllOf((about.asked, chosen)) if about.asked else chosen
    privacy = Privacy.RESTRICTED if about.privacy is Privacy.PUBLIC else about.privacy
    return Text(
        About(
            stage=about.stage,
            section=about.section,
            clause=about.clause,
            privacy=privacy,
            widget="text",
            needed=chosen,
            asked=asked,
        ),
        max=OTHER_MAX,
        free=True,
    )


@dataclass(frozen=True, eq=False)
class Form:
    """One version of the form under one configuration."""

    version: int
    parts: tuple[PartSpec, ...]
    configuration: Configuration

    @cached_property
    def by_name(self) -> Mapping[str, PartSpec]:
        return {each.name: each for each in self.parts}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Part names in the order of the definition."""
        return tuple(each.name for each in self.parts)

    @cached_property
    def fields(self) -> tuple[FieldSpec, ...]:
        """Every question, annotations included."""
        return tuple(spec for each in self.parts for spec in each.fields)

    @cached_property
    def needed(self) -> Mapping[str, tuple[FieldSpec, ...]]:
        """By part: the officer's questions that a final version may have to answer."""
        return {
            each.name: tuple(
                spec for spec in each.fields if spec.about.stage.officers and spec.about.needed is not None
            )
            for each in self.parts
        }

    @cached_property
    def texts(self) -> Mapping[str, tuple[FieldSpec, ...]]:
        """By part: the questions answered in text, prose or not."""
        return {each.name: tuple(spec for spec in each.fields if isinstance(spec.kind, Text)) for each in self.parts}

    @cached_property
    def prose(self) -> tuple[FieldSpec, ...]:
        """The questions answered in free text, annotations included."""
        return tuple(spec for spec in self.fields if isinstance(spec.kind, Text) and spec.kind.free)

    @cached_property
    def moments(self) -> tuple[FieldSpec, ...]:
        """The officer's questions answered with a moment or a list of them."""
        kinds = ((spec, spec.kind.each if isinstance(spec.kind, Listed) else spec.kind) for spec in self.fields)
        return tuple(spec for spec, kind in kinds if isinstance(kind, Instant) and spec.about.stage.officers)

    @cached_property
    def choices_with_other(self) -> tuple[FieldSpec, ...]:
        """The officer's questions that offer `other`."""
        choices = ((spec, spec.kind) for spec in self.fields if spec.about.stage.officers)
        return tuple(spec for spec, kind in choices if isinstance(kind, Choice) and kind.other)

    @cached_property
    def references(self) -> tuple[tuple[FieldSpec, str], ...]:
        """Every question that names rows of another part, with that part's name."""
        return tuple((spec, spec.kind.part) for spec in self.fields if isinstance(spec.kind, Ref))

    def spec(self, part: str, name: str) -> FieldSpec | None:
        """The question, or None if this form does not have it."""
        held = self.by_name.get(part)
        return held.by_name.get(name) if held else None

    @cached_property
    def snapshot(self) -> dict[str, Value]:
        """The definition as data: what a released form is frozen as. Words and lists are not part of it."""
        return {
            "form": "ed17",
            "version": self.version,
            "parts": [
                {
                    "name": each.name,
                    "repeated": each.repeated,
                    "parent": each.parent,
                    "fields": [
                        {
                            "name": spec.name,
                            "kind": spec.kind.words,
                            "stage": spec.about.stage.value,
                            "privacy": spec.about.privacy.value,
                            "section": spec.about.section,
                            "clause": spec.about.clause,
                            "marks": list(spec.about.marks),
                            "needed": spec.about.needed is not None,
                        }
                        | spec.kind.facts()
                        for spec in each.fields
                    ],
                }
                for each in self.parts
            ],
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the snapshot: what a sealed version pins as its form."""
        return digest_of(self.snapshot)

    def load(self, answers: object, *, annotations: bool = False) -> tuple[Nested, list[Problem]]:
        """Every answer in canonical form, and every structural mistake at once, keyed by address.

        `answers` is the nested shape of `shared.answers`. What was good is returned even beside mistakes. Officer's
        fields only, unless `annotations` asks for stages 4 and 5 only: an officer's report that holds a reviewer's
        field is refused, and the reverse. Rules over several fields are `shared.rules`.
        """
        if not isinstance(answers, Mapping):
            return {}, [Problem("report.wrong")]
        loaded: Nested = {}
        problems: list[Problem] = []
        for name, held in answers.items():
            spec = self.by_name.get(str(name))
            if spec is None:
                problems.append(Problem("part.unknown", params={"part": str(name)[:60]}))
            elif spec.repeated != isinstance(held, list):
                problems.append(Problem("part.wrong", Address(spec.name, ONLY_ROW, ROW_ID)))
            elif isinstance(held, list):
                loaded[spec.name] = _load_rows(spec, held, problems, annotations)
            else:
                loaded[spec.name] = _load_row(spec, ONLY_ROW, held, problems, annotations)
        _check_references(self, loaded, problems)
        return loaded, problems


def _load_rows(spec: PartSpec, held: Sequence[object], problems: list[Problem], annotations: bool) -> list[Row]:
    rows: list[Row] = []
    seen: set[str] = set()
    for row in held:
        rest: dict[str, object] = dict(row) if isinstance(row, Mapping) else {}
        identity = rest.pop(ROW_ID, None)
        if not isinstance(identity, str) or not is_row_id(identity) or identity in seen:
            problems.append(Problem("row.id", Address(spec.name, ALL_ROWS, ROW_ID)))
            continue
        seen.add(identity)
        rows.append({ROW_ID: identity, **_load_row(spec, identity, rest, problems, annotations)})
    return rows


def _load_row(spec: PartSpec, row: str, held: object, problems: list[Problem], annotations: bool) -> Row:
    good = spec.load_good(held, annotations=annotations)
    if good is not None:
        return good
    try:
        loaded: Row = spec.schema.load(cast(Mapping[str, Any], held))
    except ValidationError as error:
        loaded = error.valid_data if isinstance(error.valid_data, dict) else {}
        messages = error.messages if isinstance(error.messages, dict) else {ROW_ID: error.messages}
        for name, complaints in messages.items():
            for complaint in complaints if isinstance(complaints, list) else [Complaint("answer.wrong")]:
                known = spec.by_name.get(str(name))
                params = dict(complaint.params) if isinstance(complaint, Complaint) and _has(complaint) else {}
                if known is None:
                    params["field"] = str(name)[:60]
                address = Address(spec.name, row, known.name if known else ROW_ID)
                problems.append(Problem(str(complaint), address, params=params))
    for name in list(loaded):
        if spec.by_name[name].about.stage.officers == annotations:
            problems.append(Problem("field.not_yours", Address(spec.name, row, name)))
            del loaded[name]
    return loaded


def _has(complaint: Complaint) -> bool:
    return hasattr(complaint, "params")


def _check_references(form: Form, loaded: Nested, problems: list[Problem]) -> None:
    ids = {name: {row.get(ROW_ID) for row in rows_of(loaded, name)} for _, name in form.references}
    for spec, part in form.references:
        for row in rows_of(loaded, spec.part):
            value = row.get(spec.name)
            if value is None:
                continue
            named = value if isinstance(value, list) else [value] if isinstance(value, str) else []
            if not ids[part].issuperset(named):
                where = Address(spec.part, str(row.get(ROW_ID, ONLY_ROW)), spec.name)
                problems.append(Problem("reference.lost", where, params={"part": part}))


def build_form(version: int, schemas: Sequence[type[PartSchema]], configuration: Configuration) -> Form:
    """The form of these parts under `configuration`. Raises BadDefinition or LookupError for a missing list."""
    parts = []
    names = [schema.part_name for schema in schemas]
    for schema in schemas:
        bound = schema()
        specs = []
        for name, kind in bound.fields.items():
            if not isinstance(kind, Kind):
                raise BadDefinition(f"{schema.part_name}.{name} is not one of our kinds")
            kind.bind_to(configuration)
            if isinstance(kind, Ref) and kind.part not in names:
                raise BadDefinition(f"{schema.part_name}.{name} refers to {kind.part}, which is not in the form")
            specs.append(FieldSpec(schema.part_name, name, kind, kind.about))
        parts.append(
            PartSpec(schema.part_name, schema.repeated, schema.parent, schema.parent_field, tuple(specs), bound)
        )
    return Form(version, tuple(parts), configuration)
