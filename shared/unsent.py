"""The file in which a stranded tablet's undelivered reports and files travel by hand (docs/protocol.md, section 10).

One line says whose it is; the rest only the department can open. Inside stands an exchange's body, signed by the
tablet, so that it is believed exactly as much as a request over the network. Format 1 ends there. In format 2 the
files that the body names follow, in pieces that are each read and judged by themselves: where each stands is known
beforehand, so that a damaged one costs its own file and no other.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import BinaryIO, NamedTuple, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.canonical import Value, b64u, canonical, parse_canonical, un_b64u
from shared.keys import signature_holds
from shared.recovery import KEY_BYTES, UNSENT, open_for_department, seal_for_department

KIND = "scenebook-unsent"
BARE, WITH_FILES = 1, 2
"""The formats: without files, and with them."""
SUFFIX = ".scenebook"
BYTES_MAX = 1 << 30
"""Bytes of a file's sealed part that is opened as one: all reports."""
PIECE_BYTES = 256 * 1024
"""Plain bytes of every piece of an enclosed file but its last."""
_TAG_BYTES = 16
_LINE_MAX = 400
_LENGTH_BYTES = 4


class BadUnsent(ValueError):
    """`code`: unsent.form (no such file), unsent.signature (not signed by this tablet); NotOpened comes from below."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BadPiece(ValueError):
    """A piece of an enclosed file. `code`: unsent.file.cut (it is not there), unsent.file.damaged."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unsent(NamedTuple):
    """A file's first line, the sealed part behind it, and where the enclosed files begin."""

    vault: str
    format: int
    sealed: bytes
    files_at: int


class Enclosed(NamedTuple):
    """One enclosed file: the digest that it should have, its plain bytes, where it begins, its number."""

    digest: str
    bytes: int
    at: int
    number: int


class Opened(NamedTuple):
    """What was inside: an exchange's body, the files behind it in order, and their key."""

    request: bytes
    files: tuple[Enclosed, ...]
    key: bytes


def pack_unsent(vault: str, request: bytes, device_key: Ed25519PrivateKey, recovery_key: str) -> bytes:
    """The whole file for an exchange's body, without files. Raises BadKey."""
    inside = {"request": b64u(request), "signature": b64u(device_key.sign(_signed(BARE, request)))}
    return _line(BARE, vault) + seal_for_department(recovery_key, UNSENT, vault, canonical(inside))


def pack_head(
    vault: str, request: bytes, sizes: Sequence[int], key: bytes, device_key: Ed25519PrivateKey, recovery_key: str
) -> bytes:
    """What stands before the pieces. `sizes`: bytes of each of the files that the body names, in its order; `key`: 32
    random bytes, for this file only. Raises BadKey."""
    inside: dict[str, Value] = {
        "key": b64u(key),
        "request": b64u(request),
        "signature": b64u(device_key.sign(_signed(WITH_FILES, request))),
        "sizes": list(sizes),
    }
    sealed = seal_for_department(recovery_key, UNSENT, vault, canonical(inside))
    return _line(WITH_FILES, vault) + len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed


def seal_piece(key: bytes, number: int, digest: str, piece: int, plain: bytes) -> bytes:
    """Piece `piece` (0 first) of the `number`-th enclosed file (0 first), which is called `digest`."""
    return AESGCM(key).encrypt(_nonce(number, piece), plain, digest.encode())


def lost_piece(size: int) -> bytes:
    """What stands in the place of a piece that the tablet could not read: it opens as damaged."""
    return bytes(size + _TAG_BYTES)


def piece_sizes(size: int) -> Iterator[int]:
    """Plain bytes of each piece of a file."""
    yield from (min(PIECE_BYTES, size - begin) for begin in range(0, size, PIECE_BYTES))


