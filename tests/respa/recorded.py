"""Records of the shapes in which Respa answers; every room and unit is invented."""

from __future__ import annotations

import json
from typing import Any


def resource(id: str = "axroom1", **fields: Any) -> dict[str, Any]:
    """Return a resource as a list has it; fields that are given stand in place of its own."""
    return {
        "id": id,
        "products": [],
        "purposes": [{"id": "meet", "name": {"fi": "Kokoukset", "en": "Meetings"}}],
        "images": [],
        "equipment": [{"id": "tv", "name": {"fi": "Näyttö"}}],
        "type": {"id": "meeting_room", "main_type": "space", "name": {"fi": "Kokoustila"}},
        "opening_hours": [],
        "reservations": None,
        "user_permissions": {"can_make_reservations": True},
        "supported_reservation_extra_fields": ["reserver_name"],
        "required_reservation_extra_fields": [],
        "generic_terms": None,
        "payment_terms": "",
        "reservable_max_days_in_advance": 30,
        "reservable_min_days_in_advance": 1,
        "reservable_before": "2026-12-24T00:00:00Z",
        "public": True,
        "name": {"fi": "Neuvotteluhuone", "sv": "Mötesrum", "en": "Meeting room"},
        "description": {"fi": "Pöytä ja tuoleja.\r\nNäyttö.\r\n\r\nToinen kappale."},
        "need_manual_confirmation": True,
        "authentication": "strong",
        "people_capacity": 12,
        "area": 30,
        "min_period": "00:30:00",
        "max_period": "04:00:00",
        "slot_size": "00:30:00",
        "max_reservations_per_user": 4,
        "reservable": True,
        "reservation_info": {"fi": "Avain vahtimestarilta."},
        "responsible_contact_info": {"fi": "tilat@example.org"},
        "specific_terms": None,
        "min_price": None,
        "max_price": None,
        "price_type": "hourly",
        "external_reservation_url": None,
        "unit": "tprek:70001",
        "location": None,
    } | fields


def unit(id: str = "axunit1", name: str = "Satukirjasto", **fields: Any) -> dict[str, Any]:
    """Return a unit as a list of units has it."""
    return {
        "id": id,
        "name": {"fi": name},
        "street_address": {"fi": "Satukatu 4"},
        "address_zip": "00990",
        "time_zone": "Europe/Helsinki",
    } | fields


def rent(amount: str, vat: str = "10.00", period: str = "01:00:00") -> dict[str, Any]:
    """Return a product that is the room itself."""
    price = {"type": "per_period", "tax_percentage": vat, "amount": amount, "period": period}
    return {"id": "p1", "type": "rent", "name": {"fi": "Vuokra"}, "price": price}


def page(*entries: dict[str, Any], following: str | None = None) -> bytes:
    """Return a page of a list."""
    found = {"count": len(entries), "next": following, "previous": None, "results": entries}
    return json.dumps(found).encode()
