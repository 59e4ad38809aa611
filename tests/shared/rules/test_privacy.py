"""Classes, escalations and what each recipient gets."""

import pytest

from shared import privacy
from shared.about import Privacy
from shared.answers import Address, flatten
from shared.privacy import classes, may_see, redact
from shared.samples import scene


@pytest.fixture
def lifted(form):
    """The addresses one escalation lifts, as part.field -> (class, code)."""

    def lifted(id, answers):
        found = privacy.ESCALATIONS[id](form, answers)
        return {f"{each.address.part}.{each.address.field}": (each.privacy.value, each.code) for each in found}

    return lifted


def test_the_floor_is_the_definition_s(form, make):
    answers = {"incident": {"source": "radio_call", "federal_stated_purpose": "targeted operation"}}
    found = classes(form, answers)
    assert found[Address("incident", "-", "source")] is Privacy.PUBLIC
    assert found[Address("incident", "-", "federal_stated_purpose")] is Privacy.RESTRICTED


def test_nothing_is_lowered(form):
    for name in ("S1", "S2", "S3", "S4", "S5", "S6"):
        answers, _ = form.load(scene(name).answers)
        order = privacy.STRICTNESS
        for address, held in classes(form, answers).items():
            spec = form.spec(address.part, address.field)
            assert spec is None or order.index(held) >= order.index(spec.about.privacy)


def test_an_answer_that_the_form_does_not_know_is_confidential(form):
    assert (
        classes(form, {"incident": {"once_asked": "x"}})[Address("incident", "-", "once_asked")] is Privacy.CONFIDENTIAL
    )


@pytest.mark.parametrize(("band", "is_lifted"), [("0-12", True), ("13-17", True), ("18-24", False), ("unknown", False)])
def test_e1_a_hurt_child_is_withheld_but_for_the_call_for_help(lifted, make, band, is_lifted):
    row = make.row(1, age_band=band, severity="moderate", ems_summoned="yes", injury_description="cut by glass")
    found = lifted("P-E1", {"injury": [row]})
    wanted = {"injury.age_band", "injury.severity", "injury.injury_description"}
    assert set(found) == (wanted if is_lifted else set())
    assert set(found.values()) <= {("C", "WIC827")}


def test_e1_a_child_who_reports_and_a_child_in_a_picture(lifted, make):
    answers = {
        "misconduct_report": [make.row(1, reporter_is_minor="yes", report_ref="F-1-M01", statement_original="...")],
        "media": [make.row(2, contains_minor="yes", caption="at the gate")],
    }
    found = lifted("P-E1", answers)
    assert "misconduct_report.statement_original" in found
    assert "media.caption" in found
    assert "misconduct_report.report_ref" not in found


@pytest.mark.parametrize(("answer", "exact"), [("yes", True), ("unknown", True), (None, True), ("no", False)])
def test_e2_the_exact_place_is_withheld_unless_it_is_no_home(lifted, answer, exact):
    incident = {"lat": "34.2", "lon": "-118.4", "location_block": "1400 N Example Ave", "location_landmark": "flat 4"}
    if answer:
        incident["is_private_residence"] = answer
    found = lifted("P-E2", {"incident": incident})
    assert set(found) == ({"incident.lat", "incident.lon", "incident.location_landmark"} if exact else set())


def test_e2_a_home_also_hides_the_private_property_and_the_reporter_s_place(lifted, make):
    answers = {
        "incident": {"location_category": "residence", "is_private_residence": "no"},
        "property_use": [make.row(1, property_involved="private", address_block="1400 N Example Ave")],
        "misconduct_report": [make.row(2, event_location_text="the lot behind")],
    }
    assert set(lifted("P-E2", answers)) == {"property_use.address_block", "misconduct_report.event_location_text"}


def test_e3_an_anonymous_reporter_cannot_be_recognised(lifted, make):
    row = make.row(1, anonymous=True, language="mixteco", statement_original="...", taken_at=make.t("10:00"))
    found = lifted("P-E3", {"misconduct_report": [row]})
    assert found == {
        "misconduct_report.statement_original": ("C", "7923.615-safety"),
        "misconduct_report.language": ("C", "7923.615-safety"),
    }
    assert not lifted("P-E3", {"misconduct_report": [row | {"anonymous": False}]})


