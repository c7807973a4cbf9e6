"""Reads what is sent of a resource; what Respa does not know it ignores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.respa.inputs.images import read_images
from varaamo_sync.sandbox.respa.inputs.parts import publish_date_at, read_period, read_terms
from varaamo_sync.sandbox.respa.inputs.texts import read_texts
from varaamo_sync.sandbox.respa.inputs.values import (
    LARGEST_SMALL,
    count_of,
    length_of,
    read_capacity,
    read_duration,
    read_price,
    read_url,
)
from varaamo_sync.sandbox.respa.things import exists
from varaamo_sync.sandbox.rest.refusals import NOT_NULL, REQUIRED, no_list
from varaamo_sync.sandbox.rest.values import (
    Read,
    Values,
    Wrong,
    choice_of,
    read_object,
    read_time,
    read_truth,
    rows_of,
)

AUTHENTICATIONS = ("unauthenticated", "none", "weak", "strong")
PRICE_TYPES = ("hourly", "daily", "weekly", "fixed")
ACCESS_CODES = ("none", "pin4", "pin6")

_NEEDED = (
    "public",
    "name",
    "description",
    "need_manual_confirmation",
    "authentication",
    "people_capacity",
    "min_period",
    "max_period",
    "slot_size",
    "reservation_info",
    "terms_of_use",
    "images",
    "type",
    "purposes",
)
"""What a new resource cannot be without; that it needs a unit is said only after all these."""


def _tags(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise Wrong({"non_field_errors": [no_list(value)]})
    return [str(one.get("label", "")) if isinstance(one, dict) else "" for one in value]


def _emails(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise Wrong([no_list(value)])
    if any("@" not in str(one) for one in value):
        raise Wrong(["Syötä kelvollinen sähköpostiosoite."])
    return [str(one) for one in value]


def _location(value: Any) -> Values:
    if not isinstance(value, dict) or not value:
        raise Wrong(["This field cannot be empty."])
    missing = {name: [REQUIRED] for name in ("coordinates", "type") if name not in value}
    if missing:
        raise Wrong(missing)
    try:
        x, y = (float(one) for one in value["coordinates"])
    except (TypeError, ValueError):
        raise Wrong({"coordinates": ["Invalid coordinate values."]}) from None
    return {"type": "Point", "coordinates": [x, y]}


def _one_of(database: Database, kind: str) -> Read:
    def read(value: Any) -> str:
        if value is None:
            raise Wrong([NOT_NULL])
        if isinstance(value, bool | dict | list):
            said = f"Väärä tyyppi. Odotettiin pääavainarvoa, saatiin {type(value).__name__}."
            raise Wrong([said])
        if not exists(database, kind, str(value)):
            raise Wrong([f'Virheellinen pk "{value}" - kohdetta ei ole olemassa.'])
        return str(value)

    return read


def _purposes(database: Database, *, new: bool) -> Read:
    read_one = _one_of(database, "purpose")

    def read(value: Any) -> list[str]:
        if not isinstance(value, list):
            raise Wrong([no_list(value)])
        if not value and new:  # a change may take all away
            raise Wrong(["Lista ei saa olla tyhjä."])
        return [read_one(one) for one in value]

    return read


def _equipment(database: Database) -> Read:
    def read(value: Any) -> Values:
        if not isinstance(value, dict) or "equipment" not in value:
            raise Wrong({"equipment": [REQUIRED]})
        if not exists(database, "equipment", str(value["equipment"])):
            raise Wrong({"equipment": ["Invalid id"]})
        remove = read_truth(value.get("remove", False))
        return {"equipment": str(value["equipment"]), "remove": remove}

    return read


def read_resource(database: Database, sent: Values, *, new: bool) -> Values:
    """Return the fields of a resource that were sent.

    Args:
        database: What is there.
        sent: JSON of the request.
        new: Whether it is to be a new one, which cannot be without some of them.

    Raises:
        Wrong: Some will not do.
    """
    required = _NEEDED if new else ()
    return read_object(_fields(database, new=new), sent, {}, required)


_PLAIN: Mapping[str, Read] = {
    "min_age": count_of(),
    "max_age": count_of(),
    "area": count_of(),
    "cooldown": read_duration,
    "max_reservations_per_user": count_of(),
    "reservable": read_truth,
    "min_price": read_price,
    "max_price": read_price,
    "price_type": choice_of(PRICE_TYPES),
    "cash_payments_allowed": read_truth,
    "payment_requested_waiting_time": count_of(),
    "access_code_type": choice_of(ACCESS_CODES),
    "reservable_by_all_staff": read_truth,
    "send_sms_notification": read_truth,
    "reservable_max_days_in_advance": count_of(LARGEST_SMALL),
    "reservable_min_days_in_advance": count_of(LARGEST_SMALL),
    "reservation_feedback_url": read_url,
    "overnight_reservations": read_truth,
    "overnight_start_time": read_time,
    "overnight_end_time": read_time,
    "external_reservation_url": read_url,
    "timmi_resource": read_truth,
    "timmi_room_id": count_of(),
    "soft_deleted": read_truth,
}


def _fields(database: Database, *, new: bool) -> Mapping[str, Read]:
    return {
        "public": read_truth,
        "name": read_texts(),
        "description": read_texts(),
        "responsible_contact_info": read_texts(null=True),
        "specific_terms": read_texts(null=True),
        "need_manual_confirmation": read_truth,
        "authentication": choice_of(AUTHENTICATIONS),
        "people_capacity": read_capacity,
        "min_period": length_of("min_period"),
        "max_period": length_of("max_period"),
        "slot_size": length_of("slot_size"),
        "reservation_info": read_texts(),
        "reservation_confirmed_notification_extra": read_texts(null=True),
        "reservation_requested_notification_extra": read_texts(null=True),
        "reservation_additional_information": read_texts(null=True),
        "resource_staff_emails": _emails,
        "terms_of_use": rows_of(read_terms),
        "tags": _tags,
        "periods": rows_of(read_period),
        "images": read_images,
        "equipments": rows_of(_equipment(database)),
        "location": _location,
        "publish_date": publish_date_at(database.now()),
        "unit": _one_of(database, "unit"),
        "type": _one_of(database, "type"),
        "purposes": _purposes(database, new=new),
        **_PLAIN,
    }
