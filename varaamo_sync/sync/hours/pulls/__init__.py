"""Deciding what of the opening-hours system comes into the files of the catalogue."""

from varaamo_sync.sync.hours.pulls.decisions import take_over_hours
from varaamo_sync.sync.hours.pulls.results import (
    HoursLeftReason,
    HoursTakeover,
    LeftHours,
    TakenHours,
    note_taken,
)

__all__ = [
    "HoursLeftReason",
    "HoursTakeover",
    "LeftHours",
    "TakenHours",
    "note_taken",
    "take_over_hours",
]
