"""V-23 and V-32 to V-35: rules over more than one report's answers."""

import pytest

from shared.answers import Address
from shared.rules import (
    approval_problems,
    approver_problems,
    duplicate_problems,
    edit_problems,
    release_problems,
)


def cameras(make):
    return {
        "bwv_reference": [
            make.row(1, activation="before_arrival"),
            make.row(2, activation="after_first_contact"),
            make.row(3, activation="not_activated"),
            make.row(4, activation="no_camera_assigned"),
        ]
    }


def test_every_recording_is_held_before_approval(form, make):
    found = approval_problems(form, cameras(make), {})
    assert [each.address.text() for each in found] == [
        f"bwv_reference/{make.id(1)}/hold_flagged_in_dems",
        f"bwv_reference/{make.id(2)}/hold_flagged_in_dems",
    ]


def test_holds_are_read_nested_and_by_address(form, make):
    nested = {"bwv_reference": [make.row(1, hold_flagged_in_dems="yes"), make.row(2, hold_flagged_in_dems="no")]}
    flat = {Address("bwv_reference", make.id(1), "hold_flagged_in_dems"): "yes"}
    for annotations in (nested, flat):
        (left,) = approval_problems(form, cameras(make), annotations)
        assert left.address.row == make.id(2)


def test_a_number_held_elsewhere_is_a_proposal(make):
    assert not duplicate_problems("PD26041400003284", ["r1"], "r1")
    assert not duplicate_problems("", ["r1", "r2"], "r1")
    (found,) = duplicate_problems("PD26041400003284", ["r3", "r1", "r2"], "r1")
    assert (found.level, found.params["reports"]) == ("flag", ["r2", "r3"])


@pytest.mark.parametrize(
    ("state", "kind", "editor", "codes"),
    [
        ("draft", "version", "me", []),
        ("returned", "version", "me", []),
        ("returned", "version", "you", ["V-33.editor"]),
        ("submitted", "version", "me", ["V-33"]),
        ("approved", "version", "me", ["V-34"]),
        ("locked", "version", "me", ["V-34"]),
        ("approved", "amendment", "me", []),
        ("approved", "supplement", "you", []),
    ],
)
def test_who_may_write_a_new_version_now(state, kind, editor, codes):
    assert [each.code for each in edit_problems(state, kind, editor, "me")] == codes


def test_nobody_approves_their_own():
    assert [each.code for each in approver_problems("me", {"me", "you"})] == ["V-33.approver"]
    assert not approver_problems("other", {"me", "you"})


def test_a_federal_agency_gets_nothing_without_an_order(make):
    assert [each.code for each in release_problems({}, "fed_agency", " ")] == ["V-35"]
    assert not release_problems({}, "fed_agency", "C.D. Cal. 26-000")


def test_minors_are_not_released_to_a_subject_without_an_order(make):
    child = {"injury": [make.row(1, age_band="0-12")], "media": [make.row(2, contains_minor="yes")]}
    (found,) = release_problems(child, "subject", "")
    assert found.code == "V-35.minor"
    assert [found.address.text(), *(each.text() for each in found.also)] == [
        f"injury/{make.id(1)}/age_band",
        f"media/{make.id(2)}/contains_minor",
    ]
    assert not release_problems(child, "subject", "juvenile court 26-000")
    assert not release_problems(child, "court", "")
    assert not release_problems({"injury": [make.row(1, age_band="18-24")]}, "subject", "")