@pytest.mark.parametrize(
    ("category", "asked", "is_lifted"),
    [
        ("discrimination", "yes", True),
        ("sexual_misconduct", "yes", True),
        ("discrimination", "not_asked", False),
        ("property_taken", "yes", False),
    ],
)
def test_e4_the_victim_of_a_listed_crime_may_withhold_the_name(lifted, make, category, asked, is_lifted):
    answers = {
        "misconduct_report": [make.row(1, withhold_name_requested=asked, contact_name="Bo Example")],
        "allegation": [make.row(2, misconduct_ref=make.id(1), category=category)],
    }
    wanted = {"misconduct_report.contact_name": ("C", "7923.615-victim")} if is_lifted else {}
    assert lifted("P-E4", answers) == wanted


def test_e4_another_report_s_allegation_lists_nothing(lifted, make):
    answers = {
        "misconduct_report": [make.row(1, withhold_name_requested="yes", contact_name="Bo Example"), make.row(3)],
        "allegation": [make.row(2, misconduct_ref=make.id(3), category="discrimination")],
    }
    assert not lifted("P-E4", answers)


@pytest.mark.parametrize(
    ("words", "is_lifted"),
    [
        ("cough, red eyes after spray", False),
        ("man aged 31 years, cut over the left eye", True),
        ("seen at 4th and then room 1204", True),
        ("cut, says Bo Example", True),
        ("bruise " * 12, True),
    ],
)
def test_e5_general_words_stay_detail_waits(lifted, make, words, is_lifted):
    found = lifted("P-E5", {"injury": [make.row(1, injury_description=words)]})
    assert found == ({"injury.injury_description": ("R", "7923.600")} if is_lifted else {})


def test_e5_a_block_has_numbers_by_nature(lifted):
    assert not lifted("P-E5", {"incident": {"location_block": "1200 block S Union Ave"}})


def test_e6_kept_and_unsettled_words_are_confidential(lifted, make):
    words = {"entry": [make.row(1, text="He told us he is undocumented and ran."), make.row(2, text="All calm.")]}
    assert lifted("P-E6", words) == {"entry.text": ("C", "PII-1798.3")}
    quote = {"lint_decision": [make.row(9, at=f"entry/{make.id(2)}/text", decision="kept_quote")]}
    kept = {"entry": words["entry"][1:]} | quote
    assert lifted("P-E6", kept) == {"entry.text": ("C", "PII-1798.3")}
    deleted = {"lint_decision": [make.row(9, at=f"entry/{make.id(2)}/text", decision="deleted")]}
    assert not lifted("P-E6", {"entry": words["entry"][1:]} | deleted)


def test_e7_endangered_reporters_are_withheld(lifted, make):
    row = make.row(1, disclosure_endangers="yes", contact_name="Bo Example", reporter_type="victim")
    assert lifted("P-E7", {"misconduct_report": [row]}) == {
        "misconduct_report.contact_name": ("C", "7923.615-safety"),
        "misconduct_report.reporter_type": ("C", "7923.615-safety"),
    }
    assert not lifted("P-E7", {"misconduct_report": [row | {"disclosure_endangers": "undetermined"}]})


@pytest.mark.parametrize(("marked", "is_lifted"), [("yes", False), ("no", True), ("unknown", True)])
def test_e8_an_unmarked_vehicle_s_plate_may_be_private(lifted, make, marked, is_lifted):
    row = make.row(1, plate="8ABC12?", marked=marked, colour="white")
    found = lifted("P-E8", {"federal_vehicle": [row]})
    assert found == ({"federal_vehicle.plate": ("C", "PII-1798.3")} if is_lifted else {})


def test_every_escalation_has_its_test():
    import sys

    tests = " ".join(name for name in vars(sys.modules[__name__]) if name.startswith("test_e"))
    assert all(f"test_e{number}_" in tests for number in range(1, len(privacy.ESCALATIONS) + 1))


def test_the_first_escalation_says_why(form, make):
    row = make.row(1, anonymous=True, reporter_is_minor="yes", statement_original="...")
    withheld = dict(redact(form, {"misconduct_report": [row]}, "public").withheld)
    assert withheld[Address("misconduct_report", make.id(1), "statement_original")] == "WIC827"


def test_courts_and_oversight_see_all_the_public_only_public(form):
    assert all(may_see(recipient, each) for recipient in ("court", "oversight", "prosecutor") for each in Privacy)
    for recipient in ("public", "subject"):
        assert [each for each in Privacy if may_see(recipient, each)] == [Privacy.PUBLIC]
    with pytest.raises(LookupError):
        may_see("fed_agency", Privacy.PUBLIC)


