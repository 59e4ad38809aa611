"""S1 "Union Avenue lot": two agencies, one supervisor verified, one refuses; an injury; two reports from the public."""

from shared.answers import Row
from shared.catalog import Form
from shared.samples.building import Scene, Story

MARROW, PELL, OKAFOR = "47112", "46880", "39954"

NARRATIVE = (
    "We answered a radio call of a kidnap in progress by masked men. On arrival we saw nine armed people in "
    "two groups and about forty onlookers in the parking lot. I asked the nearest plain-clothes agent for the "
    "person in charge. He said a name and ERO, and showed a badge and a photo card, which I read on camera. "
    "Sergeant Okafor telephoned the duty office, which confirmed him. The lead of the second group, with "
    "BORDER PATROL patches, had tape over his badge and refused name and badge twice to me and once to the "
    "sergeant. A street vendor was coughing with red eyes after a chemical spray. My partner called an "
    "ambulance at 0926. It arrived at 0933. Agents left with two people at 0951. We kept the crowd apart, "
    "made way for the ambulance and took two reports."
)


def tell(form: Form) -> Scene:
    """The scene under `form`."""
    story = Story("S1", "2026-04-14", "-07:00")
    at = story.at
    story.one("author", serial=MARROW, name="T. Marrow", rank="Police Officer II")
    _incident(story)
    _our_people(story)
    groups = _federal(story)
    _injury(story)
    reports = _reports(story, groups)
    for row, allegation in zip(groups, reports, strict=True):
        _link(story, row, allegation)
    story.row("property_use", property_involved="private", use_type="enforcement_only", private_owner_consent="unknown")
    for target, time, channel, serial in (
        ("lapd_field_supervisor", "09:19:30", "radio", MARROW),
        ("watch_commander", "09:24", "phone", OKAFOR),
        ("lapd_immigration_liaison", "09:31", "phone", OKAFOR),
        ("department_operations_center", "09:33", "phone", OKAFOR),
        ("oig", "11:05", "email", OKAFOR),
    ):
        story.row("notification", target=target, sent_at=at(time), channel=channel, by_serial=serial)
    story.row("entry", kind="quote_federal", at=at("09:21:15"), text="I don't have to give you that")
    story.row("entry", kind="action", at=at("09:26:05"), text="Ambulance asked for by radio.")
    story.one("narrative", narrative_text=NARRATIVE)
    return story.told(
        form,
        "Union Avenue lot",
        interim_at=at("09:27"),
        final_at=at("14:10"),
    )


def _incident(story: Story) -> None:
    at = story.at
    story.one(
        "incident",
        local_ref="F-7K2M-9QXD",
        incident_number_status="known",
        incident_number_raw="3284",
        incident_number="PD26041400003284",
        dr_numbers=["260204417"],
        source="radio_call",
        call_type_text="207 KIDNAP",
        call_received_at=at("09:12", clock="network"),
        started_at=at("09:05", clock="typed"),
        started_precision="approx",
        lapd_arrived_at=at("09:18:20", clock="gps"),
        agents_present_on_arrival="present",
        agents_departed_at=at("09:51"),
        lapd_cleared_at=at("10:40"),
        incident_date="2026-04-14",
        crosses_midnight=False,
        crosses_dst=False,
        clock_offset_s=0,
        location_block="1200 block S Union Ave",
        location_cross="12th St",
        location_landmark="parking lot",
        is_private_residence="no",
        location_category="parking_lot",
        lat="34.0473",
        lon="-118.2766",
        gps_accuracy_m=8,
        location_method="gps",
        area_code="02",
        rd="0246",
        council_district="1",
        verification_result="federal_verified",
        activity_observed=["detention_arrest"],
        persons_detained_observed=2,
        persons_detained_is_estimate=False,
        minors_detained_observed=0,
        force_observed=["chemical"],
        warrant_status="not_asked",
        federal_stated_purpose="targeted operation",
        crowd_size_band="11-50",
        injury_present="yes",
        lapd_actions=["id_verification", "crowd_separation", "medical_aid", "ems_access", "report_taking"],
        lapd_detained_anyone="no",
        lapd_used_force="no",
        crime_report_taken="yes",
        crime_types=["battery", "vandalism"],
        other_evidence_preserved=["private_cctv"],
        preservation_hold=True,
        hold_reason="ED17",
        legal_status_snapshot=["SB627:enjoined_federal:2026-02-19", "SB805-13654:admin_injunction_federal:2026-02-19"],
    )


