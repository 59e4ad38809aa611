"""The exchange: what a tablet pushes is stored once, answered in full, and never blocked by its neighbour."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from server import log
from server.store import log as log_rows
from shared import checkpoint, merkle
from shared.answers import flatten
from shared.canonical import b64u, un_b64u
from shared.entry import commitment, leaf_of, open_entry
from shared.fields import moment
from shared.keys import key_from_seed
from shared.protocol import BODY_BYTES_MAX, EXCHANGE_PATH, VERSIONS_MAX
from shared.samples import scene
from shared.signing import check_reply, content_digest

from .conftest import CHANCE


def outcomes(reply):
    return [each["outcome"] for each in reply["outcomes"]]


def codes(reply, place=0):
    return [each["code"] for each in reply["outcomes"][place]["problems"]]


def refusal(reply):
    assert reply.mimetype == "application/problem+json"
    assert reply.json["detail"] != reply.json["code"]
    return reply.status_code, reply.json["code"]


def test_a_version_is_stored_and_its_receipt_proves_it(world, tablet, answers):
    packed = tablet.version(answers)
    reply = tablet.exchange(packed)
    assert outcomes(reply) == ["stored"]
    receipt = reply["outcomes"][0]["receipt"]
    opening = un_b64u(receipt["opening"])
    assert open_entry(opening).details["version"] == packed.sealed().digest == reply["outcomes"][0]["version"]
    head = checkpoint.verify(reply["head"], world.services.log_key.public_key())
    proof = [un_b64u(each) for each in receipt["proof"]]
    merkle.check_inclusion(leaf_of(commitment(opening)), receipt["index"], head.size, proof, head.root)


def test_the_reply_is_signed_for_this_request(world, tablet):
    body = tablet.request()
    reply = tablet.post(EXCHANGE_PATH, body)
    asked = reply.request.headers["Content-Digest"]
    check_reply(200, reply.headers, reply.data, asked, world.services.reply_key.public_key())


def test_a_refusal_is_signed_too(world, tablet):
    reply = tablet.post(EXCHANGE_PATH, b"{}")
    asked = reply.request.headers["Content-Digest"]
    check_reply(422, reply.headers, reply.data, asked, world.services.reply_key.public_key())


def test_after_a_lost_reply_the_repeat_gets_the_same_receipt(tablet, answers):
    packed = tablet.version(answers)
    first = tablet.exchange(packed)["outcomes"][0]
    second = tablet.exchange(packed)["outcomes"][0]
    assert second["outcome"] == "already"
    assert second["receipt"]["index"] == first["receipt"]["index"]
    assert second["receipt"]["opening"] == first["receipt"]["opening"]


def test_one_version_twice_in_a_request_is_stored_once(tablet, answers):
    packed = tablet.version(answers)
    reply = tablet.exchange(packed, packed)
    assert outcomes(reply) == ["stored", "already"]
    assert reply["outcomes"][0]["receipt"] == reply["outcomes"][1]["receipt"]


def test_a_bad_version_does_not_stop_its_batch(tablet, answers):
    good, bad, other = (tablet.version(answers) for _ in range(3))
    broken = {**bad.data(), "signature": b64u(b"x" * 64)}
    reply = tablet.exchange(good, broken, {"nonsense": True}, other)
    assert outcomes(reply) == ["stored", "refused", "refused", "stored"]
    assert codes(reply, 1) == ["seal.signature"]
    assert codes(reply, 2) == ["seal.form"]


def test_every_mistake_is_answered_at_once_with_its_place(tablet):
    row = CHANCE.uuid()
    wrong = {
        "incident": {"source": "carrier_pigeon", "nonsense": "x"},
        "injury": [{"id": row, "severity": 7}],
    }
    reply = tablet.exchange(tablet.version(wrong))
    problems = {each.get("at"): each["code"] for each in reply["outcomes"][0]["problems"]}
    assert problems["incident/-/source"] == "choice.unknown"
    assert problems["incident/-/id"] == "field.unknown"
    assert f"injury/{row}/severity" in problems


def test_an_unfinished_report_is_refused_as_final_and_taken_as_interim(tablet, answers):
    final = tablet.exchange(tablet.version(answers, kind="final"))
    assert outcomes(final) == ["refused"]
    assert "answer.missing" in codes(final)
    assert outcomes(tablet.exchange(tablet.version(answers))) == ["stored"]


def test_a_refused_version_is_a_log_entry_without_values(world, tablet):
    reply = tablet.exchange(tablet.version({"incident": {"source": "carrier_pigeon"}}))
    with world.services.store.reading() as db:
        [entry] = [each for each in log_rows.entries(db) if each.act == "version.refused"]
    assert b"carrier_pigeon" not in entry.opening
    details = open_entry(entry.opening).details
    assert details["codes"] == ["choice.unknown"]
    assert details["version"] == reply["outcomes"][0]["version"]


def test_the_seed_is_not_stored(world, tablet, answers):
    packed = tablet.version(answers)
    tablet.exchange(packed)
    with world.services.store.reading() as db:
        from server.store import versions

        held = versions.get(db, packed.sealed().digest)
    everything = "".join(map(str, (*held.row, held.texts, held.problems)))
    assert b64u(packed.seed) not in everything and packed.seed.hex() not in everything
    assert held.sealed == packed.sealed()


def test_a_chain_grows_by_its_newest_version(tablet, answers):
    first = tablet.version(answers)
    second = tablet.version(answers, parent=first)
    third = tablet.version(answers, parent=second)
    assert outcomes(tablet.exchange(first, second)) == ["stored", "stored"]
    assert outcomes(tablet.exchange(third)) == ["stored"]


def test_a_version_on_a_stale_base_is_kept_as_a_branch(tablet, answers):
    first = tablet.version(answers)
    ours, theirs = tablet.version(answers, parent=first), tablet.version(answers, parent=first)
    reply = tablet.exchange(first, ours, theirs)
    assert outcomes(reply) == ["stored", "stored", "branched"]
    [item] = reply["inbox"]
    assert item["kind"] == "branched"
    assert item["body"] == {"version": theirs.sealed().digest, "newest": ours.sealed().digest}
    assert tablet.exchange(cursor=reply["cursor"])["inbox"] == []


def test_a_sequence_used_for_another_version_is_refused(tablet, answers):
    first = tablet.version(answers)
    clone = tablet.version(answers, device_sequence=first.header.device_sequence)
    reply = tablet.exchange(first, clone)
    assert outcomes(reply) == ["stored", "refused"]
    assert codes(reply, 1) == ["exchange.sequence_reused"]
    anew = tablet.version(answers, incarnation=CHANCE.uuid(), device_sequence=first.header.device_sequence)
    assert outcomes(tablet.exchange(anew)) == ["stored"]


def test_a_report_stays_with_its_author(world, tablet, answers):
    packed = tablet.version(answers)
    tablet.exchange(packed)
    other = world.tablet(world.officer("90002"))
    reply = other.exchange(other.version(answers, parent=packed))
    assert codes(reply) == ["exchange.report_of_another"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"device": CHANCE.uuid()}, "seal.device"),
        ({"author": CHANCE.uuid()}, "seal.author"),
        ({"form": "0" * 64}, "exchange.form_unknown"),
        ({"form_version": 99}, "exchange.form_unknown"),
        ({"vocabulary": "0" * 64}, "exchange.form_unknown"),
        ({"city": "0" * 64}, "exchange.form_unknown"),
        ({"report": "x"}, "seal.header"),
        ({"sequence": 2}, "seal.header"),
        ({"device_sequence": 0}, "seal.header"),
        ({"device_sequence": 2**40}, "seal.header"),
        ({"sealed_at": {"at": "yesterday", "clock": "device"}}, "seal.header"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(tablet, answers, change, code):
    assert codes(tablet.exchange(tablet.version(answers, **change))) == [code]


def test_a_key_that_is_not_bound_signs_nothing(tablet, answers):
    stranger = key_from_seed(CHANCE.token(32))
    assert codes(tablet.exchange(tablet.version(answers, key=stranger))) == ["seal.key_unknown"]
    assert codes(tablet.exchange(tablet.version(answers, key=tablet.device_key))) == ["seal.key_unknown"]


def test_an_answer_in_another_spelling_is_refused(tablet):
    """The seal covers bytes; were they settled after sealing, the record would hold what nobody signed."""
    spelled = {"incident": {"location_category": "other", "location_category_other": "cafe\u0301"}}
    assert codes(tablet.exchange(tablet.version(spelled))) == ["seal.spelling"]


def test_answers_that_cannot_be_sealed_are_refused(tablet, answers):
    data = tablet.version(answers).data()
    deep = 1
    for _ in range(900):
        deep = [deep]
    reply = tablet.exchange(
        {**data, "answers": {"incident": {"source": 1.5}}}, {**data, "answers": {"incident": {"source": deep}}}
    )
    assert outcomes(reply) == ["refused", "refused"]
    assert codes(reply) == ["seal.answers"]
    assert codes(reply, 1)[0].startswith("seal.")


def test_gzip_is_unpacked_up_to_the_limit(tablet, answers):
    import json

    body = gzip.compress(json.dumps(tablet.request(tablet.version(answers))).encode())
    assert tablet.post(EXCHANGE_PATH, body, **{"Content-Encoding": "gzip"}).status_code == 200
    bomb = gzip.compress(b" " * (BODY_BYTES_MAX + 1))
    assert refusal(tablet.post(EXCHANGE_PATH, bomb, **{"Content-Encoding": "gzip"})) == (413, "exchange.too_large")
    assert refusal(tablet.post(EXCHANGE_PATH, body[:-9], **{"Content-Encoding": "gzip"})) == (
        400,
        "exchange.compression",
    )
    assert refusal(tablet.post(EXCHANGE_PATH, body, **{"Content-Encoding": "br"})) == (415, "exchange.encoding")


def test_requests_that_are_not_an_exchange_are_refused(tablet):
    assert refusal(tablet.post(EXCHANGE_PATH, b"{")) == (400, "exchange.not_json")
    assert refusal(tablet.post(EXCHANGE_PATH, b'{"protocol": NaN}')) == (400, "exchange.not_json")
    assert refusal(tablet.post(EXCHANGE_PATH, b"[]")) == (422, "exchange.shape")
    assert refusal(tablet.post(EXCHANGE_PATH, b" " * (BODY_BYTES_MAX + 1))) == (413, "exchange.too_large")
    reply = tablet.post(EXCHANGE_PATH, tablet.request(protocol=99))
    assert refusal(reply) == (422, "exchange.protocol")
    assert refusal(tablet.post(EXCHANGE_PATH, b'{"protocol": 2, "news": []}')) == (422, "exchange.protocol")
    assert refusal(tablet.post(EXCHANGE_PATH, tablet.request(device=CHANCE.uuid()))) == (403, "exchange.foreign")
    many = tablet.post(EXCHANGE_PATH, tablet.request(*[{}] * (VERSIONS_MAX + 1)))
    assert refusal(many) == (422, "exchange.shape")
    assert many.json["wrong"] == ["versions"]
    late = tablet.post(EXCHANGE_PATH, tablet.request(sent_at="yesterday"))
    assert late.json["wrong"] == ["sent_at"]


def test_another_type_is_refused(tablet):
    reply = tablet.post(EXCHANGE_PATH, tablet.request(), **{"Content-Type": "text/plain"})
    assert refusal(reply) == (415, "exchange.type")


def test_an_unsigned_or_wrongly_signed_request_is_refused(world, tablet):
    assert refusal(world.client.post(EXCHANGE_PATH, json=tablet.request())) == (401, "signature.missing")
    stranger = key_from_seed(CHANCE.token(32))
    assert refusal(tablet.post(EXCHANGE_PATH, tablet.request(), key=stranger)) == (401, "signature.key")
    assert refusal(tablet.post(EXCHANGE_PATH, tablet.request(), key=tablet.version_key)) == (401, "signature.key")
    signed = tablet.post(EXCHANGE_PATH, tablet.request()).request.headers
    names = ("Content-Digest", "Signature-Input", "Signature", "Content-Type")
    headers = {name: signed[name] for name in names}
    assert refusal(world.client.post(EXCHANGE_PATH, data=b"{}", headers=headers)) == (400, "signature.digest")
    headers["Content-Digest"] = content_digest(b"{}")
    assert refusal(world.client.post(EXCHANGE_PATH, data=b"{}", headers=headers)) == (401, "signature.wrong")


def test_a_replayed_request_changes_nothing(world, tablet, answers):
    body = tablet.request(tablet.version(answers))
    assert tablet.post(EXCHANGE_PATH, body, nonce="n" * 20).status_code == 200
    size = checkpoint.parse(tablet.exchange()["head"]).size
    assert refusal(tablet.post(EXCHANGE_PATH, body, nonce="n" * 20)) == (409, "signature.replayed")
    assert checkpoint.parse(tablet.exchange()["head"]).size == size + 2, "the refusal and the exchange"


def test_the_head_grows_consistently_from_what_the_tablet_saw(world, tablet, answers):
    key = world.services.log_key.public_key()
    old = checkpoint.verify(tablet.exchange()["head"], key)
    tablet.head = {"origin": old.origin, "size": old.size}
    reply = tablet.exchange(tablet.version(answers), tablet.version(answers))
    new = checkpoint.verify(reply["head"], key)
    merkle.check_consistency(old.size, new.size, old.root, new.root, [un_b64u(each) for each in reply["consistency"]])
    tablet.head = {"origin": "elsewhere", "size": 3}
    assert tablet.exchange()["consistency"] == []
    tablet.head = {"origin": old.origin, "size": 10**9}
    assert tablet.exchange()["consistency"] == [], "a head from the future: this server was restored"


def test_a_suspended_tablet_or_officer_is_not_heard(world, answers):
    from server.accounts.people import suspend_person
    from server.enrolling import suspend

    lost, theirs = world.tablet(), world.tablet(world.officer("90002"))
    with world.services.store.writing() as db:
        suspend(db, world.services, lost.device, actor="system")
        suspend_person(db, world.services, theirs.person, actor="system")
    assert refusal(lost.post(EXCHANGE_PATH, lost.request(lost.version(answers)))) == (401, "signature.key")
    assert refusal(theirs.post(EXCHANGE_PATH, theirs.request())) == (403, "exchange.suspended")


def test_the_tablets_clock_is_noted_and_nothing_else(world, tablet):
    from server.store import devices

    tablet.exchange(sent_at="2026-04-14T09:22:00-07:00")
    with world.services.store.reading() as db:
        assert devices.get(db, tablet.device).clock_offset_s == 600
    tablet.exchange(sent_at="9999-12-31T23:59:59+00:00")


def test_a_fault_in_one_version_is_ours_and_spares_the_others(world, tablet, answers, monkeypatch):
    """A poison record must not block the ones behind it."""
    import server.opening

    judged = server.opening.summarise

    def poisoned(case, problems):
        if case.incident.get("source") == "flag_down":
            raise ZeroDivisionError
        return judged(case, problems)

    monkeypatch.setattr(server.opening, "summarise", poisoned)
    poison = tablet.version({"incident": {"source": "flag_down"}})
    reply = tablet.exchange(poison, tablet.version(answers))
    assert outcomes(reply) == ["refused", "stored"]
    assert codes(reply) == ["exchange.fault"]


def test_a_row_beyond_the_database_spares_the_others(world, tablet, answers, monkeypatch):
    import server.opening

    made = server.opening._facts

    def oversized(case):
        held = made(case)
        return {**held, "area_code": None} if case.incident.get("source") == "flag_down" else held

    monkeypatch.setattr(server.opening, "_facts", oversized)
    poison = tablet.version({"incident": {"source": "flag_down"}})
    good = [tablet.version(answers) for _ in range(2)]
    reply = tablet.exchange(good[0], poison, good[1])
    assert outcomes(reply) == ["stored", "refused", "stored"]
    assert codes(reply, 1) == ["exchange.fault"]
    again = tablet.exchange(good[0], good[1])
    assert outcomes(again) == ["already", "already"]
    head = checkpoint.verify(reply["head"], world.services.log_key.public_key())
    for place in (0, 2):
        receipt = reply["outcomes"][place]["receipt"]
        leaf = leaf_of(commitment(un_b64u(receipt["opening"])))
        proof = [un_b64u(each) for each in receipt["proof"]]
        merkle.check_inclusion(leaf, receipt["index"], head.size, proof, head.root)


def test_a_missing_beginning_is_kept_and_shown(tablet, answers):
    """A server restored from a backup may see a child before its parent."""
    first = tablet.version(answers)
    second = tablet.version(answers, parent=first)
    assert outcomes(tablet.exchange(second)) == ["branched"]
    assert outcomes(tablet.exchange(first)) == ["branched"]


def test_many_things_in_the_inbox_come_in_pieces(world, tablet):
    from server.store import inbox
    from server.store.inbox import Item
    from shared.protocol import INBOX_MAX

    with world.services.store.writing() as db:
        inbox.put(db, [Item(tablet.person, 1000 + each, "returned", "", "{}") for each in range(INBOX_MAX + 1)])
    first = tablet.exchange()
    assert (len(first["inbox"]), first["more"]) == (INBOX_MAX, True)
    second = tablet.exchange(cursor=first["cursor"])
    assert (len(second["inbox"]), second["more"]) == (1, False)


def test_a_replaced_header_breaks_the_signature(tablet, answers):
    packed = tablet.version(answers)
    moved = replace(packed, header=replace(packed.header, kind="final"))
    assert codes(tablet.exchange(moved)) == ["seal.signature"]


def test_many_at_once_keep_one_log(world, answers):
    """Every thread its own tablet; each new head continues the one the tablet saw before."""
    tablets = [world.tablet(world.officer(f"9100{number}")) for number in range(4)]
    key = world.services.log_key.public_key()

    def work(tablet):
        seen = []
        for _ in range(4):
            reply = tablet.exchange(tablet.version(answers))
            assert outcomes(reply) == ["stored"]
            head = checkpoint.verify(reply["head"], key)
            if seen:
                proof = [un_b64u(each) for each in reply["consistency"]]
                merkle.check_consistency(seen[-1].size, head.size, seen[-1].root, head.root, proof)
            tablet.head = {"origin": head.origin, "size": head.size}
            seen.append(head)
        return seen

    with ThreadPoolExecutor(4) as pool:
        heads = [head for seen in pool.map(work, tablets) for head in seen]
    assert len({head.size for head in heads}) == 16, "every exchange has a head of its own"
    with world.services.store.reading() as db:
        assert log.first_broken_entry(db) is None
        assert all(log.agrees_with(db, head) for head in heads)


def test_a_version_is_judged_by_the_time_of_its_sealing(world, tablet, clock):
    """However late the network let it through: a final report that the tablet accepted is accepted here."""
    made = scene("S1")
    clock.pass_by(days=400)
    times = [value for value in flatten(made.answers).values() if moment(value)]
    final = tablet.version(made.answers, kind="final", sealed_at=max(times, key=moment))
    assert [each["problems"] for each in tablet.exchange(final)["outcomes"]] == [[]]
