"""``varaamo-sync demo``: the main job on an example, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command

if TYPE_CHECKING:
    from varaamo_sync.model import Lang

_FOLDER = "helsinki"
"""What the folder is called where nobody keeps it."""


@spoken_command("demo")
@click.option("--keep", type=parameters.FOLDER, metavar="DIRECTORY")
@parameters.output()
def command(keep: Path | None, lang: Lang) -> int:
    """Show the main job on an example: check, plan, push, count. Nothing leaves this machine."""
    from varaamo_sync_cli.render.demo_text import DemoText
    from varaamo_sync_cli.workspace.demo.demonstration import demonstrate
    from varaamo_sync_cli.workspace.demo.example_folder import example_folder

    shown = DemoText(str(keep or _FOLDER), lang)
    with example_folder(keep) as folder:
        for step in demonstrate(folder, lang):
            shown.write(step)
    shown.write_end(kept=keep is not None)
    return Exit.DONE
