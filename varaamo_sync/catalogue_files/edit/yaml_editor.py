"""Edits YAML text where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from varaamo_sync.catalogue_files.edit.patch import REMOVED, Patch, patched, plain
from varaamo_sync.catalogue_files.edit.text_editor import Cannot, TextEditor
from varaamo_sync.catalogue_files.edit.yaml_emitter import (
    WIDTH,
    after_colon,
    entries,
    flow,
    key,
    scalar,
)
from varaamo_sync.catalogue_files.text.nodes import Entry, Node
from varaamo_sync.catalogue_files.text.places import LINE_BREAK, Places, lines_of, outer_counts
from varaamo_sync.findings import Path
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_COLON = lazy_pattern(r"\s*:")
_DASH = lazy_pattern(r"(?P<indent> *(?:- +)*)-(?P<space> +)$")
_LONGEST_LINE = 10_000


class YamlEditor(TextEditor):
    """One text and the edits that are to be made in it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._break = "\r\n" if "\r\n" in text else "\n"

    @staticmethod
    def _read(text: str) -> Any:
        return loads(text)

    def _open_places(self) -> Places:
        return Places(self._text, dict(outer_counts(self._data)))

    def _write_patch(self, path: Path, patch: Patch, order: Sequence[str]) -> None:
        self._patch(self._mapping(path), patch, self._value(path), order)

    def _write_items(self, path: Path, name: str, new: Sequence[Mapping[str, Any]]) -> None:
        held = self._value(path).get(name)
        if not isinstance(held, list) or not held:
            self._first(path, name, new)
            return
        last = self._mapping((*path, name, len(held) - 1))
        begin = last.start - self._column(last.start)
        dash = _DASH.fullmatch(self._text[begin : last.start])
        if dash is None or (last.is_flow and not self._ends_line(last)):
            self._put(last.end, last.end, "".join(f", {flow(one)}" for one in new))
            return
        above = lines_of(self._text[max(begin - _LONGEST_LINE, 0) : begin])[-2:-1]
        gap = len(held) > 1 and not "".join(above).strip()
        lines: list[str] = []
        for one in new:
            lines += [""] if gap else []
            lines += _item(one, len(dash["indent"]), len(dash["space"]) + 1)
        self._after(last.end, lines)

    def _remove_items(
        self, path: Path, name: str, gone: Collection[int], left: Sequence[Any]
    ) -> None:
        entry = self._mapping(path).entry(name)
        if entry is None:
            raise Cannot
        if not left or entry.value.is_flow:
            self._replace(entry, list(left))
            return
        for number in gone:
            item = entry.value.entry(number)
            if item is None:
                raise Cannot
            begin = item.value.start - self._column(item.value.start)
            if _DASH.fullmatch(self._text[begin : item.value.start]) is None:
                raise Cannot
            bottom = self._line_end(item.value.end) + len(self._break)
            self._put(begin, min(bottom, len(self._text)), "")

    def _first(self, path: Path, name: str, new: Sequence[Mapping[str, Any]]) -> None:
        """Write a list where there is none yet, or an empty one."""
        node = self._mapping(path)
        if node.is_flow and node.entries:
            self._patch(node, Patch({name: list(new)}), self._value(path), ())
            return
        column = self._inner_column(node)
        lines = [line for one in new for line in _item(one, column + 2, 2)]
        entry = node.entry(name)
        if entry is None:
            self._after(node.end, [" " * column + f"{name}:", *lines])
        else:
            self._replace(entry, None, lines=["", *lines])

    def _patch(self, node: Node, patch: Patch, data: Any, order: Sequence[str]) -> None:
        if node.is_list:
            self._patch_items(node, patch, data)
            return
        new: dict[str, Any] = {}
        for step, value in patch.items():
            entry = node.entry(step)
            inner = data.get(step) if isinstance(data, Mapping) else None
            inside = isinstance(value, Patch) and isinstance(inner, dict | list) and inner
            if entry is None:
                new |= {} if value is REMOVED else {str(step): plain(value)}
            elif value is REMOVED:
                self._remove(node, entry)
            elif inside and self._stays_flow(entry.value, inner, value, within=node):
                self._patch(entry.value, value, inner, ())
            elif inside:
                self._replace(entry, patched(inner, value))
            else:
                self._replace(entry, plain(value), within_flow=node.is_flow)
        if new and node.is_flow:
            place = node.entries[-1].value.end if node.entries else node.end - 1
            words = [f"{key(name)}: {flow(value)}" for name, value in new.items()]
            self._put(place, place, ", " * bool(node.entries) + ", ".join(words))
            return
        for name, value in new.items():
            lines = entries({name: value}, self._inner_column(node))
            self._after(_end_before(node, name, order), lines)

    def _patch_items(self, node: Node, patch: Patch, data: Any) -> None:
        for step, value in patch.items():
            entry = node.entry(step)
            if entry is None:
                raise Cannot
            item = entry.value
            if isinstance(value, Patch) and not item.is_scalar:
                self._patch(item, value, data[step], ())
            elif (item.is_scalar and item.style not in ("|", ">")) or item.is_flow:
                self._put(item.start, item.end, flow(plain(value)))
            else:
                raise Cannot

    def _stays_flow(self, node: Node, data: Any, patch: Patch, *, within: Node) -> bool:
        """Tell whether a mapping is patched inside; one that grows too long is written anew."""
        grown = patched(data, patch)
        only_words = isinstance(grown, dict) and all(isinstance(v, str) for v in grown.values())
        if not node.is_flow or within.is_flow or not only_words:
            return True
        too_long = self._column(node.start) + len(flow(grown)) > WIDTH
        return not (too_long or any("\n" in v for v in grown.values())) or (
            "#" in self._text[node.start : node.end]
        )

    def _remove(self, node: Node, entry: Entry) -> None:
        """Take an entry away: its lines, or what stands between two commas."""
        if node.is_flow:
            self._remove_between_commas(entry)
            return
        start = entry.key.start
        begin = start - self._column(start)
        if self._text[begin:start].strip(" "):  # it stands beside the dash of its list
            raise Cannot
        bottom = self._line_end(entry.value.end) + len(self._break)
        self._put(begin, min(bottom, len(self._text)), "")

    def _replace(
        self,
        entry: Entry,
        value: Any,
        *,
        within_flow: bool = False,
        lines: list[str] | None = None,
    ) -> None:
        """Write another value after a key."""
        name, old = entry
        colon = _COLON.match(self._text, name.end)
        if colon is None:
            raise Cannot
        empty = old.start == old.end
        if within_flow:
            text = _like(old, value, within_flow=True)
            start, end = (colon.end(), colon.end()) if empty else (old.start, old.end)
            self._put(start, end, f" {text}" if empty else text)
            return
        column = self._column(name.start)
        if lines is None:
            lines = after_colon(value, column, column + len(name.text) + 2)
            if len(lines) == 1:
                lines = [f" {_like(old, value, within_flow=False)}"]
        first, *rest = lines
        if empty:
            self._put(colon.end(), colon.end(), first)
            self._after(colon.end(), rest)
        elif old.style and old.style in "|>:-":
            self._replace_block(old, colon.end(), first, rest)
        else:
            self._put(old.start if first else colon.end(), old.end, first.removeprefix(" "))
            self._after(old.end, rest)

    def _replace_block(self, old: Node, colon: int, first: str, rest: list[str]) -> None:
        bottom = self._line_end(old.end)
        tail = "".join(self._break + line for line in rest)
        if self._line_end(old.start) == self._line_end(colon):  # "key: |"
            self._put(old.start, bottom, first.removeprefix(" ") + tail)
            return
        self._put(colon, colon, first)
        self._put(self._line_end(colon), bottom, tail)

    def _after(self, offset: int, lines: Sequence[str]) -> None:
        """Write lines below the line of an offset."""
        if lines:
            end = self._line_end(offset)
            self._put(end, end, "".join(self._break + text for text in lines))

    def _line_end(self, offset: int) -> int:
        found = LINE_BREAK.search(self._text, offset)
        return found.start() if found else len(self._text)

    def _column(self, offset: int) -> int:
        text = self._text
        return offset - max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) - 1

    def _inner_column(self, node: Node) -> int:
        return self._column(node.entries[0].key.start if node.entries else node.start)

    def _ends_line(self, node: Node) -> bool:
        rest = self._text[node.end : self._line_end(node.end)].strip()
        return not rest or rest.startswith("#")


def _end_before(node: Node, name: str, order: Sequence[str]) -> int:
    """Return where the entry ends after which a new one is to stand."""
    ends = {entry.key.text: max(entry.key.end, entry.value.end) for entry in node.entries}
    if name in order:
        earlier = order[: order.index(name)]
        before = [end for known, end in ends.items() if known in earlier]
        if before:
            return max(before)
        if ends:  # the first line holds the dash of the list, so the second it is
            return min(ends.values())
    return max(ends.values(), default=node.start)


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
    quoted = isinstance(value, str) and old.style in ("'", '"')
    return scalar(value, flow=within_flow, quote=old.style if quoted else "")
