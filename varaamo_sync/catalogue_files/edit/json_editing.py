"""Edits JSON text where it stands: only the characters of what changes are touched."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from varaamo_sync.catalogue_files.edit.patch import REMOVED, Patch, plain
from varaamo_sync.catalogue_files.edit.yaml_nodes import Cannot
from varaamo_sync.findings import Path

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)
_INDENT = re.compile(r"\n([ \t]+)\S")


class _Entry(NamedTuple):
    key: int
    value: int
    end: int


class JsonEditor:
    """One text and the edits that are to be made in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        indent = _INDENT.search(text)
        self._step = indent[1] if indent else ""
        self._break = "\r\n" if "\r\n" in text else "\n" if "\n" in text.strip() else ""
        self._ascii = text.isascii() and "\\u" in text
        self._pieces: list[tuple[int, int, int, str]] = []

    def text(self) -> str:
        """Return the text with all edits."""
        done, parts = 0, []
        for start, end, _, piece in sorted(self._pieces):
            if start < done:
                raise Cannot
            parts += [self._text[done:start], piece]
            done = end
        return "".join([*parts, self._text[done:]])

    def patch(self, path: Path, patch: Patch, order: Sequence[str] = ()) -> None:
        """Change values within the object at a path; new ones stand last."""
        del order
        self._patch(self._find(path), patch, len(path))

    def append(self, path: Path, name: str, new: Sequence[Mapping[str, Any]]) -> None:
        """Append objects to a list that an entry of the object at a path holds."""
        held = self._entries(self._find(path)).get(name)
        if held is None or self._text[held.value] != "[":
            self._patch(self._find(path), Patch({name: list(new)}), len(path))
            return
        depth = len(path) + 2
        items = [self._dump(dict(one), depth) for one in new]
        entries = self._entries(held.value)
        self._insert(held.value, entries, items, depth)

    def _patch(self, start: int, patch: Patch, depth: int) -> None:
        entries = self._entries(start)
        new: list[str] = []
        for step, value in patch.items():
            entry = entries.get(step)
            if value is REMOVED:
                self._remove(entries, entry)
            elif entry is None:
                word = f"{self._word(str(step))}: " if self._text[start] == "{" else ""
                new.append(word + self._dump(plain(value), depth + 1))
            elif isinstance(value, Patch) and self._text[entry.value] in "{[":
                self._patch(entry.value, value, depth + 1)
            else:
                self._put(entry.value, entry.end, self._dump(plain(value), depth + 1))
        if new:
            self._insert(start, entries, new, depth + 1)

    def _remove(self, entries: Mapping[str | int, _Entry], entry: _Entry | None) -> None:
        """Take an entry away, with the comma that parts it from the one before or after."""
        if entry is None:
            return
        later = [one.key for one in entries.values() if one.key > entry.key]
        earlier = [one.end for one in entries.values() if one.end < entry.key]
        if later and not earlier:
            self._put(entry.key, min(later), "")
        else:
            self._put(max(earlier, default=entry.key), entry.end, "")

    def _insert(
        self, start: int, entries: Mapping[str | int, _Entry], new: Sequence[str], depth: int
    ) -> None:
        last = max(entries.values(), key=lambda entry: entry.end, default=None)
        one_line = last is not None and "\n" not in self._text[start : last.key]
        gap = " " if one_line or not self._break else self._break + self._step * depth
        if last is not None:
            self._put(last.end, last.end, "".join(f",{gap}{text}" for text in new))
            return
        closing = self._skip(start + 1)
        inner = ("," + gap).join(new)
        around = self._break + self._step * (depth - 1) if self._break else ""
        self._put(start + 1, closing, (gap if self._break else "") + inner + around)

    def _find(self, path: Path) -> int:
        start = self._skip(0)
        for step in path:
            entry = self._entries(start).get(step)
            if entry is None:
                raise Cannot
            start = entry.value
        return start

    def _entries(self, start: int) -> dict[str | int, _Entry]:
        opening = self._text[start]
        if opening not in "{[":
            raise Cannot
        entries: dict[str | int, _Entry] = {}
        here = self._skip(start + 1)
        while self._text[here] not in "]}":
            name: str | int = len(entries)
            begin = here
            if opening == "{":
                name, here = scanstring(self._text, here + 1)
                here = self._skip(self._skip(here) + 1)
            end = _DECODER.raw_decode(self._text, here)[1]
            entries[name] = _Entry(begin, here, end)
            here = self._skip(end)
            if self._text[here] == ",":
                here = self._skip(here + 1)
        return entries

    def _dump(self, value: Any, depth: int) -> str:
        if isinstance(value, Mapping | list | tuple) and value and self._break:
            pad = self._break + self._step * (depth + 1)
            if isinstance(value, Mapping):
                inner = [
                    f"{self._word(str(k))}: {self._dump(v, depth + 1)}" for k, v in value.items()
                ]
                opening, closing = "{", "}"
            else:
                inner = [self._dump(item, depth + 1) for item in value]
                opening, closing = "[", "]"
            joined = ("," + pad).join(inner)
            return opening + pad + joined + self._break + self._step * depth + closing
        if isinstance(value, Mapping):
            words = (f"{self._word(str(k))}: {self._dump(v, depth)}" for k, v in value.items())
            return "{" + ", ".join(words) + "}"
        if isinstance(value, list | tuple):
            return "[" + ", ".join(self._dump(item, depth) for item in value) + "]"
        if isinstance(value, Decimal):
            return f"{value:f}"
        return self._word(value)

    def _word(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=self._ascii)

    def _put(self, start: int, end: int, text: str) -> None:
        self._pieces.append((start, end, len(self._pieces), text))

    def _skip(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset
