"""Questions on the terminal that are answered with words; each has an answer to take as it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

import click

from varaamo_sync.errors import UsageError
from varaamo_sync_cli.console.errors.error_text import explain_error, explanation_lines
from varaamo_sync_cli.console.run_language import current_language

T = TypeVar("T")


def can_ask() -> bool:
    """Tell whether somebody sits before the terminal who could answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str, default: str, understand: Callable[[str], T]) -> T:
    """Ask a question on stderr until its answer is understood.

    Args:
        question: The question, in the language of this run.
        default: What Enter alone answers; it stands beside the question.
        understand: Returns what an answer means; raises ``UsageError`` for one that is none, and
            what it says is told before the question is asked again.

    Raises:
        click.Abort: Whoever was asked has left: end of input, or Ctrl-C.
    """
    while True:
        typed = click.prompt(question, default=default, err=True)
        try:
            return understand(str(typed).strip())
        except UsageError as error:
            lang = current_language()
            for found in explain_error(error, lang):
                for row in explanation_lines(found, lang):
                    click.echo(row, err=True)
