"""Values of catalogue entries in one short line each, as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from varaamo_sync.model import HELSINKI, Hours, Lang
from varaamo_sync.model.hours import said_hours
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme, day, decimal, field_name, moment

word = Theme("values")

CHOICES: Mapping[str, str] = {
    "booking.kind": "kind",
    "booking.login": "login",
    "booking.form": "form",
    "access.type": "access_by",
    "pricing.unit": "unit",
    "pricing.payment": "payment",
    "wanted": "wanted",
}
"""Tables of words for the fields whose values are one of a few, by path."""

NOTHING = "–"
_LONGEST = 70
_DAY = lazy_pattern(r"\d{4}-\d\d-\d\d")
_MOMENT = lazy_pattern(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")
_TOLD = ("free", "lowest", "highest", "unit", "vat", "payment", "from", "type")


def entry_words(path: str, value: object, lang: Lang) -> str:
    """Return a value of a catalogue entry in one short line.

    Args:
        path: Its dotted path, such as ``capacity.min``.
        value: The value as catalogue files write it; ``None`` where nothing is stated.
        lang: Language of the words.
    """
    if value is None or value in ("", [], (), {}):
        return NOTHING
    if path == "hours" and isinstance(value, Mapping):
        said = said_hours(Hours.model_validate(value), lang)
        if said is not None:
            return _cut(said) or NOTHING
    if isinstance(value, list | tuple):
        mark = "; " if any(isinstance(item, Mapping) for item in value) else ", "
        return mark.join(entry_words(path, item, lang) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(_part_words(path, value, lang))
    if isinstance(value, Decimal | float):
        return _number(value, lang)
    return _text_words(_label(path, value, lang), lang)


def _label(path: str, value: object, lang: Lang) -> str:
    """Return a value in words, where it is one of a few."""
    if isinstance(value, bool):
        return word("yes" if value else "no", lang)
    table = CHOICES.get(".".join(step for step in path.split(".") if not step.isdigit()))
    words = word.table(table, lang) if table else {}
    return words.get(str(value)) or str(value)


def _text_words(text: str, lang: Lang) -> str:
    if _MOMENT.fullmatch(text):
        read = dt.datetime.fromisoformat(text)  # without an offset it is Helsinki's time
        return moment(read if read.tzinfo else read.replace(tzinfo=HELSINKI), lang)
    if _DAY.fullmatch(text):
        return day(dt.date.fromisoformat(text), lang)
    return _cut(text)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _part_words(path: str, part: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    """Yield what a price, a way in, a picture or a text says, part by part."""
    if part.get("free") is True:
        yield word("entry.free", lang)
    amounts = [part[name] for name in ("lowest", "highest") if part.get(name) is not None]
    unit = part.get("unit")
    per = _label(f"{path}.unit", unit, lang) if unit else None
    if amounts:
        euros = "–".join(dict.fromkeys(_number(one, lang, places=2) for one in amounts))
        yield word("entry.price" if per else "entry.amount", lang, euros=euros, unit=per)
    elif per:
        yield f"{field_name(f'{path}.unit', lang)}: {per}"
    if part.get("vat") is not None:
        yield word("entry.vat", lang, percent=_number(part["vat"], lang))
    for name in ("type", "payment"):
        if part.get(name) is not None:
            yield _label(f"{path}.{name}", part[name], lang)
    if part.get("from"):
        yield word("entry.from", lang, day=entry_words(path, part["from"], lang))
    for name, inner in part.items():
        if name not in _TOLD:
            within = f"{path}.{name}"
            yield f"{field_name(within, lang)}: {entry_words(within, inner, lang)}"


def _number(number: Any, lang: Lang, places: int | None = None) -> str:
    amount = Decimal(str(number))
    return decimal(amount.normalize() if places is None else amount, lang, decimals=places)
