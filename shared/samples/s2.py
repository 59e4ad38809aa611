"""S2 "Almendra Recreation Center": staging on a City park's lot, nobody in charge on scene, a camera that fails."""

from shared.catalog import Form
from shared.samples.building import Scene, Story
from shared.samples.phrases import camera, kept, notices, unit

ILVES, SANDOVAL, SERGEANT = "45520", "47701", "38815"
NUMBER = "PD26052100000412"

NARRATIVE = (
    "A park employee telephoned at 0546: unmarked SUVs, two buses and floodlights in the public lot since "
    "0530. The east gate, locked the night before, stood open. A sign that forbids such use is up. My "
    "partner's camera showed an error when we arrived at 0558 and stayed dead after two restarts; mine "
    "recorded from before arrival. A man in an ATF jacket said there was no supervisor here and walked away. "
    "Another, HSI on his vest, said his group supervisor was downtown and to call the main line. No paper was "
    "shown. Park staff asked them to leave at 0610 and they refused. The convoy left at 0624. We saw no "
    "arrest and no injury."
)


def tell(form: Form) -> Scene:
    """The scene under `form`."""
    story = Story("S2", "2026-05-21", "-07:00")
    at = story.at
    story.one("author", serial=ILVES, name="R. Ilves", rank="Police Officer II")
    _incident(story, form)
    unit(
        story,
        "11A31",
        "primary",
        ((ILVES, "Police Officer II", "R. Ilves"), (SANDOVAL, "Police Officer I", "L. Sandoval")),
        arrived_at=at("05:58"),
        cleared_at=at("07:05"),
    )
    unit(
        story,
        "11L30",
        "supervisor",
        ((SERGEANT, "Sergeant I", "M. Teague"),),
        arrived_at=at("06:15"),
        cleared_at=at("07:00"),
        lapd_supervisor_on_scene_at=at("06:15"),
    )
    _cameras(story)
    _federal(story)
    _property(story)
    told = notices(
        story,
        ILVES,
        ("lapd_field_supervisor", "05:59", "radio"),
        ("property_dept_liaison", "06:02", "phone"),
        ("lapd_immigration_liaison", "06:07", "phone"),
        ("mayor_office_via_liaison", "06:13", "phone"),
        ("watch_commander", "06:20", "radio"),
        ("oig", "09:00", "email"),
    )
    story.note("notification", told[3], acknowledged_by="duty liaison", acknowledged_at=at("06:21"))
    story.row("entry", kind="quote_federal", at=at("06:04"), text="No supervisor here, our boss is in the command post")
    blocked = story.row(
        "entry", kind="note", at=at("06:12"), text="Van driver: exit blocked since 0500. No report wanted."
    )
    story.row("entry", kind="note", at=at("06:14"), text="Correction: blocked since 0530.", corrects_id=blocked)
    story.one("narrative", narrative_text=NARRATIVE)
    review = story.note(
        "review",
        decision="return",
        checklist_l1="met",
        checklist_l2="met",
        checklist_l3="met",
        checklist_l4="not_applicable",
        checklist_l5="met",
        checklist_reason="No injury. The second camera failed and was reported at once.",
        reviewer_serial=SERGEANT,
        reviewed_at=at("15:20"),
    )
    story.note("return_item", review_ref=review, field="narrative/-/narrative_text", text="How was the chain cut?")
    answer = NARRATIVE + " The chain of the east gate was cut through one link; bolt cutter marks, both halves kept."
    return story.told(
        form,
        "Almendra Recreation Center",
        interim_at=at("06:06"),
        final_at=at("12:40"),
        changes=(
            (at("16:05"), {"narrative": {"narrative_text": answer, "amendment_reason": "Asked about the chain."}}),
        ),
    )


def _incident(story: Story, form: Form) -> None:
    at = story.at
    story.one(
        "incident",
        local_ref="F-3C8V-41TN",
        incident_number_status="known",
        incident_number_raw="412",
        incident_number=NUMBER,
        dr_numbers=["261104902"],
        source="notice_city_dept",
        call_type_text="CITY PROPERTY",
        call_received_at=at("05:46", clock="network"),
        started_at=at("05:30", clock="typed"),
        started_precision="approx",
        lapd_arrived_at=at("05:58"),
        agents_present_on_arrival="present",
        agents_departed_at=at("06:24"),
        lapd_cleared_at=at("07:05"),
        incident_date=story.day,
        crosses_midnight=False,
        crosses_dst=False,
        location_category="park",
        location_landmark="Almendra Recreation Center, public lot",
        is_private_residence="no",
        lat="34.1002",
        lon="-118.2204",
        location_method="map_pin",
        area_code="11",
        rd="1138",
        council_district="14",
        verification_result="federal_claimed_unverified",
        activity_observed=["staging_only"],
        persons_detained_observed=0,
        minors_detained_observed=0,
        force_observed=["none"],
        warrant_status="none",
        crowd_size_band="1-10",
        injury_present="no",
        lapd_actions=["observed_only", "id_verification", "report_taking"],
        lapd_detained_anyone="no",
        lapd_used_force="no",
        crime_report_taken="yes",
        crime_types=["vandalism"],
        other_evidence_preserved=["dicv", "physical_item"],
        **kept(form, story.day),
    )


