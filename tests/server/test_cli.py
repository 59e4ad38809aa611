"""`scenebook`: what an administrator types, and the sentence that comes back."""

import io
import json
import subprocess
import sys

import pytest

from server import log
from server.cli import main
from server.services import open_services
from server.settings import BadSetting, Settings
from shared.invitation import parts_of

PASSWORD = "invented phrase for nobody 7"


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def scenebook(tmp_path, monkeypatch, capsys):
    """Runs the command as its entry point does; gives (exit status, output, errors)."""

    def run(*arguments, stdin="", **environment):
        with monkeypatch.context() as patch:
            for name, value in {"SCENEBOOK_DATA": str(tmp_path / "data"), **environment}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["scenebook", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            with pytest.raises(SystemExit) as ended:
                main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


@pytest.fixture
def begun(scenebook):
    first = ("init", "--admin-serial", "10001", "--admin-name", "Demo Admin", "--password-stdin")
    status, said, _ = scenebook(*first, stdin=PASSWORD + "\n")
    assert status == 0 and "Ready in" in said
    return scenebook


def test_it_is_also_a_module():
    done = subprocess.run([sys.executable, "-m", "server", "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.startswith("Usage: scenebook")


def test_help_teaches(scenebook):
    status, said, _ = scenebook("--help")
    assert status == 0
    for word in ("init", "serve", "people add", "devices offer", "check", "backup", "restore", "SCENEBOOK_DATA"):
        assert word in said


def test_a_server_is_set_up_and_looked_after(begun, tmp_path):
    added = ("people", "add", "--serial", "47112", "--name", "Demo Officer", "--rank", "Police Officer II")
    status, _, said = begun(*added[:-1], "police_officer_2", "--role", "officer")
    assert status == 2 and "Police Officer I, Police Officer II," in said and "Records staff" in said
    assert begun(*added, "--role", "officer")[0] == 0
    status, said, _ = begun("people", "list")
    assert "10001\tDemo Admin\tadmin" in said and "47112\tDemo Officer\tofficer" in said
    status, said, _ = begun("devices", "offer", "47112")
    assert status == 0 and "Valid for 24 hours" in said
    code, link = said.split("Code")[1].split()[0], said.split("Link")[1].split()[0]
    assert parts_of(link) == (said.split("Server")[1].split()[0], code)
    assert begun("devices", "list") == (0, "", "")
    assert begun("check")[0] == 0
    trusted = json.loads(begun("trust")[1])
    assert set(trusted) == {"origin", "log_key"}  # just what `scenebook verify --trust` reads
    status, said, _ = begun("backup", str(tmp_path / "copy.db"))
    assert status == 0 and (tmp_path / "copy.db.sha256").read_text().split()[0] in said
    assert begun("people", "suspend", "47112")[0] == 0
    assert "suspended" in begun("people", "list")[1]
    assert begun("init")[0] == 0, "harmless when repeated"
    assert json.loads(begun("trust")[1]) == trusted


def test_asked_wrongly_is_status_2(begun, tmp_path):
    for arguments in (
        ("nonsense",),
        ("people", "add"),
        ("devices", "offer", "99999"),
        ("devices", "suspend", "nobody"),
        ("people", "suspend", "99999"),
        ("init", "--admin-serial", "1"),
        ("backup", str(tmp_path / "data" / "scenebook.db")),
    ):
        status, _, said = begun(*arguments)
        assert status == 2, arguments
        assert said.strip()
    assert begun("check", SCENEBOOK_PORT="x")[0] == 2


def test_what_cannot_be_done_is_status_1_and_a_sentence(scenebook, begun, tmp_path):
    status, _, said = begun("check", SCENEBOOK_DATA=str(tmp_path / "elsewhere"))
    assert status == 1 and "scenebook init" in said
    status, _, said = begun("check", SCENEBOOK_DATABASE_KEY="0" * 64)
    assert status == 1 and "does not open with this key" in said
    (tmp_path / "data" / "keys" / "log.key").write_text("garbage")
    status, _, said = begun("check")
    assert status == 1 and "log.key" in said and "backup" in said


def test_check_names_the_first_broken_entry(begun, tmp_path):
    services = open_services(Settings(data=tmp_path / "data"))
    with services.store.writing() as db:
        seen = log.checkpoint(services, log.head(db))
        db.exec_driver_sql("UPDATE log_entry SET actor = 'nobody' WHERE \"index\" = 1")
    services.store.close()
    status, _, said = begun("check")
    assert status == 1 and "entry 1 of 2" in said
    kept = tmp_path / "kept.txt"
    kept.write_text(seen.replace("\n2\n", "\n3\n"), "utf-8")
    services = open_services(Settings(data=tmp_path / "data"))
    with services.store.writing() as db:
        db.exec_driver_sql("UPDATE log_entry SET actor = 'system' WHERE \"index\" = 1")
    services.store.close()
    assert begun("check")[0] == 0
    status, _, said = begun("check", "--against", str(kept))
    assert status == 1 and "not signed" in said
    kept.write_text(seen, "utf-8")
    assert begun("check", "--against", str(kept))[0] == 0


def test_lint_reads_lines_and_writes_one_object_a_line(scenebook):
    status, said, _ = scenebook("lint", "--json", "-", stdin="He is undocumented.\nStatus of the scene: calm.\n")
    first, second = map(json.loads, said.splitlines())
    assert status == 0
    assert first["line"] == 1
    assert first["findings"][0] | {"why": ""} == {"start": 6, "end": 18, "kind": "immigration_status", "why": ""}
    assert second == {"line": 2, "findings": []}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "70000"),
        ("THREADS", "many"),
        ("PUBLIC_URL", "scenebook.example.org"),
        ("PUBLIC_URL", "https://example.org/below"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_KEY", "short"),
    ],
)
def test_a_wrong_setting_names_itself(name, value):
    with pytest.raises(BadSetting, match=f"SCENEBOOK_{name}"):
        Settings.from_environment({f"SCENEBOOK_{name}": value})


def test_settings_have_defaults_and_do_not_move():
    made = Settings.from_environment({"SCENEBOOK_HOST": "0.0.0.0", "SCENEBOOK_PORT": "8100"})
    assert made.public_url == "http://0.0.0.0:8100"
    with pytest.raises(AttributeError):
        made.port = 1


def test_a_backup_is_restored_under_a_new_origin_and_replaces_nothing(begun, tmp_path):
    copy, place = tmp_path / "copy.db", tmp_path / "data" / "scenebook.db"
    assert begun("backup", str(copy))[0] == 0
    before = json.loads(begun("trust")[1])["origin"]
    status, _, said = begun("restore", str(copy))
    assert status == 2 and "already there" in said
    for path in place.parent.glob("scenebook.db*"):
        path.unlink()
    for left in ("-wal", "-wal.kept"):
        beside = place.with_name(f"{place.name}{left}")
        beside.write_bytes(b"a log of the database that was lost")
        status, _, said = begun("restore", str(copy))
        assert status == 2 and str(beside) in said and not place.exists()
        beside.unlink()
    stated = (tmp_path / "copy.db.sha256").read_text()
    (tmp_path / "copy.db.sha256").write_text("0" * 64 + stated[64:])
    status, _, said = begun("restore", str(copy))
    assert status == 1 and "SHA-256" in said and not place.exists()
    (tmp_path / "copy.db.sha256").write_text(stated)
    status, said, _ = begun("restore", str(copy))
    assert status == 0 and before in said
    after = json.loads(begun("trust")[1])["origin"]
    assert after != before and after in said
    assert begun("check")[0] == 0
    assert begun("restore")[0] == 2, "a forgotten name changes nothing"
    assert begun("restore", str(copy), "--already-in-place")[0] == 2
    assert begun("restore", "--already-in-place")[0] == 0, "put back by other means"
    assert json.loads(begun("trust")[1])["origin"] not in (before, after)


def gone(place):
    """The database is lost."""
    for path in place.parent.glob("scenebook.db*"):
        path.unlink()


def rewritten(data):
    """Somebody changed an entry of the log in the database."""
    services = open_services(Settings(data=data))
    with services.store.writing() as db:
        db.exec_driver_sql("UPDATE log_entry SET actor = 'nobody' WHERE \"index\" = 1")
    services.store.close()


@pytest.mark.parametrize("already_in_place", [False, True])
def test_a_log_that_was_changed_is_not_gone_on_with(begun, tmp_path, already_in_place):
    copy, data = tmp_path / "copy.db", tmp_path / "data"
    before = begun("trust")[1]
    rewritten(data)
    assert begun("backup", str(copy))[0] == 0
    if already_in_place:
        status, _, said = begun("restore", "--already-in-place")
        assert begun("trust")[1] == before, "the origin is as it was"
    else:
        gone(data / "scenebook.db")
        status, _, said = begun("restore", str(copy))
        assert not list(data.glob("*scenebook.db*"))
    assert status == 1 and "entry 1 of its log" in said and "Nothing was changed" in said


def test_keys_of_an_older_release_get_the_one_they_lack_at_a_restore(begun, tmp_path):
    copy, keys = tmp_path / "copy.db", tmp_path / "data" / "keys"
    assert begun("backup", str(copy))[0] == 0
    gone(tmp_path / "data" / "scenebook.db")
    (keys / "recovery.key").unlink()
    kept = {path.name: path.read_bytes() for path in keys.iterdir()}
    assert begun("restore", str(copy))[0] == 0
    assert len((keys / "recovery.key").read_text("ascii").strip()) == 64
    assert {path.name: path.read_bytes() for path in keys.iterdir() if path.name in kept} == kept
    assert begun("check")[0] == 0
