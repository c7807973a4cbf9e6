"""Where things stand in a text.

Composing all of a text takes a second for 6 MB, so of a long one only the piece around a place
is composed. Pieces are told by their indentation, and that is sure: whatever a list or a mapping
holds begins in its column, so if there begin as many things as it holds, they are what it holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any, NamedTuple

from varaamo_sync.catalogue_files.text.faults import Place
from varaamo_sync.catalogue_files.text.nodes import Node, Unparsable, compose
from varaamo_sync.findings import Path
from varaamo_sync.startup.lazy_pattern import lazy_pattern

LINE_BREAK = lazy_pattern(r"\r\n|\n|\r")

Counts = Mapping[Path, int]
"""How much the mappings and lists at some paths hold."""

LONGEST_WHOLE = 50_000
"""Up to how many characters a text is composed as a whole."""

_OUTER = 4  # steps down to a room: venues, number, rooms, number
_KEPT = 64
_SMALL = 20_000  # characters of a node whose lines are looked through anew
_NEW_LINE = lazy_pattern("\n")  # three times as fast, where there is no other
_ODD_BREAKS = ("\x85", "\u2028", "\u2029")  # libyaml counts them as lines, too
_FIRST = lazy_pattern(r"(?:(?:(?:---)?[ \t]*(?:\#[^\n]*)?\r?|%[^\n]*)\n)*+( *)(?=[\w\"'-])")
_NEXT = lazy_pattern(r"(?:[ ]+\#[^\n]*|[ ]*\r?)\n(?:[ \t]*(?:\#[^\n]*)?\r?\n)*+( *)(?=[\w\"'-])")
_DASHES = ("- ", "-\n", "-\r")
_DASH = lazy_pattern(r"-(?: +(?=[\w\"'-]))?")
_KEY = lazy_pattern(
    r"""(?:(\w(?:[\w ./()-]*[\w./()-])?)|"([^"\\\n]*)"|'([^'\n]*)')[ ]*:(?=[ \r\n])"""
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


def outer_counts(data: Any, path: Path = ()) -> Iterator[tuple[Path, int]]:
    """Yield how much the mappings and lists hold that rooms are, or that stand around them."""
    if isinstance(data, dict | list):
        yield path, len(data)
        if len(path) < _OUTER:
            for step, value in data.items() if isinstance(data, dict) else enumerate(data):
                yield from outer_counts(value, (*path, step))


class _Span(NamedTuple):
    """A node by its indentation: where it begins, in which column, and where it ends at most."""

    start: int
    column: int
    end: int


class _Child(NamedTuple):
    """What a node holds: from its dash or key on, and what is to be seen after those."""

    span: _Span
    after: int
    is_item: bool


class _Way(NamedTuple):
    """A way along a path.

    Attributes:
        steps: Where keys and values begin, from the whole on.
        node: The last of them, if composed.
        base: Where in the text the piece begins that it was composed of.
    """

    steps: list[tuple[int, int]]
    node: Node | None
    base: int = 0


