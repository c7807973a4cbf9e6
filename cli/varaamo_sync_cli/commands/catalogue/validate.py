"""``varaamo-sync validate``: findings, without network and without login."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from varaamo_sync.findings import Level, Severity
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync_cli.commands.options import (
    UNITS,
    OneOf,
    format_option,
    lang_option,
    path_argument,
    rule_names,
)
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.notes import talk_options
from varaamo_sync_cli.console.output import out
from varaamo_sync_cli.media.terminal import plain_for_terminal
from varaamo_sync_cli.render import rich_console as terminal

if TYPE_CHECKING:
    from varaamo_sync_cli.render.findings.validation_report import Report
    from varaamo_sync_cli.workspace.validation import Asked

_FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab")


@click.command(name="validate", short_help="Check a catalogue; needs no network and no login.")
@path_argument
@click.option(
    "--level",
    type=OneOf([level.value for level in Level]),
    default=Level.QUALITY.value,
    show_default=True,
    help="How far to look: what a draft needs, what publishing needs, or quality too.",
)
@click.option(
    "--fail-on",
    type=OneOf([Severity.ERROR.value, Severity.WARNING.value]),
    default=Severity.ERROR.value,
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    shell_complete=rule_names,
    help="Only this rule; repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    shell_complete=rule_names,
    help="Not this rule; repeatable.",
)
@click.option("--unit", type=UNITS, help="Only rooms of this service unit.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Findings that are known already; only new ones fail.",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep what is found now as known; the exit code is 0 unless --baseline says otherwise. "
    "What cannot be read is never known.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write --format there, and text on stdout.",
)
@format_option(*_FORMATS)
@lang_option
@talk_options
def command(
    path: Path,
    level: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    unit: str | None,
    baseline: Path | None,
    write_baseline: Path | None,
    output: Path | None,
    form: str,
    lang: Lang,
) -> int:
    """Check a catalogue: every finding at once, each with its place and how to mend it.

    Reference data (types, equipment, VAT, venues) is checked against reference.json beside the
    catalogue, where there is one; varaamo-sync reference makes it.

    \b
    varaamo-sync validate examples/helsinki
    varaamo-sync validate examples/helsinki --level draft --format json
    varaamo-sync validate --unit NUP --select description-missing-sv --lang sv
    varaamo-sync validate --format sarif --output varaamo.sarif
    """
    from varaamo_sync.catalogue_files.resting import collector_resting
    from varaamo_sync_cli.workspace.validation import Asked

    asked = Asked(
        path=path,
        level=Level(level),
        fail_on=Severity(fail_on),
        select=select,
        ignore=ignore,
        unit=ServiceUnit(unit) if unit else None,
        baseline=baseline,
        write_baseline=write_baseline,
        lang=lang,
    )
    with collector_resting():  # until the rooms are gone, too
        return _validated(asked, output, form)


def _validated(asked: Asked, output: Path | None, form: str) -> Exit:
    from varaamo_sync.catalogue_files.whole import write_whole
    from varaamo_sync_cli.workspace.validation import validate

    report = validate(asked, now=now())
    if output is not None:
        write_whole(output, _for_program(report, form))
        form = "text"
        out().speak_as_before()
    if form == "github":  # its commands are meant, and hold no others
        out().write_bytes(_for_program(report, form))
    else:
        click.echo(_rendered(report, form), nl=False)
    return Exit.FINDINGS if report.failed else Exit.DONE


def _for_program(report: Report, form: str) -> bytes:
    text = click.unstyle(_rendered(report, form))
    return (text if form == "github" else plain_for_terminal(text)).encode()


def _rendered(report: Report, form: str) -> str:
    if form == "json":
        from varaamo_sync_cli.render.findings.findings_json import render
    elif form == "sarif":
        from varaamo_sync_cli.render.findings.findings_sarif import render
    elif form == "junit":
        from varaamo_sync_cli.render.findings.findings_junit import render
    elif form == "github":
        from varaamo_sync_cli.render.findings.findings_github import render
    elif form == "gitlab":
        from varaamo_sync_cli.render.findings.findings_gitlab import render
    else:
        from varaamo_sync_cli.render.findings.findings_text import render as render_text

        return render_text(report, width=terminal.out().width)
    return render(report)
