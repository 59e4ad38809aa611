"""The rules as a whole: all there, each with words, none that can fall over."""

import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import duties, privacy, rules
from shared.answers import Address
from shared.duties import REASONS, State
from shared.fields import (
    Choice,
    Choices,
    Count,
    Instant,
    Listed,
    Patterned,
    Ref,
    Refs,
    Text,
    Uuid,
)
from shared.problems import Level, Problem
from shared.report import shipped_form
from shared.rules.page import page
from shared.rules.sentence import sentence
from shared.samples import scene
from shared.words import LANGUAGES, table

ELSEWHERE = {
    "V-23": "shared.rules.review.approval_problems",
    "V-32": "shared.rules.review.duplicate_problems",
    "V-33": "shared.rules.review.edit_problems, shared.rules.review.approver_problems",
    "V-34": "shared.rules.review.edit_problems",
    "V-35": "shared.rules.review.release_problems",
    "V-36": "shared.rules.derived.month_of",
}
"""Rules that need more than one report's answers, and the function that has them."""

ALL_CODES = [code for rule in rules.RULES for code in rule.codes]
FORM = shipped_form()


def test_v01_to_v38_are_all_there_once():
    ids = [rule.id for rule in rules.RULES if rule.id.startswith("V")]
    assert ids == [f"V-{number:02d}" for number in range(1, 39)]
    assert {rule.id: rule.where for rule in rules.RULES if rule.find is None} == ELSEWHERE


def test_no_rule_id_is_there_twice():
    assert len({rule.id for rule in rules.RULES}) == len(rules.RULES)


@pytest.mark.parametrize("where", sorted({name for names in ELSEWHERE.values() for name in names.split(", ")}))
def test_what_lives_elsewhere_lives_there(where):
    module, _, name = where.rpartition(".")
    import importlib

    assert callable(getattr(importlib.import_module(module), name))


LEVELS = {
    "error": "01 02 03 04 05 06 07 08 09 10 13 14 15 16 17 18 19 20 21 23 24 25 30 31 33 34 35 37 38",
    "warn": "11 26 27 28",
    "info": "12 36",
    "flag": "22 32",
    "lint": "29",
}
"""From the data dictionary by hand (its `conflict` of V-32 is a flag here, its `derived` of V-36 an info)."""


def test_the_levels_are_those_of_the_dictionary():
    held = {rule.id: rule.level.value for rule in rules.RULES if rule.id.startswith("V")}
    assert held == {f"V-{number}": level for level, numbers in LEVELS.items() for number in numbers.split()}


BINDS = {
    "interim": "01 02 03 11 12 14 17 22 27 28 29 30 31",
    "final": "04 05 06 07 08 09 10 13 15 16 18 19 20 21 24 25 26 37 38",
    "review": "23 32 33 34",
    "release": "35 36",
}


