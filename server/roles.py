"""Who may do what, as values: roles, what an endpoint asks for, and which reports a person reaches.

Pure. The table of endpoints and the guard that enforces it are `server.access`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is to this server. A person may be several; their rights add up."""

    OFFICER = "officer"  # reads the own reports
    SUPERVISOR = "supervisor"  # reviews the reports of the own Areas
    CLERK = "clerk"  # records: cases, exports, approved reports only
    OIG = "oig"  # Office of the Inspector General: reads everything, decides nothing
    ADMIN = "admin"  # people and tablets; never a report


class Gate(StrEnum):
    """Who is let through to a view."""

    PUBLIC = "public"  # everybody
    DEVICE = "device"  # the view checks the tablet's signature itself, before anything else
    PERSON = "person"  # somebody signed in who has one of the rule's roles


@dataclass(frozen=True)
class Rule:
    """One row of the access table. `report` says that the endpoint's `report_id` must be within the asker's reach."""

    gate: Gate
    roles: frozenset[Role] = frozenset()
    report: bool = False


PUBLIC = Rule(Gate.PUBLIC)
DEVICE = Rule(Gate.DEVICE)
SIGNED_IN = Rule(Gate.PERSON, frozenset(Role))


def only(*roles: Role, report: bool = False) -> Rule:
    """A row for these roles; with `report`, only for reports within reach."""
    return Rule(Gate.PERSON, frozenset(roles), report)


@dataclass(frozen=True)
class Person:
    """Somebody known to the department. `areas` are the Areas a supervisor reviews; empty means all."""

    id: str
    serial: str
    name: str
    rank: str
    roles: frozenset[Role]
    areas: tuple[str, ...] = ()
    locked: bool = False
    suspended: bool = False


def within_reach(person: Person, *, author: str, area: str, approved: bool, acting: Collection[Role]) -> bool:
    """Whether `person`, in one of the roles `acting` that the endpoint grants, may reach a report.

    `area` is "" while an officer on the scene has not answered it: then every supervisor sees the report, because
    facts that nobody sees protect nobody.
    """
    roles = person.roles & frozenset(acting)
    if Role.OIG in roles:
        return True
    if Role.OFFICER in roles and author == person.id:
        return True
    if Role.CLERK in roles and approved:
        return True
    return Role.SUPERVISOR in roles and (not person.areas or not area or area in person.areas)