def _cameras(story: Story) -> None:
    at = story.at
    camera(
        story,
        ILVES,
        "before_arrival",
        NUMBER,
        activated_at=at("05:55"),
        camera_serial="X6040BA31",
        first_contact_at=at("06:00"),
        deactivated_at=at("07:02"),
    )
    story.row(
        "bwv_reference",
        wearer_serial=SANDOVAL,
        activation="not_activated",
        off_reason="malfunction",
        off_reason_text="error on arrival, two restarts, stayed dead",
        camera_serial="X6040BA32",
        malfunction_reported_to=SERGEANT,
        replacement_camera_serial="X6040BC08",
        alternative_video=["partner_bwv"],
    )
    camera(
        story,
        SERGEANT,
        "on_arrival",
        NUMBER,
        activated_at=at("06:14:30"),
        camera_serial="X6040BD11",
        first_contact_at=at("06:15"),
        deactivated_at=at("07:00"),
    )


def _federal(story: Story) -> None:
    at = story.at
    hsi = story.row(
        "federal_supervisor",
        agency_claimed="ICE_HSI",
        supervisor_status="offsite_named",
        name_as_stated="GS",
        name_source="other_agent",
        badge_source="not_obtained",
        agency_displayed="ICE_HSI",
        title_as_stated="Group Supervisor",
        uniform_state="plain_clothes",
        face_covering=["none"],
        id_displayed=["agency"],
        markings_seen=["HSI"],
        police_marking_only=False,
        exemption_claimed="policy_or_safety",
        clothing="raid_jacket",
        bwv_captured_check="full",
        description="said to be downtown; named by an agent of medium build, grey beard, HSI vest",
    )
    atf = story.row(
        "federal_supervisor",
        agency_claimed="FED_UNSPECIFIED",
        supervisor_status="none_on_scene",
        name_source="not_obtained",
        badge_source="not_obtained",
        agency_displayed="ATF",
        uniform_state="plain_clothes",
        face_covering=["eyewear_only"],
        id_displayed=["agency"],
        markings_seen=["ATF"],
        police_marking_only=False,
        clothing="raid_jacket",
        bwv_captured_check="full",
        description="speaker in ATF jacket, tall, cap, walked away",
    )
    for ref, time, whom, result, why, words in (
        (atf, "06:03", "man in ATF jacket", "no_supervisor_said", "operation_active", "no supervisor here"),
        (hsi, "06:05", "agent with HSI vest", "offsite_named", "told_to_contact_office", "call the main line"),
    ):
        story.row(
            "id_attempt",
            supervisor_ref=ref,
            attempted_at=at(time),
            asked_by_serial=ILVES,
            asked_whom=whom,
            asked_for=["supervisor", "name", "badge", "unit"],
            ask_method="spoken",
            result=result,
            refusal_reason_stated=why,
            next_step=["asked_another_agent", "recorded_plates"],
            captured_on_bwv="yes",
            words_used=words,
        )
    group = story.row(
        "federal_agent",
        is_group=True,
        group_count=30,
        agency_claimed="ICE_HSI",
        agency_displayed="ICE_HSI",
        role_seen="observer",
        weapons_seen=["handgun"],
        uniform_state="plain_clothes",
        clothing="raid_jacket",
        markings_seen=["HSI", "other"],
        markings_seen_other="ERT",
        face_covering=["none"],
        id_displayed=["agency"],
        exemption_claimed="policy_or_safety",
    )
    story.row(
        "federal_vehicle",
        agent_ref=group,
        type="suv",
        colour="black",
        make_model="Suburban",
        plate_status="covered",
        marked="no",
        unit_number="H14",
        count=12,
    )
    story.row(
        "federal_vehicle",
        agent_ref=group,
        type="bus",
        colour="white",
        plate_status="read",
        plate="G610342",
        plate_state="US",
        marked="unknown",
        count=2,
    )


def _property(story: Story) -> None:
    at = story.at
    photo = story.file(
        "photo",
        "image/png",
        at("06:09"),
        caption="east gate, cut chain",
        is_original="yes",
        consent="not_needed",
        contains_minor="no",
        contains_credential="no",
        exif_gps_kept=True,
    )
    story.row("entry", kind="photo", at=at("06:09"), text="East gate", media_ref=photo)
    story.row(
        "property_use",
        property_involved="city",
        use_type="staging_area",
        property_name="Almendra Recreation Center",
        address_block="400 block Almendra St",
        owning_department="RAP",
        area_type="public_gated",
        signage_posted="yes",
        gate_state="breached",
        authority_shown="none",
        first_seen_at=at("05:30", clock="typed"),
        still_present=False,
        left_at=at("06:24"),
        vehicle_count=14,
        personnel_count=30,
        equipment=["lights", "buses"],
        disruption_to_city_use="partial",
        told_to_leave_by="dept_staff",
        response="refused",
        photos=[photo],
        crime_dr_number="261104902",
    )
