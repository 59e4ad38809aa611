"""Nested and flat answers are two views of one record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.answers import ALL_ROWS, ROWS, Address, flatten, flatten_texts, mark, mark_of, nest

UUIDS = st.uuids(version=4).map(str)
FIELDS = st.dictionaries(st.sampled_from(["name", "badge", "result"]), st.text(max_size=5), max_size=3)
REPEATED = st.lists(UUIDS, min_size=1, max_size=4, unique=True).flatmap(
    lambda ids: st.tuples(*[FIELDS.map(lambda held, row=row: {"id": row, **held}) for row in ids]).map(list)
)
NESTED = st.fixed_dictionaries(
    {}, optional={"incident": FIELDS.filter(bool), "injury": REPEATED, "id_attempt": REPEATED, "id": REPEATED}
)


@given(NESTED)
def test_nesting_undoes_flattening_rows_in_order(answers):
    assert nest(flatten(answers)) == answers


@given(NESTED)
def test_every_row_is_named_in_its_parts_order(answers):
    flat = flatten(answers)
    for part, held in answers.items():
        if isinstance(held, list):
            assert flat[Address(part, ALL_ROWS, ROWS)] == [row["id"] for row in held]


@given(NESTED)
def test_addresses_as_texts_stand_in_the_order_of_addresses(answers):
    flat, texts = flatten(answers), flatten_texts(answers)
    assert texts == {address.text(): value for address, value in flat.items()}
    assert sorted(texts) == [address.text() for address in sorted(flat)]


@pytest.mark.parametrize(
    "answers",
    [
        {"Incident": {"source": "a"}},
        {"incident": {"so/urce": "a"}},
        {"incident": {"source\n": "a"}},
        {"injury": [{"id": "first", "severity": "minor"}]},
    ],
)
def test_answers_at_a_malformed_address_are_refused(answers):
    with pytest.raises(ValueError):
        flatten_texts(answers)


def test_rows_whose_answers_are_all_withheld_still_count():
    row = "11111111-1111-4111-8111-111111111111"
    assert nest({Address("injury", ALL_ROWS, ROWS): [row]}) == {"injury": [{"id": row}]}


@pytest.mark.parametrize("text", ["a", "a/b", "a/-/b/c", "A/-/b", "a/x/b", "a/-/", "a/-/b\n", "../-/b"])
def test_anything_else_is_not_an_address(text):
    with pytest.raises(ValueError):
        Address.parse(text)


def test_a_mark_is_not_a_value_and_not_a_blank():
    assert mark_of(mark("refused")) == "refused"
    assert mark_of("refused") is None
    assert mark_of({"mark": "hidden"}) is None
    assert mark_of(None) is None
    with pytest.raises(ValueError):
        mark("hidden")
