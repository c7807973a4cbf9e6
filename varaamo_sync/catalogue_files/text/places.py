"""Where things stand in a text: what YAML and JSON have in common."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple, Protocol

from varaamo_sync.catalogue_files.text.faults import Place
from varaamo_sync.findings import Path

LINE_BREAK = re.compile(r"\r\n|\n|\r")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, without their breaks."""
    return (LINE_BREAK.sub("\n", text) if "\r" in text else text).split("\n")


class Found(NamedTuple):
    """How much of a path is there, and where its last piece stands.

    Attributes:
        depth: How many steps of the path exist in the text.
        place: The value where it begins beside its key, else the key; when the path goes on
            further than the text, the key of the nearest thing that holds it.
        start: Where the value itself begins, be it on a line of its own.
    """

    depth: int
    place: Place
    start: Place


class Places(Protocol):
    """Finds places in one text."""

    def find(self, path: Path, *, at_key: bool = False) -> Found:
        """Find a path; with ``at_key`` its last key instead of the value."""
        ...

    def repeat(self, path: Path, key: str) -> Place:
        """Find where a key stands for the second time in the mapping at a path."""
        ...


class Lines:
    """Turns offsets into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]

    def place(self, offset: int) -> Place:
        """Return the place of an offset."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


def same(step: str | int, key: object) -> bool:
    """Tell whether a step of a path names a key as the text writes it."""
    return str(step) == str(key)
