"""How wide stdout is."""

from __future__ import annotations

import os
import shutil
import sys

_OF_A_PIPE = 100
"""Columns where no terminal says how wide it is; tables are made to fit."""
_LEAST = 40

NARROW = 80
"""Columns below which lines are broken; a wider terminal does it seldom, and by itself."""


def columns_of_pipe() -> int:
    """Return the columns of what is no terminal: those of ``COLUMNS``, or a hundred."""
    try:
        return max(_LEAST, int(os.environ["COLUMNS"]))
    except (KeyError, ValueError):
        return _OF_A_PIPE


def columns() -> int:
    """Return the columns of stdout."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else columns_of_pipe()
