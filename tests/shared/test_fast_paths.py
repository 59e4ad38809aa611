"""Two roads to the same bytes and the same answers: the quick one is for speed and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from shared.answers import rows_of
from shared.canonical import NotCanonical, b64u, b64u_digests, b64u_each, canonical
from shared.report import shipped_form
from shared.samples import scene


@given(st.lists(st.binary(max_size=200)))
def test_many_pieces_in_base64url_are_each_piece(pieces):
    assert b64u_each(pieces) == [b64u(piece) for piece in pieces]


@given(st.lists(st.binary(min_size=32, max_size=32)))
def test_many_digests_in_base64url_are_each_digest(digests):
    assert b64u_digests(digests) == [b64u(digest) for digest in digests]


@given(st.text())
def test_a_text_alone_is_written_as_inside_a_list(text):
    assert b"[" + canonical(text) + b"]" == canonical([text])


def test_a_lone_surrogate_has_no_canonical_form():
    for value in ("\ud800", ["\ud800"], {"a": "\udfff"}):
        with pytest.raises(NotCanonical):
            canonical(value)


@pytest.mark.parametrize("spec", shipped_form().fields, ids=lambda spec: spec.code)
def test_null_is_no_answer_to_any_question(spec):
    with pytest.raises(ValidationError):
        spec.kind.read(None)


@pytest.mark.parametrize("name", ["S1", "S2", "S3"])
def test_a_good_row_loads_as_marshmallow_loads_it(name):
    form, answers = shipped_form(), json.loads(json.dumps(scene(name).answers))
    loaded = 0
    for part in form.parts:
        for row in rows_of(answers, part.name):
            held = {key: value for key, value in row.items() if key != "id"}
            quick = part.load_good(held, annotations=False)
            assert quick is not None
            assert list(quick.items()) == list(part.schema.load(held).items())
            loaded += 1
    assert loaded > 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": "carrier_pigeon"},
        {"source": None},
        {"source": {"mark": "nonsense"}},
        {"nonsense": "radio_call"},
        {"source": "radio_call", "nonsense": 1},
        {"merge_parent_id": "0b6b4a3e-7f53-4c5e-9df1-3a52a1f0a001"},
        [],
        None,
        "text",
    ],
)
def test_a_row_with_a_mistake_takes_the_long_road(wrong):
    assert shipped_form().by_name["incident"].load_good(wrong, annotations=False) is None
