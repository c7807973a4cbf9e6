"""Small makers of values for tests: say what matters, the rest is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varaamo_sync.model import HELSINKI, Catalogue, PriceUnit, Room, Venue
from varaamo_sync.snapshot import (
    Named,
    PriceRow,
    PublishingState,
    Reference,
    RemoteRoom,
    RemoteSpace,
    RemoteVenue,
    ReservationState,
    Snapshot,
    TaxRate,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=HELSINKI)
TODAY = NOW.date()
VENUE = Venue.model_validate({"tprek": "demo-001", "name": {"fi": "Arabian nuorisotalo"}})
COMPLETE: dict[str, Any] = {
    "name": {"fi": "Sali", "sv": "Sal", "en": "Hall"},
    "description": {"fi": "Iso sali.", "sv": "Stor sal.", "en": "A big hall."},
    "type": "Sali",
    "capacity": {"min": 1, "max": 100},
    "booking": {"kind": "direct", "interval": "30 min", "min": "1 h", "max": "4 h"},
    "access": [{"type": "unrestricted"}],
    "pricing": [{"free": True}],
    "wanted": "published",
}
REFERENCE = Reference(
    types=(Named(1, {"fi": "Sali"}), Named(2, {"fi": "Kokoustila"})),
    purposes=(Named(1, {"fi": "Juhlat"}), Named(2, {"fi": "Musiikki"})),
    equipment=(Named(1, {"fi": "Piano"}), Named(2, {"fi": "Tuolit"})),
    terms=(Named("maksuehto-1", {"fi": "Maksuehto"}, "PAYMENT"),),
    cancellation_rules=(Named(1, {"fi": "Peruttavissa 24 tuntia ennen"}),),
    taxes=(
        TaxRate(1, Decimal("0.00")),
        TaxRate(4, Decimal("24.00"), enabled=False),
        TaxRate(5, Decimal("25.50")),
    ),
)


def room(key: str = "nup-sali", *, complete: bool = True, **fields: Any) -> Room:
    """Return a room; complete ones could be published."""
    base: dict[str, Any] = dict(COMPLETE) if complete else {"name": {"fi": "Sali"}}
    return Room.model_validate({"key": key, "service_unit": "NUP", "venue": VENUE} | base | fields)


def catalogue(*rooms: Room, **fields: Any) -> Catalogue:
    """Return a catalogue of rooms."""
    return Catalogue(id="demo", rooms=rooms, **fields)


def price(**fields: Any) -> PriceRow:
    """Return a price; free of charge and in force unless told otherwise."""
    base: dict[str, Any] = {
        "begins": None,
        "lowest": Decimal("0.00"),
        "highest": Decimal("0.00"),
        "vat": Decimal("0.00"),
        "unit": PriceUnit.PER_HOUR,
        "payment": None,
        "on_begin": False,
    }
    return PriceRow(**(base | fields))


def remote(pk: int = 1, *, name: str = "Sali", **fields: Any) -> RemoteRoom:
    """Return a remote room; bookable unless told otherwise."""
    values = {"name.fi": name} | fields.pop("values", {})
    base: dict[str, Any] = {
        "ext_uuid": f"uuid-{pk}",
        "venue": 1,
        "values": values,
        "spaces": (pk,),
        "is_draft": False,
        "publishing": PublishingState.PUBLISHED,
        "reservation": ReservationState.RESERVABLE,
        "season_only": False,
        "prices": ((pk, price(), date(2026, 1, 1)),),
        "closed": False,
    }
    return RemoteRoom(pk=pk, **(base | fields))


def space(pk: int = 1, code: str = "", **fields: Any) -> RemoteSpace:
    """Return a remote space."""
    return RemoteSpace(**({"pk": pk, "code": code, "venue": 1} | fields))


def snapshot(
    rooms: Iterable[RemoteRoom] = (), spaces: Iterable[RemoteSpace] = (), **fields: Any
) -> Snapshot:
    """Return a snapshot of one venue."""
    base: dict[str, Any] = {
        "taken": NOW,
        "origin": "http://sandbox.localhost",
        "reference": REFERENCE,
        "venues": (RemoteVenue(1, "demo-001", {"fi": "Arabian nuorisotalo"}),),
        "spaces": tuple(spaces),
        "rooms": tuple(rooms),
        "logged_in": True,
    }
    return Snapshot(**(base | fields))
