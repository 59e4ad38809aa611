"""Who may open a vault, how often they may guess, and that nobody reads it from the disk."""

import json
from pathlib import Path

import pytest

from mobile import vault as vaults
from mobile import vaultfile
from mobile.drafting import Drafting
from mobile.enrolling import enrol, invitation, normal_code
from mobile.store import StoreError
from mobile.transport import Reply
from mobile.vault import Cost, Vault, VaultError, change_passphrase, check_passphrase, unlock, waiting
from shared.answers import Address
from shared.keys import key_letters
from tests.mobile.small_server import ADDRESS, PERSON, CountingChance, FrozenClock, Network, SmallServer

PASSPHRASE = "invented lantern 9"
CHEAP = Cost(memory=64, passes=1, lanes=1)


def code_of(caught: pytest.ExceptionInfo[VaultError]) -> str:
    return caught.value.code


def test_a_vault_is_opened_again_offline(vault: Vault, clock: FrozenClock, network: Network) -> None:
    network.away()
    incarnation = vault.incarnation
    vault.lock()
    again = unlock(vault.folder, PASSPHRASE, clock)
    assert again.id == vault.id and again.incarnation == incarnation
    assert again.person.serial == PERSON["serial"] and again.trust == vault.trust
    assert again.version_key.private_bytes_raw() == vault.version_key.private_bytes_raw()
    again.lock()


def test_the_keys_that_the_server_got_are_the_vaults(vault: Vault, server: SmallServer) -> None:
    assert [key.public_bytes_raw() for key in server.version_keys.values()] == [
        vault.version_key.public_key().public_bytes_raw()
    ]
    assert vault.version_key.private_bytes_raw() != vault.device_key.private_bytes_raw()


def test_five_wrong_tries_are_free_then_each_waits_longer(vault: Vault, clock: FrozenClock) -> None:
    vault.lock()
    left = []
    for _ in range(4):
        with pytest.raises(VaultError) as caught:
            unlock(vault.folder, "not this one", clock)
        assert code_of(caught) == "vault.wrong_passphrase"
        left.append(caught.value.params["left"])
    assert left == [4, 3, 2, 1]
    waits = []
    for _ in range(3):
        with pytest.raises(VaultError) as caught:
            unlock(vault.folder, "not this one", clock)
        assert code_of(caught) == "vault.locked_out"
        waits.append(waiting(vault.folder, clock))
        clock.wait(waits[-1])
    assert waits == [30, 60, 120]


def test_waiting_survives_a_restart_and_even_the_right_passphrase_waits(vault: Vault, clock: FrozenClock) -> None:
    vault.lock()
    for _ in range(5):
        with pytest.raises(VaultError):
            unlock(vault.folder, "not this one", clock)
    later = FrozenClock()
    with pytest.raises(VaultError) as caught:
        unlock(vault.folder, PASSPHRASE, later)
    assert code_of(caught) == "vault.locked_out" and caught.value.params["seconds"] == 30
    later.wait(30)
    unlock(vault.folder, PASSPHRASE, later).lock()
    assert json.loads((vault.folder / "tries.json").read_text())["failed"] == 0


def test_a_clock_set_back_waits_once_and_not_for_a_year(vault: Vault, clock: FrozenClock) -> None:
    vault.lock()
    for _ in range(5):
        with pytest.raises(VaultError):
            unlock(vault.folder, "not this one", clock)
    clock.wait(-365 * 86_400)
    assert waiting(vault.folder, clock) == 30
    clock.wait(30)
    assert waiting(vault.folder, clock) == 0


def test_an_unreadable_count_is_no_free_pass(vault: Vault, clock: FrozenClock) -> None:
    vault.lock()
    (vault.folder / "tries.json").write_text("{")
    with pytest.raises(VaultError) as caught:
        unlock(vault.folder, "not this one", clock)
    assert code_of(caught) == "vault.locked_out"


