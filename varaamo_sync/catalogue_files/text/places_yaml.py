"""Where values stand in YAML text.

The fast parser gives no positions, and the one that does (ruamel.yaml) takes 40 seconds for
9 MB. So the text is followed by its indentation and its brackets, and only what is laid out
oddly (anchors, tags, odd keys) is composed by ruamel.yaml, and of that the smallest piece
around the value.
"""

from __future__ import annotations

import warnings
from typing import Any

from varaamo_sync.catalogue_files.text.blocks import Blocks, Span
from varaamo_sync.catalogue_files.text.faults import Place
from varaamo_sync.catalogue_files.text.flow_yaml import read_flow
from varaamo_sync.catalogue_files.text.places import Found, same
from varaamo_sync.findings import Path

_LONGEST_FLOW = 500  # lines, and characters on each
_LONGEST_COMPOSED = 2_000_000  # characters; composing more takes longer than a place is worth
_KEPT = 64

Mark = tuple[int, int]
"""Line and column, counted from 0."""

Node = Any
"""A node of ruamel.yaml, which is imported only when it is needed."""


class YamlPlaces:
    """Finds places in text that is known to be YAML."""

    def __init__(self, text: str) -> None:
        self._blocks = Blocks(text)
        self._composed: dict[Span, Node | None] = {}

    def find(self, path: Path, *, at_key: bool = False) -> Found:
        """Find a path; with ``at_key`` its last key instead of the value."""
        span = self._blocks.root
        key = span[:2]
        for depth, step in enumerate(path):
            children = self._blocks.children(span)
            if children is None:
                return self._find_flow(span, path, depth, key, at_key=at_key)
            child = children.get(step) or children.get(str(step))
            if child is None:
                return _found(depth, key)
            value = self._blocks.value(child)
            beside = isinstance(child.name, int) and value is not None
            key = value[:2] if beside and value else (child.line, child.column)
            if value is None:
                return _found(depth + 1, key)
            span = value
        return _found(len(path), key, span[:2], at_key=at_key)

    def repeat(self, path: Path, key: str) -> Place:
        """Find where a key stands for the second time in the mapping at a path."""
        span = self._blocks.root
        for depth, step in enumerate(path):
            child = (self._blocks.children(span) or {}).get(step)
            value = child and self._blocks.value(child)
            if value is None:
                return self._repeat_composed(span, path[depth:], key)
            span = value
        children = self._blocks.split(span) or ()
        twice = [(child.line, child.column) for child in children if same(key, child.name)]
        return _place(twice[1]) if len(twice) > 1 else self._repeat_composed(span, (), key)

    def _find_flow(self, span: Span, path: Path, depth: int, key: Mark, *, at_key: bool) -> Found:
        first, *rest = self._blocks.lines[span.line : min(span.end, span.line + _LONGEST_FLOW)]
        text = "\n".join([first[span.column :], *rest])
        small = len(text) < _LONGEST_FLOW * _LONGEST_FLOW
        flow = read_flow(text) if small and text[:1] in ("[", "{") else None
        if flow is None:
            return self._find_composed(span, path, depth, key, at_key=at_key)
        start = key
        for number, step in enumerate(path[depth:], start=depth):
            child = flow.children.get(step) if flow else None
            if child is None:
                return _found(number, key)
            key, flow = _mark_in(text, child[0], span), child[1]
            start = key if flow is None else _mark_in(text, flow.start, span)
        return _found(len(path), key, start, at_key=at_key)

    def _find_composed(
        self, span: Span, path: Path, depth: int, key: Mark, *, at_key: bool
    ) -> Found:
        node = self._compose(span)
        if node is None and span != self._blocks.root:
            span, depth = self._blocks.root, 0
            node = self._compose(span)
        start = key
        for step in path[depth:]:
            entry = node and _entry(node, step)
            if not entry:
                return _found(depth, key)
            depth += 1
            key_node, node = entry
            key, start = _mark(key_node, span.line), _mark(node, span.line)
        return _found(depth, key, start, at_key=at_key)

    def _repeat_composed(self, span: Span, path: Path, key: str) -> Place:
        node = self._compose(span)
        for step in path:
            entry = node and _entry(node, step)
            node = entry[1] if entry else None
        names = [name for name, _ in node.value] if node and node.id == "mapping" else []
        twice = [_mark(name, span.line) for name in names if same(key, name.value)]
        return _place(twice[1] if len(twice) > 1 else span[:2])

    def _compose(self, span: Span) -> Node | None:
        if span not in self._composed:
            if len(self._composed) >= _KEPT:
                self._composed.clear()
            first, *rest = self._blocks.lines[span.line : span.end]
            text = "\n".join([" " * span.column + first[span.column :], *rest])
            self._composed[span] = _compose(text) if len(text) <= _LONGEST_COMPOSED else None
        return self._composed[span]


def _compose(text: str) -> Node | None:
    from ruamel.yaml import YAML  # slow to import, and seldom needed
    from ruamel.yaml.error import YAMLError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an anchor may be used anew
            node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError, RecursionError):
        return None  # an alias to an anchor outside, or the two parsers differ
    return node


def _entry(node: Node, step: str | int) -> tuple[Node, Node] | None:
    if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if node.id == "mapping":
        return next((pair for pair in node.value if same(step, pair[0].value)), None)
    return None


def _mark(node: Node, line: int) -> Mark:
    return line + node.start_mark.line, node.start_mark.column


def _mark_in(text: str, offset: int, span: Span) -> Mark:
    """Return the mark of an offset in a text that begins where a span does."""
    line = text.count("\n", 0, offset)
    before = span.column if line == 0 else -1 - text.rindex("\n", 0, offset)
    return span.line + line, offset + before


def _found(depth: int, key: Mark, start: Mark | None = None, *, at_key: bool = False) -> Found:
    start = start or key
    return Found(depth, _place(key if at_key or start[0] != key[0] else start), _place(start))


def _place(mark: Mark) -> Place:
    return Place(mark[0] + 1, mark[1] + 1)
