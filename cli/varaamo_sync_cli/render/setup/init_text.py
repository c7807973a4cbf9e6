"""What ``init`` has made, and what to type next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.typed_commands import as_typed
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.render.next_commands import write_commands
from varaamo_sync_cli.render.rich_console import print_line, print_plainly, quote
from varaamo_sync_cli.workspace.catalogue.new_catalogue import NewCatalogue

say = Theme("commands/init")


def write_text(made: NewCatalogue, folder: Path, files: Sequence[Path], lang: Lang) -> None:
    """Write which files there are, what is only an example of them, and what to type next."""
    names = [file.name for file in files]
    print_line(quote(say("written", lang, folder=folder, id=made.chosen_id, files=names)))
    if quiet():
        return
    print_plainly(say("example_rooms", lang))
    if made.is_example:
        print_plainly(say("example_id", lang, id=made.chosen_id))
    typed, unit = as_typed(folder), made.units[0].value if made.units else "NUP"
    rows = [
        (say(f"next_command.{name}", lang, folder=typed, unit=unit), say(f"next.{name}", lang))
        for name in ("validate", "template", "push", "agree")
    ]
    write_commands(say("next_title", lang), rows)
