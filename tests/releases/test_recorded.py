"""What an earlier release said is taken in by this one: its requests by the server, its replies by the tablet.

`tests/golden/wire-<protocol>.json.gz` are recordings of real tablets and servers (`record.py`), letter for letter.
"""

import base64
import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from mobile.believing import Asked, after, believe
from mobile.enrolling import checked
from mobile.store.moves import RELEASE, TAKE, WAITING, Move
from mobile.transport import Reply
from mobile.vault import Trust
from server import create_app
from server.accounts.people import add_person
from server.enrolling import CODE_HOURS, digest_of_code
from server.settings import Settings
from server.starting import initialise
from server.store import configuration, devices
from server.store.devices import EnrolmentRow
from server.times import stamp
from shared import checkpoint
from shared.canonical import canonical, digest_of
from shared.moving import OFFERED, TAKEN
from shared.protocol import ENROL_PATH, SPOKEN
from shared.seal import Packed
from tests.twins import Clock, timedelta
from tests.wire import plain

RECORDINGS = sorted((Path(__file__).parents[1] / "golden").glob("wire-*.json.gz"))


class Said:
    """One request of then, and its reply."""

    def __init__(self, held):
        self.method, self.path, self.headers = held["method"], held["path"], held["headers"]
        self.body = base64.b64decode(held["body"])
        self.asked = json.loads(plain(self.body))
        self.reply = Reply.of(held["status"], held["reply_headers"], base64.b64decode(held["reply"]))
        self.answer = json.loads(self.reply.body)


@pytest.fixture(params=RECORDINGS, ids=lambda path: path.name.partition(".")[0])
def recording(request):
    held = json.loads(gzip.decompress(request.param.read_bytes()))
    said = [Said(each) for each in held["said"]]
    assert said[0].path == ENROL_PATH and len(said) > 3
    return held["code"], said[0], said[1:]


def test_there_is_a_recording_of_every_number_that_is_spoken():
    assert {f"wire-{number}.json.gz" for number in SPOKEN} <= {each.name for each in RECORDINGS}


@pytest.fixture
def server(tmp_path):
    """Today's server in the place of the one that was recorded."""
    services = initialise(Settings(data=tmp_path / "data"), Clock())
    yield services
    services.store.close()


def prepared(services, code, enrolled):
    """The server as it stood then: the officer by id, the code that was given out, the lists in force."""
    known = enrolled.answer
    person = known["person"]

    class Drawn:
        token = staticmethod(services.chance.token)
        uuid = staticmethod(lambda: person["id"])

    with services.store.writing() as db:
        given = {name: person[name] for name in ("serial", "name", "rank")}
        add_person(db, replace(services, chance=Drawn()), roles=["officer"], **given)
        now = services.clock.now()
        expires = stamp(now + timedelta(hours=CODE_HOURS))
        devices.offer(db, EnrolmentRow(digest_of_code(code), person["id"], stamp(now), expires, "", ""))
        for kind in ("vocabulary", "city"):
            digest = digest_of(known[kind])
            if configuration.content(db, digest) is None:
                configuration.publish(db, kind, digest, canonical(known[kind]).decode(), stamp(now))


def test_todays_server_takes_in_what_was_sent_then(recording, server):
    code, enrolled, exchanges = recording
    prepared(server, code, enrolled)
    client = create_app(server).test_client()
    seen, moved, then = set(), [], []
    for each in (enrolled, *exchanges):
        reply = client.open(each.path, method=each.method, data=each.body, headers=each.headers)
        assert reply.status_code == each.reply.status, reply.text
        now = [(told["version"], told["outcome"]) for told in reply.json.get("outcomes", ())]
        assert now == [(told["version"], told["outcome"]) for told in each.answer.get("outcomes", ())]
        seen |= {outcome for _, outcome in now}
        moved += [(told["move"], told["outcome"]) for told in reply.json.get("moves", ())]
        then += [(told["move"], told["outcome"]) for told in each.answer.get("moves", ())]
        for name in ("protocol", "exchange", "device"):
            assert reply.json.get(name) == each.answer.get(name)
    assert seen == {"stored", "refused"}
    assert moved == then and [outcome for _, outcome in moved] == ["done", "done"]


def test_todays_tablet_believes_what_was_answered_then(recording):
    code, enrolled, exchanges = recording
    known = checked(enrolled.reply, enrolled.body, code.replace("-", ""), enrolled.asked["device"], SPOKEN)
    keys = (str(known[name]) for name in ("origin", "log_key", "reply_key", "recovery_key"))
    trust, origin = Trust("https://scenebook.invalid", *keys), str(known["origin"])
    head, kinds, moved = checkpoint.parse(str(known["head"])), set(), []
    for each in exchanges:
        digests = tuple(Packed.from_data(held).sealed().digest for held in each.asked["versions"])
        assert each.asked["head"] == {"origin": head.origin, "size": head.size}
        asked = Asked(
            exchange=each.asked["exchange"],
            protocol=each.asked["protocol"],
            device=each.asked["device"],
            digests=digests,
            files=tuple(each.asked["files"]),
            head=head,
            origin=origin,
            origins=(origin,),
            cursor=each.asked["cursor"],
            body=each.body,
            headers=each.headers,
            moves=tuple(
                Move(told["move"], told["act"], told["report"], told["version"], WAITING)
                for told in each.asked.get("moves", ())
            ),
            person=known["person"]["id"],
        )
        changes = after(trust, asked, believe(trust, asked, each.reply), "2026-04-15T03:00:00Z")
        head = changes.head
        assert [told.digest for told in changes.settled] == list(digests)
        kinds |= {str(told.outcome) for told in changes.settled} | {item.kind for item in changes.items}
        moved += [(told.move.act, str(told.outcome), told.taken is not None) for told in changes.moved]
    assert kinds == {"stored", "refused", "returned", OFFERED, TAKEN}
    assert moved == [(RELEASE, "done", False), (TAKE, "done", True)]
