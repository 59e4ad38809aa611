"""S3 "Gone on arrival": a masked pair, no agency, and a witness who will not give a name and speaks Spanish."""

from shared.catalog import Form
from shared.samples.building import Scene, Story
from shared.samples.phrases import camera, kept, notices, unit

CARBAJAL = "46109"
NUMBER = "PD26071700002091"

NARRATIVE = (
    "A woman flagged me down near a laundry at 1435 and would not give a name. I took her words in Spanish. "
    "Two men in ski masks and jeans, one with a vest that said POLICE, pulled a man into a black van about "
    "1420. Nobody said who they were, and her phone was knocked from her hand. The van had a rear plate of "
    "which she kept '?LM4' and no front plate. We never saw them: they were gone. There was nobody to ask. A "
    "shop camera shows forty seconds. I took a report of kidnapping and false imprisonment, suspects not "
    "known."
)


def tell(form: Form) -> Scene:
    """The scene under `form`."""
    story = Story("S3", "2026-07-17", "-07:00")
    at = story.at
    story.one("author", serial=CARBAJAL, name="N. Carbajal", rank="Police Officer III")
    _incident(story, form)
    unit(
        story,
        "12A43",
        "primary",
        ((CARBAJAL, "Police Officer III", "N. Carbajal"),),
        arrived_at=at("14:41"),
        cleared_at=at("16:10"),
    )
    camera(
        story,
        CARBAJAL,
        "on_arrival",
        NUMBER,
        activated_at=at("14:36"),
        camera_serial="X6041CC70",
        first_contact_at=at("14:36"),
        deactivated_at=at("16:05"),
    )
    _federal(story)
    _report(story)
    story.row("property_use", property_involved="none")
    notices(
        story,
        CARBAJAL,
        ("lapd_field_supervisor", "14:50", "radio"),
        ("watch_commander", "14:58", "phone"),
        ("lapd_immigration_liaison", "15:20", "phone"),
        ("detectives_fid_or_rhd", "15:25", "phone"),
        ("oig", "17:00", "email"),
    )
    story.row("entry", kind="quote_public", at=at("14:44"), text="Nadie dijo quiénes eran.")
    story.row(
        "lint_decision", at="entry/-/text", kind="nationality", decision="deleted", reason="Offered by a bystander."
    )
    story.one("narrative", narrative_text=NARRATIVE)
    return story.told(form, "Gone on arrival", interim_at=at("14:48"), final_at=at("19:30"))


def _incident(story: Story, form: Form) -> None:
    at = story.at
    story.one(
        "incident",
        local_ref="F-90HK-WB2E",
        incident_number_status="known",
        incident_number_raw="2091",
        incident_number=NUMBER,
        dr_numbers=["261213377"],
        source="flag_down",
        started_at=at("14:20", clock="typed"),
        started_precision="approx",
        lapd_arrived_at=at("14:41"),
        agents_present_on_arrival="gone",
        lapd_cleared_at=at("16:10"),
        incident_date=story.day,
        crosses_midnight=False,
        crosses_dst=False,
        location_category="retail",
        location_block="6100 block S Vermont Ave",
        location_landmark="outside a laundry",
        is_private_residence="no",
        lat="33.984",
        lon="-118.2915",
        gps_accuracy_m=14,
        location_method="gps",
        area_code="12",
        rd="1257",
        council_district="8",
        verification_result="impersonation_suspected",
        activity_observed=["detention_arrest", "vehicle_stop"],
        persons_detained_observed=1,
        persons_detained_is_estimate=True,
        minors_detained_observed={"mark": "unknown"},
        force_observed=["hands_on"],
        warrant_status="not_asked",
        crowd_size_band="1-10",
        injury_present="no",
        lapd_actions=["report_taking", "scene_preservation"],
        lapd_supervisor_absent_reason="Agents were gone; the sergeant advised by phone and reviewed the report.",
        lapd_detained_anyone="no",
        lapd_used_force="no",
        crime_report_taken="yes",
        crime_types=["kidnapping", "false_imprisonment"],
        other_evidence_preserved=["private_cctv", "radio_tape"],
        **kept(form, story.day),
    )


def _federal(story: Story) -> None:
    at = story.at
    lead = story.row(
        "federal_supervisor",
        agency_claimed="UNKNOWN_CLAIMED_NONE",
        supervisor_status="departed_before_contact",
        name_as_stated={"mark": "not_observed"},
        badge_number={"mark": "not_observed"},
        name_source="not_obtained",
        badge_source="not_obtained",
        verbal_id_as_officer="no",
        stated_reason_for_arrest="no",
        uniform_state="plain_clothes",
        face_covering=["balaclava_ski_mask"],
        id_displayed=["none"],
        markings_seen=["POLICE"],
        police_marking_only=True,
        clothing="plain_clothes",
        bwv_captured_check="no",
        bwv_captured_reason="gone before we came",
        description="as told: two men, ski masks, jeans, one vest with POLICE",
    )
    story.row(
        "id_attempt",
        supervisor_ref=lead,
        attempted_at=at("14:42"),
        asked_by_serial=CARBAJAL,
        asked_for=["supervisor"],
        ask_method="visual_read",
        result="left",
        next_step=["recorded_plates"],
        captured_on_bwv="no",
    )
    story.row(
        "federal_vehicle",
        supervisor_ref=lead,
        type="van",
        colour="black",
        plate_status="partial",
        plate="?LM4",
        plate_state="unknown",
        marked="no",
        count=1,
    )


def _report(story: Story) -> None:
    at = story.at
    report = story.row(
        "misconduct_report",
        report_ref="F-90HK-WB2E-M01",
        taken_at=at("14:43"),
        taken_by_serial=CARBAJAL,
        reporter_type="witness",
        channel="in_person",
        language="spa",
        interpreter="bilingual_officer",
        interpreter_serial_or_id=CARBAJAL,
        anonymous=True,
        reporter_is_minor="no",
        event_at=at("14:20", clock="typed"),
        event_precision="approx",
        event_location_same=True,
        agencies_alleged=["UNKNOWN_CLAIMED_NONE"],
        agent_description="two men, ski masks, jeans, one vest that said POLICE",
        statement_original="Dos hombres con pasamontañas metieron a un señor en una van. Me tumbaron el teléfono.",
        translation_status="human_verified",
        statement_english="Two men in ski masks put a man into a black van. They knocked my phone from my hand.",
        translation_by="N. Carbajal",
        crime_alleged="yes",
        dr_number="261213377",
        injury_claimed="no",
        property_damage_claimed="yes",
        damage_text="phone screen",
        evidence_offered=["none"],
        withhold_name_requested="not_asked",
        rights_info_given=["ca_ag_portal", "legal_aid_list"],
        receipt_given="yes",
        signature_status="declined",
        about_lapd_employee="no",
    )
    for category, source in (
        ("kidnapping", "reporter_saw"),
        ("failure_to_identify", "reporter_saw"),
        ("posing_as_local_police", "reporter_saw"),
        ("property_damage", "reporter_saw"),
    ):
        story.row("allegation", misconduct_ref=report, category=category, source=source)
    story.note("misconduct_report", report, report_status="linked_duplicate")
