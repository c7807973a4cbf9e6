"""Each import contract of ``pyproject.toml`` can fail: what it forbids is planted and found."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
CONTRACTS = TOOLS["importlinter"]["contracts"]
BANNED = TOOLS["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
SEPARATORS = (" | ", " : ")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of library and command line, with their contracts."""
    folder = tmp_path_factory.mktemp("copy")
    for package in ("varaamo_sync", "cli/varaamo_sync_cli"):
        source = ROOT / package
        shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def planted(copy: Path, importer: str, imported: list[str]) -> str:
    """Return what the contracts say once a module of the copy imports others; then undo it."""
    path = copy.joinpath(*importer.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    before = file.read_text("utf-8")
    file.write_text("".join((before, *(f"\nimport {name}" for name in imported))), "utf-8")
    try:
        return checked(copy)
    finally:
        file.write_text(before, "utf-8")


def checked(copy: Path) -> str:
    """Return what import-linter says of the copy."""
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return " ".join(ran.stdout.split())


def layers_of(line: str) -> list[str]:
    """Return the modules of one floor."""
    for separator in SEPARATORS:
        line = line.replace(separator, " ")
    return [name.strip("()") for name in line.split()]


def forbidden() -> Iterator[tuple[str, str, list[str]]]:
    """Yield contract, importer, and all that it must not import."""
    for contract in CONTRACTS:
        if contract["type"] == "forbidden":
            for module in contract["source_modules"]:
                yield contract["name"], module, contract["forbidden_modules"]
        else:
            yield from upwards(contract)


def upwards(contract: dict[str, list[str]]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each module of a floor, with those of the floor above and its first neighbour."""
    for container in contract.get("containers", [""]):
        prefix = f"{container}." if container else ""
        floors = [layers_of(line) for line in contract["layers"]]
        for above, floor in pairwise(floors):
            for module in floor:
                yield contract["name"], prefix + module, [prefix + name for name in above]
        for line, floor in zip(contract["layers"], floors, strict=True):
            if " | " in line:
                yield contract["name"], prefix + floor[0], [prefix + floor[1]]


def test_the_copy_keeps_the_contracts(copy: Path) -> None:
    """What is found below was not there before it was planted."""
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in checked(copy)


@pytest.mark.parametrize(("contract", "importer", "imported"), list(forbidden()))
def test_what_is_forbidden_is_found(
    copy: Path, contract: str, importer: str, imported: list[str]
) -> None:
    """An import that a contract forbids breaks this contract, and is told."""
    said = planted(copy, importer, imported)

    assert f"{contract} BROKEN" in said
    for name in imported:
        assert f"{importer} is not allowed to import {name}:" in said


@pytest.mark.parametrize("name", BANNED)
@pytest.mark.parametrize("file", ["varaamo_sync/plan/compare.py", "varaamo_sync/sync/journal.py"])
def test_what_is_to_be_an_argument_is_found(name: str, file: str) -> None:
    """Whoever calls the real clock, sleep or chance below the doors is told by the linter."""
    ran = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("ruff")), "check", "--select", "TID251"),
            *("--stdin-filename", file, "-"),
        ],
        input=f"import {name.partition('.')[0]}\n\n{name}\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert f"`{name}` is banned" in ran.stdout
