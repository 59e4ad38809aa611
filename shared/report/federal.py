"""Who led each federal agency's people, and every attempt to learn it (data dictionary 5.2 and 5.3).

A refusal is data: the attempt, what was asked, what came back and what was done next.
"""

from shared.about import Given, Is, Not
from shared.catalog import PartSchema, part
from shared.fields import Choice, Choices, Flag, Instant, Patterned, Ref, Text
from shared.report.asking import both, lacks, section

federal = section("federal")

IDENTIFIED = Is("supervisor_status", "identified_verified", "identified_unverified")
SOURCED = Is("supervisor_status", "identified_verified", "identified_unverified", "partial")
NOT_GIVEN = ("refused", "not_observed", "unknown")
SUCCESS = Is("result", "gave_all", "verified")
ASKED_WHY = Is("result", "refused", "gave_name_only", "gave_badge_only", "gave_agency_only", "no_supervisor_said")


@part("federal_supervisor", repeated=True)
class FederalSupervisor(PartSchema):
    """One row for each agency present."""

    agency_claimed = Choice(federal("1!", "P", "ED17-L3", "search", card=5), "agency", other=True)
    supervisor_status = Choice(federal("1!", "P", "ED17-L3", "chips", card=6), "supervisor_status")
    not_attempted_reason = Text(
        federal(
            "2",
            "R",
            "ED17-L3",
            "paragraph",
            needed=Is("supervisor_status", "not_attempted"),
            asked=Is("supervisor_status", "not_attempted"),
        ),
        min=20,
        max=250,
        free=True,
    )
    name_as_stated = Text(federal("1", "R", "ED17-L3", "text", needed=IDENTIFIED, marks=NOT_GIVEN, card=6), max=80)
    badge_number = Patterned(federal("1", "R", "ED17-L3", "text", needed=IDENTIFIED, marks=NOT_GIVEN, card=6), "badge")
    name_source = Choice(federal("1", "P", "ED17-L3", "chips", needed=SOURCED), "name_source")
    badge_source = Choice(federal("1", "P", "ED17-L3", "chips", needed=SOURCED), "badge_source")
    agency_displayed = Choice(federal("2", "P", "ED17-L3", "search"), "agency", other=True)
    agency_verified = Choice(federal("2", "P", "LAPD-2025-06", "search"), "agency", other=True)
    agency_mismatch_note = Text(
        federal("2", "R", "LAPD-2025-06", "text", asked=Given("agency_verified")), max=160, free=True
    )
    title_as_stated = Text(federal("2", "P", "ED17-L3", "text", marks=NOT_GIVEN), max=60)
    verification_method = Choices(
        federal("2", "P", "LAPD-2025-06", "chips", needed=Is("supervisor_status", "identified_verified")),
        "verification_method",
    )
    lapd_verifier_serial = Patterned(
        federal("2", "R", "LAPD-2025-06", "text", needed=Is("supervisor_status", "identified_verified")),
        "serial",
    )
    verbal_id_as_officer = Choice(federal("2", "P", "CFR-8-287.8", "segments"), "yes_no_not_observed")
    stated_reason_for_arrest = Choice(federal("2", "P", "CFR-8-287.8", "segments"), "yes_no_not_observed")
    uniform_state = Choice(federal("2", "P", "SB-805", "segments"), "uniform_state")
    face_covering = Choices(federal("2", "P", "SB-627", "chips"), "face_covering")
    id_displayed = Choices(federal("2", "P", "SB-805", "chips"), "id_displayed")
    markings_seen = Choices(federal("2", "P", "SB-805", "chips"), "markings_seen", other=True)
    police_marking_only = Flag(federal("A", "P", "SB-805", "none"))
    exemption_claimed = Choice(federal("2", "P", "SB-627", "chips"), "exemption_claimed", other=True)
    clothing = Choice(federal("2", "P", "SB-805", "chips"), "clothing")
    bwv_captured_check = Choice(federal("2!", "P", "ED17-L1", "segments"), "bwv_captured_check")
    bwv_captured_reason = Text(
        federal(
            "2",
            "P",
            "ED17-L1",
            "text",
            needed=Not(Is("supervisor_status", "not_attempted")),
            asked=Is("bwv_captured_check", "no"),
        ),
        max=160,
        free=True,
    )
    description = Text(
        federal(
            "3",
            "R",
            "ED17-L2",
            "paragraph",
            needed=both(Is("supervisor_status", "refused"), lacks("name_as_stated"), lacks("badge_number")),
        ),
        max=250,
        free=True,
    )
    field_office_or_unit = Text(federal("3", "R", "ED17-L3", "text"), max=60)
    name_last = Text(federal("3", "R", "ED17-L3", "text"), max=80)
    name_first = Text(federal("3", "R", "ED17-L3", "text"), max=80)
    callback_number = Text(federal("3", "C", "USC-18-119", "text"), max=40)
    callback_is_office = Choice(
        federal(
            "3",
            "P",
            "USC-18-119",
            "segments",
            needed=Given("callback_number"),
            asked=Given("callback_number"),
        ),
        "yes_no",
    )


@part("id_attempt", repeated=True, parent="federal_supervisor")
class IdAttempt(PartSchema):
    """One time somebody of ours asked who leads. At least one for every agency, unless there was no contact."""

    supervisor_ref = Ref(federal("A!", "P", "ED17-L3", "none"), "federal_supervisor")
    attempted_at = Instant(federal("1!", "P", "ED17-L3", "time", card=6))
    asked_by_serial = Patterned(federal("A", "R", "ED17-L3", "text"), "serial")
    asked_whom = Text(federal("1", "R", "ED17-L3", "text"), max=60, free=True)
    asked_for = Choices(federal("1!", "P", "ED17-L3", "chips"), "asked_for")
    ask_method = Choice(federal("1!", "P", "ED17-L3", "chips"), "ask_method")
    result = Choice(federal("1!", "P", "ED17-L3", "chips", card=6), "attempt_result")
    refusal_reason_stated = Choice(
        federal("1", "P", "ED17-L3", "chips", needed=ASKED_WHY, asked=ASKED_WHY, card=6),
        "refusal_reason",
        other=True,
    )
    next_step = Choices(federal("2", "P", "ED17-L3", "chips", needed=Not(SUCCESS)), "next_step")
    captured_on_bwv = Choice(federal("2!", "P", "LAPD-BWV", "segments"), "captured_on_bwv")
    words_used = Text(federal("3", "R", "ED17-L3", "paragraph"), max=160, free=True)
