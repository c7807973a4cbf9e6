"""What ``hours status`` says of rooms without opening hours, in any form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from varaamo_sync.hours import Absence, DatePeriod, RoomHoursSeen, Why
from varaamo_sync.model import LANGS, Lang, Room
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.hours.hours_view import HoursView

said = Theme("commands/hours")

_ORDER = (
    Why.REVERSED,
    Why.VENUE_UNKNOWN,
    Why.NO_DEPARTMENT,
    Why.NOT_LINKED,
    Why.NEVER,
    Why.ONLY_IGNORED,
    Why.ONLY_CLOSED,
    Why.OVERRIDDEN,
    Why.CLOSED,
    Why.ENDED,
    Why.LATER,
    Why.OTHER,
    Why.UNREAD,
)
"""Reasons in the order in which they are told: what harms others first."""


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """Rooms that lack hours for one reason.

    Attributes:
        title: The reason, with how many rooms there are.
        fix: What to do about it, and who does.
        rooms: The rooms, each with what the reason is about in its case.
    """

    title: str
    fix: str
    rooms: Sequence[tuple[Room, str]]


def summary(view: HoursView, lang: Lang) -> str:
    """Return how it stands, in a sentence."""
    count = len(view.rooms)
    if not count:
        return said("nothing", lang)
    return said("all_open" if view.open == count else "summary", lang, count=count, open=view.open)


def reason_groups(view: HoursView, lang: Lang) -> list[ReasonGroup]:
    """Return the rooms without hours by their reasons."""
    groups: list[ReasonGroup] = []
    for why in _ORDER:
        items = [(room, seen) for room, seen in view.rooms if seen.absence.why is why]
        if items:
            groups.append(
                ReasonGroup(
                    title=said("group", lang, reason=said(f"why.{why}", lang), count=len(items)),
                    fix=said(f"fix.{why}", lang),
                    rooms=[(room, about(seen, lang)) for room, seen in items],
                )
            )
    return groups


def about(seen: RoomHoursSeen, lang: Lang) -> str:
    """Return what the reason is about in the case of a room; empty where there is no more."""
    absence = seen.absence
    if absence.period is not None:
        return _period(absence.period, lang)
    if absence.day is not None:
        return said("last_day" if absence.why is Why.ENDED else "first_day", lang, day=absence.day)
    return ", ".join(said(f"state.{state}", lang) for state in absence.states)


def reason(absence: Absence, lang: Lang) -> str:
    """Return the reason for one room."""
    return said(f"why.{absence.why}", lang)


def period_name(period: DatePeriod, lang: Lang) -> str:
    """Return what a period is called, or its number where nobody called it anything."""
    names = (period.name.get(one) for one in (lang, *LANGS))
    return next(filter(None, names), None) or said("nameless", lang, pk=str(period.pk))


def _period(period: DatePeriod, lang: Lang) -> str:
    name = period_name(period, lang)
    if period.start_date is None and period.end_date is None:
        return said("period_always", lang, name=name)
    if period.end_date is None:
        return said("period_from", lang, name=name, first=period.start_date)
    if period.start_date is None:
        return said("period_until", lang, name=name, last=period.end_date)
    return said("period", lang, name=name, first=period.start_date, last=period.end_date)
