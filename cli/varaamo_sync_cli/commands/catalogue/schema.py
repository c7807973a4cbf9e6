"""``varaamo-sync schema``: the published schemas, offline."""

from __future__ import annotations

import click

from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.console.output import out


def _names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    from varaamo_sync_cli.workspace.schemas import published

    return [name for name in published() if name.startswith(incomplete)]


@click.command(name="schema", short_help="Print a published JSON Schema.")
@click.argument("name", required=False, shell_complete=_names)
@talk_options
def command(name: str | None) -> int:
    """Print the JSON Schema of a file or of an output; without a name, list them all.

    catalogue, rooms and history describe the files that people write; an editor that knows the
    schema completes and checks them. The others describe what --format json writes, and
    "varaamo" is the part of the booking system's GraphQL that is spoken.

    \b
    varaamo-sync schema
    varaamo-sync schema rooms > rooms.schema.json
    """
    from varaamo_sync_cli.workspace.schemas import published, text_of

    if name is not None:
        out().speak_utf8()
        click.echo(text_of(name), nl=False)
        return Exit.DONE
    found = published()
    width = max(len(known) for known in found)
    for known, what in found.items():
        click.echo(f"{known:{width}}  {what}")
    return Exit.DONE
