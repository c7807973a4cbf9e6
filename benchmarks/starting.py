"""Start-up: what a person waits for before anything happens."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.clock import process, side_by_side
from benchmarks.rows import Row, slower

_COMMAND = str(Path(sys.executable).parent / "varaamo-sync")


def against_click(option: str, starts: int) -> Row:
    """Hold a start of the command line against a bare import of click."""
    ours, theirs = side_by_side(
        lambda: process([_COMMAND, option]).seconds, lambda: _importing("click"), starts
    )
    name = f"varaamo-sync {option}, against import click"
    return slower(name, ours, theirs, most=1.5, note="whole processes")


def import_against_pydantic(starts: int) -> Row:
    """Hold the import of the library against that of pydantic, whose models it defines."""
    ours, theirs = side_by_side(
        lambda: _importing("varaamo_sync"), lambda: _importing("pydantic"), starts
    )
    name = "import varaamo_sync, against import pydantic"
    return slower(name, ours, theirs, note="whole processes; pydantic loads its parts when used")


def _importing(module: str) -> float:
    return process([sys.executable, "-c", f"import {module}"]).seconds
