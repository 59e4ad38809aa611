"""S4 "Sherman Way crash": a child is hurt, a badge without a name, a complaint about one of ours that is handed on."""

from shared.answers import Row
from shared.catalog import Form
from shared.samples.building import Scene, Story
from shared.samples.phrases import camera, kept, notices, unit

NADER, HOLM, SERGEANT = "48233", "47388", "37120"
NUMBER = "PD26091200004470"

NARRATIVE = (
    "An unmarked SUV boxed in a pickup and the two collided at Sherman Way. When we arrived at 1512 a child "
    "of about twelve in the back seat was cut by glass. I ran to the child before my camera was on; the gap "
    "is 95 seconds. I asked for an ambulance at 1513. Four agents had already driven the father away. Their "
    "lead showed badge 5561 and said he would not give a name. The vest and a plate check confirmed the "
    "agency. No warrant was on hand. The ambulance came at 1521 and its crew asked us to stop close filming. "
    "We stayed with the child until the mother came. A neighbour and the mother made reports. One more "
    "complaint was handed to the sergeant."
)


def tell(form: Form) -> Scene:
    """The scene under `form`."""
    story = Story("S4", "2026-09-12", "-07:00")
    at = story.at
    story.one("author", serial=NADER, name="P. Nader", rank="Police Officer II")
    _incident(story, form)
    unit(
        story,
        "9A89",
        "primary",
        ((NADER, "Police Officer II", "P. Nader"), (HOLM, "Police Officer II", "E. Holm")),
        arrived_at=at("15:12"),
        cleared_at=at("17:05"),
    )
    unit(
        story,
        "9L40",
        "supervisor",
        ((SERGEANT, "Sergeant I", "B. Okonedo"),),
        arrived_at=at("15:30"),
        cleared_at=at("16:50"),
        lapd_supervisor_on_scene_at=at("15:30"),
    )
    _cameras(story)
    group, car = _federal(story)
    _injuries(story, group)
    _reports(story, group, car)
    story.row("property_use", property_involved="none")
    told = notices(
        story,
        NADER,
        ("lapd_field_supervisor", "15:14", "radio"),
        ("watch_commander", "15:20", "radio"),
        ("lapd_immigration_liaison", "15:40", "phone"),
        ("detectives_fid_or_rhd", "15:34", "phone"),
        ("dcfs", "15:36", "phone"),
        ("oig", "18:15", "email"),
    )
    story.note("notification", told[0], acknowledged_by="9L40", acknowledged_at=at("15:15"))
    story.row("entry", kind="action", at=at("15:13"), text="Ambulance asked for; bleeding controlled.")
    said = "He's here illegally, that's all you need to know."
    quote = story.row("entry", kind="quote_federal", at=at("15:13:50"), text=said)
    story.row(
        "lint_decision",
        at=f"entry/{quote}/text",
        kind="immigration_status",
        decision="kept_quote",
        quote="here illegally",
        reason="The agent's only stated reason for the arrest.",
    )
    story.one("narrative", narrative_text=NARRATIVE)
    return story.told(form, "Sherman Way crash", interim_at=at("15:16"), final_at=at("20:45"))


def _incident(story: Story, form: Form) -> None:
    at = story.at
    story.one(
        "incident",
        local_ref="F-5D1R-7GQ0",
        incident_number_status="known",
        incident_number_raw="4470",
        incident_number=NUMBER,
        dr_numbers=["260915266"],
        source="radio_call",
        call_type_text="TC HIT AND RUN",
        call_received_at=at("15:08", clock="network"),
        started_at=at("15:06", clock="typed"),
        started_precision="exact",
        lapd_arrived_at=at("15:12"),
        agents_present_on_arrival="leaving",
        agents_departed_at=at("15:16"),
        lapd_cleared_at=at("17:05"),
        incident_date=story.day,
        crosses_midnight=False,
        crosses_dst=False,
        location_category="street",
        location_block="14500 block Sherman Way",
        location_cross="Van Nuys Blvd",
        is_private_residence="no",
        lat="34.2011",
        lon="-118.4487",
        gps_accuracy_m=6,
        location_method="gps",
        area_code="09",
        rd="0935",
        council_district="6",
        verification_result="federal_claimed_unverified",
        activity_observed=["vehicle_stop", "detention_arrest"],
        persons_detained_observed=1,
        persons_detained_is_estimate=False,
        minors_detained_observed=0,
        force_observed=["hands_on", "vehicle_contact"],
        warrant_status="none",
        crowd_size_band="11-50",
        injury_present="yes",
        lapd_actions=["medical_aid", "ems_access", "traffic_control", "report_taking"],
        lapd_detained_anyone="no",
        lapd_used_force="no",
        crime_report_taken="yes",
        crime_types=["adw", "hit_run", "child_endangerment"],
        other_evidence_preserved=["dicv", "bystander_video"],
        **kept(form, story.day),
    )


