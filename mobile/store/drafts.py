"""Reports on this tablet, their answers (one row each) and the order of their repeated parts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sqlite_utils import Database

from shared.answers import ONLY_ROW, Address
from shared.canonical import Value, canonical


@dataclass(frozen=True)
class Draft:
    """One report as this tablet keeps it.

    open      whether it can be answered; closed by a final version, opened again when it is returned
    practice  a try-out that never leaves the tablet
    state     one of `mobile.reports.STATES`
    changed   the order of lists, last changed first, whatever the clock says
    edits     how often its content changed
    checked   whether `errors`, `warnings` and `owed` were counted after the last edit
    """

    report: str
    open: bool
    practice: bool
    state: str
    reference: str
    title: str
    search: str
    form_version: int
    vocabulary: str
    city: str
    started_at: str
    saved_at: str
    changed: int = 0
    edits: int = 0
    checked: bool = False
    errors: int = 0
    warnings: int = 0
    owed: int = 0


@dataclass(frozen=True)
class Held:
    """One stored answer: a canonical `value`, or what was typed (`raw`) with the complaint about it."""

    address: Address
    value: Value | None
    raw: Value | None
    problem: Mapping[str, Value] | None
    saved_at: str


_COLUMNS = ", ".join(Draft.__dataclass_fields__)
_FLAGS = ("open", "practice", "checked")


def _draft(found: Sequence[object]) -> Draft:
    facts = dict(zip(Draft.__dataclass_fields__, found, strict=True))
    return Draft(**facts | {name: bool(facts[name]) for name in _FLAGS})  # type: ignore[arg-type]


def add(database: Database, draft: Draft) -> None:
    """Keep a new report. Raises through the store if its id is taken."""
    facts = vars(draft) | {name: int(getattr(draft, name)) for name in _FLAGS}
    database.table("draft").insert(facts | {"changed": _next_change(database)})


def get(database: Database, report: str) -> Draft | None:
    """The report, or None."""
    found = database.conn.execute(f"SELECT {_COLUMNS} FROM draft WHERE report = ?", (report,)).fetchone()
    return _draft(found) if found else None


def everything(database: Database) -> list[Draft]:
    """Every report on this tablet, the oldest first."""
    found = database.conn.execute(f"SELECT {_COLUMNS} FROM draft ORDER BY started_at, report")
    return [_draft(row) for row in found]


def references(database: Database, start: str) -> list[str]:
    """Local references that begin with `start`."""
    found = database.conn.execute("SELECT reference FROM draft WHERE substr(reference, 1, ?) = ?", (len(start), start))
    return [str(row[0]) for row in found]


def page(database: Database, states: Iterable[str], search: str, limit: int, offset: int) -> list[Draft]:
    """Reports in any of `states`, last changed first. `search` is a part of what `search` texts hold, folded.

    Each state is read in the order of its own index, as far as the page needs: ten thousand delivered reports cost
    no more than the page.
    """
    matching = " AND search LIKE ? ESCAPE '\\'" if search else ""
    inner = f"SELECT rowid AS id, changed FROM draft WHERE state = ?{matching} ORDER BY changed DESC LIMIT ?"
    branch = f"SELECT * FROM ({inner})"
    branches, values = [], list[str | int]()
    for state in dict.fromkeys(states):
        branches.append(branch)
        values += [state, *([_pattern(search)] if search else []), limit + offset]
    if not branches:
        return []
    columns = ", ".join(f"d.{name}" for name in Draft.__dataclass_fields__)
    found = database.conn.execute(
        f"SELECT {columns} FROM ({' UNION ALL '.join(branches)}) AS p JOIN draft AS d ON d.rowid = p.id "
        "ORDER BY p.changed DESC LIMIT ? OFFSET ?",
        [*values, limit, offset],
    )
    return [_draft(row) for row in found]


def number(database: Database, states: Iterable[str], search: str) -> int:
    """How many reports `page` would go through."""
    named = list(dict.fromkeys(states))
    places = ", ".join("?" for _ in named)
    matching = " AND search LIKE ? ESCAPE '\\'" if search else ""
    found = database.conn.execute(
        f"SELECT count(*) FROM draft WHERE state IN ({places}){matching}",
        [*named, *([_pattern(search)] if search else [])],
    ).fetchone()
    return int(found[0])


def _pattern(search: str) -> str:
    """What LIKE looks for: the words themselves, whatever letters they hold."""
    return "%" + search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def counts(database: Database) -> dict[str, int]:
    """How many reports are in each state."""
    found = database.conn.execute("SELECT state, count(*) FROM draft GROUP BY state")
    return {str(state): int(number) for state, number in found}


def touch(database: Database, report: str, at: str) -> None:
    """Note that the report's content changed at `at`. What is on top of the lists already is not moved there again."""
    database.conn.execute(
        "UPDATE draft SET saved_at = ?, checked = 0, edits = edits + 1 WHERE report = ?", (at, report)
    )
    database.conn.execute(
        "UPDATE draft SET changed = (SELECT max(changed) + 1 FROM draft) "
        "WHERE report = ? AND changed < (SELECT max(changed) FROM draft)",
        (report,),
    )


def name(database: Database, report: str, title: str, search: str) -> None:
    """Set what lists show and find the report by."""
    database.conn.execute("UPDATE draft SET title = ?, search = ? WHERE report = ?", (title, search, report))


def count(database: Database, report: str, edits: int, errors: int, warnings: int, owed: int) -> None:
    """Keep the figures of a check, unless the report was edited since (`edits` is what the check saw)."""
    database.conn.execute(
        "UPDATE draft SET checked = 1, errors = ?, warnings = ?, owed = ? WHERE report = ? AND edits = ?",
        (errors, warnings, owed, report, edits),
    )


