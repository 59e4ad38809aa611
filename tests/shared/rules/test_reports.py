"""V-17 to V-19 and D-11 to D-13."""

import pytest


def report(make, **fields):
    return {"misconduct_report": [make.row(1, **fields)]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("contact_name", "Ana Example"),
        ("contact_phone", "+12135550100"),
        ("contact_email", "name@example.org"),
        ("preferred_contact", "phone"),
        ("contact_consent", "yes"),
        ("guardian_contact", "an aunt"),
        ("signature_status", "signed"),
    ],
)
def test_an_anonymous_report_says_nothing_about_who(said, make, name, value):
    where = f"misconduct_report/{make.id(1)}/{name}"
    assert said("V-17", report(make, anonymous=True, **{name: value})) == [("V-17", where)]
    assert not said("V-17", report(make, anonymous=False, **{name: value}))


def test_a_declined_signature_and_an_official_interpreter_are_no_identity(said, make):
    assert not said("V-17", report(make, anonymous=True, signature_status="declined"))
    ours = {"anonymous": True, "interpreter": "bilingual_officer", "interpreter_serial_or_id": "46109"}
    assert not said("V-17", report(make, **ours))
    assert said("V-17", report(make, **ours | {"interpreter": "family_or_friend"}))


def test_another_language_needs_interpreter_and_translation(said, make):
    where = f"misconduct_report/{make.id(1)}"
    assert said("V-18", report(make, language="spa")) == [
        ("V-18", f"{where}/interpreter"),
        ("V-18.translation", f"{where}/translation_status"),
    ]
    none = report(make, language="spa", interpreter="none", translation_status="not_needed")
    assert len(said("V-18", none)) == 2
    assert not said("V-18", report(make, language="spa", interpreter="phone_service", translation_status="pending"))
    assert not said("V-18", report(make, language="eng"))
    assert not said("V-18", report(make)), "a language that is not answered is owed, not wrong"


@pytest.mark.parametrize("alleged", ["yes", "unsure"])
def test_an_alleged_crime_needs_a_number_or_a_reason(said, make, alleged):
    where = f"misconduct_report/{make.id(1)}/dr_number"
    assert said("V-19", report(make, crime_alleged=alleged)) == [("V-19", where)]
    assert not said("V-19", report(make, crime_alleged=alleged, dr_number="260204417"))
    assert not said("V-19", report(make, crime_alleged=alleged, declined_reason="Does not want a crime report."))
    assert not said("V-19", report(make, crime_alleged="no"))


def test_without_consent_nothing_to_reach_anybody_is_kept(said, make):
    kept = report(make, contact_consent="no", contact_phone="+12135550100")
    assert said("D-11", kept, final=False) == [("D-11", f"misconduct_report/{make.id(1)}/contact_phone")]
    assert not said("D-11", report(make, contact_consent="yes", contact_phone="+12135550100"))
    witness = {"witness_contact": [make.row(2, misconduct_ref=make.id(1), name="Bo Example")]}
    assert said("D-11", report(make) | witness) == [("D-11", f"witness_contact/{make.id(2)}/name")]
    witness["witness_contact"][0]["consent"] = "yes"
    assert not said("D-11", report(make) | witness)


def test_every_report_has_an_allegation_of_its_own(judge, make):
    two = {
        "misconduct_report": [make.row(1), make.row(2)],
        "allegation": [make.row(5, misconduct_ref=make.id(2), category="threats")],
    }
    (found,) = judge("D-12", two)
    assert (found.address.text(), found.also[0].row) == ("allegation/*/rows", make.id(1))


def test_it_happened_before_it_was_reported(said, make):
    whole = {"allegation": [make.row(5, misconduct_ref=make.id(1), category="threats")]}
    later = report(make, event_at=make.t("10:16"), taken_at=make.t("10:15"))
    assert said("D-12", later | whole) == [("D-12.later", f"misconduct_report/{make.id(1)}/event_at")]


def test_a_claimed_injury_asks_for_an_injury_row(said, make):
    claimed = report(make, injury_claimed="yes")
    assert said("D-13", claimed) == [("D-13", f"misconduct_report/{make.id(1)}/injury_claimed")]
    assert not said("D-13", claimed | {"injury": [make.row(2)]})
