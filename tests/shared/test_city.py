"""A city's file: what it must hold, every mistake with its line, and nothing of the shipped city in the code."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from shared.city import BadCity, city_of, parse_city, shipped_city
from shared.configuration import Configuration
from shared.display import value, when
from shared.report import LATEST, form, shipped_form
from shared.rules import check
from shared.samples import scene
from shared.vocabulary import shipped_vocabulary

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
HARBOUR = (HERE / "harbour.toml").read_text("utf-8")
SHIPPED = (ROOT / "shared/city/los_angeles.toml").read_text("utf-8")


def complaints(text):
    with pytest.raises(BadCity) as caught:
        parse_city(text)
    return str(caught.value).splitlines()


def line_of(text, words):
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def test_the_shipped_city_has_its_areas_and_their_bureaus():
    city = shipped_city()
    areas = [term.code for term in city.lists["area"]]
    assert areas == [f"{number:02d}" for number in range(1, 22)] + ["00"]
    assert set(city.bureau_of) == set(areas) - {"00"}
    assert len(city.lists["bureau"]) == 4


def test_a_reference_says_nothing_about_its_writer_and_fits_the_pattern():
    city = shipped_city()
    made = city.reference(bytes(range(5)))
    assert city.pattern("local_ref")[0].fullmatch(made)
    assert city.pattern("report_ref")[0].fullmatch(city.receipt(made, 2))
    assert city.receipt(made, 2) == f"{made}-M02"
    assert made == city.reference(bytes(range(5)) + b"more") != city.reference(bytes(5))
    with pytest.raises(ValueError):
        city.reference(b"1234")


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("2025-08-01", []),
        ("2026-02-18", ["SB627:in_force_not_enforced_federal:2026-01-01", "SB805-13654:not_enjoined:2026-02-09"]),
        ("2026-02-19", ["SB627:enjoined_federal:2026-02-19", "SB805-13654:admin_injunction_federal:2026-02-19"]),
        ("2026-04-21", ["SB627:enjoined_federal:2026-02-19", "SB805-13654:admin_injunction_federal:2026-02-19"]),
        (
            "2026-10-31",
            ["SB627:enjoined_federal:2026-02-19", "SB805-13654:injunction_pending_appeal_federal:2026-04-22"],
        ),
    ],
)
def test_the_law_table_gives_what_held_on_a_day(day, states):
    assert [row.id for row in shipped_city().law_on(day)] == states


def test_the_scenes_name_law_rows_that_held_when_they_began():
    for name in ("S1", "S2", "S3", "S4", "S5", "S6"):
        incident = scene(name).answers["incident"]
        day = incident["incident_date"]
        assert incident["legal_status_snapshot"] == [row.id for row in shipped_city().law_on(day)]


@pytest.mark.parametrize(
    ("good", "bad", "where", "says"),
    [
        ('time_zone = "Europe/Lisbon"', 'time_zone = "Europe/Atlantis"', "time_zone", "IANA"),
        ('name = "Harbour"', 'name = ""', "name =", "needs a text"),
        ('form = "H-[0-9]{3}"', 'form = "H-[0-9"', 'form = "H-[0-9', "regular expression"),
        ('example = "H-204"', 'example = "204"', 'example = "204"', "does not match"),
        ('bureau = "all"', 'bureau = "none"', 'bureau = "none"', "not one of bureaus"),
        ('code = "hill"', 'code = "quay"', "", "there twice"),
        ('es = "Colina"', 'es = ""', 'es = ""', "no label in es"),
        ("reviews = true", 'reviews = "yes"', 'reviews = "yes"', "true or false"),
        ('required = ["agents", "city_property"]', 'required = ["never"]', "required", "list of agents"),
        ("within_minutes = 20", "within_minutes = -1", "within_minutes", "whole number"),
        ('since = "2026-01-01"', 'since = "2026-02-30"', "since", "not a date"),
        ('source = "Invented"', 'sauce = "Invented"', "sauce", "not known"),
        ("watch_hours = 8", "watch_hours = 0", "watch_hours", "1 to 48"),
        ("keep_approved_days = 14", "keep_approved_days = 0", "keep_approved_days", "1 to 3650"),
        ("keep_approved_days = 14", 'keep_approved_days = "14"', "keep_approved_days", "whole number"),
        ("keep_approved_days = 14", "keep_some_days = 14", "keep_some_days", "not known"),
        ('language = "por"', 'language = "Portuguese"', "language", "639-3"),
        ('begins_on = "2026-01-01"', 'begins_on = "soon"', "begins_on", "not a date"),
        ('prefix = "HB"', 'prefix = "hb-"', "prefix", "capital letters"),
        ("[record]", "[recrod]", "[recrod]", "not known"),
    ],
)
def test_a_mistake_is_named_with_its_line(good, bad, where, says):
    assert good in HARBOUR
    text = HARBOUR.replace(good, bad, 1)
    found = [line for line in complaints(text) if says in line]
    assert found
    if where:
        assert found[0].startswith(f"line {line_of(text, where)}: ")


def test_a_report_leaves_the_tablet_only_where_the_city_says_when(harbour):
    assert harbour.configuration.city.keep_days == {"approved": 14}
    assert shipped_city().keep_days == {"approved": 30, "delivered": 180}
    assert city_of({"name": "Bare", "time_zone": "UTC"}).keep_days == {}


def test_every_mistake_comes_at_once_in_the_order_of_the_file():
    text = HARBOUR.replace("Europe/Lisbon", "Nowhere").replace('"H-204"', '"204"').replace("-01-01", "-13-01")
    found = complaints(text)
    assert len(found) == 4
    lines = [int(re.match(r"line (\d+):", line)[1]) for line in found]
    assert lines == sorted(lines)


def test_what_a_form_needs_may_not_be_missing_from_a_file():
    found = complaints('name = "Bare"\ntime_zone = "UTC"\n')
    assert {line.split(": ", 1)[1].split(" ")[0] for line in found} >= {"areas", "ranks", "patterns.serial"}
    assert city_of({"name": "Bare", "time_zone": "UTC"}).name == "Bare"


def test_text_that_is_not_toml_is_refused_with_its_line():
    assert "line 2" in complaints('name = "x"\ntime_zone = \n')[0]


def test_a_number_with_a_point_is_refused_with_its_line():
    text = HARBOUR.replace("watch_hours = 8", "watch_hours = 7.5")
    assert any(line.startswith(f"line {line_of(text, 'watch_hours')}: ") for line in complaints(text))


def test_bounds_that_are_no_bounds_are_refused():
    text = HARBOUR + '\n[bounds]\nsouth = "40"\nwest = "1"\nnorth = "30"\neast = "2"\n'
    assert "bounds needs" in complaints(text)[0]


def test_a_comment_may_change_without_a_new_digest():
    assert parse_city("# hello\n" + HARBOUR).digest == parse_city(HARBOUR).digest


def test_the_content_of_a_file_is_the_same_city_as_the_file():
    assert city_of(tomllib.loads(SHIPPED)).digest == parse_city(SHIPPED).digest == shipped_city().digest


@pytest.fixture(scope="module")
def harbour():
    return form(LATEST, Configuration(shipped_vocabulary(), parse_city(HARBOUR)))


def test_another_city_has_its_own_lists_and_patterns(harbour):
    good = {
        "author": {"serial": "H-204", "name": "A. Sample", "rank": "Constable"},
        "incident": {
            "local_ref": "HB-7K2M-9QXD",
            "incident_number": "HB260414/0031",
            "dr_numbers": ["CR-000417"],
            "area_code": "quay",
            "rd": "QD",
            "council_district": "B",
        },
    }
    assert harbour.load(good) == (good, [])
    shipped = {problem.code for problem in shipped_form().load(good)[1]}
    assert shipped == {"pattern.wrong", "choice.unknown"}
    assert value(harbour.spec("incident", "area_code"), "quay", "es") == "Muelle"
    instant = {"at": "2026-07-01T10:00:00+01:00", "clock": "device"}
    assert when(instant, zone=harbour.configuration.city.time_zone) == "Jul 1, 2026, 10:00 WEST"


def test_a_form_is_not_touched_by_the_forms_built_after_it(harbour):
    ours = scene("S1").answers
    assert shipped_form().load(ours) == (ours, [])
    assert "incident" in harbour.load(ours)[0] and harbour.load(ours)[1]
    theirs = {"incident": {"dr_numbers": ["CR-000417"]}}
    assert harbour.load(theirs) == (theirs, []) and shipped_form().load(theirs)[1]


def test_another_city_keeps_the_common_lists_and_the_form(harbour):
    assert harbour.digest == shipped_form().digest
    assert harbour.configuration.digests["vocabulary"] == shipped_form().configuration.digests["vocabulary"]
    assert harbour.configuration.digests["city"] != shipped_form().configuration.digests["city"]


def test_the_rules_run_under_another_citys_facts(harbour):
    answers = {
        "incident": {
            "agents_present_on_arrival": "present",
            "lapd_arrived_at": {"at": "2026-07-01T10:00:00+01:00", "clock": "device"},
        }
    }
    told = {
        problem.params["notification_target"]
        for problem in check(harbour, answers, final=True, now=None)
        if "notification_target" in problem.params
    }
    assert told == {"harbour_master"}


def test_a_configuration_can_be_made_again_for_another_city(harbour):
    moved = replace(harbour.configuration, city=shipped_city())
    assert moved.vocabulary.codes("area") == shipped_form().configuration.vocabulary.codes("area")


def own_words() -> set[str]:
    """What only the shipped city's file may say: its name, zone, codes and forms that are no ordinary words."""
    city = shipped_city()
    ordinary = {"other", "statement", "watch_commander"}
    words = {city.name, city.time_zone, "LAFD", "LAPL", "LASAN", "LADOT", "LAWA", "Angeles", "Rampart", "Hollenbeck"}
    words |= {pattern.pattern for name, (pattern, _) in city.patterns.items() if name in city.content["patterns"]}
    words |= {term.labels["en"] for term in city.lists["area"] if " " in term.labels["en"]}
    words |= {term.code for term in city.lists["rank"]} | {term.code for term in city.lists["bwv_category"]}
    targets = {"oig", "da", "lafd", "dcfs", "city_attorney", "ca_doj"}
    words |= {term.code for term in city.lists["notification_target"] if term.code not in targets}
    return words - ordinary


EXAMPLES = {"server/cli/__init__.py": "Police Officer II", "server/cli/people.py": "Sergeant II"}
"""What the command line's help names as an example."""


def test_nothing_about_the_shipped_city_is_in_the_code():
    """Samples and demo people are data; names of laws and of the directive in `clauses` are sources."""
    sources = {"shared/clauses.py", "shared/words/en/clauses.py", "shared/words/es/clauses.py"}
    found = []
    for package in ("shared", "mobile", "server"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name.startswith(("shared/samples/", "server/demo/")) or name in sources:
                continue
            text = path.read_text("utf-8")
            found += [
                f"{name}: {word}" for word in sorted(own_words()) if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
            ]
    found = [each for each in found if each not in {f"{name}: {word}" for name, word in EXAMPLES.items()}]
    assert not found, "\n".join(found)
