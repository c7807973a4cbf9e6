"""How every import and every pull ends: what it would change is written, or only shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
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


def write_pulled(
    changes: Sequence[FileChange], note: Callable[[], None], *, dry_run: bool
) -> list[Path]:
    """Write what a pull takes, then note that it stands there; return the files.

    A kill in between is made good by the next pull or push, which finds that both sides agree.
    Noted first, hours of staff that stand in no file yet would pass for those that the next push
    may replace.

    Args:
        changes: What is written.
        note: Notes it for the next run.
        dry_run: Whether nothing is written or noted.
    """
    if not dry_run:
        write_changes(changes)
        note()
    return [change.path for change in changes]
