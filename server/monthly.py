"""The five duties over a month's reports, counted, with what each count includes and leaves out.

A report counts in the month of the date on which its incident began (V-36), once, by its newest version; those whose
newest version is still interim are counted apart from the final ones. How a duty stands is `shared.duties`. The
public copy hides small numbers: whoever reads it must not be able to tell one scene from another.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server import log
from server.reviewing.opening import opened_version
from server.services import Services
from server.store import Connection, annotations, versions
from shared.answers import Address
from shared.canonical import Value, parse_canonical
from shared.duties import CODES, Duty, State, duties
from shared.entry import Act
from shared.rules import month_of
from shared.seal import KINDS, SealBroken
from shared.vocabulary import Vocabulary
from shared.words import say

MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")
STATES = (State.MET, State.MET_LATE, State.OWED, State.NOT_MET, State.NOT_APPLICABLE)
LEAST = 3
"""A number of reports from one to below this is not told to the public."""
HIDDEN = "*"
"""Stands in the public copy for such a number, and for others that would give it away by subtraction."""
COLUMNS = ("month", "version", "duty", "state", "reason", "reports")


class BadMonth(ValueError):
    """Not a month as YYYY-MM."""

    code = "duties.month"


@dataclass(frozen=True)
class Reason:
    """Why a duty stands so in some reports: a code of `duty.reason.` with its parameters, told in words."""

    state: State
    code: str
    params: tuple[tuple[str, str], ...]
    reports: int


@dataclass(frozen=True)
class Line:
    """One duty over reports of one kind: how many by state, and why where it is not met or does not apply."""

    duty: str
    counts: Mapping[State, int]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Month:
    """The counts of a month. `reports` and `lines` by kind of the newest version, final or interim.

    undated     reports that have no date yet, in no month
    unreadable  reports of the month, or without a date, whose newest version does not prove any more, in no count
    """

    month: str
    made_at: str
    reports: Mapping[str, int]
    lines: Mapping[str, tuple[Line, ...]]
    undated: int
    unreadable: int


def count(services: Services, actor: str, month: str) -> Month:
    """Count a month, and write to the log who counted. Raises BadMonth."""
    if not MONTH.fullmatch(month):
        raise BadMonth(month)
    with services.store.reading() as db:
        found, undated, unreadable = _standing(db, services, month)
    by_kind = {kind: [each for held, each in found if held == kind] for kind in reversed(KINDS)}
    details: dict[str, Value] = {"month": month, "reports": len(found)}
    services.store.write(lambda db: log.append(db, services, Act.DUTIES_COUNTED, actor, "", details))
    return Month(
        month,
        services.stamp(),
        {kind: len(held) for kind, held in by_kind.items()},
        {kind: tuple(_line(name, held) for name in CODES) for kind, held in by_kind.items()},
        undated,
        unreadable,
    )


Standing = tuple[str, Sequence[Duty]]


def _standing(db: Connection, services: Services, month: str) -> tuple[list[Standing], int, int]:
    """(kind, five duties) of every report of a month, how many have no date yet, how many could not be read."""
    found: list[Standing] = []
    undated, unreadable, now = 0, 0, services.clock.now()
    for report_id, held in versions.heads_of_month(db, month):
        try:
            version = opened_version(db, services, held)
        except SealBroken:
            unreadable += 1
            continue
        began = month_of(version.form, version.answers)
        undated += not began
        if began != month:
            continue
        added = {
            Address(each.part, each.row, each.field): parse_canonical(each.value.encode())
            for each in annotations.of_report(db, report_id)
        }
        found.append((held.row.kind, duties(version.form, version.answers, now, added)))
    return found, undated, unreadable


def _line(name: str, found: Sequence[Sequence[Duty]]) -> Line:
    these = [each for report in found for each in report if each.code == name]
    counts = {state: sum(each.state is state for each in these) for state in STATES}
    whys: dict[tuple[State, str, tuple[tuple[str, str], ...]], int] = {}
    for each in these:
        if each.state in (State.NOT_MET, State.NOT_APPLICABLE):
            why = (each.state, each.reason, tuple((key, str(it)) for key, it in sorted(each.params.items())))
            whys[why] = whys.get(why, 0) + 1
    ordered = sorted(whys.items(), key=lambda it: (STATES.index(it[0][0]), -it[1], it[0][1:]))
    return Line(name, counts, tuple(Reason(*why, number) for why, number in ordered))


def shown(month: Month, *, public: bool) -> dict[str, Value]:
    """A month as data: numbers, or in the public copy HIDDEN where a number would tell of few scenes.

    {"month", "made_at", "left_out": {"undated", "unreadable"}, "final": {...}, "interim": {...}}; a kind holds
    {"reports", "duties": [{"duty", "counts": {state: n}, "reasons": [{"state", "reason", "params", "reports"}]}]}.
    """
    whole = {"undated": month.undated, "unreadable": month.unreadable}
    left_out: dict[str, Value] = {
        name: HIDDEN if public and 0 < number < LEAST else number for name, number in whole.items()
    }
    data: dict[str, Value] = {"month": month.month, "made_at": month.made_at, "left_out": left_out}
    for kind, total in month.reports.items():
        listed: list[Value] = []
        for line in month.lines[kind]:
            hidden = _hidden(line.counts, total) if public else frozenset()
            listed.append(
                {
                    "duty": line.duty,
                    "counts": {state.value: HIDDEN if state in hidden else line.counts[state] for state in STATES},
                    "reasons": [_reason(each) for each in _tellable(line, hidden, public)],
                }
            )
        data[kind] = {"reports": HIDDEN if public and 0 < total < LEAST else total, "duties": listed}
    return data


def _reason(each: Reason) -> dict[str, Value]:
    return {"state": each.state.value, "reason": each.code, "params": dict(each.params), "reports": each.reports}


def _hidden(counts: Mapping[State, int], total: int) -> frozenset[State]:
    """The states whose number the public does not get: small ones, and the next larger, so that the total does not
    tell them; all of a line where no larger one is there to hide behind."""
    if 0 < total < LEAST:
        return frozenset(STATES)
    small = {state for state, number in counts.items() if 0 < number < LEAST}
    larger = [state for state, number in counts.items() if number >= LEAST]
    if not small:
        return frozenset()
    return frozenset(small | {min(larger, key=counts.__getitem__)}) if larger else frozenset(STATES)


def _tellable(line: Line, hidden: frozenset[State], public: bool) -> list[Reason]:
    """The reasons that are told: to the public none of a state where one is small or the state's own number hidden."""
    few = {each.state for each in line.reasons if each.reports < LEAST} if public else set()
    return [each for each in line.reasons if each.state not in hidden | few]


