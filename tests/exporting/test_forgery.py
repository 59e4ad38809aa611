"""Somebody with a server of their own makes a whole new log, keys, officers and signatures for the same case."""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from server.exporting.standalone import ORDER, script
from shared.archive import pack, unpack
from shared.bundle import Verdict, verify


@pytest.fixture(scope="module")
def forged(exported, tmp_path_factory):
    """The same scene, sealed by made-up keys on a made-up server: everything in it is consistent."""
    conftest = sys.modules[type(exported.office).__module__]
    office = conftest.open_office(tmp_path_factory.mktemp("forger"))
    report = office.accept("S1", report=exported.report)
    office.approve(report)
    data = office.data(office.export(office.case(report), "full"))
    office.services.store.close()
    return data


def test_a_wholesale_forgery_is_refused_with_trust(exported, forged):
    outcome = verify(forged, exported.trust)
    assert outcome.verdict is Verdict.REFUSED
    assert "origin.key" in {each.code for each in outcome.failures}


def test_without_trust_a_forgery_is_never_called_genuine(forged):
    assert verify(forged, None).verdict is Verdict.UNPROVEN


def test_a_forgery_under_the_real_seal_is_refused(exported, forged):
    """The forger keeps the department's signed seal and puts other contents under it."""
    real, fake = unpack(exported.full), unpack(forged)
    for names in (("seal.json",), ("seal.json", "log/checkpoint.txt"), ("seal.json", "manifest.json")):
        mixed = {**fake, **{name: real[name] for name in names}}
        assert verify(pack(mixed), exported.trust).verdict is Verdict.REFUSED


def run(python, *arguments):
    return subprocess.run(
        [python, "-I", *map(str, arguments)], capture_output=True, text=True, check=False, cwd="/", timeout=120
    )


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """An interpreter that has the standard library, `cryptography` and what that needs, and nothing of ours."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder / "venv", with_pip=False)
    site = next((folder / "venv").glob("lib/python*/site-packages"))
    import _cffi_backend
    import cffi
    import cryptography

    for package in (cryptography, cffi):
        shutil.copytree(Path(package.__file__).parent, site / package.__name__)
    shutil.copy(_cffi_backend.__file__, site)
    return folder / "venv/bin/python"


def test_the_script_inside_says_the_same_with_nothing_but_cryptography(exported, forged, bare, tmp_path):
    from server.exporting import releasing

    files = {
        "verify.py": unpack(exported.redacted)["verify.py"],
        "redacted.zip": exported.redacted,
        "full.zip": exported.full,
        "forged.zip": forged,
        "damaged.zip": exported.full[:5000] + b"?" + exported.full[5001:],
        "trust.json": releasing.trust_file(exported.office.services),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert run(bare, "-c", "import shared").returncode == 1
    expected = {
        ("redacted.zip", True): (0, "GENUINE"),
        ("full.zip", True): (0, "GENUINE"),
        ("full.zip", False): (0, "CONSISTENT, ORIGIN UNPROVEN"),
        ("forged.zip", False): (0, "CONSISTENT, ORIGIN UNPROVEN"),
        ("forged.zip", True): (1, "REFUSED"),
        ("damaged.zip", True): (1, "REFUSED"),
    }
    for (name, trusting), (code, said) in expected.items():
        trust = [tmp_path / "trust.json"] if trusting else []
        done = run(bare, tmp_path / "verify.py", tmp_path / name, *trust)
        assert (done.returncode, done.stdout.partition(".")[0]) == (code, said), done.stdout + done.stderr
    assert run(bare, tmp_path / "verify.py").returncode == 2
    assert run(bare, tmp_path / "verify.py", tmp_path / "nowhere.zip").returncode == 2


def test_the_script_holds_the_modules_letter_for_letter():
    text = script().decode()
    for module in ORDER:
        assert Path(module.__file__).read_text("utf-8") in text
