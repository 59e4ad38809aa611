"""The definition's machinery on a small definition of its own: kinds, conditions, parts, the one walk."""

import pytest

from shared import fields
from shared.about import ALWAYS, About, AllOf, Always, AnyOf, Given, Is, Not, Privacy, Stage
from shared.catalog import BadDefinition, PartSchema, build_form, part
from shared.city import city_of
from shared.configuration import Configuration
from shared.vocabulary import BadVocabulary, parse_vocabulary

ROW = "7d444840-9dc0-41d1-8245-5ffdce74fad2"
OTHER_ROW = "7d444840-9dc0-41d1-8245-5ffdce74fad3"


def about(**changes):
    return About(
        **(
            {
                "stage": Stage.ON_SCENE,
                "section": "scene",
                "clause": "ED17-L3",
                "privacy": Privacy.PUBLIC,
                "widget": "text",
            }
            | changes
        )
    )


@part("scene", repeated=False)
class Scene(PartSchema):
    source = fields.Choice(about(needed=ALWAYS), "source", other=True)
    force = fields.Choices(about(marks=("not_observed",)), "force")
    arrived_at = fields.Instant(about(marks=("unknown",)))
    crowd = fields.Count(about(), max=500)
    unit = fields.Patterned(about(), "unit")
    lat = fields.Degrees(about(), limit=90)
    numbers = fields.Listed(fields.Patterned(about(), "unit"), max=3)
    estimate = fields.Flag(about())
    held = fields.Choice(about(stage=Stage.SUPERVISOR, section="review"), "yes_no")


@part("lead", repeated=True)
class Lead(PartSchema):
    name = fields.Text(about(), max=10)


@part("attempt", repeated=True, parent="lead")
class Attempt(PartSchema):
    lead_ref = fields.Ref(about(), "lead")
    words = fields.Text(about(asked=Is("result", "refused")), max=20, free=True)
    result = fields.Choice(about(needed=ALWAYS), "result")


CITY = city_of(
    {
        "name": "Harbour",
        "time_zone": "UTC",
        "patterns": {"unit": {"form": "[0-9]{1,2}[A-Z][0-9]{1,3}", "example": "2A21"}},
    }
)
WORDS = {"en": "x", "es": "x"}
VOCABULARY = parse_vocabulary(
    {
        "version": "t",
        "lists": {
            "source": [{"code": code, **WORDS} for code in ("radio_call", "walk_in", "other")],
            "force": [
                {"code": "none", **WORDS, "exclusive": True},
                {"code": "chemical", **WORDS},
                {"code": "baton", **WORDS},
            ],
            "yes_no": [{"code": code, **WORDS} for code in ("yes", "no")],
            "result": [{"code": code, **WORDS} for code in ("refused", "gave_all")],
        },
    }
)
FORM = build_form(1, [Scene, Lead, Attempt], Configuration(VOCABULARY, CITY))


def codes(answers, **how):
    return sorted(
        (str(each.address.text()) if each.address else "", each.code) for each in FORM.load(answers, **how)[1]
    )


WHOLE = {
    "scene": {
        "source": "radio_call",
        "force": ["chemical", "baton"],
        "arrived_at": {"at": "2026-04-14T09:18:20-07:00", "clock": "device"},
        "crowd": 40,
        "unit": "2A21",
        "lat": "34.0473",
        "numbers": ["2A21", "2L20"],
        "estimate": False,
    },
    "lead": [{"id": ROW, "name": "Halvorsen"}],
    "attempt": [{"id": OTHER_ROW, "lead_ref": ROW, "result": "refused", "words": "people dox us"}],
}


def test_good_answers_load_as_they_are():
    assert FORM.load(WHOLE) == (WHOLE, [])


def test_every_mistake_comes_at_once_with_its_place_and_the_rest_is_kept():
    answers = {
        "scene": {"source": "smoke", "crowd": -1, "unit": "2A21\n", "nonsense": 1, "estimate": True},
        "attempt": [{"id": OTHER_ROW, "lead_ref": ROW, "result": "perhaps"}],
        "ufo": {},
    }
    loaded, problems = FORM.load(answers)
    assert loaded["scene"] == {"estimate": True}
    assert sorted(each.code for each in problems) == [
        "choice.unknown",
        "choice.unknown",
        "count.out_of_range",
        "field.unknown",
        "part.unknown",
        "pattern.wrong",
        "reference.lost",
    ]
    assert {each.address.text() for each in problems if each.address} == {
        "scene/-/source",
        "scene/-/crowd",
        "scene/-/unit",
        "scene/-/id",
        f"attempt/{OTHER_ROW}/lead_ref",
        f"attempt/{OTHER_ROW}/result",
    }


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("source", None, "answer.null"),
        ("source", ["radio_call"], "choice.not_code"),
        ("source", {"mark": "unknown"}, "mark.not_here"),
        ("source", {"mark": ["x"]}, "mark.not_here"),
        ("force", [], "choices.not_list"),
        ("force", ["none", "baton"], "choices.exclusive"),
        ("force", ["baton", "baton"], "choices.repeated"),
        ("force", [["baton"]], "choice.unknown"),
        ("arrived_at", "2026-04-14T09:18:20-07:00", "instant.wrong"),
        ("arrived_at", {"at": "2026-04-14T09:18:20Z", "clock": "device"}, "instant.wrong"),
        ("arrived_at", {"at": "2026-04-14T09:18:20.5-07:00", "clock": "device"}, "instant.wrong"),
        ("arrived_at", {"at": "2026-02-30T09:18:20-07:00", "clock": "device"}, "instant.wrong"),
        ("arrived_at", {"at": "2026-04-14T09:18:20+23:00", "clock": "device"}, "instant.wrong"),
        ("arrived_at", {"at": "2026-04-14T09:18:20-07:00", "clock": "sun"}, "instant.clock"),
        ("arrived_at", {"at": "2026-04-14T09:18:20-07:00", "clock": []}, "instant.clock"),
        ("crowd", True, "count.not_whole"),
        ("crowd", "40", "count.not_whole"),
        ("crowd", 501, "count.out_of_range"),
        ("unit", "٢A21", "pattern.wrong"),
        ("unit", 7, "text.not_text"),
        ("lat", "34.0470", "degrees.wrong"),
        ("lat", "91", "degrees.out_of_range"),
        ("lat", 34.0473, "degrees.wrong"),
        ("estimate", "yes", "flag.not_flag"),
        ("numbers", ["2A21", "2A21"], "list.repeated"),
        ("numbers", ["1A1", "1A2", "1A3", "1A4"], "list.too_long"),
        ("held", "yes", "field.not_yours"),
    ],
)
def test_a_lax_spelling_is_refused(field, value, code):
    assert codes({"scene": {field: value}}) == [(f"scene/-/{field}", code)]


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "bell\x07", "eleven chars"])
def test_text_that_cannot_be_held_is_refused(text):
    assert len(codes({"lead": [{"id": ROW, "name": text}]})) == 1


