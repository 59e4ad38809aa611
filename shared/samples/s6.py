"""S6 "Walk-in two days later, and the release": nobody of ours at the scene; returned, released, corrected."""

from shared.catalog import Form
from shared.samples.building import Scene, Story
from shared.samples.phrases import kept, unit

IWASAKI, SERGEANT, CLERK, SECOND = "44718", "36912", "N3104", "N3377"
EVENT = "2026-10-07"

NARRATIVE = (
    "A man came to the desk at 1015 about an event two days before in the lot of an apartment building. He "
    "said that six men with HSI vests entered after the manager let them in, used a pepper gun, used slurs "
    "and took his phone. A nephew interpreted at first; I changed to a telephone service and took the "
    "statement again. He showed a video and gave its link. He asked that his name be withheld because his "
    "employer might learn of it. No dispatch number exists. I took a crime report and gave him the victims' "
    "card and a receipt. Nobody of ours was at the scene."
)
QUOTED = NARRATIVE + " The slur is a quote in his own words; the rest is my paraphrase of the interpreter."


def tell(form: Form) -> Scene:
    """The scene under `form`."""
    story = Story("S6", "2026-10-09", "-07:00")
    at = story.at
    story.one("author", serial=IWASAKI, name="B. Iwasaki", rank="Police Officer III")
    _incident(story, form)
    unit(
        story,
        "19D11",
        "primary",
        ((IWASAKI, "Police Officer III", "B. Iwasaki"),),
        arrived_at=at("10:15"),
        cleared_at=at("11:40"),
    )
    desk = story.row(
        "bwv_reference",
        wearer_serial=IWASAKI,
        activation="on_arrival",
        activated_at=at("10:16"),
        camera_serial="X6044FA19",
        first_contact_at=at("10:16"),
        deactivated_at=at("11:35"),
        tag_id="261914009",
        category="statement",
        release_class="restricted",
    )
    report = _report(story)
    _injury(story)
    story.row(
        "property_use",
        property_involved="private",
        use_type="enforcement_only",
        property_name="lot of an apartment building",
        address_block="1400 block N Sample Ave",
        area_type="non_public",
        gate_state="open",
        authority_shown="claimed_not_shown",
        private_owner_consent="consented",
        personnel_count=6,
    )
    for target, time, channel in (
        ("lapd_field_supervisor", "10:40", "phone"),
        ("lapd_immigration_liaison", "11:20", "email"),
        ("oig", "11:30", "email"),
        ("da", "11:35", "email"),
        ("ca_doj", "11:40", "email"),
    ):
        story.row("notification", target=target, sent_at=at(time), channel=channel, by_serial=IWASAKI)
    story.row("entry", kind="quote_public", at=at("10:31"), text="They said it in front of my neighbours.")
    story.one("narrative", narrative_text=NARRATIVE)
    _reviewed(story, desk, report)
    _released(story, desk)
    corrected = at("18:40", day=EVENT, clock="typed")
    return story.told(
        form,
        "Walk-in two days later",
        interim_at=at("10:50"),
        final_at=at("11:50"),
        changes=(
            (at("14:20"), {"narrative": {"narrative_text": QUOTED, "amendment_reason": "Asked: quote or paraphrase?"}}),
            (
                at("09:10", day="2026-10-28"),
                {
                    "incident": {"started_at": corrected},
                    "misconduct_report": [{"id": report, "event_at": corrected}],
                    "narrative": {
                        "amendment_reason": "The reporter corrected the time: 1840, not 1900.",
                        "late_entry_reason": "A correction three weeks later.",
                    },
                },
            ),
        ),
    )


def _incident(story: Story, form: Form) -> None:
    at = story.at
    story.one(
        "incident",
        local_ref="F-QX09-5RJA",
        incident_number_status="none_issued",
        dr_numbers=["261914009"],
        source="station_walk_in",
        started_at=at("19:00", day=EVENT, clock="typed"),
        started_precision="approx",
        agents_present_on_arrival="lapd_not_on_scene",
        incident_date=EVENT,
        location_category="residence",
        location_block="1400 block N Sample Ave",
        is_private_residence="yes",
        location_method="none",
        area_code="19",
        rd="1985",
        council_district="7",
        verification_result="no_contact",
        activity_observed=["other"],
        activity_observed_other="only as reported: entry into a lot",
        persons_detained_observed={"mark": "not_observed"},
        minors_detained_observed={"mark": "not_observed"},
        force_observed=["not_observed"],
        warrant_status="not_asked",
        injury_present="yes",
        lapd_actions=["report_taking"],
        lapd_detained_anyone="no",
        lapd_used_force="no",
        crime_report_taken="yes",
        crime_types=["assault", "theft", "other"],
        crime_types_other="hate crime",
        other_evidence_preserved=["bystander_video"],
        **kept(form, EVENT),
    )


