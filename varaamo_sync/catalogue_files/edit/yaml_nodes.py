"""Nodes of YAML text with their exact places, composed from the smallest piece around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Mapping
from typing import Any, NamedTuple

from varaamo_sync.catalogue_files.text.places import LINE_BREAK, Places
from varaamo_sync.findings import Path

Node = Any
"""A node of ruamel.yaml, which is imported only when it is needed."""

_KEY = re.compile(r"""(?:"([^"\\]*)"|'([^']*)'|([A-Za-z_][\w.-]*)) *:(?= |$)""")
_LONGEST_WHOLE = 2_000_000
_OTHER_BREAKS = str.maketrans("\x85\u2028\u2029", "\xb7\xb7\xb7")  # ruamel.yaml counts them


class Cannot(Exception):
    """The text is written in a way that cannot be edited in place."""


class Found(NamedTuple):
    """A mapping that was found.

    Attributes:
        node: Its node; where only some entries were asked for, it holds no others.
        base: The line of the text, from 0, on which its piece begins.
        lasts: Last line of each entry, where they were told apart without a node.
    """

    node: Node
    base: int
    lasts: Mapping[str, int] = {}


class YamlText:
    """A YAML text with its lines, and nodes on demand."""

    def __init__(self, text: str, places: Places) -> None:
        self.text = text
        self._places = places
        breaks = list(LINE_BREAK.finditer(text))
        self._starts = [0, *(match.end() for match in breaks)]
        self._ends = [*(match.start() for match in breaks), len(text)]
        self._whole: Node | None = None

    def line(self, number: int) -> str:
        """Return a line, counted from 0, without its line break."""
        return self.text[self._starts[number] : self._ends[number]]

    def line_of(self, offset: int) -> int:
        """Return the line that an offset stands on."""
        return bisect_right(self._starts, offset) - 1

    def line_end(self, number: int) -> int:
        """Return the offset at which a line ends, before its line break."""
        return self._ends[number]

    def offset(self, base: int, mark: Any) -> int:
        """Return the offset of a mark within a piece that begins on line ``base``."""
        return min(self._starts[base + int(mark.line)] + int(mark.column), len(self.text))

    def mapping(self, path: Path, keys: Container[str] | None = None) -> Found:
        """Return the mapping at a path.

        Args:
            path: The path.
            keys: Only these entries; composing a node takes long, and few are edited.

        Raises:
            Cannot: It cannot be found or composed.
        """
        found = self._places.find(path)
        if found.depth == len(path):
            line, column = found.start.line - 1, found.start.column - 1
            lines = self._piece(line, column)
            lasts = {} if keys is None else _only(lines, column, keys)
            node = _compose("\n".join(lines))
            if node is not None and node.id == "mapping":
                return Found(node, line, {name: line + last for name, last in lasts.items()})
        return self._in_whole(path)

    def _piece(self, line: int, column: int) -> list[str]:
        end = line + 1
        while end < len(self._starts):
            text = self.line(end)
            content = text.lstrip(" ")
            inside = not content or content.isspace() or len(text) - len(content) >= column
            if not inside and not content.startswith("#"):
                break
            end += 1
        lines = [self.line(number) for number in range(line, end)]
        lines[0] = " " * column + lines[0][column:]
        return lines

    def _in_whole(self, path: Path) -> Found:
        if self._whole is None:
            if len(self.text) > _LONGEST_WHOLE:
                raise Cannot
            lines = (self.line(number) for number in range(len(self._starts)))
            self._whole = _compose("\n".join(lines))
        node = self._whole
        for step in path:
            node = None if node is None else child(node, step)
        if node is None or node.id != "mapping":
            raise Cannot
        return Found(node, 0)

    def last_line(self, base: int, node: Node) -> int:
        """Return the last line that a node's content stands on."""
        if node.id == "scalar" and node.style in ("|", ">"):
            return self._last_of_block(base + node.start_mark.line)
        if node.id == "scalar" or node.flow_style:
            return base + int(node.end_mark.line)
        last = base + int(node.start_mark.line)
        for inner in _children(node):
            last = max(last, self.last_line(base, inner))
        return last

    def _last_of_block(self, head: int) -> int:
        own = _indent(self.line(head))
        if self.line(head).lstrip(" ").startswith("- "):
            own += 1
        last, number, least = head, head + 1, own + 1
        while number < len(self._starts):
            text = self.line(number)
            if text.strip(" "):
                if _indent(text) < least:
                    break
                last = number
            number += 1
        return last


def _only(lines: list[str], column: int, keys: Container[str]) -> dict[str, int]:
    """Empty the lines of entries that are not asked for; the first stays, to show the place.

    Returns:
        The last line of each entry; nothing, and all lines stay, where the entries cannot be
        told apart by their indentation.
    """
    starts: list[tuple[str, int]] = []
    lasts: dict[str, int] = {}
    for number, text in enumerate(lines):
        content = text.lstrip(" ")
        indent = len(text) - len(content)
        if not content or content.isspace():
            continue
        if indent == column and content[0] not in "#-":
            match = _KEY.match(content)
            if match is None:
                return {}
            starts.append((match[1] or match[2] or match[3], number))
        elif not starts:
            return {}
        if indent > column or (indent == column and content[0] != "#"):
            lasts[starts[-1][0]] = number
    ends = [*(number for _, number in starts[1:]), len(lines)]
    for place, ((name, start), end) in enumerate(zip(starts, ends, strict=True)):
        if place and name not in keys:
            lines[start:end] = [""] * (end - start)
    return lasts


def child(node: Node, step: str | int) -> Node | None:
    """Return the value at a step within a node."""
    if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    if node.id == "mapping":
        found = pair(node, step)
        return found[1] if found else None
    return None


def pair(node: Node, step: str | int) -> tuple[Node, Node] | None:
    """Return key and value of an entry of a mapping."""
    return next((one for one in node.value if str(one[0].value) == str(step)), None)


def _children(node: Node) -> list[Node]:
    if node.id == "mapping":
        return [inner for entry in node.value for inner in entry]
    return list(node.value)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _compose(text: str) -> Node | None:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if len(text) > _LONGEST_WHOLE:
        return None
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text.translate(_OTHER_BREAKS))
    except (YAMLError, ValueError, RecursionError):
        return None
    return node
