"""How a scene is told: answers part by part, rows by name, times by the wall clock, ids that are always the same.

    story = Story("S1", "2026-04-14", "-07:00")
    lead = story.row("federal_supervisor", agency_claimed="ICE_ERO", ...)
    story.row("id_attempt", supervisor_ref=lead, attempted_at=story.at("09:21:10"), ...)

Ids are name-based UUIDs of the scene and the row's number, so that a scene seals to the same bytes everywhere.
"""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from shared.about import Stage
from shared.answers import ROW_ID, Nested, Row, row_id, rows_of
from shared.canonical import Value, sha256_hex
from shared.catalog import FieldSpec, Form, PartSpec
from shared.fields import Instant, Ref, moment

_SPACE = UUID("9f1c86de-54d2-4ad4-9d0e-6a4c2f0b7e31")


@dataclass(frozen=True)
class Step:
    """One version of the report: kind "interim" or "final", when it was sealed (Instant), its answers."""

    kind: str
    at: Mapping[str, Value]
    answers: Nested


@dataclass(frozen=True)
class Scene:
    """One scene, whole.

    answers      the officer's final version
    interim      the facts of the 60-second card, as they left the tablet first
    steps        every version in order, the two above included, later corrections behind them
    author       {"serial", "name", "rank"}
    annotations  what supervisor and clerk added (stages 4 and 5), nested
    files        the bytes of every file of the record, by SHA-256
    report       the report's id
    """

    name: str
    title: str
    answers: Nested
    interim: Nested
    steps: tuple[Step, ...]
    author: Mapping[str, str]
    annotations: Nested
    files: Mapping[str, bytes]
    report: str


@dataclass
class Story:
    """A scene while it is told. `day` and `offset` are those of the wall clock where nothing else is said."""

    name: str
    day: str
    offset: str
    answers: Nested = field(default_factory=dict)
    annotations: Nested = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    rows: int = 0

    def id(self, what: str) -> str:
        """The id that is always the same for `what` in this scene."""
        return str(uuid5(_SPACE, f"{self.name}/{what}"))

    def at(self, time: str, *, day: str = "", offset: str = "", clock: str = "device") -> Row:
        """The Instant of a wall clock time `09:18` or `09:18:20`."""
        seconds = time if time.count(":") == 2 else f"{time}:00"
        return {"at": f"{day or self.day}T{seconds}{offset or self.offset}", "clock": clock}

    def one(self, part: str, **answers: Value) -> None:
        """Answers of a single part, added to those already there."""
        held = self.answers.setdefault(part, {})
        if isinstance(held, dict):
            held.update(answers)

    def row(self, part: str, **answers: Value) -> str:
        """A new row of a repeated part; returns its id."""
        self.rows += 1
        identity = self.id(f"{part}/{self.rows}")
        held = self.answers.setdefault(part, [])
        if isinstance(held, list):
            held.append({ROW_ID: identity, **answers})
        return identity

    def note(self, part: str, row: str = "", **answers: Value) -> str:
        """An annotation: of the row with that id, of a single part (`-`), or a new row where none is named."""
        self.rows += 1
        if row == "-":
            self.annotations[part] = {**answers}
            return row
        identity = row or self.id(f"{part}/{self.rows}")
        held = self.annotations.setdefault(part, [])
        if isinstance(held, list):
            held.append({ROW_ID: identity, **answers})
        return identity

    def file(self, kind: str, media_type: str, at: Row, **answers: Value) -> str:
        """A row of `media` with bytes of its own; returns its id."""
        seed = self.id(f"file/{len(self.files)}")
        data = picture(seed) if media_type == "image/png" else f"Scenebook sample {kind} {seed}\n".encode()
        digest = sha256_hex(data)
        self.files[digest] = data
        return self.row(
            "media",
            kind=kind,
            sha256=digest,
            size_bytes=len(data),
            media_type=media_type,
            captured_at=at,
            **answers,
        )

    def told(
        self,
        form: Form,
        title: str,
        *,
        interim_at: Row,
        final_at: Row,
        changes: tuple[tuple[Row, Nested], ...] = (),
    ) -> Scene:
        """The scene. `changes` are later final versions: when, and the answers laid over those before."""
        answers = clean(form, self.answers)
        interim = card_facts(form, answers, interim_at)
        steps = [Step("interim", interim_at, interim), Step("final", final_at, answers)]
        for at, change in changes:
            steps.append(Step("final", at, clean(form, laid_over(steps[-1].answers, change))))
        author = answers["author"]
        assert isinstance(author, dict)
        return Scene(
            self.name,
            title,
            answers,
            interim,
            tuple(steps),
            {name: str(value) for name, value in author.items()},
            self.annotations,
            dict(self.files),
            self.id("report"),
        )


