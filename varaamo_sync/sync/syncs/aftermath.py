"""After a push: was it stored, how does the goal stand, and what is kept of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI
from varaamo_sync.booking.flow import Flow
from varaamo_sync.errors import StoreUnusable, VaraamoSyncError
from varaamo_sync.findings import Finding
from varaamo_sync.goal import HistoryEntry, Progress, entry_to_record, progress
from varaamo_sync.logs import get_log
from varaamo_sync.model import Earlier
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.sync.async_door import run_async
from varaamo_sync.sync.earlier import unstated_earlier
from varaamo_sync.sync.flow import Part, run
from varaamo_sync.sync.preparation import Prepared
from varaamo_sync.sync.pushes import Mismatch, PushResult, verify
from varaamo_sync.sync.pushes.recorder import told_failure
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.sync.surveys import survey_part
from varaamo_sync.sync.syncs.counting import CountHistory

_LOG = get_log(__name__)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a push has left.

    Attributes:
        snapshot: What the booking system shows now; ``None`` where it could not be read again.
        mismatches: What is not as the push should have left it.
        progress: How far every room is; ``None`` where that could not be found out.
        entry: The counts that were kept; ``None`` where none were: not all rooms are known, or
            ``problem`` says why.
        earlier: What adopted rooms were before, where their catalogue does not say so, by key.
        problem: Why something could not be read again, or not be kept.
    """

    snapshot: Snapshot | None = None
    mismatches: tuple[Mismatch, ...] = ()
    progress: Progress | None = None
    entry: HistoryEntry | None = None
    earlier: Mapping[str, Earlier] = field(default_factory=dict)
    problem: VaraamoSyncError | None = None

    @property
    def kept(self) -> bool:
        """Whether all that is to be remembered could be."""
        unread = self.snapshot is None and not isinstance(self.problem, StoreUnusable)
        return self.problem is None or unread


def look_back(
    api: BookingAPI,
    prepared: Prepared,
    result: PushResult,
    *,
    settings: PushSettings,
    history: CountHistory,
    findings: Collection[Finding] = (),
) -> Aftermath:
    """Survey again after a push, compare it with what was sent, and keep the counts.

    Rooms were written by now: what cannot be read or kept any more is told, and raises nothing.

    Args:
        api: The booking system.
        prepared: What was pushed.
        result: What became of it.
        settings: The same that ``push`` got.
        history: Where the counts are kept.
        findings: What the reader of the catalogue and the rules found.

    Raises:
        StoreUnusable: Nothing was sent, and the counts could not be kept.
    """
    part = look_back_part(
        api.origin, prepared, result, settings, history=history, findings=findings
    )
    return run(part, api, settings)


async def look_back_async(
    api: AsyncBookingAPI,
    prepared: Prepared,
    result: PushResult,
    *,
    settings: PushSettings,
    history: CountHistory,
    findings: Collection[Finding] = (),
) -> Aftermath:
    """Do the same asynchronously; see ``look_back``."""
    part = look_back_part(
        api.origin, prepared, result, settings, history=history, findings=findings
    )
    return await run_async(part, api, settings)


def look_back_part(
    origin: str,
    prepared: Prepared,
    result: PushResult,
    settings: PushSettings,
    *,
    history: CountHistory,
    findings: Collection[Finding],
) -> Part[Aftermath]:
    """Return what follows a push as a part of what is done; see ``look_back``."""
    flow = _look_back_flow(origin, prepared, result, settings, history=history, findings=findings)
    return Part("look_back", flow, {"origin": origin, "catalogue": prepared.catalogue.id})


def _look_back_flow(
    origin: str,
    prepared: Prepared,
    result: PushResult,
    settings: PushSettings,
    *,
    history: CountHistory,
    findings: Collection[Finding],
) -> Flow[Aftermath]:
    after: Snapshot | None = prepared.snapshot
    problem: VaraamoSyncError | None = None
    mismatches: tuple[Mismatch, ...] = ()
    if not result.idle:
        try:
            read: Snapshot = yield survey_part(prepared.catalogue, origin, settings.now())
            after, mismatches = read, verify(result, read)
        except Exception as error:  # noqa: BLE001  # whoever raised it: what was pushed is told
            _LOG.warning("what was pushed could not be read again: %s", error)
            after, problem = None, told_failure(error)
    found, kept = None, None
    earlier: Mapping[str, Earlier] = {}
    try:
        earlier = unstated_earlier(prepared.plan, settings.state)
        if after is not None:
            found = _progress(prepared, after, settings, findings)
            kept = _keep(prepared, found, history)
    except Exception as error:  # what was pushed is told, whatever somebody's store raises
        if result.idle:
            raise
        _LOG.warning("what was pushed could not be counted: %s", error)
        problem = told_failure(error)
    return Aftermath(after, mismatches, found, kept, earlier, problem)


def _progress(
    prepared: Prepared, after: Snapshot, settings: PushSettings, findings: Collection[Finding]
) -> Progress:
    state = settings.state
    known = {key: room.pairing for key, room in state.remembered().items()}
    found = state.earlier()
    return progress(prepared.catalogue, after, known, findings=findings, found=found)


def _keep(prepared: Prepared, found: Progress, history: CountHistory) -> HistoryEntry | None:
    """Keep the counts, if no room is missing from them."""
    if not found.complete:
        return None
    entry = entry_to_record(found, prepared.catalogue.goal.notes)
    history.note(entry)
    return entry
