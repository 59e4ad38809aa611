"""The queue: what a person may see, by where it stands, the longest waiting first. Listing is logged."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from server import log
from server.reviewing.states import State
from server.roles import Person, Role
from server.services import Services
from server.store import people, reviews
from server.store.reports import ReportRow
from shared.canonical import Value
from shared.entry import Act

TABS: Mapping[str, tuple[State, ...]] = {
    "review": (State.SUBMITTED, State.RESUBMITTED),
    "scene": (State.ON_SCENE,),
    "returned": (State.RETURNED,),
    "approved": (State.APPROVED,),
}


@dataclass(frozen=True)
class Line:
    """One report in the queue: its row, the facts of `server.summary`, its author."""

    report: ReportRow
    facts: Mapping[str, Value]
    author: Person


@dataclass(frozen=True)
class Queue:
    """One tab's lines, and how many reports every tab holds within `reach`: all, areas or own.

    `elsewhere` counts the tab's reports that are out of reach, and so neither listed nor counted.
    """

    tab: str
    lines: tuple[Line, ...]
    counts: Mapping[str, int]
    reach: str
    elsewhere: int


def queue(services: Services, person: Person, tab: str) -> Queue:
    """The reports within the person's reach. An officer sees the own ones; a supervisor those of the own Areas."""
    areas: tuple[str, ...] = ()
    author = also = ""
    if Role.OIG in person.roles:
        pass
    elif Role.SUPERVISOR in person.roles:
        areas = person.areas
        also = person.id if Role.OFFICER in person.roles else ""
    else:
        author = person.id
    states = [state.value for state in TABS[tab]]
    with services.store.reading() as db:
        rows = reviews.queue(db, states, areas=areas, author=author, also_author=also)
        found = reviews.counts(db, areas=areas, author=author, also_author=also)
        everywhere = reviews.counts(db)
        authors = people.several(db, {row.author_id for row in rows})
    seen: dict[str, Value] = {"tab": tab, "count": len(rows)}
    services.store.write(lambda db: log.append(db, services, Act.REPORTS_LISTED, person.id, "", seen))
    lines = tuple(Line(row, json.loads(row.summary), authors[row.author_id]) for row in rows)
    counts = {name: sum(found.get(state.value, 0) for state in states) for name, states in TABS.items()}
    elsewhere = sum(everywhere.get(state, 0) for state in states) - counts[tab]
    return Queue(tab, lines, counts, "own" if author else "areas" if areas else "all", elsewhere)
