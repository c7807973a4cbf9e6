"""Edits YAML text where it stands: only the characters of what changes are touched.

The mapping that is edited is composed by ruamel.yaml, whose marks say where each value begins
and ends; the text between them is replaced. The caller proves the result by reading it again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from varaamo_sync.catalogue_files.edit.patch import REMOVED, Patch, patched, plain
from varaamo_sync.catalogue_files.edit.yaml_emitter import (
    WIDTH,
    after_colon,
    entries,
    flow,
    key,
    scalar,
)
from varaamo_sync.catalogue_files.edit.yaml_nodes import Cannot, Node, YamlText, pair
from varaamo_sync.catalogue_files.text.places import Places
from varaamo_sync.findings import Path

_COLON = re.compile(r"\s*:")
_COMMA_AFTER = re.compile(r"\s*,\s*")
_COMMA_BEFORE = re.compile(r",\s*$")
_DASH = re.compile(r"(?P<indent> *(?:- +)*)-(?P<space> +)$")


class YamlEditor:
    """One text and the edits that are to be made in it."""

    def __init__(
        self, text: str, places: Places, data: Mapping[str, Any], *, shallow: bool
    ) -> None:
        """Begin.

        Args:
            text: The text.
            places: Finds places in it.
            data: Its plain values.
            shallow: Whether to tell the entries of a mapping apart by their indentation, which
                is fast, and right wherever people write as people do.
        """
        self._shallow = shallow
        self._lasts: Mapping[str, int] = {}
        self._yaml = YamlText(text, places)
        self._data = data
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._pieces: list[tuple[int, int, int, str]] = []

    def text(self) -> str:
        """Return the text with all edits."""
        text, done, parts = self._yaml.text, 0, []
        for start, end, _, piece in sorted(self._pieces):
            if start < done:
                raise Cannot
            parts += [text[done:start], piece]
            done = end
        return "".join([*parts, text[done:]])

    def patch(self, path: Path, patch: Patch, order: Sequence[str] = ()) -> None:
        """Change values within the mapping at a path.

        Args:
            path: Where the mapping stands.
            patch: What changes.
            order: Order in which new entries are to stand among those that are there.

        Raises:
            Cannot: The text is written in a way that cannot be edited in place.
        """
        keys = {str(step) for step in patch} if self._shallow else None
        node, base, self._lasts = self._yaml.mapping(path, keys)
        self._patch(base, node, patch, self._value(path), order)
        self._lasts = {}

    def append(self, path: Path, name: str, new: Sequence[Mapping[str, Any]]) -> None:
        """Append mappings to a list that an entry of the mapping at a path holds.

        Raises:
            Cannot: The text is written in a way that cannot be edited in place.
        """
        held = self._value(path).get(name)
        if not isinstance(held, list) or not held:
            self._first(path, name, new)
            return
        last = self._yaml.mapping((*path, name, len(held) - 1))
        start = self._yaml.offset(last.base, last.node.start_mark)
        line = self._yaml.line_of(start)
        dash = _DASH.fullmatch(self._yaml.text[start - self._column(start) : start])
        if dash is None or (last.node.flow_style and not self._ends_line(last.base, last.node)):
            end = self._yaml.offset(last.base, last.node.end_mark)
            self._put(end, end, "".join(f", {flow(one)}" for one in new))
            return
        bottom = self._yaml.last_line(last.base, last.node)
        gap = len(held) > 1 and not self._yaml.line(line - 1).strip()
        lines: list[str] = []
        for one in new:
            lines += [""] if gap else []
            lines += _item(one, len(dash["indent"]), len(dash["space"]) + 1)
        self._after(bottom, lines)

    def _first(self, path: Path, name: str, new: Sequence[Mapping[str, Any]]) -> None:
        """Write a list where there is none yet, or an empty one."""
        node, base, lasts = self._yaml.mapping(path, {name} if self._shallow else None)
        if node.flow_style and node.value:
            self._patch(base, node, Patch({name: list(new)}), self._value(path), ())
            return
        column = int(node.start_mark.column)
        lines = [line for one in new for line in _item(one, column + 2, 2)]
        entry = pair(node, name)
        if entry is None:
            bottom = max(lasts.values()) if lasts else self._yaml.last_line(base, node)
            self._after(bottom, [" " * column + f"{name}:", *lines])
        else:
            self._replace(base, entry, None, lines=["", *lines])

    def _patch(self, base: int, node: Node, patch: Patch, data: Any, order: Sequence[str]) -> None:
        if node.id == "sequence":
            self._patch_items(base, node, patch, data)
            return
        new: dict[str, Any] = {}
        for step, value in patch.items():
            entry = pair(node, step)
            if value is REMOVED:
                self._remove(base, node, entry)
                continue
            if entry is None:
                new[str(step)] = plain(value)
                continue
            inner = data.get(step) if isinstance(data, Mapping) else None
            inside = isinstance(value, Patch) and isinstance(inner, dict | list) and inner
            if inside and self._stays_flow(base, entry[1], inner, value, within=node):
                self._patch(base, entry[1], value, inner, ())
            elif inside:
                self._replace(base, entry, patched(inner, value))
            else:
                self._replace(base, entry, plain(value), within_flow=bool(node.flow_style))
        if new and node.flow_style:
            last = node.value[-1][1] if node.value else None
            place = self._end(base, last) if last else self._end(base, node) - 1
            words = [f"{key(name)}: {flow(value)}" for name, value in new.items()]
            self._put(place, place, ", " * bool(last) + ", ".join(words))
        else:
            for name, value in new.items():
                line = self._line_before(base, node, name, order)
                self._after(line, entries({name: value}, int(node.start_mark.column)))

    def _patch_items(self, base: int, node: Node, patch: Patch, data: Any) -> None:
        for step, value in patch.items():
            if not isinstance(step, int) or step >= len(node.value):
                raise Cannot
            item = node.value[step]
            if isinstance(value, Patch) and item.id != "scalar":
                self._patch(base, item, value, data[step], ())
            elif item.style not in ("|", ">") if item.id == "scalar" else item.flow_style:
                self._put(*self._range(base, item), flow(plain(value)))
            else:
                raise Cannot

    def _stays_flow(self, base: int, node: Node, data: Any, patch: Patch, *, within: Node) -> bool:
        """Tell whether a mapping is patched inside; one that grows too long is written anew."""
        grown = patched(data, patch)
        only_words = isinstance(grown, dict) and all(isinstance(v, str) for v in grown.values())
        if not node.flow_style or within.flow_style or not only_words:
            return True
        start, end = self._range(base, node)
        too_long = self._column(start) + len(flow(grown)) > WIDTH
        return not (too_long or any("\n" in v for v in grown.values())) or (
            "#" in self._yaml.text[start:end]
        )

    def _remove(self, base: int, node: Node, entry: tuple[Node, Node] | None) -> None:
        """Take an entry away: its lines, or what stands between two commas."""
        if entry is None:
            return
        start, end = self._range(base, entry[0])[0], self._range(base, entry[1])[1]
        text = self._yaml.text
        if node.flow_style:
            after = _COMMA_AFTER.match(text, end)
            before = _COMMA_BEFORE.search(text, 0, start)
            if after is not None:
                self._put(start, after.end(), "")
            else:
                self._put(before.start() if before is not None else start, end, "")
            return
        column = self._column(start)
        if text[start - column : start].strip(" "):  # it stands beside the dash of its list
            raise Cannot
        bottom = self._yaml.line_end(self._yaml.last_line(base, entry[1]))
        self._put(start - column, min(bottom + len(self._break), len(text)), "")

    def _replace(
        self,
        base: int,
        entry: tuple[Node, Node],
        value: Any,
        *,
        within_flow: bool = False,
        lines: list[str] | None = None,
    ) -> None:
        """Write another value after a key."""
        name, old = entry
        colon = _COLON.match(self._yaml.text, self._end(base, name))
        if colon is None:
            raise Cannot
        start, end = self._range(base, old)
        empty = old.id == "scalar" and not old.value and old.style is None
        if within_flow:
            text = _like(old, value, within_flow=True)
            self._put(colon.end() if empty else start, colon.end() if empty else end,
                      f" {text}" if empty else text)  # fmt: skip
            return
        column = int(name.start_mark.column)
        if lines is None:
            lines = after_colon(value, column, column + len(str(name.value)) + 2)
            if len(lines) == 1:
                lines = [f" {_like(old, value, within_flow=False)}"]
        first, *rest = lines
        block = (old.id == "scalar" and old.style in ("|", ">")) or (
            old.id != "scalar" and not old.flow_style
        )
        if empty:
            self._put(colon.end(), colon.end(), first)
            self._after(self._yaml.line_of(colon.end()), rest)
        elif block:
            self._replace_block(base, old, colon.end(), first, rest)
        else:
            self._put(colon.end() if not first else start, end, first.removeprefix(" "))
            self._after(self._yaml.line_of(end), rest)

    def _replace_block(self, base: int, old: Node, colon: int, first: str, rest: list[str]) -> None:
        bottom = self._yaml.line_end(self._yaml.last_line(base, old))
        start = self._yaml.offset(base, old.start_mark)
        tail = "".join(self._break + line for line in rest)
        if self._yaml.line_of(start) == self._yaml.line_of(colon):  # "key: |"
            self._put(start, bottom, first.removeprefix(" ") + tail)
            return
        self._put(colon, colon, first)
        self._put(self._yaml.line_end(self._yaml.line_of(colon)), bottom, tail)

    def _line_before(self, base: int, node: Node, name: str, order: Sequence[str]) -> int:
        """Return the line after which a new entry is to stand."""
        lasts = self._lasts if order else {}
        if not lasts:
            lasts = {
                str(entry[0].value): max(self._yaml.last_line(base, inner) for inner in entry)
                for entry in node.value
            }
        if name in order:
            earlier = order[: order.index(name)]
            before = [last for known, last in lasts.items() if known in earlier]
            if before:
                return max(before)
            if lasts:  # the first line holds the dash of the list, so the second it is
                return min(lasts.values())
        return max(lasts.values(), default=base + int(node.start_mark.line))

    def _after(self, line: int, lines: Sequence[str]) -> None:
        if lines:
            end = self._yaml.line_end(line)
            self._put(end, end, "".join(self._break + text for text in lines))

    def _put(self, start: int, end: int, text: str) -> None:
        self._pieces.append((start, end, len(self._pieces), text))

    def _range(self, base: int, node: Node) -> tuple[int, int]:
        return self._yaml.offset(base, node.start_mark), self._end(base, node)

    def _end(self, base: int, node: Node) -> int:
        return self._yaml.offset(base, node.end_mark)

    def _column(self, offset: int) -> int:
        text = self._yaml.text
        return offset - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) - 1

    def _ends_line(self, base: int, node: Node) -> bool:
        end = self._end(base, node)
        rest = self._yaml.text[end : self._yaml.line_end(self._yaml.line_of(end))].strip()
        return not rest or rest.startswith("#")

    def _value(self, path: Path) -> Any:
        value: Any = self._data
        for step in path:
            value = value[step]
        return value


def _item(one: Mapping[str, Any], indent: int, width: int) -> list[str]:
    """Return the lines of an item of a list; its dash and spaces are ``width`` wide."""
    values = dict(one)
    rooms = values.pop("rooms", None)
    first, *rest = entries(values, indent + width) if values else [" " * indent]
    lines = [" " * indent + "-" + " " * (width - 1) + first.lstrip(" "), *rest]
    if rooms is not None:
        lines.append(" " * (indent + width) + ("rooms:" if rooms else "rooms: []"))
        lines += [line for room in rooms for line in _item(room, indent + width + 2, 2)]
    return lines


def _like(old: Node, value: Any, *, within_flow: bool) -> str:
    """Return a value on one line, a text in the quotes that the old one had."""
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str):
        return flow(value)
    quoted = isinstance(value, str) and old.id == "scalar" and old.style in ("'", '"')
    return scalar(value, flow=within_flow, quote=old.style if quoted else "")
