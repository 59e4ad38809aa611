"""A refusal of a whole request: who said it decides what is believed of it, and nobody sends a tablet away for long."""

import json

import pytest

from mobile import refusals
from mobile.drafting import Drafting
from mobile.refusals import LONGEST_ASKED
from mobile.runner import POLL_SECONDS, Runner, wait_asked
from mobile.store import versions
from mobile.syncing import Exchanged, exchange_once
from mobile.transport import Reply
from mobile.vault import Vault
from shared.answers import Address
from shared.keys import key_from_seed
from shared.signing import content_digest, sign_reply
from tests.mobile.small_server import CountingChance, FrozenClock, Network, SmallServer

KEY = key_from_seed(b"k" * 32)
ASKED = b'{"asked": 1}'


def refusal(status: int, content: object, *, signed: bool = True, **headers: str) -> refusals.Refusal:
    body = json.dumps(content).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if signed:
        named |= sign_reply(status, body, content_digest(ASKED), KEY, created=1, nonce="n" * 22)
    return refusals.read(Reply.of(status, named, body), ASKED, KEY.public_key())


BUSY = {"code": "server.busy", "retry_after": 17}


def test_what_the_server_signed_is_believed() -> None:
    assert refusal(503, BUSY, Retry_After="3") == refusals.Refusal("server.busy", True, 17, ())
    assert refusal(422, {"code": "exchange.protocol", "protocols": [2, 1, "x", True]}).protocols == (2, 1)


def test_of_what_nobody_signed_only_the_code_and_a_wish_are_taken() -> None:
    told = refusal(503, {**BUSY, "protocols": [1]}, signed=False, Retry_After="3")
    assert told == refusals.Refusal("server.busy", False, 3, ())
    assert refusal(503, BUSY, signed=False).wait == 0
    assert refusal(422, {"code": "x.y"}, signed=False, Retry_After="3").wait == 0


@pytest.mark.parametrize("header", ["Wed, 21 Oct 2026 07:28:00 GMT", "-5", "3.5", "", "1e3", "٣"])
def test_a_wish_that_is_no_number_of_seconds_is_none(header: str) -> None:
    assert refusal(503, {}, signed=False, Retry_After=header).wait == 0


@pytest.mark.parametrize("year", [31_536_000, 10**8])
def test_nobody_sends_a_tablet_away_for_long(year: int) -> None:
    assert refusal(503, {}, signed=False, Retry_After=str(year)).wait == LONGEST_ASKED
    assert refusal(503, {**BUSY, "retry_after": year}).wait == LONGEST_ASKED
    assert refusal(503, {**BUSY, "retry_after": -year}).wait == 0
    assert refusal(503, {**BUSY, "retry_after": "7"}).wait == 0


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'"x"', b"[" * 100_000, b'{"code": 3}', b'{"code": "a b"}'])
def test_a_body_that_is_no_problem_document_is_its_status(body: bytes) -> None:
    assert refusals.read(Reply.of(502, {}, body), ASKED, KEY.public_key()).code == "http.502"


def test_tablets_that_were_sent_away_together_do_not_come_back_together() -> None:
    chance = CountingChance()
    drawn = [wait_asked(40, chance) for _ in range(200)]
    assert min(drawn) >= 40 and max(drawn) <= 50 and len({round(each, 1) for each in drawn}) > 40


def sealed(drafting: Drafting) -> None:
    report = drafting.start()
    drafting.answer(report, Address("incident", "-", "location_landmark"), "Lot A")
    assert drafting.seal(report, "interim") is not None


class Away:
    """Answers every request with one refusal, signed by the server or not."""

    def __init__(self, server: SmallServer, signed: bool) -> None:
        self.server, self.signed = server, signed

    def send(self, method: str, path: str, headers: object, body: bytes) -> Reply:
        answer, named = json.dumps(BUSY).encode(), {"Retry-After": "17"}
        if self.signed:
            named |= sign_reply(503, answer, content_digest(body), self.server.reply_key, created=1, nonce="n" * 22)
        return Reply.of(503, named, answer)


@pytest.mark.parametrize("signed", [True, False])
def test_being_sent_away_says_nothing_of_a_version_however_often(
    signed: bool, drafting: Drafting, vault: Vault, server: SmallServer, network: Network, clock: FrozenClock
) -> None:
    sealed(drafting)
    chance = CountingChance()
    for _ in range(12):
        told = exchange_once(vault, Away(server, signed), clock, chance)
        assert told == Exchanged("busy" if signed else "refused", "server.busy", wait=17)
    with vault.store.reading() as database:
        assert len(versions.queued(database)) == 1 and not versions.reports_tried(database, 1)
    assert exchange_once(vault, network, clock, chance) == Exchanged("done", sent=1)


def test_a_busy_server_is_no_failure_and_is_asked_again_when_it_said(
    drafting: Drafting, vault: Vault, server: SmallServer, clock: FrozenClock
) -> None:
    sealed(drafting)
    runner = Runner(vault, Away(server, True), clock, CountingChance())
    done = runner.once()
    assert (runner.banner.state, runner.banner.waiting, runner.banner.code) == ("waiting", 1, "server.busy")
    assert 17 <= runner._pause(done.wait) <= 22
    assert runner._pause(0) == POLL_SECONDS


def test_after_failures_a_wish_does_not_make_a_tablet_less_patient(vault: Vault, network: Network) -> None:
    runner = Runner(vault, network, FrozenClock(), CountingChance())
    runner._failures = 12
    drawn = [runner._pause(2) for _ in range(100)]
    assert min(drawn) >= 2 and max(drawn) > 100
