"""docs/guarantees.md and tests/guarantees/ name the same promises, both ways."""

import re
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "guarantees.md"


def promised() -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", DOCUMENT.read_text("utf-8"), re.MULTILINE))


def proved() -> set[str]:
    return {path.stem.removeprefix("test_") for path in HERE.glob("test_*.py")} - {"promises"}


def test_every_promise_has_a_proof():
    assert promised() - proved() == set()


def test_every_proof_has_a_promise():
    assert proved() - promised() == set()


def test_a_proof_opens_with_its_promise_in_words():
    for path in HERE.glob("test_*.py"):
        assert path.read_text("utf-8").startswith('"""'), path.name