@pytest.mark.parametrize("text", ["José", "김민준", "Գրիգոր", "رضا", "a\nb\tc", "O'Neil-2", "👮"])
def test_any_script_is_held_as_typed(text):
    answers = {"lead": [{"id": ROW, "name": text}]}
    assert FORM.load(answers) == (answers, [])


def test_two_spellings_of_one_letter_become_one():
    loaded, _ = FORM.load({"lead": [{"id": ROW, "name": "Jose\u0301"}]})
    assert loaded["lead"][0]["name"] == "Jos\u00e9"


def test_choices_come_in_the_lists_order():
    loaded, _ = FORM.load({"scene": {"force": ["baton", "chemical"]}})
    assert loaded["scene"]["force"] == ["chemical", "baton"]


@pytest.mark.parametrize(
    "held", [[{"name": "x"}], [{"id": "1", "name": "x"}], [{"id": ROW}, {"id": ROW}], ["x"], [None]]
)
def test_a_row_needs_an_id_of_its_own(held):
    assert ("lead/*/id", "row.id") in codes({"lead": held})


@pytest.mark.parametrize("answers", [None, [], "x", {"scene": []}, {"lead": {}}, {"scene": "x"}, {"scene": None}])
def test_another_shape_is_a_problem_and_never_a_crash(answers):
    assert codes(answers)


def test_an_officers_version_and_an_annotation_do_not_mix():
    assert codes({"scene": {"held": "yes"}}, annotations=True) == []
    assert codes({"scene": {"source": "radio_call"}}, annotations=True) == [("scene/-/source", "field.not_yours")]


def test_other_grows_its_text_beside_it():
    names = [spec.name for spec in FORM.by_name["scene"].fields]
    assert names[:2] == ["source", "source_other"]
    spec = FORM.spec("scene", "source_other")
    assert spec.needed_of({"source": "other"}, {}) and not spec.asked_of({"source": "walk_in"}, {})
    assert spec.about.privacy is Privacy.RESTRICTED


def test_conditions_read_rows_lists_marks_and_other_parts():
    answers = {"scene": {"source": "walk_in"}, "lead": [{"id": ROW, "name": "x"}]}
    assert Is("a", "unknown").holds({"a": {"mark": "unknown"}}, {})
    assert Is("a", "b").holds({"a": ["c", "b"]}, {}) and not Is("a", "b").holds({}, {})
    assert Is("source", "walk_in", part="scene").holds({}, answers)
    assert Is("flag", "no").holds({"flag": False}, {})
    assert Given("name", part="lead").holds({}, answers) and not Given("badge").holds({}, answers)
    assert Not(Given("badge")).holds({}, answers) and isinstance(ALWAYS, Always)
    assert AnyOf((Given("x"), ALWAYS)).holds({}, {}) and not AllOf((Given("x"), ALWAYS)).holds({}, {})


@pytest.mark.parametrize(
    "changes",
    [
        {"section": "cellar"},
        {"clause": ""},
        {"widget": "dial"},
        {"marks": ("hidden",)},
        {"stage": "1"},
        {"privacy": "X"},
        {"card": 11},
        {"section": "review"},
        {"stage": Stage.CLERK},
    ],
)
def test_a_definition_with_an_unknown_word_never_starts(changes):
    with pytest.raises(ValueError):
        about(**changes)


def test_a_part_is_refused_at_import_when_declared_wrongly():
    from marshmallow import fields as stock

    with pytest.raises(BadDefinition):
        part("x", repeated=False)(type("X", (PartSchema,), {"a": stock.String()}))
    with pytest.raises(BadDefinition):
        part("x", repeated=True, parent="lead")(type("X", (PartSchema,), {"a": fields.Text(about(), max=3)}))
    with pytest.raises(LookupError):
        missing = part("x", repeated=False)(type("X", (PartSchema,), {"a": fields.Choice(about(), "no_such_list")}))
        build_form(1, [missing], Configuration(VOCABULARY, CITY))


def test_a_vocabulary_names_every_mistake():
    with pytest.raises(BadVocabulary) as caught:
        parse_vocabulary({"lists": {"a": [{"code": "x", "en": "X"}, {"code": "x", **WORDS, "colour": 1}], "b": []}})
    text = str(caught.value)
    assert all(part in text for part in ("version", "no label in es", "twice", "colour", "lists.b"))
