"""A person's statement is sealed with its row or not at all, and stays; the officer's passphrase ends the hand-over."""

import io
from datetime import timedelta
from hashlib import sha256

import pytest

from mobile.capture import capture
from mobile.drafting import DraftError, Drafting
from mobile.editing import Editing
from mobile.store import StoreError, files
from mobile.vault import FREE_TRIES, Vault, confirm, unlock
from mobile.vaultfile import VaultError
from shared.answers import Address, rows_of
from shared.statement import parse_statement
from tests.mobile.conftest import PASSPHRASE
from tests.mobile.small_server import FrozenClock

SAID = "They took the ladder. Nobody said why."


@pytest.fixture
def editing(vault: Vault, drafting: Drafting) -> Editing:
    return Editing(vault, drafting, drafting.start())


@pytest.fixture
def row(editing: Editing) -> str:
    made, _ = editing.add_row("misconduct_report", {"report_ref": "F-XPE1-T12K-M01"})
    editing.answer(Address("misconduct_report", made, "statement_original"), SAID)
    return made


def kept(vault: Vault, digest: str) -> bytes:
    with vault.store.reading() as database:
        file = files.get(database, digest)
        assert file is not None
        return files.read(database, digest, 0, file.bytes)


def test_what_is_kept_is_what_the_receipt_says(vault: Vault, editing: Editing, row: str) -> None:
    sealed, changed = editing.seal_statement(row, "es")
    content = kept(vault, sealed.digest)
    assert sha256(content).hexdigest() == sealed.digest and parse_statement(content) == sealed
    assert (sealed.report, sealed.row, sealed.text) == (editing.report, row, SAID)
    assert (sealed.language, sealed.at) == ("spa", "2026-04-14T09:18:20-07:00")
    (media,) = rows_of(editing.model.nested, "media")
    assert (media["sha256"], media["media_type"], media["kind"]) == (sealed.digest, "application/json", "document")
    assert editing.model.row("misconduct_report", row)["evidence_received_refs"] == [media["id"]]
    assert Address("misconduct_report", row, "evidence_received_refs") in changed.lines


def test_a_second_statement_stands_beside_the_first(editing: Editing, row: str) -> None:
    first, _ = editing.seal_statement(row, "en")
    editing.answer(Address("misconduct_report", row, "statement_original"), SAID + " Later I remembered more.")
    second, _ = editing.seal_statement(row, "en")
    digests = [media["sha256"] for media in rows_of(editing.model.nested, "media")]
    assert digests == [first.digest, second.digest] and first.digest != second.digest
    assert len(editing.model.row("misconduct_report", row)["evidence_received_refs"]) == 2  # type: ignore[arg-type]


def test_a_full_disk_keeps_neither_object_nor_reference(vault: Vault, editing: Editing, row: str) -> None:
    editing.answer(Address("misconduct_report", row, "statement_original"), SAID * 200)
    with vault.store.writing() as database:
        pages = database.conn.execute("PRAGMA page_count").fetchone()[0]
        database.conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"store\.full|full"):
        editing.seal_statement(row, "en")
    assert not rows_of(editing.model.nested, "media")
    with vault.store.reading() as database:
        assert database.conn.execute("SELECT count(*) FROM file").fetchone() == (0,)


def test_nothing_that_somebody_has_a_receipt_of_is_taken_out(drafting: Drafting, editing: Editing, row: str) -> None:
    other, _ = editing.add_row("misconduct_report")
    assert drafting.may_discard(editing.report)
    editing.seal_statement(row, "en")
    media = str(rows_of(editing.model.nested, "media")[0]["id"])
    for part, named in (("media", media), ("misconduct_report", row)):
        with pytest.raises(DraftError, match=r"row\.sealed"):
            editing.remove_row(part, named)
    assert not drafting.may_discard(editing.report)
    with pytest.raises(DraftError, match=r"draft\.sealed"):
        drafting.discard(editing.report)
    editing.remove_row("misconduct_report", other)


def test_the_reference_to_a_sealed_statement_is_not_answered_away(editing: Editing, row: str) -> None:
    editing.seal_statement(row, "en")
    address = Address("misconduct_report", row, "evidence_received_refs")
    sealed = str(rows_of(editing.model.nested, "media")[0]["id"])
    for given in (None, [], "", "nothing", [sealed[:-1] + "x"]):
        with pytest.raises(DraftError, match=r"row\.sealed"):
            editing.answer(address, given)
    photo, _ = editing.attach(capture(io.BytesIO(b"%PDF-1.7 invented")), "document", address=address)
    with pytest.raises(DraftError, match=r"row\.sealed"):
        editing.answer(address, [photo])
    editing.answer(address, [photo, sealed])
    editing.answer(address, [sealed])
    editing.remove_row("media", photo)
    assert editing.model.row("misconduct_report", row)["evidence_received_refs"] == [sealed]
    other, _ = editing.add_row("misconduct_report")
    editing.answer(Address("misconduct_report", other, "evidence_received_refs"), None)


@pytest.mark.parametrize("field", ["sha256", "size_bytes", "media_type"])
def test_what_makes_it_that_statement_is_not_answered_over(editing: Editing, row: str, field: str) -> None:
    editing.seal_statement(row, "en")
    (media,) = rows_of(editing.model.nested, "media")
    with pytest.raises(DraftError, match=r"row\.sealed"):
        editing.answer(Address("media", str(media["id"]), field), None)
    editing.answer(Address("media", str(media["id"]), "caption"), "Read back to them before they sealed it")
    assert rows_of(editing.model.nested, "media")[0][field] == media[field]


def test_the_same_again_is_not_the_same_statement(editing: Editing, row: str) -> None:
    editing.seal_statement(row, "en")
    copy, _ = editing.duplicate_row("misconduct_report", row)
    assert not {"evidence_received_refs", "statement_original"} & editing.model.row("misconduct_report", copy).keys()


def test_the_same_again_has_a_receipt_number_of_its_own(editing: Editing, row: str) -> None:
    copy, _ = editing.duplicate_row("misconduct_report", row)
    another, _ = editing.duplicate_row("misconduct_report", row)
    numbers = [editing.model.row("misconduct_report", each)["report_ref"] for each in (copy, another)]
    assert len({*numbers, editing.model.row("misconduct_report", row).get("report_ref")}) == 3


def test_the_passphrase_is_counted_as_at_unlock(vault: Vault, clock: FrozenClock) -> None:
    confirm(vault.folder, PASSPHRASE, clock)
    for left in range(FREE_TRIES - 1, 0, -1):
        with pytest.raises(VaultError) as refused:
            confirm(vault.folder, "not the lantern", clock)
        assert refused.value.code == "vault.wrong_passphrase" and refused.value.params == {"left": left}
    with pytest.raises(VaultError, match=r"vault\.locked_out"):
        unlock(vault.folder, "not the lantern", clock)
    with pytest.raises(VaultError, match=r"vault\.locked_out"):
        confirm(vault.folder, PASSPHRASE, clock)
    clock.at += timedelta(seconds=31)
    confirm(vault.folder, PASSPHRASE, clock)
    unlock(vault.folder, PASSPHRASE, clock).lock()


def test_a_file_from_elsewhere_is_never_taken_for_a_statement() -> None:
    assert capture(io.BytesIO(b'{"kind":"statement"}')).media_type == "text/plain"
