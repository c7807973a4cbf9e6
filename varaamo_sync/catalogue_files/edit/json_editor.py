"""Edits JSON text where it stands."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from varaamo_sync.catalogue_files.edit.patch import REMOVED, Patch, plain
from varaamo_sync.catalogue_files.edit.text_editor import TextEditor
from varaamo_sync.catalogue_files.text.nodes import Node, as_yaml
from varaamo_sync.catalogue_files.text.places import Places
from varaamo_sync.findings import Path
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_INDENT = lazy_pattern(r"\n([ \t]+)\S")


class JsonEditor(TextEditor):
    """One text and the edits that are to be made in it; new entries stand last."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        indent = _INDENT.search(text)
        self._step = indent[1] if indent else ""
        self._break = "\r\n" if "\r\n" in text else "\n" if "\n" in text.strip() else ""
        self._ascii = text.isascii() and "\\u" in text

    @staticmethod
    def _read(text: str) -> Any:
        return json.loads(text)

    def _open_places(self) -> Places:
        return Places(as_yaml(self._text))

    def _write_patch(self, path: Path, patch: Patch, order: Sequence[str]) -> None:
        del order
        self._patch(self._mapping(path), patch, len(path))

    def _write_items(self, path: Path, name: str, new: Sequence[Mapping[str, Any]]) -> None:
        holder = self._mapping(path)
        held = holder.entry(name)
        if held is None or not held.value.is_list:
            self._patch(holder, Patch({name: list(new)}), len(path))
            return
        depth = len(path) + 2
        self._insert(held.value, [self._dump(dict(one), depth) for one in new], depth)

    def _remove_items(
        self, path: Path, name: str, gone: Collection[int], left: Sequence[Any]
    ) -> None:
        del gone
        self._patch(self._mapping(path), Patch({name: list(left)}), len(path))

    def _patch(self, node: Node, patch: Patch, depth: int) -> None:
        new: list[str] = []
        for step, value in patch.items():
            entry = node.entry(step)
            if entry is None:
                if value is not REMOVED:
                    word = f"{self._word(str(step))}: " if node.is_mapping else ""
                    new.append(word + self._dump(plain(value), depth + 1))
            elif value is REMOVED:
                self._remove_between_commas(entry)
            elif isinstance(value, Patch) and not entry.value.is_scalar:
                self._patch(entry.value, value, depth + 1)
            else:
                text = self._dump(plain(value), depth + 1)
                self._put(entry.value.start, entry.value.end, text)
        if new:
            self._insert(node, new, depth + 1)

    def _insert(self, node: Node, new: Sequence[str], depth: int) -> None:
        last = node.entries[-1] if node.entries else None
        one_line = last is not None and "\n" not in self._text[node.start : last.key.start]
        gap = " " if one_line or not self._break else self._break + self._step * depth
        if last is not None:
            end = last.value.end
            self._put(end, end, "".join(f",{gap}{text}" for text in new))
            return
        inner = ("," + gap).join(new)
        if self._break:
            inner = gap + inner + self._break + self._step * (depth - 1)
        self._put(node.start + 1, node.end - 1, inner)

    def _dump(self, value: Any, depth: int) -> str:
        if isinstance(value, Mapping):
            inner = [f"{self._word(str(k))}: {self._dump(v, depth + 1)}" for k, v in value.items()]
            opening, closing = "{", "}"
        elif isinstance(value, list | tuple):
            inner = [self._dump(item, depth + 1) for item in value]
            opening, closing = "[", "]"
        else:
            return f"{value:f}" if isinstance(value, Decimal) else self._word(value)
        if not inner or not self._break:
            return opening + ", ".join(inner) + closing
        pad = self._break + self._step * (depth + 1)
        return opening + pad + ("," + pad).join(inner) + self._break + self._step * depth + closing

    def _word(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=self._ascii)
