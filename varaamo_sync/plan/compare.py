"""Comparing three ways: what was last applied, what is wanted, what the booking system has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import Literal, get_args

from varaamo_sync.capabilities import Feature
from varaamo_sync.errors import UsageError
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.model import HELSINKI, Catalogue, Room, Wanted, readable_catalogue
from varaamo_sync.plan.actions import Action
from varaamo_sync.plan.changes import UNRECOGNISED, FieldChange, Plan, RoomPlan
from varaamo_sync.plan.departed import find_departed
from varaamo_sync.plan.doubles import find_doubles
from varaamo_sync.plan.others import Foreign
from varaamo_sync.plan.pairing import Pair, RoomMatch, owners, pair
from varaamo_sync.plan.spaces import (
    CODE,
    DERIVED_FROM,
    MEMBERSHIP,
    PART_OF,
    SpaceOwners,
    wanted_space,
)
from varaamo_sync.snapshot import RemoteRoom, ReservationState, Snapshot, Value, keys_of
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.records import RoomState
from varaamo_sync.stored_form import agree, stated_values

OnConflict = Literal["theirs", "ours"]
"""Whose value wins where both sides changed a field: staff's (``theirs``) or the catalogue's."""


def takes_ours(on_conflict: OnConflict) -> bool:
    """Return whether the catalogue's value wins.

    Raises:
        UsageError: It is neither; a mistyped word would decide for staff.
    """
    known = get_args(OnConflict)
    if on_conflict not in known:
        raise UsageError(
            "argument-none-of",
            argument="on_conflict",
            value=str(on_conflict),
            names=", ".join(known),
        )
    return on_conflict == "ours"


_BOOKABILITY = frozenset({"booking.kind", "booking.opens", "booking.closes", "pricing"})
"""Fields that decide whether a visible room can be booked (facts, section 4b)."""

SPACE_MISSING = "space-missing"
"""Why a room is not published: the server does it all the same (facts, section 3, Corrected)."""

UNREAD = "field-unread"
"""Rule that keeps a room a draft while something of it could not be read."""

_MISSING = object()


def make_plan(
    catalogue: Catalogue,
    snapshot: Snapshot,
    *,
    now: datetime,
    findings: Iterable[Finding] = (),
    remembered: Mapping[str, RoomState] | None = None,
    unfinished: Collection[str] = (),
    left_out: Collection[str] = (),
    pictures: Mapping[str, str] | None = None,
    on_conflict: OnConflict = "theirs",
    archive: bool = False,
    archived: Mapping[str, datetime] | None = None,
    noted: int | None = None,
) -> Plan:
    """Return what a push would do.

    Args:
        catalogue: What is wanted.
        snapshot: What the booking system has.
        now: The moment; its day in Helsinki decides which prices are in force.
        findings: What readiness found. A room with a draft-level error is never sent; one with
            a publish-level error goes as a draft at most.
        remembered: What was last applied, by room key. ``None`` when nothing is kept: then every
            difference of a room that carries our code is taken for ours to change.
        unfinished: Keys of rooms whose making was begun by us and not ended.
        left_out: Keys that stand in the files but could not be read: these rooms have not left.
        pictures: SHA-256 of the picture files that the catalogue names, by their path.
        on_conflict: Whether fields that others changed are kept (``theirs``).
        archive: Whether rooms that have left the catalogue are archived.
        archived: When we archived rooms, by their key.
        noted: Number of the last write that the state has noted; a push that finds another one
            refuses the plan.

    Raises:
        UsageError: ``on_conflict`` is neither ``theirs`` nor ``ours``.
    """
    catalogue = readable_catalogue(catalogue)
    prefix = catalogue.code("")
    known = {key: item.pairing for key, item in (remembered or {}).items()}
    pairs = pair(catalogue, snapshot, known, left_out)
    keys = keys_of(snapshot.spaces, prefix)
    comparing = _Comparing(
        snapshot=snapshot,
        today=now.astimezone(HELSINKI).date(),
        remembered=remembered,
        unfinished=frozenset(unfinished),
        broken=_broken_rules(findings),
        pictures=pictures or {},
        ours=takes_ours(on_conflict),
        owners=SpaceOwners(keys, pairs),
        archived=archived or {},
        by_uuid={item.pairing.ext_uuid: item for item in (remembered or {}).values()},
    )
    rooms = tuple(comparing.room(item, prefix + key) for key, item in pairs.items())
    paired = {item.remote.pk for item in pairs.values() if item.remote}
    others = {pk: owner for pk, owner in owners(snapshot, catalogue.id).items() if pk not in paired}
    missing = tuple(
        item
        for item in find_departed(catalogue, snapshot, keys, pairs, remembered or {})
        if item.remote.pk not in others
    )
    unread = {item.key for item in missing if catalogue.coverage.may_hold(item.key)}
    unread |= {*left_out, *catalogue.coverage.unread}
    seen = paired | others.keys()
    seen |= {remote.pk for item in pairs.values() for remote in item.candidates}
    seen |= {item.remote.pk for item in missing}
    return Plan(
        origin=snapshot.origin,
        catalogue=catalogue.id,
        today=comparing.today,
        rooms=rooms,
        departed=tuple(item for item in missing if item.key not in unread),
        unread=tuple(sorted(unread)),
        archives=archive,
        unmanaged=tuple(remote for remote in snapshot.rooms if remote.pk not in seen),
        foreign=tuple(
            Foreign(others[remote.pk], remote) for remote in snapshot.rooms if remote.pk in others
        ),
        doubles=find_doubles(prefix, snapshot.spaces, snapshot.rooms),
        spaces={key: item.space.pk for key, item in pairs.items() if item.space},
        noted=noted,
        capabilities=snapshot.reference.capabilities,
    )


def _broken_rules(findings: Iterable[Finding]) -> Mapping[tuple[str, Level], tuple[str, ...]]:
    broken: defaultdict[tuple[str, Level], tuple[str, ...]] = defaultdict(tuple)
    for finding in findings:
        if finding.key and finding.severity is Severity.ERROR:
            place = (finding.key, finding.level)
            broken[place] = tuple(dict.fromkeys((*broken[place], finding.rule)))
    return broken


@dataclass(frozen=True, slots=True, kw_only=True)
class _Differences:
    """What differs: to be sent, or kept because others changed it."""

    changes: list[FieldChange] = field(default_factory=list)
    conflicts: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparing:
    """What every comparison of one plan shares."""

    snapshot: Snapshot
    today: date
    remembered: Mapping[str, RoomState] | None
    unfinished: frozenset[str]
    broken: Mapping[tuple[str, Level], tuple[str, ...]]
    pictures: Mapping[str, str]
    ours: bool
    owners: SpaceOwners
    archived: Mapping[str, datetime]
    by_uuid: Mapping[str, RoomState]

    def room(self, item: Pair, code: str) -> RoomPlan:
        """Return what a push would do with one room."""
        room = item.room
        if item.match is RoomMatch.LIKELY and room.key in self.unfinished:
            # It was told from the others when we began to make it: nobody is asked again.
            item = replace(item, match=RoomMatch.NONE, candidates=())
        unready = self.broken[room.key, Level.DRAFT]
        if item.match is RoomMatch.NO_VENUE and not unready:
            unready = ("venue-unknown",)
        if unready:  # what it holds may have no stored form at all
            return RoomPlan(action=Action.UNREADY, pair=item, withheld=unready)
        values = stated_values(room, self.snapshot.reference, self.today)
        published = room.wanted is Wanted.PUBLISHED
        withheld = self._withheld(room) if published else ()
        system = self.snapshot.reference.capabilities
        plan = RoomPlan(
            action=Action.NOTHING, pair=item, values=values, withheld=withheld, system=system
        )
        finishing = item.match is RoomMatch.HALF and room.key in self.unfinished
        if item.match in UNRECOGNISED and not finishing:
            archived, there = self.archived.get(room.key), self._elsewhere(item)
            if item.match is RoomMatch.VANISHED and archived is not None:
                return self._brought_back(plan, archived)
            return replace(plan, action=Action.CONFLICT, archived=archived, there=there)
        derived = self._derived(room, code)
        if item.remote is None:
            draft = False if published and not withheld else None
            images = tuple(range(len(room.images or ())))
            derived = {PART_OF: None} | derived if derived else {}
            changes = tuple(self._unfinished_space(item, derived))
            plan = replace(plan, changes=changes, derived=derived)
            return replace(plan, action=Action.CREATE, draft=draft, images=images)
        if withheld and not item.remote.is_draft:
            return plan  # shown already: left as it is until its entry is ready
        return self._existing(plan, item.remote, derived)

    def _brought_back(self, plan: RoomPlan, archived: datetime) -> RoomPlan:
        """Return the plan of a room that we archived, and that the catalogue has again."""
        known = (self.remembered or {}).get(plan.key)
        undoable = Feature.UNDOABLE_ARCHIVE in self.snapshot.reference.capabilities.features
        if known is None or not undoable:
            return replace(plan, action=Action.CONFLICT, archived=archived)
        published = plan.room.wanted is Wanted.PUBLISHED and not plan.withheld
        return replace(
            plan,
            action=Action.RESTORE,
            changes=tuple(
                FieldChange(path, known.applied.get(path), value)
                for path, value in plan.values.items()
                if path not in known.applied or not agree(known.applied[path], value)
            ),
            draft=False if published else None,
            brings_back=known,
        )

    def _derived(self, room: Room, code: str) -> dict[str, Value]:
        """Return what follows from a room for its space, where the system has spaces."""
        if Feature.SPACES not in self.snapshot.reference.capabilities.features:
            return {}
        return {**wanted_space(room), CODE: code, MEMBERSHIP: frozenset({room.key})}

    def _unfinished_space(self, item: Pair, derived: Mapping[str, Value]) -> Iterator[FieldChange]:
        """Yield what changes in a space that we made for a room that is still to be made."""
        there = self.owners.space_values(item.space) if item.space is not None else {}
        for path, value in derived.items():
            if path in there and path != PART_OF and not agree(there[path], value):
                yield FieldChange(path, there[path], value)

    def _withheld(self, room: Room) -> tuple[str, ...]:
        """Return why a room is not published: unread fields are a reason, whatever was checked."""
        unread = (UNREAD,) if room.unread else ()
        return tuple(dict.fromkeys((*self.broken[room.key, Level.PUBLISH], *unread)))

    def _elsewhere(self, item: Pair) -> str | None:
        if item.match is not RoomMatch.MOVED or item.remote is None:
            return None
        venue = next((v for v in self.snapshot.venues if v.pk == item.remote.venue), None)
        if venue is None:
            return str(item.remote.venue)
        return f"{venue.name.get('fi') or '?'} ({venue.tprek})"

    def _existing(
        self, plan: RoomPlan, remote: RemoteRoom, derived: Mapping[str, Value]
    ) -> RoomPlan:
        item = plan.pair
        base = self._base(item.room.key, remote)
        found = _Differences()
        # Where nothing is kept, the code alone says that a room is ours to change.
        trusted = self.remembered is None and item.match is not RoomMatch.NAME
        self._differ(found, plan.values, remote.values, base, trusted)
        there: dict[str, Value] = {MEMBERSHIP: self.owners.members(remote)}
        if item.space is not None:
            there |= self.owners.space_values(item.space)
            derived = {PART_OF: there[PART_OF], **derived}
        self._differ(found, derived, there, base, trusted)
        if derived and self._lacks_space(item, found):
            plan = replace(plan, withheld=(*plan.withheld, SPACE_MISSING))
        state = self._wanted_state(item, withheld=bool(plan.withheld))
        shown = "draft" if remote.is_draft else "published"
        self._differ(found, {"wanted": state} if state else {}, {"wanted": shown}, base, trusted)
        images = self._new_images(item.room, remote, base)
        changes = tuple(change for change in found.changes if change.path != "wanted")
        flips = any(change.path == "wanted" for change in found.changes)
        made = replace(
            plan,
            changes=changes,
            conflicts=tuple(found.conflicts),
            draft=(state == "draft") if flips else None,
            images=images,
            not_compared=tuple(path for path in plan.values if path not in remote.values),
            derived=derived,
        )
        return replace(made, action=_action(made), opens=_opens(made))

    def _base(self, key: str, remote: RemoteRoom) -> Mapping[str, Value] | None:
        """Return what was last applied; ``None`` when nothing is known of the room."""
        remembered = (self.remembered or {}).get(key)
        if remembered is None or remembered.pairing.ext_uuid != remote.ext_uuid:
            remembered = self.by_uuid.get(remote.ext_uuid)  # its key was another
        return (remembered.applied if remembered else None) or None

    def _differ(
        self,
        found: _Differences,
        wanted: Mapping[str, Value],
        actual: Mapping[str, Value],
        base: Mapping[str, Value] | None,
        trusted: bool,
    ) -> None:
        kept = {conflict.path for conflict in found.conflicts}
        for path, value in wanted.items():
            if path not in actual or agree(actual[path], value):
                continue
            change = FieldChange(path, actual[path], value)
            marks = path == CODE and not actual[path]  # nobody's mark is lost
            ours = self.ours or trusted or marks or _is_ours(path, actual[path], base)
            if ours and DERIVED_FROM.get(path) not in kept:
                found.changes.append(change)
            else:
                found.conflicts.append(change)

    def _lacks_space(self, item: Pair, found: _Differences) -> bool:
        """Whether a draft is to be published that will not have its own space."""
        room, remote, space = item.room, item.remote, item.space
        assert remote is not None
        if room.wanted is not Wanted.PUBLISHED or not remote.is_draft:
            return False
        attached = space is not None and space.pk in remote.spaces
        return not attached and all(change.path != MEMBERSHIP for change in found.changes)

    def _wanted_state(self, item: Pair, *, withheld: bool) -> str | None:
        if "wanted" not in item.room.model_fields_set:
            return None
        return "draft" if withheld or item.room.wanted is Wanted.DRAFT else "published"

    def _new_images(
        self, room: Room, remote: RemoteRoom, base: Mapping[str, Value] | None
    ) -> tuple[int, ...]:
        sent = (base or {}).get("images")
        known = set(sent) if isinstance(sent, tuple) else set()
        if not known and remote.images and not self.ours:
            return ()  # somebody else's pictures: they are left alone
        digests = [self.pictures.get(image.file) for image in room.images or ()]
        return tuple(n for n, digest in enumerate(digests) if digest and digest not in known)


def _is_ours(path: str, actual: Value, base: Mapping[str, Value] | None) -> bool:
    """Whether what is there is what we left there."""
    if base is None:
        return False
    last = base.get(path, _MISSING)
    if last is _MISSING:
        if path in (MEMBERSHIP, PART_OF):  # of an older store, which did not remember them
            return False
        # newly stated: nothing of anybody's is lost where there is nothing
        return actual in (None, "", (), frozenset())
    return agree(actual, last)  # type: ignore[arg-type]


def _action(plan: RoomPlan) -> Action:
    if plan.pair.match is RoomMatch.NAME and (plan.space_changes or plan.moves_in):
        return Action.ADOPT
    if plan.draft is not None:
        return Action.UNPUBLISH if plan.draft else Action.PUBLISH
    if plan.changes or plan.images:
        return Action.UPDATE
    return Action.CONFLICT if plan.conflicts else Action.NOTHING


def _opens(plan: RoomPlan) -> bool:
    remote = plan.pair.remote
    assert remote is not None
    shut = remote.season_only or remote.reservation is ReservationState.RESERVATION_CLOSED
    return remote.publishing.visible and shut and any(c.path in _BOOKABILITY for c in plan.changes)