class Places:
    """Finds places in one text, which is YAML, or JSON as ``as_yaml`` returns it.

    Args:
        text: The text.
        counts: What is known of its mappings and lists; see ``outer_counts``.
        longest: Up to how many characters it is composed as a whole.
    """

    def __init__(
        self, text: str, counts: Counts | None = None, *, longest: int = LONGEST_WHOLE
    ) -> None:
        self._text = text
        lone_returns = "\r" in text and "\r" in text.replace("\r\n", "")
        odd = lone_returns or any(char in text for char in _ODD_BREAKS)
        self._counts = {} if odd or len(text) <= longest or counts is None else counts
        self._composed: dict[_Span | str, Node] = {}
        self._split: dict[_Span, dict[str | int, _Child] | None] = {}

    def find(self, path: Path, *, at_key: bool = False) -> Found:
        """Find a path; with ``at_key`` its last key instead of the value."""
        try:
            steps = self._follow(path).steps
        except Unparsable:  # JSON with keys beyond all measure
            return Found(0, Place(1, 1))
        key, start = map(self._lines.place, steps[-1])
        depth = len(steps) - 1
        beside = depth == len(path) and not at_key and key.line == start.line
        return Found(depth, start if beside else key)

    def node(self, path: Path) -> Node | None:
        """Return the node at a path, if there is one.

        Raises:
            Unparsable: The text is no YAML, or holds nothing.
        """
        way = self._follow(path, composed=True)
        return way.node if len(way.steps) > len(path) else None

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def _whole(self) -> Node:
        return compose(self._text)

    def _follow(self, path: Path, *, composed: bool = False) -> _Way:
        """Follow a path as far as it goes: by indentation, then in what is composed below it."""
        if self._counts and (path or not composed):
            with suppress(Unparsable, ValueError):  # laid out oddly
                return _within(self._outside(path, composed=composed), path)
        return _within(_Way([(self._whole.start, self._whole.start)], self._whole), path)

    def _outside(self, path: Path, *, composed: bool) -> _Way:
        first = _FIRST.match(self._text)
        if first is None:
            raise Unparsable
        span = _Span(first.end(), len(first[1]), len(self._text))
        steps = [(span.start, span.start)]
        for depth, step in enumerate(path, 1):
            children = self._children(span, self._counts[path[: depth - 1]])
            if children is None:
                return _Way(steps, *self._compose(span, composed=composed))
            child = children.get(step) or children.get(str(step))
            if child is None:
                break
            inner = self._inside(child) if path[:depth] in self._counts else None
            if inner is None or (composed and depth == len(path)):
                held, base = self._compose(child.span, composed=composed)
                (entry,) = held.entries
                return _Way([*steps, entry.begins_from(base)], entry.value, base)
            steps.append((inner.start if child.is_item else child.span.start, inner.start))
            span = inner
        return _Way(steps, None)

    def _children(self, span: _Span, count: int) -> dict[str | int, _Child] | None:
        """Return what a node holds, if so many things begin in its column as it holds."""
        if span in self._split:
            return self._split[span]
        text, (first, column, end) = self._text, span
        is_list = text.startswith(_DASHES, first)
        lines = re.compile(rf"\n {{{column}}}(?=[^ \n\r#])").finditer(text, first, end)
        starts = [line.end() for line in lines if is_list == text.startswith(_DASHES, line.end())]
        begun = [(_DASH if is_list else _KEY).match(text, start) for start in (first, *starts)]
        children: dict[str | int, _Child] | None = None
        if len(begun) == count and all(begun):
            children = {
                number if is_list else match[1] or match[2] or match[3] or "": _Child(
                    _Span(match.start(), column, child_end), match.end(), is_list
                )
                for number, (match, child_end) in enumerate(zip(begun, (*starts, end), strict=True))
                if match
            }
        if end - first > _SMALL:
            self._split[span] = children
        return children

    def _inside(self, child: _Child) -> _Span | None:
        """Return what stands after a dash or a key, if it is by indentation."""
        start, column, end = child.span
        if child.is_item:
            inside = child.after > start + 1
            return _Span(child.after, column + child.after - start, end) if inside else None
        following = _NEXT.match(self._text, child.after)
        if following is None or following.end() >= end:
            return None
        return _Span(following.end(), len(following[1]), end)

    def _compose(self, span: _Span, *, composed: bool) -> tuple[Node, int]:
        """Return a node, and where its piece of the text begins, unless it knows that itself.

        Places of pieces that are written alike are found in one node: many rooms have the same
        prices.
        """
        piece = " " * span.column + self._text[span.start : span.end]
        base = span.start - span.column
        kept = span if composed else piece
        if kept not in self._composed:
            if len(self._composed) >= _KEPT:
                self._composed.clear()
            self._composed[kept] = compose(piece, base if composed else 0)
        return self._composed[kept], 0 if composed else base


def _within(way: _Way, path: Path) -> _Way:
    """Follow the rest of a path within a node."""
    steps, node, base = way
    for step in path[len(steps) - 1 :]:
        entry = node.entry(step) if node else None
        if entry is None:
            break
        node = entry.value
        steps.append(entry.begins_from(base))
    return _Way(steps, node, base)
