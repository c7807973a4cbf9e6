"""Which room it is, and in which venue: known to the service map and to the booking system."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from varaamo_sync.findings import Owner
from varaamo_sync.model import Catalogue, Room
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import (
    Hits,
    Needs,
    a_room,
    draft_error,
    hit,
    quality_warning,
    some_rooms,
)
from varaamo_sync.suggest import join_names


@draft_error(
    "key-duplicate",
    owner=Owner.COORDINATOR,
    bad=some_rooms({"key": "sali"}, {"key": "sali", "name": {"fi": "Pieni sali"}}),
    good=some_rooms({"key": "sali"}, {"key": "pieni-sali", "name": {"fi": "Pieni sali"}}),
)
def key_duplicate(room: RoomView) -> Hits:
    """A key is one room's; with two the booking system would get one room for both."""
    first = room.context.once(_repeated_keys).get(room.place)
    if first is not None:
        other = room.context.catalogue.rooms[first]
        yield hit("key", key=other.key, other=other.label(), venue=other.venue.label())


def _repeated_keys(catalogue: Catalogue) -> Mapping[int, int]:
    return _repeated(room.key for room in catalogue.rooms)


def _repeated(called: Iterable[Hashable]) -> Mapping[int, int]:
    """Return the place of each room that is called as one before it, with that one's place.

    Args:
        called: What each room is called, ``None`` for one that has no name.
    """
    firsts: dict[Hashable, int] = {}
    return {
        place: first
        for place, one in enumerate(called)
        if one is not None and (first := firsts.setdefault(one, place)) != place
    }


@draft_error("tprek-missing", owner=Owner.COORDINATOR, bad=a_room(venue={"tprek": None}))
def tprek_missing(room: RoomView) -> Hits:
    """A venue is never matched by guess: near ones are named for a person to choose."""
    tprek = room.venue.tprek
    if not tprek or tprek.isspace():
        near = room.context.near_venues(room.venue)
        yield hit("venue", "tprek", venue=room.venue.label(), near=near)


@draft_error(
    "venue-unknown",
    owner=Owner.COORDINATOR,
    code="ENTITY_NOT_FOUND",
    needs=Needs.VENUES,
    bad=a_room(venue={"tprek": "demo-999"}),
    good=a_room(venue={"tprek": "demo-001"}),
)
def venue_unknown(room: RoomView) -> Hits:
    """The booking system knows the venue; the API cannot create venues."""
    tprek = room.venue.tprek
    if tprek and tprek not in room.context.venue_by_tprek and not tprek.isspace():
        near = room.context.near_venues(room.venue)
        yield hit("venue", "tprek", tprek=tprek, near=near)


@quality_warning(
    "venue-name-differs",
    owner=Owner.COORDINATOR,
    needs=Needs.VENUES,
    bad=a_room(venue={"tprek": "demo-012"}),
    good=a_room(venue={"tprek": "demo-012", "name": {"fi": "Stoan talo"}, "aliases": ["Stoa"]}),
)
def venue_name_differs(room: RoomView) -> Hits:
    """An id of another venue would take the room to the wrong house."""
    venue = room.venue
    remote = room.context.venue_by_tprek.get(venue.tprek or "")
    ours, theirs = venue.name.fi, remote.name.get("fi") if remote else None
    if ours and theirs and ours != theirs:
        names = {name.strip().casefold() for name in (ours, *venue.aliases)}
        if theirs.strip().casefold() not in names:
            yield hit("venue", "tprek", ours=ours, theirs=theirs, tprek=venue.tprek)


