import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, walk_packages
from types import ModuleType

import pytest

import varaamo_sync
import varaamo_sync_cli


def test_the_door_is_exact_and_sorted() -> None:
    """``__all__`` names what type checkers see, in order, and each name is found at its home."""
    door = ast.parse(Path(varaamo_sync.__file__).read_text(encoding="utf-8"))
    typed = {
        alias.name: f"{node.module}"
        for node in ast.walk(door)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("varaamo_sync.")
        for alias in node.names
        if alias.asname is None
    }
    assert sorted(typed, key=_as_ruff_sorts) == varaamo_sync.__all__
    for name, home in typed.items():
        assert getattr(varaamo_sync, name) is getattr(import_module(home), name)


def test_what_the_door_does_not_name_it_does_not_have() -> None:
    """A name that was mistyped is an ``AttributeError``, and ``dir`` tells which there are."""
    mistyped = "chek"
    with pytest.raises(AttributeError, match="has no attribute 'chek'"):
        getattr(varaamo_sync, mistyped)

    assert set(varaamo_sync.__all__) <= set(dir(varaamo_sync))


def packages() -> list[str]:
    """Return every package of the library and the command line."""
    return [
        found.name
        for root in (varaamo_sync, varaamo_sync_cli)
        for found in walk_packages(root.__path__, f"{root.__name__}.")
        if found.ispkg
    ]


@pytest.mark.parametrize("package", packages())
def test_no_door_names_what_is_also_a_module_behind_it(package: str) -> None:
    """Which of the two one gets would hang on what was imported before, for mypy as well."""
    door = import_module(package)
    modules = {found.name for found in iter_modules(door.__path__)}

    named = (name for name in getattr(door, "__all__", ()) if name in modules)
    assert [] == [name for name in named if not isinstance(getattr(door, name), ModuleType)]


def lazy_doors() -> list[str]:
    """Return every package that imports what stands behind it when it is first used."""
    doors = ["varaamo_sync", *packages()]
    return [
        name for name in doors if isinstance(getattr(import_module(name), "_HOMES", None), dict)
    ]


def test_lazy_doors_open_to_what_type_checkers_see() -> None:
    """Each name has the home that it is imported from for type checkers, and all of them are there.

    Nothing is found behind such a door that it does not name.
    """
    doors = lazy_doors()
    for name in doors:
        if name == "varaamo_sync.sandbox":  # it has a door of its own, and a test of that
            continue
        door = import_module(name)
        typed = _imported_for_types(Path(str(door.__file__)), name)

        assert typed == {
            f"{home} {each}" for home in door._HOMES for each in door._HOMES[home].split()
        }
        assert set(door.__all__) <= set(dir(door))
        for each in door.__all__:
            assert getattr(door, each) is not None
        with pytest.raises(AttributeError, match="has no attribute 'chek'"):
            door.chek  # noqa: B018  # the look-up is the test

    assert {"varaamo_sync.goal", "varaamo_sync.sync", "varaamo_sync.store"} <= set(doors)


def _imported_for_types(file: Path, door: str) -> set[str]:
    """Return home and name of what a door imports for type checkers alone."""
    blocks = (
        node
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name)
    )
    return {
        f"{(node.module or '').removeprefix(f'{door}.')} {alias.name}"
        for block in blocks
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _as_ruff_sorts(name: str) -> tuple[int, str]:
    """Constants first, then classes, then functions."""
    if name.isupper():
        return 0, name
    return (1 if name[0].isupper() else 2), name


def test_nothing_heavy_is_behind_the_door() -> None:
    """``import varaamo_sync`` imports no HTTP client, database, GraphQL or YAML library."""
    heavy = {
        "httpx",
        "pydantic",
        "sqlalchemy",
        "graphql",
        "starlette",
        "ryaml",
        "yaml",
        "nh3",
        "rich",
        "click",
        "babel",
    }
    code = "import sys, varaamo_sync; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert set() == heavy & set(loaded)


def test_the_library_says_nothing_by_itself() -> None:
    """Where an application has asked for no log, even a warning of ours is not written."""
    code = "from varaamo_sync.logs import get_log; get_log('varaamo_sync.sync').warning('!')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ("", "") == (ran.stdout, ran.stderr)
