"""A statement has one form in bytes, one digest, and a receipt that says both."""

import json
from hashlib import sha256

import pytest

from shared.canonical import NotCanonical, canonical
from shared.statement import MEDIA_TYPE, Statement, is_statement, parse_statement

SAID = Statement(
    report="00000000-0000-4000-8000-000000000001",
    row="00000000-0000-4000-8000-000000000002",
    reference="F-XPE1-T12K-M01",
    language="spa",
    text="Me empujó.\n그는 이름을 말하지 않았다.",
    at="2026-04-14T09:18:20-07:00",
)


def test_its_bytes_are_canonical_and_come_back() -> None:
    assert json.loads(SAID.content) == {
        "kind": "statement",
        "report": SAID.report,
        "row": SAID.row,
        "reference": "F-XPE1-T12K-M01",
        "language": "spa",
        "text": SAID.text,
        "at": "2026-04-14T09:18:20-07:00",
    }
    assert canonical(json.loads(SAID.content)) == SAID.content
    assert parse_statement(SAID.content) == SAID


def test_the_receipt_says_reference_time_and_digest() -> None:
    digest = sha256(SAID.content).hexdigest()
    assert SAID.digest == digest
    assert SAID.receipt == f"F-XPE1-T12K-M01\n2026-04-14T09:18:20-07:00\nsha256:{digest}"


def test_one_letter_more_is_another_digest() -> None:
    assert Statement(**{**SAID.__dict__, "text": SAID.text + "!"}).digest != SAID.digest


@pytest.mark.parametrize(
    "content",
    [
        b"not JSON",
        SAID.content + b" ",
        canonical({"kind": "statement"}),
        canonical({**json.loads(SAID.content), "kind": "letter"}),
        canonical({**json.loads(SAID.content), "more": "1"}),
        canonical({**json.loads(SAID.content), "text": 1}),
        canonical(["statement"]),
    ],
)
def test_other_bytes_are_no_statement(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_statement(content)


def test_half_a_letter_is_refused() -> None:
    with pytest.raises(NotCanonical):
        _ = Statement(**{**SAID.__dict__, "text": "\ud800"}).content


def test_a_files_row_is_told_by_its_media_type() -> None:
    assert is_statement({"media_type": MEDIA_TYPE, "sha256": SAID.digest})
    assert not is_statement({"media_type": MEDIA_TYPE})
    assert not is_statement({"media_type": "text/plain", "sha256": SAID.digest})