def _cameras(story: Story) -> None:
    at = story.at
    camera(
        story,
        NADER,
        "after_first_contact",
        NUMBER,
        activated_at=at("15:14:05"),
        first_contact_at=at("15:12:30"),
        deactivated_at=at("17:00"),
        late_seconds=95,
        off_reason="other",
        off_reason_other="ran to an injured child",
        off_reason_text="ran to the child before anything else",
        camera_serial="X6042DD09",
        alternative_video=["partner_bwv", "dicv"],
        medical_limit=True,
        ems_redaction=True,
    )
    camera(
        story,
        HOLM,
        "on_arrival",
        NUMBER,
        activated_at=at("15:12"),
        first_contact_at=at("15:13"),
        deactivated_at=at("17:00"),
        camera_serial="X6042DD10",
        medical_limit=True,
        ems_redaction=True,
    )
    camera(
        story,
        SERGEANT,
        "before_arrival",
        NUMBER,
        activated_at=at("15:26"),
        first_contact_at=at("15:31"),
        deactivated_at=at("16:48"),
        camera_serial="X6042DE77",
        medical_limit=True,
        ems_redaction=True,
    )


def _federal(story: Story) -> tuple[str, str]:
    at = story.at
    lead = story.row(
        "federal_supervisor",
        agency_claimed="ICE_ERO",
        supervisor_status="partial",
        name_as_stated={"mark": "refused"},
        badge_number="5561",
        name_source="not_obtained",
        badge_source="worn",
        agency_displayed="ICE_ERO",
        agency_verified="ICE_ERO",
        title_as_stated={"mark": "refused"},
        verification_method=["fed_duty_office_called", "marked_vehicle_plate"],
        lapd_verifier_serial=SERGEANT,
        verbal_id_as_officer="not_observed",
        stated_reason_for_arrest="not_observed",
        uniform_state="plain_clothes",
        face_covering=["tactical_mask"],
        id_displayed=["agency", "badge_number"],
        markings_seen=["POLICE ICE", "ERO"],
        police_marking_only=False,
        exemption_claimed="none_stated",
        clothing="tactical_vest",
        bwv_captured_check="partial",
        description="about 5 ft 10, red beard below the mask, ERO vest",
    )
    for time, result, why, caught in (
        ("15:13:20", "gave_badge_only", "none_given", "video_only_buffer"),
        ("15:15:10", "gave_badge_only", "none_given", "yes"),
    ):
        story.row(
            "id_attempt",
            supervisor_ref=lead,
            attempted_at=at(time),
            asked_by_serial=NADER,
            asked_whom="lead beside the SUV",
            asked_for=["name", "badge", "agency"],
            ask_method="spoken",
            result=result,
            refusal_reason_stated=why,
            next_step=["read_vest_or_badge", "recorded_plates", "called_federal_office"],
            captured_on_bwv=caught,
            words_used="not giving you that",
        )
    group = story.row(
        "federal_agent",
        is_group=True,
        group_count=4,
        agency_claimed="ICE_ERO",
        agency_displayed="ICE_ERO",
        agency_verified="ICE_ERO",
        role_seen="force_user",
        weapons_seen=["handgun"],
        uniform_state="plain_clothes",
        clothing="tactical_vest",
        markings_seen=["POLICE ICE"],
        face_covering=["tactical_mask"],
        id_displayed=["agency"],
        exemption_claimed="none_stated",
    )
    story.row(
        "federal_agent",
        is_group=False,
        agency_claimed="ICE_ERO",
        role_seen="driver",
        name_as_stated="Tobin",
        badge_number="55?8",
        title_as_stated="Deportation Officer",
    )
    car = story.row(
        "federal_vehicle",
        supervisor_ref=lead,
        agent_ref=group,
        type="suv",
        colour="grey",
        make_model="Explorer",
        plate_status="read",
        plate="9XKR441",
        plate_state="CA",
        marked="no",
        count=1,
    )
    return group, car


