"""``varaamo-sync reference``: reference data and venues of a booking system, in a file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from varaamo_sync.booking import ReadReference, ReadUser, ReadVenues
from varaamo_sync.model import Lang
from varaamo_sync_cli.commands.options import (
    format_option,
    lang_option,
    path_argument,
    target_options,
)
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.words.common import line
from varaamo_sync_cli.workspace.access.targets import Choice, Use, booking_api

FORMAT_VERSION = 1


@click.command(name="reference", short_help="Keep reference data beside a catalogue.")
@path_argument
@target_options
@click.option(
    "--out",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File to write; by default reference.json beside the catalogue, where validate looks.",
)
@format_option("text", "json")
@lang_option
@talk_options
def command(
    path: Path,
    choice: Choice,
    file: Path | None,
    form: str,
    lang: Lang,
) -> int:
    """Read types, purposes, equipment, terms, VAT and venues, so that validate can check them.

    Cancellation rules are read too where there is a login.

    \b
    varaamo-sync reference examples/helsinki --sandbox
    varaamo-sync reference --target production --out reference.json
    """
    from varaamo_sync.catalogue_files.reference_file import REFERENCE, write_reference
    from varaamo_sync_cli.workspace.catalogue import read

    _, catalogue = read(path)
    with booking_api(choice, catalogue, path, Use.ASK) as api:
        logged_in = api.execute(ReadUser()) is not None
        reference = api.execute(ReadReference(logged_in=logged_in))
        venues = api.execute(ReadVenues())
        origin = api.origin
    file = file or path / REFERENCE
    write_reference(file, reference, venues, origin=origin, taken=now().date())
    rules = reference.cancellation_rules
    counts = {
        "types": len(reference.types),
        "purposes": len(reference.purposes),
        "equipment": len(reference.equipment),
        "terms": len(reference.terms),
        "cancellation_rules": None if rules is None else len(rules),
        "taxes": len(reference.taxes),
        "venues": len(venues),
    }
    if form == "json":
        payload = {
            "format_version": FORMAT_VERSION,
            "file": str(file),
            "origin": origin,
            "counts": counts,
        }
        click.echo(json.dumps(payload, ensure_ascii=False, indent=2))
        return Exit.DONE
    click.echo(line("reference", lang, file=file, origin=origin, **counts))
    if rules is None:
        click.echo(line("reference_login", lang))
    return Exit.DONE
