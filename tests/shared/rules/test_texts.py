"""V-29 to V-31 and V-38: words."""

import pytest

from shared.lint import findings
from shared.rules.texts import named_beside

STATUS = "He told us he is undocumented and ran."


def kept(make, at, words, **fields):
    decision = {"at": at, "kind": "immigration_status", "decision": "kept_quote", "quote": words}
    return {"lint_decision": [make.row(9, **decision | {"reason": "said on camera, shows the purpose"} | fields)]}


def hit(text):
    (found,) = findings(text)
    return text[found.start : found.end], found.kind


def test_words_that_must_not_be_held_are_pointed_at(judge, make):
    words, kind = hit(STATUS)
    (found,) = judge("V-30", {"entry": [make.row(1, text=STATUS)]}, final=False)
    assert (found.level, found.address.text()) == ("error", f"entry/{make.id(1)}/text")
    assert (found.params["words"], found.params["kind"]) == (words, kind)
    assert STATUS[found.params["start"] : found.params["end"]] == words


def test_every_free_text_field_is_read(form, judge, make):
    from shared.fields import Text

    free = [spec for spec in form.fields if isinstance(spec.kind, Text) and spec.kind.free]
    assert len(free) > 20
    for spec in free:
        if not spec.about.stage.officers or spec.kind.max < len(STATUS):
            continue
        row = {spec.name: STATUS.ljust(spec.kind.min, ".")}
        answers = {spec.part: [make.row(1, **row)] if form.by_name[spec.part].repeated else row}
        assert [each.address.field for each in judge("V-30", answers)] == [spec.name], spec.code


def test_clean_words_pass(said, make):
    assert not said("V-30", {"entry": [make.row(1, text="Status of the scene: calm. Crowd behind the tape.")]})


def test_an_exact_quote_with_its_reason_is_kept(said, make):
    words, _ = hit(STATUS)
    where = f"entry/{make.id(1)}/text"
    entry = {"entry": [make.row(1, text=STATUS)]}
    assert not said("V-30", entry | kept(make, where, words))
    assert not said("V-30", entry | kept(make, where, words.upper())), "capitals are no other words"
    assert said("V-30", entry | kept(make, f"entry/{make.id(2)}/text", words)), "another place"
    assert said("V-30", entry | kept(make, where, "something else")), "other words"
    assert said("V-30", entry | kept(make, where, words, decision="deleted")), "they are still there"
    assert said("V-30", entry | kept(make, where, words, reason=" " * 9 + "x")), "no reason"


def test_numbers_are_never_kept(said, make):
    text = "Agent read out A-number A123-456-789."
    spans = [each for each in findings(text) if each.kind == "a_number"]
    assert spans
    words = text[spans[0].start : spans[0].end]
    quote = kept(make, f"entry/{make.id(1)}/text", words, kind="a_number")
    assert said("V-30", {"entry": [make.row(1, text=text)]} | quote)


def test_detained_people_are_not_named(judge, make):
    named = {"injury": [make.row(1, person_role="detained_person", person_name_given="Bo Example")]}
    (found,) = judge("V-29", named, final=False)
    assert (found.code, found.level) == ("V-29.name", "error")
    assert not judge("V-29", named | {"incident": {"crime_report_taken": "yes"}}), "a victim of a crime report"
    assert not judge("V-29", {"injury": [make.row(1, person_role="bystander", person_name_given="Bo Example")]})


def test_a_name_beside_detained_is_shown_but_does_not_block(judge, make):
    (found,) = judge("V-29", {"entry": [make.row(1, text="They detained Bo Example at the gate.")]})
    assert (found.level, found.params["words"]) == ("lint", "Bo Example")
    assert not judge("V-29", {"entry": [make.row(1, text="Two men were detained by Border Patrol agents.")]})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Detenido: José Ejemplo, junto al camión.", ["José Ejemplo"]),
        ("Ana Example saw it from the shop. Later, far away and after a long wait, a man was detained.", []),
        ("Two men detained.", []),
    ],
)
def test_names_are_looked_for_only_near(text, names):
    assert [text[start:end] for start, end in named_beside(text)] == names


def test_only_an_office_line_is_kept_of_a_federal_person(said, make):
    where = f"federal_supervisor/{make.id(1)}/callback_number"
    row = {"callback_number": "213-555-0100"}
    assert not said("V-31", {"federal_supervisor": [make.row(1, **row, callback_is_office="yes")]})
    assert said("V-31", {"federal_supervisor": [make.row(1, **row, callback_is_office="no")]}) == [("V-31", where)]
    mail = {"callback_number": "q@example.org", "callback_is_office": "yes"}
    assert said("V-31", {"federal_supervisor": [make.row(1, **mail)]}) == [("V-31", where)]


@pytest.mark.parametrize("words", ["call (213) 555-0100", "213.555.0100", "q.example@example.org"])
def test_no_number_hides_in_the_texts_about_federal_people(said, make, words):
    row = {"federal_supervisor": [make.row(1, description=f"grey gaiter, {words}")]}
    assert said("V-31", row) == [("V-31.text", f"federal_supervisor/{make.id(1)}/description")]


def test_badges_and_plates_are_no_phone_numbers(said, make):
    row = make.row(1, badge_number="H-2?17", description="badge 5561, plate 8ABC12?, about 6 ft 2, 14 vehicles")
    assert not said("V-31", {"federal_supervisor": [row]})


def test_other_says_what(said, make):
    assert said("V-38", {"incident": {"location_category": "other"}}) == [
        ("V-38", "incident/-/location_category_other")
    ]
    assert not said("V-38", {"incident": {"location_category": "other", "location_category_other": "a boat"}})
    several = {"incident": {"lapd_actions": ["report_taking", "other"]}}
    assert said("V-38", several) == [("V-38", "incident/-/lapd_actions_other")]
