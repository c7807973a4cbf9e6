"""``varaamo-sync init``, ``reference`` and ``schema``: what a catalogue begins with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import out, print_json
from varaamo_sync_cli.console.run_language import current_language

if TYPE_CHECKING:
    from varaamo_sync.model import Lang, ServiceUnit
    from varaamo_sync_cli.workspace.access.targets import Choice


@spoken_command("init")
@parameters.path
@click.option("--name", metavar="NAME")
@click.option("--id", "id", metavar="ID")
@parameters.units
@click.option("--yes", is_flag=True)
@parameters.output()
def init(
    path: Path,
    name: str | None,
    id: str | None,
    units: tuple[ServiceUnit, ...],
    yes: bool,
    lang: Lang,
) -> int:
    """Make a catalogue folder with an example room for each service unit to start from."""
    from varaamo_sync.catalogue_files import require_new
    from varaamo_sync_cli.console.questions.texts import can_ask
    from varaamo_sync_cli.render.setup.init_text import write_text
    from varaamo_sync_cli.workspace.catalogue.new_catalogue import NewCatalogue, ask_for

    made = NewCatalogue(name, id, units)
    if not yes and can_ask():
        require_new(path)  # before anybody answers in vain
        made = ask_for(made, lang)
    write_text(made, path, made.write(path, lang), lang)
    return Exit.DONE


@spoken_command("reference")
@parameters.path
@parameters.target
@click.option("--out", "file", type=parameters.FILE, metavar="FILE")
@parameters.output("text", "json")
def reference(path: Path, choice: Choice, file: Path | None, form: str, lang: Lang) -> int:
    """Read types, purposes, equipment, terms, VAT and venues, so that validate can check them."""
    from varaamo_sync.words import Theme
    from varaamo_sync_cli.workspace.catalogue.reference_copy import keep_reference

    line = Theme("commands/reading")
    kept = keep_reference(choice, path, file)
    if form == "json":
        counts = dict(kept.counts)
        print_json({"file": str(kept.file), "origin": kept.origin, "counts": counts})
        return Exit.DONE
    click.echo(line("reference", lang, file=kept.file, origin=kept.origin, **kept.counts))
    if kept.counts["cancellation_rules"] is None:
        click.echo(line("reference_login", lang))
    return Exit.DONE


def _names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    from varaamo_sync_cli.workspace.catalogue.schemas import list_schemas

    return [name for name in list_schemas() if name.startswith(incomplete)]


@spoken_command("schema")
@click.argument("name", required=False, shell_complete=_names)
@parameters.spoken_output
def schema(name: str | None) -> int:
    """Print the JSON Schema of a file or of an output; without a name, list them all."""
    from varaamo_sync.words import Theme
    from varaamo_sync_cli.workspace.catalogue.schemas import list_schemas, read_schema

    if name is not None:
        out().speak_utf8()
        click.echo(read_schema(name), nl=False)
        return Exit.DONE
    found = list_schemas()
    width = max(map(len, found))
    told = Theme("commands/schemas").table("schema", current_language())
    for known in found:
        click.echo(f"{known:{width}}  {told[known]}")
    return Exit.DONE