def test_a_try_is_counted_before_it_is_made(vault: Vault, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.lock()
    monkeypatch.setattr(vaults, "_derive", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        unlock(vault.folder, "guess", clock)
    assert json.loads((vault.folder / "tries.json").read_text())["failed"] == 1


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        ("short", "passphrase.too_short"),
        ("password123", "passphrase.too_common"),
        ("PassWord123", "passphrase.too_common"),
        ("aaaaaaaaaa", "passphrase.too_common"),
        ("abababababab", "passphrase.too_common"),
        ("4711247112", "passphrase.too_common"),
        ("x" * 257, "passphrase.too_long"),
    ],
)
def test_a_bad_passphrase_is_refused(passphrase: str, code: str) -> None:
    with pytest.raises(VaultError) as caught:
        check_passphrase(passphrase, "47112")
    assert code_of(caught) == code


@pytest.mark.parametrize("passphrase", ["correct horse", "niño y café", "12 lorries left", "ｆｕｌｌ ｗｉｄｔｈ"])
def test_a_long_passphrase_needs_no_signs_or_digits(passphrase: str) -> None:
    check_passphrase(passphrase, "47112")


def test_the_passphrase_changes_and_the_content_stays(
    vault: Vault, drafting: Drafting, clock: FrozenClock, chance: CountingChance
) -> None:
    report = drafting.start()
    vault.lock()
    with pytest.raises(VaultError):
        change_passphrase(vault.folder, "not the old one", "another lantern", clock, chance, CHEAP)
    change_passphrase(vault.folder, PASSPHRASE, "another lantern", clock, chance, CHEAP)
    with pytest.raises(VaultError):
        unlock(vault.folder, PASSPHRASE, clock)
    again = unlock(vault.folder, "another lantern", clock)
    with again.store.reading() as database:
        assert database.conn.execute("SELECT report FROM draft").fetchall() == [(report,)]
    again.lock()


def test_the_wrapping_is_bound_to_its_file(vault: Vault, clock: FrozenClock) -> None:
    vault.lock()
    path = vault.folder / "vault.json"
    content = json.loads(path.read_text())
    content["name"] = "Somebody Else"
    path.write_text(json.dumps(content))
    with pytest.raises(VaultError) as caught:
        unlock(vault.folder, PASSPHRASE, clock)
    assert code_of(caught) == "vault.wrong_passphrase"


def test_a_damaged_vault_is_listed_and_not_overwritten(vault: Vault, clock: FrozenClock, tmp_path: Path) -> None:
    vault.lock()
    (vault.folder / "vault.json").write_bytes(b"{")
    assert [each.damaged for each in vaultfile.listed(tmp_path / "home")] == [True]
    with pytest.raises(VaultError) as caught:
        unlock(vault.folder, PASSPHRASE, clock)
    assert code_of(caught) == "vault.damaged"
    assert (vault.folder / "vault.json").read_bytes() == b"{"


def test_a_foreign_database_in_a_vault_is_called_damaged(vault: Vault, clock: FrozenClock) -> None:
    vault.lock()
    for beside in vault.folder.glob("store.db-*"):
        beside.unlink()
    (vault.folder / "store.db").write_bytes(b"SQLite format 3\0" + bytes(8192))
    with pytest.raises(StoreError) as caught:
        unlock(vault.folder, PASSPHRASE, clock)
    assert caught.value.code == "store.damaged"


def test_two_officers_have_two_vaults_on_one_tablet(
    vault: Vault, tmp_path: Path, network: Network, server: SmallServer, clock: FrozenClock, chance: CountingChance
) -> None:
    second = enrol(
        tmp_path / "home",
        address=ADDRESS,
        code=server.code,
        passphrase="second lantern 8",
        transport=lambda address: network,
        clock=clock,
        chance=chance,
        cost=CHEAP,
    )
    assert {each.id for each in vaultfile.listed(tmp_path / "home")} == {vault.id, second.id}
    with pytest.raises(VaultError):
        unlock(second.folder, PASSPHRASE, clock)
    second.lock()