def _report(story: Story) -> str:
    at = story.at
    link = story.row(
        "media",
        kind="link",
        link="https://video.example/watch/2044",
        captured_at=at("10:44"),
        caption="his video of the lot",
        is_original="unknown",
        consent="yes",
        contains_minor="unknown",
        contains_credential="no",
    )
    mark = story.file("signature", "image/png", at("11:20"))
    report = story.row(
        "misconduct_report",
        report_ref="F-QX09-5RJA-M01",
        taken_at=at("10:20"),
        taken_by_serial=IWASAKI,
        reporter_type="victim",
        channel="station",
        language="tgl",
        interpreter="phone_service",
        interpreter_serial_or_id="TL-118",
        anonymous=False,
        contact_consent="yes",
        contact_name="Isidro Halimbawa",
        contact_email="isidro@example.org",
        preferred_contact="email",
        reporter_is_minor="no",
        event_at=at("19:00", day=EVENT, clock="typed"),
        event_precision="approx",
        event_location_same=True,
        agencies_alleged=["ICE_HSI"],
        agent_description="six men, HSI vests, one with a pepper gun",
        statement_original="Pumasok sila sa paradahan, binugahan ako at kinuha ang telepono ko.",
        translation_status="human_verified",
        statement_english="They came into the lot, sprayed me and took my phone.",
        translation_by="telephone service TL-118; machine draft of 9 October checked by a person",
        crime_alleged="yes",
        dr_number="261914009",
        injury_claimed="yes",
        property_damage_claimed="no",
        evidence_offered=["video"],
        evidence_received_refs=[link],
        evidence_link="https://video.example/watch/2044",
        witness_count=1,
        withhold_name_requested="yes",
        rights_info_given=["marsy_card", "victim_services"],
        receipt_given="yes",
        signature_status="mark",
        signature=mark,
        about_lapd_employee="no",
    )
    for category, source in (
        ("excessive_force", "reporter_saw"),
        ("property_taken", "reporter_saw"),
        ("discrimination", "reporter_told"),
        ("threats", "reporter_saw"),
        ("warrantless_search_entry", "video_shown"),
    ):
        story.row("allegation", misconduct_ref=report, category=category, source=source)
    return report


def _injury(story: Story) -> None:
    story.row(
        "injury",
        ems_summoned="no",
        ems_not_summoned_reason="Two days later; he did not want to be seen by a doctor.",
        injury_known_at=story.at("10:25"),
        person_role="complainant",
        age_band="45-64",
        is_minor=False,
        person_name_given="Isidro Halimbawa",
        injury_description="says his eyes burned for a day",
        severity="minor",
        cause_observed="reported_by_person",
        mechanism=["chemical"],
        aid_by_lapd=["none_needed"],
        patient_outcome="refused_care",
        recording_limited_for_medical="no",
        ems_redaction_requested="no",
    )


def _reviewed(story: Story, desk: str, report: str) -> None:
    at = story.at
    returned = story.note(
        "review",
        decision="return",
        checklist_l1="not_applicable",
        checklist_l2="met",
        checklist_l3="not_applicable",
        checklist_l4="not_met_reason",
        checklist_l5="met",
        checklist_reason="Nobody of ours was at the scene. He declined care two days later.",
        reviewer_serial=SERGEANT,
        reviewed_at=at("13:30"),
    )
    story.note(
        "return_item",
        review_ref=returned,
        field="narrative/-/narrative_text",
        text="State the source of the slur: quote or paraphrase?",
    )
    story.note(
        "review",
        decision="approve",
        checklist_l1="not_applicable",
        checklist_l2="met",
        checklist_l3="not_applicable",
        checklist_l4="not_met_reason",
        checklist_l5="met",
        checklist_reason="Nobody of ours was at the scene. He declined care two days later.",
        reviewer_serial=SERGEANT,
        reviewed_at=at("16:00"),
    )
    story.note(
        "bwv_reference",
        desk,
        hold_flagged_in_dems="yes",
        hold_by=SERGEANT,
        hold_at=at("15:50"),
        oig_notified_at=at("11:30"),
        upload_status="uploaded",
        uploaded_at=at("12:10"),
        evidence_guid="0f8fad5b-d9cb-469f-a165-70867728950e",
    )
    story.note(
        "misconduct_report",
        report,
        disclosure_endangers="yes",
        disclosure_reason="workplace retaliation",
        referral=["lapd_detectives", "da", "ca_doj"],
        referred_at=at("16:10"),
        report_status="referred",
    )


def _released(story: Story, desk: str) -> None:
    at = story.at
    story.note(
        "narrative",
        "-",
        narrative_public_text="A man reported that federal agents entered a private lot, used a chemical "
        "agent and took his phone. The report was referred.",
    )
    release = story.note(
        "release",
        request_no="R-2044",
        requester_type="press",
        basis="California Public Records Act",
        due_at=at("17:00", day="2026-10-31"),
        package_sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        format="pdf_csv_json",
        approved_by=SECOND,
    )
    for field, code in (
        ("misconduct_report/*/contact_name", "7923.615-victim"),
        ("misconduct_report/*/contact_email", "PII-1798.3"),
        ("incident/-/location_block", "PRIV"),
        ("misconduct_report/*/evidence_link", "7923.600"),
    ):
        story.note("redaction", release_ref=release, field=field, code=code, by=CLERK)
    story.note(
        "release",
        request_no="R-2051",
        requester_type="fed_agency",
        basis="agency request without a warrant: refused",
        order_reference="none",
        due_at=at("17:00", day="2026-11-12"),
    )
