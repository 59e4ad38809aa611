"""One spelling per value: what is refused is as much the promise as what is written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.canonical import NotCanonical, b64u, canonical, parse_canonical, un_b64u

VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_parsing_gives_back_what_was_written(value):
    assert parse_canonical(canonical(value)) == value


def test_keys_are_sorted_and_nothing_is_escaped_needlessly():
    assert canonical({"b": 'é"\n', "a": [True, 7]}) == '{"a":[true,7],"b":"é\\"\\n"}'.encode()


@pytest.mark.parametrize(
    "value",
    [1.5, None, 2**53, {"é": 1}, {1: 2}, "\ud800", b"x", {"a": [float("nan")]}],
    ids=[
        "float",
        "null",
        "too-large",
        "key-not-ascii",
        "key-not-text",
        "lone-surrogate",
        "bytes",
        "nested-nan",
    ],
)
def test_a_value_with_two_readings_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'"\\u0061"',
        b"1.0",
        b"null",
        b"",
        b"\xff",
        b"[" * 100_000,
    ],
    ids=["space", "order", "twice", "escape", "float", "null", "empty", "not-utf8", "deep"],
)
def test_bytes_in_another_spelling_are_refused(data):
    with pytest.raises(NotCanonical):
        parse_canonical(data)


@given(st.binary(max_size=40))
def test_base64url_has_one_spelling(data):
    assert un_b64u(b64u(data)) == data


@pytest.mark.parametrize("text", ["QQ==", "QR", "Q", "a+b/", "a b", "QQ\n"])
def test_base64url_with_padding_stray_bits_or_other_letters_is_refused(text):
    with pytest.raises(NotCanonical):
        un_b64u(text)


def test_canonical_bytes_are_json_for_anyone():
    value = {"text": "Ñandú \u2028 \x7f", "list": ["a", {"b": False}]}
    assert json.loads(canonical(value)) == value
