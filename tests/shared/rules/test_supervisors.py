"""V-05 to V-12 and D-20 to D-23: none, one and several agencies; badges that nobody could read whole."""

import pytest

PRESENT = {"agents_present_on_arrival": "present"}


def federal(make, number=1, **fields):
    return {"federal_supervisor": [make.row(number, **fields)]}


def test_agents_present_need_a_supervisor_row(said, make):
    assert said("V-05", {"incident": PRESENT}) == [("V-05.nobody", "federal_supervisor/*/rows")]
    assert not said("V-05", {"incident": PRESENT} | federal(make, agency_claimed="ICE_ERO"))


@pytest.mark.parametrize("seen", ["gone", "never_confirmed", "lapd_not_on_scene"])
def test_no_supervisor_row_is_needed_when_nobody_was_met(said, seen):
    assert not said("V-05", {"incident": {"agents_present_on_arrival": seen}})


def test_every_agency_seen_needs_its_own_row_once(said, judge, make):
    agents = [
        make.row(1, agency_claimed="ICE_ERO"),
        make.row(2, agency_claimed="CBP_USBP"),
        make.row(3, agency_displayed="CBP_USBP"),
    ]
    answers = {"incident": PRESENT, "federal_agent": agents} | federal(make, 9, agency_claimed="ICE_ERO")
    found = judge("V-05", answers)
    assert [(each.address.text(), each.params["agency"]) for each in found] == [
        ("federal_supervisor/*/rows", "CBP_USBP")
    ]
    assert found[0].also[0].text() == f"federal_agent/{make.id(2)}/agency_claimed"


def test_an_agency_is_covered_by_what_was_displayed_or_verified(said, make):
    answers = {"incident": PRESENT, "federal_agent": [make.row(1, agency_displayed="ATF")]}
    assert not said("V-05", answers | federal(make, 9, agency_claimed="FED_UNSPECIFIED", agency_displayed="ATF"))


def test_identified_is_name_and_badge(said, make):
    whole = {"supervisor_status": "identified_unverified", "name_as_stated": "Halvorsen", "badge_number": "H-2?17"}
    where = f"federal_supervisor/{make.id(1)}"
    assert not said("V-06", federal(make, **whole)), "a `?` stands for a character nobody could read"
    assert said("V-06", federal(make, **whole | {"badge_number": {"mark": "refused"}})) == [
        ("V-06", f"{where}/badge_number")
    ]
    nothing = federal(make, supervisor_status="identified_verified")
    assert said("V-06", nothing) == [("V-06", f"{where}/name_as_stated"), ("V-06", f"{where}/badge_number")]


def test_a_badge_of_question_marks_only_is_still_what_was_seen(said, make):
    held = {"supervisor_status": "identified_unverified", "name_as_stated": "李", "badge_number": "????"}
    assert not said("V-06", federal(make, **held))


def test_a_missing_name_is_said_once_not_twice(form, make):
    from shared import rules

    loaded, _ = form.load(federal(make, supervisor_status="identified_verified"))
    found = rules.check(form, loaded, final=True, now=None)
    at_name = [each.code for each in found if each.address and each.address.field == "name_as_stated"]
    assert at_name == ["V-06"]


def test_partial_is_exactly_one_of_name_and_badge_with_a_reason(said, make):
    why = {
        "id_attempt": [
            make.row(5, supervisor_ref=make.id(1), result="gave_badge_only", refusal_reason_stated="none_given")
        ]
    }
    one = {"supervisor_status": "partial", "badge_number": "5561"}
    where = f"federal_supervisor/{make.id(1)}"
    assert not said("V-07", federal(make, **one) | why)
    assert not said("V-07", federal(make, **one, name_as_stated={"mark": "refused"}) | why)
    assert said("V-07", federal(make, **one, name_as_stated="Quill") | why) == [
        ("V-07.both", f"{where}/supervisor_status")
    ]
    assert said("V-07", federal(make, supervisor_status="partial") | why) == [("V-07", f"{where}/name_as_stated")]
    assert said("V-07", federal(make, **one)) == [("V-07.reason", "id_attempt/*/rows")]
    unexplained = {"id_attempt": [make.row(5, supervisor_ref=make.id(1), result="gave_badge_only")]}
    assert said("V-07", federal(make, **one) | unexplained) == [
        ("V-07.reason", f"id_attempt/{make.id(5)}/refusal_reason_stated")
    ]


