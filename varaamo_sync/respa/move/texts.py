"""Texts of Respa: by language, with missing ones left out, ``null`` or one text for all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from html import unescape
from typing import Any

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.stored_form import stored_contact, stored_html

_TAG = lazy_pattern(r"</?[A-Za-z][^<>]*>|<!--")
_BLOCK = lazy_pattern(r"<(?:p|br|div|ul|ol|h[1-6])\b", re.IGNORECASE)
_BREAKS = lazy_pattern(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = lazy_pattern(r"\n[^\S\n]*\n\s*")
_AMOUNT = lazy_pattern(
    r"(?<![\d.,])(\d{1,6}(?:[.,]\d{1,2})?)\s?(?:€|euro\w*\b|eur\b)|€\s?(\d{1,6}(?:[.,]\d{1,2})?)",
    re.IGNORECASE,
)
_LONGEST = 500


def texts_of(value: Any) -> dict[Lang, str]:
    """Return a text by language; one that has no language is Finnish."""
    if isinstance(value, str):
        value = {"fi": value}
    if not isinstance(value, Mapping):
        return {}
    texts: dict[Lang, str] = {}
    for lang in LANGS:
        text = value.get(lang)
        if isinstance(text, str) and (plain := _even(text)):
            texts[lang] = plain
    return texts


def first_of(texts: Mapping[Lang, str]) -> str:
    """Return a text in the first language that there is, or an empty one."""
    return next((texts[lang] for lang in LANGS if lang in texts), "")


def name_of(text: str) -> str:
    """Return a name: on one line, without tags."""
    return " ".join(plain_of(text).split())


def plain_of(text: str) -> str:
    """Return a text without tags."""
    return unescape(stored_contact(text)).strip() if _TAG.search(text) else text


def paragraphs_of(text: str) -> str:
    """Return a text as a catalogue holds it: plain with blank lines, or HTML that is safe.

    Line breaks in HTML without blocks were meant to be seen, too.
    """
    if not _TAG.search(text):
        return text
    if not _BLOCK.search(text):
        blocks = (block.strip().replace("\n", "<br>") for block in _BLANK_LINES.split(text))
        text = "".join(f"<p>{block}</p>" for block in blocks if block)
    return stored_html(text)


def amount_in(texts: Iterable[str]) -> Decimal | None:
    """Return the first amount of euros, more than none, that some texts name."""
    for text in texts:
        for match in _AMOUNT.finditer(text):
            amount = Decimal((match[1] or match[2]).replace(",", "."))
            if amount:
                return amount
    return None


def words_of(value: Any) -> str:
    """Return any value in words: a text, names, or what stands there; not longer than a note."""
    said = first_of(texts_of(value)) if isinstance(value, str | Mapping) else ""
    if not said and isinstance(value, list):
        said = ", ".join(words_of(one) for one in value)
    if not said and isinstance(value, Mapping):
        named = first_of(texts_of(value.get("label") or value.get("name")))
        said = (
            named
            or str(value.get("url") or "")
            or json.dumps(value, ensure_ascii=False, default=str)
        )
    said = said or str(value)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def kept_words(value: Any) -> str:
    """Return a value as a note keeps it: texts in all their languages, and what is on as such."""
    if value is True:
        return "true"
    texts = dict.fromkeys(texts_of(value).values()) if isinstance(value, Mapping) else ()
    return words_of("; ".join(texts) if texts else value)


def opening_words(days: list[Any]) -> str:
    """Return computed opening hours in words, day by day: ``2026-12-01 08:00–16:00``."""
    told = (one for one in days if isinstance(one, Mapping) and one.get("opens"))
    words = (
        f"{one.get('date')} {_clock(one['opens'])}–{_clock(one.get('closes'))}" for one in told
    )
    return "; ".join(words)[:_LONGEST]


def _clock(moment: object) -> str:
    return str(moment)[len("2026-12-01T") :][: len("08:00")]


def _even(text: str) -> str:
    text = _BREAKS.sub("\n", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()
