"""S5 "Harbor warehouse": midnight, month and clock change, soldiers, three agencies, a battery that dies, no network.

Wall clocks run backwards here (02:00 becomes 01:00), so every time names its offset where it is not the day's.
"""

from shared.answers import Row
from shared.catalog import Form
from shared.samples.building import Scene, Story
from shared.samples.phrases import camera, kept, unit

AMARO, LUND, BAPTISTE, REES, SERGEANT, LIEUTENANT = "49015", "48877", "48120", "47012", "36608", "35190"
NUMBER = "PD26103100001177"
NEXT = "2026-11-01"
WINTER = "-08:00"

NARRATIVE = (
    "A call at 2335 sent us to a crowd and agents outside a warehouse gate in the harbour. We arrived at "
    "2341. Inspector D. Quill, 0417, of the Federal Protective Service showed his credential, which I "
    "examined. Soldiers with National Guard patches said Title 10; their officer gave a rank and a last name "
    "and said that they have no badge. A third team in camouflage and respirators did not let us come near; "
    "we called to them by loudhailer. At 0032 a rubber projectile hit a protester's leg; bystanders had "
    "called an ambulance and he refused care. My battery died at 0110 before the clocks were set back; a new "
    "camera ran from 0105 after it. Agents left at 0125 by the new time. The tablet had no network all night."
)


def tell(form: Form) -> Scene:
    """The scene under `form`."""
    story = Story("S5", "2026-10-31", "-07:00")
    at = story.at
    story.one("author", serial=AMARO, name="V. Amaro", rank="Police Officer II")
    _incident(story, form)
    _our_people(story)
    _federal(story)
    _injury(story)
    story.row("property_use", property_involved="other_public", use_type="enforcement_only", authority_shown="none")
    for target, time, channel in (
        ("lapd_field_supervisor", at("23:42"), "radio"),
        ("watch_commander", at("23:55"), "radio"),
        ("department_operations_center", at("00:05", day=NEXT), "radio"),
        ("lapd_immigration_liaison", at("00:30", day=NEXT), "radio"),
    ):
        due: Row = {"required_by_rule": "D-14", "due_at": at("00:41", day=NEXT)} if "liaison" in target else {}
        story.row("notification", target=target, sent_at=time, channel=channel, by_serial=AMARO, **due)
    story.row("notification", target="oig", not_sent_reason="network down")
    story.row(
        "notification", target="other", target_other="Port police", sent_at=at("23:50"), channel="phone", by_serial=LUND
    )
    story.row("entry", kind="system", at=at("23:43"), text="No network; kept on the tablet.")
    late = "Shift ended at 0030; the tablet had no network until 0620."
    story.one("narrative", narrative_text=NARRATIVE, late_entry_reason=late)
    return story.told(
        form,
        "Harbor warehouse",
        interim_at=at("00:40", day=NEXT),
        final_at=at("06:10", day=NEXT, offset=WINTER),
    )


def tell_duplicate(form: Form) -> Scene:
    """The same night as a second unit wrote it down: to be merged into the first, with both authors kept."""
    story = Story("S5B", "2026-10-31", "-07:00")
    at = story.at
    sent = "The supervisor was with the first unit at the gate."
    story.one("author", serial=BAPTISTE, name="C. Baptiste", rank="Police Officer III")
    _incident(story, form)
    story.one(
        "incident",
        local_ref="F-GZ37-2VKA",
        injury_present="unknown",
        lapd_supervisor_absent_reason=sent,
        persons_detained_observed={"mark": "unknown"},
    )
    unit(story, "5A73", "primary", ((BAPTISTE, "Police Officer III", "C. Baptiste"),), arrived_at=at("23:44"))
    camera(story, BAPTISTE, "before_arrival", NUMBER, activated_at=at("23:40"))
    lead = story.row(
        "federal_supervisor",
        agency_claimed="FPS",
        supervisor_status="identified_unverified",
        name_as_stated="Quill",
        badge_number="0417",
        name_source="spoken",
        badge_source="spoken",
        bwv_captured_check="full",
    )
    story.row(
        "id_attempt",
        supervisor_ref=lead,
        attempted_at=at("23:47"),
        asked_by_serial=BAPTISTE,
        asked_for=["supervisor", "name", "badge"],
        ask_method="spoken",
        result="gave_all",
        captured_on_bwv="yes",
    )
    story.row("property_use", property_involved="unknown")
    told = "Second unit at the same scene. We kept the north side of the street open and saw the first unit speak "
    story.one(
        "narrative", narrative_text=told + "with agents. We asked the inspector once ourselves and heard the same name."
    )
    story.note("incident", "-", merge_parent_id=Story("S5", story.day, story.offset).id("report"))
    return story.told(
        form, "Harbor warehouse, second unit", interim_at=at("23:58"), final_at=at("03:10", day=NEXT, offset=WINTER)
    )


