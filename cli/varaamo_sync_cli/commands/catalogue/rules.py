"""``varaamo-sync rules`` and ``explain``: everything that is checked."""

from __future__ import annotations

import click

from varaamo_sync.model import Lang
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import print_json


@spoken_command("rules")
@click.option("--full", is_flag=True)
@parameters.output("text", "json")
def rules(full: bool, form: str, lang: Lang) -> int:
    """List every rule: what it prevents, how serious it is, and who mends it."""
    from varaamo_sync_cli.render.findings import rules_text as render

    if form == "json":
        print_json(render.as_json(lang))
    else:
        click.echo(render.as_text(lang, full=full))
    return Exit.DONE


@spoken_command("explain")
@click.argument("rule", shell_complete=parameters.rule_names)
@parameters.output("text", "json")
def explain(rule: str, form: str, lang: Lang) -> int:
    """Show what a rule finds, why, how to mend it, and an example of each kind."""
    from varaamo_sync_cli.render.findings import explanation as render
    from varaamo_sync_cli.workspace.catalogue.rulebook import find_rule

    found = find_rule(rule)
    if form == "json":
        print_json(render.as_json(found, lang))
    else:
        click.echo(render.as_text(found, lang), nl=False)
    return Exit.DONE