@quality_warning(
    "venue-unknown-in-service-map",
    owner=Owner.COORDINATOR,
    needs=Needs.REGISTER,
    bad=a_room(
        venue={"tprek": "demo-013", "name": {"fi": "Caisa"}},
        name={"fi": "Sali", "sv": "Salen", "en": "Hall"},
    ),
    good=a_room(venue={"tprek": "demo-001", "name": {"fi": "Arabian nuorisotalo"}}),
)
def venue_unknown_in_service_map(room: RoomView) -> Hits:
    """An id that the city's service map does not have is a slip, or its venue is no more."""
    context, tprek = room.context, room.venue.tprek
    register = context.register
    if register is None or not _is_first_of_venue(room) or not tprek or tprek.isspace():
        return
    # Where the booking system does not have it either, another rule says the worse of the two.
    said = context.venues is not None and tprek not in context.venue_by_tprek
    if tprek not in register.by_tprek and not said:
        near = context.near_registered(room.venue)
        yield hit("venue", "tprek", tprek=tprek, taken=register.taken.isoformat(), near=near)


@quality_warning(
    "venue-without-department",
    owner=Owner.COORDINATOR,
    needs=Needs.REGISTER,
    bad=a_room(
        venue={"tprek": "demo-007", "name": {"fi": "Ruoholahden nuorisotalo"}},
        name={"fi": "Sali", "sv": "Salen", "en": "Hall"},
    ),
    good=a_room(venue={"tprek": "demo-001", "name": {"fi": "Arabian nuorisotalo"}}),
)
def venue_without_department(room: RoomView) -> Hits:
    """The booking system links a venue to its opening hours by its department."""
    register, tprek = room.context.register, room.venue.tprek
    known = register.by_tprek.get(tprek or "") if register else None
    if known is not None and known.department is None and _is_first_of_venue(room):
        yield hit("venue", "tprek", tprek=tprek, venue=known.label())


def _is_first_of_venue(room: RoomView) -> bool:
    """Whether a room is the first one of its venue: what is said of the venue is said once."""
    return room.place in room.context.once(_first_of_each_venue)


def _first_of_each_venue(catalogue: Catalogue) -> frozenset[int]:
    first: dict[str, int] = {}
    for place, room in enumerate(catalogue.rooms):
        first.setdefault(room.venue.identity, place)
    return frozenset(first.values())


@quality_warning(
    "same-as-taken",
    of="same_as",
    owner=Owner.COORDINATOR,
    bad=some_rooms(
        {"key": "sali", "name": {"fi": "Juhlasali"}},
        {"key": "kerho", "name": {"fi": "Kerhohuone"}, "same_as": "Juhlasali"},
    ),
    good=some_rooms(
        {"key": "sali", "name": {"fi": "Juhlasali"}, "same_as": "Sali"},
        {"key": "kerho", "name": {"fi": "Kerhohuone"}, "same_as": "Juhlasali"},
    ),
)
def same_as_taken(room: RoomView) -> Hits:
    """One room of the booking system is not said to be two rooms of the catalogue."""
    said = room.entry.same_as
    if said is not None:
        claims = room.context.once(_claims)[_claim(room.entry)]
        others = [key for key in claims if key != room.entry.key]
        if others:
            yield hit("same_as", said=said, others=join_names(others))


def _claims(catalogue: Catalogue) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return keys of rooms by the venue and the name by which the booking system may have them."""
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    for room in catalogue.rooms:
        claims[_claim(room)].append(room.key)
    return claims


def _claim(room: Room) -> tuple[str, str]:
    said = room.same_as or room.name.fi or room.key
    return room.venue.identity, " ".join(said.split()).casefold()


@quality_warning(
    "name-repeated",
    bad=some_rooms({"key": "sali"}, {"key": "sali-2"}),
    good=some_rooms(
        {"key": "sali"},
        {"key": "sali-2", "venue": {"tprek": "demo-012", "name": {"fi": "Stoa"}}},
    ),
)
def name_repeated(room: RoomView) -> Hits:
    """Residents cannot tell two rooms of one name in one venue apart, nor can an adoption."""
    first = room.context.once(_repeated_names).get(room.place)
    if first is not None:
        other, venue = room.context.catalogue.rooms[first].key, room.venue.label()
        yield hit("name", "fi", name=room.name.fi, venue=venue, other=other)


def _repeated_names(catalogue: Catalogue) -> Mapping[int, int]:
    return _repeated(
        (room.venue.identity, room.name.fi.strip().lower()) if room.name.fi else None
        for room in catalogue.rooms
    )
