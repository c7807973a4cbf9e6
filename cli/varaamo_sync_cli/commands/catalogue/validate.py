"""``varaamo-sync validate``: findings, without network and without login."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Level, Severity
from varaamo_sync_cli.commands import parameters
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.one_of import OneOf
from varaamo_sync_cli.console.help.spoken_commands import spoken_command
from varaamo_sync_cli.console.output import out
from varaamo_sync_cli.media.terminal import plain_for_terminal

if TYPE_CHECKING:
    from varaamo_sync_cli.workspace.catalogue.validation import ValidateOptions, ValidationReport


@spoken_command("validate")
@parameters.path
@click.option(
    "--level",
    type=OneOf([level.value for level in Level], Level),
    default=Level.QUALITY.value,
    show_default=True,
)
@click.option(
    "--fail-on",
    type=OneOf([Severity.ERROR.value, Severity.WARNING.value], Severity),
    default=Severity.ERROR.value,
    show_default=True,
)
@parameters.rules("--select")
@parameters.rules("--ignore")
@parameters.unit
@click.option("--baseline", type=parameters.PATH, metavar="FILE")
@click.option("--write-baseline", type=parameters.PATH, metavar="FILE")
@click.option("--output", type=parameters.PATH, metavar="FILE")
@click.option("--by", type=OneOf(["venue", "owner", "rule", "unit"]))
@click.option("--full", is_flag=True)
@parameters.output("text", "json", "sarif", "junit", "github", "gitlab", "xlsx")
def command(output: Path | None, form: str, by: str | None, **options: Any) -> int:
    """Check a catalogue: how its rooms stand, what to mend first, and what each room lacks."""
    from varaamo_sync_cli.console.gc_pause import paused_collector
    from varaamo_sync_cli.workspace.catalogue.validation import By, ValidateOptions

    asked = ValidateOptions(by=By(by) if by else None, **options)
    if form == "xlsx" and output is None:
        raise UsageError("xlsx-without-file")
    with paused_collector():  # until the rooms are gone, too
        return _validate_and_show(asked, output, form)


def _validate_and_show(options: ValidateOptions, output: Path | None, form: str) -> Exit:
    from varaamo_sync.catalogue_files import write_whole
    from varaamo_sync_cli.workspace.catalogue.validation import validate

    report = validate(options, now=now())
    if output is not None:
        write_whole(output, _for_program(report, form, output))
        form = "text"
        out().speak_as_before()
    if form == "github":  # its commands are meant, and hold no others
        out().write_bytes(_for_program(report, form))
    else:
        click.echo(_render(report, form), nl=False)
    return Exit.FINDINGS if report.failed else Exit.DONE


def _for_program(report: ValidationReport, form: str, output: Path | None = None) -> bytes:
    if form == "xlsx" and output is not None:
        from varaamo_sync_cli.render.findings.findings_xlsx import workbook

        return workbook(report, output)
    text = click.unstyle(_render(report, form))
    return (text if form == "github" else plain_for_terminal(text)).encode()


def _render(report: ValidationReport, form: str) -> str:
    name = f"varaamo_sync_cli.render.findings.findings_{form}"
    rendered: str = import_module(name).render(report)
    return rendered
