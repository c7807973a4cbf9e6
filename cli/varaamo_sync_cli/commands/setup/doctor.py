"""``varaamo-sync doctor``: what is wrong with the set-up, and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import click

from varaamo_sync.model import Lang
from varaamo_sync_cli.commands.options import (
    format_option,
    lang_option,
    path_argument,
    store_option,
    target_options,
)
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.workspace.access.targets import Choice


@click.command(name="doctor", short_help="Find out what is wrong with the set-up.")
@path_argument
@target_options
@store_option
@format_option("text", "json")
@lang_option
@talk_options
def command(
    path: Path,
    choice: Choice,
    store: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Check versions, settings, catalogue, booking system, session, rights, store and lock.

    Each part is looked at even when others are broken; nothing is written to the booking
    system, and no secret is shown. Exit code 1: something is at fault.

    \b
    varaamo-sync doctor examples/helsinki --sandbox
    varaamo-sync doctor --target production --format json
    """
    from varaamo_sync_cli.render.setup.doctor_text import as_json, as_text
    from varaamo_sync_cli.workspace.diagnosis import Doctor, State

    checks = list(Doctor(path, choice, store, now(), lang).checks())
    if form == "json":
        click.echo(json.dumps(as_json(checks), ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(checks, lang))
    faulty = any(check.state is State.FAULT for check in checks)
    return Exit.FINDINGS if faulty else Exit.DONE
