import subprocess
import sys

import varaamo_sync


def test_the_door_is_exact_and_sorted() -> None:
    """``__all__`` names exactly what the door imports, in order, and nothing private."""
    given = {
        name
        for name, value in vars(varaamo_sync).items()
        if not name.startswith("_") and getattr(value, "__name__", "") != f"varaamo_sync.{name}"
    }

    assert set(varaamo_sync.__all__) == given
    assert sorted(varaamo_sync.__all__, key=_as_ruff_sorts) == varaamo_sync.__all__


def _as_ruff_sorts(name: str) -> tuple[int, str]:
    """Constants first, then classes, then functions."""
    if name.isupper():
        return 0, name
    return (1 if name[0].isupper() else 2), name


def test_nothing_heavy_is_behind_the_door() -> None:
    """``import varaamo_sync`` imports no HTTP client, database, GraphQL or YAML library."""
    heavy = {
        "httpx",
        "sqlalchemy",
        "graphql",
        "starlette",
        "ryaml",
        "ruamel",
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
    code = "import logging, varaamo_sync; logging.getLogger('varaamo_sync.sync').warning('!')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ("", "") == (ran.stdout, ran.stderr)