def _our_people(story: Story) -> None:
    at = story.at
    unit = story.row(
        "responding_unit",
        unit_designation="2A21",
        role="primary",
        arrived_at=at("09:18:20", clock="gps"),
        cleared_at=at("10:40"),
    )
    led = story.row(
        "responding_unit",
        unit_designation="2L20",
        role="supervisor",
        arrived_at=at("09:29"),
        cleared_at=at("10:40"),
        lapd_supervisor_on_scene_at=at("09:29"),
    )
    for ref, serial, rank, name in (
        (unit, MARROW, "Police Officer II", "T. Marrow"),
        (unit, PELL, "Police Officer III", "J. Pell"),
        (led, OKAFOR, "Sergeant II", "D. Okafor"),
    ):
        story.row("personnel", unit_ref=ref, person_serial=serial, person_rank=rank, person_name=name)
    for serial, camera, activation, on, contact, off in (
        (MARROW, "X6039AB12", "before_arrival", "09:16:40", "09:19", "10:38"),
        (PELL, "X6039AB77", "before_arrival", "09:16:45", "09:19", "10:38"),
        (OKAFOR, "X6039AC03", "on_arrival", "09:28:50", "09:29:30", "10:39"),
    ):
        row = story.row(
            "bwv_reference",
            wearer_serial=serial,
            activation=activation,
            activated_at=at(on),
            camera_serial=camera,
            first_contact_at=at(contact),
            deactivated_at=at(off),
            tag_id="PD26041400003284",
            category="ed17_federal_scene",
            release_class="restricted",
        )
        story.note("bwv_reference", row, hold_flagged_in_dems="no", upload_status="pending")


def _federal(story: Story) -> list[str]:
    at = story.at
    ero = story.row(
        "federal_supervisor",
        agency_claimed="ICE_ERO",
        supervisor_status="identified_verified",
        name_as_stated="Halvorsen",
        badge_number="H-2?17",
        name_source="credential",
        badge_source="credential",
        agency_displayed="FED_UNSPECIFIED",
        agency_verified="ICE_ERO",
        agency_mismatch_note="vest said POLICE only; the card said ERO",
        title_as_stated="SDDO",
        verification_method=["credential_examined", "photo_id_matched", "fed_duty_office_called"],
        lapd_verifier_serial=OKAFOR,
        verbal_id_as_officer="yes",
        stated_reason_for_arrest="no",
        uniform_state="plain_clothes",
        face_covering=["gaiter"],
        id_displayed=["none"],
        markings_seen=["POLICE"],
        police_marking_only=True,
        exemption_claimed="none_stated",
        clothing="tactical_vest",
        bwv_captured_check="full",
        field_office_or_unit="LA ERO",
        name_last="Halvorsen",
        callback_number="213-555-0142",
        callback_is_office="yes",
    )
    usbp = story.row(
        "federal_supervisor",
        agency_claimed="CBP_USBP",
        supervisor_status="refused",
        name_as_stated={"mark": "refused"},
        badge_number={"mark": "refused"},
        name_source="not_obtained",
        badge_source="not_obtained",
        agency_displayed="CBP_USBP",
        uniform_state="uniformed",
        face_covering=["balaclava_ski_mask"],
        id_displayed=["agency"],
        markings_seen=["BORDER PATROL"],
        police_marking_only=False,
        clothing="green_fatigues",
        bwv_captured_check="full",
        description="about 6 ft 2, heavy build, badge covered with tape, green fatigues",
    )
    story.row(
        "id_attempt",
        supervisor_ref=ero,
        attempted_at=at("09:19:40"),
        asked_by_serial=MARROW,
        asked_whom="nearest plain-clothes agent",
        asked_for=["supervisor", "name", "badge", "agency", "credentials"],
        ask_method="spoken",
        result="verified",
        captured_on_bwv="yes",
        words_used="ERO, I have the team",
    )
    for time, serial, whom, method, words, why, step in (
        (
            "09:21:10",
            MARROW,
            "lead by green van",
            "spoken",
            "I don't have to give you that, people dox us",
            "safety_doxxing",
            ["lapd_supervisor_asked"],
        ),
        ("09:24:30", MARROW, "same lead", "spoken", "", "safety_doxxing", ["lapd_supervisor_asked"]),
        (
            "09:31:00",
            OKAFOR,
            "same lead",
            "via_lapd_supervisor",
            "",
            "none_given",
            ["read_vest_or_badge", "recorded_plates"],
        ),
    ):
        spoken: Row = {"words_used": words} if words else {}
        story.row(
            "id_attempt",
            supervisor_ref=usbp,
            attempted_at=at(time),
            asked_by_serial=serial,
            asked_whom=whom,
            asked_for=["name", "badge"] if serial == OKAFOR else ["supervisor", "name", "badge"],
            ask_method=method,
            result="refused",
            refusal_reason_stated=why,
            next_step=step,
            captured_on_bwv="yes",
            **spoken,
        )
    groups = [
        story.row(
            "federal_agent",
            is_group=True,
            group_count=5,
            agency_claimed="ICE_ERO",
            agency_displayed="FED_UNSPECIFIED",
            role_seen="detaining",
            weapons_seen=["handgun"],
            uniform_state="plain_clothes",
            clothing="tactical_vest",
            markings_seen=["POLICE"],
            face_covering=["gaiter"],
            id_displayed=["none"],
        ),
        story.row(
            "federal_agent",
            is_group=True,
            group_count=4,
            agency_claimed="CBP_USBP",
            agency_displayed="CBP_USBP",
            role_seen="perimeter",
            weapons_seen=["long_gun", "chemical"],
            uniform_state="uniformed",
            clothing="green_fatigues",
            markings_seen=["BORDER PATROL"],
            face_covering=["balaclava_ski_mask"],
            id_displayed=["agency"],
        ),
    ]
    story.row(
        "federal_vehicle",
        supervisor_ref=usbp,
        agent_ref=groups[1],
        type="suv",
        colour="white",
        make_model="Tahoe",
        plate_status="partial",
        plate="8ABC12?",
        plate_state="CA",
        marked="no",
        count=1,
    )
    return groups


