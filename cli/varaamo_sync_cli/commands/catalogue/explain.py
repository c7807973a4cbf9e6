"""``varaamo-sync explain``: one rule, with examples."""

from __future__ import annotations

import json

import click

from varaamo_sync.model import Lang
from varaamo_sync_cli.commands.options import format_option, lang_option, rule_names
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options


@click.command(name="explain", short_help="Show one rule with examples.")
@click.argument("rule", shell_complete=rule_names)
@format_option("text", "json")
@lang_option
@talk_options
def command(rule: str, form: str, lang: Lang) -> int:
    """Show what a rule finds, why, how to mend it, and an example of each kind.

    \b
    varaamo-sync explain description-missing-sv
    varaamo-sync explain price-in-text --lang en
    """
    from varaamo_sync_cli.render.findings import explanation as render
    from varaamo_sync_cli.workspace.rulebook import known

    found = known(rule)
    if form == "json":
        click.echo(json.dumps(render.as_json(found, lang), ensure_ascii=False, indent=2))
    else:
        click.echo(render.as_text(found, lang), nl=False)
    return Exit.DONE
