"""V-20, V-27, V-28 and D-17 to D-19: numbers and places. What a number's parts mean is in the city's patterns.

A pattern may name groups: `day` (YYMMDD) in incident_number, `area` and `year` in dr_number, `area` in rd.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from shared.problems import Level
from shared.rules import city
from shared.rules.case import Case, at, code, codes, count, first, given, text
from shared.rules.rule import Binds, Found, rule

GPS_LIMIT_M = 100
_HOUSE = re.compile(r"(?<![0-9])([0-9]{1,6})(?![0-9]|st\b|nd\b|rd\b|th\b)(?!\s*(?:block|blk|bloque|cuadra)\b)", re.I)


@rule("V-20", Level.ERROR, Binds.FINAL, "types")
def v20(case: Case) -> Iterable[Found]:
    """A crime report was taken: its DR number and the crime types."""
    if code(case.incident, "crime_report_taken") == "yes":
        about = (at("incident", case.incident, "crime_report_taken"),)
        if not codes(case.incident, "dr_numbers"):
            yield Found(at("incident", case.incident, "dr_numbers"), about)
        if not codes(case.incident, "crime_types"):
            yield Found(at("incident", case.incident, "crime_types"), about, variant="types")


@rule("V-27", Level.WARN, Binds.INTERIM)
def v27(case: Case) -> Iterable[Found]:
    """The date within the incident number is within a day of the arrival (or the call)."""
    held = city.named(case, "incident_number", text(case.incident, "incident_number"), "day")
    came = first(case.incident, "lapd_arrived_at", "call_received_at")
    if not held or came is None:
        return
    where = at("incident", case.incident, "incident_number")
    try:
        stated = datetime.strptime(held, "%y%m%d").replace(tzinfo=came.tzinfo).date()
    except ValueError:
        yield Found(where)
        return
    if abs((stated - city.local_day(case, came)).days) > 1:
        yield Found(where, (at("incident", case.incident, "lapd_arrived_at"),))


@rule("V-28", Level.WARN, Binds.INTERIM)
def v28(case: Case) -> Iterable[Found]:
    """The reporting district lies in the area that is stated."""
    area, rd = code(case.incident, "area_code"), text(case.incident, "rd")
    part = city.named(case, "rd", rd, "area")
    if area and part and part != area:
        where, also = at("incident", case.incident, "rd"), (at("incident", case.incident, "area_code"),)
        yield Found(where, also, {"rd": rd, "area": area})


@rule("D-17", Level.WARN, Binds.INTERIM, "bounds")
def d17(case: Case) -> Iterable[Found]:
    """The position is exact to 100 m and lies where the city can be."""
    accuracy = count(case.incident, "gps_accuracy_m")
    if accuracy is not None and accuracy > GPS_LIMIT_M:
        yield Found(at("incident", case.incident, "gps_accuracy_m"), params={"metres": accuracy})
    bounds = case.form.configuration.city.bounds
    if len(bounds) == 4:
        south, west, north, east = map(float, bounds)
        for name, low, high in (("lat", south, north), ("lon", west, east)):
            held = text(case.incident, name)
            if held and not low <= float(held) <= high:
                yield Found(at("incident", case.incident, name), variant="bounds")


@rule("D-18", Level.ERROR, Binds.INTERIM)
def d18(case: Case) -> Iterable[Found]:
    """At a residence the block is written, never the house number."""
    incident = case.incident
    home = code(incident, "is_private_residence") == "yes" or code(incident, "location_category") == "residence"
    for number in _HOUSE.findall(text(incident, "location_block")) if home else ():
        if int(number) % 100:
            also = (at("incident", incident, "is_private_residence"),)
            yield Found(at("incident", incident, "location_block"), also)
            return


@rule("D-19", Level.ERROR, Binds.FINAL)
def d19(case: Case) -> Iterable[Found]:
    """At least one of block, cross street and landmark."""
    if not any(given(case.incident, name) for name in ("location_block", "location_cross", "location_landmark")):
        yield Found(
            at("incident", case.incident, "location_block"),
            (at("incident", case.incident, "location_cross"), at("incident", case.incident, "location_landmark")),
        )


RULES = (v20, v27, v28, d17, d18, d19)
