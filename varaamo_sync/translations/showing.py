"""Texts as messages show them: short, on one line, and where two differ."""

from __future__ import annotations

from itertools import takewhile

_LONGEST = 80
_BEFORE = 20


def shown(text: str, start: int = 0) -> str:
    """Return a text from a place on as a message shows it: one short, printable line."""
    line = printable(text[start:])
    cut = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    return f"…{cut}" if start else cut


def printable(text: str) -> str:
    """Return a text on one line, without signs that no file or terminal should get."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def differing(one: str, other: str) -> tuple[str, str]:
    """Return two texts as a message shows them, from just before the place where they differ."""
    pairs = zip(one, other, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    long = max(len(one), len(other)) > _LONGEST
    start = max(same - _BEFORE, 0) if long else 0
    return shown(one, start) or "–", shown(other, start) or "–"
