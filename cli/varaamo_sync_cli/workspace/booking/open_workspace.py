"""Everything that plan, push and pull work with, opened together and closed together."""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from varaamo_sync.catalogue_files import Reading, clear, picture_reader
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Position
from varaamo_sync.model import Catalogue, ServiceUnit
from varaamo_sync.plan import OnConflict, Plan, Seal, require_own_catalogue
from varaamo_sync.plan.values import Locate
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state import Fence, IntentState
from varaamo_sync.sync import InMemoryState, Prepared, PushSettings, StateStore, prepare
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.settings import STORE, setting
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.access.push_lock import lock_of
from varaamo_sync_cli.workspace.access.targets import (
    Place,
    Use,
    booking_api,
    demand_origin,
)
from varaamo_sync_cli.workspace.booking.notices import (
    tell_broken,
    tell_broken_rules,
    tell_first_time,
    tell_hidden,
    tell_unread,
    tell_unsettled,
)
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import (
    all_findings,
    findings_anywhere,
    read_folder,
)
from varaamo_sync_cli.workspace.catalogue.own_rules import own_rules
from varaamo_sync_cli.workspace.history.history_book import HistoryBook
from varaamo_sync_cli.workspace.state_folder import STATE_FOLDER, has_state, state_folder

say = Theme("commands/notes")

if TYPE_CHECKING:
    from varaamo_sync.store import HeldLock, Store
    from varaamo_sync_cli.workspace.access.clients import BookingClient

_LONGEST_SETTLING = 86_400
"""Seconds: a push that waits longer than a day waits for nothing."""


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """How a plan is to be made."""

    on_conflict: OnConflict = "theirs"
    archive: bool = False
    units: frozenset[ServiceUnit] = frozenset()

    def as_words(self) -> tuple[str, ...]:
        """Return them as options of a push, without the service units."""
        ours = ("--on-conflict", self.on_conflict) if self.on_conflict != "theirs" else ()
        return (*ours, *(("--archive",) if self.archive else ()))


@dataclass(frozen=True, slots=True)
class PlanResult:
    """A plan with what it rests on."""

    prepared: Prepared
    reading: Reading
    options: PlanOptions

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, each with its place, which takes reading the files anew: few ask."""
        return all_findings(self.reading, self.prepared.findings)

    @property
    def plan(self) -> Plan:
        """What a push would do."""
        return self.prepared.plan

    def locate(self, key: str) -> Position | None:
        """Return where a room stands in the files of the catalogue."""
        return self.reading.locate(key, ("key",))

    def locate_behind(self, prefix: str) -> Locate:
        """Return what tells where a room stands, beginning with what leads to the catalogue."""

        def locate(key: str) -> Position | None:
            place = self.locate(key)
            return place and place.behind(prefix)

        return locate


@dataclass(frozen=True, slots=True)
class Workspace:
    """A catalogue, a booking system, and what is remembered of them.

    Attributes:
        folder: The catalogue's folder.
        opened: The store; ``None`` where it is only looked for, and nothing has been stored yet.
        state: What is remembered of the rooms.
        settings: State, clock and pictures for the engine.
    """

    folder: Path
    reading: Reading
    catalogue: Catalogue
    api: BookingClient
    opened: Store | None
    state: StateStore
    settings: PushSettings

    @property
    def store(self) -> Store:
        """The store, which is open wherever anything may be written, or a lock is to be held."""
        assert self.opened is not None
        return self.opened

    def lock(self) -> AbstractContextManager[HeldLock]:
        """Return the lock of the catalogue and the booking system, to be entered."""
        return lock_of(self.store, self.api.origin, self.catalogue.id)

    def behind(self, fence: Fence) -> Workspace:
        """Return the same with a state that notes writes only while a lock is held."""
        state = self.store.state(self.api.origin, self.catalogue.id, fence)
        return replace(self, state=state, settings=replace(self.settings, state=state))

    def by_itself(self) -> Workspace:
        """Return the same with the files as they stand; see ``Reading.by_itself``."""
        reading = self.reading.by_itself
        return replace(self, reading=reading, catalogue=reading.usable())

    @property
    def history(self) -> HistoryBook:
        """The history of the catalogue and the booking system."""
        return HistoryBook(self.opened, self.folder, self.api.origin, self.catalogue.id)

    def prepare(
        self,
        options: PlanOptions,
        *,
        settling: bool = True,
        further_venues: Collection[str] = (),
        everywhere: bool = False,
    ) -> Prepared:
        """Read the booking system, check the catalogue against it, and plan; see ``sync``."""
        if settling:
            self._tell_settling()
        return prepare(
            self.api,
            self.catalogue,
            settings=self.settings,
            found=self.reading.findings,
            left_out=self.reading.left_out,
            on_conflict=options.on_conflict,
            archive=options.archive and self.reading.complete,
            settling=settling,
            rules=own_rules().rules,
            further_venues=further_venues,
            everywhere=everywhere,
        )

    def make_plan(self, options: PlanOptions, *, settling: bool = False) -> PlanResult:
        """Return the plan for some service units, and tell what of it is not whole.

        With ``settling`` it finds out first what became of what a killed push left open, which
        needs a login.
        """
        tell_unread(self.reading)
        if not settling:
            tell_unsettled(intent.key for intent in self.state.intents(IntentState.OPEN))
        made = self._plan(options, settling=settling)
        tell_broken(made.prepared.snapshot)
        tell_hidden(made.prepared.snapshot)
        tell_broken_rules(findings_anywhere(made.reading, made.prepared.findings))
        tell_first_time(made.prepared)
        return made

    def remake_plan(self, made: PlanResult) -> PlanResult:
        """Make a plan anew that a person has said yes to, without telling anything of it again.

        Raises:
            PlanStale: It is another one by now; the error names what moved.
        """
        again = self._plan(made.options, settling=True)
        now_in_files = read_folder(self.folder).digest
        agreed = Seal.of(made.plan, made.reading.digest)
        agreed.require(Seal.of(again.plan, now_in_files))
        return again

    def _plan(self, options: PlanOptions, *, settling: bool) -> PlanResult:
        prepared = self.prepare(options, settling=settling)
        if options.units:
            prepared = replace(prepared, plan=prepared.plan.only(options.units))
        return PlanResult(prepared, self.reading, options)

    def _tell_settling(self) -> None:
        """Say that writes of a killed push are looked up first: it takes time."""
        if self.state.intents(IntentState.OPEN):
            wait = self.settings.settles_after.total_seconds()
            note(say("settling", current_language(), seconds=f"{wait:.0f}"))


@contextmanager
def open_workspace(
    place: Place,
    use: Use = Use.WRITE,
    *,
    concurrency: int = 4,
    pushing: bool = False,
    locking: bool = False,
) -> Iterator[Workspace]:
    """Open a catalogue, a booking system and a store.

    Args:
        place: Which.
        use: What for.
        concurrency: Rooms that a push writes at once.
        pushing: Whether it is for a push: an example is refused before anybody is called.
        locking: Whether a lock is to be held, also where one only looks.

    Raises:
        VaraamoSyncError: One of them cannot be used.
    """
    path = place.folder
    reading = read_folder(path)
    catalogue = reading.usable()
    if pushing:
        require_own_catalogue(catalogue.id, demand_origin(place.choice, catalogue))
    if use.writes:
        clear(path)
    with (
        booking_api(place.choice, catalogue, path, use) as api,
        open_store(place, use) if locking or _remembers(place, use) else nullcontext() as opened,
    ):
        book = HistoryBook(opened, path, api.origin, catalogue.id, looking=not use.writes)
        reading = reading.held_against(book.last_counts())
        catalogue = reading.usable()
        state = opened.state(api.origin, catalogue.id) if opened else InMemoryState()
        settings = PushSettings(
            state=state,
            now=now,
            read_picture=picture_reader(path),
            settles_after=settles_after(),
            concurrency=concurrency,
        )
        yield Workspace(path, reading, catalogue, api, opened, state, settings)


def _remembers(place: Place, use: Use) -> bool:
    """Whether there is a store, or is to be one; a database is not opened to find nothing."""
    return use.writes or bool(place.store or setting(STORE)) or has_state(place.folder)


@contextmanager
def open_store(place: Place, use: Use) -> Iterator[Store]:
    """Open the store of a catalogue; to look, a copy of it, which need not be there.

    Raises:
        StoreUnusable: It cannot be opened.
    """
    from varaamo_sync.store import Store, default_url

    url = place.store or setting(STORE)
    if not url:
        folder = place.folder
        url = default_url(state_folder(folder) if use.writes else folder / STATE_FOLDER)
    with Store(url, looking=not use.writes) as opened:
        yield opened


def settles_after() -> timedelta:
    """Return how long an unanswered write is waited for; a quicker server may be told so."""
    text = os.environ.get("VARAAMO_SYNC_SETTLE_SECONDS", "75")
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= _LONGEST_SETTLING:
        raise UsageError("setting-settling", value=text, most=_LONGEST_SETTLING)
    return timedelta(seconds=seconds)
