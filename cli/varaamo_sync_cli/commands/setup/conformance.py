"""``varaamo-sync conformance``: does an installation do what the client relies on?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from varaamo_sync.conformance import Verdict, conformance
from varaamo_sync.errors import UsageError
from varaamo_sync.model import Catalogue, Lang
from varaamo_sync_cli.commands.options import (
    format_option,
    lang_option,
    path_argument,
    target_options,
)
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.workspace.access.targets import Choice, Use, booking_api
from varaamo_sync_cli.workspace.access.test_users import company_of, served_sandbox

_OWN_VENUE = "demo-001"
"""Venue of the sandbox that is written to where none is named."""


@click.command(name="conformance", short_help="Prove an installation, fact by fact.")
@path_argument
@target_options
@click.option("--write", is_flag=True, help="Also make, change, publish and archive test rooms.")
@click.option("--venue", metavar="TPREK", help="Venue to write to; required except on the sandbox.")
@format_option("text", "json")
@lang_option
@talk_options
def command(
    path: Path,
    choice: Choice,
    write: bool,
    venue: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Find out, fact by fact, whether a booking system does what varaamo-sync relies on.

    Looking changes nothing. With --write rooms called varaamo-sync-tarkistus are made in one
    venue, published for a moment, though nobody can book them, and archived in the end; their
    two spaces stay. On the sandbox load, faults and bookings are tried, too. Exit code 1: a fact
    differs.

    \b
    varaamo-sync conformance --sandbox --write
    varaamo-sync conformance --target test --write --venue 51342
    """
    from varaamo_sync_cli.console.report_error import explain
    from varaamo_sync_cli.render.setup.conformance_text import as_json, as_text
    from varaamo_sync_cli.workspace.catalogue import read

    if venue and not write:
        raise UsageError("--venue is where --write writes to.", fix="Add --write.")
    if write and venue is None:
        if not choice.sandbox:
            raise UsageError(
                "Writing needs a venue to write to; none is ever chosen for you.",
                fix="Name one by its TPREK id: --venue.",
            )
        venue = _OWN_VENUE
    use = Use.WRITE if write else Use.ASK
    if choice.sandbox and not (choice.target or choice.url):
        opened = served_sandbox(path, use)
    else:
        catalogue = Catalogue(id="conformance") if choice.url else read(path)[1]
        opened = booking_api(choice, catalogue, path, use)
    with opened as api, company_of(api) as company:
        report = conformance(api, write=write, venue=venue, now=now(), company=company)
    if form == "json":
        click.echo(json.dumps(as_json(report, lang), ensure_ascii=False, indent=2))
    elif any(result.verdict is not Verdict.NOT_TESTED for result in report.results):
        click.echo(as_text(report, lang))
    if report.stopped is not None:
        return explain(report.stopped)
    return Exit.DONE if report.holds else Exit.FINDINGS
