"""The other federal people and their vehicles (data dictionary 5.4). One row for a group is enough on the scene."""

from shared.about import Is
from shared.catalog import PartSchema, part
from shared.fields import Choice, Choices, Count, Flag, Patterned, Ref, Refs, Text
from shared.report.asking import section

conduct = section("conduct")

NOT_GIVEN = ("refused", "not_observed", "unknown")


@part("federal_agent", repeated=True)
class FederalAgent(PartSchema):
    """One person, or one group of the same look and agency."""

    is_group = Flag(conduct("1!", "P", "ED17-L2", "switch"))
    group_count = Count(conduct("1!", "P", "ED17-L2", "count", asked=Is("is_group", "yes")), min=1, max=200)
    agency_claimed = Choice(conduct("2!", "P", "ED17-L2", "search"), "agency", other=True)
    agency_displayed = Choice(conduct("2", "P", "ED17-L2", "search"), "agency", other=True)
    agency_verified = Choice(conduct("2", "P", "LAPD-2025-06", "search"), "agency", other=True)
    role_seen = Choice(conduct("2", "P", "ED17-L2", "chips"), "role_seen")
    weapons_seen = Choices(conduct("2", "P", "ED17-L2", "chips"), "weapons_seen")
    uniform_state = Choice(conduct("2", "P", "SB-805", "segments"), "uniform_state")
    clothing = Choice(conduct("2", "P", "SB-805", "chips"), "clothing")
    markings_seen = Choices(conduct("2", "P", "SB-805", "chips"), "markings_seen", other=True)
    face_covering = Choices(conduct("2", "P", "SB-627", "chips"), "face_covering")
    id_displayed = Choices(conduct("2", "P", "SB-805", "chips"), "id_displayed")
    exemption_claimed = Choice(conduct("2", "P", "SB-627", "chips"), "exemption_claimed", other=True)
    name_as_stated = Text(conduct("3", "R", "ED17-L2", "text", marks=NOT_GIVEN), max=80)
    badge_number = Patterned(conduct("3", "R", "ED17-L2", "text", marks=NOT_GIVEN), "badge")
    title_as_stated = Text(conduct("3", "R", "ED17-L2", "text", marks=NOT_GIVEN), max=60)
    linked_allegation_ids = Refs(conduct("3", "C", "ED17-L5", "reference"), "allegation")


@part("federal_vehicle", repeated=True)
class FederalVehicle(PartSchema):
    """One vehicle, or several alike. It may stand for a team that nobody could speak to."""

    supervisor_ref = Ref(conduct("2", "P", "ED17-L2", "reference"), "federal_supervisor")
    agent_ref = Ref(conduct("2", "P", "ED17-L2", "reference"), "federal_agent")
    type = Choice(conduct("2", "P", "ED17-L2", "chips"), "vehicle_type", other=True)
    colour = Choice(conduct("2", "P", "ED17-L2", "chips"), "vehicle_colour", other=True)
    make_model = Text(conduct("2", "R", "ED17-L2", "text"), max=40)
    plate_status = Choice(conduct("2", "R", "ED17-L2", "chips"), "plate_status")
    plate = Patterned(
        conduct(
            "2",
            "R",
            "ED17-L2",
            "text",
            needed=Is("plate_status", "read"),
            asked=Is("plate_status", "read", "partial"),
        ),
        "plate",
    )
    plate_state = Choice(
        conduct("2", "R", "ED17-L2", "search", asked=Is("plate_status", "read", "partial")),
        "plate_state",
        other=True,
    )
    marked = Choice(conduct("2", "R", "ED17-L2", "segments"), "yes_no_unknown")
    unit_number = Text(conduct("2", "R", "ED17-L2", "text"), max=12)
    count = Count(conduct("2", "R", "ED17-L2", "count"), min=1, max=200)
