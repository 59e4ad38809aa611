"""A report's version: a signed header over salted commitments (SD-JWT, RFC 9901; Ed25519, RFC 8037 and RFC 9864).

Why that format and not one of our own: any SD-JWT library can check a version without this project's code.
A version is never changed. It is named by the SHA-256 of its signed bytes and lives in three forms:

* `Packed`: how it travels. Header claims, seed, answers, signature; both sides compute the commitments.
* `Sealed`: how it is stored, exported, and proved. The signed bytes plus one disclosure per answer still held.
* `Unsealed`: what a check of a Sealed yields: claims, the answers that are disclosed, how many are not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared import commit
from shared.answers import Address, Flat, Nested, nest
from shared.canonical import NotCanonical, Value, b64u, canonical, parse_canonical, sha256_hex, un_b64u
from shared.keys import key_id, signature_holds

VERSION_TYPE = "scenebook-version+sd-jwt"
KINDS = ("interim", "final")

_BETWEEN = '","'

Claims = Mapping[str, Value]


class SealBroken(ValueError):
    """The bytes are not a version that its author signed. `code` names why, for `shared.words`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Header:
    """What a version says about itself, always disclosed. It holds ids and times, nothing about people.

    report, author, device  UUIDs made by the device, or for the author by the server at enrolment
    sequence                1 for the first version of a report, parent's plus 1 after it
    parent                  the digest of the version this one follows, "" for the first
    device_sequence         gap-free per device and incarnation, with `incarnation` a UUID drawn at enrolment/restore
    sealed_at               an Instant value
    form, vocabulary, city  digests of what it was made with; `form_version` is the number people know
    """

    kind: str
    report: str
    sequence: int
    parent: str
    author: str
    device: str
    incarnation: str
    device_sequence: int
    sealed_at: Mapping[str, Value]
    form_version: int
    form: str
    vocabulary: str
    city: str

    def claims(self) -> dict[str, Value]:
        """As JSON: every member, by its own name."""
        return {**vars(self), "sealed_at": dict(self.sealed_at)}

    @classmethod
    def parse(cls, claims: Claims) -> "Header":
        """The header for `claims()`'s output. Raises SealBroken("seal.header") for anything else."""
        expected = dict(cls.__annotations__)
        if set(claims) != set(expected):
            raise SealBroken("seal.header")
        for name, annotation in expected.items():
            wanted = annotation if isinstance(annotation, type) else dict
            if type(claims[name]) is not wanted:
                raise SealBroken("seal.header")
        if claims["kind"] not in KINDS:
            raise SealBroken("seal.header")
        return cls(**claims)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Sealed:
    """Signed bytes (compact JWS) and the disclosures still held, in address order."""

    token: str
    disclosures: tuple[str, ...]

    @cached_property
    def digest(self) -> str:
        """The version's name: SHA-256 over what was signed (protected header and payload, with the dot)."""
        return sha256_hex(self.token.rpartition(".")[0].encode("ascii"))

    def text(self) -> str:
        """The SD-JWT of RFC 9901: `token~disclosure~...~`."""
        return "~".join((self.token, *self.disclosures, ""))

    @classmethod
    def parse(cls, text: str) -> "Sealed":
        """The inverse of `text`. Raises SealBroken("seal.form") if the pieces are not there."""
        token, *rest = text.split("~")
        if not text.isascii() or not rest or rest[-1] != "" or token.count(".") != 2:
            raise SealBroken("seal.form")
        return cls(token, tuple(rest[:-1]))

    @property
    def key(self) -> str:
        """The id of the key that signed it, as its protected header says. Raises SealBroken."""
        return _protected_key(self.token)


@dataclass(frozen=True)
class Unsealed:
    """A checked version."""

    digest: str
    header: Header
    key: str
    answers: Flat
    withheld: int
    """Commitments without a disclosure: withheld answers and decoys together."""

    def nested(self, order: tuple[str, ...] = ()) -> Nested:
        """The disclosed answers as `shared.answers` nests them."""
        return nest(self.answers, order)


