"""Passwords: what is accepted (NIST SP 800-63B: length and a blocklist, no composition rules) and argon2id hashes."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN = 15
MAX = 200
COMMON = frozenset(
    [
        "password",
        "passwort",
        "contrasena",
        "qwerty",
        "qwertyuiop",
        "asdfghjkl",
        "letmein",
        "welcome",
        "bienvenido",
        "administrator",
        "changeme",
        "iloveyou",
        "dragon",
        "monkey",
        "football",
        "baseball",
        "losangeles",
        "lapd",
        "police",
        "scenebook",
        "supervisor",
        "sunshine",
        "trustno1",
        "abc123",
        "123456",
        "1234567890",
        "correcthorsebatterystaple",
    ]
)
"""Beginnings of most guessed passwords, and words that anyone would try here first."""

_HASHER = PasswordHasher()  # argon2id, RFC 9106 second recommended option: 64 MiB, 3 passes, 4 lanes


def complaint(password: str, *known: str) -> str:
    """The code of what is wrong with a new password, "" if it may be used. `known`: serial and name of the person."""
    plain = _settled(password)
    if len(plain) < MIN:
        return "password.too_short"
    if len(plain) > MAX:
        return "password.too_long"
    letters = "".join(each for each in plain.casefold() if each.isalnum())
    rest = letters
    for word in sorted((*COMMON, *(each.casefold() for name in known for each in name.split())), key=len, reverse=True):
        rest = rest.replace(word, "")
    if len(rest) < 6 or len(set(letters)) < 6:
        return "password.common"
    return ""


def hashed(password: str) -> str:
    """The argon2id hash to keep."""
    return _HASHER.hash(_settled(password))


def matches(encoded: str, password: str) -> bool:
    """Whether `password` is the one behind `encoded`. Takes as long for an account that has none."""
    try:
        return _HASHER.verify(encoded or _nobodys(), _settled(password)) and bool(encoded)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody signs in with this")


def _settled(password: str) -> str:
    """One spelling of the same keys on every keyboard (SP 800-63B 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
