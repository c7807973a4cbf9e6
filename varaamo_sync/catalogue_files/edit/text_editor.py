"""Edits a text where it stands: only the characters of what changes are touched."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from varaamo_sync.catalogue_files.edit.patch import Patch, as_read, changed, patched
from varaamo_sync.catalogue_files.text.nodes import Entry, Node, Unparsable
from varaamo_sync.catalogue_files.text.places import Places
from varaamo_sync.findings import Path
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_COMMA_AFTER = lazy_pattern(r"\s*,\s*")
_COMMA_BEFORE = lazy_pattern(r",\s*$")
_LONGEST_GAP = 10_000  # characters between two entries


class Cannot(Exception):
    """The text is written in a way that cannot be edited in place."""


class TextEditor(ABC):
    """One text and the edits that are to be made in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._data = self._expected = self._read(text)
        self._places = self._open_places()
        self._pieces: list[tuple[int, int, int, str]] = []

    def text(self) -> str:
        """Return the text with all edits, proven by reading it again.

        Raises:
            Cannot: It would not say what it should.
        """
        done, parts = 0, []
        for start, end, _, piece in sorted(self._pieces):
            if start < done:
                raise Cannot
            parts += [self._text[done:start], piece]
            done = end
        after = "".join([*parts, self._text[done:]])
        if self._read(after) != self._expected:
            raise Cannot
        return after

    def patch(self, path: Path, patch: Patch, order: Sequence[str] = ()) -> None:
        """Change values within the mapping at a path.

        Args:
            path: Where the mapping stands.
            patch: What changes.
            order: Order in which new entries are to stand among those that are there.

        Raises:
            Cannot: The text is written in a way that cannot be edited in place.
        """
        told = as_read(patch)
        self._expected = changed(self._expected, path, lambda held: patched(held, told))
        self._write_patch(path, patch, order)

    def append(self, path: Path, name: str, new: Sequence[Mapping[str, Any]]) -> None:
        """Append mappings to a list that an entry of the mapping at a path holds.

        Raises:
            Cannot: The text is written in a way that cannot be edited in place.
        """
        told = as_read(new)
        self._expected = changed(
            self._expected, path, lambda held: {**held, name: [*(held.get(name) or ()), *told]}
        )
        self._write_items(path, name, new)

    @property
    def data(self) -> Any:
        """The plain values of the text as it was."""
        return self._data

    def remove(self, path: Path, name: str, gone: Collection[int]) -> None:
        """Take items away from a list that an entry of the mapping at a path holds.

        Raises:
            Cannot: The text is written in a way that cannot be edited in place.
        """
        held = self._value(path)[name]
        left = [one for at, one in enumerate(held) if at not in gone]
        self._expected = changed(self._expected, path, lambda holder: {**holder, name: left})
        self._remove_items(path, name, gone, left)

    @staticmethod
    @abstractmethod
    def _read(text: str) -> Any:
        """Return the plain values of a text."""

    @abstractmethod
    def _open_places(self) -> Places:
        """Return what finds places in the text."""

    @abstractmethod
    def _write_patch(self, path: Path, patch: Patch, order: Sequence[str]) -> None: ...

    @abstractmethod
    def _write_items(self, path: Path, name: str, new: Sequence[Mapping[str, Any]]) -> None: ...

    @abstractmethod
    def _remove_items(
        self, path: Path, name: str, gone: Collection[int], left: Sequence[Any]
    ) -> None: ...

    def _put(self, start: int, end: int, text: str) -> None:
        self._pieces.append((start, end, len(self._pieces), text))

    def _mapping(self, path: Path) -> Node:
        try:
            node = self._places.node(path)
        except Unparsable as error:
            raise Cannot from error
        if node is None or not node.is_mapping:
            raise Cannot
        return node

    def _value(self, path: Path) -> Any:
        value: Any = self._data
        for step in path:
            value = value[step]
        return value

    def _remove_between_commas(self, entry: Entry) -> None:
        """Take an entry away, with the comma that parts it from the one before or after."""
        start, end = entry.key.start, entry.value.end
        before = _COMMA_BEFORE.search(self._text, max(start - _LONGEST_GAP, 0), start)
        after = _COMMA_AFTER.match(self._text, end)
        if before is not None:
            start = before.start()
        elif after is not None:
            end = after.end()
        self._put(start, end, "")
