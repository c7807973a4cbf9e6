"""The language that was asked for, for what is told outside of a command: errors and events."""

from __future__ import annotations

import os
from contextvars import ContextVar
from typing import TYPE_CHECKING, cast

import click

if TYPE_CHECKING:
    from varaamo_sync.model import Lang

LANGS = ("fi", "sv", "en")

LANG_SETTING = "VARAAMO_SYNC_LANG"
"""What in the environment names the language where ``--lang`` does not."""

_LANG: ContextVar[Lang] = ContextVar("lang", default="fi")


def current_language() -> Lang:
    """Return the language of this run."""
    return _LANG.get()


def set_language(_: click.Context | None, __: click.Parameter | None, value: str) -> str:
    """Take the language of ``--lang``; a callback of click."""
    _LANG.set(cast("Lang", value))
    return value


def set_language_of_environment() -> None:
    """Take the language of the environment, until a command takes that of ``--lang``."""
    named = os.environ.get(LANG_SETTING, "")
    _LANG.set(cast("Lang", named) if named in LANGS else "fi")
