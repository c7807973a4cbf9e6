"""Errors as JSON on stdout, for whoever asked for JSON: ``schemas/error.schema.json``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from varaamo_sync.errors import VaraamoSyncError
from varaamo_sync.explanations import error_as_dict
from varaamo_sync_cli.console.help.help_texts import say
from varaamo_sync_cli.console.help.misuse import Misuse
from varaamo_sync_cli.console.help.usage_errors import usage_error
from varaamo_sync_cli.console.output import out, print_json
from varaamo_sync_cli.console.run_language import current_language

_OPTION = "--format"


def answer_in_json(error: BaseException, code: int, arguments: Sequence[str]) -> None:
    """Write an error to stdout, where JSON was asked for and no result stands there yet.

    A result tells itself what failed; with two documents on stdout a program could read neither.

    Args:
        error: What ended the run.
        code: Exit code of the run.
        arguments: Arguments of the program.
    """
    if list(_asked(arguments))[-1:] != ["json"] or out().told:
        return
    out().speak_utf8()
    print_json({"error": {**_as_dict(error), "exit_code": int(code)}})


def _asked(arguments: Sequence[str]) -> Iterator[str]:
    """Yield every form that is asked for; click may not have come to it before the error."""
    for index, word in enumerate(arguments):
        if word == "--":
            return
        name, equals, value = word.partition("=")
        if name == _OPTION:
            yield value if equals else "".join(arguments[index + 1 : index + 2])


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
