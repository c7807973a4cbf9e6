"""Errors in words: what happened, why, and what to do."""

from __future__ import annotations

import os
import sys
import traceback

import click

from varaamo_sync.catalogue_files import disk_is_full, unwritable
from varaamo_sync.errors import (
    BookingError,
    CatalogueInvalid,
    CatalogueNotFound,
    HoursError,
    OutputUnwritable,
    PushRefused,
    RespaError,
    ServiceMapError,
    SessionEnded,
    StoreUnusable,
    UsageError,
    VaraamoSyncError,
    part,
)
from varaamo_sync.extras import missing_extra
from varaamo_sync.secrecy import strike, without_passwords
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.errors.error_text import explain_error, explanation_lines
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.help.help_texts import say as say_early
from varaamo_sync_cli.console.output import colour
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.settings import SESSION, secrets_of_environment
from varaamo_sync_cli.console.verbosity import warn
from varaamo_sync_cli.media.terminal import paint

say = Theme("commands/notes")
line = Theme("commands/session")

_CODES: tuple[tuple[type[VaraamoSyncError], Exit], ...] = (
    (CatalogueNotFound, Exit.USAGE),
    (CatalogueInvalid, Exit.FINDINGS),
    (UsageError, Exit.USAGE),
    (PushRefused, Exit.REFUSED),
    (StoreUnusable, Exit.REFUSED),
    (OutputUnwritable, Exit.OUTPUT),
    (BookingError, Exit.UNUSABLE),
    (HoursError, Exit.UNUSABLE),
    (ServiceMapError, Exit.UNUSABLE),
    (RespaError, Exit.UNUSABLE),
)


def report_error(error: Exception) -> Exit:
    """Write an error to stderr and return the exit code that it deserves."""
    error = known_error(error)
    if not isinstance(error, VaraamoSyncError):
        return _report_bug(error)
    lang = current_language()
    red = paint(f"{say('error', lang)}: ", fg="red", bold=True)
    click.echo(red, nl=False, err=True, color=colour())
    for found in explain_error(error, lang):
        for row in explanation_lines(found, lang):
            click.echo(row, err=True)
    if isinstance(error, SessionEnded) and os.environ.get(SESSION):
        warn(line("goes_first", lang, setting=SESSION))
    for kind, code in _CODES:
        if isinstance(error, kind):
            return code
    return Exit.FINDINGS


def known_error(error: Exception) -> Exception:
    """Return an error as one of ours, where it stands for one: a full disk, a missing library."""
    error = missing_extra(error) or error
    if isinstance(error, OSError) and disk_is_full(error):  # whoever it was that wrote
        return unwritable(error.filename or part("some-file"), error)
    return error


def _report_bug(error: Exception) -> Exit:
    traced = "".join(traceback.format_exception(error))
    told, traced = (
        without_passwords(strike(text, secrets_of_environment())) for text in (str(error), traced)
    )
    click.echo(f"{say_early('bug')}: {type(error).__name__}: {told}", err=True)
    click.echo(say_early("report"), err=True)
    if os.environ.get("VARAAMO_SYNC_DEBUG"):
        click.echo(traced, err=True, nl=False)
    else:
        for frame in traceback.extract_tb(error.__traceback__)[-3:]:
            name = frame.filename.replace("\\", "/").rpartition("/")[2]
            click.echo(f"  {name}:{frame.lineno} in {frame.name}", err=True)
    sys.stderr.flush()
    return Exit.BUG
