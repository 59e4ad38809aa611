"""What only the department opens (`shared.recovery`)."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shared.keys import BadKey
from shared.recovery import (
    UNSENT,
    VAULT_KEY,
    BadCode,
    NotOpened,
    key_of_code,
    open_for_department,
    recovery_code,
    recovery_key,
    recovery_public,
    seal_for_department,
)

DEPARTMENT = recovery_key(b"d" * 32)
VAULT = "0a7b0c1e-0000-4000-8000-000000000001"


def sealed(plain=b"key"):
    return seal_for_department(recovery_public(DEPARTMENT), VAULT_KEY, VAULT, plain)


def test_the_department_reads_what_was_sealed_for_it():
    assert open_for_department(DEPARTMENT, VAULT_KEY, VAULT, sealed()) == b"key"


@pytest.mark.parametrize(
    ("key", "purpose", "vault"),
    [
        (X25519PrivateKey.generate(), VAULT_KEY, VAULT),
        (DEPARTMENT, UNSENT, VAULT),
        (DEPARTMENT, VAULT_KEY, VAULT[:-1] + "2"),
    ],
)
def test_nobody_else_and_for_nothing_else(key, purpose, vault):
    with pytest.raises(NotOpened):
        open_for_department(key, purpose, vault, sealed())


def test_any_changed_bit_is_noticed():
    whole = sealed()
    for place in range(len(whole)):
        bent = bytearray(whole)
        bent[place] ^= 1
        with pytest.raises(NotOpened):
            open_for_department(DEPARTMENT, VAULT_KEY, VAULT, bytes(bent))
    with pytest.raises(NotOpened):
        open_for_department(DEPARTMENT, VAULT_KEY, VAULT, whole[:-1])


def test_a_key_that_is_none_is_refused():
    for text in ("", "x", "A" * 44, "A" * 42):
        with pytest.raises(BadKey):
            seal_for_department(text, UNSENT, VAULT, b"")


@given(st.binary(min_size=32, max_size=32))
def test_a_code_says_its_key_however_it_is_typed(key):
    code = recovery_code(key)
    assert len(code.split("-")) == 14
    assert key_of_code(code) == key
    assert key_of_code(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == key


@given(st.binary(min_size=32, max_size=32), st.integers(0, 55), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_letter_is_noticed(key, place, letter):
    letters = list(recovery_code(key).replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    with pytest.raises(BadCode):
        key_of_code("".join(letters))


@pytest.mark.parametrize("typed", ["", "AAAA", "U" * 56, "0" * 57])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(BadCode):
        key_of_code(typed)