def test_nothing_typed_is_readable_on_the_disk(vault: Vault, drafting: Drafting, tmp_path: Path) -> None:
    canary = "Zxqv canary words 8451"
    report = drafting.start()
    drafting.answer(report, Address("incident", "-", "location_landmark"), canary)
    drafting.answer(report, Address("incident", "-", "rd"), canary)
    drafting.seal(report, "interim")
    files = [each for each in (tmp_path / "home").rglob("*") if each.is_file()]
    assert any(each.name.endswith("-wal") for each in files)
    needles = [canary.encode(), canary.encode("utf-16-le"), canary.casefold().encode(), PASSPHRASE.encode()]
    needles += [vault.version_key.private_bytes_raw(), vault.device_key.private_bytes_raw(), b"CREATE TABLE"]
    for file in files:
        content = file.read_bytes()
        assert not [needle for needle in needles if needle in content], file
    vault.lock()
    for file in files:
        assert not file.exists() or not [needle for needle in needles if needle in file.read_bytes()], file


def try_to_enrol(folder: Path, transport: object, **changed: object) -> VaultError:
    given = {
        "address": ADDRESS,
        "code": SmallServer().code,
        "passphrase": PASSPHRASE,
        "transport": lambda address: transport,
        "clock": FrozenClock(),
        "chance": CountingChance(),
        "cost": CHEAP,
    }
    with pytest.raises(VaultError) as caught:
        enrol(folder, **given | changed)  # type: ignore[arg-type]
    assert not list(folder.rglob("vault.json"))
    return caught.value


def test_enrolling_without_a_network_leaves_nothing(tmp_path: Path, network: Network) -> None:
    network.away()
    assert try_to_enrol(tmp_path, network).code == "enrol.silence"


def test_a_portals_page_enrols_nobody(tmp_path: Path, network: Network) -> None:
    network.spoil = lambda reply: Reply.of(200, {"Content-Type": "text/html"}, b"<html>Welcome</html>")
    assert try_to_enrol(tmp_path, network).code == "enrol.silence"


def test_a_used_code_is_said_to_be_wrong(tmp_path: Path, network: Network) -> None:
    code = "WXYZ-2345-" + key_letters(network.server.reply_key.public_key())
    assert try_to_enrol(tmp_path, network, code=code).code == "enrol.code"


def test_another_server_is_noticed_by_the_codes_last_letters(tmp_path: Path) -> None:
    other = SmallServer(seed=7)
    other.__class__ = type("Willing", (SmallServer,), {"code": SmallServer().code})
    assert try_to_enrol(tmp_path, other).code == "enrol.wrong_server"


@pytest.mark.parametrize("address", ["scenebook", "ftp://a.b", "https://a.b/path", "https://u:p@a.b", "https://a.b:x"])
def test_an_address_must_be_one(tmp_path: Path, network: Network, address: str) -> None:
    assert try_to_enrol(tmp_path, network, address=address).code == "enrol.address"


def test_an_open_line_is_refused(tmp_path: Path, network: Network) -> None:
    assert try_to_enrol(tmp_path, network, address="http://scenebook.invalid").code == "enrol.not_https"


def test_a_code_is_read_as_people_type_it() -> None:
    assert normal_code(" abcd-efgh oil1 ") == "ABCDEFGH0111"
    assert invitation("https://a.b/#abcd-efgh-1111") == ("https://a.b", "ABCDEFGH1111")
    assert invitation("https://a.b:8443 ABCDEFGH1111") == ("https://a.b:8443", "ABCDEFGH1111")
    for wrong in ("https://a.b", "nowhere ABCDEFGH", "https://a.b u!"):
        with pytest.raises(VaultError):
            invitation(wrong)
