"""The language that was asked for, for what is told outside of a command: errors and events."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, cast

import click

if TYPE_CHECKING:
    from varaamo_sync.model import Lang

_LANG: ContextVar[Lang] = ContextVar("lang", default="fi")


def current_language() -> Lang:
    """Return the language of this run."""
    return _LANG.get()


def set_language(_: click.Context | None, __: click.Parameter | None, value: str) -> str:
    """Take the language of ``--lang``; a callback of click."""
    _LANG.set(cast("Lang", value))
    return value