def _injury(story: Story) -> None:
    at = story.at
    photo = story.file(
        "photo",
        "image/png",
        at("09:36"),
        caption="eyes after the flush, face not shown",
        is_original="yes",
        consent="yes",
        contains_minor="no",
        contains_credential="no",
        exif_gps_kept=False,
    )
    story.row(
        "injury",
        ems_summoned="yes",
        ems_summoned_at=at("09:26:05"),
        injury_known_at=at("09:25"),
        by_serial=PELL,
        channel="radio",
        person_role="bystander",
        age_band="25-44",
        is_minor=False,
        injury_description="cough, red eyes after spray",
        injury_detail="eyes flushed with water on the scene",
        severity="minor",
        cause_observed="seen_by_officer",
        mechanism=["chemical"],
        ems_access="unobstructed",
        aid_by_lapd=["eye_flush"],
        patient_outcome="treated_released",
        lafd_incident_number="LF-0414-0711",
        ra_unit="RA11",
        arrived_at=at("09:33"),
        recording_limited_for_medical="no",
        ems_redaction_requested="no",
        photos_taken=[photo],
        photos_consent="yes",
    )


def _reports(story: Story, groups: list[str]) -> list[str]:
    at = story.at
    video = story.file(
        "video",
        "video/mp4",
        at("09:58"),
        caption="witness's phone, original file",
        is_original="yes",
        consent="yes",
        contains_minor="no",
        contains_credential="no",
    )
    shared: Row = {
        "channel": "in_person",
        "taken_by_serial": PELL,
        "language": "eng",
        "anonymous": False,
        "contact_consent": "yes",
        "reporter_is_minor": "no",
        "event_precision": "approx",
        "event_location_same": True,
        "agencies_alleged": ["CBP_USBP"],
        "translation_status": "not_needed",
        "crime_alleged": "yes",
        "dr_number": "260204417",
        "receipt_given": "yes",
        "about_lapd_employee": "no",
    }
    witness = story.row(
        "misconduct_report",
        report_ref="F-7K2M-9QXD-M01",
        taken_at=at("09:26:30"),
        reporter_type="witness",
        contact_name="Ada Pimm",
        contact_phone="+12135550177",
        preferred_contact="phone",
        event_at=at("09:22", clock="typed"),
        agent_refs=[groups[1]],
        statement_original="They sprayed her from two steps away. She was only standing beside her cart.",
        injury_claimed="yes",
        property_damage_claimed="no",
        evidence_offered=["video"],
        evidence_received_refs=[video],
        witness_count=2,
        withhold_name_requested="not_asked",
        rights_info_given=["ca_ag_portal"],
        signature_status="declined",
        **shared,
    )
    vendor = story.row(
        "misconduct_report",
        report_ref="F-7K2M-9QXD-M02",
        taken_at=at("10:05"),
        reporter_type="victim",
        contact_name="Bettina Quole",
        event_at=at("09:23", clock="typed"),
        statement_original="They pushed my cart over and a wheel broke off. I sell from it every day.",
        injury_claimed="no",
        property_damage_claimed="yes",
        damage_text="cart wheel",
        evidence_offered=["object"],
        withhold_name_requested="no",
        rights_info_given=["marsy_card", "ca_ag_portal"],
        signature_status="not_asked",
        **shared,
    )
    story.row("witness_contact", misconduct_ref=witness, consent="yes", name="Corin Dask", phone="+12135550178")
    named = story.row("allegation", misconduct_ref=witness, category="chemical_or_projectile", source="reporter_saw")
    unnamed = story.row("allegation", misconduct_ref=witness, category="failure_to_identify", source="officer_saw")
    story.row("allegation", misconduct_ref=vendor, category="property_damage", source="reporter_saw")
    return [unnamed, named]


def _link(story: Story, agent: str, allegation: str) -> None:
    held = story.answers["federal_agent"]
    for row in held if isinstance(held, list) else []:
        if row["id"] == agent:
            row["linked_allegation_ids"] = [allegation]
