"""Making a plan of what a booking system has now: everything that must come before a push."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI, ReadRoom, ReadSpaces
from varaamo_sync.findings import Finding, Level
from varaamo_sync.model import Catalogue, Image
from varaamo_sync.plan import OnConflict, Plan, make_plan
from varaamo_sync.plan.pairing import pair
from varaamo_sync.rules import check
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace, Snapshot
from varaamo_sync.state.records import Fate, Intent, Remembered, Step
from varaamo_sync.sync.flow import Steps, run, run_async
from varaamo_sync.sync.settings import Conduct, Memory
from varaamo_sync.sync.settle import settle_steps, unfinished
from varaamo_sync.sync.survey import survey_steps


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan with what it rests on.

    Attributes:
        plan: What ``push`` would do.
        snapshot: What the booking system had; ``push`` needs its ``reference``.
        findings: What the rules found wrong or weak, without ``found``.
        remembered: What was remembered of every room.
        unsettled: Keys of rooms of which nobody knows yet what became of a write of ours.
    """

    plan: Plan
    snapshot: Snapshot
    findings: tuple[Finding, ...]
    remembered: Mapping[str, Remembered] = field(default_factory=dict)
    unsettled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wider:
    """Where a survey looks beside the venues of the catalogue's rooms.

    Attributes:
        venues: TPREK ids of further venues, such as those that have no room in the files yet.
        lost: Look in every venue for rooms that carry our code: their entries may be lost with
            their venue, and the memory with them.
    """

    venues: Collection[str] = ()
    lost: bool = False


def prepare(
    api: BookingAPI,
    catalogue: Catalogue,
    *,
    conduct: Conduct,
    found: Collection[Finding] = (),
    left_out: Collection[str] = (),
    on_conflict: OnConflict = "theirs",
    archive: bool = False,
    settling: bool = True,
    wider: Wider | None = None,
) -> Prepared:
    """Survey a booking system, check the catalogue against it, and plan. It writes nothing there.

    Args:
        api: The booking system.
        catalogue: What is wanted.
        conduct: Memory, clock and pictures; the same that ``push`` is to get.
        found: What the reader of the files found (``Reading.findings``).
        left_out: Keys that stand in the files but could not be read (``Reading.left_out``):
            these rooms have not left the catalogue.
        on_conflict: Whether fields that others changed are kept (``theirs``).
        archive: Whether rooms that have left the catalogue are archived, for ever. Ask for it
            only when every file could be read (``Reading.complete``).
        settling: Whether to find out first what became of writes that a killed push left open.
            It takes a login; a mere look at the plan can do without.
        wider: Where to look beside the venues of the catalogue's rooms.

    Raises:
        BookingError: The booking system could not be read.
    """
    return run(
        prepare_steps(
            api.origin,
            catalogue,
            conduct,
            found=found,
            left_out=left_out,
            on_conflict=on_conflict,
            archive=archive,
            settling=settling,
            wider=wider,
        ),
        api,
    )


async def prepare_async(
    api: AsyncBookingAPI,
    catalogue: Catalogue,
    *,
    conduct: Conduct,
    found: Collection[Finding] = (),
    left_out: Collection[str] = (),
    on_conflict: OnConflict = "theirs",
    archive: bool = False,
    settling: bool = True,
    wider: Wider | None = None,
) -> Prepared:
    """Do the same asynchronously; see ``prepare``."""
    return await run_async(
        prepare_steps(
            api.origin,
            catalogue,
            conduct,
            found=found,
            left_out=left_out,
            on_conflict=on_conflict,
            archive=archive,
            settling=settling,
            wider=wider,
        ),
        api,
    )


