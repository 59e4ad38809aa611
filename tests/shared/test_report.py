"""The definition as a whole: frozen form, classes, dictionary page, words, and what must never be asked."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shared.about import SECTIONS, Stage
from shared.answers import MARKS
from shared.catalog import FieldSpec
from shared.clauses import CLAUSES
from shared.display import hint, label
from shared.fields import Choice, Text
from shared.report import LATEST, VERSIONS, dictionary, form, shipped_form, snapshot
from shared.words import LANGUAGES, knows, say, table

ROOT = Path(__file__).parents[2]
FORM = shipped_form()


def codes() -> set[str]:
    return {spec.code for spec in FORM.fields}


def test_every_released_form_is_still_what_was_frozen():
    for version in VERSIONS:
        assert snapshot.text(version) == snapshot.frozen(version), (
            "A released form does not change: make a new version, or, before its release, freeze it again with "
            f"python -m shared.report.snapshot {version} > shared/report/snapshots/{version}.json"
        )


def test_the_frozen_file_is_the_data_whose_digest_a_version_pins():
    frozen = json.loads(snapshot.frozen(LATEST))
    assert frozen == json.loads(json.dumps(FORM.snapshot))


def test_a_version_that_never_was_is_refused():
    with pytest.raises(LookupError):
        form(max(VERSIONS) + 1, FORM.configuration)


def test_every_class_is_the_one_kept_by_hand():
    lines = (ROOT / "tests/golden/privacy-classes.txt").read_text("utf-8").splitlines()
    kept = dict(line.split() for line in lines if line and not line.startswith("#"))
    assert kept == {spec.code: spec.about.privacy.value for spec in FORM.fields}


def test_the_dictionary_page_is_fresh():
    made = subprocess.run(
        [sys.executable, "-m", "shared.report.dictionary"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert made == (ROOT / "docs/data-dictionary.md").read_text("utf-8"), (
        "python -m shared.report.dictionary > docs/data-dictionary.md"
    )


def test_the_dictionary_page_holds_every_question():
    page = dictionary.page(FORM)
    for spec in FORM.fields:
        if not dictionary.is_grown(FORM, spec):
            assert f"| `{spec.name}` |" in page, spec.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_part_section_and_clause_has_words(language):
    needed = {spec.code for spec in FORM.fields if not dictionary.is_grown(FORM, spec)}
    needed |= {f"part.{part.name}" for part in FORM.parts} | {f"section.{name}" for name in SECTIONS}
    needed |= {f"part.{part.name}+" for part in FORM.parts if part.repeated}
    needed |= {f"clause.{clause}" for clause in CLAUSES} | {f"mark.{mark}" for mark in MARKS}
    needed |= {f"stage.{stage.value}" for stage in Stage} | {f"class.{letter}" for letter in "PRC"}
    assert not sorted(code for code in needed if not knows(code, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_left_of_a_question_that_is_gone(language):
    parts = tuple(f"{part.name}." for part in FORM.parts)
    orphans = [code for code in table(language) if code.startswith(parts) and code.rstrip("?") not in codes()]
    names = {part.name for part in FORM.parts}
    problems = {"part.unknown", "part.wrong"}
    orphans += [
        code
        for code in table(language)
        if code.startswith("part.") and code not in problems and code[5:].rstrip("+") not in names
    ]
    orphans += [code for code in table(language) if code.startswith("clause.") and code[7:] not in CLAUSES]
    assert not orphans


def test_both_languages_have_the_same_words_of_the_form():
    mine = [{code for code in table(language) if code.rstrip("?") in codes()} for language in LANGUAGES]
    assert mine[0] == mine[1]


def test_a_grown_text_is_named_after_its_choice():
    grown = FORM.spec("injury", "person_role_other")
    assert grown is not None
    assert label(grown, "en") == "Other, in your own words (Who is hurt?)"
    assert label(grown, "es") == "Otra, con sus palabras (¿Quién está herido?)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_hints_are_short(language):
    assert not [spec.code for spec in FORM.fields if len(hint(spec, language)) > 130]


def test_every_mistake_a_kind_can_name_has_words():
    source = "".join((ROOT / "shared" / name).read_text("utf-8") for name in ("fields.py", "catalog.py"))
    named = set(re.findall(r"(?:no|Complaint|Problem)\(\"([a-z_]+\.[a-z_]+)\"", source))
    assert len(named) > 25
    for language in LANGUAGES:
        assert not sorted(code for code in named if not knows(code, language))


def test_sentences_take_the_parameters_their_problems_bring():
    loaded, problems = FORM.load(
        {
            "incident": {
                "persons_detained_observed": 900,
                "incident_number_raw": "x" * 30,
                "area_code": "77",
                "rd": "two",
                "force_observed": ["none", "baton"],
                "started_at": {"mark": "refused"},
                "council_district": 4,
                "dr_numbers": [],
            },
            "narrative": {"narrative_text": "short"},
            "ghost": {},
        }
    )
    assert len(problems) == 10 and loaded
    for problem in problems:
        for language in LANGUAGES:
            sentence = say(problem.code, language, **problem.params)
            assert sentence != problem.code and "{" not in sentence


def specs_of(kind: type) -> list[FieldSpec]:
    return [spec for spec in FORM.fields if isinstance(spec.kind, kind)]


def test_every_list_of_the_form_is_in_the_configuration_and_every_list_is_used():
    used = {str(spec.kind.facts()["vocabulary"]) for spec in specs_of(Choice)}
    grouping = {"agency_group", "bureau", "call_target"}
    assert set(FORM.configuration.vocabulary.lists) == used | grouping


def test_codes_that_group_others_exist():
    lists = FORM.configuration.vocabulary
    groups, bureaus = set(lists.codes("agency_group")), set(lists.codes("bureau"))
    assert {term.parent for term in lists.terms("agency")} <= groups
    assert {term.parent for term in lists.terms("area")} - {""} <= bureaus


def test_the_card_has_every_place_that_holds_an_answer():
    assert {spec.about.card for spec in FORM.fields} - {0} == {1, 2, 3, 4, 5, 6, 7, 8, 9}
    assert all(spec.about.stage in (Stage.ON_SCENE, Stage.AUTOMATIC) for spec in FORM.fields if spec.about.card)


def test_what_an_officer_writes_in_prose_is_read_by_the_linter():
    unread = {spec.code for spec in specs_of(Text) if not spec.kind.free and spec.about.widget == "paragraph"}
    assert not unread


FORBIDDEN = {
    "immigration or citizenship status": r"citizen|immigra|undocument|alien|legal_status\b|migratori|ciudadan",
    "travel papers": r"\bvisa\b|passport|pasaporte|consul",
    "birth and origin": r"birth|nacimient|nationalit|nacionalid|ethnic|etnia|\brace\b|\braza\b",
    "belief": r"religio|affiliation|afiliaci",
    "numbers of persons": r"\bssn\b|social.security|seguro social|driver.?s?.licen|licencia de (?:conducir|manejo)",
    "private life of agents": r"home.address|domicilio|social.media|redes sociales|famil(?:y|ia) of",
    "faces": r"face.recog|biometr|reconocimiento facial",
    "warnings that were struck down": r"148\.6|perjury|perjurio",
    "guesses": r"likely|probably|looks like|probablemente",
}
"""Section 5.15 of the data dictionary as words that no question, list or help may hold; what is allowed is named."""

ALLOWED = {
    "notification_target/lapd_immigration_liaison": "an office",
    "federal_supervisor.verbal_id_as_officer": "what a federal agent calls himself (8 CFR 287.8)",
    "incident.lapd_actions?": "says that helping is not offered",
    "agency/USCIS": "the name of an agency",
    "agency/SSA_OIG": "the name of an agency",
    "clause.GOV-7284.6": "the law that forbids asking",
    "lint_kind": "kinds of words that are taken out",
}


def every_word() -> list[tuple[str, str]]:
    """Everything that a form shows or holds: (where, text)."""
    found = [(spec.code, spec.name.replace("_", " ") + " " + spec.name) for spec in FORM.fields]
    for language in LANGUAGES:
        for code, words in table(language).items():
            if code.rstrip("?") in codes() or code.startswith(("part.", "section.", "clause.")):
                found.append((code, words))
    for name, terms in FORM.configuration.vocabulary.lists.items():
        for term in terms:
            where = "lint_kind" if name == "lint_kind" else f"{name}/{term.code}"
            found += [(where, text) for text in (term.code, *term.labels.values())]
    return found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_asks_for_what_must_not_be_collected(what):
    pattern = re.compile(FORBIDDEN[what], re.I)
    asked = [(where, text) for where, text in every_word() if pattern.search(text) and where not in ALLOWED]
    assert not asked


def test_no_exception_is_left_that_nothing_needs():
    hit = {where for pattern in FORBIDDEN.values() for where, text in every_word() if re.search(pattern, text, re.I)}
    assert set(ALLOWED) <= hit


def test_the_search_for_what_must_not_be_collected_can_find_it():
    asks = ["Place of birth", "Ciudadanía", "SSN", "Home address", "Religion", "visa number", "Face recognition"]
    for ask in asks:
        assert any(re.search(pattern, ask, re.I) for pattern in FORBIDDEN.values()), ask


def test_nobody_is_listed_by_name_because_they_were_held():
    """The only name fields: federal people, our own people, people who report, and the injured who offer theirs."""
    names = {spec.code for spec in FORM.fields if re.search(r"(?:^|_)name(?:_|$)", spec.name)}
    assert names == {
        "author.name",
        "personnel.person_name",
        "federal_supervisor.name_as_stated",
        "federal_supervisor.name_source",
        "federal_supervisor.name_last",
        "federal_supervisor.name_first",
        "federal_agent.name_as_stated",
        "injury.person_name_given",
        "misconduct_report.contact_name",
        "misconduct_report.withhold_name_requested",
        "witness_contact.name",
        "property_use.property_name",
    }
    held = FORM.spec("injury", "person_name_given")
    assert held is not None
    assert not held.asked_of({"person_role": "detained_person"}, {"incident": {"crime_report_taken": "no"}})