def test_a_reason_given_to_another_agency_does_not_count(said, make):
    other = {"id_attempt": [make.row(5, supervisor_ref=make.id(2), result="refused", refusal_reason_stated="policy")]}
    rows = {
        "federal_supervisor": [
            make.row(1, supervisor_status="partial", badge_number="5561"),
            make.row(2, supervisor_status="refused", description="tall, tape over the badge"),
        ]
    }
    assert said("V-07", rows | other) == [("V-07.reason", "id_attempt/*/rows")]


@pytest.mark.parametrize(
    "status", ["refused", "not_located", "none_on_scene", "offsite_named", "departed_before_contact"]
)
def test_no_identity_needs_an_attempt_that_says_how(said, make, status):
    row = federal(make, supervisor_status=status, description="tall, grey gaiter, tape over the badge")
    tried = make.row(
        5,
        supervisor_ref=make.id(1),
        result="refused",
        refusal_reason_stated="none_given",
        next_step=["recorded_plates"],
    )
    assert said("V-08", row) == [("V-08", "id_attempt/*/rows")]
    assert not said("V-08", row | {"id_attempt": [tried]})
    where = f"id_attempt/{make.id(5)}"
    for name in ("refusal_reason_stated", "next_step"):
        less = {key: value for key, value in tried.items() if key != name}
        code = "V-08.reason" if name == "refusal_reason_stated" else "V-08.next_step"
        assert said("V-08", row | {"id_attempt": [less]}) == [(code, f"{where}/{name}")]


def test_left_and_ignored_say_themselves_why(said, make):
    row = federal(make, supervisor_status="departed_before_contact", description="two men, ski masks, jeans")
    left = make.row(5, supervisor_ref=make.id(1), result="left", next_step=["recorded_plates"])
    assert not said("V-08", row | {"id_attempt": [left]})


def test_a_successful_attempt_is_no_proof_of_a_refusal(said, make):
    row = federal(make, supervisor_status="refused", description="tall, grey gaiter")
    tried = make.row(5, supervisor_ref=make.id(1), result="gave_all", next_step=["recorded_plates"])
    assert said("V-08", row | {"id_attempt": [tried]}) == [("V-08", "id_attempt/*/rows")]


def test_a_vehicle_stands_for_a_description(said, make):
    row = federal(make, supervisor_status="not_located")
    tried = {
        "id_attempt": [make.row(5, supervisor_ref=make.id(1), result="could_not_approach", next_step=["none_unsafe"])]
    }
    where = f"federal_supervisor/{make.id(1)}/description"
    assert said("V-08", row | tried) == [("V-08.description", where)]
    assert not said("V-08", row | tried | {"federal_vehicle": [make.row(7, supervisor_ref=make.id(1), type="van")]})
    assert not said("V-08", row | tried | {"federal_vehicle": [make.row(7, type="van")]})
    two = {"federal_supervisor": [*row["federal_supervisor"], make.row(2, supervisor_status="not_attempted")]}
    another = {"federal_vehicle": [make.row(7, supervisor_ref=make.id(2), type="van")]}
    assert said("V-08", two | tried | another) == [("V-08.description", where)]


def test_not_attempted_is_explained_and_flagged(judge, make):
    reason = "x" * 20
    held = federal(make, supervisor_status="not_attempted", not_attempted_reason=reason)
    assert [(each.code, each.level) for each in judge("V-09", held)] == [("V-09.flag", "flag")]
    bare = federal(make, supervisor_status="not_attempted")
    assert [(each.code, each.level) for each in judge("V-09", bare)] == [("V-09", "error"), ("V-09.flag", "flag")]
    padded = federal(make, supervisor_status="not_attempted", not_attempted_reason="too far" + " " * 20)
    assert "V-09" in [each.code for each in judge("V-09", padded)], "white space is no reason"


