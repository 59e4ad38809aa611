"""V-05 to V-12: the federal supervisor of every agency, and what was tried to learn who it is."""

import unicodedata
from collections.abc import Iterable, Iterator

from shared.answers import Address, Row, row_id
from shared.problems import Level
from shared.rules.case import Case, all_rows, at, code, codes, given, text, valued
from shared.rules.derived import police_only
from shared.rules.rule import Binds, Found, rule

PART = "federal_supervisor"
AGENCY = ("agency_verified", "agency_claimed", "agency_displayed")
IDENTIFIED = ("identified_verified", "identified_unverified")
NO_ANSWER = ("refused", "not_located", "none_on_scene", "offsite_named", "departed_before_contact")
SUCCESSFUL = ("gave_all", "verified")
WANTS_REASON = ("refused", "gave_name_only", "gave_badge_only", "gave_agency_only", "no_supervisor_said")
"""Results after which the reason that was given is asked for; the others say themselves why nothing came."""
REASON_MIN = 20
WEAK = ("visual_only", "none")


def status(row: Row) -> str:
    """The row's supervisor_status, "" while it is open."""
    return code(row, "supervisor_status")


def agencies(row: Row) -> frozenset[str]:
    """Every agency that a row names, as claimed, displayed or verified."""
    return frozenset(agency for name in AGENCY if (agency := code(row, name)))


def best_agency(row: Row) -> str:
    """The agency by which to speak of a row: verified before claimed before displayed."""
    return next((agency for name in AGENCY if (agency := code(row, name))), "")


def attempts(case: Case, row: Row) -> list[Row]:
    """The attempts for one supervisor row."""
    return case.below("id_attempt", row)


def unsuccessful(held: Iterable[Row]) -> list[Row]:
    """The attempts that did not bring everything that was asked."""
    return [row for row in held if code(row, "result") not in ("", *SUCCESSFUL)]


def uncovered(case: Case) -> Iterator[tuple[Address, str]]:
    """V-05: each group seen whose agency has no supervisor row: (where it was seen, the agency)."""
    held: set[str] = set()
    for row in case.rows(PART):
        held |= agencies(row)
    for row in case.rows("federal_agent"):
        seen = agencies(row)
        if seen and not seen & held:
            held |= seen
            yield at("federal_agent", row, "agency_claimed"), best_agency(row)


@rule("V-05", Level.ERROR, Binds.FINAL, "nobody")
def v05(case: Case) -> Iterable[Found]:
    """Agents present or leaving on arrival: every agency seen has a federal supervisor row."""
    if code(case.incident, "agents_present_on_arrival") not in ("present", "leaving"):
        return
    if not case.rows(PART):
        seen = at("incident", case.incident, "agents_present_on_arrival")
        yield Found(all_rows(PART), (seen,), variant="nobody")
        return
    for address, agency in uncovered(case):
        yield Found(all_rows(PART), (address,), {"agency": agency})


@rule("V-06", Level.ERROR, Binds.FINAL)
def v06(case: Case) -> Iterable[Found]:
    """Identified: the name as stated and the badge number are both written (`?` for an unreadable character)."""
    for row in case.rows(PART):
        if status(row) in IDENTIFIED:
            for name in ("name_as_stated", "badge_number"):
                if not valued(row, name):
                    yield Found(at(PART, row, name), (at(PART, row, "supervisor_status"),))


@rule("V-07", Level.ERROR, Binds.FINAL, "both", "reason")
def v07(case: Case) -> Iterable[Found]:
    """Partial: exactly one of name and badge, and an attempt says why the other is missing."""
    for row in case.rows(PART):
        if status(row) != "partial":
            continue
        name, badge = at(PART, row, "name_as_stated"), at(PART, row, "badge_number")
        held = valued(row, "name_as_stated") + valued(row, "badge_number")
        if held == 2:
            yield Found(at(PART, row, "supervisor_status"), (name, badge), variant="both")
        elif held == 0:
            yield Found(name, (badge, at(PART, row, "supervisor_status")))
        tried = attempts(case, row)
        if not any(given(each, "refusal_reason_stated") for each in tried):
            where = at("id_attempt", tried[-1], "refusal_reason_stated") if tried else all_rows("id_attempt")
            yield Found(where, (at(PART, row, "supervisor_status"),), variant="reason")


