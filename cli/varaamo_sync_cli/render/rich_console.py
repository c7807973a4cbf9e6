"""The consoles: results go to stdout, talk and progress to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import StringIO
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.markup import escape
from rich.segment import Segment
from rich.text import Text

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import on_one_line
from varaamo_sync_cli.console.output import colour
from varaamo_sync_cli.media.terminal import let_pass, plain_for_terminal
from varaamo_sync_cli.media.width import NARROW, columns_of_pipe

_WORD = lazy_pattern(r"(?:(?<=: )|(?<=  )|(?<!.))varaamo-sync .*|[^ ]+")
"""A word, or a command at the end of a line: that is copied whole."""
_FURTHER = 2
"""How much further than its beginning a broken line goes on."""


class _Console(Console):
    """A console whose own colours and moves pass the door of the terminal, and no others."""

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        return let_pass(super()._render_buffer(map(_clean, buffer)))


def _clean(segment: Segment) -> Segment:
    text, style, control = segment
    if control:
        return segment
    bare = style.update_link(None) if style is not None and style.link else style
    return Segment(plain_for_terminal(text), bare)


def quote(text: str) -> str:
    """Return a text as it stands within one of ours: on one line, and without markup."""
    return escape(on_one_line(text))


def out() -> Console:
    """Return the console for results."""
    return _console(sys.stdout, colour(), columns_of_pipe(), stderr=False)


def print_line(text: str) -> None:
    """Write a line with markup to stdout.

    It is broken between words, below where it begins, where there are few columns; else a terminal
    does it.
    """
    console = out()
    if console.width >= NARROW:
        console.print(text, soft_wrap=True)
        return
    for line in Text.from_markup(text, emoji=False).split(allow_blank=True):
        for short in _short_lines(line, console.width):
            console.print(short, soft_wrap=True)


def _short_lines(line: Text, width: int) -> Iterator[Text]:
    """Yield a line in as many as it takes; a word that is longer than a line stays whole."""
    plain = line.plain
    blanks = len(plain) - len(plain.lstrip(" "))
    indent, begun, ends = blanks, blanks, blanks
    for word in _WORD.finditer(plain, blanks):
        if ends > begun and indent + cell_len(plain[begun : word.end()]) > width:
            yield Text(" " * indent).append_text(line[begun:ends])
            indent, begun = blanks + _FURTHER if blanks else 0, word.start()
        ends = word.end()
    yield Text(" " * indent).append_text(line[begun:ends])


def print_plainly(what: RenderableType) -> None:
    """Print; in a pipe, without the spaces that fill up the lines of a table."""
    console = out()
    if isinstance(what, str):
        what = Text(what)
    if console.is_terminal:
        console.print(what)
        return
    text = StringIO()
    Console(file=text, width=console.width, highlight=False, emoji=False, color_system=None).print(
        what
    )
    for row in text.getvalue().splitlines():
        console.print(Text(row.rstrip()), soft_wrap=True)


def err() -> Console:
    """Return the console for talk and progress."""
    return _console(sys.stderr, colour(), columns_of_pipe(), stderr=True)


@lru_cache(maxsize=4)
def _console(stream: TextIO, wanted: bool | None, width: int, *, stderr: bool) -> Console:
    """Return the console of a stream: what one could not write must not come out of another."""
    plain, terminal = wanted is False, stream.isatty()
    return _Console(
        stderr=stderr,
        highlight=False,
        emoji=False,  # a name is shown as it is; and the table of all emojis takes its time
        width=None if terminal else width,
        force_terminal=terminal or bool(wanted),
        color_system=None if plain else "standard" if wanted else "auto",
    )
