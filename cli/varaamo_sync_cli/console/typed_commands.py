"""Commands as people type them, in a shell of Windows, macOS or Linux alike."""

from __future__ import annotations

import os
import shlex

import click

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync_cli.console.verbosity import quiet

_PLAIN = lazy_pattern(r"[\w@%+=:,./\\-]+")
_ACTIVE = frozenset('$`"\\!')
"""What means something within the double quotes of a shell, but not in those of Windows."""


def typed(*words: object) -> str:
    """Return a command of ours as it is typed; quotes are those that every shell takes.

    Args:
        words: The command and its arguments, without ``varaamo-sync``.
    """
    return " ".join(("varaamo-sync", *map(as_typed, words)))


def as_typed(word: object) -> str:
    """Return a word of a command as shells of every kind take it."""
    text = str(word)
    if _PLAIN.fullmatch(text):
        return text
    return shlex.quote(text) if os.name != "nt" and _ACTIVE & set(text) else f'"{text}"'


def tell_next(text: str) -> None:
    """Say beside the result what to type next, unless only results are wanted."""
    if not quiet():
        click.echo(text, err=True)
