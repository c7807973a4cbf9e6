"""Start-up: what a person waits for before anything happens."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.clock import process, side_by_side
from benchmarks.rows import Row, slower

_A_MODEL = "import pydantic\nclass One(pydantic.BaseModel):\n    name: str"
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


def _python(code: str) -> float:
    return process([sys.executable, "-c", code]).processor
