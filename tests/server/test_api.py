"""What the interface says beside the exchange: trust, health, description, lists, and every no in words."""

import json

import pytest

from server.access import ACCESS
from server.problems import STATUS, VERSION_CODES
from server.store import StoreUnusable
from server.trust import trust_data
from shared import words
from shared.canonical import digest_of
from shared.protocol import CONFIGURATION_PATH, EXCHANGE_PATH
from shared.signing import check_reply, sign_request


@pytest.fixture
def engine():
    return "sqlite"


def get(tablet, path, nonce="n" * 22):
    signed = sign_request("GET", path, b"", tablet.device_key, created=1776183120, nonce=nonce)
    return tablet.client.get(path, headers=signed)


def test_trust_is_public_and_complete(world):
    reply = world.client.get("/api/v1/trust")
    assert reply.status_code == 200
    assert reply.json == trust_data(world.services)
    assert set(reply.json) == {"protocol", "origin", "log_key", "reply_key"}


def test_it_says_whether_it_is_well(world, monkeypatch):
    assert world.client.get("/healthz").json == {"status": "ok"}
    assert world.client.get("/readyz").json == {"status": "ready"}

    def away(self):
        raise StoreUnusable("store.failed")

    monkeypatch.setattr(type(world.services.store), "check_ready", away)
    reply = world.client.get("/readyz")
    assert (reply.status_code, reply.json["code"]) == (503, "server.storage")
    assert world.client.get("/healthz").status_code == 200


def test_a_tablet_fetches_the_lists_it_lacks(world, tablet):
    digests = tablet.form.configuration.digests
    for number, digest in enumerate(digests.values()):
        path = f"{CONFIGURATION_PATH}/{digest}"
        reply = get(tablet, path, nonce=f"{number}" * 22)
        assert digest_of(json.loads(reply.data)) == digest
        asked = reply.request.headers["Content-Digest"]
        check_reply(200, reply.headers, reply.data, asked, world.services.reply_key.public_key())


def test_lists_are_for_enrolled_tablets_only(world, tablet):
    path = f"{CONFIGURATION_PATH}/{tablet.form.configuration.digests['city']}"
    assert world.client.get(path).status_code == 401
    assert get(tablet, path).status_code == 200
    assert get(tablet, path).status_code == 409, "replayed"
    unknown = get(tablet, f"{CONFIGURATION_PATH}/{'0' * 64}", nonce="u" * 22)
    assert (unknown.status_code, unknown.json["code"]) == (404, "configuration.unknown")


def test_an_address_that_is_not_there_is_a_problem_document(world):
    for method, path, code in (
        ("GET", "/api/v1/nothing", "server.not_found"),
        ("GET", EXCHANGE_PATH, "server.method"),
        ("DELETE", EXCHANGE_PATH, "server.method"),
    ):
        reply = world.client.open(path, method=method)
        assert reply.mimetype == "application/problem+json"
        assert reply.json["code"] == code
        assert reply.status_code == STATUS[code]


def test_a_refusal_speaks_the_askers_language(world):
    english, spanish = (
        world.client.post(EXCHANGE_PATH, json={}, headers={"Accept-Language": language}).json["detail"]
        for language in ("en-US", "es-MX,es;q=0.9")
    )
    assert english == words.say("signature.missing", "en")
    assert spanish == words.say("signature.missing", "es")


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_no_has_its_sentence(language):
    for code in (*STATUS, *VERSION_CODES):
        assert words.knows(code, language), code


def test_a_full_disk_is_said_and_nothing_is_half_stored(world, tablet, answers, monkeypatch):
    from server import intake

    def full(db, held):
        raise StoreUnusable("store.full")

    packed = tablet.version(answers)
    with monkeypatch.context() as patch:
        patch.setattr(intake.versions, "add", full)
        reply = tablet.post(EXCHANGE_PATH, tablet.request(packed))
    assert (reply.status_code, reply.json["code"]) == (503, "server.storage")
    assert tablet.exchange(packed)["outcomes"][0]["outcome"] == "stored"


def test_a_fault_of_ours_is_a_problem_document(world, tablet, monkeypatch):
    from server.api import exchange

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(exchange, "accept", broken)
    reply = tablet.post(EXCHANGE_PATH, tablet.request())
    assert (reply.status_code, reply.json["code"]) == (500, "server.fault")


def test_every_endpoint_has_its_row(world):
    for rule in world.app.url_map.iter_rules():
        assert rule.endpoint in ACCESS, rule.endpoint
