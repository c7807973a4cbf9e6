"""The room that is made to try everything on: what each field would be, in stored form."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from varaamo_sync.model import HELSINKI, Room
from varaamo_sync.snapshot import Named, Reference, Value
from varaamo_sync.stored_form import stated_values

MARK = "varaamo-sync-tarkistus"
"""What the names of everything that is made begin with, and the codes of its spaces."""

LATER = date(2099, 1, 1)
"""First day of the price and the way in that are to come."""

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A picture of one point."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "stored-names": ("name.",),
    "stored-texts": ("description.", "instructions."),
    "stored-contact": ("contact",),
    "stored-prices": ("pricing",),
    "stored-access": ("access",),
    "stored-durations": ("booking.interval", "booking.min", "booking.max", "booking.buffer_"),
    "stored-sets": ("purposes", "equipment"),
    "stored-search-terms": ("search_terms",),
    "stored-moments": ("booking.opens", "booking.closes"),
    "stored-rest": ("",),
}
"""Fact by fact how the paths begin that it is about; a path belongs to the first that fits."""

_TERMS = ("payment", "cancellation", "pricing", "service")


def sample(reference: Reference, today: date, now: datetime) -> dict[str, Value]:
    """Return a room in which every field that can be is filled; nobody could book it.

    Args:
        reference: Reference data of the booking system.
        today: Today in Helsinki.
        now: The moment; it stands in the room's name.
    """
    stamp = now.astimezone(HELSINKI).strftime("%Y-%m-%d %H.%M.%S")
    values = {
        "key": "tarkistus",
        "service_unit": "NUP",
        "venue": {"name": {"fi": "-"}},
        "name": {
            "fi": f"  {MARK} {stamp} & <ei varattavissa> ",
            "sv": f"{MARK} {stamp} (kan inte bokas)",
            "en": f"{MARK} {stamp} (cannot be booked)",
        },
        "description": {
            "fi": "varaamo-sync tarkistaa: R&D < 5 > 3.\nPoistuu itsestään.\n\nToinen kappale",
            "sv": "<p>Prov <b>utan fet</b>, <strong>med stark</strong> &amp; &auml;</p><img src=x>",
            "en": '<ul><li>a &lt; b</li></ul><a href="https://example.org">link</a>\u00a0',
        },
        "type": _labels(reference.types)[0] if reference.types else None,
        "purposes": _labels(reference.purposes)[2::-1],
        "equipment": _labels(reference.equipment)[2::-1],
        "capacity": {"min": 1, "max": 5},
        "area": 12,
        "booking": {
            "kind": "direct",
            "interval": "30 min",
            "min": "1 h",
            "max": "4 h",
            "buffer_before": "15 min",
            "buffer_after": "30 min",
            "window": {"min_days": 1, "max_days": 90},
            "opens": "2099-01-01 08:00",
            "closes": "2099-12-31 16:00",
            "max_per_person": 2,
            "handling": True,
            "login": "strong",
            "adults_only": True,
            "free_on_request": True,
            "form": "purpose",
        },
        "access": [{"type": "unrestricted"}, {"type": "physical_key", "from": LATER}],
        "pricing": [{"free": True}, *_paid(reference)],
        "terms": _terms(reference),
        "instructions": {
            state: {"fi": f"Tila: {state} & <x>", "sv": "<p>Läge</p>", "en": "State"}
            for state in ("pending", "confirmed", "cancelled", "applicants")
        },
        "contact": "Ei <b>yhteystietoja</b> & ei puhelinta",
        "search_terms": [MARK, "å & ä"],
    }
    return stated_values(Room.model_validate(values), reference, today)


def bare(now: datetime) -> dict[str, Value]:
    """Return a room that has a name and nothing else."""
    stamp = now.astimezone(HELSINKI).strftime("%Y-%m-%d %H.%M.%S")
    return {"name.fi": f"{MARK} {stamp}, keskeneräinen"}


def _labels(rows: Iterable[Named]) -> list[str]:
    return [row.label for row in rows]


def _paid(reference: Reference) -> list[dict[str, Any]]:
    vat = next((tax.value for tax in reference.taxes if tax.enabled and tax.value > 0), None)
    if vat is None:
        return []
    price = {"lowest": Decimal(10), "highest": Decimal("20.50"), "vat": vat, "payment": "on_site"}
    return [price | {"from": LATER, "material": {"fi": "Savi & lasite"}}]


def _terms(reference: Reference) -> dict[str, str]:
    found = {
        kind: next((str(row.pk) for row in reference.terms if row.kind == kind.upper()), None)
        for kind in _TERMS
    }
    found["cancellation_rule"] = next(iter(_labels(reference.cancellation_rules or ())), None)
    return {kind: name for kind, name in found.items() if name}