@pytest.mark.parametrize("name", ["S1", "S2", "S3", "S4", "S5", "S6"])
def test_the_full_copy_is_full(form, name):
    answers, _ = form.load(scene(name).answers)
    for recipient in ("court", "oversight"):
        keep, withheld = redact(form, answers, recipient)
        assert keep == set(flatten(answers))
        assert not withheld


@pytest.mark.parametrize("name", ["S1", "S2", "S3", "S4", "S5", "S6"])
def test_the_public_copy_holds_nothing_above_its_class(form, name):
    answers, _ = form.load(scene(name).answers)
    held = classes(form, answers)
    keep, withheld = redact(form, answers, "public")
    assert keep
    assert all(held[address] is Privacy.PUBLIC for address in keep)
    assert all(code in form.configuration.vocabulary.codes("redaction_code") for _, code in withheld)
    assert not keep & {address for address, _ in withheld}


def test_personnel_matters_do_not_go_to_a_prosecutor(form, make):
    row = make.row(1, about_lapd_employee="yes", routing_slip_at=make.t("10:00"), contact_name="Bo Example")
    row |= {"contact_consent": "yes", "anonymous": False}
    keep, withheld = redact(form, {"misconduct_report": [row]}, "prosecutor")
    assert [address.field for address, _ in withheld] == ["about_lapd_employee"]
    assert Address("misconduct_report", make.id(1), "contact_name") in keep
    assert Address("misconduct_report", make.id(1), "routing_slip_at") not in keep


def test_what_is_only_asked_of_a_minor_is_neither_kept_nor_listed(form, make):
    row = make.row(1, age_band="0-12", guardian_status="contacted", dcfs_notified="yes", ems_summoned="yes")
    keep, withheld = redact(form, {"injury": [row]}, "public")
    listed = {address.field for address, _ in withheld}
    assert "age_band" in listed
    for name in ("guardian_status", "dcfs_notified"):
        assert Address("injury", make.id(1), name) not in keep
        assert name not in listed


def test_a_public_answer_that_gives_away_a_confidential_one_falls_with_it(form, make):
    row = make.row(1, callback_number="213-555-0100", callback_is_office="yes", agency_claimed="FPS")
    keep, withheld = redact(form, {"federal_supervisor": [row]}, "public")
    kept = {address.field for address in keep}
    assert "agency_claimed" in kept
    assert "callback_is_office" not in kept
    assert [address.field for address, _ in withheld] == ["callback_number"]


def test_the_block_of_a_home_stays(form):
    answers = {"incident": {"is_private_residence": "yes", "location_block": "1400 N Example Ave", "lat": "34.2"}}
    keep, withheld = redact(form, answers, "public")
    assert Address("incident", "-", "location_block") in keep
    assert (Address("incident", "-", "lat"), "PRIV") in withheld


def test_a_clerk_s_decision_shows_the_restricted_and_never_the_confidential(form, make):
    row = make.row(1, name_as_stated="Halvorsen", callback_number="213-555-0100")
    name, number = (Address("federal_supervisor", make.id(1), each) for each in ("name_as_stated", "callback_number"))
    answers = {"federal_supervisor": [row]}
    assert name not in redact(form, answers, "public").keep
    keep = redact(form, answers, "public", shown={name, number}).keep
    assert name in keep
    assert number not in keep


def test_a_subject_may_get_their_own(form, make):
    own = Address("misconduct_report", make.id(1), "contact_consent")
    answers = {"misconduct_report": [make.row(1, anonymous=False, contact_consent="yes")]}
    assert own not in redact(form, answers, "subject").keep
    assert own in redact(form, answers, "subject", shown={own}).keep


SECRETS = {
    "S1": ["Halvorsen", "H-2?17", "47112", "8ABC12?"],
    "S3": ["46109", "?LM4"],
    "S4": ["0-12", "contacted", "5561", "here illegally"],
    "S6": ["44718"],
}


@pytest.mark.parametrize("name", SECRETS)
def test_what_the_scenes_must_not_tell_is_not_in_the_public_copy(form, name):
    answers, _ = form.load(scene(name).answers)
    flat = flatten(answers)
    everything = repr(list(flat.values()))
    keep = redact(form, answers, "public").keep
    public = repr([value for address, value in flat.items() if address in keep])
    for secret in SECRETS[name]:
        assert secret in everything, f"{secret} is not in the scene at all"
        assert secret not in public
