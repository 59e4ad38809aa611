"""A client written from docs/protocol.md alone reaches a real server: the document says enough, and says it right."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.second_client import (
    FORM,
    Dishonest,
    Head,
    Key,
    Refused,
    Sealed,
    Tablet,
    check_consistency,
    check_receipt,
    flat,
    is_signed_reply,
    moment,
    read_head,
    signed_headers,
    unb64,
)

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "protocol.md").read_text("utf-8")
ENROL, EXCHANGE = "/api/v1/enrol", "/api/v1/exchange"
SUPERVISOR = str(uuid.uuid4())
ANSWERS: dict[str, Any] = {
    "author": {"serial": "47112", "rank": "Police Officer II"},
    "incident": {"local_ref": "F-7K2M-9QXD", "source": "radio_call", "started_at": {"mark": "unknown"}},
    "federal_supervisor": [{"id": SUPERVISOR, "badge_number": "H-2?17", "supervisor_status": "partial"}],
}


@dataclass(frozen=True)
class Office:
    """A server in a process of its own, and the administrator's command line."""

    url: str
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "server", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def code(self) -> str:
        found = re.search(r"^Code +(\S+)$", self.run("devices", "offer", "47112"), re.MULTILINE)
        assert found is not None
        return found[1]


@dataclass(frozen=True)
class Story:
    """What was sent once for all tests: two versions of one report, and what came back."""

    first: Sealed
    second: Sealed
    outcomes: list[dict[str, Any]]
    enrolled: Head
    head: Head


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    here = {"SCENEBOOK_DATA": str(folder / "data"), "SCENEBOOK_PORT": str(port), "SCENEBOOK_PUBLIC_URL": url}
    office = Office(url, {**os.environ, **here})
    office.run("init")
    who = ("--serial", "47112", "--name", "Demo Officer", "--rank", "Police Officer II", "--role", "officer")
    office.run("people", "add", *who)
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "server", "serve"],
            cwd=ROOT,
            env=office.environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        answers_soon(server, port)
        yield office
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


