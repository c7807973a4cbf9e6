"""What ``init`` has made, and what to type next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.verbosity import quiet
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.workspace.new_catalogue import NewCatalogue

say = Theme("commands/init")


def write_text(made: NewCatalogue, folder: Path, files: Sequence[Path], lang: Lang) -> None:
    """Write which files there are, what is only an example of them, and what to type next."""
    names = [file.name for file in files]
    click.echo(say("written", lang, folder=folder, id=made.chosen_id, files=names))
    if quiet():
        return
    click.echo(say("example_rooms", lang))
    if made.is_example:
        click.echo(say("example_id", lang, id=made.chosen_id))
    typed = f'"{folder}"' if " " in str(folder) else str(folder)
    unit = made.units[0].value if made.units else "NUP"
    rows = [
        (say(f"next_command.{name}", lang, folder=typed, unit=unit), say(f"next.{name}", lang))
        for name in ("validate", "template", "push")
    ]
    width = max(len(command) for command, _ in rows)
    click.echo(paint(f"\n{say('next_title', lang)}", bold=True))
    for command, why in rows:
        click.echo(f"  {command:{width}}  {why}")
