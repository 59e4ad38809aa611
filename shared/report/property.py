"""Whose ground was used, and how (data dictionary 5.8). Officers record; they are not required to evict."""

from shared.about import Is
from shared.catalog import PartSchema, part
from shared.fields import Choice, Choices, Count, Flag, Instant, Patterned, Refs, Text
from shared.report.asking import both, section

ground = section("property")

INVOLVED = Is("property_involved", "city", "county", "other_public", "private")
CITY = Is("property_involved", "city")
PUBLIC = Is("property_involved", "city", "county", "other_public")
PRIVATE = Is("property_involved", "private")
PROHIBITED = both(INVOLVED, Is("use_type", "staging_area", "processing_location", "operations_base"))


@part("property_use", repeated=True)
class PropertyUse(PartSchema):
    """One place that agents used."""

    property_involved = Choice(ground("1!", "P", "ED17-P1", "chips", card=8), "property_involved")
    use_type = Choice(ground("2", "P", "ED17-P1", "chips", needed=INVOLVED, asked=INVOLVED), "use_type")
    property_name = Text(ground("2", "P", "ED17-P2", "text", needed=CITY, asked=INVOLVED), max=80, free=True)
    address_block = Text(ground("2", "P", "RIPA", "text", asked=INVOLVED), max=80, free=True)
    owning_department = Choice(ground("2", "P", "ED12", "search", needed=CITY, asked=CITY), "department", other=True)
    area_type = Choice(ground("2", "P", "ED17-P4", "segments", needed=CITY, asked=INVOLVED), "area_type")
    signage_posted = Choice(ground("2", "P", "ED17-P3", "segments", needed=CITY, asked=PUBLIC), "yes_no_unknown")
    gate_state = Choice(ground("2", "P", "ED17-P3", "segments", needed=CITY, asked=INVOLVED), "gate_state")
    authority_shown = Choice(ground("2", "P", "ED17-P4", "chips", needed=CITY, asked=INVOLVED), "authority_shown")
    private_owner_consent = Choice(
        ground("2", "R", "ED17-P5", "segments", needed=PRIVATE, asked=PRIVATE), "private_owner_consent"
    )
    first_seen_at = Instant(ground("2", "P", "ED17-P1", "time", needed=PROHIBITED, asked=INVOLVED, marks=("unknown",)))
    still_present = Flag(ground("2", "P", "ED17-P1", "switch", needed=PROHIBITED, asked=INVOLVED))
    left_at = Instant(
        ground(
            "2",
            "P",
            "ED17-P1",
            "time",
            needed=both(PROHIBITED, Is("still_present", "no")),
            asked=both(INVOLVED, Is("still_present", "no")),
            marks=("unknown", "not_observed"),
        )
    )
    vehicle_count = Count(ground("2", "P", "ED17-P1", "count", asked=INVOLVED), max=500)
    personnel_count = Count(ground("2", "P", "ED17-P1", "count", asked=INVOLVED), max=2000)
    equipment = Choices(ground("2", "P", "ED17-P1", "chips", asked=INVOLVED), "equipment")
    disruption_to_city_use = Choice(ground("3", "P", "ED17-P1", "segments", asked=PUBLIC), "disruption_to_city_use")
    told_to_leave_by = Choice(ground("3", "P", "ED17-P1", "segments", asked=INVOLVED), "told_to_leave_by", other=True)
    response = Choice(ground("3", "P", "ED17-P1", "segments", asked=INVOLVED), "leave_response")
    photos = Refs(ground("3", "R", "ED17-L2", "attach", asked=INVOLVED), "media")
    crime_dr_number = Patterned(
        ground("3", "P", "LAPD-MANUAL-5", "text", asked=Is("gate_state", "breached")), "dr_number"
    )
