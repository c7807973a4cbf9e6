"""Making a plan of what a booking system has now: everything that must come before a push."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import TypedDict, Unpack

from varaamo_sync.booking import AsyncBookingAPI, BookingAPI, ReadRoom, ReadSpaces
from varaamo_sync.booking.flow import Flow
from varaamo_sync.findings import Finding, Level
from varaamo_sync.model import Catalogue, Image, in_helsinki
from varaamo_sync.plan import OnConflict, Plan, make_plan, pair
from varaamo_sync.rules import OwnRule, check
from varaamo_sync.snapshot import RemoteRoom, RemoteSpace, Snapshot
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import Intent, IntentState, RoomState, Step
from varaamo_sync.suggest import require_known
from varaamo_sync.sync.async_door import run_async
from varaamo_sync.sync.flow import Part, run
from varaamo_sync.sync.handed_in import require_catalogue
from varaamo_sync.sync.settings import PushSettings
from varaamo_sync.sync.settle import settle_flow, unfinished
from varaamo_sync.sync.surveys import survey_part


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan with what it rests on: everything that ``push`` needs.

    Attributes:
        catalogue: What is wanted.
        plan: What ``push`` would do.
        snapshot: What the booking system had.
        findings: What the rules found wrong or weak, without ``found``.
        remembered: What was remembered of every room.
        unsettled: Keys of rooms of which nobody knows yet what became of a write of ours.
    """

    catalogue: Catalogue
    plan: Plan
    snapshot: Snapshot
    findings: tuple[Finding, ...] = ()
    remembered: Mapping[str, RoomState] = field(default_factory=dict)
    unsettled: frozenset[str] = frozenset()


class PlanOptions(TypedDict, total=False):
    """How a plan is made."""

    found: Collection[Finding]
    """What the reader of the files found (``Reading.findings``)."""
    left_out: Collection[str]
    """Keys that stand in the files but could not be read (``Reading.left_out``): these rooms have
    not left the catalogue."""
    on_conflict: OnConflict
    """Whether fields that others changed are kept (``theirs``, as by default)."""
    archive: bool
    """Whether rooms that have left the catalogue are archived, for ever. Ask for it only when every
    file could be read (``Reading.complete``)."""
    settling: bool
    """Whether to find out first what became of writes that a killed push left open, as by default.
    It takes a login; a mere look at the plan can do without."""
    further_venues: Collection[str]
    """TPREK ids of venues to read beside those of the catalogue's rooms, such as those that have no
    room in the files yet."""
    rules: Sequence[OwnRule]
    """Rules of your own; a room that they find fault with is held back as by ours."""
    everywhere: bool
    """Whether to look in every venue for rooms that carry our code: their entries may be lost with
    their venue, and what is remembered with them."""


def prepare(
    api: BookingAPI,
    catalogue: Catalogue,
    *,
    settings: PushSettings | None = None,
    **options: Unpack[PlanOptions],
) -> Prepared:
    """Survey a booking system, check the catalogue against it, and plan. It writes nothing there.

    Args:
        api: The booking system.
        catalogue: What is wanted.
        settings: State, clock and pictures; the same that ``push`` is to get.
        **options: See ``PlanOptions``.

    Raises:
        BookingError: The booking system could not be read.
    """
    if options.keys() - PlanOptions.__optional_keys__:
        require_known(options, PlanOptions.__optional_keys__, "prepare")
    require_catalogue("prepare", api, catalogue)
    origin, settings = api.origin, settings or PushSettings()
    return run(prepare_part(origin, catalogue, settings, options), api, settings)


async def prepare_async(
    api: AsyncBookingAPI,
    catalogue: Catalogue,
    *,
    settings: PushSettings | None = None,
    **options: Unpack[PlanOptions],
) -> Prepared:
    """Do the same asynchronously; see ``prepare``."""
    if options.keys() - PlanOptions.__optional_keys__:
        require_known(options, PlanOptions.__optional_keys__, "prepare_async")
    require_catalogue("prepare_async", api, catalogue)
    origin, settings = api.origin, settings or PushSettings()
    part = prepare_part(origin, catalogue, settings, options)
    return await run_async(part, api, settings)


def prepare_part(
    origin: str, catalogue: Catalogue, settings: PushSettings, options: PlanOptions
) -> Part[Prepared]:
    """Return a survey, a check and a plan as a part of what is done; see ``prepare``."""
    flow = _prepare_flow(origin, catalogue, settings, options)
    return Part("prepare", flow, {"origin": origin, "catalogue": catalogue.id})


