"""YAML and JSON text as nodes, each with the characters that it stands on.

PyYAML's C parser follows the grammar of the fast reader (both are libyaml's) and tells of every
node where it begins and ends. JSON is read as the YAML that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from varaamo_sync.startup.lazy_pattern import lazy_pattern

_HALF = lazy_pattern(r"\\u[dD][89a-fA-F]")
_BLOCKS = ("|", ">")
_OPENING = {"MappingStartEvent": "{:", "SequenceStartEvent": "[-"}
_CLOSING = ("MappingEndEvent", "SequenceEndEvent")


class Unparsable(Exception):
    """A text that is no YAML."""


class Node:
    """A value, or a key.

    Attributes:
        start: Where it begins, its anchor or tag included.
        end: Where the last of it ends.
        style: The sign that it begins with: ``'``, ``"``, ``|``, ``>``, ``{``, ``[``; ``:`` for a
            mapping and ``-`` for a list by indentation; ``*`` for an alias, or ``&`` where its
            anchor stands in another piece of the text; else nothing.
        text: What a scalar says.
        tag: Its tag, if it has one.
        target: What an alias stands for.
        entries: Keys and values of a mapping; an item of a list is its own key.
    """

    __slots__ = ("end", "entries", "start", "style", "tag", "target", "text")

    def __init__(self, start: int, end: int, style: str) -> None:
        self.start = start
        self.end = end
        self.style = style
        self.text = ""
        self.tag: str | None = None
        self.target: Node | None = None
        self.entries: list[Entry] = []

    @property
    def is_flow(self) -> bool:
        """Whether it is a mapping or a list in brackets."""
        return self.style in ("{", "[")

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return self.style in ("[", "-")

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return self.style in ("{", ":")

    @property
    def is_scalar(self) -> bool:
        """Whether it is a text, a number or the like."""
        return not (self.is_list or self.is_mapping)

    def entry(self, step: str | int) -> Entry | None:
        """Return key and value at a step, if there is such an entry.

        Raises:
            Unparsable: It stands at an anchor in another piece of the text.
        """
        if self.style == "&":
            raise Unparsable
        if self.target is not None:
            return self.target.entry(step)
        if self.is_list:
            known = isinstance(step, int) and 0 <= step < len(self.entries)
            return self.entries[int(step)] if known else None
        name = str(step)
        return next((entry for entry in self.entries if entry.key.text == name), None)


class Entry(NamedTuple):
    """What a mapping or a list holds."""

    key: Node
    value: Node

    def begins_from(self, base: int) -> tuple[int, int]:
        """Return where the key begins, and the value; one that is not written, with its key.

        Args:
            base: Where in the text the piece begins that was composed.
        """
        written = self.value.end > self.value.start
        return base + self.key.start, base + (self.value if written else self.key).start


def events(text: str) -> Iterator[Any]:
    """Yield the parser's events.

    Raises:
        Unparsable: The text is no YAML.
    """
    import yaml  # seldom needed

    try:
        parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        while event := parser.get_event():
            yield event
    except (yaml.YAMLError, ValueError) as error:
        raise Unparsable from error


@cache
def unprintable() -> re.Pattern[str]:
    """Return what finds the signs that YAML allows nowhere; to make it takes milliseconds."""
    return re.compile(
        "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    )


def as_yaml(json: str) -> str:
    """Return JSON with every sign at its place, but those that YAML does not allow."""
    return _HALF.sub(r"\\u00", unprintable().sub("x", json))


def compose(text: str, base: int = 0, *, broken: bool = False) -> Node:
    """Return the node that a text holds.

    Args:
        text: The text, or a piece of one.
        base: Where the piece begins in the whole text.
        broken: Whether to return what stands before a mistake.

    Raises:
        Unparsable: The text is no YAML.
    """
    composer = _Composer(text, base)
    try:
        for event in events(text):
            composer.take(event)
    except Unparsable:
        if not broken:
            raise
    while composer.open:
        composer.close(len(text))
    if not composer.held[0]:
        raise Unparsable
    return composer.held[0][0]


class _Composer:
    """Makes nodes of the parser's events."""

    def __init__(self, text: str, base: int) -> None:
        self._text = text
        self._base = base
        self._anchors: dict[str, Node] = {}
        self.open: list[Node] = []
        self.held: list[list[Node]] = [[]]

    def take(self, event: Any) -> None:
        """Take the next event."""
        kind = type(event).__name__
        if kind in _CLOSING:
            self.close(event.end_mark.index)
        elif kind == "AliasEvent":
            target = self._anchors.get(event.anchor)
            self._node(event, "*" if target else "&").target = target
        elif kind == "ScalarEvent":
            node = self._node(event, event.style or "")
            node.text, node.tag = event.value, event.tag
            if node.style in _BLOCKS:
                begun = self._text[event.start_mark.index : event.end_mark.index]
                node.end = node.start + len(begun.rstrip(" \r\n"))
            if event.anchor:
                self._anchors[event.anchor] = node
        elif kind in _OPENING:
            node = self._node(event, _OPENING[kind][not event.flow_style])
            node.tag = event.tag
            if event.anchor:
                self._anchors[event.anchor] = node
            self.open.append(node)
            self.held.append([])

    def _node(self, event: Any, style: str) -> Node:
        base = self._base
        node = Node(base + event.start_mark.index, base + event.end_mark.index, style)
        self.held[-1].append(node)
        return node

    def close(self, end: int) -> None:
        """Give a mapping or a list what it holds; by indentation it ends where the last does."""
        node, held = self.open.pop(), self.held.pop()
        if node.is_mapping:
            node.entries += map(Entry, held[::2], [*held[1::2], *held[-1:]])
        else:
            node.entries += map(Entry, held, held)
        node.end = self._base + end if node.is_flow else held[-1].end if held else node.start


def repeated(node: Node, key: str) -> Node | None:
    """Return the key that stands a second time in its mapping; that of a name, if there is one."""
    seconds: list[Node] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        seen: set[str] = set()
        for name, value in one.entries:
            if one.is_mapping and name.text in seen:
                seconds.append(name)
            seen.add(name.text)
            waiting.append(value)
    return min(seconds, key=lambda one: (one.text != key, one.start), default=None)
