"""Text as it comes out of cells, made plain: spaces, quotes, line breaks, dashes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import spoken

_SPACES = lazy_pattern(r"[^\S\n]+")
_BREAKS = lazy_pattern(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_ESCAPED = lazy_pattern(r"_x000D_", re.IGNORECASE)
_INVISIBLE = lazy_pattern("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_QUOTES = str.maketrans(dict.fromkeys("\"'`´“”„‟‘’‚‛«»‹›", ""))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_LONE_HALF = lazy_pattern(r"(?<!\d)(?<!\d )½")
_HALF = lazy_pattern(" ?½")
_FORMULA = lazy_pattern(r"'*\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""Begins a formula or a command, marked as text or not; some programs read wide signs, too."""
_SIGNS = lazy_pattern(r"[^\w%€]+")
_LONGEST_PREVIEW = 60


def with_mark(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula: marked by ``'``."""
    return f"'{text}" if _FORMULA.match(text) else text


def without_mark(text: str) -> str:
    """Return a text without what keeps a spreadsheet program from taking it for a formula."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


@lru_cache(maxsize=8192)
def tidy(text: str) -> str:
    """Return a text with plain spaces and line breaks and nothing around it."""
    text = _BREAKS.sub("\n", _ESCAPED.sub("", text))
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


@lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(tidy(text).split("\n")).strip()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return what two ways of writing one word have in common: no case, no quotes."""
    text = unicodedata.normalize("NFKC", one_line(text)).translate(_QUOTES).translate(_DASHES)
    return " ".join(text.casefold().split())


@lru_cache(maxsize=8192)
def plain_header(text: str) -> str:
    """Return a header without case, punctuation and line breaks."""
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


def numeric(text: str) -> str:
    """Return a text as readers of numbers want it: folded, halves written out."""
    return fold(_HALF.sub(",5", _LONE_HALF.sub("0,5", text))).rstrip(".;")


def preview(value: object) -> str:
    """Return a value as a message shows it: short, on one line, always printable."""
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        value = f"{minutes // 60}:{minutes % 60:02}"
    elif isinstance(value, date | time):
        value = _as_written(value)
    text = _BREAKS.sub("\n", str(spoken(value))).strip().replace("\n", " ⏎ ")
    text = "".join(char if char.isprintable() else " " for char in text)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_PREVIEW else f"{text[: _LONGEST_PREVIEW - 1]}…"


def _as_written(value: date | time) -> str:
    """Return a day or an hour as it is written by hand: ``1.12.2026 8.00``."""
    said = []
    if isinstance(value, date):
        said.append(f"{value.day}.{value.month}.{value.year}")
    if isinstance(value, time) or (isinstance(value, datetime) and value.time() != time()):
        seconds = f".{value.second:02}" if value.second else ""
        said.append(f"{value.hour}.{value.minute:02}{seconds}")
    return " ".join(said)


def own_words(value: object) -> str:
    """Return what a cell holds in words that stay the same when they are written and read again."""
    if isinstance(value, str):
        return tidy(without_mark(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.15g}"
    return "=…" if value is None else str(value)
