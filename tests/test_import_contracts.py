"""Each import contract of ``pyproject.toml`` can fail: what it forbids is planted and found."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from pathlib import Path

import grimp
import pytest
from importlinter import Contract, api
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract

ROOT = Path(__file__).parents[1]
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
CONTRACTS = TOOLS["importlinter"]["contracts"]
BANNED = TOOLS["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
SEPARATORS = (" | ", " : ")
KINDS: dict[str, type[Contract]] = {"forbidden": ForbiddenContract, "layers": LayersContract}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Return who imports whom in library and command line."""
    return grimp.build_graph(
        *TOOLS["importlinter"]["root_packages"],
        include_external_packages=TOOLS["importlinter"]["include_external_packages"],
        exclude_type_checking_imports=TOOLS["importlinter"]["exclude_type_checking_imports"],
        cache_dir=None,
    )


@pytest.fixture(scope="module")
def contracts() -> dict[str, Contract]:
    """Return the contracts by their names, as import-linter reads them."""
    read = api.read_configuration(str(ROOT / "pyproject.toml"))
    return {
        options["name"]: KINDS[options["type"]](options["name"], read["session_options"], options)
        for options in read["contracts_options"]
    }


def copy(folder: Path) -> Path:
    """Copy library and command line into a folder, with their contracts."""
    for package in ("varaamo_sync", "cli/varaamo_sync_cli"):
        source = ROOT / package
        shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def plant(folder: Path, importer: str, imported: list[str]) -> None:
    """Let a module of a copy import others."""
    path = folder.joinpath(*importer.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    with file.open("a", encoding="utf-8") as written:
        written.writelines(f"\nimport {name}" for name in imported)


def checked(folder: Path) -> str:
    """Return what import-linter says of a copy."""
    ran = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout


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


def test_the_contracts_are_kept(contracts: dict[str, Contract], graph: grimp.ImportGraph) -> None:
    """What is found below was not there before it was planted."""
    assert [contract["name"] for contract in CONTRACTS] == list(contracts)
    for name, contract in contracts.items():
        assert contract.check(deepcopy(graph), verbose=False).kept, name


@pytest.mark.parametrize(("contract", "importer", "imported"), list(forbidden()))
def test_what_is_forbidden_is_found(
    contracts: dict[str, Contract],
    graph: grimp.ImportGraph,
    capsys: pytest.CaptureFixture[str],
    contract: str,
    importer: str,
    imported: list[str],
) -> None:
    """An import that a contract forbids breaks this contract, and is told."""
    planted = deepcopy(graph)
    for name in imported:
        if name not in planted.modules:
            planted.add_module(name, is_squashed=True)  # a package that nobody imports as yet
        planted.add_import(
            importer=importer, imported=name, line_number=999, line_contents=f"import {name}"
        )
    check = contracts[contract].check(planted, verbose=False)
    contracts[contract].render_broken_contract(check)
    said = " ".join(capsys.readouterr().out.split())

    assert not check.kept
    for name in imported:
        assert f"{importer} is not allowed to import {name}:" in said


def test_what_is_written_in_a_file_is_found(tmp_path: Path) -> None:
    """The command of ``make check`` reads the files: it tells of each import written in one."""
    folder = copy(tmp_path)
    before = checked(folder)
    for _, importer, imported in forbidden():
        plant(folder, importer, imported)
    said = checked(folder)

    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in before
    assert f"Contracts: 0 kept, {len(CONTRACTS)} broken." in said
    for contract, importer, imported in forbidden():
        told = said.partition(f"\n{contract}\n{'-' * len(contract)}\n")[2].partition("\n---")[0]
        for name in imported:
            assert f"{importer} is not allowed to import {name}:" in told


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