def answers_soon(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not listen")


@pytest.fixture(scope="module")
def code(office: Office) -> str:
    return office.code()


@pytest.fixture(scope="module")
def tablet(office: Office, code: str) -> Tablet:
    enrolled = Tablet(office.url)
    enrolled.enrol(code)
    return enrolled


@pytest.fixture(scope="module")
def story(tablet: Tablet) -> Story:
    enrolled = tablet.head
    assert enrolled is not None
    report = str(uuid.uuid4())
    first = tablet.seal(report, ANSWERS)
    later = ANSWERS | {"incident": ANSWERS["incident"] | {"injury_present": "no", "lapd_arrived_at": moment()}}
    second = tablet.seal(report, later, after=first)
    outcomes = tablet.exchange([first, second])
    assert tablet.head is not None
    return Story(first, second, outcomes, enrolled, tablet.head)


def test_enrolment_tells_the_tablet_whose_it_is(tablet: Tablet) -> None:
    assert (tablet.person["serial"], tablet.person["name"]) == ("47112", "Demo Officer")
    assert uuid.UUID(tablet.person["id"])


def test_a_version_and_its_successor_are_stored(story: Story) -> None:
    assert [each["outcome"] for each in story.outcomes] == ["stored", "stored"]
    assert [each["version"] for each in story.outcomes] == [story.first.digest, story.second.digest]
    assert story.second.header["parent"] == story.first.digest


def test_each_receipt_is_in_the_tree_that_the_server_signed(story: Story, tablet: Tablet) -> None:
    entries = [
        check_receipt(outcome["receipt"], story.head, version)
        for outcome, version in zip(story.outcomes, (story.first, story.second), strict=True)
    ]
    assert [each["act"] for each in entries] == ["version.accepted"] * 2
    assert {each["actor"] for each in entries} == {tablet.person["id"]}
    assert [each["details"]["sequence"] for each in entries] == [1, 2]


def test_a_receipt_proves_no_other_version(story: Story) -> None:
    with pytest.raises(Dishonest):
        check_receipt(story.outcomes[0]["receipt"], story.head, story.second)
    with pytest.raises(Dishonest):
        moved = story.outcomes[0]["receipt"] | {"index": story.outcomes[1]["receipt"]["index"]}
        check_receipt(moved, story.head, story.first)


def test_every_later_head_is_consistent_with_each_one_before(story: Story, tablet: Tablet) -> None:
    for old in (story.enrolled, story.head):
        message = tablet.message([]) | {"head": {"origin": old.origin, "size": old.size}}
        told = tablet.post(EXCHANGE, message)[0].json()
        proof = [unb64(each) for each in told["consistency"]]
        tablet.exchange([])
        new = read_head(told["head"], tablet.origin, tablet.log_key)
        check_consistency(old, new, proof)
        assert new.size > old.size
        with pytest.raises(Dishonest):
            check_consistency(replace(old, root=bytes(32)), new, proof)


def test_the_same_versions_again_are_already_there_with_the_same_receipt(story: Story, tablet: Tablet) -> None:
    again = tablet.exchange([story.first, story.second])
    assert [each["outcome"] for each in again] == ["already", "already"]
    for new, old in zip(again, story.outcomes, strict=True):
        assert [new["receipt"][name] for name in ("index", "opening")] == [
            old["receipt"][name] for name in ("index", "opening")
        ]


def test_a_wrong_answer_is_named_at_its_address_and_does_not_touch_its_neighbour(tablet: Tablet) -> None:
    wrong = ANSWERS | {"author": {"serial": "nope", "rank": "Police Officer II"}}
    refused, stored = tablet.exchange([tablet.seal(str(uuid.uuid4()), each) for each in (wrong, ANSWERS)])
    assert (refused["outcome"], refused["receipt"], stored["outcome"]) == ("refused", None, "stored")
    assert [(each["code"], each["at"]) for each in refused["problems"]] == [("pattern.wrong", "author/-/serial")]


@pytest.mark.parametrize("count", [0, 15, 16, 17])
def test_decoys_are_counted_as_the_server_counts_them(tablet: Tablet, count: int) -> None:
    rows = [{"id": str(uuid.uuid4())} for _ in range(count - 1)]
    answers = {"injury": [row | {"severity": "minor"} for row in rows]} if rows else {}
    assert len(flat(answers)) == count
    assert tablet.exchange([tablet.seal(str(uuid.uuid4()), answers)])[0]["outcome"] == "stored"


def test_a_version_after_one_that_has_a_successor_is_kept_as_a_branch(story: Story, tablet: Tablet) -> None:
    side = tablet.seal(story.first.header["report"], ANSWERS, after=story.first)
    assert tablet.exchange([side])[0]["outcome"] == "branched"
    item = next(each for each in tablet.inbox if each["kind"] == "branched")
    assert item["report"] == story.first.header["report"]
    assert item["body"] == {"version": side.digest, "newest": story.second.digest}


Answer = tuple[requests.Response, str]


def put(tablet: Tablet, body: bytes, key: Key | None = None, **headers: str) -> Answer:
    signed = signed_headers(key or tablet.device_key, "POST", EXCHANGE, body)
    sent = {"Content-Type": "application/json", **signed, **{name.replace("_", "-"): headers[name] for name in headers}}
    return requests.post(tablet.server + EXCHANGE, data=body, headers=sent, timeout=30), sent["Content-Digest"]


def told(tablet: Tablet, **other: object) -> bytes:
    return json.dumps(tablet.message([]) | other).encode()


def unsigned(tablet: Tablet) -> Answer:
    return requests.post(tablet.server + EXCHANGE, json=tablet.message([]), timeout=30), ""


def altered(tablet: Tablet) -> Answer:
    body = told(tablet)
    signed = signed_headers(tablet.device_key, "POST", EXCHANGE, body)
    sent = {"Content-Type": "application/json", **signed}
    changed = body.replace(b"second", b"third!")
    return requests.post(tablet.server + EXCHANGE, data=changed, headers=sent, timeout=30), sent["Content-Digest"]


def resigned(tablet: Tablet) -> Answer:
    return put(tablet, told(tablet), Signature=signed_headers(tablet.device_key, "POST", ENROL, b"")["Signature"])


def replayed(tablet: Tablet) -> Answer:
    body = told(tablet)
    signed = signed_headers(tablet.device_key, "POST", EXCHANGE, body)
    assert put(tablet, body, **signed)[0].status_code == 200
    return put(tablet, body, **signed)


WRONG: dict[str, tuple[int, Callable[[Tablet], Answer]]] = {
    "signature.missing": (401, unsigned),
    "signature.digest": (400, altered),
    "signature.wrong": (401, resigned),
    "signature.key": (401, lambda tablet: put(tablet, told(tablet), Key())),
    "signature.replayed": (409, replayed),
    "exchange.not_json": (400, lambda tablet: put(tablet, b"{")),
    "exchange.shape": (422, lambda tablet: put(tablet, told(tablet, cursor="none"))),
    "exchange.protocol": (422, lambda tablet: put(tablet, told(tablet, protocol=2))),
    "exchange.foreign": (403, lambda tablet: put(tablet, told(tablet, device=str(uuid.uuid4())))),
    "exchange.type": (415, lambda tablet: put(tablet, told(tablet), Content_Type="text/plain")),
    "exchange.encoding": (415, lambda tablet: put(tablet, told(tablet), Content_Encoding="br")),
    "exchange.compression": (400, lambda tablet: put(tablet, told(tablet), Content_Encoding="gzip")),
    "exchange.too_large": (413, lambda tablet: put(tablet, b" " * 2_000_001)),
}


@pytest.mark.parametrize("why", WRONG)
def test_a_request_is_refused_with_the_documented_code(why: str, tablet: Tablet) -> None:
    status, send = WRONG[why]
    reply, digest = send(tablet)
    assert (reply.status_code, reply.json()["code"]) == (status, why)
    assert documented(status, why)
    assert is_signed_reply(reply, digest, tablet.reply_key) == bool(digest)


def documented(status: int, code: str) -> bool:
    rows = re.findall(rf"^\| {status} \|([^|]*)\|", DOCUMENT.partition("## 8.")[2], re.MULTILINE)
    return any(f"`{code}`" in row for row in rows)


def test_a_code_works_once_and_an_invented_one_never(office: Office, tablet: Tablet, code: str) -> None:
    with pytest.raises(Refused) as used:
        Tablet(office.url).enrol(code)
    with pytest.raises(Refused) as unknown:
        Tablet(office.url).enrol("0" * 16 + code[-4:])
    assert [(each.value.status, each.value.code) for each in (used, unknown)] == [
        (409, "enrol.used"),
        (403, "enrol.code"),
    ]
    assert documented(409, "enrol.used")
    assert documented(403, "enrol.code")


def test_an_enrolment_whose_reply_was_lost_is_repeated(tablet: Tablet, code: str) -> None:
    before = tablet.person
    tablet.enrol(code.lower().replace("-", " "))
    assert tablet.person == before


def test_a_reply_that_was_changed_on_the_way_is_silence(tablet: Tablet) -> None:
    reply, digest = tablet.post(EXCHANGE, tablet.message([]))
    assert is_signed_reply(reply, digest, tablet.reply_key)
    assert not is_signed_reply(reply, tablet.post(EXCHANGE, tablet.message([]))[1], tablet.reply_key)
    assert not is_signed_reply(reply, digest, Key().x)
    reply._content = reply.content.replace(b'"more":false', b'"more":true ')
    assert not is_signed_reply(reply, digest, tablet.reply_key)


def test_the_form_is_the_one_that_the_document_names() -> None:
    assert re.search(rf"^\| {FORM[0]} \| `{FORM[1]}` \|$", DOCUMENT, re.MULTILINE)
