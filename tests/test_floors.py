"""What the import contracts of ``pyproject.toml`` do not say."""

import ast
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import grimp
import pytest

from docs.generate_floors import PAGE, page

ROOT = Path(__file__).parents[1]
CLI = "varaamo_sync_cli"


@cache
def graph() -> grimp.ImportGraph:
    """Return who imports whom, imports for type checkers and other people's packages included."""
    return grimp.build_graph("varaamo_sync", CLI, include_external_packages=True, cache_dir=None)


def place(module: str) -> str:
    """Return the name on its floor of a module of the library, or ``varaamo_sync_cli``."""
    top, _, inner = module.partition(".")
    room = inner.partition(".")[0]
    if room == "booking":  # a package of several floors
        return ".".join(inner.split(".")[:2])
    return room if top == "varaamo_sync" else top


@pytest.mark.parametrize(
    ("library", "places"),
    [
        ("click", {CLI}),
        ("graphql", {"sandbox"}),
        ("httpx", {"booking.client", "hours", "respa", "sandbox", "service_map"}),
        ("jinja2", {"report"}),
        ("keyring", {CLI}),
        ("nh3", {"sandbox", "stored_form"}),
        ("openpyxl", {"workbooks"}),
        ("pptx", {"report"}),
        ("rich", {CLI}),
        ("sqlalchemy", {"store"}),
        ("starlette", {"board", "sandbox"}),
        ("tenacity", {"booking.retry"}),
        ("xlsxwriter", {"report"}),
    ],
)
def test_a_library_has_its_place(library: str, places: set[str]) -> None:
    """What may have to be replaced one day is imported where it can be: in one place."""
    assert places == {place(name) for name in graph().find_modules_that_directly_import(library)}


def test_only_errors_name_upwards_what_they_carry() -> None:
    """Contracts leave imports for type checkers out: of those only the errors' lead upwards."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    height = {name: -n for n, names in enumerate(floors) for name in names.split(" | ")}
    edges = {
        (place(importer).partition(".")[0], place(imported).partition(".")[0])
        for importer in graph().modules
        if importer.startswith("varaamo_sync.")
        for imported in graph().find_modules_directly_imported_by(importer)
        if imported.startswith("varaamo_sync.")
    }

    upwards = {(low, high) for low, high in edges if low and height[low] < height[high]}
    assert {("errors", "findings"), ("errors", "plan"), ("errors", "state")} == upwards


def test_the_table_of_floors_is_that_of_the_contracts() -> None:
    """``CONTRIBUTING.md`` shows the floors as they are (``python docs/generate_floors.py``)."""
    assert page() == PAGE.read_text(encoding="utf-8")


OWN_ROOMS = {"booking.retry", "rules.baseline", "rules.examples", "telemetry.events"}
"""Modules that are doors of their own: what they name makes no sense beside the rest."""


def _is_by_a_door(module: str, name: str) -> bool:
    """Whether what is imported is a name of a door, or a door itself."""
    inner = module.partition(".")[2]
    loaded = import_module(module)
    if inner in OWN_ROOMS or (inner and "." not in inner and not hasattr(loaded, "__path__")):
        return True
    room = f"{inner}.{name}".lstrip(".")
    return name in loaded.__all__ or room in OWN_ROOMS


def test_the_command_line_comes_in_by_the_doors() -> None:
    """What the command line takes of a package of the library, the package's door names."""
    taken = {
        (file.name, node.module, name.name)
        for file in (ROOT / "cli").rglob("*.py")
        if "words" not in file.parts
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("varaamo_sync.")
        for name in node.names
    }

    assert set() == {one for one in taken if not _is_by_a_door(one[1], one[2])}


def test_every_client_of_the_command_line_waits_by_its_clock() -> None:
    """No client sleeps by itself between two tries: a command has one way to wait."""
    waits = [
        (file.name, {ast.unparse(given.value) for given in call.keywords if given.arg == "sleep"})
        for file in sorted((ROOT / "cli").rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("Client")
    ]

    assert len(waits) > 5
    assert [] == [name for name, sleep in waits if sleep != {"clock.wait"}]
