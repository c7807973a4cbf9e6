"""Whatever a person or a program can use is in the documentation."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TypeVar

import click
import pytest
from sphinx.util.inventory import InventoryFile

import varaamo_sync
from tests.docs.pages import DOCS, ROOT
from varaamo_sync.workbooks.tables.forms.form import Form, Source
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.main import cli
from varaamo_sync_cli.workspace.catalogue.rulebook import rulebook
from varaamo_sync_cli.workspace.catalogue.schemas import list_schemas

pytestmark = pytest.mark.timeout(600)  # building the site takes its time on a busy machine

INNER = {
    *("catalogue_form", "likeness", "listening", "pairing", "protocol", "secrecy", "stored_form"),
    "stored_values",
}
"""Modules that only the library itself calls."""


@pytest.fixture(scope="module")
def site() -> Path:
    """Give the site that ``make docs`` made, or make it where that is missing or old."""
    made = ROOT / "build" / "docs"
    whole = made / ".whole"
    if whole.exists() and whole.stat().st_mtime > max(_changed()):
        return made
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    command += ["--doctree-dir", str(ROOT / "build" / "doctrees"), str(DOCS), str(made)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    whole.touch()
    return made


def _changed() -> Iterator[float]:
    """Yield when each file was changed that the site is made of."""
    yield from (file.stat().st_mtime for file in ROOT.glob("*.*") if file.is_file())
    for folder in ("cli", "docs", "examples", "schemas", "varaamo_sync"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and file.suffix != ".pyc":
                yield file.stat().st_mtime


def commands(command: click.Command = cli, *path: str) -> Iterator[tuple[str, ...]]:
    """Yield the path of every command."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield (*path, name)
            yield from commands(found, *path, name)


def test_every_command_is_in_the_reference(site: Path) -> None:
    """The page of commands, made from the program, has a heading for each."""
    page = (site / "reference" / "commands.html").read_text("utf-8")

    assert [] == [path for path in commands() if f'id="varaamo-sync-{"-".join(path)}"' not in page]


def test_every_public_name_is_in_the_reference(site: Path) -> None:
    """What a door of the library names is documented, under the name of the door."""
    with (site / "objects.inv").open("rb") as file:
        objects = InventoryFile.load(file, "", "/".join)
    told = {name for kind, names in objects.items() if kind.startswith("py:") for name in names}
    missing = [
        f"{door}.{name}" for door in _doors() for name in _public(door) if not _in(told, door, name)
    ]

    assert [] == sorted(missing)


def _in(told: set[str], door: str, name: str) -> bool:
    """Whether a name is told as the door's, or (a constant) as that of a module behind it."""
    return any(one.startswith(f"{door}.") and one.endswith(f".{name}") for one in told)


def _doors() -> set[str]:
    names = {module.name for module in iter_modules(varaamo_sync.__path__)} - INNER
    return {"varaamo_sync", *(f"varaamo_sync.{name}" for name in names)}


def _public(module: str) -> set[str]:
    loaded = import_module(module)
    if hasattr(loaded, "__all__"):
        return set(loaded.__all__)
    return {
        name
        for name, value in vars(loaded).items()
        if not name.startswith("_")
        and getattr(value, "__module__", "") == module
        and not isinstance(value, TypeVar)
    }


def test_every_rule_is_in_the_reference() -> None:
    """The page of rules names each that a finding can have."""
    page = (DOCS / "reference" / "rules.md").read_text("utf-8")

    assert [] == [id for id in rulebook() if f"| `{id}` |" not in page]


@pytest.mark.parametrize("file", ["docs/reference/exit-codes.md", "README.md"])
def test_every_exit_code_is_told(file: str) -> None:
    """The tables of exit codes have exactly those that the program ends with."""
    told = re.findall(r"^\| (\d+) \|", (ROOT / file).read_text("utf-8"), re.MULTILINE)

    assert [int(code) for code in Exit] == [int(code) for code in told]


def test_every_variable_is_told() -> None:
    """The page of environment variables has each that the program reads."""
    named = re.compile(r"\bVARAAMO_SYNC_[A-Z]+(?:_[A-Z]+)*\b")
    read = {
        name
        for file in (ROOT / "cli").rglob("*.py")
        for name in named.findall(file.read_text("utf-8"))
    }

    assert read == set(named.findall((DOCS / "reference" / "environment.md").read_text("utf-8")))


def test_every_schema_is_told() -> None:
    """The page of schemas has each that is published."""
    page = (DOCS / "reference" / "schemas.md").read_text("utf-8")

    assert set(list_schemas()) == set(re.findall(r"schemas/(\S+?)\.(?:schema\.json|graphql)", page))


def test_the_page_of_fields_is_fresh() -> None:
    """The page of fields is what the model is now."""
    script = runpy.run_path(str(DOCS / "generate_fields.py"))
    page = (DOCS / "reference" / "fields.md").read_text("utf-8")

    assert script["page"]() == page, "run: make schemas"


def test_the_page_of_columns_is_fresh() -> None:
    """The page of columns is what forms may have now."""
    script = runpy.run_path(str(DOCS / "generate_columns.py"))
    page = (DOCS / "reference" / "columns.md").read_text("utf-8")

    assert script["page"]() == page, "run: make schemas"


def test_every_part_of_a_mapping_file_is_told() -> None:
    """The guide to mapping files names each thing that one can say."""
    page = (DOCS / "how-to" / "describe-a-form.md").read_text("utf-8")
    parts = {*Form.model_fields, *Source.model_fields, "values"}

    assert {part for part in parts if f"`{part}`" not in page} == set()


def test_every_extra_is_told() -> None:
    """The page of installing has each extra that people install."""
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = (DOCS / "how-to" / "install.md").read_text("utf-8")

    people = set(extras["optional-dependencies"]) - {"dev", "docs"}
    assert people == set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
