"""What the cells of an Excel workbook hold, read by calamine.

This file is a program of its own, too (see ``apart``): it gets a workbook on stdin and writes
its sheets to stdout, one line of JSON each. So it imports nothing of this package.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

BROKEN = 3
"""Exit code of the program for a workbook that calamine cannot read."""

_SECONDS = 60
"""Seconds of a processor that the program may take."""
_DATED: dict[str, Callable[[str], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


class Broken(Exception):
    """calamine cannot read the workbook."""


def read_values(data: bytes) -> Iterator[list[list[Any]]]:
    """Yield the cells of each sheet.

    Raises:
        Broken: The workbook cannot be read.
    """
    from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield [_without_end(row) for row in cells]
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        raise Broken from error
    except BaseException as error:  # a panic of the library in Rust is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise Broken from error


def _without_end(cells: list[Any]) -> list[Any]:
    row = [_value(cell) for cell in cells]
    while row and row[-1] is None:
        row.pop()
    return row


def _value(cell: Any) -> Any:
    """Return a cell's value; a whole number that was kept as a decimal one is whole again."""
    if cell == "":
        return None
    if type(cell) is float and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def to_json(rows: list[list[Any]]) -> str:
    """Return the cells of a sheet as one line of JSON."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"), default=_encode)


def from_json(line: str | bytes) -> list[list[Any]]:
    """Return the cells of a sheet from a line of JSON."""
    rows: list[list[Any]] = json.loads(line, object_hook=_decode)
    return rows


def _encode(value: Any) -> dict[str, Any]:
    if isinstance(value, timedelta):
        return {"timedelta": value / timedelta(microseconds=1)}
    return {type(value).__name__: value.isoformat()}


def _decode(pair: dict[str, Any]) -> Any:
    ((kind, text),) = pair.items()
    if kind == "timedelta":
        return timedelta(microseconds=text)
    return _DATED[kind](text)


def _bound(memory: int) -> None:
    """Let this process have no more memory and time, where the platform can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {"RLIMIT_AS": memory, "RLIMIT_CPU": _SECONDS, "RLIMIT_CORE": 0}
    for name, most in limits.items():
        with suppress(OSError, ValueError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _main(memory: str, libraries: str) -> int:
    _bound(int(memory))
    sys.path.append(libraries)
    try:
        for rows in read_values(sys.stdin.buffer.read()):
            sys.stdout.buffer.write(to_json(rows).encode() + b"\n")
    except Broken:
        return BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