@rule("V-08", Level.ERROR, Binds.FINAL, "reason", "next_step", "description")
def v08(case: Case) -> Iterable[Found]:
    """Refused, none, offsite, not located or departed: an attempt with result, reason and next step; a description."""
    for row in case.rows(PART):
        if status(row) not in NO_ANSWER:
            continue
        about = at(PART, row, "supervisor_status")
        tried = unsuccessful(attempts(case, row))
        if not tried:
            yield Found(all_rows("id_attempt"), (about,), {"status": status(row)})
            continue
        if not any(code(each, "result") not in WANTS_REASON or given(each, "refusal_reason_stated") for each in tried):
            yield Found(at("id_attempt", tried[-1], "refusal_reason_stated"), (about,), variant="reason")
        if not any(given(each, "next_step") for each in tried):
            yield Found(at("id_attempt", tried[-1], "next_step"), (about,), variant="next_step")
        if not text(row, "description").strip() and not vehicle_of(case, row):
            yield Found(at(PART, row, "description"), (about, all_rows("federal_vehicle")), variant="description")


def vehicle_of(case: Case, row: Row) -> bool:
    """Whether a vehicle stands for this row: one that names it, or names an agent of its agency, or names nobody."""
    agents = {row_id(agent): agencies(agent) for agent in case.rows("federal_agent")}
    for vehicle in case.rows("federal_vehicle"):
        named, agent = code(vehicle, "supervisor_ref"), code(vehicle, "agent_ref")
        if named == row_id(row) or (not named and not agent):
            return True
        if not named and agents.get(agent, frozenset()) & agencies(row):
            return True
    return False


@rule("V-09", Level.ERROR, Binds.FINAL, "flag")
def v09(case: Case) -> Iterable[Found]:
    """Not attempted: a reason of at least 20 characters, and the supervisor's attention."""
    for row in case.rows(PART):
        if status(row) == "not_attempted":
            reason = at(PART, row, "not_attempted_reason")
            if len(text(row, "not_attempted_reason").strip()) < REASON_MIN:
                yield Found(reason, (at(PART, row, "supervisor_status"),), {"min": REASON_MIN})
            yield Found(at(PART, row, "supervisor_status"), (reason,), level=Level.FLAG, variant="flag")


@rule("V-10", Level.ERROR, Binds.FINAL, "verifier")
def v10(case: Case) -> Iterable[Found]:
    """Identified and verified: a method beyond looking, and the serial of who verified."""
    for row in case.rows(PART):
        if status(row) != "identified_verified":
            continue
        if not set(codes(row, "verification_method")) - set(WEAK):
            yield Found(at(PART, row, "verification_method"), (at(PART, row, "supervisor_status"),))
        if not valued(row, "lapd_verifier_serial"):
            yield Found(
                at(PART, row, "lapd_verifier_serial"), (at(PART, row, "supervisor_status"),), variant="verifier"
            )


def plain(held: str) -> str:
    """A name or badge for comparison only: compatibility form, folded case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", held).casefold().split())


@rule("V-11", Level.WARN, Binds.INTERIM)
def v11(case: Case) -> Iterable[Found]:
    """The same badge number stands with different names in one incident."""
    seen: dict[str, tuple[Address, str]] = {}
    for part in (PART, "federal_agent"):
        for row in case.rows(part):
            badge, name = plain(text(row, "badge_number")), plain(text(row, "name_as_stated"))
            if not badge or not name:
                continue
            before = seen.setdefault(badge, (at(part, row, "badge_number"), name))
            if before[1] != name:
                params = {"badge": text(row, "badge_number")}
                yield Found(at(part, row, "badge_number"), (before[0], at(part, row, "name_as_stated")), params)


@rule("V-12", Level.INFO, Binds.INTERIM)
def v12(case: Case) -> Iterable[Found]:
    """Only POLICE is displayed and ICE is claimed: recorded as police marking only."""
    for row in case.rows(PART):
        if police_only(row) and is_ice(case, code(row, "agency_claimed")):
            also = (at(PART, row, "agency_claimed"), at(PART, row, "police_marking_only"))
            yield Found(at(PART, row, "markings_seen"), also)


def is_ice(case: Case, agency: str) -> bool:
    """Whether a code belongs to ICE, by the coarser list where there is one."""
    lists = case.form.configuration.vocabulary.lists
    parents = {term.code: term.parent for term in lists.get("agency", ())}
    return agency.startswith("ICE") or parents.get(agency, "").endswith("ICE")


RULES = (v05, v06, v07, v08, v09, v10, v11, v12)
