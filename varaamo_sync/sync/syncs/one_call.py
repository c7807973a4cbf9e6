"""A sync: all that a scheduled job or a service does to take rooms into a booking system."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Unpack

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI
from varaamo_sync.booking.flow import Flow
from varaamo_sync.errors import SessionEnded
from varaamo_sync.goal import evaluate
from varaamo_sync.logs import get_log
from varaamo_sync.model import in_helsinki
from varaamo_sync.plan import require_own_catalogue
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.async_door import run_async
from varaamo_sync.sync.flow import Part, run
from varaamo_sync.sync.handed_in import require_answer
from varaamo_sync.sync.preparation import Prepared, prepare_part
from varaamo_sync.sync.pushes.recorder import Deliver, OutcomeRecorder, call_now
from varaamo_sync.sync.pushes.schedule import push_part
from varaamo_sync.sync.settings import PushSettings, no_picture
from varaamo_sync.sync.syncs.aftermath import look_back_part
from varaamo_sync.sync.syncs.asked import read_asked, require_parts
from varaamo_sync.sync.syncs.counting import CountHistory
from varaamo_sync.sync.syncs.options import SyncOptions
from varaamo_sync.sync.syncs.ports import (
    AsyncSharedStore,
    CatalogueSource,
    HeldTurn,
    SharedStore,
)
from varaamo_sync.sync.syncs.result import SyncResult

_LOG = get_log(__name__)

_KEPT_LOCK = "what was to be done is done, but the lock could not be given back"


def sync(
    source: CatalogueSource,
    api: BookingAPI,
    store: SharedStore,
    *,
    settings: PushSettings | None = None,
    **options: Unpack[SyncOptions],
) -> SyncResult:
    """Take the rooms of a catalogue into a booking system, and keep how far they are.

    It holds the lock of the catalogue and the booking system, finds out what became of writes that
    a killed sync left open, plans, holds the guard, pushes, looks again, and keeps the counts. A
    second sync changes nothing. Whoever syncs many catalogues calls it once for each.

    Args:
        source: The catalogue as it was read: ``read_catalogue(…)``.
        api: The booking system, with a login; called from several threads.
        store: What everybody shares who syncs there: ``Store``.
        settings: Clock, pictures, patience and concurrency. What is remembered is the store's,
            and pictures are the source's where no reader is given.
        **options: See ``SyncOptions``.

    Raises:
        CatalogueInvalid: The catalogue cannot be used at all.
        LockHeld: Somebody else is at it; nothing was sent.
        GuardTripped: The plan does more at once than goes through unasked; nothing was sent.
        PushRefused: The catalogue is still the example that ``init`` gives; nothing was sent.
        SessionEnded: Nobody is logged in; nothing was sent.
        BookingError: The booking system could not be read; nothing was sent.
        StoreUnusable: The store failed, and nothing was sent.
    """
    settings, options = read_asked("sync", settings, options)
    require_parts("sync", source, api, store, "lock")
    catalogue = source.usable()
    require_own_catalogue(catalogue.id, api.origin)
    command = options.get("command", "sync")
    done: SyncResult | None = None
    try:
        with store.lock(api.origin, catalogue.id, command=command, now=settings.now) as turn:
            job = _Sync(source, api.origin, catalogue.id, store, turn, settings, options)
            done = run(job.part(), api, settings)
    except Exception:
        if done is None:
            raise
        _LOG.warning(_KEPT_LOCK, exc_info=True)
    return done


async def sync_async(
    source: CatalogueSource,
    api: AsyncBookingAPI,
    store: AsyncSharedStore,
    *,
    settings: PushSettings | None = None,
    **options: Unpack[SyncOptions],
) -> SyncResult:
    """Do the same asynchronously; see ``sync``. The event loop never waits for the store.

    ``on_outcome`` is called on the event loop; ``on_plan`` and ``should_stop`` in a thread.
    """
    settings, options = read_asked("sync_async", settings, options)
    require_parts("sync_async", source, api, store, "lock_async")
    catalogue = source.usable()
    require_own_catalogue(catalogue.id, api.origin)
    command = options.get("command", "sync")
    done: SyncResult | None = None
    held = store.lock_async(api.origin, catalogue.id, command=command, now=settings.now)
    try:
        async with held as turn:
            job = _Sync(source, api.origin, catalogue.id, store, turn, settings, options)
            job = replace(job, deliver=asyncio.get_running_loop().call_soon_threadsafe)
            done = await run_async(job.part(), api, settings)
    except Exception:
        if done is None:
            raise
        _LOG.warning(_KEPT_LOCK, exc_info=True)
    return done


@dataclass(frozen=True, slots=True)
class _Sync:
    """A sync whose lock is held."""

    source: CatalogueSource
    origin: str
    catalogue: str
    store: SharedStore
    turn: HeldTurn
    settings: PushSettings
    options: SyncOptions
    deliver: Deliver = call_now

    def part(self) -> Part[SyncResult]:
        """Plan, push, look again and keep."""
        return Part("sync", self._flow(), {"origin": self.origin, "catalogue": self.catalogue})

    def _flow(self) -> Flow[SyncResult]:
        settings, options = self._settings(), self.options
        history = CountHistory(self.store, self.origin, self.catalogue)
        before = history.entries()
        source = self.source.held_against(before or (history.pushed_rooms(),))
        prepared = yield from self._prepare(source, settings)
        if not prepared.snapshot.logged_in:
            raise SessionEnded("session-none")
        if (tell := options.get("on_plan")) is not None:
            require_answer("on_plan", tell(prepared))
        tell_outcome = options.get("on_outcome")
        recorder = OutcomeRecorder(prepared.plan, tell_outcome, self._should_stop, self.deliver)
        allowed = options.get("allowed")
        result = yield push_part(self.origin, prepared, settings, recorder, allowed)
        found = (*source.findings, *prepared.findings)
        after = yield look_back_part(
            self.origin, prepared, result, settings, history=history, findings=found
        )
        goal = None
        if after.progress is not None:
            today = in_helsinki(settings.now()).date()
            entries = (*options.get("history", ()), *before)
            goal = evaluate(prepared.catalogue.goal, after.progress, entries, today)
        return SyncResult(prepared, result, after, goal, source.findings, self._is_lost())

    def _settings(self) -> PushSettings:
        """Return the settings with the store's state, and with the source's pictures."""
        state = self.store.state(self.origin, self.catalogue, self.turn.fence)
        read = self.settings.read_picture
        read = self.source.read_picture if read is no_picture else read
        return replace(self.settings, state=state, read_picture=read)

    def _prepare(self, source: CatalogueSource, settings: PushSettings) -> Flow[Prepared]:
        options = self.options
        prepared: Prepared = yield prepare_part(
            self.origin,
            source.usable(),
            settings,
            {
                "found": source.findings,
                "left_out": source.left_out,
                "rules": options.get("rules", ()),
                "on_conflict": options.get("on_conflict", "theirs"),
                "archive": options.get("archive", False) and source.complete,
            },
        )
        if units := options.get("units"):
            return replace(prepared, plan=prepared.plan.only(units))
        return prepared

    def _should_stop(self) -> bool:
        asked = self.options.get("should_stop")
        return self.turn.is_lost() or (asked is not None and asked())

    def _is_lost(self) -> bool:
        try:
            return self.turn.is_lost()
        except Exception:  # noqa: BLE001  # rooms are written: they are told, whatever it raises
            _LOG.warning("whether the lock was lost could not be found out", exc_info=True)
            return True
