"""What the fields of a room are called in Respa."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str] = {
    "name": "name",
    "description": "description",
    "instructions.confirmed": "reservation_info",
}
"""Texts by their path; each goes in its three languages."""

NUMBERS: Mapping[str, str] = {
    "capacity.max": "people_capacity",
    "area": "area",
    "booking.max_per_person": "max_reservations_per_user",
    "booking.window.min_days": "reservable_min_days_in_advance",
    "booking.window.max_days": "reservable_max_days_in_advance",
}
LENGTHS: Mapping[str, str] = {
    "booking.interval": "slot_size",
    "booking.min": "min_period",
    "booking.max": "max_period",
}
CONTACT, CONTACT_FIELD = "contact", "responsible_contact_info"
HANDLING, HANDLING_FIELD = "booking.handling", "need_manual_confirmation"
LOGIN, LOGIN_FIELD = "booking.login", "authentication"

UNITS: Mapping[str, str] = {
    "hourly": "per_hour",
    "daily": "per_day",
    "weekly": "per_week",
    "fixed": "fixed",
}
"""What a price is for, by the word of Respa."""

_PATHS: Mapping[str, str] = {
    **{field: path for path, field in (*TEXTS.items(), *NUMBERS.items(), *LENGTHS.items())},
    CONTACT_FIELD: CONTACT,
    HANDLING_FIELD: HANDLING,
    LOGIN_FIELD: LOGIN,
    "min_price": "pricing",
    "max_price": "pricing",
    "price_type": "pricing",
    "public": "wanted",
    "unit": "venue",
    "detail": "",
    "non_field_errors": "",
}


def catalogue_path(field: str) -> str:
    """Return the catalogue's path of a field of Respa, else Respa's own name.

    Args:
        field: Name of a field, steps into it behind dots: ``images.caption``.
    """
    head, *rest = field.split(".")
    return ".".join((_PATHS.get(head, head), *rest)).strip(".")
