"""Errors in words: what happened, why, and what to do."""

from __future__ import annotations

import os
import sys
import traceback

import click

from varaamo_sync.catalogue_files.whole import disk_is_full, unwritable
from varaamo_sync.errors import (
    BookingError,
    CatalogueInvalid,
    CatalogueNotFound,
    FormInvalid,
    OutputUnwritable,
    PushRefused,
    SessionEnded,
    StoreUnusable,
    UsageError,
    VaraamoSyncError,
)
from varaamo_sync.secrecy import strike, without_passwords
from varaamo_sync_cli.console.colour import colour
from varaamo_sync_cli.console.error_text import lines, problems
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.console.extras import missing_extra
from varaamo_sync_cli.console.language import spoken
from varaamo_sync_cli.console.notes import warn
from varaamo_sync_cli.console.settings import secrets_of_environment
from varaamo_sync_cli.media.terminal import styled
from varaamo_sync_cli.words.session import line
from varaamo_sync_cli.workspace.access.credentials import SESSION_SETTING

_CODES: tuple[tuple[type[VaraamoSyncError], Exit], ...] = (
    (CatalogueNotFound, Exit.USAGE),
    (CatalogueInvalid, Exit.FINDINGS),
    (UsageError, Exit.USAGE),
    (PushRefused, Exit.REFUSED),
    (StoreUnusable, Exit.REFUSED),
    (OutputUnwritable, Exit.OUTPUT),
    (BookingError, Exit.UNUSABLE),
)


def explain(error: Exception) -> Exit:
    """Write an error to stderr and return the exit code that it deserves."""
    error = missing_extra(error) or error
    if isinstance(error, OSError) and disk_is_full(error):  # whoever it was that wrote
        error = unwritable(error.filename or "A file", error)
    if not isinstance(error, VaraamoSyncError):
        return _bug(error)
    red = styled("error: ", fg="red", bold=True)
    click.echo(red, nl=False, err=True, color=colour())
    # Errors of other kinds are told in English, and so is what leads to their fix.
    lang = spoken() if isinstance(error, BookingError | FormInvalid) else "en"
    for problem in problems(error, lang):
        for said in lines(problem, lang):
            click.echo(said, err=True)
    if isinstance(error, SessionEnded) and os.environ.get(SESSION_SETTING):
        warn(line("goes_first", lang, setting=SESSION_SETTING))
    for kind, code in _CODES:
        if isinstance(error, kind):
            return code
    return Exit.FINDINGS


def _told(text: str, secrets: tuple[str, ...]) -> str:
    """Return what a foreign exception says, without what nobody may be told."""
    return without_passwords(strike(text, secrets))


def _bug(error: Exception) -> Exit:
    secrets = secrets_of_environment()
    click.echo(
        f"internal error: {type(error).__name__}: {_told(str(error), secrets)}\n"
        "This is a bug in varaamo-sync. Please report it with the lines below; they hold no\n"
        "secret. Set VARAAMO_SYNC_DEBUG=1 to see the whole trace.",
        err=True,
    )
    if os.environ.get("VARAAMO_SYNC_DEBUG"):
        click.echo(_told("".join(traceback.format_exception(error)), secrets), err=True, nl=False)
    else:
        for frame in traceback.extract_tb(error.__traceback__)[-3:]:
            name = frame.filename.replace("\\", "/").rpartition("/")[2]
            click.echo(f"  {name}:{frame.lineno} in {frame.name}", err=True)
    sys.stderr.flush()
    return Exit.BUG
