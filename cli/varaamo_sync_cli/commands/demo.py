"""``varaamo-sync demo``: the main job on an example, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit

if TYPE_CHECKING:
    from varaamo_sync.model import Lang

_FOLDER = "helsinki"
"""What the folder is called where nobody keeps it."""


@click.command(name="demo")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Keep the example in this folder, to try commands on.",
)
@parameters.output()
def command(keep: Path | None, lang: Lang) -> int:
    """Show the main job on an example: check, plan, push, count. Nothing leaves this machine.

    \b
    varaamo-sync demo
    varaamo-sync demo --keep helsinki
    """
    from varaamo_sync_cli.render.demo_text import DemoText
    from varaamo_sync_cli.workspace.demo.demonstration import demonstrate
    from varaamo_sync_cli.workspace.demo.example_folder import example_folder

    shown = DemoText(str(keep or _FOLDER), lang)
    with example_folder(keep) as folder:
        for step in demonstrate(folder, lang):
            shown.write(step)
    shown.write_end(kept=keep is not None)
    return Exit.DONE
