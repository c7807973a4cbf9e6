"""A resource of Respa becomes a room of a catalogue: taken, asked or kept, field by field."""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.respa.move.booking_rules import take_booking, take_numbers
from varaamo_sync.respa.move.carrying import Carrying
from varaamo_sync.respa.move.keys import key_of
from varaamo_sync.respa.move.lengths import clock_of
from varaamo_sync.respa.move.pages import Record
from varaamo_sync.respa.move.prices_taken import take_price
from varaamo_sync.respa.move.room_texts import take_pictures, take_texts
from varaamo_sync.respa.move.texts import (
    kept_words,
    opening_words,
)
from varaamo_sync.respa.move.values import (
    EMPTY,
    NIGHTS,
    NOTHING,
    CarriedRoom,
    Kept,
)


def carry_over(resource: Record, units: Mapping[str, Record]) -> CarriedRoom:
    """Return a room with all that a resource says of it.

    Args:
        resource: The resource.
        units: Units by their id, as far as they are known.
    """
    carrying = Carrying(resource, units)
    take_texts(carrying)
    take_numbers(carrying)
    take_booking(carrying)
    take_price(carrying)
    take_pictures(carrying)
    evidence = take_evidence(carrying)
    keep_others(carrying)
    return CarriedRoom(
        id=resource["id"],
        key=key_of(resource["id"]),
        venue=carrying.venue,
        taken=carrying.taken,
        price=carrying.price,
        asked=carrying.asked,
        kept=tuple(carrying.kept),
        oddities=tuple(carrying.oddities),
        pictures=carrying.pictures,
        evidence=evidence,
    )


def take_evidence(room: Carrying) -> Kept:
    """Take whether the room could be booked, and return what tells it."""
    elsewhere = room.read("external_reservation_url")
    reservable = room.read("reservable")
    if elsewhere:
        earlier, evidence = "viewable", Kept("external_reservation_url", str(elsewhere))
    elif room.resource.get("public") is False:
        earlier, evidence = "viewable", Kept("public", "false")
    else:
        earlier = "bookable" if reservable is True else "viewable"
        evidence = Kept("reservable", "true" if reservable is True else "false")
    room.take("earlier", earlier, evidence.source)
    room.take("wanted", "draft", evidence.source)
    return evidence


def keep_others(room: Carrying) -> None:
    """Keep what nothing has asked for, and no field is: it has no counterpart."""
    days = room.read("opening_hours")
    open_days = opening_words(days) if isinstance(days, list) else ""
    if open_days:
        room.kept.append(Kept("opening_hours", open_days))
    _keep_nights(room)
    for source in sorted(set(room.resource) - room.seen):
        value = room.resource[source]
        if value not in EMPTY and value not in NOTHING.get(source, ()):
            room.kept.append(Kept(source, kept_words(value)))


def _keep_nights(room: Carrying) -> None:
    """Keep between which times nights are booked, where they are."""
    nights, begins, ends = map(room.read, NIGHTS)
    if nights:
        room.kept.append(Kept(NIGHTS[0], f"{clock_of(begins)}–{clock_of(ends)}"))
