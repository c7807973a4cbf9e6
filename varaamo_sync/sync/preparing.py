"""Making a plan of what a booking system has now: everything that must come before a push."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI, ReadRoom
from varaamo_sync.findings import Finding, Level
from varaamo_sync.pairing import pair
from varaamo_sync.plan import OnConflict, Plan, make_plan
from varaamo_sync.readiness import check
from varaamo_sync.records import Fate, Pairing, Step
from varaamo_sync.rooms import Catalogue, Image
from varaamo_sync.snapshot import RemoteRoom, Snapshot
from varaamo_sync.sync.driving import Steps, run, run_async
from varaamo_sync.sync.ports import Conduct, Memory
from varaamo_sync.sync.settling import settle_steps, unfinished
from varaamo_sync.sync.survey import survey_steps


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan with what it rests on.

    Attributes:
        plan: What ``push`` would do.
        snapshot: What the booking system had; ``push`` needs its ``reference``.
        findings: What the rules found wrong or weak, without ``found``.
    """

    plan: Plan
    snapshot: Snapshot
    findings: tuple[Finding, ...]


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
) -> Steps[Prepared]:
    """Yield the commands of a preparation; see ``prepare``."""
    now = conduct.now()
    snapshot = yield from survey_steps(catalogue, origin, now)
    if settling and snapshot.logged_in:
        left = yield from settle_steps(catalogue, snapshot.reference, conduct)
        if left:
            snapshot = yield from survey_steps(catalogue, origin, conduct.now())
    remembered = conduct.memory.remembered()
    gone = {
        item.pairing
        for key, item in remembered.items()
        if key not in catalogue.by_key
        and key not in left_out
        and item.pairing.pk not in snapshot.room_by_pk
    }
    if also := (yield from _venues_left(gone, snapshot, conduct.memory)):
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
    )
    return Prepared(plan, snapshot, findings)


def _venues_left(
    gone: Collection[Pairing], snapshot: Snapshot, memory: Memory
) -> Steps[frozenset[int]]:
    """Return the venues in which rooms still are that have left the catalogue with their venue.

    Args:
        gone: Rooms that left the catalogue, and are in none of its venues.
        snapshot: What the booking system has of its venues.
        memory: Tells which of them we have archived.
    """
    if not gone:
        return frozenset()
    archived = {
        intent.detail["room"]
        for intent in memory.intents(Fate.LANDED)
        if intent.step is Step.ARCHIVE_ROOM
    }
    venues = set()
    for pairing in gone:
        if pairing.pk in archived:
            continue
        room: RemoteRoom | None = yield ReadRoom(pairing.pk, snapshot.logged_in)
        if room is not None and room.ext_uuid == pairing.ext_uuid:
            venues.add(room.venue)
    return frozenset(venues)


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
