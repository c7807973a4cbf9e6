"""What a new room will say to residents: price, way in, capacity, booking times, purposes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from varaamo_sync.model import Lang, format_duration, format_moment
from varaamo_sync.plan import Action, RoomPlan
from varaamo_sync.snapshot import AccessRow, PriceRow
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.value_text import json_value

word = Theme("commands/residents")

_PARTS = ("pricing", "access", "capacity", "booking", "purposes")
_TIMES = ("kind", "interval", "min", "max", "window.min_days", "window.max_days", "opens", "closes")
_SHOWN = 40


def says_to_residents(planned: RoomPlan) -> bool:
    """Tell whether a room is new, so that somebody should see what it will say."""
    return planned.action is Action.CREATE


def line_to_residents(planned: RoomPlan, lang: Lang) -> str:
    """Return in one line what a new room will say, what is missing and what is unread."""
    said = "; ".join(_part(planned, part, lang) for part in _PARTS)
    return word("line", lang, said=said)


def _part(planned: RoomPlan, part: str, lang: Lang) -> str:
    unread = [
        words for path, words in planned.room.unread.items() if f"{path}.".startswith(f"{part}.")
    ]
    words = ", ".join(_SAYS[part](planned, lang))
    if unread:
        text = "; ".join(unread)
        text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        doubt = word(f"{part}_unread", lang, text=text)
        return f"{words}, {doubt}" if words else doubt
    return words or word(f"{part}_missing", lang)


def _price(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    for row in _rows(planned, "pricing", PriceRow):
        yield _amount(row, lang) + _since(row.begins, lang)


def _amount(row: PriceRow, lang: Lang) -> str:
    if row.highest == 0:
        return word("free", lang)
    amounts = dict.fromkeys((row.lowest, row.highest))
    amount = "–".join(_number(f"{one:.2f}", lang) for one in amounts)
    vat = _number(f"{row.vat.normalize():f}", lang)
    return word("price", lang, amount=amount, unit=word(f"unit.{row.unit}", lang), vat=vat)


def _access(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    for row in _rows(planned, "access", AccessRow):
        yield word(f"access_by.{row.type}", lang) + _since(row.begins, lang)


def _capacity(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    low, high = (planned.values.get(f"capacity.{end}") for end in ("min", "max"))
    if low is not None and high is not None:
        yield word("persons", lang, low=low, high=high)
    elif high is not None:
        yield word("persons_most", lang, high=high)
    elif low is not None:
        yield word("persons_least", lang, low=low)


def _booking(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    stated = {name: planned.values.get(f"booking.{name}") for name in _TIMES}
    if stated["kind"] is not None:
        yield word(f"kind.{stated['kind']}", lang)
    if stated["interval"] is not None:
        yield word("interval", lang, length=_length(stated["interval"]))
    ends = [_length(stated[end]) for end in ("min", "max")]
    if any(stated[end] is not None for end in ("min", "max")):
        yield word("lengths", lang, low=ends[0], high=ends[1])
    days = [stated[f"window.{end}"] for end in ("min_days", "max_days")]
    if any(day is not None for day in days):
        low, high = ("…" if day is None else day for day in days)
        yield word("window", lang, low=low, high=high)
    for name in ("opens", "closes"):
        moment = stated[name]
        if isinstance(moment, datetime):
            yield word(name, lang, moment=format_moment(moment))


def _purposes(planned: RoomPlan, lang: Lang) -> Iterator[str]:
    del lang  # the booking system's own names
    held = planned.values.get("purposes")
    yield from sorted(held) if isinstance(held, frozenset) else ()


_SAYS = {
    "pricing": _price,
    "access": _access,
    "capacity": _capacity,
    "booking": _booking,
    "purposes": _purposes,
}


def _rows(planned: RoomPlan, path: str, kind: type) -> Iterable[Any]:
    held = planned.values.get(path)
    return [row for row in held if isinstance(row, kind)] if isinstance(held, tuple) else ()


def _length(value: object) -> str:
    return "…" if value is None else format_duration(value)  # type: ignore[arg-type]


def _number(amount: str, lang: Lang) -> str:
    return amount if lang == "en" else amount.replace(".", ",")


def _since(day: date | None, lang: Lang) -> str:
    return f" {word('from', lang, day=day.isoformat())}" if day else ""


def residents_as_json(planned: RoomPlan) -> dict[str, Any] | None:
    """Return what a new room will say as JSON values; ``None`` for a room that is not new."""
    if not says_to_residents(planned):
        return None
    values = planned.values
    return {
        "pricing": json_value(values.get("pricing", ())),
        "access": json_value(values.get("access", ())),
        "capacity": {end: values.get(f"capacity.{end}") for end in ("min", "max")},
        "booking": {name: json_value(values.get(f"booking.{name}")) for name in _TIMES},
        "purposes": json_value(values.get("purposes", frozenset())),
        "unread": dict(planned.room.unread),
    }
