"""One of some words on the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from varaamo_sync_cli.console.help.misuse import Misuse


class OneOf(click.Choice[str]):
    """One of some words; for another one, the nearest of them is named.

    Args:
        words: The words.
        make: What they are made into, such as an enumeration of strings.
    """

    def __init__(self, words: Sequence[str], make: Callable[[str], str] = str) -> None:
        super().__init__(words)
        self._make = make

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that was meant."""
        if value in self.choices:
            return self._make(value)
        from varaamo_sync.suggest import suggest

        meant = suggest(str(value), {word.casefold(): word for word in self.choices})
        choices = ", ".join(self.choices)
        raise Misuse("not_one_of", ctx=ctx, param=param, value=value, names=choices, meant=meant)
