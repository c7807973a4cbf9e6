"""What a page is made of, whatever form it is written in."""

from __future__ import annotations

from collections.abc import Callable

from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A key."""

    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command to type; it stands in no table."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """What the eye should find first."""

    text: str


Span = str | Code | Command | Strong

Line = tuple[Span, ...]
"""A line of a page. Blanks at the ends of a text part it from its neighbours."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something of a list.

    Attributes:
        line: What is told of it.
        more: What is told below it.
        typed: Lines to copy into a file.
    """

    line: Line
    more: tuple[Line, ...] = ()
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table that belong together.

    Attributes:
        head: What they are of: the first cell of them all.
        cells: The other cells, a row each.
    """

    head: Line
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A list or a table under a heading; without a heading, lines alone.

    Attributes:
        title: The heading.
        units: What is listed; a page that is too long leaves out the last of them.
        columns: Headings of the table, where the units are rows.
        after: Lines that stand below the list, and are never left out.
    """

    title: str = ""
    units: tuple[Item, ...] | tuple[Rows, ...] = ()
    columns: tuple[str, ...] = ()
    after: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page says of itself.

    Attributes:
        lang: The language, as HTML names it.
        fold: What stands on a folded list, by the number of its units.
        left_out: What stands at the end of a list, by the number of units that are not there.
        too_long: Lines that say at the beginning that something is left out, and how to see it,
            by the number of units that are not there.
    """

    lang: str
    fold: Callable[[int], str]
    left_out: Callable[[int], str]
    too_long: Callable[[int], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        title: Its heading: how it stands.
        lines: What is told before the first section.
        sections: The rest.
        words: What it says of itself.
    """

    title: str
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    words: PageWords