def test_each_rule_binds_at_its_stage():
    held = {rule.id: rule.binds.value for rule in rules.RULES if rule.id.startswith("V")}
    assert held == {f"V-{number}": stage for stage, numbers in BINDS.items() for number in numbers.split()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_words(language):
    words = table(language)
    wanted = {
        *ALL_CODES,
        rules.MISSING,
        *(f"duty.{code}" for code in duties.CODES),
        *(f"duty.state.{state}" for state in State),
        *(f"duty.reason.{reason}" for reason in REASONS),
        *privacy.ESCALATIONS,
        *(f"privacy.{each}" for each in privacy.Privacy),
        *(f"recipient.{each}" for each in privacy.RECIPIENTS),
    }
    assert not wanted - words.keys()


@pytest.mark.parametrize("code", [*ALL_CODES, *(f"duty.reason.{reason}" for reason in REASONS)])
def test_both_languages_ask_for_the_same_parameters(code):
    asked = {language: _parameters(table(language)[code]) for language in LANGUAGES}
    assert asked["en"] == asked["es"]


def _parameters(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_parameter_that_words_ask_for_is_in_the_code_s_problem():
    """A sentence whose parameter is missing would fall over before an officer."""
    for rule in rules.RULES:
        if rule.find is None:
            continue
        source = _source_of(rule.find)
        for code in rule.codes:
            for name in _parameters(table("en")[code]):
                assert f'"{name}"' in source, f"{code} never gives {name}"


def _source_of(find: object) -> str:
    import inspect

    return inspect.getsource(inspect.getmodule(find))


def test_a_sentence_speaks_in_words_not_in_codes():
    told = Problem("V-15", params={"notification_target": "lapd_field_supervisor"})
    assert "Field supervisor" in sentence(told, FORM)
    assert "lapd_field_supervisor" not in sentence(told, FORM, "es")
    agency = Problem("V-05", params={"agency": "CBP_USBP"})
    assert "CBP_USBP" not in sentence(agency, FORM)
    order = Problem("V-02", params={"earlier": "incident.call_received_at", "later": "incident.lapd_arrived_at"})
    assert "call_received_at" not in sentence(order, FORM, "es")
    many = Problem("V-32", level=Level.FLAG, params={"number": "1", "reports": ["a", "b"], "count": 2})
    assert "2" in sentence(many, FORM)


def test_the_page_is_fresh():
    held = Path(__file__).parents[3] / "docs" / "rules.md"
    assert held.read_text("utf-8") == page(), "python -m shared.rules.page > docs/rules.md"


def test_the_page_names_every_rule():
    said = page()
    assert all(re.search(rf"^\| {rule.id} \|", said, re.M) for rule in rules.RULES)


@pytest.mark.parametrize("name", ["S1", "S2", "S3", "S4", "S5", "S6"])
def test_every_scene_can_be_finished(name):
    loaded, mistakes = FORM.load(scene(name).answers)
    assert not mistakes
    errors = [each for each in rules.check(FORM, loaded, final=True, now=None) if each.level is Level.ERROR]
    assert not errors, [(each.code, each.address and each.address.text()) for each in errors]


@pytest.mark.parametrize("name", ["S1", "S2", "S3", "S4", "S5", "S6"])
def test_every_scene_s_automatic_answers_follow(name):
    loaded, _ = FORM.load(scene(name).answers)
    assert not [each for each in rules.check(FORM, loaded, final=True, now=None) if each.code == "D-01"]


@pytest.mark.parametrize("name", ["S1", "S2", "S3", "S4", "S5", "S6"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_a_scene_s_first_minute_gives_can_be_said(name, language):
    loaded, _ = FORM.load(scene(name).interim)
    for problem in rules.check(FORM, loaded, final=True, now=None):
        assert sentence(problem, FORM, language)


def test_every_problem_points_into_the_form():
    loaded, _ = FORM.load(scene("S5").answers)
    del loaded["id_attempt"]
    del loaded["bwv_reference"]
    for problem in rules.check(FORM, loaded, final=True, now=None):
        for address in (problem.address, *problem.also):
            assert address is not None
            Address.parse(address.text())


def test_one_field_s_problems_are_those_about_it(make):
    loaded, _ = FORM.load({"incident": {"rd": "0246", "area_code": "03", "location_category": "park"}})
    at_area = rules.check_field(FORM, loaded, Address("incident", "-", "area_code"))
    assert [each.code for each in at_area] == ["V-28"]


@pytest.mark.parametrize("name", ["S1", "S3", "S5"])
def test_one_field_s_problems_are_the_same_as_in_the_whole(name, make):
    loaded, _ = FORM.load(scene(name).interim)
    loaded["entry"] = [make.row(1, text="He told us he is undocumented."), make.row(2, text="detained Bo Example")]
    whole = rules.check(FORM, loaded, final=False, now=make.now("2026-11-02T12:00:00-08:00"))
    assert len(whole) > 1
    for address in {each for problem in whole for each in (problem.address, *problem.also)}:
        live = rules.check_field(FORM, loaded, address, now=make.now("2026-11-02T12:00:00-08:00"))
        assert live == [each for each in whole if each.address == address or address in each.also]


def test_an_older_form_is_not_blamed_for_a_question_it_lacks(make):
    from dataclasses import replace

    from shared.catalog import Form

    parts = tuple(
        replace(part, fields=tuple(each for each in part.fields if each.name != "off_reason")) for part in FORM.parts
    )
    older = Form(FORM.version, parts, FORM.configuration)
    answers = {"bwv_reference": [make.row(1, activation="not_activated")]}
    said = {each.address.field for each in rules.check(older, answers, final=True, now=None)}
    assert "off_reason" not in said
    assert "alternative_video" in said


UUIDS = [f"00000000-0000-4000-8000-{number:012d}" for number in range(4)]
MOMENTS = (
    st.datetimes()
    .map(lambda at: at.strftime("%Y-%m-%dT%H:%M:%S"))
    .flatmap(
        lambda at: st.sampled_from(
            [f"{at:0>19}{offset}" for offset in ("-07:00", "-08:00", "+00:00", "+14:00", "-14:00")]
        )
    )
)
EDGES = st.sampled_from(["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-11-01T01:30:00-08:00"])
"""Where the calendar ends, and an hour that comes twice."""
EXAMPLES = {
    "Day": st.dates().map(lambda day: day.isoformat()),
    "Degrees": st.sampled_from(["0", "34.0473", "-118.2766", "90", "-0.5"]),
    "Digest": st.sampled_from(["a" * 64, "0123456789abcdef" * 4]),
    "Flag": st.booleans(),
}
PROSE = st.one_of(
    st.sampled_from(["undocumented", "A123-456-789", "detained Bo Example", "he said (213) 555-0100"]),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30),
)


def values(spec):
    """A structurally valid value of one question, or a mark that it allows."""
    plain = _of_kind(spec.kind)
    marks = [st.just({"mark": reason}) for reason in spec.about.marks]
    return st.one_of(plain, *marks).filter(lambda value: _loads(spec, value))


def _of_kind(kind):
    if isinstance(kind, Choices):
        return st.lists(st.sampled_from(kind.codes), min_size=1, max_size=4, unique=True)
    if isinstance(kind, Choice):
        return st.sampled_from(kind.codes)
    if isinstance(kind, Listed):
        return st.lists(_of_kind(kind.each), min_size=1, max_size=3, unique=True)
    if isinstance(kind, Text):
        return PROSE.map(lambda words: (words * (1 + kind.min // len(words)))[: kind.max])
    if isinstance(kind, Patterned):
        return st.just(FORM.configuration.city.pattern(kind.pattern)[1])
    if isinstance(kind, Count):
        return st.integers(kind.min, kind.max)
    if isinstance(kind, Instant):
        return (MOMENTS | EDGES).map(lambda at: {"at": at, "clock": "device"})
    if isinstance(kind, Refs):
        return st.lists(st.sampled_from(UUIDS), min_size=1, max_size=2, unique=True)
    if isinstance(kind, Ref | Uuid):
        return st.sampled_from(UUIDS)
    return EXAMPLES[type(kind).__name__]


def _loads(spec, value):
    from marshmallow import ValidationError

    try:
        spec.load(value)
    except ValidationError:
        return False
    return True


def answers():
    """Any structurally valid report: any part, any number of rows, any subset of its questions."""

    def of_row(part):
        asked = [spec for spec in part.fields if spec.about.stage.officers]
        return st.fixed_dictionaries({}, optional={spec.name: values(spec) for spec in asked})

    def of_part(part):
        if not part.repeated:
            return of_row(part)
        return st.lists(st.tuples(st.sampled_from(UUIDS), of_row(part)), max_size=3, unique_by=lambda row: row[0]).map(
            lambda rows: [{"id": identity, **row} for identity, row in rows]
        )

    parts = [part for part in FORM.parts if any(spec.about.stage.officers for spec in part.fields)]
    return st.fixed_dictionaries({}, optional={part.name: of_part(part) for part in parts})


@given(report=answers(), now=st.none() | st.datetimes(timezones=st.timezones()), final=st.booleans())
def test_nothing_falls_over_whatever_is_answered(report, now, final):
    """Whatever the structure allows: rules, what is owed, duties, classes and redaction give an answer."""
    loaded, _ = FORM.load(report)
    for problem in rules.check(FORM, loaded, final=final, now=now):
        assert sentence(problem, FORM, "es")
    rules.owed(FORM, loaded, now)
    assert [duty.code for duty in duties.duties(FORM, loaded, now, {})] == list(duties.CODES)
    for recipient in privacy.RECIPIENTS:
        keep, withheld = privacy.redact(FORM, loaded, recipient)
        assert not keep & {address for address, _ in withheld}
