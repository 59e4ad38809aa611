""" "Delivered" means confirmed by digest. Anything less says what is missing.

Everything that looks like a success and is none is handed to the tablet: a portal's page with status 200, a reply of
another key, a signed reply to another request, a receipt for another version, one outside the tree, one whose proof is
bent. The report stays "waiting" each time. It is "delivered" only when the tablet itself has checked that the log holds
the acceptance of this very digest.
"""

import io
import json
from hashlib import sha256

import orjson
import pytest

from mobile.capture import capture
from mobile.store import exchanges
from mobile.syncing import ask, exchange_once
from mobile.transport import Reply
from mobile.uploading import Pace, upload_next
from server import log
from server.files import read
from shared import checkpoint
from shared.canonical import b64u, un_b64u
from shared.entry import commitment, leaf_of, open_entry
from shared.keys import key_from_seed, parse_public
from shared.merkle import check_inclusion
from shared.samples import scene
from shared.signing import content_digest, sign_reply
from tests.twins import CHANCE, PORTAL


@pytest.fixture
def waiting(department, tablet):
    """(report, its final version), sealed and not sent; one other report was delivered before."""
    tablet.file("S1")
    report = tablet.write(scene("S1").answers)
    return report, tablet.seal(report, "final")


class Liar:
    """The real server's own reply, spoiled by `change`, then signed by `key` as an answer to the request."""

    def __init__(self, line, change, key):
        self.line, self.change, self.key = line, change, key

    def send(self, method, path, headers, body):
        reply = self.line.send(method, path, headers, body)
        content = orjson.loads(reply.body)
        self.change(content)
        said = orjson.dumps(content)
        signed = sign_reply(200, said, content_digest(body), self.key, created=1, nonce=b64u(CHANCE.token(16)))
        return Reply.of(200, {**signed, "Content-Type": "application/json"}, said)


def _no_receipt(content):
    content["outcomes"][0]["receipt"] = None


def _other_place(content):
    content["outcomes"][0]["receipt"]["index"] -= 1


def _bent_proof(content):
    content["outcomes"][0]["receipt"]["proof"][0] = b64u(bytes(32))


def _shorter_proof(content):
    content["outcomes"][0]["receipt"]["proof"].pop()


def _other_digest(content):
    content["outcomes"][0]["version"] = "0" * 64


def _other_exchange(content):
    content["exchange"] = CHANCE.uuid()


def _no_outcome(content):
    content["outcomes"] = []


LIES = (_no_receipt, _other_place, _bent_proof, _shorter_proof, _other_digest, _other_exchange, _no_outcome)


def test_no_lie_of_the_servers_own_key_makes_it_delivered(department, tablet, waiting):
    report, version = waiting
    asked = ask(tablet.vault, tablet.clock, CHANCE)
    assert asked.digests == (version.digest,)
    key = department.services.reply_key
    for lie in LIES:
        told = exchange_once(tablet.vault, Liar(tablet.line, lie, key), tablet.clock, CHANCE)
        assert told.kind in ("silence", "alarm"), lie.__name__
        assert tablet.state(report) == "waiting", lie.__name__
        with tablet.vault.store.reading() as database:
            assert exchanges.receipt(database, version.digest) is None
    assert tablet.exchange_all().kind == "done"
    assert tablet.state(report) == "delivered"


def test_a_receipt_for_another_version_is_none_for_this_one(department, tablet, waiting):
    """A true one, with a proof that holds in this very head: it names another digest."""
    report, _ = waiting
    first = department.stored()[0].row.log_index

    def another(content):
        with department.services.store.reading() as db:
            proof = log.inclusion(db, first, checkpoint.parse(content["head"]).size)
        opening = b64u(department.entries()[first].opening)
        content["outcomes"][0]["receipt"] = {"index": first, "opening": opening, "proof": [b64u(it) for it in proof]}

    told = exchange_once(tablet.vault, Liar(tablet.line, another, department.services.reply_key), tablet.clock, CHANCE)
    assert (told.kind, told.code) == ("alarm", "log.receipt")
    assert tablet.state(report) == "waiting"


def test_a_page_and_a_strangers_reply_are_silence(department, tablet, waiting):
    report, _ = waiting
    tablet.line.faults.append("portal_after")
    assert tablet.exchange().kind == "silence"
    stranger = Liar(tablet.line, lambda content: None, key_from_seed(b"s" * 32))
    assert exchange_once(tablet.vault, stranger, tablet.clock, CHANCE).kind == "silence"
    assert PORTAL.status == 200
    assert tablet.state(report) == "waiting"


def test_the_receipt_on_the_tablet_proves_delivery_to_anybody(department, tablet, waiting):
    """With the log's public key alone: the head is signed, the entry names the digest, the path leads to the head."""
    report, version = waiting
    tablet.exchange_all()
    receipt = tablet.reports.behind(report).receipts[version.digest]
    head = checkpoint.verify(receipt.head, parse_public(tablet.vault.trust.log_key))
    entry = open_entry(receipt.opening)
    assert (entry.act.value, entry.details["version"]) == ("version.accepted", version.digest)
    path = [un_b64u(each) for each in receipt.proof]
    check_inclusion(leaf_of(commitment(receipt.opening)), receipt.entry, head.size, path, head.root)
    (held,) = department.stored(report)
    assert held.row.digest == version.digest
    assert json.loads(version.packed)["signature"] == held.row.token.rpartition(".")[2]


def test_anything_less_says_what_it_waits_for(department, tablet):
    report = tablet.drafting.start()
    assert tablet.state(report) == "draft_new"
    tablet.write(scene("S1").answers, report)
    tablet.seal(report, "final")
    assert tablet.state(report) == "waiting"
    version = tablet.versions(report)[-1]
    (row,) = tablet.reports.page(sending=[version.digest])
    assert row.code == "sending"
    tablet.line.faults.append("lost_after")
    tablet.exchange()
    assert department.report(report).final, "the server has it"
    assert tablet.state(report) == "waiting", "and the tablet does not claim what it cannot know"
    tablet.exchange()
    assert tablet.state(report) == "delivered"


def test_a_report_with_files_is_delivered_when_the_server_confirmed_every_one(department, tablet):
    """What an upload's replies say is no promise: each file counts when a signed exchange confirms it."""
    contents = [b"%PDF-1.7 invented notice", CHANCE.token(200_000)]
    report = tablet.write(scene("S1").answers)
    for content in contents:
        tablet.drafting.attach(report, capture(io.BytesIO(content)), kind="document")
    tablet.seal(report, "final")
    assert tablet.exchange_all().kind == "done"

    def send():
        return upload_next(tablet.vault, tablet.line, tablet.clock, CHANCE, Pace()).kind

    for done in range(2):
        row = tablet.row(report)
        assert (row.code, row.params["done"], row.params["count"]) == ("files", done, 2)
        for fault in ("lost_before", "portal_before", "portal_after", "lost_after"):
            tablet.line.faults.append(fault)
            assert send() == "silence"
            assert (tablet.row(report).code, tablet.row(report).params["done"]) == ("files", done), fault
        assert send() == "whole"
        assert tablet.row(report).params["done"] == done, "only an exchange confirms"
        tablet.line.faults.append("portal_after")
        assert tablet.exchange().kind == "silence" and tablet.row(report).params["done"] == done
        assert tablet.exchange().kind == "done"
    assert tablet.state(report) == "delivered"
    for content in contents:
        assert b"".join(read(department.services, sha256(content).hexdigest())) == content