def _incident(story: Story, form: Form) -> None:
    at = story.at
    story.one(
        "incident",
        local_ref="F-M4W6-80ZC",
        incident_number_status="known",
        incident_number_raw="1177",
        incident_number=NUMBER,
        source="radio_call",
        call_type_text="415 GROUP",
        call_received_at=at("23:35"),
        started_at=at("23:20", clock="typed"),
        started_precision="approx",
        lapd_arrived_at=at("23:41"),
        agents_present_on_arrival="present",
        agents_departed_at=at("01:25", day=NEXT, offset=WINTER),
        lapd_cleared_at=at("01:50", day=NEXT, offset=WINTER),
        incident_date=story.day,
        crosses_midnight=True,
        crosses_dst=True,
        clock_offset_s=180,
        location_category="federal_facility",
        location_block="900 block Seaside Ave",
        location_landmark="warehouse gate",
        is_private_residence="no",
        location_method="typed",
        area_code="05",
        rd="0519",
        council_district="15",
        verification_result="federal_verified",
        activity_observed=["crowd_control"],
        persons_detained_observed=0,
        force_observed=["chemical", "projectile"],
        warrant_status="not_asked",
        federal_stated_purpose="securing the facility",
        crowd_size_band="51-200",
        injury_present="yes",
        lapd_actions=["traffic_control", "crowd_separation", "other"],
        lapd_actions_other="kept a lane open for trucks",
        lapd_detained_anyone="yes",
        ripa_done="yes",
        lapd_used_force="yes",
        use_of_force_done="yes",
        crime_report_taken="declined_by_victim",
        other_evidence_preserved=["airship_video"],
        **kept(form, story.day),
    )


def _our_people(story: Story) -> None:
    at = story.at
    officer = "Police Officer II"
    unit(
        story,
        "5A65",
        "primary",
        ((AMARO, officer, "V. Amaro"), (LUND, officer, "I. Lund")),
        arrived_at=at("23:41"),
        cleared_at=at("01:50", day=NEXT, offset=WINTER),
    )
    unit(
        story,
        "5A73",
        "assist",
        ((BAPTISTE, "Police Officer III", "C. Baptiste"),),
        arrived_at=at("23:44"),
        cleared_at=at("01:45", day=NEXT, offset=WINTER),
    )
    unit(story, "AIR3", "air", ((REES, "Police Officer III", "O. Rees"),), arrived_at=at("23:52"))
    unit(
        story,
        "5L30",
        "supervisor",
        ((SERGEANT, "Sergeant I", "H. Vance"),),
        arrived_at=at("23:58"),
        cleared_at=at("00:30", day=NEXT),
        lapd_supervisor_on_scene_at=at("23:58"),
    )
    unit(
        story,
        "5L40",
        "watch_commander",
        ((LIEUTENANT, "Lieutenant I", "A. Sorrel"),),
        arrived_at=at("00:30", day=NEXT),
        lapd_supervisor_on_scene_at=at("00:30", day=NEXT),
    )
    mine = camera(
        story,
        AMARO,
        "before_arrival",
        NUMBER,
        activated_at=at("23:38"),
        first_contact_at=at("23:42"),
        deactivated_at=at("01:48", day=NEXT, offset=WINTER),
        camera_serial="X6043EA01",
        off_reason="battery",
        off_reason_text="battery empty after ninety minutes",
        malfunction_reported_to=LIEUTENANT,
        replacement_camera_serial="X6043EB40",
    )
    story.row(
        "interruption",
        bwv_ref=mine,
        from_at=at("01:10", day=NEXT),
        to_at=at("01:05", day=NEXT, offset=WINTER),
        reason="battery",
        alternative_video=["partner_bwv", "airship"],
    )
    for serial, camera_serial, on in ((LUND, "X6043EA02", at("23:38")), (BAPTISTE, "X6043EA73", at("23:40"))):
        camera(story, serial, "before_arrival", NUMBER, activated_at=on, camera_serial=camera_serial)
    for serial, on in ((SERGEANT, at("23:58")), (LIEUTENANT, at("00:30", day=NEXT))):
        camera(story, serial, "on_arrival", NUMBER, activated_at=on)
    story.row(
        "bwv_reference",
        wearer_serial=REES,
        activation="no_camera_assigned",
        off_reason="other",
        off_reason_other="air crew",
        off_reason_text="air crews carry no body camera",
        alternative_video=["airship"],
    )


