"""Deciding what of the opening-hours system comes into the files of the catalogue."""

from typing import TYPE_CHECKING

from varaamo_sync.startup.lazy_door import open_lazily

if TYPE_CHECKING:
    from varaamo_sync.sync.hours.pulls.decisions import take_over_hours
    from varaamo_sync.sync.hours.pulls.plain import hours_in_words
    from varaamo_sync.sync.hours.pulls.results import (
        HoursLeftReason,
        HoursTakeover,
        LeftHours,
        TakenHours,
        note_taken,
    )

_HOMES = {
    "decisions": "take_over_hours",
    "plain": "hours_in_words",
    "results": "HoursLeftReason HoursTakeover LeftHours TakenHours note_taken",
}
"""Where each name is at home."""

__all__ = [
    "HoursLeftReason",
    "HoursTakeover",
    "LeftHours",
    "TakenHours",
    "hours_in_words",
    "note_taken",
    "take_over_hours",
]


if not TYPE_CHECKING:  # they see the imports above, and no name beside these
    __getattr__, __dir__ = open_lazily(__name__, _HOMES)
