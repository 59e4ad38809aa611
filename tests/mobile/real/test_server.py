"""The tablet against the real server, in one process: enrolment, S1 from first minute to receipt, return, approval."""

import json
import shutil

import pytest

from mobile.editing import Editing
from mobile.reports import Reports
from mobile.store import exchanges, versions
from mobile.syncing import Exchanged, ask
from mobile.vault import Vault, VaultError, unlock
from server.enrolling import suspend
from shared.answers import Address
from shared.samples import scene
from tests.mobile.real_world import PASSPHRASE, World, write_down


def test_the_officer_behind_the_code_is_in_the_vault(vault: Vault, world: World) -> None:
    assert (vault.person.serial, vault.person.name) == ("47112", "T. Marrow")
    assert world.exchange(vault).kind == "done"


def test_a_code_works_once(world: World) -> None:
    code = world.code()
    world.enrol(code).lock()
    with pytest.raises(VaultError) as caught:
        world.enrol(code)
    assert caught.value.code == "enrol.used"


def test_scene_s1_goes_from_its_first_minute_to_a_receipt_and_comes_back_returned(vault: Vault, world: World) -> None:
    drafting = world.drafting(vault)
    started = drafting.start()
    editing = Editing(vault, drafting, started)
    team, _ = editing.add_row("federal_supervisor", {"agency_claimed": "ICE_ERO"})
    editing.arrived()
    editing.ask_supervisor(team)
    first = editing.seal("interim")
    assert world.exchange(vault) == Exchanged("done", sent=1)
    editing.remove_row("federal_supervisor", team)
    world.clock.wait(2 * 3600)
    write_down(editing, scene("S1").answers)
    last = editing.seal("final")
    assert first is not None and last is not None and last.parent == first.digest
    (row,) = Reports(vault.store).page()
    assert (row.code, row.open) == ("waiting", False)
    assert world.exchange(vault) == Exchanged("done", sent=1)
    (row,) = Reports(vault.store).page()
    assert row.code == "delivered"
    behind = Reports(vault.store).behind(started)
    assert [each.state for each in behind.versions] == ["stored", "stored"]
    assert set(behind.receipts) == {first.digest, last.digest}
    assert world.exchange(vault) == Exchanged("done")


def test_a_repeat_after_a_lost_reply_gets_the_first_receipt(vault: Vault, world: World) -> None:
    drafting = world.drafting(vault)
    version = drafting.seal(drafting.start(), "interim")
    assert version is not None
    asked = ask(vault, world.clock, world.chance)
    lost = world.transport.send("POST", "/api/v1/exchange", asked.headers, asked.body)
    assert world.exchange(vault).kind == "done"
    with vault.store.reading() as database:
        receipt = exchanges.receipt(database, version.digest)
        held = versions.get(database, version.digest)
    assert receipt is not None and held is not None
    assert receipt.entry == json.loads(lost.body)["outcomes"][0]["receipt"]["index"]
    assert (receipt.outcome, held.state) == ("already", "stored")


def test_a_suspended_tablet_is_told_and_keeps_everything(vault: Vault, world: World) -> None:
    drafting = world.drafting(vault)
    drafting.seal(drafting.start(), "interim")
    with world.services.store.writing() as db:
        suspend(db, world.services, vault.id, actor="system")
    done = world.exchange(vault)
    assert done.kind == "refused" and done.code in ("exchange.suspended", "signature.key")
    with vault.store.reading() as database:
        assert len(versions.queued(database)) == 1


def test_a_cloned_tablet_is_noticed_and_neither_loses_anything(vault: Vault, world: World) -> None:
    vault.lock()
    copy = world.folder / "other" / vault.folder.name
    shutil.copytree(vault.folder, copy)
    digests, words = [], []
    for number, folder in enumerate((vault.folder, copy)):
        opened = unlock(folder, PASSPHRASE, world.clock)
        drafting = world.drafting(opened)
        started = drafting.start()
        drafting.answer(started, Address("incident", "-", "location_landmark"), f"Lot {number}")
        version = drafting.seal(started, "interim")
        assert version is not None and version.device_sequence == 1
        incarnation = opened.incarnation
        done = world.exchange(opened)
        while done.more:
            done = world.exchange(opened)
        held = Reports(opened.store).behind(started).versions
        digests += [each.digest for each in held if each.state == "stored"]
        words += [json.loads(each.packed)["answers"]["incident"]["location_landmark"] for each in held[-1:]]
        assert [each.state for each in held] == (["stored"] if not number else ["refused", "stored"])
        last = opened.incarnation
        assert (last != incarnation) == bool(number)
        opened.lock()
        assert number == 0 or unlock(folder, PASSPHRASE, world.clock).incarnation == last
    assert len(set(digests)) == 2 and words == ["Lot 0", "Lot 1"]
