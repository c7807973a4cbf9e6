"""``varaamo-sync rules``: everything that is checked."""

from __future__ import annotations

import json

import click

from varaamo_sync.model import Lang
from varaamo_sync_cli.commands.options import format_option, lang_option
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options


@click.command(name="rules", short_help="List what is checked.")
@format_option("text", "json")
@lang_option
@talk_options
def command(form: str, lang: Lang) -> int:
    """List every rule: how bad, what it guards, who mends it, and the code it foresees.

    \b
    varaamo-sync rules --lang en
    varaamo-sync explain description-missing-sv
    """
    from varaamo_sync_cli.render.findings import rules_text as render

    if form == "json":
        click.echo(json.dumps(render.as_json(lang), ensure_ascii=False, indent=2))
    else:
        click.echo(render.as_text(lang))
    return Exit.DONE