def reason_words(reason: Mapping[str, Value], vocabulary: Vocabulary, language: str) -> str:
    """A reason of `shown` in words."""
    params = reason["params"]
    told = params if isinstance(params, Mapping) else {}
    spoken = {name: vocabulary.label(name, str(it), language) for name, it in told.items() if name in vocabulary.lists}
    return say(f"duty.reason.{reason['reason']}", language, **{**told, **spoken}) if reason["reason"] else ""


def table(data: Mapping[str, Value], vocabulary: Vocabulary, language: str) -> str:
    """The data of `shown` as CSV: a line with all reports of a kind, then one a duty and state, and one a reason."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    month = str(data["month"])
    for kind in reversed(KINDS):
        held = data[kind]
        assert isinstance(held, Mapping) and isinstance(held["duties"], list)
        lines.writerow((month, kind, "", "", "", held["reports"]))
        for each in held["duties"]:
            assert isinstance(each, Mapping) and isinstance(each["counts"], Mapping)
            for state, number in each["counts"].items():
                lines.writerow((month, kind, each["duty"], state, "", number))
            for why in each["reasons"] if isinstance(each["reasons"], list) else ():
                assert isinstance(why, Mapping)
                said = reason_words(why, vocabulary, language)
                lines.writerow((month, kind, each["duty"], why["state"], said, why["reports"]))
    return written.getvalue()
