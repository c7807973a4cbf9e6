"""Values of the catalogue and of the booking system as people read them, and as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import singledispatch
from html import unescape
from itertools import takewhile

from varaamo_sync.entry_words import CHOICES
from varaamo_sync.model import Lang, format_duration
from varaamo_sync.snapshot import AccessRow, PriceRow
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme, field_name, moment

word = Theme("values")

LONGEST = 60
"""Letters of a value that are shown at most."""
_NOTHING = "–"
_FEW = 3
"""Names that stand for a longer list."""

_TAG = lazy_pattern(r"</?[a-z][^<>]*>", re.IGNORECASE)


def cut(text: str, most: int = LONGEST) -> str:
    """Return a text on one line, without what is too much of it."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


@singledispatch
def preview(value: object, lang: Lang, path: str = "") -> str:
    """Return a value in one short line, as people write it in a language.

    Args:
        value: The value, in stored form or as a catalogue has it.
        lang: The language.
        path: Path of its field; decides what its words are called.
    """
    if value is None or value == "":
        return _NOTHING
    table = CHOICES.get(path)
    words = word.table(table, lang) if table else {}
    return words.get(str(value)) or cut(_bare(str(value)))


def preview_change(
    before: object, after: object, lang: Lang, path: str = "", most: int = LONGEST
) -> tuple[str, str]:
    """Return two values in one short line each; of long texts, the part in which they differ.

    Args:
        before: The one value.
        after: The other one.
        lang: The language.
        path: Path of their field.
        most: Letters of a text that are shown at most.
    """
    if not (isinstance(before, str) and isinstance(after, str)) or path in CHOICES:
        return preview(before, lang, path), preview(after, lang, path)
    one, other = (" ".join(_bare(text).split()) for text in (before, after))
    if one == other:  # they differ in nothing but their form
        one, other = " ".join(before.split()), " ".join(after.split())
    if max(len(one), len(other)) <= most:
        return one or _NOTHING, other or _NOTHING
    around = most // 3
    start = max(0, _alike(one, other) - around)
    end = max(0, min(_alike(one[::-1], other[::-1]), len(one), len(other)) - around)
    return tuple(_middle(text, start, end, most) for text in (one, other))  # type: ignore[return-value]


def _bare(text: str) -> str:
    """Return a text as it is read: without its tags, which part words all the same."""
    return unescape(_TAG.sub(" ", text)).strip() or text


def _alike(one: str, other: str) -> int:
    same = takewhile(lambda letters: letters[0] == letters[1], zip(one, other, strict=False))
    return sum(1 for _ in same)


def _middle(text: str, start: int, end: int, most: int) -> str:
    """Return a text without some letters of its ends, with what shows that they are left out."""
    inner = text[start : max(len(text) - end, min(len(text), start + most))]
    shown = cut(f"{'…' if start else ''}{inner}", most)
    left_out = start + len(inner) < len(text) and not shown.endswith("…")
    return (f"{shown}…" if left_out else shown) or _NOTHING


@preview.register
def _(value: bool, lang: Lang, _path: str = "") -> str:
    return word("yes" if value else "no", lang)


@preview.register
def _(value: timedelta, _lang: Lang, _path: str = "") -> str:
    return format_duration(value)


@preview.register
def _(value: date, lang: Lang, _path: str = "") -> str:
    return moment(value, lang)


@preview.register
def _(value: Decimal, lang: Lang, _path: str = "") -> str:
    return decimal_text(value, lang)


@preview.register
def _(value: AccessRow, lang: Lang, _path: str = "") -> str:
    return word(f"access_by.{value.type}", lang) + since(value.begins, lang)


@preview.register
def _(value: PriceRow, lang: Lang, _path: str = "") -> str:
    paid = value.payment if value.highest else None
    told = f", {word(f'payment.{paid}', lang)}" if paid else ""
    return price_text(value, lang) + told + since(value.begins, lang)


@preview.register
def _(value: frozenset, _lang: Lang, _path: str = "") -> str:  # type: ignore[type-arg]
    return ", ".join(sorted(value)) or _NOTHING


@preview.register
def _(value: tuple, lang: Lang, path: str = "") -> str:  # type: ignore[type-arg]
    return "; ".join(preview(item, lang, path) for item in value) or _NOTHING


@preview.register
def _(value: list, lang: Lang, path: str = "") -> str:  # type: ignore[type-arg]
    parts = any(isinstance(item, Mapping) for item in value)
    return ("; " if parts else ", ").join(preview(item, lang, path) for item in value) or _NOTHING


@preview.register
def _(value: Mapping, lang: Lang, path: str = "") -> str:  # type: ignore[type-arg]
    told = ((f"{path}.{name}".lstrip("."), item) for name, item in value.items())
    named = (f"{field_name(at, lang)}: {preview(item, lang, at)}" for at, item in told)
    return ", ".join(named) or _NOTHING


def price_text(value: PriceRow, lang: Lang, *, with_vat: bool = True) -> str:
    """Return a price without its day and its way of payment."""
    if value.highest == 0:
        return word("free", lang)
    amounts = dict.fromkeys((value.lowest, value.highest))
    amount = "–".join(decimal_text(one, lang, places=2) for one in amounts)
    unit = word(f"unit.{value.unit}", lang)
    if not with_vat:
        return word("price_bare", lang, amount=amount, unit=unit)
    return word("price", lang, amount=amount, unit=unit, vat=decimal_text(value.vat, lang))


def decimal_text(value: Decimal, lang: Lang, places: int | None = None) -> str:
    """Return a decimal number as it is written in a language; without places, what it needs."""
    text = f"{value.normalize():f}" if places is None else f"{value:.{places}f}"
    return text if lang == "en" else text.replace(".", ",")


def since(day: date | None, lang: Lang) -> str:
    """Return from when something is so, behind a blank; nothing where it is so now."""
    return f" {word('from', lang, day=day)}" if day else ""


def few(names: Sequence[str], most: int = _FEW) -> str:
    """Return the first few of some names, and how many more there are."""
    more = f" + {len(names) - most}" if len(names) > most else ""
    return ", ".join(names[:most]) + more
