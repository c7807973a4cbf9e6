"""``varaamo-sync annotate``: a unit's own workbook back, with its problems marked."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync_cli.commands.options import lang_option, target_options, workbook_options
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.words.workbook import line
from varaamo_sync_cli.workspace.access.targets import Choice


@click.command(name="annotate", short_help="Send a workbook back with its problems marked.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.xlsx")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE2.xlsx",
    help="File to write.",
)
@workbook_options
@click.option("--lossy", is_flag=True, help="Write although shapes, macros and such are lost.")
@target_options
@lang_option
@talk_options
def command(
    file: Path,
    out: Path,
    unit: str | None,
    into: Path,
    mappings: tuple[Path, ...],
    rows: tuple[str, ...],
    lossy: bool,
    choice: Choice,
    lang: Lang,
) -> int:
    """Write the same workbook with a comment and a colour on each cell that is to be mended.

    A first sheet lists what is wrong, where, how to mend it and who does. Importing the file
    again ignores all that, and annotating it again removes it first.

    \b
    varaamo-sync annotate nuorisotilat.xlsx --out korjattavaa.xlsx --into examples/helsinki
    """
    from varaamo_sync_cli.workspace.exchange.workbook_import import Asked
    from varaamo_sync_cli.workspace.exchange.workbook_marks import annotate_workbook

    asked = Asked(
        files=(file,),
        folder=into,
        choice=choice,
        unit=ServiceUnit(unit) if unit else None,
        mappings=mappings,
        rows=rows,
        macros=True,
    )
    done = annotate_workbook(asked, file, out, lang=lang, lossy=lossy)
    if done.written:
        counts = {"cells": done.cells, "count": done.marks}
        click.echo(line("annotated", lang, file=out, **counts))
    return Exit.FINDINGS if done.marks or not done.written else Exit.DONE