def _injuries(story: Story, group: str) -> None:
    at = story.at
    story.file(
        "photo",
        "image/png",
        at("15:40"),
        caption="broken rear window, back seat",
        is_original="yes",
        consent="no",
        contains_minor="yes",
        contains_credential="no",
    )
    story.row(
        "injury",
        ems_summoned="yes",
        ems_summoned_at=at("15:13"),
        injury_known_at=at("15:12:30"),
        by_serial=NADER,
        channel="radio",
        person_role="bystander",
        age_band="0-12",
        is_minor=True,
        guardian_status="contacted",
        child_left_unattended="no",
        dcfs_notified="yes",
        injury_description="cuts from glass",
        injury_detail="forearm and cheek, bleeding controlled before the ambulance came",
        severity="moderate",
        cause_observed="reported_by_witness",
        mechanism=["vehicle_contact"],
        ems_access="unobstructed",
        aid_by_lapd=["bleeding_control", "position"],
        patient_outcome="transported",
        hospital="Valley Hospital",
        lafd_incident_number="LF-0912-2207",
        ra_unit="RA39",
        arrived_at=at("15:21"),
        recording_limited_for_medical="yes",
        ems_redaction_requested="yes",
        photos_consent="no",
    )
    story.row(
        "injury",
        ems_summoned="already_on_scene",
        injury_known_at=at("15:22"),
        person_role="federal_agent",
        age_band="25-44",
        is_minor=False,
        injury_description="says his knee hurts",
        severity="complaint_of_pain",
        cause_observed="reported_by_person",
        mechanism=["other"],
        mechanism_other="fell while running",
        ems_access="delayed_by_federal",
        ems_access_text="another agent parked across the lane for two minutes",
        ems_access_agent_refs=[group],
        aid_by_lapd=["none_needed"],
        patient_outcome="refused_care",
        ra_unit="RA39",
        arrived_at=at("15:21"),
        recording_limited_for_medical="no",
        ems_redaction_requested="no",
    )


def _reports(story: Story, group: str, car: str) -> None:
    at = story.at
    shared: Row = {
        "channel": "in_person",
        "taken_by_serial": HOLM,
        "anonymous": False,
        "contact_consent": "yes",
        "reporter_is_minor": "no",
        "event_precision": "approx",
        "agencies_alleged": ["ICE_ERO"],
        "agent_refs": [group],
        "receipt_given": "yes",
        "rights_info_given": ["marsy_card", "victim_services"],
    }
    neighbour = story.row(
        "misconduct_report",
        report_ref="F-5D1R-7GQ0-M01",
        taken_at=at("15:15:30"),
        reporter_type="witness",
        language="eng",
        contact_name="Delia Marsh-Test",
        contact_phone="+18185550133",
        preferred_contact="phone",
        event_at=at("15:10", clock="typed"),
        event_location_same=False,
        event_location_text="7100 block Van Nuys Blvd, round the corner",
        vehicle_refs=[car],
        statement_original="One of the agents took my phone out of my hand while I was filming and drove off with it.",
        translation_status="not_needed",
        crime_alleged="unsure",
        declined_reason="Wants to think about it; was told how to file later.",
        injury_claimed="no",
        property_damage_claimed="no",
        evidence_offered=["witness_names"],
        witness_count=1,
        withhold_name_requested="not_asked",
        signature_status="signed",
        signature=story.file("signature", "image/png", at("15:50")),
        about_lapd_employee="yes",
        routing_slip_at=at("15:52"),
        routing_slip_supervisor_serial=SERGEANT,
        **shared,
    )
    mother = story.row(
        "misconduct_report",
        report_ref="F-5D1R-7GQ0-M02",
        taken_at=at("15:44"),
        reporter_type="relative",
        language="hye",
        interpreter="phone_service",
        interpreter_serial_or_id="HY-204",
        contact_name="Nare Samplian",
        contact_phone="+18185550134",
        preferred_contact="phone",
        event_at=at("15:06", clock="typed"),
        event_location_same=True,
        statement_original="Նրանք խփեցին մեր մեքենային և տարան ամուսնուս։",
        statement_audio_ref=story.file("audio", "audio/mp4", at("15:46"), consent="yes", contains_minor="no"),
        translation_status="human_verified",
        statement_english="They hit our car and took my husband.",
        translation_by="phone service HY-204, checked by a second interpreter",
        crime_alleged="yes",
        dr_number="260915266",
        injury_claimed="yes",
        property_damage_claimed="yes",
        damage_text="pickup, rear window and door",
        evidence_offered=["none"],
        withhold_name_requested="yes",
        signature_status="unable",
        about_lapd_employee="no",
        **shared,
    )
    for report, category in ((neighbour, "property_taken"), (neighbour, "interference_recording")):
        story.row("allegation", misconduct_ref=report, category=category, source="reporter_saw")
    story.row("allegation", misconduct_ref=mother, category="vehicle_contact", source="reporter_told")
    told = "Her husband's employer and the agents know where she works: retaliation fear."
    story.note(
        "misconduct_report",
        mother,
        disclosure_endangers="yes",
        disclosure_reason=told,
        referral=["city_attorney"],
        referred_at=at("10:00", day="2026-09-14"),
        report_status="referred",
    )
