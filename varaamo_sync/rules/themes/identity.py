"""The venue: known to the service map and to the booking system."""

from __future__ import annotations

from collections.abc import Iterator

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.rule import Hit, Needs, a_room, rule


@rule(
    id="tprek-missing",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    bad=a_room(venue={"tprek": None}),
)
def tprek_missing(context: Context) -> Iterator[Hit]:
    """A venue is never matched by guess: near ones are named for a person to choose."""
    for place, room in context.rooms:
        tprek = room.venue.tprek
        if not tprek or tprek.isspace():
            params = {"venue": room.venue.label(), "near": context.near_venues(room.venue)}
            yield Hit(place, ("venue", "tprek"), params)


@rule(
    id="venue-unknown",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    code="ENTITY_NOT_FOUND",
    needs=Needs.VENUES,
    bad=a_room(venue={"tprek": "demo-999"}),
    good=a_room(venue={"tprek": "demo-001"}),
)
def venue_unknown(context: Context) -> Iterator[Hit]:
    """The booking system knows the venue; the API cannot create venues."""
    known = context.venue_by_tprek
    for place, room in context.rooms:
        tprek = room.venue.tprek
        if tprek and tprek not in known and not tprek.isspace():
            params = {"tprek": tprek, "near": context.near_venues(room.venue)}
            yield Hit(place, ("venue", "tprek"), params)


@rule(
    id="venue-name-differs",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.COORDINATOR,
    needs=Needs.VENUES,
    bad=a_room(venue={"tprek": "demo-012"}),
    good=a_room(venue={"tprek": "demo-012", "name": {"fi": "Stoan talo"}, "aliases": ["Stoa"]}),
)
def venue_name_differs(context: Context) -> Iterator[Hit]:
    """An id of another venue would take the room to the wrong house."""
    known = context.venue_by_tprek
    for place, room in context.rooms:
        venue = room.venue
        remote = known.get(venue.tprek or "")
        ours = venue.name.fi
        theirs = (remote.name.get("fi") or "") if remote is not None else ""
        if ours and theirs and ours != theirs:
            names = {name.strip().casefold() for name in (ours, *venue.aliases)}
            if theirs.strip().casefold() not in names:
                params = {"ours": ours, "theirs": theirs, "tprek": venue.tprek}
                yield Hit(place, ("venue", "tprek"), params)