def clean(form: Form, answers: Nested) -> Nested:
    """The answers as the form loads them, parts and fields in its order. Raises ValueError: a scene has no mistakes."""
    loaded, problems = form.load(answers)
    if problems:
        raise ValueError("; ".join(f"{each.code} {each.address and each.address.text()}" for each in problems))
    return ordered(form, loaded)


def ordered(form: Form, answers: Nested) -> Nested:
    """Parts and fields in the order of the form, so that a record reads as it was asked."""
    result: Nested = {}
    for part in form.parts:
        if part.name in answers:
            held = answers[part.name]
            rows = [_ordered_row(part, row) for row in rows_of(answers, part.name)]
            result[part.name] = rows if isinstance(held, list) else rows[0]
    return result


def _ordered_row(part: PartSpec, row: Row) -> Row:
    names = [ROW_ID, *part.by_name]
    return {name: row[name] for name in names if name in row} | row


def laid_over(answers: Nested, change: Nested) -> Nested:
    """`answers` with those of `change` in their place; rows are matched by id, new rows come last."""
    result: Nested = {**answers}
    for part, held in change.items():
        if isinstance(held, dict):
            before = answers.get(part, {})
            result[part] = {**before, **held} if isinstance(before, dict) else held
        else:
            changed = {row_id(row): row for row in held}
            rows = [{**row, **changed.pop(row_id(row), {})} for row in rows_of(answers, part)]
            result[part] = [*rows, *changed.values()]
    return result


def card_facts(form: Form, answers: Nested, until: Row) -> Nested:
    """What the 60-second card holds of `answers` at the moment `until`: the facts an interim version carries."""
    limit = moment(until)
    assert limit is not None
    result: Nested = {}
    for part in form.parts:
        asked = [spec for spec in part.fields if _on_card(spec)]
        rows = [row for row in rows_of(answers, part.name) if not _later(part, row, limit)]
        kept = [
            {ROW_ID: row[ROW_ID]} | _known(asked, row, limit) if part.repeated else _known(asked, row, limit)
            for row in rows
        ]
        kept = [row for row in kept if len(row) > int(part.repeated)] if any(s.about.card for s in asked) else []
        if kept or part.name == "author":
            result[part.name] = kept if part.repeated else (kept or [_known(asked, rows[0], limit)])[0]
    return _without_lost(form, result)


def _on_card(spec: FieldSpec) -> bool:
    automatic = spec.about.stage is Stage.AUTOMATIC and spec.about.needed is not None
    return bool(spec.about.card) or automatic


def _later(part: PartSpec, row: Row, limit: datetime) -> bool:
    """Whether the row began after the moment: by its time on the card, else by the first of all its times."""
    times = {spec: moment(row.get(spec.name)) for spec in part.fields if isinstance(spec.kind, Instant)}
    known = [time for spec, time in times.items() if spec.about.card and time is not None]
    known = known or [time for time in times.values() if time is not None]
    return part.repeated and bool(known) and min(known) > limit


def _known(asked: list[FieldSpec], row: Row, limit: datetime) -> Row:
    known: Row = {}
    for spec in asked:
        time = moment(row.get(spec.name))
        if spec.name in row and (time is None or time <= limit):
            known[spec.name] = row[spec.name]
    return known


def _without_lost(form: Form, answers: Nested) -> Nested:
    """`answers` without rows that refer to rows which are not in it."""
    for part in form.parts:
        held = answers.get(part.name)
        if isinstance(held, list):
            parents = [spec for spec in part.fields if isinstance(spec.kind, Ref) and spec.name == part.parent_field]
            for spec in parents:
                assert isinstance(spec.kind, Ref)
                there = {row_id(row) for row in rows_of(answers, spec.kind.part)}
                held[:] = [row for row in held if row.get(spec.name) in there]
            if not held:
                del answers[part.name]
    return answers


def picture(seed: str) -> bytes:
    """A small PNG of one colour that depends on `seed`: enough to be shown, nothing to be seen."""
    colour = bytes.fromhex(sha256_hex(seed.encode())[:6])
    side = 48
    lines = (b"\0" + colour * side) * side

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b"")
