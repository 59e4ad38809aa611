"""A tablet without a network, and an officer without the passphrase: nothing is lost, and only the department helps."""

from pathlib import Path

import pytest

from mobile.store import StoreError, drafts, versions
from mobile.unsent import write_unsent
from mobile.vault import Vault, change_passphrase, recover, unlock
from mobile.vaultfile import VaultError
from server.enrolling import suspend
from server.importing import NotImported, code_for_vault, take_in
from shared.answers import Address
from shared.protocol import Outcome
from shared.recovery import recovery_code
from shared.unsent import pack_unsent
from tests.mobile.real_world import PASSPHRASE, World

CANARY = "Canary Alley 4477"
NEW = "another invented lantern"
CARD = Address("incident", "-", "location_block")


def written(world: World, vault: Vault, reports: int = 1) -> Path:
    drafting = world.drafting(vault)
    for number in range(reports):
        drafting.answer(drafting.start(), CARD, f"{CANARY} {number}")
    file = write_unsent(vault, drafting, world.folder / "stick", world.clock, world.chance)
    assert file is not None and file.versions == reports and not file.left
    return file.path


def outcomes(world: World, path: Path) -> list[Outcome]:
    return [each.outcome for each in take_in(world.services, path.read_bytes(), "system").taken]


def test_what_is_on_the_screen_is_in_the_file_and_reaches_the_server(vault: Vault, world: World) -> None:
    path = written(world, vault, reports=27)
    assert outcomes(world, path) == [Outcome.STORED] * 27
    assert outcomes(world, path) == [Outcome.ALREADY] * 27
    done = world.exchange(vault)
    assert (done.kind, done.sent) == ("done", 25), "the tablet asks for its receipts as ever"
    while world.exchange(vault).sent:
        pass
    assert write_unsent(vault, world.drafting(vault), world.folder / "stick", world.clock, world.chance) is None


def test_the_file_says_nothing_to_anybody_else(vault: Vault, world: World) -> None:
    content = written(world, vault).read_bytes()
    for secret in (CANARY, vault.person.serial, vault.person.name):
        assert secret.encode() not in content


def sealed(vault: Vault) -> int:
    with vault.store.reading() as database:
        return len(versions.undelivered(database))


@pytest.mark.parametrize("state", ["draft", "returned"])
def test_what_is_written_twice_is_sealed_once(vault: Vault, world: World, state: str) -> None:
    drafting = world.drafting(vault)
    report = drafting.start()
    drafting.answer(report, CARD, CANARY)
    with vault.store.writing() as database:
        drafts.move(database, report, state)
    for _ in range(2):
        file = write_unsent(vault, drafting, world.folder / "stick", world.clock, world.chance)
        assert file is not None and (file.versions, file.left) == (1, ())
        world.clock.wait(60)
    assert sealed(vault) == 1 and drafting.content(report).draft.state == state


def test_a_quick_note_stays_a_note_that_can_be_thrown_away(vault: Vault, world: World) -> None:
    drafting = world.drafting(vault)
    note, report = drafting.note(), drafting.start()
    drafting.answer(report, CARD, CANARY)
    file = write_unsent(vault, drafting, world.folder / "stick", world.clock, world.chance)
    reference = drafting.content(note).draft.reference
    assert file is not None and (file.versions, file.left) == (1, (reference,)), "it is named as not in the file"
    assert drafting.content(note).draft.state == "note" and drafting.may_discard(note)
    drafting.discard(note)


@pytest.mark.parametrize("state", ["needs_you", "set_aside"])
def test_a_report_that_the_server_wants_mended_stays_that(vault: Vault, world: World, state: str) -> None:
    drafting = world.drafting(vault)
    report = drafting.start()
    drafting.answer(report, CARD, CANARY)
    with vault.store.writing() as database:
        drafts.move(database, report, state)
    assert write_unsent(vault, drafting, world.folder / "stick", world.clock, world.chance) is None
    assert sealed(vault) == 0 and drafting.content(report).draft.state == state


def test_practice_is_never_in_the_file(vault: Vault, world: World) -> None:
    drafting = world.drafting(vault)
    drafting.answer(drafting.start(practice=True), CARD, CANARY)
    assert write_unsent(vault, drafting, world.folder / "stick", world.clock, world.chance) is None


def test_a_damaged_file_is_refused_and_nothing_is_stored(vault: Vault, world: World) -> None:
    content = written(world, vault).read_bytes()
    line, sealed = content.split(b"\n", 1)
    bent = bytearray(content)
    bent[-20] ^= 1
    for wrong, code in (
        (b"", "unsent.form"),
        (b"{}\n" + sealed, "unsent.form"),
        (line + b"\n", "unsent.form"),
        (content[:-1], "unsent.other"),
        (bytes(bent), "unsent.other"),
        (line.replace(vault.id[:6].encode(), b"000000") + b"\n" + sealed, "unsent.unknown"),
    ):
        with pytest.raises(NotImported) as caught:
            take_in(world.services, wrong, "system")
        assert caught.value.code == code
    assert outcomes(world, world.folder / "stick" / next((world.folder / "stick").iterdir()).name) == [Outcome.STORED]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"versions": 7}'])
