"""Values to bytes, one way only (RFC 8785, restricted).

Everything that is digested or signed goes through `canonical`. The restriction (no floats, no null, no integers
beyond 2**53 - 1, ASCII keys, no lone surrogates) removes every case in which two JSON libraries could disagree,
so RFC 8785 becomes "sorted keys, no spaces, UTF-8".
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any

INTEGER_MAX = 2**53 - 1

Value = str | int | bool | Sequence["Value"] | Mapping[str, "Value"]
"""A value that has exactly one canonical form."""

_URL_SAFE = bytes.maketrans(b"+/", b"-_")


class NotCanonical(ValueError):
    """The value or the bytes have no canonical form, or are not in it."""


def canonical(value: Value) -> bytes:
    """The RFC 8785 bytes of `value`. Raises NotCanonical for a float, null, too large integer or lone surrogate."""
    try:
        return canonical_text(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("a string holds a lone surrogate") from error


def canonical_text(value: Value) -> str:
    """`canonical` before its encoding, which is what refuses a lone surrogate (UnicodeEncodeError, a ValueError)."""
    return WRITERS.get(type(value), _of_other_type)(value)


def _of_other_type(value: Value) -> str:
    """The text of what is not exactly of a type in `WRITERS`: a code that is also a string, another mapping."""
    for kind in (str, bool, int, list, tuple):
        if isinstance(value, kind):
            return WRITERS[kind](value)
    if isinstance(value, Mapping):
        return _object(value)
    raise NotCanonical(f"{type(value).__name__} has no canonical form")


def _integer(value: int) -> str:
    if abs(value) > INTEGER_MAX:
        raise NotCanonical("an integer is beyond 2**53 - 1")
    return int.__repr__(value)


def _list(value: Sequence[Value]) -> str:
    return f"[{','.join([WRITERS.get(type(item), _of_other_type)(item) for item in value])}]"


def _object(value: Mapping[str, Value]) -> str:
    written = [
        f"{encode_basestring(key)}:{WRITERS.get(type(item := value[key]), _of_other_type)(item)}"
        for key in _keys(value)
    ]
    return f"{{{','.join(written)}}}"


WRITERS: Mapping[type, Callable[[Any], str]] = {
    str: encode_basestring,
    bool: {True: "true", False: "false"}.__getitem__,
    int: _integer,
    list: _list,
    tuple: _list,
    dict: _object,
}
"""What writes a value, by its exact type: a version has a thousand of them, and asking kind by kind takes longer."""


def _keys(value: Mapping[str, Value]) -> list[str]:
    """The keys in order. Raises NotCanonical unless all are ASCII text."""
    try:
        if "".join(value).isascii():
            return sorted(value)
    except TypeError:
        pass
    raise NotCanonical("a key is not ASCII text")


def parse_canonical(data: bytes) -> Value:
    """Parse bytes that must already be canonical; anything else raises NotCanonical.

    Refusing other spellings of the same value keeps one digest per content: white space, a repeated key or an
    escaped letter would otherwise be a second form that nobody signed.
    """
    try:
        value: Value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not JSON") from error
    if canonical(value) != data:
        raise NotCanonical("not in canonical form")
    return value


def b64u(data: bytes) -> str:
    """Base64url without padding (RFC 4648 section 5, RFC 7515 appendix C)."""
    return binascii.b2a_base64(data, newline=False).rstrip(b"=").translate(_URL_SAFE).decode("ascii")


def b64u_each(pieces: Sequence[bytes]) -> list[str]:
    """`b64u` of every piece, translated in one go: for the hundreds of disclosures of a version."""
    lines = b"".join([binascii.b2a_base64(piece) for piece in pieces])  # each ends with a line feed
    return lines.translate(_URL_SAFE, b"=").decode("ascii").split("\n")[:-1]


def b64u_digests(digests: Sequence[bytes]) -> list[str]:
    """`b64u` of every piece of 32 bytes, as one: a zero byte between them makes each end where a letter ends."""
    letters = b64u(b"\0".join(digests))
    return [letters[at : at + 43] for at in range(0, len(letters), 44)]


def un_b64u(text: str) -> bytes:
    """The bytes of `text`; raises NotCanonical unless `text` is their only spelling (no padding, no stray bits)."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotCanonical("not base64url") from error
    if b64u(data) != text:
        raise NotCanonical("base64url with stray bits")
    return data


def sha256_hex(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal: how this project names content."""
    return hashlib.sha256(data).hexdigest()


def digest_of(value: Value) -> str:
    """The name of a value by its content: SHA-256 of its canonical bytes, lower-case hexadecimal."""
    return sha256_hex(canonical(value))
