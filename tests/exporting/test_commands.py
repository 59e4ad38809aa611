"""`scenebook verify` and `scenebook export`: what they say and their exit status."""

import pytest
from click.testing import CliRunner

from server.cli_export import export, verify
from server.exporting import releasing
from shared.words import table


@pytest.fixture(scope="module")
def folder(exported, tmp_path_factory):
    made = tmp_path_factory.mktemp("bundles")
    (made / "full.zip").write_bytes(exported.full)
    (made / "redacted.zip").write_bytes(exported.redacted)
    (made / "damaged.zip").write_bytes(exported.full[:-30])
    (made / "trust.json").write_bytes(releasing.trust_file(exported.office.services))
    (made / "bad.json").write_bytes(b"{}")
    return made


def run(command, *arguments):
    return CliRunner().invoke(command, list(map(str, arguments)))


@pytest.mark.parametrize("name", ["full.zip", "redacted.zip"])
def test_genuine_and_unproven_are_said_apart(folder, name):
    done = run(verify, folder / name, "--trust", folder / "trust.json")
    assert (done.exit_code, done.output.split(".")[0]) == (0, "GENUINE")
    assert "2026-0001" in done.output
    done = run(verify, folder / name)
    assert (done.exit_code, done.output.split(".")[0]) == (0, "CONSISTENT, ORIGIN UNPROVEN")


def test_a_refusal_exits_with_1_and_names_reasons(folder):
    done = run(verify, folder / "damaged.zip", "--trust", folder / "trust.json")
    assert done.exit_code == 1
    assert done.output.startswith("REFUSED")
    assert "\n- " in done.output


def test_asking_wrongly_exits_with_2(folder):
    assert run(verify, folder / "full.zip", "--trust", folder / "bad.json").exit_code == 2
    assert run(verify, folder / "nowhere.zip").exit_code == 2


def test_the_command_exports_as_the_page_does(office, monkeypatch, tmp_path):
    report = office.accept("S1")
    office.approve(report)
    case = office.case(report)
    monkeypatch.setenv("SCENEBOOK_DATA", str(office.services.settings.data))
    words = ("--for", "public", "--recipient", "Daily Example", "--purpose", "R-7")
    done = run(export, case.number, *words, "--by", office.clerk.serial, "--out", tmp_path / "out.zip")
    assert done.exit_code == 0, done.output
    assert run(verify, tmp_path / "out.zip").exit_code == 0
    for wrong in (("2026-9999", "--by", office.clerk.serial), (case.number, "--by", office.supervisor.serial)):
        done = run(export, wrong[0], *words, *wrong[1:])
        assert done.exit_code == 1
        assert done.output.startswith("Error: ")


def test_every_reason_has_words_in_both_languages():
    codes = {code for code in table("en") if code.startswith(("bundle.", "export.", "records.", "case."))}
    assert codes == {code for code in table("es") if code.startswith(("bundle.", "export.", "records.", "case."))}
    assert len(codes) > 120
