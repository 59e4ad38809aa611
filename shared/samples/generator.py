"""Any number of realistic reports from a number: `generate(seed)` is always the same report.

Without `broken` a report loads without a problem and no rule calls it wrong; with one of `BROKEN` it is wrong in
exactly that way, and `BREAKS` says which problem names it. Names, badges and plates are letters put together by
chance, so that nobody real is in them. Times are the wall clock of the shipped city.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from shared.answers import Nested, Row, rows_of
from shared.canonical import Value
from shared.catalog import Form
from shared.report import shipped_form
from shared.samples.building import Story, clean, ordered
from shared.samples.phrases import camera, kept, unit

BREAKS: Mapping[str, str] = {
    "unknown_code": "choice.unknown",
    "unknown_field": "field.unknown",
    "unknown_part": "part.unknown",
    "bad_serial": "pattern.wrong",
    "lost_reference": "reference.lost",
    "repeated_row": "row.id",
    "too_long": "text.too_long",
    "missing_answer": "answer.missing",
    "called_after_arrival": "V-02",
    "badge_missing": "V-06",
    "refused_without_attempt": "V-08",
    "no_reason_for_no_ambulance": "V-14",
    "named_though_anonymous": "V-17",
    "status_words": "V-30",
    "other_without_words": "V-38",
}
"""How a report may be broken, and the problem that says so."""

BROKEN = tuple(BREAKS)

_FIRST = datetime(2026, 2, 11, tzinfo=UTC)
_STRUCTURE = BROKEN[: BROKEN.index("missing_answer")]
_AGENCIES = ("ICE_ERO", "ICE_HSI", "CBP_USBP", "CBP_BORTAC", "FPS", "FBI", "USMS", "FED_UNSPECIFIED")
_STREETS = ("Almendra", "Sample", "Placeholder", "Invented", "Example", "Fictional")
_SYLLABLES = ("ba", "do", "ki", "lum", "mer", "no", "pel", "quo", "ras", "tov", "ul", "vex", "zam")


def generate(seed: int, *, broken: str = "") -> Nested:
    """The report number `seed`, whole and valid, or broken in the named way. Raises LookupError for another name."""
    if broken and broken not in BREAKS:
        raise LookupError(f"no way to break a report called {broken!r}")
    form = shipped_form()
    answers = _Teller(form, seed, broken).tell()
    if broken in _STRUCTURE:
        _break_structure(answers, broken)
        return answers
    return clean(form, answers)


class _Teller:
    """One report while it is made up."""

    def __init__(self, form: Form, seed: int, broken: str) -> None:
        self.form, self.broken = form, broken
        self.chance = Random(seed)
        zone = ZoneInfo(form.configuration.city.time_zone)
        self.begin = (_FIRST + timedelta(minutes=self.chance.randrange(300 * 24 * 60))).astimezone(zone)
        self.story = Story(f"G{seed}", self.begin.date().isoformat(), "")
        self.officers = [str(self.chance.randrange(30000, 60000)) for _ in range(3)]
        self.number = f"PD{self.begin:%y%m%d}{self.chance.randrange(10**8):08d}"
        self.area = self.chance.choice(self.form.configuration.vocabulary.codes("area")[:-1])

    def after(self, minutes: float) -> Row:
        """The Instant so many minutes after the beginning."""
        there = (self.begin.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(self.begin.tzinfo)
        return {"at": there.isoformat(timespec="seconds"), "clock": "device"}

    def some(self, vocabulary: str, most: int = 3) -> list[Value]:
        """One to `most` codes that may stand together, none of them "other"."""
        lists = self.form.configuration.vocabulary
        codes = [code for code in lists.codes(vocabulary) if code not in lists.exclusive(vocabulary) | {"other"}]
        return list(self.chance.sample(codes, self.chance.randint(1, min(most, len(codes)))))

    def one(self, vocabulary: str, *without: str) -> str:
        """One code, never "other"."""
        codes = self.form.configuration.vocabulary.codes(vocabulary)
        return self.chance.choice([code for code in codes if code not in (*without, "other")])

    def name(self) -> str:
        """A name that nobody has."""
        return "".join(self.chance.sample(_SYLLABLES, 3)).capitalize()

    def tell(self) -> Nested:
        chance, story = self.chance, self.story
        own = self.officers[0]
        story.one("author", serial=own, name=f"T. {self.name()}", rank="Police Officer II")
        hurt = self.broken == "no_reason_for_no_ambulance" or chance.random() < 0.4
        reported = self.broken == "named_though_anonymous" or chance.random() < 0.6
        self._incident(hurt)
        self._our_people()
        for agency in chance.sample(_AGENCIES, chance.randint(1, 3)):
            self._supervisor(agency)
        leads = rows_of(story.answers, "federal_supervisor")
        sure = any(row["supervisor_status"] == "identified_verified" for row in leads)
        story.one("incident", verification_result="federal_verified" if sure else "federal_claimed_unverified")
        if hurt:
            self._injury()
        for number in range(chance.randint(1, 3) if reported else 0):
            self._report(number + 1)
        story.row("property_use", property_involved=chance.choice(("none", "unknown", "none")))
        self._notices()
        story.row(
            "entry", kind="note", at=self.after(chance.randint(6, 40)), text=f"Spoke with {self.name()} Street staff."
        )
        story.one("narrative", narrative_text=self._narrative())
        return ordered(self.form, story.answers)

    def _incident(self, hurt: bool) -> None:
        chance, story = self.chance, self.story
        called = 12 if self.broken == "called_after_arrival" else 2
        reference = self.form.configuration.city.reference(chance.randbytes(5))
        day = self.begin.date().isoformat()
        other: Row = {"lapd_actions": ["observed_only", "other"]} if self.broken == "other_without_words" else {}
        told: Row = {
            "local_ref": reference,
            "incident_number_status": "known",
            "incident_number_raw": self.number[-4:],
            "incident_number": self.number,
            "source": "radio_call",
            "call_type_text": chance.choice(("415 GROUP", "207 KIDNAP", "SUSP PERSONS")),
            "call_received_at": self.after(called),
            "started_at": self.after(0),
            "started_precision": "approx",
            "lapd_arrived_at": self.after(8),
            "agents_present_on_arrival": "present",
            "agents_departed_at": self.after(chance.randint(25, 50)),
            "lapd_cleared_at": self.after(75),
            "location_category": chance.choice(("street", "retail", "workplace", "transit")),
            "location_block": f"{chance.randrange(1, 90)}00 block {chance.choice(_STREETS)} St",
            "is_private_residence": "no",
            "lat": f"34.{chance.randrange(1000, 1999)}1",
            "lon": f"-118.{chance.randrange(2000, 4999)}1",
            "gps_accuracy_m": chance.randrange(3, 40),
            "location_method": "gps",
            "area_code": self.area,
            "rd": f"{self.area}{chance.randrange(1, 99):02d}",
            "injury_present": "yes" if hurt else "no",
            "activity_observed": self.some("activity_observed", 2),
            "persons_detained_observed": chance.randrange(4),
            "persons_detained_is_estimate": False,
            "minors_detained_observed": 0,
            "force_observed": ["none"] if not hurt else ["hands_on", "projectile"],
            "warrant_status": self.one("warrant_status"),
            "crowd_size_band": self.one("crowd_size_band"),
            "lapd_actions": self.some("lapd_actions"),
            "lapd_detained_anyone": "no",
            "lapd_used_force": "no",
            "crime_report_taken": "no",
            "other_evidence_preserved": self.some("other_evidence_preserved", 2),
        }
        if self.broken == "missing_answer":
            del told["area_code"]
        story.one("incident", **{**told, **other}, **kept(self.form, day))

    def _our_people(self) -> None:
        story, officers = self.story, self.officers
        rank = "Police Officer II"
        people = tuple((serial, rank, f"T. {self.name()}") for serial in officers[:2])
        beat = self.chance.randrange(1, 99)
        unit(
            story,
            f"{int(self.area)}A{beat}",
            "primary",
            people,
            arrived_at=self.after(8),
            cleared_at=self.after(75),
        )
        boss = (officers[2], "Sergeant I", f"T. {self.name()}")
        unit(
            story,
            f"{int(self.area)}L20",
            "supervisor",
            (boss,),
            arrived_at=self.after(20),
            cleared_at=self.after(74),
            lapd_supervisor_on_scene_at=self.after(20),
        )
        for place, serial in enumerate(officers):
            camera(
                story,
                serial,
                "before_arrival",
                self.number,
                activated_at=self.after(19 if place == 2 else 6),
                first_contact_at=self.after(21 if place == 2 else 9),
                deactivated_at=self.after(73),
                camera_serial=f"X604{self.chance.randrange(10**5):05d}",
            )

    def _supervisor(self, agency: str) -> None:
        chance, story = self.chance, self.story
        first = not rows_of(story.answers, "federal_supervisor")
        refused = chance.random() < 0.5 or (first and self.broken == "refused_without_attempt")
        verified = not refused or (first and self.broken == "badge_missing")
        look: Row = {
            "agency_displayed": agency,
            "uniform_state": self.one("uniform_state"),
            "face_covering": self.some("face_covering", 1),
            "id_displayed": self.some("id_displayed", 2),
            "markings_seen": self.some("markings_seen", 2),
            "clothing": self.one("clothing"),
            "bwv_captured_check": "full",
        }
        marked = look["markings_seen"]
        assert isinstance(marked, list)
        named = {"POLICE ICE", "ICE", "ERO", "HSI"} & {str(each) for each in marked}
        look["police_marking_only"] = "POLICE" in marked and not named
        known: Row
        if verified:
            known = {
                "supervisor_status": "identified_verified",
                "name_as_stated": self.name(),
                "badge_number": f"{chance.choice('HQX')}-{chance.randrange(10, 99)}?{chance.randrange(10)}",
                "name_source": "credential",
                "badge_source": "credential",
                "agency_verified": agency,
                "verification_method": ["credential_examined"],
                "lapd_verifier_serial": self.officers[0],
            }
            if first and self.broken == "badge_missing":
                del known["badge_number"]
        else:
            known = {
                "supervisor_status": "refused",
                "name_as_stated": {"mark": "refused"},
                "badge_number": {"mark": "refused"},
                "name_source": "not_obtained",
                "badge_source": "not_obtained",
                "description": "tall, dark hair, badge covered with tape",
            }
        lead = story.row("federal_supervisor", agency_claimed=agency, **known, **look)
        if first and self.broken == "refused_without_attempt":
            return
        for turn in range(1 if verified else chance.randint(1, 3)):
            result: Row = {"result": "verified"}
            if not verified:
                result = {
                    "result": "refused",
                    "refusal_reason_stated": self.one("refusal_reason"),
                    "next_step": ["lapd_supervisor_asked"],
                }
            story.row(
                "id_attempt",
                supervisor_ref=lead,
                attempted_at=self.after(10 + turn * 3),
                asked_by_serial=self.officers[0],
                asked_for=["supervisor", "name", "badge"],
                ask_method="spoken",
                captured_on_bwv="yes",
                **result,
            )

    def _injury(self) -> None:
        story, chance = self.story, self.chance
        silent = self.broken == "no_reason_for_no_ambulance"
        aid: Row = {"ems_summoned": "no"} if silent else {"ems_summoned": "yes", "ems_summoned_at": self.after(13)}
        if not silent:
            aid |= {"by_serial": self.officers[1], "channel": "radio", "ems_access": "unobstructed"}
            aid |= {"ra_unit": f"RA{chance.randrange(1, 99)}", "arrived_at": self.after(21)}
        story.row(
            "injury",
            injury_known_at=self.after(12),
            person_role=chance.choice(("bystander", "protester")),
            age_band=chance.choice(("18-24", "25-44", "45-64")),
            is_minor=False,
            injury_description=chance.choice(("bruise on the arm", "cut hand", "says the shoulder hurts")),
            severity=chance.choice(("minor", "complaint_of_pain", "moderate")),
            cause_observed=self.one("cause_observed"),
            mechanism=["hands_on"],
            aid_by_lapd=["position"],
            patient_outcome="treated_released",
            recording_limited_for_medical="no",
            ems_redaction_requested="no",
            **aid,
        )

    def _report(self, number: int) -> None:
        story, chance = self.story, self.chance
        anonymous = chance.random() < 0.4 or self.broken == "named_though_anonymous"
        spanish = chance.random() < 0.4
        incident = story.answers["incident"]
        assert isinstance(incident, dict)
        reference = str(incident["local_ref"])
        who: Row = {"anonymous": True} if anonymous else {"anonymous": False, "contact_consent": "no"}
        if self.broken == "named_though_anonymous":
            who["contact_name"] = self.name()
        words: Row = {
            "language": "eng",
            "statement_original": "They pushed him against the wall and would not say why.",
        }
        if spanish:
            words = {
                "language": "spa",
                "interpreter": "bilingual_officer",
                "statement_original": "Lo empujaron contra la pared y no dijeron por qué.",
                "statement_english": "They pushed him against the wall and did not say why.",
                "translation_by": "bilingual officer",
            }
        report = story.row(
            "misconduct_report",
            report_ref=self.form.configuration.city.receipt(reference, number),
            taken_at=self.after(30 + number),
            taken_by_serial=self.officers[1],
            reporter_type=chance.choice(("witness", "third_party")),
            channel="in_person",
            reporter_is_minor="no",
            event_at=self.after(9),
            event_precision="approx",
            event_location_same=True,
            agencies_alleged=["FED_UNSPECIFIED"],
            translation_status="human_verified" if spanish else "not_needed",
            crime_alleged="no",
            injury_claimed="no",
            property_damage_claimed="no",
            evidence_offered=self.some("evidence_offered", 2),
            withhold_name_requested="not_asked",
            rights_info_given=self.some("rights_info_given", 2),
            receipt_given="yes",
            signature_status="not_asked",
            about_lapd_employee="no",
            **who,
            **words,
        )
        category = self.one("allegation_category")
        story.row("allegation", misconduct_ref=report, category=category, source="reporter_saw")

    def _notices(self) -> None:
        city = self.form.configuration.city
        for place, target in enumerate(city.required_targets("agents")):
            self.story.row(
                "notification",
                target=target,
                sent_at=self.after(9 + place * 3),
                channel="phone",
                by_serial=self.officers[0],
            )

    def _narrative(self) -> str:
        status = " The man has no papers and is undocumented." if self.broken == "status_words" else ""
        return (
            "We answered a radio call and saw armed people in vests. I asked who was in charge and wrote down what "
            "came back. My partner kept onlookers apart. We watched until they left and then took what people wanted "
            f"to report.{status}"
        )


def _break_structure(answers: Nested, broken: str) -> None:
    incident = answers["incident"]
    attempts = rows_of(answers, "id_attempt")
    assert isinstance(incident, dict)
    if broken == "unknown_code":
        incident["crowd_size_band"] = "a lot"
    elif broken == "unknown_field":
        incident["horoscope"] = "libra"
    elif broken == "unknown_part":
        answers["weather"] = {"sky": "clear"}
    elif broken == "bad_serial":
        attempts[0]["asked_by_serial"] = "four"
    elif broken == "lost_reference":
        nobody = "00000000-0000-4000-8000-000000000000"
        answers["federal_vehicle"] = [{"id": nobody, "supervisor_ref": nobody, "type": "van"}]
    elif broken == "repeated_row":
        answers["id_attempt"] = [*attempts, dict(attempts[0])]
    elif broken == "too_long":
        incident["location_landmark"] = "x" * 81
