"""Compares what workbooks state with a catalogue: what is new, what changes, what is unclear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from varaamo_sync.workbooks.files.grid import Book
from varaamo_sync.workbooks.importing.answers import demand_rooms, demand_venues
from varaamo_sync.workbooks.importing.books_read import BooksRead
from varaamo_sync.workbooks.importing.context import Known
from varaamo_sync.workbooks.importing.plan import ImportPlan
from varaamo_sync.workbooks.importing.room_matcher import Matcher
from varaamo_sync.workbooks.importing.venue_index import Venues
from varaamo_sync.workbooks.tables.headers import Table


def plan_import(books: Iterable[Book], known: Known) -> tuple[ImportPlan, tuple[Table, ...]]:
    """Return what an import of workbooks would change, and the tables that were read.

    Everything that cannot be read or decided becomes a finding; all else is imported.

    Raises:
        UsageError: A person chose rows that no sheet has, or an answer names nothing that there is.
    """
    placed = known.placed()
    demand_rooms(known.room_answers, known.catalogue)
    demand_venues(known.venue_answers, placed, known.remote)
    read = BooksRead(books, known)
    matcher = Matcher(
        known.catalogue,
        Venues(placed, known.remote, known.venue_answers),
        read.findings,
        unit=known.unit,
        answers=known.room_answers,
        has_image=known.has_image,
    )
    matcher.take_venues(read.venues)
    matcher.take_rooms(read.rooms)
    plan = replace(
        matcher.plan(),
        venue_names=frozenset(read.venue_names),
        room_names=frozenset(read.room_names),
    )
    return plan, tuple(read.tables)
