"""The incident: its numbers, times and place, what was seen, what our own people did (data dictionary 5.1).

Who was there is in `units` and `federal`, who was hurt in `injury`. The review state is not here: it belongs to the
server, and the officer's seal covers the officer's words only.
"""

from shared.about import Given, Is, Not
from shared.catalog import PartSchema, part
from shared.fields import Choice, Choices, Count, Day, Degrees, Flag, Instant, Listed, Patterned, Text, Uuid
from shared.report.asking import both, section

scene, safety, federal = section("scene"), section("safety"), section("federal")
conduct, people, cameras = section("conduct"), section("people"), section("cameras")
public_reports, review = section("public_reports"), section("review")

NOT_AT_A_SCENE = Is("source", "station_walk_in", "phone_in", "after_the_fact")
NUMBERED = Is("incident_number_status", "known")
CRIME = Is("crime_report_taken", "yes")


@part("incident", repeated=False)
class Incident(PartSchema):
    """One scene, or one report of a scene that nobody of ours saw."""

    local_ref = Patterned(scene("A!", "P", "RECORD", "none"), "local_ref")
    incident_number_status = Choice(scene("1!", "P", "LAPD-CAD", "segments", card=3), "incident_number_status")
    incident_number_raw = Text(
        scene("1", "P", "LAPD-CAD", "text", asked=Not(Is("incident_number_status", "none_issued")), card=3),
        max=20,
    )
    incident_number = Patterned(scene("3", "P", "LAPD-CAD", "text", needed=NUMBERED, asked=NUMBERED), "incident_number")
    source = Choice(scene("1!", "P", "ED17-L6", "chips"), "source")
    call_type_text = Text(scene("3", "P", "LAPD-CAD", "text"), max=40)
    call_received_at = Instant(
        scene("3", "P", "GOV-7923.615", "time", needed=Is("source", "radio_call"), marks=("unknown",))
    )
    started_at = Instant(scene("2!", "P", "GOV-7923.615", "time", marks=("unknown",)))
    started_precision = Choice(scene("2!", "P", "GOV-7923.615", "segments"), "precision")
    lapd_arrived_at = Instant(scene("1!", "P", "ED17-L1", "time", asked=Not(NOT_AT_A_SCENE), card=1))
    agents_present_on_arrival = Choice(scene("1!", "P", "ED17-L6", "chips", card=4), "agents_present")
    agents_departed_at = Instant(
        scene(
            "2",
            "P",
            "ED17-L6",
            "time",
            asked=Is("agents_present_on_arrival", "present", "leaving"),
            marks=("unknown", "not_observed"),
        )
    )
    lapd_cleared_at = Instant(scene("3!", "P", "ED17-L6", "time", asked=Not(NOT_AT_A_SCENE)))
    incident_date = Day(scene("A", "P", "RIPA", "none"))
    crosses_midnight = Flag(scene("A", "P", "RECORD", "none"))
    crosses_dst = Flag(scene("A", "P", "RECORD", "none"))
    clock_offset_s = Count(scene("A", "P", "RECORD", "none"), min=-86400, max=86400)

    location_category = Choice(scene("1!", "P", "ED17-P1", "chips"), "location_category", other=True)
    location_block = Text(
        scene(
            "1",
            "P",
            "RIPA",
            "text",
            needed=both(Not(Given("location_cross")), Not(Given("location_landmark"))),
        ),
        max=80,
        free=True,
    )
    location_cross = Text(scene("1", "P", "RIPA", "text"), max=80, free=True)
    location_landmark = Text(scene("1", "P", "RIPA", "text"), max=80, free=True)
    is_private_residence = Choice(scene("2!", "C", "RIPA", "segments"), "yes_no_unknown")
    lat = Degrees(scene("A", "R", "RECORD", "place"), limit=90)
    lon = Degrees(scene("A", "R", "RECORD", "place"), limit=180)
    gps_accuracy_m = Count(scene("A", "R", "RECORD", "none"), max=100_000)
    location_method = Choice(scene("A", "R", "RECORD", "none"), "location_method")
    area_code = Choice(scene("2!", "P", "ED17-L6", "search"), "area")
    rd = Patterned(scene("3", "P", "LAPD-CAD", "text"), "rd")
    council_district = Patterned(scene("3", "P", "ED17-L6", "text"), "council_district")

    injury_present = Choice(safety("1!", "P", "ED17-L4", "segments", card=7), "yes_no_unknown")

    verification_result = Choice(federal("2!", "P", "LAPD-2025-06", "chips"), "verification_result")
    activity_observed = Choices(conduct("2!", "P", "ED17-L2", "chips"), "activity_observed", other=True)
    persons_detained_observed = Count(
        conduct("2", "P", "GOV-7284.6", "count", marks=("unknown", "not_observed")), max=500
    )
    persons_detained_is_estimate = Flag(
        conduct("2", "P", "ED17-L2", "switch", asked=Given("persons_detained_observed"))
    )
    minors_detained_observed = Count(conduct("2", "P", "ED17-L2", "count", marks=("unknown", "not_observed")), max=500)
    force_observed = Choices(conduct("2!", "P", "ED17-L2", "chips"), "force", other=True)
    warrant_status = Choice(conduct("2", "P", "ED17-P4", "chips"), "warrant_status")
    federal_stated_purpose = Text(conduct("2", "R", "ED17-L2", "paragraph"), max=250, free=True)
    crowd_size_band = Choice(conduct("2", "P", "ED17-L2", "segments"), "crowd_size_band")

    lapd_actions = Choices(people("2!", "P", "GOV-7284.6", "chips"), "lapd_actions", other=True)
    lapd_supervisor_absent_reason = Text(
        people(
            "2",
            "R",
            "LAPD-2025-06",
            "text",
            needed=Given("lapd_arrived_at"),
            asked=both(
                Given("lapd_arrived_at"),
                Not(Is("role", "supervisor", "watch_commander", part="responding_unit")),
            ),
        ),
        max=160,
        free=True,
    )
    lapd_detained_anyone = Choice(people("3!", "P", "RIPA", "segments"), "yes_no")
    ripa_done = Choice(people("3", "P", "RIPA", "segments", asked=Is("lapd_detained_anyone", "yes")), "yes_no")
    lapd_used_force = Choice(people("3!", "P", "RIPA", "segments"), "yes_no")
    use_of_force_done = Choice(people("3", "P", "RIPA", "segments", asked=Is("lapd_used_force", "yes")), "yes_no")

    crime_report_taken = Choice(public_reports("3!", "P", "ED17-L5", "segments"), "crime_report_taken")
    dr_numbers = Listed(
        Patterned(public_reports("3", "P", "LAPD-MANUAL-5", "lines", needed=CRIME, asked=CRIME), "dr_number"),
        max=10,
    )
    crime_types = Choices(
        public_reports("3", "P", "LAPD-MANUAL-5", "chips", needed=CRIME, asked=CRIME),
        "crime_types",
        other=True,
    )
    other_evidence_preserved = Choices(cameras("3!", "P", "ED17-L2", "chips"), "other_evidence_preserved")
    preservation_hold = Flag(cameras("A", "P", "ED17-L2", "none"))
    hold_reason = Text(cameras("A", "P", "ED17-L2", "none"), max=80)
    legal_status_snapshot = Listed(Text(conduct("A", "P", "SB-805", "none"), max=80), max=12)

    merge_parent_id = Uuid(review("4", "P", "RECORD", "text"))
