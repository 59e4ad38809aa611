"""Each injured person, and the ambulance for them (data dictionary 5.5)."""

from shared.about import Is, Not
from shared.catalog import PartSchema, part
from shared.fields import Choice, Choices, Flag, Instant, Patterned, Refs, Text
from shared.report.asking import either, section

safety = section("safety")

MINOR = Is("age_band", "0-12", "13-17")
SUMMONED = Is("ems_summoned", "yes")
NOT_SUMMONED = Is("ems_summoned", "no")
EMS_CAME = Is("ems_summoned", "yes", "already_on_scene", "summoned_by_others")
HINDERED = Is("ems_access", "delayed_by_federal", "denied_by_federal", "delayed_other")


@part("injury", repeated=True)
class Injury(PartSchema):
    """One injured person. Names are the exception: detained people are counted, never listed."""

    ems_summoned = Choice(safety("1!", "P", "ED17-L4", "chips", card=7), "ems_summoned")
    ems_summoned_at = Instant(safety("1", "P", "ED17-L4", "time", needed=SUMMONED, asked=SUMMONED, card=7))
    injury_known_at = Instant(safety("1", "P", "ED17-L4", "time", needed=SUMMONED))
    by_serial = Patterned(safety("1", "R", "ED17-L4", "text", needed=SUMMONED, asked=SUMMONED), "serial")
    channel = Choice(safety("1", "P", "ED17-L4", "segments", needed=SUMMONED, asked=SUMMONED), "ems_channel")
    ems_not_summoned_reason = Text(
        safety("1", "P", "ED17-L4", "text", needed=NOT_SUMMONED, asked=NOT_SUMMONED, card=7),
        max=160,
        free=True,
    )
    person_role = Choice(safety("2!", "P", "ED17-L2", "chips"), "person_role", other=True)
    age_band = Choice(safety("2!", "P", "GOV-7923.615", "chips"), "age_band")
    is_minor = Flag(safety("A", "C", "WIC-827", "none"))
    guardian_status = Choice(safety("2", "C", "WIC-827", "chips", needed=MINOR, asked=MINOR), "guardian_status")
    child_left_unattended = Choice(safety("2", "C", "WIC-827", "segments", needed=MINOR, asked=MINOR), "yes_no")
    dcfs_notified = Choice(safety("2", "C", "WIC-827", "segments", needed=MINOR, asked=MINOR), "yes_no")
    injury_description = Text(safety("2!", "P", "GOV-7923.615", "paragraph"), max=250, free=True)
    injury_detail = Text(safety("3", "R", "GOV-7923.615", "paragraph"), max=250, free=True)
    severity = Choice(safety("2!", "P", "ED17-L4", "chips"), "severity")
    cause_observed = Choice(safety("2!", "P", "ED17-L2", "chips"), "cause_observed")
    mechanism = Choices(safety("2", "P", "ED17-L2", "chips"), "force", other=True)
    ems_access = Choice(safety("2", "P", "ED17-L2", "chips", needed=EMS_CAME, asked=EMS_CAME), "ems_access")
    ems_access_text = Text(safety("2", "R", "ED17-L2", "text", needed=HINDERED, asked=HINDERED), max=160, free=True)
    ems_access_agent_refs = Refs(safety("2", "R", "ED17-L5", "reference", asked=HINDERED), "federal_agent")
    aid_by_lapd = Choices(safety("2", "P", "ED17-L4", "chips"), "aid_by_lapd", other=True)
    patient_outcome = Choice(safety("3!", "P", "ED17-L4", "chips"), "patient_outcome")
    hospital = Text(
        safety(
            "3",
            "C",
            "CIV-1798.3",
            "text",
            needed=Is("patient_outcome", "transported"),
            asked=Is("patient_outcome", "transported"),
        ),
        max=80,
    )
    lafd_incident_number = Text(safety("3", "P", "ED17-L4", "text", asked=EMS_CAME), max=20)
    ra_unit = Patterned(safety("3", "P", "ED17-L4", "text", asked=EMS_CAME), "ambulance")
    arrived_at = Instant(safety("3", "P", "ED17-L4", "time", asked=EMS_CAME, marks=("unknown",)))
    recording_limited_for_medical = Choice(safety("3", "P", "SB-691", "segments"), "yes_no")
    ems_redaction_requested = Choice(safety("3", "P", "SB-691", "segments"), "yes_no")
    person_name_given = Text(
        safety(
            "3",
            "C",
            "GOV-7923.615",
            "text",
            asked=either(Not(Is("person_role", "detained_person")), Is("crime_report_taken", "yes", part="incident")),
        ),
        max=80,
    )
    photos_taken = Refs(safety("3", "C", "ED17-L2", "attach"), "media")
    photos_consent = Choice(safety("3", "C", "CIV-1798.3", "segments"), "yes_no")
