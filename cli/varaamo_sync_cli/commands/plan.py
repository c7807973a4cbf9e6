"""``varaamo-sync plan``: what a push would do, without doing it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from varaamo_sync.plan import OnConflict
from varaamo_sync.rooms import Lang
from varaamo_sync_cli import saved_plan
from varaamo_sync_cli.clock import now
from varaamo_sync_cli.desk import Options, open_desk, plan_on
from varaamo_sync_cli.exits import Exit
from varaamo_sync_cli.options import (
    archive_option,
    conflict_option,
    format_option,
    lang_option,
    path_argument,
    store_option,
    target_options,
    units_option,
)
from varaamo_sync_cli.render import plan as render
from varaamo_sync_cli.render.plan_markdown import write_markdown
from varaamo_sync_cli.talk import talk_options
from varaamo_sync_cli.targets import Choice, Use


@click.command(name="plan", short_help="Show what a push would do.")
@path_argument
@target_options
@store_option
@conflict_option
@archive_option
@units_option
@click.option("--out", type=click.Path(path_type=Path), help="Save the plan for push --plan.")
@click.option("--exit-code", is_flag=True, help="Exit with 3 when changes are pending.")
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
    form: str,
    lang: Lang,
) -> int:
    """Compare the catalogue with the booking system and show what a push would do.

    \b
    varaamo-sync plan examples/helsinki --sandbox
    varaamo-sync plan --target production --format json --exit-code
    varaamo-sync plan --target production --out plan.json
    """
    options = Options(on_conflict, archive, units.units)
    use = Use.LOOK if out is None else Use.ASK  # what is saved, a push compares with a login
    with open_desk(path, choice, store, use) as desk:
        made = plan_on(desk, options)
        if out is not None:
            saved_plan.write(out, made, desk.reading.digest, now())
    if form == "json":
        click.echo(json.dumps(render.as_json(made.plan), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(write_markdown(made.plan, lang))
    else:
        render.write_text(made.plan, lang)
    return Exit.PENDING if exit_code and not made.plan.empty else Exit.DONE
