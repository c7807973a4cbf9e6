"""``varaamo-sync plan``: what a push would do, without doing it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from varaamo_sync.model import Lang
from varaamo_sync.plan import OnConflict, Plan
from varaamo_sync_cli.commands.options import (
    OneOf,
    archive_option,
    conflict_option,
    format_option,
    lang_option,
    path_argument,
    store_option,
    target_options,
    units_option,
)
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.render.plan import plan_text as render
from varaamo_sync_cli.render.plan.plan_markdown import write_markdown
from varaamo_sync_cli.workspace import saved_plan
from varaamo_sync_cli.workspace.access.targets import Choice, Use
from varaamo_sync_cli.workspace.session import Options, open_desk, plan_on


@click.command(name="plan", short_help="Show what a push would do.")
@path_argument
@target_options
@store_option
@conflict_option
@archive_option
@units_option
@click.option("--out", type=click.Path(path_type=Path), help="Save the plan for push --plan.")
@click.option(
    "--exit-code", is_flag=True, help="Exit with 3 when changes or conflicts are pending."
)
@click.option(
    "--fail-on", type=OneOf(["conflict"]), help="Exit with 3 when there is something to decide."
)
@format_option("text", "json", "markdown")
@lang_option
@talk_options
def command(
    path: Path,
    choice: Choice,
    store: str | None,
    on_conflict: OnConflict,
    archive: bool,
    units: Options,
    out: Path | None,
    exit_code: bool,
    fail_on: str | None,
    form: str,
    lang: Lang,
) -> int:
    """Compare the catalogue with the booking system and show what a push would do.

    \b
    varaamo-sync plan examples/helsinki --sandbox
    varaamo-sync plan --target production --format json --exit-code
    varaamo-sync plan --target production --fail-on conflict
    varaamo-sync plan --target production --out plan.json
    """
    options = Options(on_conflict, archive, units.units)
    use = Use.LOOK if out is None else Use.ASK  # what is saved, a push compares with a login
    with open_desk(path, choice, store, use) as desk:
        made = plan_on(desk, options)
        if out is not None:
            saved_plan.write(out, made, desk.reading.digest, now())
    if form == "json":
        payload = render.as_json(made.plan, made.locate)
        click.echo(json.dumps(payload, ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(write_markdown(made.plan, lang, made.locate))
    else:
        render.write_text(made.plan, lang, made.locate)
    if made.loaded.reading.findings:
        return Exit.FINDINGS  # what could not be read is in no plan: nobody can call it pending
    return _exit(made.plan, exit_code=exit_code, on_conflict=fail_on is not None)


def _exit(plan: Plan, *, exit_code: bool, on_conflict: bool) -> Exit:
    pending = (exit_code and plan.pending) or (on_conflict and plan.conflicts > 0)
    return Exit.PENDING if pending else Exit.DONE
