"""Tables as text and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from varaamo_sync_cli.media.markdown import escape

if TYPE_CHECKING:
    from rich.table import Table


def text_table(**style: Any) -> Table:
    """Return an empty table for a terminal, as all of ours look."""
    from rich import box
    from rich.table import Table

    style.setdefault("box", box.SIMPLE_HEAD)
    return Table(pad_edge=False, padding=(0, 1, 0, 0), **style)


def markdown(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()
) -> str:
    """Return a table in Markdown.

    Args:
        head: Headings.
        rows: Rows of cells.
        right: Places of the columns that stand to the right.
    """
    rule = ["---:" if place in right else "---" for place in range(len(head))]
    lines = [[escape(name) for name in head], rule]
    lines += [[escape(text) for text in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
