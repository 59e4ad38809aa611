"""Our own units on the scene and the people in them (data dictionary 5.10)."""

from shared.about import Is
from shared.catalog import PartSchema, part
from shared.fields import Choice, Instant, Patterned, Ref, Text
from shared.report.asking import section

people = section("people")


@part("responding_unit", repeated=True)
class RespondingUnit(PartSchema):
    """One unit that came; exactly one is primary."""

    unit_designation = Patterned(people("1!", "P", "LAPD-CAD", "text", card=1), "unit")
    role = Choice(people("2!", "P", "LAPD-CAD", "chips"), "unit_role", other=True)
    arrived_at = Instant(people("2", "P", "ED17-L6", "time"))
    cleared_at = Instant(people("3", "P", "ED17-L6", "time"))
    lapd_supervisor_on_scene_at = Instant(
        people(
            "2",
            "P",
            "LAPD-2025-06",
            "time",
            needed=Is("role", "supervisor"),
            asked=Is("role", "supervisor", "watch_commander"),
        )
    )


@part("personnel", repeated=True, parent="responding_unit")
class Personnel(PartSchema):
    """One person of a unit. The writer's own row comes from the sign-in, the others are typed."""

    unit_ref = Ref(people("A!", "P", "RECORD", "none"), "responding_unit")
    person_serial = Patterned(people("A!", "R", "ED17-L1", "text"), "serial")
    person_rank = Choice(people("A", "P", "ED17-L1", "search"), "rank")
    person_name = Text(people("A", "R", "ED17-L1", "text"), max=80)
