"""What people report about federal agents: the report, its allegations, its witnesses (data dictionary 5.6).

A complaint about our own employee never goes in here: only that it was handed on, to whom and when.
"""

from shared.about import Given, Is, Not
from shared.catalog import PartSchema, part
from shared.fields import Choice, Choices, Count, Flag, Instant, Patterned, Ref, Refs, Text
from shared.report.asking import both, section

reports, review = section("public_reports"), section("review")

FOREIGN = both(Given("language"), Not(Is("language", "eng")))
NAMED = Is("anonymous", "no")
REACHABLE = both(NAMED, Is("contact_consent", "yes"))
CRIME = Is("crime_alleged", "yes", "unsure")
ABOUT_US = Is("about_lapd_employee", "yes")


@part("misconduct_report", repeated=True)
class MisconductReport(PartSchema):
    """One person's report. On the card it is a count: the row is there, its details are owed."""

    report_ref = Patterned(reports("A!", "P", "ED17-L5", "none"), "report_ref")
    taken_at = Instant(reports("A!", "P", "GOV-7923.615", "time", card=9))
    taken_by_serial = Patterned(reports("A", "R", "ED17-L5", "text"), "serial")
    reporter_type = Choice(reports("2!", "P", "ED17-L5", "chips"), "reporter_type")
    channel = Choice(reports("2!", "P", "ED17-L5", "chips"), "report_channel")
    language = Choice(reports("2!", "P", "ED17-L5", "search"), "language", other=True)
    interpreter = Choice(
        reports("2", "P", "GOV-7284.6", "chips", needed=FOREIGN, asked=FOREIGN), "interpreter", other=True
    )
    interpreter_serial_or_id = Text(reports("3", "R", "ED17-L5", "text", asked=FOREIGN), max=40)
    anonymous = Flag(reports("2!", "P", "ED17-L5", "switch"))
    contact_consent = Choice(reports("3", "C", "CIV-1798.3", "segments", needed=NAMED, asked=NAMED), "yes_no")
    contact_name = Text(reports("3", "C", "CIV-1798.3", "text", asked=REACHABLE), max=80)
    contact_phone = Patterned(reports("3", "C", "CIV-1798.3", "text", asked=REACHABLE), "phone")
    contact_email = Patterned(reports("3", "C", "CIV-1798.3", "text", asked=REACHABLE), "email")
    preferred_contact = Choice(reports("3", "C", "CIV-1798.3", "segments", asked=REACHABLE), "preferred_contact")
    reporter_is_minor = Choice(reports("2!", "C", "WIC-827", "segments"), "yes_no_unknown")
    guardian_contact = Text(
        reports("3", "C", "WIC-827", "text", asked=both(Is("reporter_is_minor", "yes"), REACHABLE)), max=120
    )
    event_at = Instant(reports("2!", "P", "GOV-7923.615", "time", marks=("unknown",)))
    event_precision = Choice(reports("2!", "P", "GOV-7923.615", "segments"), "precision")
    event_location_same = Flag(reports("2!", "P", "GOV-7923.615", "switch"))
    event_location_text = Text(
        reports(
            "2",
            "R",
            "RIPA",
            "text",
            needed=Is("event_location_same", "no"),
            asked=Is("event_location_same", "no"),
        ),
        max=80,
        free=True,
    )
    agencies_alleged = Choices(reports("2!", "P", "ED17-L5", "search"), "agency", other=True)
    agent_refs = Refs(reports("2", "R", "ED17-L5", "reference"), "federal_agent")
    agent_description = Text(reports("2", "R", "ED17-L5", "paragraph"), max=250, free=True)
    vehicle_refs = Refs(reports("2", "R", "ED17-L5", "reference"), "federal_vehicle")
    statement_original = Text(
        reports("2", "R", "ED17-L5", "paragraph", needed=Not(Given("statement_audio_ref"))),
        max=8000,
        free=True,
    )
    statement_audio_ref = Ref(reports("2", "R", "ED17-L5", "attach"), "media")
    translation_status = Choice(reports("3", "R", "ED17-L5", "segments", needed=FOREIGN), "translation_status")
    statement_english = Text(
        reports(
            "3",
            "R",
            "ED17-L5",
            "paragraph",
            needed=Is("translation_status", "machine_draft", "human_verified"),
            asked=FOREIGN,
        ),
        max=8000,
        free=True,
    )
    translation_by = Text(reports("3", "R", "ED17-L5", "text", asked=FOREIGN), max=80)
    crime_alleged = Choice(reports("2!", "P", "LAPD-MANUAL-5", "segments"), "crime_alleged")
    dr_number = Patterned(reports("3", "P", "LAPD-MANUAL-5", "text", asked=CRIME), "dr_number")
    declined_reason = Text(
        reports("3", "P", "LAPD-MANUAL-5", "text", asked=both(CRIME, Not(Given("dr_number")))),
        max=160,
        free=True,
    )
    injury_claimed = Choice(reports("2", "P", "GOV-7923.615", "segments"), "yes_no")
    property_damage_claimed = Choice(reports("2", "P", "GOV-7923.615", "segments"), "yes_no")
    damage_text = Text(
        reports("2", "P", "GOV-7923.615", "text", asked=Is("property_damage_claimed", "yes")),
        max=160,
        free=True,
    )
    evidence_offered = Choices(reports("2!", "P", "ED17-L2", "chips"), "evidence_offered")
    evidence_received_refs = Refs(reports("3", "C", "ED17-L2", "attach"), "media")
    evidence_link = Patterned(reports("3", "C", "ED17-L2", "text"), "link")
    witness_count = Count(reports("3", "C", "ED17-L5", "count"), max=500)
    withhold_name_requested = Choice(reports("3!", "P", "GOV-7923.615", "segments"), "withhold_name_requested")
    rights_info_given = Choices(reports("3!", "P", "MARSY", "chips"), "rights_info_given")
    receipt_given = Choice(reports("2!", "P", "ED17-L5", "segments"), "receipt_given")
    signature_status = Choice(reports("3", "C", "LAPD-MANUAL-5", "chips"), "signature_status")
    signature = Ref(
        reports("3", "C", "LAPD-MANUAL-5", "signature", asked=Is("signature_status", "signed", "mark")),
        "media",
    )
    about_lapd_employee = Choice(reports("2!", "C", "PC-832.7", "segments"), "yes_no")
    routing_slip_at = Instant(reports("2", "C", "PC-832.7", "time", needed=ABOUT_US, asked=ABOUT_US))
    routing_slip_supervisor_serial = Patterned(
        reports("2", "C", "PC-832.7", "text", needed=ABOUT_US, asked=ABOUT_US), "serial"
    )

    disclosure_endangers = Choice(review("4", "C", "GOV-7923.615", "segments"), "disclosure_endangers")
    disclosure_reason = Text(review("4", "C", "GOV-7923.615", "text"), max=250)
    referral = Choices(review("4", "R", "LAPD-2026-02", "chips"), "referral", other=True)
    referred_at = Instant(review("4", "R", "LAPD-2026-02", "time"))
    report_status = Choice(review("4", "P", "ED17-L6", "chips"), "report_status")


@part("allegation", repeated=True, parent="misconduct_report")
class Allegation(PartSchema):
    """One thing that is said to have been done."""

    misconduct_ref = Ref(reports("A!", "P", "ED17-L5", "none"), "misconduct_report")
    category = Choice(reports("2!", "P", "ED17-L5", "chips"), "allegation_category", other=True)
    source = Choice(reports("3!", "P", "ED17-L5", "chips"), "allegation_source")


@part("witness_contact", repeated=True, parent="misconduct_report")
class WitnessContact(PartSchema):
    """A further witness who agreed to be contacted."""

    misconduct_ref = Ref(reports("A!", "C", "ED17-L5", "none"), "misconduct_report")
    consent = Choice(reports("3!", "C", "CIV-1798.3", "segments"), "yes_no")
    name = Text(reports("3", "C", "CIV-1798.3", "text", asked=Is("consent", "yes")), max=80)
    phone = Patterned(reports("3", "C", "CIV-1798.3", "text", asked=Is("consent", "yes")), "phone")
