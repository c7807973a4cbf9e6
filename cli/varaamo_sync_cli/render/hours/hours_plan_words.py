"""What a plan of opening hours says, in any form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from varaamo_sync.hours import DatePeriod, Effect, Unsayable, effect_of, said_week
from varaamo_sync.model import Lang, OpenTimes
from varaamo_sync.model.hours import said_hours, said_times, said_weekdays
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.hours import Clash, Dropped, HoursPlan, PeriodAction, RoomHours, Waits
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.hours.hours_words import source_name

said = Theme("commands/hours_plan")

_MOST_SIDES = 4
"""What is told of the periods of one room: two of them, from both sides."""

_WRITES = (PeriodAction.CREATE, PeriodAction.REPLACE, PeriodAction.DELETE)


@dataclass(frozen=True, slots=True)
class RoomGroup:
    """Rooms that share what is told of them.

    Attributes:
        title: What it is, with how many rooms there are.
        fix: What to do about it, and who does; empty where nothing is to be done.
        lines: A line for each room.
    """

    title: str
    fix: str
    lines: Sequence[str]


def title(plan: HoursPlan, lang: Lang) -> str:
    """Return what is shown, and of which opening-hours system."""
    return said("title", lang, source=source_name(plan.source, plan.source, lang))


def summary(plan: HoursPlan, lang: Lang) -> str:
    """Return how it stands, in a sentence."""
    if not plan.concerned:
        return said("none_stated", lang)
    if not plan.writes:
        count = sum(room.waits is None and not room.clashes for room in plan.rooms)
        if plan.clashes:
            return said("to_decide", lang, count=len(plan.clashes))
        return said("nothing", lang, count=count) if count else said("nothing_yet", lang)
    counts = plan.counts()
    return said("summary", lang, rooms=len(plan.writes), parts=_parts(counts, lang))


def _parts(counts: Mapping[PeriodAction, int], lang: Lang) -> str:
    return ", ".join(
        said(f"count.{action}", lang, n=counts[action]) for action in _WRITES if counts[action]
    )


def room_name(room: RoomHours, lang: Lang) -> str:
    """Return what a room is called, with its key and venue."""
    names = {"name": room.label(lang), "key": room.key, "venue": room.venue_label(lang)}
    if names["name"] == room.key:
        return room.key
    return said("room" if names["venue"] else "room_left", lang, **names)


def change(room: RoomHours, lang: Lang) -> str:
    """Return what changes in the hours of a room, after the hours that it is to have."""
    actions = [period.action for period in room.periods]
    parts = _parts({action: actions.count(action) for action in _WRITES}, lang)
    hours = said_hours(room.hours, lang) if room.hours else None
    return f"{hours} ({parts})" if hours else parts


def groups(plan: HoursPlan, lang: Lang) -> Iterator[RoomGroup]:
    """Yield the rooms by what becomes of them: conflicts, what is sent, and what waits."""
    for clash in Clash:
        rooms = [room for room in plan.clashes if any(p.clash is clash for p in room.clashes)]
        lines = [_clashing(room, clash, lang) for room in rooms]
        yield from _group(f"clash.{clash}", rooms, lang, lines)
    if plan.writes:
        lines = [f"{room_name(room, lang)}: {change(room, lang)}" for room in plan.writes]
        yield RoomGroup(said("sent", lang, count=len(plan.writes)), "", lines)
    for waits in Waits:
        rooms = [room for room in plan.rooms if room.waits is waits]
        yield from _group(f"waits.{waits}", rooms, lang)
    yield from dropped_groups(plan.dropped, lang)
    others = [room for room in plan.rooms if room.beside]
    yield from _group("others", others, lang)


def dropped_groups(dropped: Sequence[RoomHours], lang: Lang) -> Iterator[RoomGroup]:
    """Yield rooms whose hours stay, although the catalogue states none, by the reason."""
    for why in Dropped:
        rooms = [room for room in dropped if room.dropped is why and room.stays]
        yield from _group(f"dropped.{why}", rooms, lang)


def _group(
    name: str, rooms: Sequence[RoomHours], lang: Lang, lines: Sequence[str] | None = None
) -> Iterator[RoomGroup]:
    if rooms:
        yield RoomGroup(
            said(f"{name}.title", lang, count=len(rooms)),
            said(f"{name}.fix", lang),
            lines or [room_name(room, lang) for room in rooms],
        )


def _clashing(room: RoomHours, clash: Clash, lang: Lang) -> str:
    """Return a room with what both sides say of its periods, between which somebody decides."""
    told = [
        said(f"side.{side}", lang, hours=words)
        for period in room.clashes
        if period.clash is clash
        for side, one in (("ours", period.wanted), ("theirs", period.found))
        if one is not None and (words := _hours_words(one, lang))
    ]
    name = room_name(room, lang)
    return f"{name}: {', '.join(told[:_MOST_SIDES])}" if told else name


def _hours_words(period: DatePeriod, lang: Lang) -> str:
    """Return days and times of a period; its days alone where no words say its times."""
    always = period.start_date is None and period.end_date is None
    days = "" if always else period_words(period, lang)
    by_times: dict[OpenTimes, list[int]] = {}
    with suppress(Unsayable):
        for day, times in said_week(period).items():
            by_times.setdefault(times, []).append(day)
    if not period.time_span_groups and effect_of(period.resource_state) is Effect.CLOSING:
        return f"{days} {said('closed', lang)}".strip()
    week = ", ".join(
        f"{said_weekdays(found, lang)} {said_times(times, lang)}"
        for times, found in by_times.items()
    )
    return f"{days} {week}".strip()


def period_words(period: DatePeriod, lang: Lang) -> str:
    """Return the days of a period as people write them."""
    first, last = period.start_date, period.end_date
    if first is None and last is None:
        return said("days_always", lang)
    if last is None:
        return said("days_from", lang, first=first)
    if first is None:
        return said("days_until", lang, last=last)
    return said("days" if first != last else "day", lang, first=first, last=last)