def test_a_signed_file_of_another_shape_is_refused(vault: Vault, world: World, body: bytes) -> None:
    signed = pack_unsent(vault.id, body, vault.device_key, vault.trust.recovery_key)
    with pytest.raises(NotImported) as caught:
        take_in(world.services, signed, "system")
    assert caught.value.code == "unsent.form"


def test_another_tablets_signature_is_refused(vault: Vault, world: World) -> None:
    other = world.enrol(world.code("47113"))
    forged = pack_unsent(vault.id, b"{}", other.device_key, vault.trust.recovery_key)
    other.lock()
    with pytest.raises(NotImported) as caught:
        take_in(world.services, forged, "system")
    assert caught.value.code == "unsent.signature"


def test_a_suspended_tablets_file_is_refused_and_said_to_be_kept(vault: Vault, world: World) -> None:
    path = written(world, vault)
    with world.services.store.writing() as db:
        suspend(db, world.services, vault.id, actor="system")
    with pytest.raises(NotImported) as caught:
        take_in(world.services, path.read_bytes(), "system")
    assert caught.value.code == "unsent.suspended"


def test_a_folder_that_takes_nothing_is_a_plain_fault(vault: Vault, world: World) -> None:
    drafting = world.drafting(vault)
    drafting.answer(drafting.start(), CARD, CANARY)
    (world.folder / "file").write_text("in the way")
    with pytest.raises(StoreError):
        write_unsent(vault, drafting, world.folder / "file", world.clock, world.chance)


def test_the_department_helps_who_forgot_the_passphrase(vault: Vault, world: World) -> None:
    drafting = world.drafting(vault)
    report = drafting.start()
    drafting.answer(report, CARD, CANARY)
    vault.lock()
    code = code_for_vault(world.services, (vault.folder / "vault.json").read_bytes(), "system")
    again = recover(vault.folder, code.lower(), NEW, world.clock, world.chance)
    assert world.drafting(again).content(report).nested["incident"]["location_block"] == CANARY
    again.lock()
    with pytest.raises(VaultError):
        unlock(vault.folder, PASSPHRASE, world.clock)
    unlock(vault.folder, NEW, world.clock).lock()


def test_help_is_there_after_the_passphrase_was_changed(vault: Vault, world: World) -> None:
    change_passphrase(vault.folder, PASSPHRASE, NEW, world.clock, world.chance)
    code = code_for_vault(world.services, (vault.folder / "vault.json").read_bytes(), "system")
    recover(vault.folder, code, PASSPHRASE, world.clock, world.chance).lock()


def test_another_code_changes_nothing(vault: Vault, world: World) -> None:
    before = (vault.folder / "vault.json").read_bytes()
    for code in ("", "AAAA", recovery_code(bytes(32))):
        with pytest.raises(VaultError) as caught:
            recover(vault.folder, code, NEW, world.clock, world.chance)
        assert caught.value.code == "vault.recovery_code"
    assert (vault.folder / "vault.json").read_bytes() == before
    unlock(vault.folder, PASSPHRASE, world.clock).lock()


def test_the_department_opens_no_vault_but_its_own(vault: Vault, world: World, tmp_path: Path) -> None:
    front = (vault.folder / "vault.json").read_bytes()
    for wrong, code in (
        (b"x", "vault.form"),
        (b"{}", "vault.form"),
        (front.replace(vault.id[:6].encode(), b"000000"), "vault.unknown"),
    ):
        with pytest.raises(NotImported) as caught:
            code_for_vault(world.services, wrong, "system")
        assert caught.value.code == code
    elsewhere = World(tmp_path / "elsewhere")
    stranger = elsewhere.enrol(elsewhere.code())
    foreign = (stranger.folder / "vault.json").read_bytes().replace(stranger.id.encode(), vault.id.encode())
    with pytest.raises(NotImported) as caught:
        code_for_vault(world.services, foreign, "system")
    assert caught.value.code == "vault.other"
    stranger.lock()
    elsewhere.services.store.close()


def test_both_acts_are_in_the_log(vault: Vault, world: World) -> None:
    from server.store import log as rows

    take_in(world.services, written(world, vault).read_bytes(), "system")
    code_for_vault(world.services, (vault.folder / "vault.json").read_bytes(), "system")
    with world.services.store.reading() as db:
        acts = [each.act for each in rows.about(db, vault.id)]
    assert {"file.imported", "vault.recovered"} <= set(acts)