def prepare_steps(
    origin: str,
    catalogue: Catalogue,
    conduct: Conduct,
    *,
    found: Collection[Finding],
    left_out: Collection[str],
    on_conflict: OnConflict,
    archive: bool,
    settling: bool,
    wider: Wider | None = None,
) -> Steps[Prepared]:
    """Yield the commands of a preparation; see ``prepare``."""
    now = conduct.now()
    snapshot = yield from survey_steps(catalogue, origin, now)
    if settling and snapshot.logged_in:
        left = yield from settle_steps(catalogue, snapshot.reference, conduct)
        if left:
            snapshot = yield from survey_steps(catalogue, origin, conduct.now())
    remembered, archived = conduct.memory.remembered(), _find_archived(conduct.memory)
    also = yield from _find_venues(catalogue, snapshot, remembered, archived)
    if wider is not None:
        also |= yield from _find_wider(wider, snapshot, catalogue.code(""))
    if also:
        snapshot = yield from survey_steps(catalogue, origin, conduct.now(), also=also)
    findings = check_against(catalogue, snapshot, now=now)
    plan = make_plan(
        catalogue,
        snapshot,
        now=now,
        findings=(*found, *findings),
        memory=remembered,
        unfinished=unfinished(conduct.memory),
        left_out=left_out,
        pictures=dict(_digests(catalogue, conduct.read_picture)),
        on_conflict=on_conflict,
        archive=archive,
        archived={intent.key: intent.begun for intent in archived},
        noted=conduct.memory.last_note(),
    )
    unsettled = frozenset(intent.key for intent in conduct.memory.intents(Fate.OPEN))
    return Prepared(plan, snapshot, findings, remembered, unsettled)


def _find_archived(memory: Memory) -> tuple[Intent, ...]:
    """Return what we archived, oldest first."""
    stored = memory.intents(Fate.LANDED)
    return tuple(intent for intent in stored if intent.step is Step.ARCHIVE_ROOM)


def _find_venues(
    catalogue: Catalogue,
    snapshot: Snapshot,
    remembered: Mapping[str, Remembered],
    archived: Collection[Intent],
) -> Steps[frozenset[int]]:
    """Return venues in which rooms of ours are, though the catalogue has none there.

    They have left the catalogue with their venue, or the catalogue says another venue now. Where
    nothing is remembered, only their code tells of them.
    """
    if not remembered:
        others = {venue.pk for venue in snapshot.venues} - snapshot.surveyed
        return (yield from _find_coded(others, catalogue.code("")))
    over = {intent.told("room") for intent in archived}
    venues = set()
    for item in remembered.values():
        pairing = item.pairing
        if pairing.pk in over or pairing.pk in snapshot.room_by_pk:
            continue
        room: RemoteRoom | None = yield ReadRoom(pairing.pk, snapshot.logged_in)
        if room is not None and room.ext_uuid == pairing.ext_uuid:
            venues.add(room.venue)
    return frozenset(venues)


def _find_wider(wider: Wider, snapshot: Snapshot, prefix: str) -> Steps[frozenset[int]]:
    """Return further venues to read: those that are listed, and all in which a code is ours."""
    read = snapshot.surveyed
    venues = {venue.pk for venue in snapshot.venues if venue.tprek in wider.venues} - read
    if wider.lost:
        others = {venue.pk for venue in snapshot.venues} - read - venues
        venues |= yield from _find_coded(others, prefix)
    return frozenset(venues)


def _find_coded(venues: Collection[int], prefix: str) -> Steps[frozenset[int]]:
    """Return those of some venues in which a space carries a code of ours."""
    spaces: tuple[RemoteSpace, ...] = yield ReadSpaces(tuple(sorted(venues)))
    return frozenset(space.venue for space in spaces if space.code.startswith(prefix))


def check_against(
    catalogue: Catalogue, snapshot: Snapshot, *, now: datetime
) -> tuple[Finding, ...]:
    """Check a catalogue against the reference data, venues and rooms of a booking system.

    Args:
        catalogue: What to check.
        snapshot: A survey of the booking system.
        now: The moment, with time zone.
    """
    pairs = pair(catalogue, snapshot)
    return tuple(
        check(
            catalogue,
            now=now,
            reference=snapshot.reference,
            venues=snapshot.venues,
            level=Level.PUBLISH,
            existing=[key for key, found in pairs.items() if found.remote is not None],
        )
    )


def _digests(catalogue: Catalogue, read: Callable[[Image], bytes]) -> Iterator[tuple[str, str]]:
    images = {image.file: image for room in catalogue.rooms for image in room.images or ()}
    for name, image in images.items():
        try:
            yield name, hashlib.sha256(read(image)).hexdigest()
        except OSError:
            continue  # the reader of the files has a finding about it
