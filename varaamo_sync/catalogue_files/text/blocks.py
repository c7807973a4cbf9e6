"""YAML in block style, followed line by line by its indentation."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from varaamo_sync.catalogue_files.text.places import LINE_BREAK

_KEY = re.compile(
    r"""(?:"(?P<double>[^"\\]*)"|'(?P<single>[^']*)'|(?P<plain>\w(?:[\w ./()-]*[\w./()-])?))"""
    r"""[ ]*:(?:[ ]+(?P<value>\S)|[ ]*$)"""
)
_OPENING = frozenset("\"'[{")
_ITEM = re.compile(r"-(?:[ ]+(?P<value>\S)|[ ]*$)")
_QUOTED = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL),
    "'": re.compile(r"'(?:[^']|'')*'"),
}
_BRACKETS = re.compile(
    r"""(?P<skip>"(?:[^"\\]|\\.)*"|(?<=[\s\[{,:])'(?:[^']|'')*'|(?<=\s)\#[^\n]*)"""
    r"""|(?P<open>[\[{])|(?P<close>[\]}])""",
    re.DOTALL,
)
_NOT_PLAIN = re.compile(r"[\"'#\n]")
_HARDLY = 6  # columns: venues and rooms, where each level is indented by two
_LONGEST_VALUE = 500  # lines of a quoted text or of a {…}
_SMALL = 100  # lines of a node whose children are soon forgotten
_RECENT = 256
_OTHER_BREAKS = ("\x85", "\u2028", "\u2029")  # line breaks to ruamel.yaml, but not to YAML 1.2


class Span(NamedTuple):
    """A node: from a place up to a line that is no longer part of it (counted from 0)."""

    line: int
    column: int
    end: int


class Child(NamedTuple):
    """A value within a node: where its key or dash is, where the value begins beside it (or -1)."""

    name: str | int
    line: int
    column: int
    value: int
    end: int


class Blocks:
    """A text as nodes within nodes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._kept: dict[Span, dict[str | int, Child] | None] = {}
        self._recent: dict[Span, dict[str | int, Child] | None] = {}

    @cached_property
    def _even(self) -> str:
        """The text with line breaks of one kind; places stay."""
        text = self._text
        for char in _OTHER_BREAKS:
            if char in text:
                text = text.replace(char, "\xb7")
        return LINE_BREAK.sub("\n", text) if "\r" in text else text

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self._even.split("\n")

    @cached_property
    def _shallow(self) -> list[tuple[int, int]]:
        """Lines that are hardly indented, each with its indent: what long nodes are made of."""
        size = _HARDLY + 1
        deeper = " " * size
        return [
            (number, self._indent(number))
            for number, line in enumerate(self.lines)
            if line[:size] != deeper
        ]

    def _indent(self, number: int) -> int:
        line = self.lines[number]
        return len(line) - len(line.lstrip(" "))

    @cached_property
    def root(self) -> Span:
        """The whole document."""
        for number, line in enumerate(self.lines):
            if not (self._blank(number) or line.startswith("%") or line.rstrip() == "---"):
                return Span(number, self._indent(number), len(self.lines))
        return Span(0, 0, len(self.lines))

    def children(self, span: Span) -> dict[str | int, Child] | None:
        """Return what a node holds by name; see ``split``."""
        known = self._recent if span.end - span.line < _SMALL else self._kept
        if span not in known:
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            split = self.split(span)
            known[span] = (
                None if split is None else {child.name: child for child in reversed(split)}
            )
        return known[span]

    def split(self, span: Span) -> list[Child] | None:
        """Return what a node holds: nothing for a scalar, ``None`` when it is no plain block."""
        line = self.lines[span.line]
        if _ITEM.match(line, span.column):
            return self._items(span)
        if _KEY.match(line, span.column):
            return self._entries(span)
        return None if line[span.column : span.column + 1] in tuple("[{&!*?") else []

    def value(self, child: Child) -> Span | None:
        """Return the node of a value, beside its key or below it; ``None`` for nothing."""
        if child.value >= 0 and self.lines[child.line][child.value] != "#":
            return Span(child.line, child.value, child.end)
        for number in range(child.line + 1, child.end):
            if not self._blank(number):
                return Span(number, self._indent(number), child.end)
        return None

    def _items(self, span: Span) -> list[Child] | None:
        starts: list[tuple[int, int]] = []
        for number in self._outer(span):
            match = _ITEM.match(self.lines[number], span.column)
            if match is None or self._outdented(number, span):
                if self._blank(number):
                    continue
                return None
            starts.append((number, match.start("value")))
        ends = [number for number, _ in starts[1:]] + [span.end]
        return [
            Child(name, number, span.column, value, end)
            for name, ((number, value), end) in enumerate(zip(starts, ends, strict=True))
        ]

    def _entries(self, span: Span) -> list[Child] | None:
        starts: list[tuple[str, int, int]] = []
        closing = -1
        for number in self._outer(span):
            if number <= closing:
                continue  # within a quoted or bracketed value
            match = _KEY.match(self.lines[number], span.column)
            outdented = self._outdented(number, span)
            if match is None or outdented:
                dash = starts and _ITEM.match(self.lines[number], span.column)
                if self._blank(number) or (dash and not outdented):
                    continue
                return None
            name = match["plain"] or match["double"] or match["single"] or ""
            starts.append((name, number, match.start("value")))
            if match["value"] in _OPENING:
                closed = self._closing(number, match.start("value"), span.end)
                if closed is None:
                    return None
                closing = closed
        ends = [line for _, line, _ in starts[1:]] + [span.end]
        return [
            Child(name, line, span.column, value, end)
            for (name, line, value), end in zip(starts, ends, strict=True)
        ]

    def _outer(self, span: Span) -> list[int]:
        """Return the lines of a node that are indented no further than the node itself.

        The first is the one that the node begins on, be it beside a key or a dash.
        """
        first, column = span.line + 1, span.column
        if span.end - first < _SMALL or column > _HARDLY:
            deeper = " " * (column + 1)
            inner = enumerate(self.lines[first : span.end], first)
            return [span.line, *[number for number, line in inner if not line.startswith(deeper)]]
        begin = bisect_left(self._shallow, (first,))
        end = bisect_left(self._shallow, (span.end,))
        among = self._shallow[begin:end]
        return [span.line, *[number for number, indent in among if indent <= column]]

    def _outdented(self, number: int, span: Span) -> bool:
        return number != span.line and not self.lines[number].startswith(" " * span.column)

    def _blank(self, number: int) -> bool:
        """Whether a line holds nothing, or a comment."""
        text = self.lines[number].lstrip(" ")
        return not text or text[0] == "#" or text.isspace()

    def _closing(self, line: int, column: int, end: int) -> int | None:
        """Return the line on which a quoted or bracketed value ends; it may be outdented."""
        text = self.lines[line][column:]
        for size in (1, _LONGEST_VALUE):
            rest = self.lines[line + 1 : min(end, line + size)]
            ended = _ended("\n".join([text, *rest]))
            if ended is not None:
                return line + ended
        return None


def _ended(text: str) -> int | None:
    """Return after how many line breaks the value ends that a text begins with."""
    if text[0] in _QUOTED:
        match = _QUOTED[text[0]].match(text)
        return match.group().count("\n") if match else None
    if not _NOT_PLAIN.search(text):
        opened = text.count("[") + text.count("{")
        return 0 if opened == text.count("]") + text.count("}") else None
    depth = 0
    for token in _BRACKETS.finditer(text):
        depth += (token["open"] is not None) - (token["close"] is not None)
        if depth == 0:
            return text.count("\n", 0, token.end())
    return None
