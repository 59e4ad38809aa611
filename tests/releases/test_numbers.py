"""Tablet and server of different releases: what neither knows yet is left unread, and they find the newest number
that both speak. Both sides are the real ones; `spoken` is all that makes them another release."""

import json
from dataclasses import replace

import pytest

from mobile.enrolling import enrol
from mobile.store import versions
from mobile.syncing import Exchanged, ask, exchange_once
from mobile.transport import Reply
from mobile.vault import VaultError
from server import create_app
from shared import words
from shared.canonical import b64u, canonical
from shared.protocol import EXCHANGE_PATH, PROTOCOL, SPOKEN, newest_common
from shared.signing import content_digest, sign_reply, sign_request
from tests.twins import ADDRESS, CHANCE, CHEAP, PASSPHRASE, Department, Line
from tests.wire import plain

NEWER = "of_a_later_release"
ONE, TWO, OTHERS = frozenset({1}), frozenset({2, 1}), frozenset({8, 7})


@pytest.fixture
def department(tmp_path):
    made = Department(tmp_path)
    yield made
    made.close()


@pytest.fixture
def tablet(department):
    return department.tablet()


def sealed(tablet, landmark="Lot A"):
    report = tablet.drafting.start()
    tablet.fact(report, landmark)
    return tablet.seal(report)


def go(tablet, spoken=SPOKEN):
    return exchange_once(tablet.vault, tablet.line, tablet.clock, CHANCE, spoken=spoken)


def speaking(department, spoken):
    """The same server, of a release that speaks these numbers."""
    return create_app(replace(department.services, spoken=spoken))


def asked_in(tablet):
    """The protocol number of each exchange so far."""
    bodies = [json.loads(plain(body)) for _, path, _, body in tablet.line.requests if path == EXCHANGE_PATH]
    return [body["protocol"] for body in bodies]


def waiting(tablet):
    with tablet.vault.store.reading() as database:
        return len(versions.queued(database))


def grown(value):
    """A member more in every object, at every level."""
    if isinstance(value, dict):
        return {name: grown(each) for name, each in value.items()} | {NEWER: {"more": [1]}}
    return [grown(each) for each in value] if isinstance(value, list) else value


def test_a_release_speaks_its_own_number_and_the_two_before():
    assert sorted(SPOKEN) == [each for each in (PROTOCOL - 2, PROTOCOL - 1, PROTOCOL) if each >= 1]
    assert newest_common((3, 2), (1, 2)) == 2 and newest_common((3,), (1, 2)) is None


class TestMembersOfALaterRelease:
    def message(self, tablet):
        """The exchange that the tablet would send now."""
        return json.loads(plain(ask(tablet.vault, tablet.clock, CHANCE).body))

    def post(self, tablet, message):
        body, key = canonical(message), tablet.vault.device_key
        signed = sign_request("POST", EXCHANGE_PATH, body, key, created=1, nonce=b64u(CHANCE.token(16)))
        headers = {**signed, "Content-Type": "application/json"}
        return tablet.line.app.test_client().post(EXCHANGE_PATH, data=body, headers=headers)

    def test_a_server_leaves_them_unread_in_a_request(self, tablet):
        version = sealed(tablet)
        message = self.message(tablet)
        reply = self.post(tablet, grown({**message, "versions": []}) | {"versions": message["versions"]})
        assert [(each["version"], each["outcome"]) for each in reply.json["outcomes"]] == [(version.digest, "stored")]

    def test_in_what_is_sealed_they_are_refused_and_hurt_nobody_else(self, tablet):
        sealed(tablet), sealed(tablet, "Lot B")
        message = self.message(tablet)
        beside = message["versions"][1]
        message["versions"] += [{**beside, NEWER: 1}, {**beside, "header": {**beside["header"], NEWER: 1}}]
        told = self.post(tablet, message).json["outcomes"]
        assert [each["outcome"] for each in told] == ["stored", "stored", "refused", "refused"]
        assert [each["problems"][0]["code"] for each in told[2:]] == ["seal.form", "seal.header"]

    def test_a_tablet_believes_a_reply_that_has_them_everywhere(self, department, tablet):
        class Later(Line):
            def _ask(self, method, path, headers, body):
                reply = super()._ask(method, path, headers, body)
                answer = json.dumps(grown(json.loads(reply.body))).encode()
                key, digest = department.services.reply_key, content_digest(body)
                return Reply.of(200, sign_reply(200, answer, digest, key, created=1, nonce="n" * 22), answer)

        report = tablet.file("S1")
        department.send_back(report)
        tablet.line = Later(department.app)
        sealed(tablet)
        assert go(tablet) == Exchanged("done", sent=1, received=1)
        assert waiting(tablet) == 0 and tablet.state(report) == "returned"
        assert NEWER in json.loads(tablet.line.replies[-1].body)["outcomes"][0]["receipt"]


