"""What a new room will say to residents: price, way in, capacity, booking times, purposes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from varaamo_sync.capabilities import Feature
from varaamo_sync.model import Lang, format_duration
from varaamo_sync.plan import Action, RoomPlan
from varaamo_sync.plan.values import BOOKING_TIMES
from varaamo_sync.snapshot import AccessRow, PriceRow
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.value_text import cut, few, preview, price_text, since

word = Theme("commands/residents")
value_word = Theme("values")

_PARTS = ("pricing", "access", "capacity", "booking", "purposes")
_SHOWN = 40
_FEW_PURPOSES = 1
_PURPOSE = 17
"""Letters of a purpose where there is little room."""
_BETWEEN = " · "


def says_to_residents(planned: RoomPlan) -> bool:
    """Tell whether a room is new, so that somebody should see what it will say."""
    return planned.action is Action.CREATE


def line_to_residents(planned: RoomPlan, lang: Lang) -> str:
    """Return in one line all that a new room will say, what is missing and what is unread."""
    said = "; ".join(_part(planned, part, lang, brief=False) for part in _kept(planned))
    return word("line", lang, said=said)


def short_line(planned: RoomPlan, lang: Lang, most: int) -> str:
    """Return the same in few words: no VAT, no usual ways of booking, the first purpose.

    Args:
        planned: The room.
        lang: The language.
        most: Letters beyond which the purpose is cut.
    """
    *parts, purposes = (_part(planned, part, lang, brief=True) for part in _kept(planned))
    said = _BETWEEN.join(parts)
    held = planned.values.get("purposes")
    if len(said) + len(purposes) > most and isinstance(held, frozenset) and held:
        purposes = few([cut(name, _PURPOSE) for name in sorted(held)], _FEW_PURPOSES)
    return f"{said}{_BETWEEN}{purposes}"


def _kept(planned: RoomPlan) -> list[str]:
    """Return the parts that the booking system has a place for."""
    return [part for part in _PARTS if planned.system.keeps(part)]


def _part(planned: RoomPlan, part: str, lang: Lang, *, brief: bool) -> str:
    unread = [
        words for path, words in planned.room.unread.items() if f"{path}.".startswith(f"{part}.")
    ]
    words = (_BETWEEN if brief and part == "booking" else ", ").join(
        _SAYS[part](planned, lang, brief)
    )
    if unread:
        doubt = word(f"{part}_unread", lang, text=cut("; ".join(unread), _SHOWN))
        return f"{words}, {doubt}" if words else doubt
    return words or word(f"{part}_missing", lang)


def _price(planned: RoomPlan, lang: Lang, brief: bool) -> Iterator[str]:
    for row in _rows(planned, "pricing", PriceRow):
        with_vat = not brief and planned.system.has(Feature.PAYMENTS)
        yield price_text(row, lang, with_vat=with_vat) + since(row.begins, lang)


def _access(planned: RoomPlan, lang: Lang, _: bool) -> Iterator[str]:
    for row in _rows(planned, "access", AccessRow):
        yield preview(row, lang)


def _capacity(planned: RoomPlan, lang: Lang, brief: bool) -> Iterator[str]:
    low, high = (planned.values.get(f"capacity.{end}") for end in ("min", "max"))
    if low is not None and high is not None:
        yield word("persons_short" if brief else "persons", lang, low=low, high=high)
    elif high is not None:
        yield word("persons_most", lang, high=high)
    elif low is not None:
        yield word("persons_least", lang, low=low)


def _booking(planned: RoomPlan, lang: Lang, brief: bool) -> Iterator[str]:
    stated = {name: planned.values.get(f"booking.{name}") for name in BOOKING_TIMES}
    if stated["kind"] is not None and not (brief and stated["kind"] == "direct"):
        yield value_word(f"kind.{stated['kind']}", lang)
    if stated["interval"] is not None and not brief:
        yield word("interval", lang, length=_length(stated["interval"]))
    ends = [_length(stated[end]) for end in ("min", "max")]
    if any(stated[end] is not None for end in ("min", "max")):
        low = ends[0].removesuffix(" h") if brief and ends[1].endswith(" h") else ends[0]
        lengths = f"{low}–{ends[1]}"
        yield lengths if brief else word("lengths", lang, lengths=lengths)
    if not brief:
        yield from _window(stated["window.min_days"], stated["window.max_days"], lang)
    for name in ("opens", "closes"):
        moment = stated[name]
        if isinstance(moment, datetime):
            yield word(f"{name}_short" if brief else name, lang, moment=moment)


def _window(low: object, high: object, lang: Lang) -> Iterator[str]:
    if low is not None and high is not None:
        yield word("window", lang, low=low, high=high)
    elif high is not None:
        yield word("window_most", lang, high=high)
    elif low is not None:
        yield word("window_least", lang, low=low)


def _purposes(planned: RoomPlan, _: Lang, brief: bool) -> Iterator[str]:
    """Yield the booking system's own names."""
    held = planned.values.get("purposes")
    names = sorted(held) if isinstance(held, frozenset) else []
    if brief and names:
        yield few(names, _FEW_PURPOSES)
    else:
        yield from names


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