def test_verified_is_more_than_looking(said, make):
    whole = {
        "supervisor_status": "identified_verified",
        "verification_method": ["credential_examined", "visual_only"],
        "lapd_verifier_serial": "39954",
    }
    where = f"federal_supervisor/{make.id(1)}"
    assert not said("V-10", federal(make, **whole))
    assert said("V-10", federal(make, **whole | {"verification_method": ["visual_only"]})) == [
        ("V-10", f"{where}/verification_method")
    ]
    del whole["lapd_verifier_serial"]
    assert said("V-10", federal(make, **whole)) == [("V-10.verifier", f"{where}/lapd_verifier_serial")]


def test_one_badge_with_two_names_is_a_warning(judge, make):
    rows = {
        "federal_supervisor": [make.row(1, badge_number="H-2?17", name_as_stated="Halvorsen")],
        "federal_agent": [make.row(2, badge_number="h-2?17", name_as_stated="Norder")],
    }
    (found,) = judge("V-11", rows)
    assert (found.level, found.address.text()) == ("warn", f"federal_agent/{make.id(2)}/badge_number")
    same = {**rows, "federal_agent": [make.row(2, badge_number="H-2?17", name_as_stated="HALVORSEN")]}
    assert not judge("V-11", same)
    unnamed = {**rows, "federal_agent": [make.row(2, badge_number="H-2?17")]}
    assert not judge("V-11", unnamed)


@pytest.mark.parametrize(
    ("markings", "claimed", "noted"),
    [
        (["POLICE"], "ICE_ERO", True),
        (["POLICE", "ICE"], "ICE_ERO", False),
        (["POLICE ICE"], "ICE_ERO", False),
        (["POLICE"], "CBP_USBP", False),
        (["none"], "ICE_ERO", False),
    ],
)
def test_police_alone_on_ice_is_noted(said, make, markings, claimed, noted):
    row = federal(make, agency_claimed=claimed, markings_seen=markings)
    where = f"federal_supervisor/{make.id(1)}/markings_seen"
    assert said("V-12", row, final=False) == ([("V-12", where)] if noted else [])


def test_verified_needs_an_attempt_that_says_so(said, make):
    scene = {"incident": {"verification_result": "federal_verified"}} | federal(make)
    assert said("D-20", scene) == [("D-20", "incident/-/verification_result")]
    assert not said("D-20", scene | {"id_attempt": [make.row(5, supervisor_ref=make.id(1), result="verified")]})


def test_another_agency_than_claimed_wants_a_note(said, make):
    row = {"agency_claimed": "FED_UNSPECIFIED", "agency_verified": "ATF"}
    assert said("D-21", federal(make, **row)) == [("D-21", f"federal_supervisor/{make.id(1)}/agency_mismatch_note")]
    assert not said("D-21", federal(make, **row, agency_mismatch_note="said federal, card said ATF"))


@pytest.mark.parametrize(("at", "out"), [("09:03", False), ("09:02", True), ("10:55", False), ("10:56", True)])
def test_an_attempt_lies_around_the_scene(said, make, at, out):
    scene = {"incident": {"lapd_arrived_at": make.t("09:18"), "lapd_cleared_at": make.t("10:40")}} | federal(make)
    tried = {"id_attempt": [make.row(5, supervisor_ref=make.id(1), attempted_at=make.t(at))]}
    assert bool(said("D-22", scene | tried)) is out


def test_whoever_is_identified_was_asked(said, make):
    row = federal(make, supervisor_status="identified_unverified")
    assert said("D-23", row) == [("D-23", "id_attempt/*/rows")]
    assert not said("D-23", row | {"id_attempt": [make.row(5, supervisor_ref=make.id(1), result="gave_all")]})