@dataclass(frozen=True)
class Packed:
    """A version as it travels: small, because salts and commitments are computed again at the other end."""

    header: Header
    key: str
    seed: bytes
    answers: Nested
    signature: bytes

    def data(self) -> dict[str, Value]:
        """The wire form."""
        return {
            "header": self.header.claims(),
            "key": self.key,
            "seed": b64u(self.seed),
            "answers": cast(dict[str, Value], self.answers),
            "signature": b64u(self.signature),
        }

    @classmethod
    def from_data(cls, data: object) -> "Packed":
        """Parse `data()`'s output. Raises SealBroken: "seal.form", or "seal.header"."""
        if not isinstance(data, Mapping) or set(data) != {"header", "key", "seed", "answers", "signature"}:
            raise SealBroken("seal.form")
        header, key, answers = data["header"], data["key"], data["answers"]
        if not isinstance(header, Mapping) or not isinstance(key, str) or not isinstance(answers, dict):
            raise SealBroken("seal.form")
        try:
            seed, signature = un_b64u(str(data["seed"])), un_b64u(str(data["signature"]))
        except NotCanonical as error:
            raise SealBroken("seal.form") from error
        if len(seed) != commit.SEED_BYTES:
            raise SealBroken("seal.form")
        return cls(Header.parse(header), key, seed, cast(Nested, answers), signature)

    def sealed(self) -> Sealed:
        """Compute the signed bytes and disclosures again. Does not check the signature: `unseal` does.

        Raises SealBroken("seal.answers") if the answers have no canonical form or malformed addresses.
        """
        try:
            disclosures, digests = commit.commit(self.seed, self.answers)
        except (NotCanonical, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SealBroken("seal.answers") from error
        signing_input = _signing_input(self.header, self.key, digests)
        return Sealed(f"{signing_input}.{b64u(self.signature)}", tuple(disclosures))

    def verified(self, public: Ed25519PublicKey) -> Sealed:
        """`sealed()`, once it is sure that `public` is the key it names and signed exactly these bytes.

        All that `unseal` would find out holds by construction: the bytes were just made here. Raises SealBroken.
        """
        if self.key != key_id(public):
            raise SealBroken("seal.key")
        sealed = self.sealed()
        if not signature_holds(public, self.signature, sealed.token.rpartition(".")[0].encode("ascii")):
            raise SealBroken("seal.signature")
        return sealed


def seal(header: Header, answers: Nested, seed: bytes, signer: Ed25519PrivateKey) -> Packed:
    """Sign `answers` as the version `header` describes. Equal arguments give equal bytes everywhere.

    `seed` is 32 fresh random bytes per version. Raises NotCanonical or ValueError for answers without a canonical form.
    """
    key = key_id(signer.public_key())
    _, digests = commit.commit(seed, answers)
    signature = signer.sign(_signing_input(header, key, digests).encode("ascii"))
    return Packed(header, key, seed, answers, signature)


def unseal(sealed: Sealed, public: Ed25519PublicKey) -> Unsealed:
    """Check a version against its author's key and open what it discloses.

    1. The protected header is ours and names `public`.
    2. The signature holds over the bytes as they are.
    3. The payload is canonical and its header complete.
    4. Every disclosure is canonical, is committed to in the payload, and stands there once; no address twice.

    Raises SealBroken with the code of the first step that fails.
    """
    protected, _, signature_text = sealed.token.rpartition(".")
    if _protected_key(sealed.token) != key_id(public):
        raise SealBroken("seal.key")
    try:
        if not signature_holds(public, un_b64u(signature_text), protected.encode("ascii")):
            raise SealBroken("seal.signature")
        payload = parse_canonical(un_b64u(protected.partition(".")[2]))
    except (NotCanonical, UnicodeEncodeError) as error:
        raise SealBroken("seal.form") from error
    if not isinstance(payload, dict) or payload.get("_sd_alg") != "sha-256":
        raise SealBroken("seal.header")
    digests = payload.get("_sd")
    if not isinstance(digests, list) or not all(isinstance(each, str) for each in digests):
        raise SealBroken("seal.header")
    header = Header.parse({name: value for name, value in payload.items() if name not in ("_sd", "_sd_alg")})
    committed = set(digests)
    if len(committed) != len(digests):
        raise SealBroken("seal.header")
    answers: Flat = {}
    for text in sealed.disclosures:
        if commit.digest(text) not in committed:
            raise SealBroken("seal.disclosure")
        try:
            address, value = commit.open_disclosure(text)
        except commit.BadDisclosure as error:
            raise SealBroken("seal.disclosure") from error
        if address in answers:
            raise SealBroken("seal.disclosure")
        answers[address] = value
    return Unsealed(sealed.digest, header, key_id(public), answers, len(digests) - len(sealed.disclosures))


def withhold(sealed: Sealed, keep: Callable[[Address], bool]) -> Sealed:
    """The same version with only the disclosures `keep` grants. It still proves: the signed bytes are untouched."""
    return replace(
        sealed,
        disclosures=tuple(text for text in sealed.disclosures if keep(commit.open_disclosure(text)[0])),
    )


def _signing_input(header: Header, key: str, digests: list[str]) -> str:
    protected = canonical({"alg": "Ed25519", "kid": key, "typ": VERSION_TYPE})
    # As `canonical` would write it: digests hold nothing that JSON escapes, and no name of a claim comes before theirs.
    listed = f'"{_BETWEEN.join(digests)}"' if digests else ""
    payload = f'{{"_sd":[{listed}],"_sd_alg":"sha-256",'.encode() + canonical(header.claims())[1:]
    return f"{b64u(protected)}.{b64u(payload)}"


def _protected_key(token: str) -> str:
    try:
        protected = parse_canonical(un_b64u(token.partition(".")[0]))
    except NotCanonical as error:
        raise SealBroken("seal.form") from error
    if not isinstance(protected, dict) or set(protected) != {"alg", "kid", "typ"}:
        raise SealBroken("seal.form")
    if protected["alg"] != "Ed25519" or protected["typ"] != VERSION_TYPE:
        raise SealBroken("seal.form")
    return str(protected["kid"])
