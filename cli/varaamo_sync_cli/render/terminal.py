"""The consoles: results go to stdout, talk and progress to stderr."""

from __future__ import annotations

import os
import sys
from functools import lru_cache

from rich.console import Console

from varaamo_sync_cli.colour import colour

_PIPE_WIDTH = 100
"""Columns where no terminal says how wide it is; tables are made to fit."""


def out() -> Console:
    """Return the console for results."""
    return _console(colour(), sys.stdout.isatty(), _width(), stderr=False)


def err() -> Console:
    """Return the console for talk and progress."""
    return _console(colour(), sys.stderr.isatty(), _width(), stderr=True)


@lru_cache(maxsize=4)
def _console(wanted: bool | None, terminal: bool, width: int, *, stderr: bool) -> Console:
    plain = wanted is False
    return Console(
        stderr=stderr,
        highlight=False,
        width=None if terminal else width,
        force_terminal=terminal or bool(wanted),
        color_system=None if plain else "standard" if wanted else "auto",
    )


def _width() -> int:
    try:
        return max(40, int(os.environ["COLUMNS"]))
    except (KeyError, ValueError):
        return _PIPE_WIDTH