def _federal(story: Story) -> None:
    at = story.at
    fps = story.row(
        "federal_supervisor",
        agency_claimed="FPS",
        supervisor_status="identified_verified",
        name_as_stated="D. Quill",
        badge_number="0417",
        name_source="credential",
        badge_source="credential",
        agency_displayed="FPS",
        agency_verified="FPS",
        title_as_stated="Inspector",
        verification_method=["credential_examined"],
        lapd_verifier_serial=AMARO,
        verbal_id_as_officer="no",
        uniform_state="uniformed",
        face_covering=["none"],
        id_displayed=["agency", "name", "badge_number"],
        markings_seen=["POLICE", "HOMELAND SECURITY"],
        police_marking_only=True,
        clothing="class_uniform",
        bwv_captured_check="full",
        name_last="Quill",
        name_first="D.",
    )
    guard = story.row(
        "federal_supervisor",
        agency_claimed="NG_T10",
        supervisor_status="partial",
        name_as_stated="Captain Ostrander",
        name_source="spoken",
        badge_source="not_obtained",
        agency_displayed="NG_UNK",
        title_as_stated="Captain",
        uniform_state="uniformed",
        face_covering=["none"],
        id_displayed=["name"],
        markings_seen=["other"],
        markings_seen_other="NATIONAL GUARD",
        police_marking_only=False,
        clothing="camouflage",
        bwv_captured_check="full",
    )
    tactical = story.row(
        "federal_supervisor",
        agency_claimed="CBP_BORTAC",
        supervisor_status="not_located",
        name_source="not_obtained",
        badge_source="not_obtained",
        agency_displayed="other",
        agency_displayed_other="BORTAC patch, partly covered",
        uniform_state="uniformed",
        face_covering=["respirator_gas_mask"],
        id_displayed=["none"],
        markings_seen=["none"],
        police_marking_only=False,
        exemption_claimed="swat_tactical",
        clothing="camouflage",
        bwv_captured_check="partial",
        description="team in camouflage and respirators behind the gate",
    )
    shared: Row = {"asked_for": ["supervisor", "name", "badge"], "captured_on_bwv": "yes"}
    too_far: Row = {"next_step": ["none_unsafe"]}
    no_badge: Row = {
        "refusal_reason_stated": "other",
        "refusal_reason_stated_other": "military, no badge number",
        "next_step": ["read_vest_or_badge", "lapd_supervisor_asked"],
    }
    for ref, time, method, result, more in (
        (fps, at("23:46"), "spoken", "verified", {}),
        (guard, at("23:51"), "spoken", "gave_name_only", no_badge),
        (tactical, at("00:10", day=NEXT), "loudhailer", "could_not_approach", too_far),
    ):
        told: Row = {**shared, **more}
        story.row(
            "id_attempt",
            supervisor_ref=ref,
            attempted_at=time,
            asked_by_serial=AMARO,
            ask_method=method,
            result=result,
            **told,
        )
    story.row(
        "federal_agent",
        is_group=True,
        group_count=30,
        agency_claimed="CBP_BORTAC",
        role_seen="perimeter",
        weapons_seen=["long_gun", "less_lethal"],
        uniform_state="uniformed",
        clothing="camouflage",
        markings_seen=["none"],
        face_covering=["respirator_gas_mask"],
        id_displayed=["none"],
        exemption_claimed="swat_tactical",
    )
    story.row(
        "federal_vehicle", supervisor_ref=tactical, type="armoured", colour="tan", plate_status="missing", count=2
    )


def _injury(story: Story) -> None:
    at = story.at
    story.row(
        "injury",
        ems_summoned="summoned_by_others",
        injury_known_at=at("00:32", day=NEXT),
        person_role="protester",
        age_band="18-24",
        is_minor=False,
        injury_description="bruise on the leg from a rubber projectile",
        severity="minor",
        cause_observed="seen_by_officer",
        mechanism=["projectile"],
        ems_access="delayed_other",
        ems_access_text="crowd in the street",
        aid_by_lapd=["other"],
        aid_by_lapd_other="walked him to the kerb",
        patient_outcome="refused_care",
        arrived_at={"mark": "unknown"},
        recording_limited_for_medical="no",
        ems_redaction_requested="no",
    )
