"""The world in which the examples of the rules hold: a moment, a sound room, reference data.

The venues are those of the sandbox, with plainly made-up ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varaamo_sync.capabilities import capabilities_of
from varaamo_sync.model import HELSINKI, Catalogue, Room, lay_over
from varaamo_sync.rules.rule import Example
from varaamo_sync.snapshot import Named, Reference, RemoteVenue, TaxRate
from varaamo_sync.venue_register import RegisteredVenue, VenueRegister

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=HELSINKI)
"""The moment at which the examples are checked."""

ROOM: Mapping[str, Any] = {
    "key": "nup-arabia-sali",
    "service_unit": "NUP",
    "venue": {"tprek": "demo-001", "name": {"fi": "Arabian nuorisotalo"}},
    "name": {
        "fi": "Arabian nuorisotalon sali",
        "sv": "Salen i Arabia ungdomsgård",
        "en": "Hall of the Arabia youth centre",
    },
    "description": {
        "fi": "Avara sali juhliin ja kokouksiin.",
        "sv": "En rymlig sal för fester och möten.",
        "en": "A spacious hall for parties and meetings.",
    },
    "type": "Sali",
    "purposes": ["Juhlat"],
    "equipment": ["Piano"],
    "capacity": {"min": 1, "max": 100},
    "area": 138,
    "booking": {"kind": "direct", "interval": "30 min", "min": "1 h", "max": "4 h"},
    "access": [{"type": "unrestricted"}],
    "pricing": [{"free": True}],
    "wanted": "published",
}
"""A room that breaks no rule."""

REFERENCE = Reference(
    types=(Named(1, {"fi": "Sali"}), Named(2, {"fi": "Kokoustila"}), Named(3, {"fi": "Studio"})),
    purposes=(Named(1, {"fi": "Juhlat"}), Named(2, {"fi": "Musiikki"})),
    equipment=(
        Named(1, {"fi": "Piano"}),
        Named(2, {"fi": "Tuolit"}),
        Named(3, {"fi": "Kaiutin"}),
        Named(4, {"fi": "Kaiutin"}),
    ),
    terms=(
        Named("maksuehto-1", {"fi": "Maksuehto"}, "PAYMENT"),
        Named("peruutusehto-1", {"fi": "Peruutusehto"}, "CANCELLATION"),
        Named("nuoriso-ehto", {"fi": "Nuorisotilojen ehdot"}, "SERVICE"),
    ),
    cancellation_rules=(
        Named(1, {"fi": "Peruttavissa alkamisaikaan asti"}),
        Named(2, {"fi": "Peruttavissa 24 tuntia ennen"}),
    ),
    taxes=(
        TaxRate(1, Decimal("0.00")),
        TaxRate(4, Decimal("24.00"), enabled=False),
        TaxRate(5, Decimal("25.50")),
    ),
)
"""Reference data of the examples."""

VENUES = (
    RemoteVenue(1, "demo-001", {"fi": "Arabian nuorisotalo"}),
    RemoteVenue(2, "demo-002", {"fi": "Hertsin nuorisotila"}),
    RemoteVenue(7, "demo-007", {"fi": "Ruoholahden nuorisotalo"}),
    RemoteVenue(12, "demo-012", {"fi": "Stoa"}),
    RemoteVenue(13, "demo-013", {"fi": "Caisa"}),
)
"""Venues of the examples."""

REGISTER = VenueRegister(
    source="https://palvelukartta.example.invalid/v2",
    municipality="helsinki",
    taken=date(2027, 2, 1),
    venues=tuple(
        RegisteredVenue(tprek=tprek, name={"fi": name}, address={}, department=department)
        for tprek, name, department in (
            ("demo-001", "Arabian nuorisotalo", "nuoriso"),
            ("demo-002", "Hertsin nuorisotila", "nuoriso"),
            ("demo-007", "Ruoholahden nuorisotalo", None),
            ("demo-012", "Stoa", "kulttuuri"),
        )
    ),
)
"""Venues of the service map of the examples."""


def reference_of(example: Example) -> Reference:
    """Return the reference data of the booking system that an example is checked against."""
    return replace(REFERENCE, capabilities=capabilities_of(example.system))


def catalogue(example: Example) -> Catalogue:
    """Return the catalogue of an example: its fields over those of the sound room."""
    rooms = [Room.model_validate(lay_over(ROOM, fields)) for fields in example.rooms]
    return Catalogue.model_validate(
        {"id": "esimerkki", "rooms": rooms, "rules": example.rules, "goal": example.goal}
    )
