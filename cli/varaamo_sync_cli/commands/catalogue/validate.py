"""``varaamo-sync validate``: findings, without network and without login."""

from __future__ import annotations

from collections.abc import Sequence
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
    from varaamo_sync_cli.workspace.catalogue.validation_run import ValidationRun

    Found = ValidationReport | ValidationRun


@spoken_command("validate")
@click.argument("paths", nargs=-1, type=parameters.PATH, metavar="[PATH]...")
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
@click.option("--changed-since", metavar="REF")
@click.option("--output", type=parameters.PATH, metavar="FILE")
@click.option("--by", type=OneOf(["venue", "owner", "rule", "unit"]))
@click.option("--full", is_flag=True)
@parameters.output("text", "json", "sarif", "junit", "github", "gitlab", "markdown", "xlsx")
def command(
    paths: tuple[Path, ...], output: Path | None, form: str, by: str | None, **options: Any
) -> int:
    """Check a catalogue: how its rooms stand, what to mend first, and what each room lacks."""
    from varaamo_sync_cli.console.gc_pause import paused_collector
    from varaamo_sync_cli.workspace.catalogue.validation import By, ValidateOptions
    from varaamo_sync_cli.workspace.catalogue.validation_run import find_catalogues

    folders = find_catalogues(paths or [Path()])
    alone = folders[0] if len(folders) == 1 else None
    asked = ValidateOptions(path=alone or Path(), by=By(by) if by else None, **options)
    if form == "xlsx" and (output is None or alone is None):
        raise UsageError("xlsx-without-file" if output is None else "xlsx-of-several")
    with paused_collector():  # until the rooms are gone, too
        found = _validate(asked, None if alone else folders)
        return _show(found, output, form)


def _validate(options: ValidateOptions, folders: Sequence[Path] | None) -> Found:
    """Check one catalogue, or several that were named."""
    from varaamo_sync_cli.workspace.catalogue.validation import validate
    from varaamo_sync_cli.workspace.catalogue.validation_run import validate_all

    if folders is None:
        return validate(options, now=now())
    return validate_all(folders, options, now=now())


def _show(found: Found, output: Path | None, form: str) -> Exit:
    from varaamo_sync.catalogue_files import write_whole

    if output is not None:
        write_whole(output, _for_program(found, form, output))
        form = "text"
        out().speak_as_before()
    if form == "github":  # its commands are meant, and hold no others
        out().write_bytes(_for_program(found, form))
    else:
        click.echo(_render(found, form), nl=False)
    return Exit.FINDINGS if found.failed else Exit.DONE


def _for_program(found: Found, form: str, output: Path | None = None) -> bytes:
    from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport

    if form == "xlsx" and output is not None and isinstance(found, ValidationReport):
        from varaamo_sync_cli.render.findings.findings_xlsx import workbook

        return workbook(found, output)
    text = click.unstyle(_render(found, form))
    return (text if form == "github" else plain_for_terminal(text)).encode()


def _render(found: Found, form: str) -> str:
    from varaamo_sync_cli.workspace.catalogue.validation import ValidationReport

    of_one = isinstance(found, ValidationReport)
    renderer = import_module(f"varaamo_sync_cli.render.findings.findings_{form}")
    rendered: str = (renderer.render if of_one else renderer.render_several)(found)
    return rendered
