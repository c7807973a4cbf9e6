"""Times at which a room can be booked, from its days in Hauki, as Varaamo takes them over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from varaamo_sync.hours.protocol.resources import DailyHours, TimeElement
from varaamo_sync.hours.protocol.states import Effect, effect_of
from varaamo_sync.model import HELSINKI
from varaamo_sync.model.open_times import Span

_DAY = timedelta(days=1)


def bookable_spans(days: DailyHours | None, first: date, last: date) -> tuple[Span, ...]:
    """Return when a room can be booked between two days, the last day included.

    Args:
        days: Its hours day by day, from the day before the first on, for a night may go over it;
            ``None`` where it has no period.
        first: The first day.
        last: The last day.
    """
    found: dict[Effect, list[Span]] = {Effect.BOOKABLE: [], Effect.CLOSING: []}
    for day, elements in days.days.items() if days is not None else ():
        for element in elements:
            effect = effect_of(element.resource_state)
            if effect in found:
                found[effect].append(_span(day, element))
    return spans_within(_without(found[Effect.BOOKABLE], found[Effect.CLOSING]), first, last)


def spans_within(spans: Iterable[Span], first: date, last: date) -> tuple[Span, ...]:
    """Return what of some times is between two days, in order and joined."""
    start, end = _midnight(first), _midnight(last + _DAY)
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.opens):
        opens, closes = max(span.opens, start), min(span.closes, end)
        if opens >= closes:
            continue
        if joined and opens <= joined[-1].closes:
            joined[-1] = Span(joined[-1].opens, max(joined[-1].closes, closes))
        else:
            joined.append(Span(opens, closes))
    return tuple(joined)


def _span(day: date, element: TimeElement) -> Span:
    opens = _at(day, element.start_time)
    if element.full_day or element.end_time is None:
        return Span(opens, _midnight(day + _DAY))
    return Span(opens, _at(day + _DAY * element.end_time_on_next_day, element.end_time))


def _without(spans: Iterable[Span], closed: Iterable[Span]) -> list[Span]:
    left = list(spans)
    for gap in closed:
        pieces = [
            piece
            for span in left
            for piece in (
                Span(span.opens, min(span.closes, gap.opens)),
                Span(max(span.opens, gap.closes), span.closes),
            )
        ]
        left = [piece for piece in pieces if piece.opens < piece.closes]
    return left


def _at(day: date, clock: time | None) -> datetime:
    return datetime.combine(day, clock or time(), HELSINKI)


def _midnight(day: date) -> datetime:
    return _at(day, None)
