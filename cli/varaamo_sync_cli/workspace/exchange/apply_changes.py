"""How every import ends: what it would change is shown, then written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from varaamo_sync.catalogue_files.edit import FileChange, write_changes
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.output import print_json
from varaamo_sync_cli.console.verbosity import quiet

line = Theme("commands/changes")


def apply_changes(
    changes: Sequence[FileChange],
    result: Any,
    render: Any,
    *,
    form: str,
    lang: Lang,
    dry_run: bool,
    full: bool = False,
) -> None:
    """Show what came of an import, and write it unless that is not wanted or not possible.

    The module ``render`` shows such a result: on one screen or in ``full``, and what to type next.
    """
    if form == "text":
        click.echo(render.as_text(result, lang, full=full))
    if result.unreadable or dry_run:
        click.echo(line("unreadable" if result.unreadable else "dry", lang), err=True)
        changes = ()
    written = [str(path) for path in write_changes(changes)]
    if form == "json":
        print_json(render.as_json(result, lang, written))
        return
    for file in written:
        click.echo(line("wrote", lang, file=file))
    if not quiet():
        steps = [*render.next_steps(result, lang, written=bool(written), full=full)]
        for step in ("", *steps) if steps else ():
            click.echo(step, err=True)
