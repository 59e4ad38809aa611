"""A version: signed once, provable by anyone, with any answer withheld."""

import json
from dataclasses import replace

import pytest
from joserfc import jws
from joserfc.jwk import OKPKey
from sd_jwt.verifier import SDJWTVerifier

from shared import commit
from shared.answers import Address
from shared.canonical import b64u, un_b64u
from shared.keys import key_from_seed, key_id, public_text
from shared.seal import Header, Packed, SealBroken, Sealed, seal, unseal, withhold

KEY = key_from_seed(b"k" * 32)
SEED = b"s" * 32
ROW = "7d444840-9dc0-41d1-8245-5ffdce74fad2"
HEADER = Header(
    kind="interim",
    report="0b6b4a3e-7f53-4c5e-9df1-3a52a1f0a001",
    sequence=1,
    parent="",
    author="0b6b4a3e-7f53-4c5e-9df1-3a52a1f0a002",
    device="0b6b4a3e-7f53-4c5e-9df1-3a52a1f0a003",
    incarnation="0b6b4a3e-7f53-4c5e-9df1-3a52a1f0a004",
    device_sequence=1,
    sealed_at={"at": "2026-04-14T09:31:00-07:00", "clock": "device"},
    form_version=1,
    form="f" * 64,
    vocabulary="a" * 64,
    city="c" * 64,
)
ANSWERS = {
    "incident": {"source": "radio_call", "crowd_size_band": {"mark": "unknown"}},
    "federal_supervisor": [{"id": ROW, "name_as_stated": "Halvorsen", "badge_number": "H-2?17"}],
}


@pytest.fixture
def packed():
    return seal(HEADER, ANSWERS, SEED, KEY)


def test_what_was_sealed_comes_out_again(packed):
    opened = unseal(packed.sealed(), KEY.public_key())
    assert opened.nested() == ANSWERS
    assert opened.header == HEADER
    assert opened.key == key_id(KEY.public_key())


def test_equal_content_and_seed_give_equal_bytes(packed):
    turned = {part: ANSWERS[part] for part in reversed(ANSWERS)}
    assert seal(HEADER, turned, SEED, KEY).sealed() == packed.sealed()


def test_the_name_of_a_version_does_not_move(packed):
    """A golden digest: if it changes, every record sealed so far would get another name."""
    assert packed.sealed().digest == "7278b36271424b1a77fd813060af0186bd6df0e3064f079ce1e5c7abf7d9964f"


def test_the_packed_form_travels_as_json(packed):
    assert Packed.from_data(json.loads(json.dumps(packed.data()))) == packed
    assert Sealed.parse(packed.sealed().text()) == packed.sealed()


def test_an_independent_jws_library_accepts_the_signature(packed):
    key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": public_text(KEY.public_key())})
    checked = jws.deserialize_compact(packed.sealed().token, key, algorithms=["Ed25519"])
    assert json.loads(checked.payload)["report"] == HEADER.report


def test_an_independent_sd_jwt_library_opens_exactly_what_is_disclosed(packed):
    from jwcrypto.jwk import JWK

    shown = withhold(packed.sealed(), lambda address: address.field != "name_as_stated")
    key = JWK(kty="OKP", crv="Ed25519", x=public_text(KEY.public_key()))
    payload = SDJWTVerifier(shown.text(), lambda issuer, header: key).get_verified_payload()
    assert payload["incident/-/source"] == "radio_call"
    assert payload[f"federal_supervisor/{ROW}/badge_number"] == "H-2?17"
    assert "Halvorsen" not in json.dumps(payload)


def test_a_withheld_answer_leaves_everything_else_proved(packed):
    hidden = Address("federal_supervisor", ROW, "name_as_stated")
    shown = withhold(packed.sealed(), lambda address: address != hidden)
    opened = unseal(shown, KEY.public_key())
    assert shown.digest == packed.sealed().digest
    assert (
        hidden not in opened.answers
        and len(opened.answers) == len(unseal(packed.sealed(), KEY.public_key()).answers) - 1
    )
    assert "Halvorsen" not in shown.text() and b64u(b"Halvorsen")[:10] not in shown.text()


def test_the_number_of_commitments_says_little():
    few = seal(HEADER, {"incident": {"source": "radio_call"}}, SEED, KEY).sealed()
    more = seal(HEADER, ANSWERS, SEED, KEY).sealed()
    assert len(few.token) == len(more.token)


def test_a_guess_cannot_be_tested_without_the_salt(packed):
    """Every code of the list, tried against the commitments with any salt but the true one, fails."""
    payload = json.loads(un_b64u(packed.sealed().token.split(".")[1]))
    for guess in ("radio_call", "flag_down", "phone_in"):
        for salt in ("A" * 24, "x" * 24):
            tried = commit.digest(commit.disclosure(salt, Address("incident", "-", "source"), guess))
            assert tried not in payload["_sd"]


def flip(text, place):
    letter = "A" if text[place] != "A" else "B"
    return text[:place] + letter + text[place + 1 :]


def test_any_changed_letter_is_noticed(packed):
    text = packed.sealed().text()
    for place in range(len(text)):
        with pytest.raises(SealBroken):
            unseal(Sealed.parse(flip(text, place)), KEY.public_key())


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("seal.key", lambda sealed, _: (sealed, key_from_seed(b"z" * 32).public_key())),
        ("seal.disclosure", lambda sealed, key: (replace(sealed, disclosures=sealed.disclosures * 2), key)),
        (
            "seal.disclosure",
            lambda sealed, key: (
                replace(
                    sealed,
                    disclosures=(*sealed.disclosures, commit.disclosure("A" * 24, Address("a", "-", "b"), 1)),
                ),
                key,
            ),
        ),
    ],
    ids=["another-officers-key", "a-disclosure-twice", "a-disclosure-nobody-signed"],
)
def test_the_refusal_names_what_is_wrong(packed, code, spoil):
    sealed, key = spoil(packed.sealed(), KEY.public_key())
    with pytest.raises(SealBroken) as caught:
        unseal(sealed, key)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data | {"extra": 1},
        lambda data: {key: value for key, value in data.items() if key != "seed"},
        lambda data: data | {"seed": b64u(b"short")},
        lambda data: data | {"signature": data["signature"] + "="},
        lambda data: data | {"header": data["header"] | {"kind": "draft"}},
        lambda data: data | {"header": data["header"] | {"sequence": "1"}},
        lambda data: data | {"header": data["header"] | {"sequence": True}},
        lambda data: data | {"answers": []},
        lambda data: [],
    ],
)
def test_a_malformed_packed_version_is_refused(packed, spoil):
    with pytest.raises(SealBroken):
        Packed.from_data(spoil(packed.data()))


@pytest.mark.parametrize(
    "answers", [{"incident": {"a": 1.5}}, {"incident": {"A b": 1}}, {"injury": [{"x": 1}]}, {"injury": 3}]
)
def test_answers_without_a_canonical_form_are_refused(packed, answers):
    with pytest.raises(SealBroken) as caught:
        replace(packed, answers=answers).sealed()
    assert caught.value.code == "seal.answers"
