"""What is said of opening hours that are missing, and where people set them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from varaamo_sync.booking.links import opening_hours_link
from varaamo_sync.goal import MissingHours, missing_hours
from varaamo_sync.model import Lang
from varaamo_sync.model.addresses import SANDBOX_ORIGIN
from varaamo_sync.report.sentences.rooms import some
from varaamo_sync.report.standing import Standing
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme

said = Theme("report/opening_hours")


@dataclass(frozen=True, slots=True)
class HoursSection:
    """What is said of opening hours that are missing; what there is nothing to say of is empty.

    Attributes:
        heading: The heading.
        how: What the addresses are for.
        venues: Venues, each with the address that opens the hours of its rooms.
        more: How many more venues there are.
        not_linked: Which venues have rooms that the opening-hours system does not know.
        unasked: How the exact reasons can be had, where nobody could be asked; it is for who runs
            commands, and not for who reads a report.
    """

    heading: str
    how: str
    venues: Sequence[tuple[str, str]]
    more: str
    not_linked: str
    unasked: str


def hours_section(view: Standing, lang: Lang, *, most: int | None = None) -> HoursSection | None:
    """Return what is said of opening hours that are missing; ``None`` where none are.

    Args:
        view: What is shown.
        lang: The language.
        most: How many venues are shown; by default all.
    """
    venues = [
        (said("venue", lang, venue=item.venue.label(lang), count=len(item.rooms)), link)
        for item in missing_hours(view.rooms)
        if (link := _link(item, view)) is not None
    ]
    not_linked = not_linked_line(view, lang)
    unasked = said("unasked", lang) if view.hours_unasked and missing_hours(view.rooms) else ""
    if not venues and not not_linked and not unasked:
        return None
    rest = 0 if most is None else max(0, len(venues) - most)
    return HoursSection(
        heading=said("heading", lang),
        how=said("how", lang) if venues else "",
        venues=venues[:most],
        more=said("others", lang, n=rest) if rest else "",
        not_linked=not_linked,
        unasked=unasked,
    )


def not_linked_line(view: Standing, lang: Lang) -> str:
    """Return which venues have rooms that the opening-hours system does not know, if any."""
    found = [item for item in missing_hours(view.rooms) if item.not_linked]
    if not found:
        return ""
    venues = [item.venue.label(lang) for item in found]
    count = sum(len(item.not_linked) for item in found)
    return said("not_linked", lang, count=count, venues=some(venues, lang))


def hours_as_json(view: Standing, lang: Lang) -> list[dict[str, Any]]:
    """Return the venues whose rooms lack hours as JSON values."""
    return [
        {
            "venue": item.venue.label(lang),
            "tprek": item.venue.tprek,
            "link": _link(item, view),
            "rooms": _keys(item.rooms),
            "not_linked": _keys(item.not_linked),
        }
        for item in missing_hours(view.rooms)
    ]


def _link(item: MissingHours, view: Standing) -> str | None:
    """Return the address for a venue; the sandbox on this machine has no pages to open."""
    if view.origin in (None, SANDBOX_ORIGIN) or not item.numbers:
        return None
    return opening_hours_link(view.origin, item.numbers)


def _keys(rooms: Sequence[Any]) -> list[str]:
    return [item.room.key for item in rooms]
