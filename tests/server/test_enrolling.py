"""Enrolment: one code, one tablet, one person, and both keys bound in the log."""

import pytest

from server.enrolling import LETTERS, digest_of_code, new_code
from server.store import devices, log
from shared import checkpoint
from shared.entry import open_entry
from shared.keys import key_from_seed, key_id, parse_public, public_text
from shared.protocol import ENROL_PATH, enrol_reply
from shared.signing import check_reply

from .conftest import CHANCE, Tablet


@pytest.fixture
def vault(world):
    return Tablet(world.client, world.services.form())


def refusal(reply):
    assert reply.mimetype == "application/problem+json"
    return reply.status_code, reply.json["code"]


def test_a_code_survives_being_read_aloud():
    code = new_code(CHANCE.token)
    assert len(code) == 19 and set(code) <= {*LETTERS, "-"}
    assert digest_of_code(code) == digest_of_code(code.lower().replace("-", " "))
    assert digest_of_code("OIL0") == digest_of_code("0110")
    assert new_code(CHANCE.token) != code


def test_enrolment_tells_the_tablet_all_it_must_know(world, vault):
    person = world.officer()
    reply = vault.enrol(world.offer(person))
    known = enrol_reply.load(reply.json)
    assert known["person"] == {
        "id": person,
        "serial": "90001",
        "name": "Demo Officer 90001",
        "rank": "police_officer_2",
    }
    key = parse_public(known["log_key"])
    assert checkpoint.verify(known["head"], key).origin == known["origin"]
    check_reply(
        200, reply.headers, reply.data, reply.request.headers["Content-Digest"], parse_public(known["reply_key"])
    )
    assert known["vocabulary"]["lists"] and known["city"]["name"]


def test_both_keys_are_bound_by_log_entries(world, vault):
    vault.enrol(world.offer(world.officer()))
    with world.services.store.reading() as db:
        keys = {key.purpose: key for key in devices.keys_of(db, vault.device)}
        for purpose, key in (("device", vault.device_key), ("version", vault.version_key)):
            row = keys[purpose]
            assert row.id == key_id(key.public_key())
            [entry] = [each for each in log.entries(db, row.bound_index) if each.index == row.bound_index]
            opened = open_entry(entry.opening)
            assert (opened.act, opened.subject) == ("key.bound", row.id)
            assert opened.details == {
                "public": public_text(key.public_key()),
                "purpose": purpose,
                "person": vault.person,
                "device": vault.device,
            }


def test_the_code_itself_is_not_stored(world):
    code = world.offer(world.officer())
    with world.services.store.reading() as db:
        assert devices.offered(db, digest_of_code(code))
        assert all(code.encode() not in entry.opening for entry in log.entries(db))


def test_a_repeat_after_a_lost_reply_changes_nothing(world, vault):
    code = world.offer(world.officer())
    first, second = vault.enrol(code), vault.enrol(code)
    assert second.status_code == 200
    assert second.json["head"] == first.json["head"]


def test_a_code_serves_one_tablet(world, vault):
    code = world.offer(world.officer())
    vault.enrol(code)
    assert refusal(Tablet(world.client, vault.form).enrol(code)) == (409, "enrol.used")


def test_a_code_expires(world, vault, clock):
    code = world.offer(world.officer(), hours=1)
    clock.pass_by(hours=1, seconds=1)
    assert refusal(vault.enrol(code)) == (403, "enrol.expired")


def test_an_unknown_code_is_refused(world, vault):
    assert refusal(vault.enrol(new_code(CHANCE.token))) == (403, "enrol.code")


def test_a_suspended_person_enrols_nothing(world, vault):
    from server.accounts.people import suspend_person

    person = world.officer()
    code = world.offer(person)
    with world.services.store.writing() as db:
        suspend_person(db, world.services, person, actor="system")
    assert refusal(vault.enrol(code)) == (403, "exchange.suspended")


def test_an_identity_is_enrolled_once(world, vault):
    person = world.officer()
    vault.enrol(world.offer(person))
    other = Tablet(world.client, vault.form, device=vault.device)
    assert refusal(other.enrol(world.offer(person))) == (409, "enrol.device_taken")
    thief = Tablet(world.client, vault.form, version_key=vault.version_key)
    assert refusal(thief.enrol(world.offer(person))) == (409, "enrol.device_taken")


def enrolment(vault, code, **changes):
    body = {
        "code": code,
        "device": vault.device,
        "device_key": public_text(vault.device_key.public_key()),
        "incarnation": vault.incarnation,
        "version_key": public_text(vault.version_key.public_key()),
        "version_proof": "A" * 86,
        "app": "0.1.0",
    }
    return body | changes


def test_a_tablet_must_hold_the_keys_it_enrols(world, vault):
    code = world.offer(world.officer())
    assert refusal(vault.post(ENROL_PATH, enrolment(vault, code))) == (401, "enrol.proof")
    stranger = key_from_seed(CHANCE.token(32))
    assert refusal(vault.post(ENROL_PATH, enrolment(vault, code), key=stranger)) == (401, "signature.key")
    one = enrolment(vault, code, version_key=public_text(vault.device_key.public_key()))
    assert refusal(vault.post(ENROL_PATH, one)) == (422, "enrol.key")
    bad = enrolment(vault, code, version_key="!" * 43)
    assert refusal(vault.post(ENROL_PATH, bad)) == (422, "enrol.key")
    assert refusal(vault.post(ENROL_PATH, {"code": code})) == (422, "exchange.shape")
    assert refusal(vault.post(ENROL_PATH, b" " * 20_000)) == (413, "exchange.too_large")
    assert vault.enrol(code).status_code == 200, "nothing of it used the code up"


def test_members_of_a_later_release_are_left_unread(world, vault):
    sent, post = [], vault.post

    def later(path, body, **options):
        sent.append({**body, "of_a_later_release": {"more": 1}, "protocols": [9, 1]})
        return post(path, sent[-1], **options)

    vault.post = later
    reply = vault.enrol(world.offer(world.officer()))
    assert (reply.status_code, reply.json["protocol"], len(sent)) == (200, 1, 1)


def test_a_tablet_that_does_not_say_which_numbers_it_speaks_speaks_the_first(world, vault):
    assert vault.enrol(world.offer(world.officer())).json["protocol"] == 1
