"""The six scenes and the generated reports: whole, clean, always the same."""

import subprocess
import sys
from datetime import datetime

import pytest

from shared.answers import flatten, rows_of
from shared.canonical import digest_of, sha256_hex
from shared.fields import moment
from shared.problems import Level
from shared.report import shipped_form
from shared.report.dictionary import is_grown
from shared.rules import check, derived
from shared.samples import DUPLICATE, SCENES, scene
from shared.samples.generator import BREAKS, BROKEN, generate

FORM = shipped_form()
EVERY = (*SCENES, DUPLICATE)


@pytest.mark.parametrize("name", EVERY)
def test_every_version_of_a_scene_loads_as_it_is(name):
    for step in scene(name).steps:
        assert FORM.load(step.answers) == (step.answers, [])


@pytest.mark.parametrize("name", EVERY)
def test_no_rule_calls_a_scene_wrong(name):
    for step in scene(name).steps:
        found = check(FORM, step.answers, final=step.kind == "final", now=moment(step.at))
        assert not [problem for problem in found if problem.level is Level.ERROR]


@pytest.mark.parametrize("name", EVERY)
def test_what_follows_from_other_answers_is_in_the_record(name):
    answers = scene(name).answers
    flat = flatten(answers)
    assert {address.text(): flat.get(address) for address in derived(FORM, answers) if name != DUPLICATE} == {
        address.text(): value for address, value in derived(FORM, answers).items() if name != DUPLICATE
    }


@pytest.mark.parametrize("name", EVERY)
def test_the_interim_version_is_the_card_and_its_facts_are_in_the_final_one(name):
    told = scene(name)
    whole = flatten(told.answers)
    card = flatten(told.interim)
    assert told.interim["author"] == told.answers["author"]
    assert "narrative" not in told.interim and "notification" not in told.interim
    for address, value in card.items():
        if address.field == "rows":
            assert isinstance(value, list) and set(value) <= set(whole[address])
        else:
            assert whole[address] == value


@pytest.mark.parametrize("name", EVERY)
def test_no_interim_fact_is_younger_than_its_version(name):
    told = scene(name)
    sealed = moment(told.steps[0].at)
    assert isinstance(sealed, datetime)
    times = [at for value in flatten(told.interim).values() if (at := moment(value))]
    assert all(at <= sealed for at in times)


@pytest.mark.parametrize("name", EVERY)
def test_what_others_added_loads_as_annotations_only(name):
    notes = scene(name).annotations
    _, problems = FORM.load(notes, annotations=True)
    assert {problem.code for problem in problems} <= {"reference.lost"}  # they point into the officer's rows
    for part, held in notes.items():
        for row in rows_of(notes, part):
            if part not in ("review", "return_item", "release", "redaction") and isinstance(held, list):
                assert row["id"] in {each["id"] for each in rows_of(scene(name).answers, part)}


@pytest.mark.parametrize("name", EVERY)
def test_every_file_of_a_scene_is_there_under_its_digest(name):
    told = scene(name)
    named = {row["sha256"]: row for row in rows_of(told.answers, "media") if "sha256" in row}
    assert named.keys() == told.files.keys()
    for digest, data in told.files.items():
        assert sha256_hex(data) == digest and len(data) == named[digest]["size_bytes"]


UNFILLED = {
    "federal_supervisor.not_attempted_reason": "no scene leaves an agency unasked; V-09's tests fill it",
    "misconduct_report.guardian_contact": "no child reports in a scene; the privacy rules' tests fill it",
}
"""Questions that no scene answers, and why not. The grown "other" texts are filled by the tests of V-38."""


def test_the_scenes_fill_every_question_or_it_is_said_why_not():
    filled = set()
    for name in EVERY:
        told = scene(name)
        for answers in (*(step.answers for step in told.steps), told.annotations):
            filled |= {f"{part}.{field}" for part in answers for row in rows_of(answers, part) for field in row}
    blank = {spec.code for spec in FORM.fields if spec.code not in filled and not is_grown(FORM, spec)}
    assert blank == set(UNFILLED)


def test_one_scene_goes_wherever_the_scenes_differ():
    """The matrix of the scenes: what each is there for."""
    statuses = {
        row["supervisor_status"] for name in SCENES for row in rows_of(scene(name).answers, "federal_supervisor")
    }
    assert statuses == {
        "identified_verified",
        "refused",
        "offsite_named",
        "none_on_scene",
        "departed_before_contact",
        "partial",
        "not_located",
    }
    activations = {row["activation"] for name in SCENES for row in rows_of(scene(name).answers, "bwv_reference")}
    assert activations == {
        "before_arrival",
        "on_arrival",
        "after_first_contact",
        "not_activated",
        "no_camera_assigned",
    }
    languages = {row["language"] for name in SCENES for row in rows_of(scene(name).answers, "misconduct_report")}
    assert languages == {"eng", "spa", "hye", "tgl"}
    assert scene("S5").answers["incident"]["crosses_dst"] is True
    assert [step.kind for step in scene("S6").steps] == ["interim", "final", "final", "final"]


def test_a_duplicate_names_the_report_it_belongs_to():
    assert scene(DUPLICATE).annotations["incident"] == {"merge_parent_id": scene("S5").report}


def test_a_scene_that_never_was_is_refused():
    with pytest.raises(LookupError):
        scene("S7")


def test_a_scene_is_the_same_in_every_process():
    program = (
        "from shared.samples import scene as s; from shared.canonical import digest_of as d; print(d(s('S4').answers))"
    )
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert made.strip() == digest_of(scene("S4").answers)


def errors(answers) -> set[str]:
    loaded, problems = FORM.load(answers)
    found = [*problems, *check(FORM, loaded, final=True, now=None)]
    return {problem.code for problem in found if problem.level is Level.ERROR}


@pytest.mark.parametrize("seed", range(40))
def test_a_generated_report_has_no_mistake(seed):
    assert errors(generate(seed)) == set()


def test_a_seed_always_makes_the_same_report_and_another_seed_another():
    assert generate(7) == generate(7)
    assert len({digest_of(generate(seed)) for seed in range(20)}) == 20


@pytest.mark.parametrize("way", BROKEN)
def test_a_broken_report_is_wrong_in_exactly_the_named_way(way):
    for seed in range(8):
        assert errors(generate(seed, broken=way)) == {BREAKS[way]}


def test_another_way_to_break_a_report_is_refused():
    with pytest.raises(LookupError):
        generate(1, broken="spilled coffee")
