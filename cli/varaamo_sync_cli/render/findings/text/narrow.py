"""Lines for a narrow terminal: broken between words, below where they begin."""

from __future__ import annotations

import click
from rich.cells import cell_len

_FURTHER = 2


def break_line(line: str, width: int) -> list[str]:
    """Return a line in as many as it takes; what is longer than a line by itself stays whole.

    Args:
        line: The line, with colours.
        width: Columns that there are.
    """
    if cell_len(click.unstyle(line)) <= width:
        return [line]
    indent = len(line) - len(line.lstrip(" "))
    further = " " * (indent + _FURTHER if indent else 0)
    lines, used = [" " * indent], indent
    for word in line.split():
        size = cell_len(click.unstyle(word))
        if lines[-1].strip() and used + 1 + size > width:
            lines.append(further)
            used = len(further)
        begun = bool(lines[-1].strip())
        lines[-1] += f" {word}" if begun else word
        used += size + begun
    return lines
