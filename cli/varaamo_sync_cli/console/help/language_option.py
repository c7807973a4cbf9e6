"""``--lang``, which every command takes, and the program itself before the command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from varaamo_sync_cli.console.help.one_of import OneOf
from varaamo_sync_cli.console.run_language import LANG_SETTING, LANGS, set_language

F = TypeVar("F", bound=Callable[..., Any])


def language_option(*, expose_value: bool = True) -> Callable[[F], F]:
    """Return ``--lang``.

    Args:
        expose_value: Whether the command takes the language of this run as ``lang``.
    """
    return click.option(
        "--lang",
        type=OneOf(LANGS),
        envvar=LANG_SETTING,
        callback=set_language,
        expose_value=expose_value,
    )
