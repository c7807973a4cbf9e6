"""A wrong call, by the name of what is wrong with it."""

from __future__ import annotations

import click


class Misuse(click.BadParameter):
    """A wrong call, whose words stand in ``help/usage``.

    Attributes:
        problem: What is wrong: the name of the words.
        values: What the words speak of.

    Args:
        problem: What is wrong: the name of the words.
        ctx: The call, where it is known.
        param: The parameter that was given a wrong value.
        values: What the words speak of.
    """

    def __init__(
        self,
        problem: str,
        *,
        ctx: click.Context | None = None,
        param: click.Parameter | None = None,
        **values: object,
    ) -> None:
        super().__init__(problem, ctx=ctx, param=param)
        self.problem = problem
        self.values = values
