"""Commands as people type them, in a shell of Windows, macOS or Linux alike."""

from __future__ import annotations

import re

import click

from varaamo_sync_cli.console.verbosity import quiet

_PLAIN = re.compile(r"[\w@%+=:,./\\-]+")


def typed(*words: object) -> str:
    """Return a command of ours as it is typed; quotes are those that every shell takes.

    Args:
        words: The command and its arguments, without ``varaamo-sync``.
    """
    return " ".join(("varaamo-sync", *(_quoted(str(word)) for word in words)))


def tell_next(text: str) -> None:
    """Say beside the result what to type next, unless only results are wanted."""
    if not quiet():
        click.echo(text, err=True)


def _quoted(word: str) -> str:
    return word if _PLAIN.fullmatch(word) else '"{}"'.format(word.replace('"', '\\"'))
