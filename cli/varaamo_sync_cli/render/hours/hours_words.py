"""What ``hours status`` says of rooms without opening hours, in any form."""

from __future__ import annotations

from collections.abc import Sequence

from varaamo_sync.goal import Reason
from varaamo_sync.hours import Absence, Why
from varaamo_sync.model import SANDBOX_ORIGIN, Lang, Room
from varaamo_sync.report.sentences import absence as absence_words
from varaamo_sync.report.sentences import rooms as room_words
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.hours import no_hours_of
from varaamo_sync.words import Theme
from varaamo_sync_cli.workspace.hours.hours_view import HoursView, SeenRoom

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
    Why.HAS_HOURS,
)
"""Reasons in the order in which they are told: what harms others first, what is well last."""

_NOT_YET = (Reason.NO_OPENING_HOURS, Reason.NOT_LINKED)
"""What the booking system says of a room as long as it has not taken its hours over."""


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """Rooms that lack hours for one reason, or that have some.

    Attributes:
        title: The reason, with how many rooms there are.
        fix: What to do about it, and who does; empty where there is nothing to do.
        rooms: The rooms, each with what the reason is about in its case.
    """

    title: str
    fix: str
    rooms: Sequence[tuple[Room, str]]


def title(view: HoursView, lang: Lang) -> str:
    """Return what was read, when, and from which system."""
    source = source_name(view.source, view.address, lang)
    return said("title", lang, source=source, when=view.taken)


def source_name(source: str, address: str, lang: Lang) -> str:
    """Return what an opening-hours system is called: the sandbox's by its name."""
    return said("sandbox", lang) if source == SANDBOX_ORIGIN else address


def summary(view: HoursView, lang: Lang) -> str:
    """Return how it stands, in a sentence."""
    count = len(view.rooms)
    if not count:
        return said("nothing", lang)
    return said("all_open" if view.open == count else "summary", lang, count=count, open=view.open)


def reason_groups(view: HoursView, lang: Lang) -> list[ReasonGroup]:
    """Return the rooms by why they have no hours; those that have some stand last."""
    groups: list[ReasonGroup] = []
    for why in _ORDER:
        items = [item for item in view.rooms if item.why is why]
        if items:
            groups.append(
                ReasonGroup(
                    title=said("group", lang, reason=said(f"why.{why}", lang), count=len(items)),
                    fix=_fix(why, items, lang),
                    rooms=[(item.room, about(item, lang)) for item in items],
                )
            )
    return groups


def _fix(why: Why, items: Sequence[SeenRoom], lang: Lang) -> str:
    """Return what to do about a reason: nobody is sent to type in what a push takes there."""
    if why is Why.HAS_HOURS:
        return ""
    if all(item.awaits_push for item in items):
        return said("push_them", lang)
    return said(f"fix.{why}", lang)


def about(item: SeenRoom, lang: Lang) -> str:
    """Return what the reason is about in the case of a room; empty where there is no more."""
    absence = item.seen.absence
    if absence.why is Why.HAS_HOURS:
        return _in_varaamo(item, lang)
    if item.awaits_push:
        return said("not_pushed", lang)
    if absence.day is not None:
        return said("last_day" if absence.why is Why.ENDED else "first_day", lang, day=absence.day)
    return absence_words.about(no_hours_of(absence), lang)


def _in_varaamo(item: SeenRoom, lang: Lang) -> str:
    """Return when a room that has hours is free next, or why nobody can book it all the same."""
    found = item.progress
    if found.stage.bookable:
        free = found.evidence.first_reservable
        return said("free", lang, free=free) if free else said("full", lang)
    if found.reason in _NOT_YET and found.evidence.open_from is None:
        return said("not_yet", lang)
    return room_words.why(found, lang)


def reason(absence: Absence, lang: Lang) -> str:
    """Return the reason for one room."""
    return said(f"why.{absence.why}", lang)
