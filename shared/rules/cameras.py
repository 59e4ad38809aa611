"""V-04, V-21, V-22 and D-05, D-06: cameras, and the people who wear them."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from shared.answers import Address, Row
from shared.problems import Level
from shared.rules.case import Case, all_rows, at, code, codes, given, text, valued, when
from shared.rules.derived import late_seconds
from shared.rules.rule import Binds, Found, rule

PART = "bwv_reference"
GAP = ("after_first_contact", "not_activated", "no_camera_assigned")
NO_FOOTAGE = ("not_activated", "no_camera_assigned")
BUFFER_S = 120
"""Before its activation a camera keeps this many seconds of picture without sound."""


def wearers(case: Case) -> Iterator[tuple[Address, str]]:
    """Each person of ours on the scene, once: where the serial stands, the serial."""
    seen: set[str] = set()
    for row in case.rows("personnel"):
        serial = text(row, "person_serial")
        if serial and serial not in seen:
            seen.add(serial)
            yield at("personnel", row, "person_serial"), serial


def without_camera(case: Case) -> list[tuple[Address, str]]:
    """The people of ours for whom no camera row is there, not even one that says why there is none."""
    held = {text(row, "wearer_serial") for row in case.rows(PART)}
    return [(address, serial) for address, serial in wearers(case) if serial not in held]


def recording(row: Row) -> bool:
    """Whether the row speaks of footage."""
    return code(row, "activation") not in ("", *NO_FOOTAGE)


@rule("V-04", Level.ERROR, Binds.FINAL, "unit", "people")
def v04(case: Case) -> Iterable[Found]:
    """Arrival is set: at least one responding unit with its people, and a camera row for each of them."""
    if not valued(case.incident, "lapd_arrived_at"):
        return
    arrived = at("incident", case.incident, "lapd_arrived_at")
    if not case.rows("responding_unit"):
        yield Found(all_rows("responding_unit"), (arrived,), variant="unit")
    for unit in case.rows("responding_unit"):
        if not case.below("personnel", unit):
            yield Found(all_rows("personnel"), (at("responding_unit", unit, "unit_designation"),), variant="people")
    for address, serial in without_camera(case):
        yield Found(all_rows(PART), (address, arrived), {"serial": serial})


@rule("V-21", Level.ERROR, Binds.FINAL, "video")
def v21(case: Case) -> Iterable[Found]:
    """Activated late, not at all or no camera: the reason, and what other video there is."""
    for row in case.rows(PART):
        if code(row, "activation") in GAP:
            about = (at(PART, row, "activation"),)
            if not given(row, "off_reason"):
                yield Found(at(PART, row, "off_reason"), about)
            if not codes(row, "alternative_video"):
                yield Found(at(PART, row, "alternative_video"), about, variant="video")


@rule("V-22", Level.FLAG, Binds.INTERIM, "buffer", "ended")
def v22(case: Case) -> Iterable[Found]:
    """The recording covers the first contact; more than 120 seconds late is a late activation."""
    for row in case.rows(PART):
        contact, late, ended = when(row, "first_contact_at"), late_seconds(row), when(row, "deactivated_at")
        where, also = at(PART, row, "activated_at"), (at(PART, row, "first_contact_at"),)
        if late is not None and late > BUFFER_S:
            yield Found(where, also, {"seconds": late})
        elif late is not None and late > 0:
            yield Found(where, also, {"seconds": late}, Level.INFO, "buffer")
        if contact is not None and ended is not None and contact > ended:
            yield Found(at(PART, row, "deactivated_at"), also, variant="ended")


@rule("D-05", Level.ERROR, Binds.INTERIM, "outside", "overlap")
def d05(case: Case) -> Iterable[Found]:
    """A recording ends after it begins; its interruptions lie inside it and do not overlap."""
    for row in case.rows(PART):
        begun, ended = when(row, "activated_at"), when(row, "deactivated_at")
        if begun is not None and ended is not None and ended < begun:
            yield Found(at(PART, row, "deactivated_at"), (at(PART, row, "activated_at"),))
            continue
        spans = []
        for each in case.below("interruption", row):
            left, back = when(each, "from_at"), when(each, "to_at")
            where = at("interruption", each, "from_at")
            for moment in (left, back):
                early = moment is not None and begun is not None and moment < begun
                late = moment is not None and ended is not None and moment > ended
                if early or late:
                    yield Found(where, (at(PART, row, "activated_at"),), variant="outside")
                    break
            if left is not None and back is not None:
                if back < left:
                    yield Found(at("interruption", each, "to_at"), (where,))
                spans.append((left, back, where))
        for (_, back, one), (left, _, two) in pairwise(sorted(spans)):
            if left < back:
                yield Found(two, (one,), variant="overlap")


@rule("D-06", Level.WARN, Binds.FINAL)
def d06(case: Case) -> Iterable[Found]:
    """The tag of a recording is the incident number or a DR number of this report."""
    numbers = {text(case.incident, "incident_number"), *codes(case.incident, "dr_numbers")} - {""}
    if not numbers:
        return
    for row in case.rows(PART):
        tag = text(row, "tag_id").strip()
        if tag and tag not in numbers:
            yield Found(at(PART, row, "tag_id"), (at("incident", case.incident, "incident_number"),))


RULES = (v04, v21, v22, d05, d06)
