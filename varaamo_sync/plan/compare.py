"""Comparing a catalogue with a snapshot, field by field, in stored form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.pairing import Match, Pair, pair
from varaamo_sync.plan.changes import Action, FieldChange, Plan, RoomPlan
from varaamo_sync.rooms import HELSINKI, Catalogue, Lang, Room, Wanted
from varaamo_sync.snapshot import RemoteSpace, ReservationState, Snapshot, Value
from varaamo_sync.stored_form import plain, stated_values

OnConflict = Literal["theirs", "ours"]

_BOOKABILITY = frozenset({"booking.kind", "booking.opens", "booking.closes", "pricing"})
"""Fields that decide whether a visible room can be booked (facts, section 4b)."""


def make_plan(
    catalogue: Catalogue,
    snapshot: Snapshot,
    *,
    now: datetime,
    findings: Iterable[Finding] = (),
    on_conflict: OnConflict = "theirs",
) -> Plan:
    """Return what a push would do.

    Args:
        catalogue: What is wanted.
        snapshot: What the booking system has.
        now: The moment; its day in Helsinki decides which prices are in force.
        findings: What readiness found. A room with a draft-level error is never sent; one with
            a publish-level error goes as a draft at most.
        on_conflict: Whether fields that were changed by others are kept (``theirs``).
    """
    today = now.astimezone(HELSINKI).date()
    pairs = pair(catalogue, snapshot)
    broken = _broken_rules(findings)
    rooms = []
    for key, item in pairs.items():
        values = stated_values(item.room, snapshot.reference, today)
        rooms.append(
            _room_plan(
                item,
                values,
                whole=pairs.get(item.room.part_of or ""),
                code=catalogue.code(key),
                unready=broken[key, Level.DRAFT],
                unpublishable=broken[key, Level.PUBLISH],
                ours=on_conflict == "ours",
            )
        )
    known = {item.remote.pk for item in pairs.values() if item.remote}
    known |= {remote.pk for item in pairs.values() for remote in item.candidates}
    return Plan(
        origin=snapshot.origin,
        today=today,
        rooms=tuple(rooms),
        unmanaged=tuple(remote for remote in snapshot.rooms if remote.pk not in known),
    )


def _broken_rules(findings: Iterable[Finding]) -> Mapping[tuple[str, Level], tuple[str, ...]]:
    broken: defaultdict[tuple[str, Level], tuple[str, ...]] = defaultdict(tuple)
    for finding in findings:
        if finding.key and finding.severity is Severity.ERROR:
            place = (finding.key, finding.level)
            broken[place] = tuple(dict.fromkeys((*broken[place], finding.rule)))
    return broken


def _room_plan(
    item: Pair,
    values: dict[str, Value],
    *,
    whole: Pair | None,
    code: str,
    unready: tuple[str, ...],
    unpublishable: tuple[str, ...],
    ours: bool,
) -> RoomPlan:
    room = item.room
    publishable = room.wanted is Wanted.PUBLISHED and not unpublishable
    if item.match is Match.NO_VENUE or unready:
        return RoomPlan(
            action=Action.UNREADY, pair=item, values=values, withheld=unready or ("venue-unknown",)
        )
    withheld = unpublishable if room.wanted is Wanted.PUBLISHED else ()
    if item.match is Match.SEVERAL or (item.match is Match.HALF and not ours):
        return RoomPlan(action=Action.CONFLICT, pair=item, values=values)
    if item.remote is None:
        return RoomPlan(
            action=Action.CREATE,
            pair=item,
            values=values,
            draft=False if publishable else None,
            withheld=withheld,
        )
    if withheld and not item.remote.is_draft:  # shown already: left as it is until it is ready
        return RoomPlan(action=Action.NOTHING, pair=item, values=values, withheld=withheld)
    return _existing(item, values, whole, code, withheld, publishable=publishable, ours=ours)


def _existing(
    item: Pair,
    values: dict[str, Value],
    whole: Pair | None,
    code: str,
    withheld: tuple[str, ...],
    *,
    publishable: bool,
    ours: bool,
) -> RoomPlan:
    remote = item.remote
    assert remote is not None
    differing = tuple(
        FieldChange(path, remote.values[path], value)
        for path, value in values.items()
        if path in remote.values and remote.values[path] != value
    )
    draft = _draft(item.room, is_draft=remote.is_draft, publishable=publishable)
    adopted = item.match is Match.NAME
    mine = ours or not adopted
    changes = differing if mine else ()
    draft = draft if mine else None
    space_changes = _space_changes(item, whole, code, everything=mine)
    if adopted and space_changes:
        action = Action.ADOPT
    elif draft is not None:
        action = Action.UNPUBLISH if draft else Action.PUBLISH
    elif changes or space_changes:
        action = Action.UPDATE
    else:
        action = Action.CONFLICT if differing else Action.NOTHING
    shown = not remote.is_draft and remote.publishing.visible
    shut = remote.season_only or remote.reservation is ReservationState.RESERVATION_CLOSED
    return RoomPlan(
        action=action,
        pair=item,
        values=values,
        changes=changes,
        space_changes=space_changes,
        conflicts=() if mine else differing,
        draft=draft,
        withheld=withheld,
        not_compared=tuple(path for path in values if path not in remote.values),
        opens=shown and shut and any(c.path in _BOOKABILITY for c in changes),
    )


def _draft(room: Room, *, is_draft: bool, publishable: bool) -> bool | None:
    if "wanted" not in room.model_fields_set:
        return None
    if is_draft and publishable:
        return False
    if not is_draft and room.wanted is Wanted.DRAFT:
        return True
    return None


def wanted_space(room: Room) -> dict[str, str | int | dict[Lang, str] | None]:
    """Return what a room's own space should hold, by ``RemoteSpace`` name, as far as stated."""
    names: dict[Lang, str] = {}
    for lang in ("fi", "sv", "en"):
        text = plain(room.name.get(lang))
        if text:
            names[lang] = text
    wanted: dict[str, str | int | dict[Lang, str] | None] = {"name": names}
    if "area" in room.model_fields_set:
        wanted["area"] = room.area
    if "capacity" in room.model_fields_set:
        capacity = room.capacity
        if capacity is None or "max" in capacity.model_fields_set:
            wanted["max_persons"] = capacity.max if capacity else None
    return wanted


def _space_changes(
    item: Pair, whole: Pair | None, code: str, *, everything: bool
) -> tuple[FieldChange, ...]:
    space = item.space
    if space is None:
        return ()
    changes = [] if space.code == code else [FieldChange("code", space.code, code)]
    if not everything:
        return tuple(changes)
    wanted = wanted_space(item.room)
    names = wanted.pop("name")
    assert isinstance(names, dict)
    if {lang: space.name.get(lang) for lang in names} != names:
        changes.append(FieldChange("name", _shown(space), names.get("fi", "")))
    changes += [
        FieldChange(field, getattr(space, field), value)
        for field, value in wanted.items()
        if getattr(space, field) != value and not isinstance(value, dict)
    ]
    parent = whole.space.pk if whole and whole.space else None
    if item.room.part_of and parent is not None and space.parent != parent:
        changes.append(FieldChange("parent", space.parent, parent))
    return tuple(changes)


def _shown(space: RemoteSpace) -> str:
    return space.name.get("fi", "")
