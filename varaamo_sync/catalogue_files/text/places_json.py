"""Where values stand in JSON text.

Values that are not on the way are skipped by the decoder of the standard library, which is
written in C, and what was found in a container is kept.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import NamedTuple

from varaamo_sync.catalogue_files.text.faults import Place
from varaamo_sync.catalogue_files.text.places import Found, Lines
from varaamo_sync.findings import Path

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


class _Entry(NamedTuple):
    name: str | int
    key: int
    value: int


class JsonPlaces:
    """Finds places in text that is known to be JSON."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._entries_at: dict[int, dict[str | int, _Entry]] = {}

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    def find(self, path: Path, *, at_key: bool = False) -> Found:
        """Find a path; with ``at_key`` its last key instead of the value."""
        value = key = self._skip(0)
        for depth, step in enumerate(path):
            entry = self._children(value).get(step)
            if entry is None:
                here = self._lines.place(key)
                return Found(depth, here, here)
            value, key = entry.value, entry.key
        start = self._lines.place(value)
        return Found(len(path), self._lines.place(key) if at_key else start, start)

    def repeat(self, path: Path, key: str) -> Place:
        """Find where a key stands for the second time, in whatever mapping comes first."""
        del path  # the decoder does not tell in which mapping it saw the key twice
        waiting = [self._skip(0)]
        while waiting:
            entries = self._entries(waiting.pop())
            twice = [entry.key for entry in entries if entry.name == key]
            if len(twice) > 1:
                return self._lines.place(twice[1])
            waiting.extend(entry.value for entry in reversed(entries))
        return Place(1, 1)

    def _children(self, offset: int) -> dict[str | int, _Entry]:
        kept = self._entries_at.get(offset)
        if kept is None:
            kept = {entry.name: entry for entry in self._entries(offset)}
            self._entries_at[offset] = kept
        return kept

    def _entries(self, offset: int) -> list[_Entry]:
        opening = self._text[offset : offset + 1]
        if opening not in ("{", "["):
            return []
        entries: list[_Entry] = []
        here = self._skip(offset + 1)
        while self._text[here] not in "]}":
            name: str | int = len(entries)
            key = here
            if opening == "{":
                name, here = scanstring(self._text, here + 1)
                here = self._skip(self._skip(here) + 1)
            entries.append(_Entry(name, key, here))
            here = self._skip(_DECODER.raw_decode(self._text, here)[1])
            if self._text[here] == ",":
                here = self._skip(here + 1)
        return entries

    def _skip(self, offset: int) -> int:
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset
