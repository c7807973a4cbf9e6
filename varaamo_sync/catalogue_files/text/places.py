"""Where things stand in a text.

Composing all of a text takes a second for 6 MB, so of a long one only the piece around a place
is composed. Pieces are told by their indentation, and that is sure: whatever a list or a mapping
holds begins in its column, so if there begin as many things as it holds, they are what it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, NamedTuple

from varaamo_sync.catalogue_files.text.faults import Place
from varaamo_sync.catalogue_files.text.nodes import Node, Unparsable, compose
from varaamo_sync.findings import Path

LINE_BREAK = re.compile(r"\r\n|\n|\r")

Names = Mapping[Path, Sequence[str | int]]
"""What the mappings and lists at some paths hold, by key or number."""

LONGEST_WHOLE = 50_000
"""Up to how many characters a text is composed as a whole."""

_OUTER = 4  # steps down to a room: venues, number, rooms, number
_KEPT = 64
_NEW_LINE = re.compile("\n")  # three times as fast, where there is no other
_ODD_BREAKS = ("\x85", "\u2028", "\u2029")  # libyaml counts them as lines, too
_FIRST = re.compile(r"(?:(?:(?:---)?[ \t]*(?:\#[^\n]*)?\r?|%[^\n]*)\n)*+( *)(?=[\w\"'-])")
_NEXT = re.compile(r"\n(?:[ \t]*(?:\#[^\n]*)?\r?\n)*+( *)(?=[\w\"'-])")
_HARDLY_INDENTED = re.compile(r"\n( {0,6}+)(?![ \n\r#])")
_DASH = re.compile(r"- +(?=[\w\"'-])")
_DASHES = ("- ", "-\n", "-\r")
_KEY_ALONE = re.compile(
    r"""(?:\w[\w ./()-]*|"[^"\\\n]*"|'[^'\n]*')[ ]*:(?:[ ]+\#[^\n]*|[ ]*\r?)(?=\n)"""
)


class Found(NamedTuple):
    """How much of a path is there, and where its last piece stands.

    Attributes:
        depth: How many steps of the path exist in the text.
        place: The value where it begins beside its key, else the key; when the path goes on
            further than the text, the key of the nearest thing that holds it.
    """

    depth: int
    place: Place


class Lines:
    """Turns offsets into lines and columns."""

    def __init__(self, text: str) -> None:
        breaks = (LINE_BREAK if "\r" in text else _NEW_LINE).finditer(text)
        self._starts = [0, *(match.end() for match in breaks)]

    def place(self, offset: int) -> Place:
        """Return the place of an offset."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, without their breaks."""
    return (LINE_BREAK.sub("\n", text) if "\r" in text else text).split("\n")


def outer_names(data: Any, path: Path = ()) -> Iterator[tuple[Path, Sequence[str | int]]]:
    """Yield what the mappings and lists around rooms hold."""
    if len(path) >= _OUTER:
        return
    if isinstance(data, dict):
        yield path, [str(name) for name in data]
        for name, value in data.items():
            yield from outer_names(value, (*path, str(name)))
    elif isinstance(data, list):
        yield path, range(len(data))
        for number, value in enumerate(data):
            yield from outer_names(value, (*path, number))


class _Span(NamedTuple):
    """A node by its indentation: where it begins, in which column, and where it ends at most."""

    start: int
    column: int
    end: int


_Way = tuple[list[tuple[int, int]], Node | None]
"""Where keys and values begin along a path, from the whole on; the last of them, if composed."""


class Places:
    """Finds places in one text, which is YAML, or JSON as ``as_yaml`` returns it.

    Args:
        text: The text.
        names: What is known of its mappings and lists; see ``outer_names``.
        longest: Up to how many characters it is composed as a whole.
    """

    def __init__(
        self, text: str, names: Names | None = None, *, longest: int = LONGEST_WHOLE
    ) -> None:
        self._text = text
        odd = "\r" in text.replace("\r\n", "") or any(char in text for char in _ODD_BREAKS)
        self._names = {} if odd or len(text) <= longest or names is None else names
        self._composed: dict[_Span, Node] = {}
        self._split: dict[_Span, list[int]] = {}

    def find(self, path: Path, *, at_key: bool = False) -> Found:
        """Find a path; with ``at_key`` its last key instead of the value."""
        try:
            steps, _ = self._follow(path)
        except Unparsable:  # JSON with keys beyond all measure
            return Found(0, Place(1, 1))
        key, start = map(self._lines.place, steps[-1])
        depth = len(steps) - 1
        beside = depth == len(path) and not at_key and key.line == start.line
        return Found(depth, start if beside else key)

    def node(self, path: Path) -> Node | None:
        """Return the node at a path, if there is one.

        Raises:
            Unparsable: The text is no YAML.
        """
        steps, node = self._follow(path, composed=True)
        return node if len(steps) > len(path) else None

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def _whole(self) -> Node:
        return compose(self._text)

    def _follow(self, path: Path, *, composed: bool = False) -> _Way:
        """Follow a path as far as it goes: by indentation, then in what is composed below it."""
        if self._names and (path or not composed):
            with suppress(Unparsable, ValueError):  # laid out oddly
                return _within(*self._outside(path, composed=composed), path)
        return _within([(self._whole.start, self._whole.start)], self._whole, path)

    def _outside(self, path: Path, *, composed: bool) -> _Way:
        first = _FIRST.match(self._text)
        if first is None:
            raise Unparsable
        span = _Span(first.end(), len(first[1]), len(self._text))
        steps = [(span.start, span.start)]
        known: Path = ()
        for step in path:
            names = self._names[known]
            starts = self._starts(span, len(names))
            if starts is None:
                return steps, self._compose(span)
            name = step if isinstance(names, range) else str(step)
            if name not in names:
                break
            known = (*known, name)
            index = names.index(name)
            end = starts[index + 1] if index + 1 < len(starts) else span.end
            child = _Span(starts[index], span.column, end)
            inner = self._inside(child, name) if known in self._names else None
            if inner is None or (composed and len(known) == len(path)):
                (entry,) = self._compose(child).entries
                return [*steps, entry.begins], entry.value
            steps.append((inner.start if isinstance(name, int) else child.start, inner.start))
            span = inner
        return steps, None

    def _inside(self, child: _Span, step: str | int) -> _Span | None:
        """Return what stands after a key or a dash, if it is by indentation."""
        if isinstance(step, int):
            dash = _DASH.match(self._text, child.start)
            return dash and _Span(dash.end(), child.column + len(dash.group()), child.end)
        alone = _KEY_ALONE.match(self._text, child.start)
        following = _NEXT.match(self._text, alone.end()) if alone else None
        if following is None or following.end() >= child.end:
            return None
        return _Span(following.end(), len(following[1]), child.end)

    @cached_property
    def _hardly_indented(self) -> list[tuple[int, int]]:
        """Where lines begin that are hardly indented, each with its indent: venues and rooms."""
        found = _HARDLY_INDENTED.finditer(self._text)
        return [(match.end(), len(match[1])) for match in found]

    def _starts(self, span: _Span, count: int) -> list[int] | None:
        """Return where the entries of a node begin, if so many are seen as there are."""
        if span not in self._split:
            text, lines = self._text, self._hardly_indented
            is_list = text.startswith(_DASHES, span.start)
            begin, end = bisect_right(lines, (span.start, 99)), bisect_left(lines, (span.end, 0))
            self._split[span] = [span.start] + [
                start
                for start, column in lines[begin:end]
                if column == span.column and is_list == text.startswith(_DASHES, start)
            ]
        starts = self._split[span]
        return starts if len(starts) == count else None

    def _compose(self, span: _Span) -> Node:
        if span not in self._composed:
            if len(self._composed) >= _KEPT:
                self._composed.clear()
            piece = " " * span.column + self._text[span.start : span.end]
            self._composed[span] = compose(piece, span.start - span.column)
        return self._composed[span]


def _within(steps: list[tuple[int, int]], node: Node | None, path: Path) -> _Way:
    """Follow the rest of a path within a node."""
    for step in path[len(steps) - 1 :]:
        entry = node.entry(step) if node else None
        if entry is None:
            break
        node = entry.value
        steps.append(entry.begins)
    return steps, node
