"""``varaamo-sync logout``: forgets a session."""

from __future__ import annotations

from pathlib import Path

import click

from varaamo_sync.model import Lang
from varaamo_sync_cli.commands.options import lang_option, path_argument
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.words.session import line
from varaamo_sync_cli.workspace.access import credentials
from varaamo_sync_cli.workspace.access.targets import Choice, address


@click.command(name="logout", short_help="Forget the session of a booking system.")
@path_argument
@click.option("--target", metavar="NAME", help="A target that catalogue.yaml names.")
@click.option("--url", metavar="URL", help="Address of the booking system.")
@lang_option
@talk_options
def command(path: Path, target: str | None, url: str | None, lang: Lang) -> int:
    """Forget the session that login has kept for a host.

    \b
    varaamo-sync logout --url https://varaamo.example.invalid
    """
    origin = address(Choice(target=target, url=url), path)
    known = credentials.forget(origin)
    click.echo(line("forgotten" if known else "nothing_kept", lang, origin=origin))
    return Exit.DONE