def move(database: Database, report: str, state: str, *, open: bool | None = None) -> None:
    """Put the report into another state, on top of its list."""
    database.conn.execute(
        'UPDATE draft SET state = ?, "open" = coalesce(?, "open"), changed = ? WHERE report = ?',
        (state, None if open is None else int(open), _next_change(database), report),
    )


def delete(database: Database, report: str) -> None:
    """Remove a report and everything typed into it. The caller has made sure that it may go."""
    for table in ("answer", "row", "comment", "draft"):
        database.conn.execute(f'DELETE FROM "{table}" WHERE report = ?', (report,))


def empty(database: Database, report: str) -> None:
    """Take out every answer and row: others come in their place, in the same transaction."""
    for table in ("answer", "row"):
        database.conn.execute(f'DELETE FROM "{table}" WHERE report = ?', (report,))


def adopt(
    database: Database, report: str, form_version: int, vocabulary: str, city: str, reference: str, at: str
) -> None:
    """Make the report one that was begun on another tablet with this form, these lists and this city."""
    database.conn.execute(
        "UPDATE draft SET form_version = ?, vocabulary = ?, city = ?, reference = ? WHERE report = ?",
        (form_version, vocabulary, city, reference, report),
    )
    touch(database, report, at)


def put_answer(
    database: Database,
    report: str,
    address: Address,
    value: Value | None,
    raw: Value | None,
    problem: Mapping[str, Value] | None,
    at: str,
) -> None:
    """Keep one answer, in place of the one that was there."""
    database.conn.execute(
        'INSERT INTO answer (report, part, "row", field, value, raw, problem, saved_at) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
        'ON CONFLICT (report, part, "row", field) DO UPDATE SET '
        "value = excluded.value, raw = excluded.raw, problem = excluded.problem, saved_at = excluded.saved_at",
        (report, *address, _text(value), _text(raw), _text(problem), at),
    )


def blank_answer(database: Database, report: str, address: Address) -> None:
    """Make the question blank again: not asked."""
    database.conn.execute(
        'DELETE FROM answer WHERE report = ? AND part = ? AND "row" = ? AND field = ?', (report, *address)
    )


def answers(database: Database, report: str) -> list[Held]:
    """Every stored answer, also of rows that are removed."""
    found = database.conn.execute(
        'SELECT part, "row", field, value, raw, problem, saved_at FROM answer WHERE report = ?', (report,)
    )
    return [
        Held(
            Address(part, row, field),
            _value(value),
            _value(raw),
            cast(Mapping[str, Value] | None, _value(problem)),
            at,
        )
        for part, row, field, value, raw, problem, at in found
    ]


def values(database: Database, report: str, part: str) -> dict[str, Value]:
    """The valid answers of a part that is there once, by field."""
    # A part that is bound would make SQLite plan anew each time: a partial index asks for one part by name.
    found = database.conn.execute(
        f"SELECT field, value FROM answer WHERE report = ? AND part = '{part}' AND \"row\" = ? AND value IS NOT NULL",
        (report, ONLY_ROW),
    )
    return {str(field): json.loads(value) for field, value in found}


def add_row(database: Database, report: str, part: str, row: str, position: int) -> None:
    """Keep a new row of a repeated part."""
    database.table("row").insert({"report": report, "part": part, "row": row, "position": position, "removal": ""})


def rows(database: Database, report: str) -> dict[str, list[str]]:
    """Row ids by repeated part in their order, removed ones left out."""
    gathered: dict[str, list[str]] = {}
    found = database.conn.execute(
        'SELECT part, "row" FROM "row" WHERE report = ? AND removal = \'\' ORDER BY part, position, "row"', (report,)
    )
    for part, row in found:
        gathered.setdefault(part, []).append(row)
    return gathered


def has_row(database: Database, report: str, part: str, row: str) -> bool:
    """Whether a row is there and not removed."""
    found = database.conn.execute(
        'SELECT 1 FROM "row" WHERE report = ? AND part = ? AND "row" = ? AND removal = \'\'', (report, part, row)
    ).fetchone()
    return found is not None


def order_rows(database: Database, report: str, part: str, order: Sequence[str]) -> None:
    """Set the order of a part's rows."""
    database.conn.executemany(
        'UPDATE "row" SET position = ? WHERE report = ? AND part = ? AND "row" = ?',
        [(place, report, part, row) for place, row in enumerate(order)],
    )


def removal(database: Database, report: str, part: str, row: str) -> str:
    """The name under which a row was taken out; empty for one that is there, or that never was."""
    found = database.conn.execute(
        'SELECT removal FROM "row" WHERE report = ? AND part = ? AND "row" = ?', (report, part, row)
    ).fetchone()
    return str(found[0]) if found else ""


def remove_rows(database: Database, report: str, gone: Iterable[tuple[str, str]], removal: str) -> None:
    """Take rows (part, row id) out under one name, so that they can come back together."""
    database.conn.executemany(
        'UPDATE "row" SET removal = ? WHERE report = ? AND part = ? AND "row" = ? AND removal = \'\'',
        [(removal, report, part, row) for part, row in gone],
    )


def restore_rows(database: Database, report: str, removal: str) -> int:
    """Bring back the rows that were removed under `removal`. How many there were."""
    cursor = database.conn.execute(
        "UPDATE \"row\" SET removal = '' WHERE report = ? AND removal = ?", (report, removal)
    )
    return int(cursor.rowcount)


def _next_change(database: Database) -> int:
    found = database.conn.execute("SELECT coalesce(max(changed), 0) + 1 FROM draft").fetchone()
    return int(found[0])


def _text(value: Value | None) -> str | None:
    return None if value is None else canonical(value).decode()


def _value(text: str | None) -> Value | None:
    return None if text is None else cast(Value, json.loads(text))