class TestNumbers:
    def test_a_newer_tablet_speaks_the_older_servers_number(self, department, tablet):
        sealed(tablet)
        assert go(tablet, TWO).kind == "done"
        assert asked_in(tablet) == [1] and waiting(tablet) == 0, "enrolment said what this server speaks"

    def test_an_older_tablet_is_answered_by_a_newer_server_in_its_number(self, department, tablet):
        tablet.line.app = speaking(department, TWO)
        for _ in range(2):
            sealed(tablet)
            assert go(tablet, ONE).kind == "done"
        assert asked_in(tablet) == [1, 1] and waiting(tablet) == 0
        assert json.loads(tablet.line.replies[-1].body)["limits"]["protocols"] == [2, 1]

    def test_when_the_server_is_updated_the_tablet_goes_up_by_itself(self, department, tablet):
        go(tablet, TWO)
        tablet.line.app = speaking(department, TWO)
        sealed(tablet)
        assert [go(tablet, TWO).kind for _ in range(2)] == ["done", "done"]
        assert asked_in(tablet) == [1, 1, 2] and waiting(tablet) == 0

    def test_when_the_server_is_put_back_the_tablet_goes_back_and_loses_nothing(self, department, tablet):
        tablet.line.app = speaking(department, TWO)
        go(tablet, TWO), go(tablet, TWO)
        tablet.line.app = department.app
        sealed(tablet)
        assert go(tablet, TWO) == Exchanged("refused", "exchange.protocol") and waiting(tablet) == 1
        assert go(tablet, TWO) == Exchanged("done", sent=1) and waiting(tablet) == 0
        assert asked_in(tablet) == [1, 2, 2, 1]

    def test_a_server_that_does_not_say_is_spoken_to_as_it_answered(self, department, tablet):
        class Silent(Line):
            def _ask(self, method, path, headers, body):
                reply = super()._ask(method, path, headers, body)
                told = json.loads(reply.body)
                del told["limits"]["protocols"]
                answer = json.dumps(told).encode()
                key, digest = department.services.reply_key, content_digest(body)
                return Reply.of(200, sign_reply(200, answer, digest, key, created=1, nonce="n" * 22), answer)

        tablet.line = Silent(department.app)
        assert [go(tablet, TWO).kind for _ in range(2)] == ["done", "done"]
        assert asked_in(tablet) == [1, 1]

    def test_without_a_common_number_all_waits_and_a_sentence_says_which_are_spoken(self, department, tablet):
        tablet.line.app = speaking(department, OTHERS)
        sealed(tablet)
        for _ in range(8):
            assert go(tablet) == Exchanged("refused", "exchange.protocol")
        assert waiting(tablet) == 1
        problem = json.loads(tablet.line.replies[-1].body)
        assert (problem["status"], problem["protocols"]) == (422, [8, 7])
        assert problem["detail"] == words.say("exchange.protocol", "en", ours="8, 7") and "8, 7" in problem["detail"]
        tablet.line.app = department.app
        assert go(tablet) == Exchanged("done", sent=1)

    def test_a_refusal_that_nobody_signed_moves_no_number(self, department, tablet):
        tablet.line.app = speaking(department, TWO)
        go(tablet, TWO), go(tablet, TWO)
        refusal = {"code": "exchange.protocol", "protocols": [1]}

        class Liar(Line):
            def send(self, method, path, headers, body):
                return Reply.of(422, {}, json.dumps(refusal).encode())

        honest, tablet.line = tablet.line, Liar(tablet.line.app)
        assert go(tablet, TWO) == Exchanged("refused", "exchange.protocol")
        tablet.line = honest
        go(tablet, TWO)
        assert asked_in(tablet) == [1, 2, 2]


class TestEnrolment:
    def enrolled(self, department, folder, app, spoken):
        officer = department.hire("47112", "officer")
        line = Line(app)
        vault = enrol(
            folder / "home",
            address=ADDRESS,
            code=department.code(officer.id),
            passphrase=PASSPHRASE,
            transport=lambda address: line,
            clock=department.clock,
            chance=CHANCE,
            cost=CHEAP,
            spoken=spoken,
        )
        vault.lock()
        return json.loads(line.replies[-1].body)["protocol"]

    @pytest.mark.parametrize(
        ("server", "theirs", "common"), [(ONE, TWO, 1), (TWO, ONE, 1), (TWO, TWO, 2), (TWO, frozenset({3, 2}), 2)]
    )
    def test_it_is_answered_in_the_newest_number_that_both_speak(self, department, tmp_path, server, theirs, common):
        assert self.enrolled(department, tmp_path, speaking(department, server), theirs) == common

    def test_without_a_common_number_nobody_is_enrolled(self, department, tmp_path):
        with pytest.raises(VaultError) as caught:
            self.enrolled(department, tmp_path, speaking(department, OTHERS), ONE)
        assert (caught.value.code, caught.value.params) == ("enrol.refused", {"status": 422})
