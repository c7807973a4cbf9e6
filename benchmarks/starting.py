"""Start-up: what a person waits for before anything happens."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import process, side_by_side
from benchmarks.rows import Row, slower

_A_MODEL = "import pydantic\nclass One(pydantic.BaseModel):\n    name: str"
_BARE = "import pydantic, httpx, click"
_EXAMPLE = str(Path(__file__).parents[1] / "examples" / "helsinki")
_USED = f"""
from datetime import datetime, timezone
from varaamo_sync import check, read_catalogue
check(read_catalogue({_EXAMPLE!r}).usable(), now=datetime.now(timezone.utc))
"""
_COMMAND = str(Path(sys.executable).parent / "varaamo-sync")


def against_click(option: str, starts: int) -> Row:
    """Hold a start of the command line against a bare import of click."""
    ours, theirs = side_by_side(
        lambda: process([_COMMAND, option]).processor, lambda: _python("import click"), starts
    )
    name = f"varaamo-sync {option}, against import click"
    return slower(name, ours, theirs, most=1.5, note="whole processes")


def import_against_pydantic(starts: int) -> Row:
    """Hold the import of the library against that of pydantic, whose models it defines."""
    ours, theirs = side_by_side(
        lambda: _python("import varaamo_sync"), lambda: _python(_A_MODEL), starts
    )
    name = "import varaamo_sync, against one pydantic model"
    return slower(name, ours, theirs, note="whole processes")


def import_against_click(starts: int) -> Row:
    """Hold the import of the library against that of click, too."""
    ours, theirs = side_by_side(
        lambda: _python("import varaamo_sync"), lambda: _python("import click"), starts
    )
    name = "import varaamo_sync, against import click"
    return slower(name, ours, theirs, note="whole processes; it defines its models with pydantic")


def felt(starts: int) -> Iterator[Row]:
    """Hold what people wait for against the bare import of what it cannot do without.

    Each is used and not only imported: a door that opens lazily measures nothing by itself.
    """
    cases = (
        ("read_catalogue and check, 39 rooms", [sys.executable, "-c", _USED], 1.5),
        ("validate, 39 rooms", [_COMMAND, "validate", _EXAMPLE], 2.0),
        ("plan, 39 rooms on the sandbox", [_COMMAND, "plan", _EXAMPLE, "--sandbox"], 4.0),
        ("status, 39 rooms on the sandbox", [_COMMAND, "status", _EXAMPLE, "--sandbox"], 4.0),
    )
    for name, command, most in cases:
        ours, theirs = side_by_side(
            lambda command=command: process(command, fails=None).processor,  # type: ignore[misc]
            lambda: _python(_BARE),
            starts,
        )
        yield slower(f"{name}, against a bare import", ours, theirs, most=most, note=_BARE)


def _python(code: str) -> float:
    return process([sys.executable, "-c", code]).processor
