"""The consoles: results go to stdout, talk and progress to stderr."""

from __future__ import annotations

import os
import sys
from functools import lru_cache

from rich.console import Console

_PIPE_WIDTH = 100
"""Columns where no terminal says how wide it is; tables are made to fit."""


@lru_cache(maxsize=1)
def out() -> Console:
    """Return the console for results."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _width())


@lru_cache(maxsize=1)
def err() -> Console:
    """Return the console for talk and progress."""
    return Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else _width())


def _width() -> int:
    try:
        return max(40, int(os.environ["COLUMNS"]))
    except (KeyError, ValueError):
        return _PIPE_WIDTH
