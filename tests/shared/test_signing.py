"""The exchange's signatures: our fixed profile, checked by a general RFC 9421 library."""

import base64

import pytest
import requests
from http_message_signatures import HTTPMessageVerifier, HTTPSignatureKeyResolver, algorithms

from shared.keys import key_from_seed, key_id
from shared.signing import NotSigned, check_reply, check_request, content_digest, sign_reply, sign_request

TABLET, SERVER = key_from_seed(b"t" * 32), key_from_seed(b"s" * 32)
BODY = b'{"protocol":1}'
NONCE = "n" * 22


def find(wanted):
    return TABLET.public_key() if wanted == key_id(TABLET.public_key()) else None


def signed(body=BODY):
    return sign_request("POST", "/api/v1/exchange", body, TABLET, created=1_776_000_000, nonce=NONCE)


def test_a_signed_request_says_who_and_when():
    held = check_request("POST", "/api/v1/exchange", signed(), BODY, find)
    assert (held.key, held.created, held.nonce) == (key_id(TABLET.public_key()), 1_776_000_000, NONCE)


def test_a_general_rfc_9421_library_accepts_the_request():
    class Keys(HTTPSignatureKeyResolver):
        def resolve_public_key(self, key_id):
            return TABLET.public_key()

    request = requests.Request("POST", "http://tablet.example/api/v1/exchange", data=BODY, headers=signed()).prepare()
    verifier = HTTPMessageVerifier(signature_algorithm=algorithms.ED25519, key_resolver=Keys())
    verifier.validate_created_and_expires = lambda *args, **kwargs: None  # the clock is ours to lie with
    assert verifier.verify(request)[0].label == "scenebook"


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("signature.missing", lambda h: {}),
        ("signature.missing", lambda h: h | {"Signature": ""}),
        (
            "signature.missing",
            lambda h: h | {"Signature-Input": h["Signature-Input"].replace('"@path" ', "")},
        ),
        (
            "signature.missing",
            lambda h: h | {"Signature-Input": h["Signature-Input"].replace("request", "reply")},
        ),
        ("signature.digest", lambda h: h | {"Content-Digest": content_digest(b"other")}),
        (
            "signature.key",
            lambda h: sign_request("POST", "/api/v1/exchange", BODY, SERVER, created=1, nonce=NONCE),
        ),
        ("signature.wrong", lambda h: h | {"Signature-Input": h["Signature-Input"].replace("1776", "1777")}),
        (
            "signature.wrong",
            lambda h: sign_request("POST", "/api/v1/enrol", BODY, TABLET, created=1, nonce=NONCE),
        ),
        (
            "signature.wrong",
            lambda h: sign_request("GET", "/api/v1/exchange", BODY, TABLET, created=1, nonce=NONCE),
        ),
        (
            "signature.wrong",
            lambda h: h | {"Signature": f"scenebook=:{base64.b64encode(bytes(64)).decode()}:"},
        ),
    ],
)
def test_a_request_not_signed_so_is_refused_by_name(code, change):
    with pytest.raises(NotSigned) as caught:
        check_request("POST", "/api/v1/exchange", change(signed()), BODY, find)
    assert caught.value.code == code


def test_a_changed_body_is_noticed():
    with pytest.raises(NotSigned):
        check_request("POST", "/api/v1/exchange", signed(), BODY + b" ", find)


def test_a_reply_answers_one_request_only():
    asked = signed()["Content-Digest"]
    headers = sign_reply(200, b"{}", asked, SERVER, created=1, nonce=NONCE)
    check_reply(200, headers, b"{}", asked, SERVER.public_key())
    for status, body, request, key in [
        (201, b"{}", asked, SERVER),
        (200, b"[]", asked, SERVER),
        (200, b"{}", content_digest(b"another request"), SERVER),
        (200, b"{}", asked, TABLET),
    ]:
        with pytest.raises(NotSigned):
            check_reply(status, headers, body, request, key.public_key())
