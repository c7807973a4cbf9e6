"""Reads values in a process of its own, which gets as much memory as what was measured needs.

Whatever a file makes the reader in Rust do, this process lives on: a reader that runs out of
memory aborts, and no ``except`` catches that.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from varaamo_sync.workbooks.files import calamine
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.files.limits import Budget, Unreadable

_SECONDS = 300
"""Seconds, by the clock, after which a reader is given up."""
_MEGABYTE = 1 << 20
_AT_LEAST = 200 * _MEGABYTE
_PER_BYTE, _PER_CELL, _PER_LETTER = 4, 120, 20
"""Bytes of memory that a byte of XML, a cell and a letter of a text may take while read."""


def read_apart(data: bytes, budget: Budget, python: str = sys.executable) -> list[list[list[Raw]]]:
    """Return the cells of each sheet of an Excel workbook that was measured.

    Where no other process can be started, they are read in this one.

    Args:
        data: The workbook.
        budget: What was measured.
        python: The interpreter.

    Raises:
        Unreadable: The workbook is broken, or reading it took more than it may.
    """
    try:
        done = subprocess.run(  # noqa: S603  # our own file, read by our own interpreter
            [
                _interpreter(python),
                "-I",
                calamine.__file__,
                str(memory(len(data), budget)),
                _libraries(),
            ],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("workbook-reader-ended") from error
    except OSError:
        return _read_here(data)
    if done.returncode == calamine.BROKEN:
        raise Unreadable("workbook-broken")
    if done.returncode:
        raise Unreadable("workbook-reader-ended")
    return [calamine.decoded(line) for line in done.stdout.splitlines()]


def memory(size: int, budget: Budget) -> int:
    """Return how many bytes of memory the reader of a workbook may have.

    Args:
        size: Bytes of the workbook, unpacked.
        budget: Its cells and letters.
    """
    counted = _PER_CELL * budget.cells + _PER_LETTER * budget.counted_letters
    return _AT_LEAST + _PER_BYTE * size + counted


def _interpreter(python: str) -> str:
    """Return the interpreter; a program that embeds one has no other to start.

    Raises:
        OSError: There is none.
    """
    if not Path(python).name.lower().startswith(("python", "pypy")):
        raise FileNotFoundError(python)
    return python


def _libraries() -> str:
    """Return the folder that calamine is installed in.

    Raises:
        OSError: It is in none.
    """
    spec = find_spec("python_calamine")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("python_calamine")
    return str(Path(spec.origin).parent.parent)


def _read_here(data: bytes) -> list[list[list[Raw]]]:
    try:
        return list(calamine.read_values(data))
    except calamine.Broken as error:
        raise Unreadable("workbook-broken") from error
