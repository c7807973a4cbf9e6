"""Everything that plan and push work with, opened together and closed together."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from varaamo_sync.booking.client import VaraamoClient
from varaamo_sync.catalogue_files import Reading, picture_reader
from varaamo_sync.catalogue_files.beside import clear
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Position
from varaamo_sync.model import Catalogue, ServiceUnit
from varaamo_sync.plan import OnConflict, Plan
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.state.records import Fate, Fence
from varaamo_sync.store import Memory, Store, default_url
from varaamo_sync.sync import Conduct, prepare
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.notes import note
from varaamo_sync_cli.console.settings import STORE, setting
from varaamo_sync_cli.workspace.access.targets import Choice, Use, booking_api
from varaamo_sync_cli.workspace.catalogue import (
    Loaded,
    placed,
    read,
    tell_broken,
    tell_unread,
    tell_unsettled,
)
from varaamo_sync_cli.workspace.history.history_book import HistoryBook
from varaamo_sync_cli.workspace.state_folder import STATE_FOLDER, state_folder

_LONGEST_SETTLING = 86_400
"""Seconds: a push that waits longer than a day waits for nothing."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A catalogue, a booking system, and what is remembered of them.

    Attributes:
        folder: The catalogue's folder.
        conduct: Memory, clock and pictures for the engine.
    """

    folder: Path
    reading: Reading
    catalogue: Catalogue
    api: VaraamoClient
    store: Store
    memory: Memory
    conduct: Conduct

    def behind(self, fence: Fence) -> Desk:
        """Return the same with a memory that notes writes only while a lock is held."""
        memory = self.store.memory(self.api.origin, self.catalogue.id, fence)
        return replace(self, memory=memory, conduct=replace(self.conduct, memory=memory))

    def by_itself(self) -> Desk:
        """Return the desk with the files as they stand; see ``Reading.by_itself``."""
        reading = self.reading.by_itself
        return replace(self, reading=reading, catalogue=reading.usable())


@dataclass(frozen=True, slots=True)
class Options:
    """How a plan is to be made."""

    on_conflict: OnConflict = "theirs"
    archive: bool = False
    units: frozenset[ServiceUnit] = frozenset()


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with what it rests on."""

    plan: Plan
    snapshot: Snapshot
    loaded: Loaded
    options: Options

    def locate(self, key: str) -> Position | None:
        """Return where a room stands in the files of the catalogue."""
        return self.loaded.reading.locate(key, ("key",))


@contextmanager
def open_desk(
    path: Path, choice: Choice, store: str | None, use: Use = Use.WRITE, *, concurrency: int = 4
) -> Iterator[Desk]:
    """Open a catalogue, a booking system and a store.

    Args:
        path: The catalogue's folder.
        choice: Which booking system.
        store: Address of the store; by default ``VARAAMO_SYNC_STORE``, else a file beside the
            catalogue.
        use: What for.
        concurrency: Rooms written at once.

    Raises:
        VaraamoSyncError: One of them cannot be used.
    """
    reading, catalogue = read(path)
    if use.writes:
        clear(path)
    with (
        booking_api(choice, catalogue, path, use) as api,
        open_store(path, store, use) as opened,
    ):
        book = HistoryBook(opened, path, api.origin, catalogue.id, looking=not use.writes)
        reading = reading.held_against(book.counted())
        catalogue = reading.usable()
        memory = opened.memory(api.origin, catalogue.id)
        conduct = Conduct(
            memory=memory,
            now=now,
            read_picture=picture_reader(path),
            settles_after=_settles_after(),
            concurrency=concurrency,
        )
        yield Desk(path, reading, catalogue, api, opened, memory, conduct)


@contextmanager
def open_store(path: Path, store: str | None, use: Use) -> Iterator[Store]:
    """Open the store of a catalogue; to look, a copy of it, which need not be there.

    Args:
        path: The catalogue's folder.
        store: Address of the store; by default ``VARAAMO_SYNC_STORE``, else a file beside the
            catalogue.
        use: What for.

    Raises:
        StoreUnusable: It cannot be opened.
    """
    url = store or setting(STORE)
    if not url:
        url = default_url(state_folder(path) if use.writes else path / STATE_FOLDER)
    with Store(url, looking=not use.writes) as opened:
        yield opened


def book_of(desk: Desk) -> HistoryBook:
    """Return the history of a desk's catalogue and booking system."""
    return HistoryBook(desk.store, desk.folder, desk.api.origin, desk.catalogue.id)


def _settles_after() -> timedelta:
    """Return how long an unanswered write is waited for; a quicker server may be told so."""
    text = os.environ.get("VARAAMO_SYNC_SETTLE_SECONDS", "75")
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= _LONGEST_SETTLING:
        raise UsageError(
            f"VARAAMO_SYNC_SETTLE_SECONDS is {text!r}, not a number of seconds from 0 to "
            f"{_LONGEST_SETTLING}."
        )
    return timedelta(seconds=seconds)


def tell_settling(desk: Desk) -> None:
    """Say that writes of a killed push are looked up first, where there are any: it takes time."""
    if desk.memory.intents(Fate.OPEN):
        wait = desk.conduct.settles_after.total_seconds()
        note(
            "an earlier push was interrupted; looking what became of its last writes. "
            f"The server may have been working on them for up to {wait:.0f} s."
        )


def plan_on(desk: Desk, options: Options, *, settling: bool = False) -> Planned:
    """Read the booking system, check the catalogue against it, and plan.

    Args:
        desk: What to work with.
        options: How.
        settling: First find out what became of what a killed push left open; needs a login.
    """
    tell_unread(desk.reading)
    if settling:
        tell_settling(desk)
    else:
        tell_unsettled(intent.key for intent in desk.memory.intents(Fate.OPEN))
    prepared = prepare(
        desk.api,
        desk.catalogue,
        conduct=desk.conduct,
        found=desk.reading.findings,
        left_out=desk.reading.left_out,
        on_conflict=options.on_conflict,
        archive=options.archive and desk.reading.complete,
        settling=settling,
    )
    tell_broken(prepared.snapshot)
    plan = prepared.plan.only(options.units) if options.units else prepared.plan
    findings = (*desk.reading.findings, *placed(desk.reading, prepared.findings))
    loaded = Loaded(desk.reading, desk.catalogue, findings)
    return Planned(plan, prepared.snapshot, loaded, options)
