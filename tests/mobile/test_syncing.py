"""The exchange: what was stored comes back proved, silence changes nothing, and a broken proof is kept and shown."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from mobile.drafting import Drafting
from mobile.reports import Reports
from mobile.store import Store, exchanges, settings, versions
from mobile.store.versions import Version
from mobile.syncing import Exchanged, ask, exchange_once
from mobile.transport import Reply
from mobile.vault import Vault
from shared import checkpoint, merkle
from shared.answers import Address
from shared.canonical import b64u, canonical
from shared.checkpoint import TreeHead
from shared.entry import Act, commitment, leaf_of
from shared.keys import key_from_seed
from shared.signing import content_digest, sign_reply
from shared.vocabulary import parse_vocabulary
from tests.mobile.small_server import ADDRESS, CountingChance, FrozenClock, Network, SmallServer
from tests.wire import plain

LANDMARK = Address("incident", "-", "location_landmark")
Go = Callable[[], Exchanged]


@pytest.fixture
def go(vault: Vault, network: Network, clock: FrozenClock, chance: CountingChance) -> Go:
    return lambda: exchange_once(vault, network, clock, chance)


def interim(drafting: Drafting, words: str = "Lot A", report: str = "") -> Version:
    report = report or drafting.start()
    drafting.answer(report, LANDMARK, words)
    version = drafting.seal(report, "interim")
    assert version is not None
    return version


def everything(store: Store) -> dict[str, list[Any]]:
    """All that is stored, table by table."""
    with store.reading() as database:
        names = [row[0] for row in database.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.conn.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall() for name in names}


def state(store: Store, version: Version) -> str:
    with store.reading() as database:
        held = versions.get(database, version.digest)
    assert held is not None
    return held.state


def waiting(store: Store) -> list[str]:
    with store.reading() as database:
        return list(versions.queued(database))


def test_a_version_is_taken_in_once_and_its_receipt_proves_it(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    version = interim(drafting)
    assert go() == Exchanged("done", sent=1)
    assert state(vault.store, version) == "stored" and waiting(vault.store) == []
    with vault.store.reading() as database:
        receipt = exchanges.receipt(database, version.digest)
        newest = exchanges.newest_head(database, server.origin)
    assert receipt is not None and receipt.head == newest
    head = checkpoint.verify(receipt.head, server.log_key.public_key())
    path = [bytes.fromhex(each) for each in (merkle.inclusion(receipt.entry, head.size, server.node)[0].hex(),)]
    assert len(receipt.proof) >= len(path)
    leaf = leaf_of(commitment(receipt.opening))
    from shared.canonical import un_b64u

    merkle.check_inclusion(leaf, receipt.entry, head.size, [un_b64u(each) for each in receipt.proof], head.root)
    assert server.packed[version.digest].answers["incident"]["location_landmark"] == "Lot A"  # type: ignore[call-overload]


def test_the_request_says_what_the_tablet_knows(drafting: Drafting, vault: Vault, server: SmallServer, go: Go) -> None:
    go()
    interim(drafting)
    go()
    first, second = server.requests
    assert first["head"] == {"origin": server.origin, "size": 2}
    assert second["device"] == vault.id and second["incarnation"] == vault.incarnation
    assert first["exchange"] != second["exchange"]


def test_a_request_is_canonical_with_whatever_it_carries(drafting: Drafting, vault: Vault, clock: FrozenClock) -> None:
    for carried in (0, 1, 2):
        body = plain(ask(vault, clock, CountingChance()).body)
        held = json.loads(body)
        assert len(held["versions"]) == carried and body == canonical(held)
        interim(drafting, f"lot {carried}")


def test_an_exchange_with_nothing_to_say_still_witnesses_the_log(vault: Vault, server: SmallServer, go: Go) -> None:
    for number in range(6):
        server.append(Act.REPORT_VIEWED, f"r{number}", {})
        assert go().kind == "done"
    with vault.store.reading() as database:
        sizes = [row[0] for row in database.conn.execute("SELECT size FROM head ORDER BY size")]
    assert sizes == [2, 3, 4, 5, 6, 7, 8]


def test_a_lost_reply_costs_nothing_and_the_repeat_is_stored_once(
    drafting: Drafting, vault: Vault, server: SmallServer, network: Network, go: Go
) -> None:
    version = interim(drafting)
    network.lose_replies()
    before = everything(vault.store)
    for _ in range(3):
        assert go().kind == "silence"
    assert everything(vault.store) == before
    network.heal()
    assert go().kind == "done"
    assert len(server.stored) == 1 and len(server.requests) == 4
    assert state(vault.store, version) == "stored"


def test_a_server_that_is_away_changes_nothing(drafting: Drafting, vault: Vault, network: Network, go: Go) -> None:
    interim(drafting)
    network.away()
    before = everything(vault.store)
    assert go() == Exchanged("silence", "silence.unreachable")
    assert everything(vault.store) == before


def changed_body(reply: Reply) -> Reply:
    return Reply(reply.status, reply.headers, reply.body.replace(b'"stored"', b'"already"'))


SPOILED: dict[str, Callable[[Reply], Reply]] = {
    "portal": lambda reply: Reply.of(200, {"Content-Type": "text/html"}, b"<html>Sign in to the guest network</html>"),
    "portal with json": lambda reply: Reply.of(200, {}, b"{}"),
    "empty": lambda reply: Reply.of(200, {}, b""),
    "truncated": lambda reply: Reply(reply.status, reply.headers, reply.body[: len(reply.body) // 2]),
    "altered": changed_body,
    "unsigned": lambda reply: Reply.of(200, {}, reply.body),
    "other status": lambda reply: Reply(201, reply.headers, reply.body),
    "deep": lambda reply: Reply.of(200, {}, b"[" * 100_000),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_reply_that_is_not_the_servers_is_silence(
    drafting: Drafting, vault: Vault, network: Network, go: Go, how: str
) -> None:
    version = interim(drafting)
    network.spoil = SPOILED[how]
    before = everything(vault.store)
    assert go().kind == "silence"
    assert everything(vault.store) == before
    network.heal()
    assert go().kind == "done" and state(vault.store, version) == "stored"


def test_a_reply_signed_by_another_key_is_silence(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    interim(drafting)
    right, server.reply_key = server.reply_key, key_from_seed(b"f" * 32)
    before = everything(vault.store)
    assert go() == Exchanged("silence", "reply.shape")
    assert everything(vault.store) == before
    server.reply_key = right


def test_an_older_reply_played_again_is_silence(
    drafting: Drafting, vault: Vault, network: Network, server: SmallServer, go: Go
) -> None:
    kept: list[Reply] = []
    network.spoil = lambda reply: kept.append(reply) or reply  # type: ignore[func-returns-value]
    go()
    version = interim(drafting)
    network.spoil = lambda reply: kept[0]
    assert go().kind == "silence" and state(vault.store, version) == "waiting"


LIES: dict[str, Callable[[dict[str, Any]], None]] = {
    "another exchange": lambda content: content.update(exchange="22222222-2222-4222-8222-222222222222"),
    "another device": lambda content: content.update(device="22222222-2222-4222-8222-222222222222"),
    "an outcome too few": lambda content: content.update(outcomes=[]),
    "an outcome of another version": lambda content: content["outcomes"][0].update(version="0" * 64),
    "an unknown outcome": lambda content: content["outcomes"][0].update(outcome="fine"),
    "a member too few": lambda content: content.pop("limits"),
    "another protocol": lambda content: content.update(protocol=2),
    "a cursor that goes back": lambda content: content.update(cursor=-1),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_signed_reply_that_does_not_answer_this_request_is_silence(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go, lie: str
) -> None:
    interim(drafting)
    server.lie = LIES[lie]
    before = everything(vault.store)
    assert go().kind == "silence"
    assert everything(vault.store) == before


def other_head(server: SmallServer, content: dict[str, Any]) -> None:
    content["head"] = checkpoint.sign(TreeHead(server.origin, len(server.openings), b"r" * 32), server.log_key)


def shorter_head(server: SmallServer, content: dict[str, Any]) -> None:
    content["head"] = checkpoint.sign(TreeHead(server.origin, 1, merkle.root(1, server.node)), server.log_key)
    content["consistency"] = []


def other_origin(server: SmallServer, content: dict[str, Any]) -> None:
    head = server.head()
    content["head"] = checkpoint.sign(TreeHead("elsewhere/log", head.size, head.root), server.log_key)


def other_key(server: SmallServer, content: dict[str, Any]) -> None:
    content["head"] = checkpoint.sign(server.head(), key_from_seed(b"k" * 32))


def other_entry(server: SmallServer, content: dict[str, Any]) -> None:
    size = len(server.openings)
    proof = [b64u(each) for each in merkle.inclusion(0, size, server.node)]
    content["outcomes"][0]["receipt"] = {"index": 0, "opening": b64u(server.openings[0]), "proof": proof}


def no_receipt(server: SmallServer, content: dict[str, Any]) -> None:
    content["outcomes"][0]["receipt"] = None


def broken_proof(server: SmallServer, content: dict[str, Any]) -> None:
    content["outcomes"][0]["receipt"]["index"] += 1


TAMPERED = {
    other_head: "log.changed",
    shorter_head: "log.changed",
    other_origin: "log.origin",
    other_key: "log.head",
    other_entry: "log.receipt",
    no_receipt: "log.receipt",
    broken_proof: "log.receipt",
}


@pytest.mark.parametrize("tamper", TAMPERED)
def test_a_signed_reply_whose_proof_does_not_hold_is_kept_as_an_alarm(
    drafting: Drafting,
    vault: Vault,
    server: SmallServer,
    go: Go,
    tamper: Callable[[SmallServer, dict[str, Any]], None],
) -> None:
    version = interim(drafting)
    server.lie = lambda content: tamper(server, content)
    before = everything(vault.store)
    assert go() == Exchanged("alarm", TAMPERED[tamper])
    after = everything(vault.store)
    (alarm,) = after.pop("alarm")
    before.pop("alarm")
    assert {name: rows for name, rows in after.items() if name != "sqlite_sequence"} == {
        name: rows for name, rows in before.items() if name != "sqlite_sequence"
    }
    assert alarm[1] == TAMPERED[tamper] and json.loads(alarm[3])["exchange"]
    assert state(vault.store, version) == "waiting"
    server.lie = lambda content: None
    assert go().kind == "done"
    with vault.store.reading() as database:
        assert len(exchanges.alarms(database)) == 1, "an alarm stays after the server is honest again"


def test_a_log_rewritten_behind_the_tablets_back_is_noticed(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    interim(drafting)
    go()
    forged = SmallServer()
    forged.device_keys, forged.version_keys = server.device_keys, server.version_keys
    for number in range(9):
        forged.append(Act.REPORT_VIEWED, f"other{number}", {})
    server.nodes, server.openings, server.stored = forged.nodes, forged.openings, {}
    assert go() == Exchanged("alarm", "log.changed")


def test_one_refused_version_does_not_hold_up_the_others(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    bad, good = interim(drafting, "bad"), interim(drafting, "good")
    server.refuse[bad.digest] = [{"code": "V-06", "level": "error", "at": "incident/-/rd"}]
    assert go().kind == "done"
    assert (state(vault.store, bad), state(vault.store, good)) == ("refused", "stored")
    (row,) = [each for each in Reports(vault.store).page() if each.report == bad.report]
    assert (row.code, row.params, row.open) == ("needs_you", {"count": 1}, True)
    behind = Reports(vault.store).behind(bad.report)
    assert behind.versions[0].problems[0]["code"] == "V-06"
    mended = interim(drafting, "mended", bad.report)
    assert (mended.sequence, mended.parent) == (1, ""), "a refused version is nobody's parent"
    assert go().kind == "done" and state(vault.store, mended) == "stored"


def test_a_version_refused_as_a_whole_is_set_aside_and_kept(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    version = interim(drafting)
    server.refuse[version.digest] = [{"code": "seal.signature", "level": "error"}]
    go()
    (row,) = Reports(vault.store).page()
    assert row.code == "set_aside" and not drafting.may_discard(version.report)


def test_a_branched_version_is_kept_on_both_sides_and_said(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    version = interim(drafting)
    server.branch.add(version.digest)
    go()
    assert state(vault.store, version) == "branched"


def test_a_version_that_makes_the_server_fail_blocks_no_other(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    poison = interim(drafting, "poison")
    others = [interim(drafting, f"fine {number}") for number in range(3)]
    server.status = lambda digests: 500 if poison.digest in digests else 200
    for _ in range(8):
        go()
    assert [state(vault.store, each) for each in others] == ["stored"] * 3
    assert state(vault.store, poison) == "waiting" and waiting(vault.store) == [poison.digest]
    server.status = lambda digests: 200
    go()  # after a version was stuck, one exchange only brings what is new
    go()
    assert state(vault.store, poison) == "stored"


def test_a_version_never_overtakes_its_parent(drafting: Drafting, vault: Vault, server: SmallServer, go: Go) -> None:
    first = interim(drafting, "one")
    second = interim(drafting, "two", first.report)
    server.status = lambda digests: 503
    go()
    server.status = lambda digests: 200
    go()
    assert [each["versions"][0]["header"]["sequence"] for each in server.requests[1:]] == [1]
    go()
    assert [state(vault.store, each) for each in (first, second)] == ["stored", "stored"]


def test_a_large_outbox_goes_in_bounded_requests(drafting: Drafting, server: SmallServer, go: Go) -> None:
    for number in range(7):
        interim(drafting, f"lot {number}")
    server.limits["versions"] = 3
    go_on, sent = True, []
    assert go() == Exchanged("done", sent=7)
    for number in range(7):
        interim(drafting, f"more {number}")
    while go_on:
        done = go()
        sent.append(done.sent)
        go_on = done.more
    assert sent == [3, 3, 1] and len(server.stored) == 14


def test_a_returned_report_comes_with_its_comments_and_is_answered_in_the_same_chain(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    version = interim(drafting)
    go()
    comments = [{"at": LANDMARK.text(), "text": "Which lot?"}, {"at": "", "text": "Thanks"}]
    body = {
        "version": version.digest,
        "by": "Sgt. Okafor",
        "at": "2026-04-14T20:10:00.000Z",
        "note": "",
        "comments": comments,
    }
    server.say("returned", version.report, body)
    assert go().received == 1
    assert go().received == 0
    (row,) = Reports(vault.store).page()
    assert (row.code, row.open) == ("returned", True)
    assert row.params == {"by": "Sgt. Okafor", "at": "2026-04-14T20:10:00.000Z", "count": 2}
    assert Reports(vault.store).counts()["returned"] == 1
    held = Reports(vault.store).behind(version.report).comments
    assert [(each.address, each.body["text"]) for each in held] == [(LANDMARK, "Which lot?"), (None, "Thanks")]
    answer = interim(drafting, "Lot B", version.report)
    assert (answer.sequence, answer.parent) == (2, version.digest)


def test_an_approved_report_is_closed_and_says_by_whom(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    version = interim(drafting)
    go()
    server.say("approved", version.report, {"version": version.digest, "by": "Sgt. Okafor", "at": "x", "note": ""})
    go()
    (row,) = Reports(vault.store).page()
    assert (row.code, row.open, row.params["by"]) == ("approved", False, "Sgt. Okafor")


def test_news_of_an_unknown_kind_or_report_is_kept_and_skipped(vault: Vault, server: SmallServer, go: Go) -> None:
    server.inbox.append({"position": 90, "kind": "invented", "report": "", "body": {"a": 1}})
    server.inbox.append({"position": 91, "kind": "returned", "report": "not here", "body": {"comments": "odd"}})
    assert go().received == 2
    with vault.store.reading() as database:
        assert settings.get(database, "cursor") == 91


def test_a_new_list_reaches_the_tablet_and_old_drafts_keep_theirs(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    old = drafting.start()
    content = json.loads(json.dumps(server.contents[server.current["vocabulary"]])) | {"version": "2027.1"}
    newer = parse_vocabulary(content)
    server.contents[newer.digest] = content
    server.current["vocabulary"] = newer.digest
    go()
    assert drafting.content(drafting.start()).draft.vocabulary == newer.digest
    assert drafting.content(old).draft.vocabulary != newer.digest
    drafting.answer(old, LANDMARK, "still opens")


def test_a_list_that_is_not_what_its_name_says_is_not_taken(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    server.current["vocabulary"] = "e" * 64
    server.contents["e" * 64] = {"version": "x", "lists": {}}
    assert go().kind == "done"
    assert drafting.content(drafting.start()).draft.vocabulary != "e" * 64


def test_the_vaults_trust_is_the_servers(vault: Vault, server: SmallServer) -> None:
    assert (vault.trust.address, vault.trust.origin) == (ADDRESS, server.origin)


def test_a_receipt_for_another_version_is_no_receipt(
    drafting: Drafting, vault: Vault, server: SmallServer, go: Go
) -> None:
    interim(drafting, "one"), interim(drafting, "two")

    def swap(content: dict[str, Any]) -> None:
        first, second = content["outcomes"]
        first["receipt"], second["receipt"] = second["receipt"], first["receipt"]

    server.lie = swap
    assert go() == Exchanged("alarm", "log.receipt")
    assert len(waiting(vault.store)) == 2


def test_a_signed_reply_with_another_status_is_silence(
    drafting: Drafting, vault: Vault, server: SmallServer, network: Network, go: Go
) -> None:
    interim(drafting)
    request: list[bytes] = []
    plain = server.signed

    def signed(content: Any, asked: bytes) -> Reply:
        request.append(asked)
        return plain(content, asked)

    server.signed = signed  # type: ignore[method-assign]

    def odd(reply: Reply) -> Reply:
        headers = sign_reply(202, reply.body, content_digest(request[-1]), server.reply_key, created=1, nonce="n" * 22)
        return Reply.of(202, headers, reply.body)

    network.spoil = odd
    before = everything(vault.store)
    assert go().kind == "silence" and everything(vault.store) == before


def test_requests_stay_within_the_bytes_the_server_takes(drafting: Drafting, server: SmallServer, go: Go) -> None:
    server.limits["bytes"] = 2100
    go()
    for number in range(3):
        interim(drafting, f"lot {number}")
    sent = [go().sent for _ in range(3)]
    assert sent == [1, 1, 1] and len(server.stored) == 3
