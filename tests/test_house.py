"""The rules of the house that a tool can check: who may import whom, style, types."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("shared", "mobile", "server")
#: All that `shared` may take from outside the standard library.
AGREED = {"shared", "marshmallow", "cryptography"}
#: Calls that ask the machine instead of the caller; `shared` is told the time and its random bytes.
ASKS = {"now", "utcnow", "today", "urandom", "uuid1", "uuid4", "getenv"}


def outcome(*command: str) -> str:
    """Runs a tool with this interpreter at the root; empty when it is content, else all it said."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{' '.join(command)}\n{done.stdout}{done.stderr}"


def trees(package: str) -> dict[str, ast.Module]:
    """Every file of a package by its path from the root, parsed."""
    files = sorted((ROOT / package).rglob("*.py"))
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text("utf-8")) for file in files}


def imported(tree: ast.Module) -> set[str]:
    """The first name of everything that a file imports."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(str(node.module).partition(".")[0])
    return names


def test_imports_go_one_way() -> None:
    complaint = outcome("-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo")
    assert not complaint, complaint


def test_the_code_is_free_of_what_the_linter_knows() -> None:
    complaint = outcome("-m", "ruff", "check", "--output-format=concise")
    assert not complaint, complaint


def test_the_code_is_laid_out_one_way() -> None:
    complaint = outcome("-m", "ruff", "format", "--check", "--output-format=concise")
    assert not complaint, complaint


@pytest.mark.timeout(600)
def test_the_types_hold() -> None:
    complaint = outcome("-m", "mypy")
    assert not complaint, complaint


def test_shared_takes_nothing_else_from_outside() -> None:
    foreign = {path: imported(tree) - AGREED - sys.stdlib_module_names for path, tree in trees("shared").items()}
    assert foreign, "no file of shared was read"
    assert not {path: names for path, names in foreign.items() if names}


def test_shared_asks_no_clock_and_no_dice() -> None:
    asked = [
        f"{path}:{node.lineno} {node.func.attr}()"
        for path, tree in trees("shared").items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKS
    ]
    assert not asked


@pytest.mark.parametrize("package", OURS)
def test_every_folder_of_code_is_a_package(package: str) -> None:
    """Else it works here and is missing from what is installed."""
    folders = {file.parent for file in (ROOT / package).rglob("*.py")}
    assert folders
    assert not [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()]
