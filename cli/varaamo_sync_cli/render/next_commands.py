"""What to type next: commands with their reasons, each on a line that can be copied whole."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.media.width import columns
from varaamo_sync_cli.render.rich_console import print_line, print_plainly, quote

_INDENT = 2
_BETWEEN = 2


def write_commands(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Write commands and reasons side by side; where that is too wide, a reason above each.

    Where only results are wanted (``-q``), nothing is written.
    """
    if quiet():
        return
    print_plainly(Text(f"\n{title}", "bold"))
    width = max(cell_len(command) for command, _ in rows)
    reasons = max(cell_len(why) for _, why in rows)
    beside = _INDENT + width + _BETWEEN + reasons <= columns()
    for command, why in rows:
        if beside:
            print_line(
                f"{'':{_INDENT}}{quote(command)}{'':{width - cell_len(command)}}  {quote(why)}"
            )
        else:
            print_line(f"{'':{_INDENT}}{quote(why)}:")
            print_line(f"{'':{2 * _INDENT}}{quote(command)}")
