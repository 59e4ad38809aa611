"""What is accepted as a password, and how it is kept."""

import pytest

from server.accounts import passwords


@pytest.mark.parametrize("good", ["otter lantern violin 42", "Niebla-sobre-el-puente", "zwölf blaue Türen am Kai"])
def test_long_and_unlike_others_is_enough(good):
    assert passwords.complaint(good, "90100", "Demo Person") == ""


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("short but nice", "password.too_short"),
        ("x" * 201, "password.too_long"),
        ("password password", "password.common"),
        ("aaaaaaaaaaaaaaaaaa", "password.common"),
        ("losangeles-police-1", "password.common"),
        ("90100-Demo-Person-1", "password.common"),
    ],
)
def test_what_anyone_would_guess_is_refused(bad, why):
    assert passwords.complaint(bad, "90100", "Demo Person") == why


def test_a_hash_fits_its_password_only():
    encoded = passwords.hashed("otter lantern violin 42")
    assert encoded.startswith("$argon2id$")
    assert passwords.matches(encoded, "otter lantern violin 42")
    assert not passwords.matches(encoded, "otter lantern violin 43")


def test_the_same_keys_on_another_keyboard_are_the_same_password():
    assert passwords.matches(passwords.hashed("ﬁne words for a café"), "fine words for a café")


def test_an_account_without_a_password_opens_with_none():
    assert not passwords.matches("", "")
    assert not passwords.matches("", "nobody signs in with this")
