"""The consoles: results go to stdout, talk and progress to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import lru_cache

from rich.console import Console
from rich.markup import escape
from rich.segment import Segment

from varaamo_sync_cli.console.colour import colour
from varaamo_sync_cli.media.signs import on_one_line
from varaamo_sync_cli.media.terminal import ours, plain_for_terminal

_PIPE_WIDTH = 100
"""Columns where no terminal says how wide it is; tables are made to fit."""


class _Console(Console):
    """A console whose own colours and moves pass the door of the terminal, and no others."""

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        return ours(super()._render_buffer(map(_plain, buffer)))


def _plain(segment: Segment) -> Segment:
    text, style, control = segment
    if control:
        return segment
    bare = style.update_link(None) if style is not None and style.link else style
    return Segment(plain_for_terminal(text), bare)


def quoted(text: str) -> str:
    """Return a text as it stands within one of ours: on one line, and without markup."""
    return escape(on_one_line(text))


def out() -> Console:
    """Return the console for results."""
    return _console(colour(), sys.stdout.isatty(), _width(), stderr=False)


def err() -> Console:
    """Return the console for talk and progress."""
    return _console(colour(), sys.stderr.isatty(), _width(), stderr=True)


@lru_cache(maxsize=4)
def _console(wanted: bool | None, terminal: bool, width: int, *, stderr: bool) -> Console:
    plain = wanted is False
    return _Console(
        stderr=stderr,
        highlight=False,
        width=None if terminal else width,
        force_terminal=terminal or bool(wanted),
        color_system=None if plain else "standard" if wanted else "auto",
    )


def _width() -> int:
    try:
        return max(40, int(os.environ["COLUMNS"]))
    except (KeyError, ValueError):
        return _PIPE_WIDTH