def _prepare_flow(
    origin: str, catalogue: Catalogue, settings: PushSettings, options: PlanOptions
) -> Flow[Prepared]:
    snapshot = yield from _survey_in_a_day(catalogue, origin, settings)
    if options.get("settling", True) and snapshot.logged_in:
        left = yield from settle_flow(catalogue, snapshot.reference, settings)
        if left:
            snapshot = yield from _survey_in_a_day(catalogue, origin, settings)
    noted = settings.state.last_note()  # first: what others note from now on outdates the plan
    remembered = settings.state.remembered()
    stored = settings.state.intents(IntentState.STORED)
    archived = _archived(stored)
    prefix = catalogue.code("")
    also = yield from _find_venues(snapshot, prefix, remembered, archived)
    also |= yield from _find_further(options, snapshot, prefix)
    if also:
        snapshot = yield from _survey_in_a_day(catalogue, origin, settings, also)
    now = snapshot.taken
    findings = check_against(catalogue, snapshot, now=now, rules=options.get("rules", ()))
    plan = make_plan(
        catalogue,
        snapshot,
        now=now,
        findings=(*options.get("found", ()), *findings),
        remembered=remembered,
        unfinished=unfinished(settings.state),
        left_out=options.get("left_out", ()),
        pictures=dict(_digests(catalogue, settings.read_picture)),
        on_conflict=options.get("on_conflict", "theirs"),
        archive=options.get("archive", False),
        archived={intent.key: intent.begun for intent in archived},
        noted=noted,
    )
    unsettled = frozenset(intent.key for intent in settings.state.intents(IntentState.OPEN))
    return Prepared(catalogue, plan, snapshot, findings, remembered, unsettled)


def _survey_in_a_day(
    catalogue: Catalogue, origin: str, settings: PushSettings, also: Collection[int] = ()
) -> Flow[Snapshot]:
    """Survey, and once more where midnight struck meanwhile.

    What came into force with the new day would pass for staff's edit of the day before.
    """
    began = settings.now()
    snapshot: Snapshot = yield survey_part(catalogue, origin, began, also=also)
    ended = settings.now()
    if in_helsinki(ended).date() > snapshot.taken.date():
        snapshot = yield survey_part(catalogue, origin, ended, also=also)
    return snapshot


def _archived(stored: Collection[Intent]) -> tuple[Intent, ...]:
    """Return how we archived the rooms that we did not bring back since."""
    last: dict[str, Intent] = {}
    for intent in stored:
        if intent.step in (Step.ARCHIVE_ROOM, Step.RESTORE_ROOM):
            last[intent.key] = intent
    return tuple(intent for intent in last.values() if intent.step is Step.ARCHIVE_ROOM)


def _find_venues(
    snapshot: Snapshot,
    prefix: str,
    remembered: Mapping[str, RoomState],
    archived: Collection[Intent],
) -> Flow[frozenset[int]]:
    """Return venues in which rooms of ours are, though the catalogue has none there.

    They have left the catalogue with their venue, or the catalogue says another venue now. Where
    nothing is remembered, only their code tells of them.
    """
    if not remembered:
        others = {venue.pk for venue in snapshot.venues} - snapshot.surveyed
        return (yield from _find_coded(others, prefix))
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


def _find_further(options: PlanOptions, snapshot: Snapshot, prefix: str) -> Flow[frozenset[int]]:
    """Return further venues to read: those that are listed, and all in which a code is ours."""
    listed = options.get("further_venues", ())
    venues = {venue.pk for venue in snapshot.venues if venue.tprek in listed} - snapshot.surveyed
    if options.get("everywhere", False):
        others = {venue.pk for venue in snapshot.venues} - snapshot.surveyed - venues
        venues |= yield from _find_coded(others, prefix)
    return frozenset(venues)


def _find_coded(venues: Collection[int], prefix: str) -> Flow[frozenset[int]]:
    """Return those of some venues in which a space carries a code of ours."""
    spaces: tuple[RemoteSpace, ...] = yield ReadSpaces(tuple(sorted(venues)))
    return frozenset(space.venue for space in spaces if space.code.startswith(prefix))


def check_against(
    catalogue: Catalogue, snapshot: Snapshot, *, now: datetime, rules: Sequence[OwnRule] = ()
) -> tuple[Finding, ...]:
    """Check a catalogue against the reference data, venues and rooms of a booking system.

    Args:
        catalogue: What to check.
        snapshot: A survey of the booking system.
        now: The moment, with time zone.
        rules: Rules of your own.
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
            rules=rules,
        )
    )


def _digests(catalogue: Catalogue, read: Callable[[Image], bytes]) -> Iterator[tuple[str, str]]:
    images = {image.file: image for room in catalogue.rooms for image in room.images or ()}
    for name, image in images.items():
        try:
            yield name, hashlib.sha256(read(image)).hexdigest()
        except OSError:
            continue  # the reader of the files has a finding about it