def read_unsent(file: BinaryIO) -> Unsent:
    """The two parts before the enclosed files. Raises BadUnsent("unsent.form")."""
    line = file.readline(_LINE_MAX + 1)
    try:
        known = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        known = None
    if not isinstance(known, dict) or known.get("kind") != KIND or known.get("format") not in (BARE, WITH_FILES):
        raise BadUnsent("unsent.form")
    size, announced = BYTES_MAX, None
    if known["format"] == WITH_FILES:
        size = announced = int.from_bytes(file.read(_LENGTH_BYTES), "big")
    sealed = file.read(min(size, BYTES_MAX))
    if not sealed or (announced is not None and len(sealed) != announced):
        raise BadUnsent("unsent.form")
    return Unsent(str(known.get("vault")), int(known["format"]), sealed, file.tell())


def open_unsent(
    unsent: Unsent, recovery_key: X25519PrivateKey, find: Callable[[str], Ed25519PublicKey | None]
) -> Opened:
    """What is inside, if the tablet signed it. `find` gives a vault's device key. Raises NotOpened, BadUnsent."""
    inside = open_for_department(recovery_key, UNSENT, unsent.vault, unsent.sealed)
    key = find(unsent.vault)
    try:
        held = cast(Mapping[str, Value], parse_canonical(inside))
        request, signature = un_b64u(str(held["request"])), un_b64u(str(held["signature"]))
        pieces_key, files = b"", tuple[Enclosed, ...]()
        if unsent.format == WITH_FILES:
            pieces_key, files = un_b64u(str(held["key"])), _enclosed(request, held["sizes"], unsent.files_at)
    except (TypeError, KeyError, ValueError, RecursionError) as error:
        raise BadUnsent("unsent.form") from error
    if key is None or not signature_holds(key, signature, _signed(unsent.format, request)):
        raise BadUnsent("unsent.signature")
    if files and len(pieces_key) != KEY_BYTES:
        raise BadUnsent("unsent.form")
    return Opened(request, files, pieces_key)


def open_pieces(file: BinaryIO, key: bytes, enclosed: Enclosed, offset: int = 0) -> Iterator[bytes]:
    """The plain bytes of an enclosed file from `offset` on, a piece at a time. Raises BadPiece at one that is not as it
    was sealed, after all that come before it."""
    for piece, size in enumerate(piece_sizes(enclosed.bytes)):
        begin = piece * PIECE_BYTES
        if begin + size <= offset:
            continue
        file.seek(enclosed.at + begin + piece * _TAG_BYTES)
        sealed = file.read(size + _TAG_BYTES)
        if len(sealed) < size + _TAG_BYTES:
            raise BadPiece("unsent.file.cut")
        try:
            plain = AESGCM(key).decrypt(_nonce(enclosed.number, piece), sealed, enclosed.digest.encode())
        except InvalidTag as error:
            raise BadPiece("unsent.file.damaged") from error
        yield plain[max(0, offset - begin) :]


def _enclosed(request: bytes, sizes: Value, begin: int) -> tuple[Enclosed, ...]:
    """The files behind the head. Raises TypeError, KeyError, ValueError for another shape."""
    named = json.loads(request)["files"]
    if not isinstance(sizes, list) or not isinstance(named, list):
        raise TypeError("not lists")
    held: list[int] = []
    for digest, size in zip(named, sizes, strict=True):
        if not isinstance(digest, str) or type(size) is not int or size < 1:
            raise TypeError("not a digest with its size")
        held.append(size)
    places = accumulate((size + _TAG_BYTES * -(-size // PIECE_BYTES) for size in held), initial=begin)
    return tuple(Enclosed(*each) for each in zip(named, held, places, range(len(held)), strict=False))


def _line(number: int, vault: str) -> bytes:
    return canonical({"format": number, "kind": KIND, "vault": vault}) + b"\n"


def _signed(number: int, request: bytes) -> bytes:
    return f"scenebook unsent {number}\n".encode() + request


def _nonce(number: int, piece: int) -> bytes:
    return number.to_bytes(4, "big") + piece.to_bytes(8, "big")
