"""Pairs of names that measure likeness: of one room, and of two."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent


class Names(NamedTuple):
    """Two names of one venue."""

    venue: str
    ours: str
    theirs: str


def pairs(verdict: str, chosen: str) -> list[Names]:
    """Return pairs of names of the ``same`` room or of ``different`` ones.

    Args:
        verdict: Which.
        chosen: ``tuned``, or ``kept`` for those that were never looked at while tuning.
    """
    return [Names(*row[2:]) for row in _rows("pairs.tsv") if row[:2] == [verdict, chosen]]


def neighbours(chosen: str) -> list[Names]:
    """Return every two rooms of the same house."""
    return [
        Names(venue, *two)
        for venue, where, rooms in _rows("houses.tsv")
        if where == chosen
        for two in combinations(rooms.split("; "), 2)
    ]


def _rows(name: str) -> Iterator[list[str]]:
    lines = (_HERE / name).read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines[2:])
