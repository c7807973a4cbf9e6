"""What is said once a report is written: which file, how each goal stands, what to type next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from varaamo_sync.model import Lang
from varaamo_sync.report import Document
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.render.rich_console import print_plainly

said = Theme("commands/report")


def write_text(
    document: Document, file: Path, steps: Sequence[tuple[str, str]], lang: Lang
) -> None:
    """Write which file holds the report, how each goal stands in it, and what to type next."""
    print_plainly(Text(said("written", lang, file=file, title=document.title), "bold"))
    for chapter in document.chapters:
        line = Text(f"{chapter.title}: {chapter.summary}")
        print_plainly(Padding(line, (0, 0, 0, 2)))
    if steps:
        write_commands(said("next_title", lang), steps)
