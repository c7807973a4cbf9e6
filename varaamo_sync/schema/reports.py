"""Shapes of what ``history.yaml`` holds of the time before this tool counted."""

from typing import Annotated, Any, Literal

from pydantic import Field

from varaamo_sync.model import ServiceUnit
from varaamo_sync.model.parts import Part
from varaamo_sync.model.values import Day, Words


class HistoryHead(Part):
    """The file ``history.yaml`` without its entries, which are read one by one."""

    format: Literal[1]
    """Version of the file format."""
    entries: tuple[Any, ...] = ()
    """One per report or survey."""


class ReportedRow(Part):
    """A row of a table that was kept by hand: text to the letter, doubt included."""

    prepared: Words | None = None
    """Cell under *Valmistelussa*."""
    in_progress: Words | None = None
    """Cell under *Käynnissä*."""
    ready: Words | None = None
    """Cell under *Valmis*."""
    earlier: Words | None = None
    """Cell under *Varaamossa aiemmin*."""
    note: Words | None = None
    """Cell under *Huomiot*."""


class DroppedEntry(Part):
    """That an entry counts no more, and why; it stays for whoever asks later."""

    reason: Annotated[Words, Field(min_length=1)]
    """Why it was dropped."""
    date: Day
    """The day on which it was dropped."""


class ReportedEntry(Part):
    """Counts that were reported on a day before this tool counted them."""

    date: Day
    """The day of the report."""
    source: Literal["reported"]
    """Written down by a person."""
    forecast: Words | None = None
    """What was said of the goal, in the words of that day."""
    units: dict[ServiceUnit, ReportedRow]
    """The table's rows, by service unit."""
    dropped: DroppedEntry | None = None
    """Stands where the entry counts no more."""
