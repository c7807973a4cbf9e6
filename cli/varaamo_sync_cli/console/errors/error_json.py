"""Errors as JSON on stdout, for whoever asked for JSON: ``schemas/error.schema.json``."""

from __future__ import annotations

from typing import Any

import click

from varaamo_sync.errors import VaraamoSyncError
from varaamo_sync.explanations import error_as_dict
from varaamo_sync_cli.console.help.help_texts import say
from varaamo_sync_cli.console.help.misuse import Misuse
from varaamo_sync_cli.console.help.usage_errors import usage_error
from varaamo_sync_cli.console.output import out, print_json
from varaamo_sync_cli.console.run_language import current_language


def answer_in_json(error: BaseException, code: int) -> None:
    """Write an error to stdout, where no result stands yet.

    A result tells itself what failed; with two documents on stdout a program could read neither.

    Args:
        error: What ended the run.
        code: Exit code of the run.
    """
    if out().told:
        return
    out().speak_utf8()
    print_json({"error": {**_as_dict(error), "exit_code": int(code)}})


def _as_dict(error: BaseException) -> dict[str, Any]:
    if isinstance(error, VaraamoSyncError):
        return error_as_dict(error, current_language())
    if isinstance(error, click.Abort | KeyboardInterrupt):
        return _bare("interrupted", error, say("aborted"))
    if isinstance(error, click.ClickException):
        code = error.problem.replace("_", "-") if isinstance(error, Misuse) else "usage"
        return _bare(code, error, usage_error(error), _help(error))
    return _bare("bug", error, say("bug"), say("report"))


def _bare(code: str, error: BaseException, message: str, fix: str | None = None) -> dict[str, Any]:
    known = ("guard", "lock", "stale", "findings", "unread", "request")
    return {
        "code": code,
        "kind": type(error).__name__,
        "message": message,
        "why": None,
        "fix": fix,
        "problems": [],
        **dict.fromkeys(known),
    }


def _help(error: click.ClickException) -> str | None:
    context = error.ctx if isinstance(error, click.UsageError) else None
    said = say("help", command=f"{context.command_path} --help") if context else ""
    return " ".join(said.split()) or None
