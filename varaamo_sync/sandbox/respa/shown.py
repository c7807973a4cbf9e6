"""Resources and units as the API gives them, each to who asks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from varaamo_sync.sandbox.data.availability import HELSINKI
from varaamo_sync.sandbox.data.database import Database, Row
from varaamo_sync.sandbox.respa.access import VIEW, RespaUser
from varaamo_sync.sandbox.respa.hours import asked_days, periods_of, shown_hours
from varaamo_sync.sandbox.respa.inputs.texts import LANGS
from varaamo_sync.sandbox.respa.records import Resource, images_of, resources, units
from varaamo_sync.sandbox.respa.things import ids_of, things
from varaamo_sync.sandbox.rest.requests import RestRequest
from varaamo_sync.sandbox.rest.values import Values
from varaamo_sync.startup.fast_dataclass import dataclass

_PLAIN = (
    "min_age",
    "max_age",
    "need_manual_confirmation",
    "authentication",
    "people_capacity",
    "area",
    "min_period",
    "max_period",
    "cooldown",
    "slot_size",
    "max_reservations_per_user",
)
_PRICED = (
    "min_price",
    "max_price",
    "price_type",
    "cash_payments_allowed",
    "payment_requested_waiting_time",
    "generate_access_codes",
    "send_sms_notification",
    "reservation_feedback_url",
    "overnight_reservations",
    "overnight_start_time",
    "overnight_end_time",
    "external_reservation_url",
    "is_external",
)
_UNIT_TEXTS = ("name", "description", "street_address", "www_url", "picture_caption")
_UNIT_DAYS = ("reservable_max_days_in_advance", "reservable_min_days_in_advance")
_UNIT: Mapping[str, Any] = {
    "map_service_id": None,
    "time_zone": "Europe/Helsinki",
    "manager_email": None,
    "address_zip": None,
    "phone": None,
    "email": None,
    "address_postal_full": None,
    "picture_url": None,
    "data_source": "",
    "data_source_hours": "",
    "disallow_overlapping_reservations": False,
    "disallow_overlapping_reservations_per_user": False,
    "sms_reminder": False,
    "sms_reminder_delay": 1,
    "payment_requested_waiting_time": 0,
    "notification_template_group": None,
}


def moment(then: datetime) -> str:
    """Return a moment as the API gives it."""
    return then.astimezone(HELSINKI).isoformat()


def _texts(texts: Mapping[str, Any] | None) -> dict[str, str]:
    """Return a text by language; languages that it has not are left out."""
    return {lang: texts[lang] for lang in LANGS if texts and texts.get(lang)}


@dataclass(frozen=True, slots=True)
class Shown:
    """Shows what is kept to who asks.

    Attributes:
        database: What is kept.
        user: Who asks; ``None`` for somebody without a token.
        request: What they ask for.
    """

    database: Database
    user: RespaUser | None
    request: RestRequest

    def resources(self, ids: Sequence[str], *, detail: bool = False) -> list[Values]:
        """Return resources.

        Args:
            ids: Which, in their order.
            detail: Whether each comes with its whole unit, as it does where it is asked for alone.
        """
        days = asked_days(self.database, self.request.query)
        whole = detail or "unit_detail" in self.request.included
        found = resources(self.database, ids)
        places = {unit["id"]: unit for unit in units(self.database, {one.unit for one in found})}
        return [self._resource(one, places[one.unit], days, whole=whole) for one in found]

    def _resource(
        self, one: Resource, unit: Values, days: tuple[date, date], *, whole: bool
    ) -> Values:
        values = one.values
        shown: Values = {
            "id": one.id,
            "purposes": [self._purpose(row) for row in self._things("purpose", values["purposes"])],
            "images": [self._image(row) for row in images_of(self.database, one.id)],
            "equipment": [
                {"name": row["name"], "data": None, "id": row["id"], "description": None}
                for row in self._things("equipment", values["equipment"])
            ],
            "type": next(iter(self._things("type", [values["type"]])), None),
            "opening_hours": shown_hours(self.database, one.id, *days),
            "reservations": [] if "start" in self.request.query else None,
            "user_permissions": self._permissions(one),
            "supported_reservation_extra_fields": [],
            "required_reservation_extra_fields": [],
            "included_reservation_home_municipality_fields": [],
            "is_favorite": False,
            "generic_terms": self._terms(values["generic_terms"]),
            "payment_terms": self._terms(values["payment_terms"]),
            **self._limits(one, unit),
            "tags": values["tags"],
            **_hourly(values),
            "universal_field": [],
            "reservable_by_all_staff": values["reservable_by_all_staff"],
            "reservable": one.reservable,
            "publish_date": values["publish_date"],
            "public": one.public,
            "created_at": moment(one.created),
            "modified_at": moment(one.modified),
            "name": self._text(values, "name"),
            "description": self._text(values, "description"),
            **{name: values[name] for name in _PLAIN},
            "reservation_info": self._text(values, "reservation_info"),
            "responsible_contact_info": self._text(values, "responsible_contact_info"),
            "specific_terms": self._text(values, "specific_terms"),
            "reservation_additional_information": self._text(
                values, "reservation_additional_information"
            ),
            **{name: values[name] for name in _PRICED},
            "unit": self.unit(unit) if whole else one.unit,
            "location": values["location"] or unit.get("location"),
        }
        if self.user and VIEW in self.user.rights:
            shown["resource_staff_emails"] = values["resource_staff_emails"]
        if "period_details" in self.request.included:
            shown["periods"] = periods_of(self.database, "resource", one.id)
        return shown

    def _things(self, kind: str, ids: Sequence[str]) -> list[Values]:
        return things(self.database, kind, ids)

    def _text(self, values: Values, name: str) -> dict[str, str] | None:
        """Return a text; where no language has any it is null."""
        return _texts(values.get(name)) or None

    def _purpose(self, row: Values) -> Values:
        shown = {"name": row["name"], "parent": row.get("parent"), "id": row["id"], "image": None}
        staff = self.user is not None and self.user.is_staff
        return {**shown, "public": row.get("public", True)} if staff else shown

    def thing(self, kind: str, row: Values) -> Values:
        """Return a type, a purpose, a piece of equipment or a category of it."""
        if kind == "purpose":
            return self._purpose(row)
        if kind == "equipment":
            found = self._things("equipment_category", [row["category"]])
            names = [{"name": one["name"], "id": one["id"]} for one in found]
            category = next(iter(names), None)
            return {"name": row["name"], "id": row["id"], "aliases": [], "category": category}
        if kind == "equipment_category":
            every = self._things("equipment", ids_of(self.database, "equipment"))
            own = [one for one in every if one["category"] == row["id"]]
            return {**row, "equipment": [{"name": one["name"], "id": one["id"]} for one in own]}
        return row

    def _image(self, row: Row) -> Values:
        return {
            "url": f"{self.request.origin}/resource_image/{row['pk']}",
            "type": row["type"],
            "caption": _texts(json.loads(row["caption"])) or None,
            "stamp": row["stamp"],
            "filename": row["name"],
        }

    def _terms(self, id: str | None) -> Any:
        found = self._things("terms", [id]) if id else []
        return _texts(found[0]["text"]) if found else {}

    def _permissions(self, one: Resource) -> Values:
        admin = self.user is not None and self.user.is_general_admin
        manager = self.user is not None and not admin and one.unit in self.user.units
        may = admin or manager
        return {
            "can_make_reservations": one.reservable or may,
            **({"can_make_reservations_for_customer": True} if may else {}),
            "can_ignore_opening_hours": may,
            "is_admin": admin,
            "is_manager": manager,
            "is_viewer": False,
            "can_bypass_payment": may,
        }

    def _limits(self, one: Resource, unit: Values) -> Values:
        """Return how far ahead can be booked; who administers the resource has no limits."""
        most, least = (one.values[name] or unit.get(name) for name in _UNIT_DAYS)
        free = self.user is not None and self.user.sees_hidden(one.unit)
        return {
            "reservable_days_in_advance": most,
            "reservable_max_days_in_advance": most,
            "reservable_before": None if free else self._midnight_in(most),
            "reservable_min_days_in_advance": least,
            "reservable_after": None if free else self._midnight_in(least),
        }

    def _midnight_in(self, days: int | None) -> str | None:
        if days is None:
            return None
        then = self.database.now().astimezone(HELSINKI) + timedelta(days=days)
        return then.replace(hour=0, minute=0, second=0, microsecond=0).isoformat()

    def units(self, ids: Sequence[str]) -> list[Values]:
        """Return units by their ids, in their order."""
        return [self.unit(unit) for unit in units(self.database, ids)]

    def unit(self, unit: Values) -> Values:
        """Return a unit; its hours of today are those of its periods, which are never a copy."""
        today = self.database.today().isoformat()
        most, least = (unit.get(name) for name in _UNIT_DAYS)
        created, modified = (datetime.fromisoformat(unit[name]) for name in ("created", "modified"))
        return {
            "id": unit["id"],
            **{name: _texts(unit.get(name)) for name in _UNIT_TEXTS},
            "periods": periods_of(self.database, "unit", unit["id"]),
            "opening_hours_today": {today: [{"opens": None, "closes": None}]},
            "location": unit.get("location"),
            "municipality": unit.get("municipality"),
            "reservable_days_in_advance": most,
            "reservable_max_days_in_advance": most,
            "reservable_before": self._midnight_in(most),
            "reservable_min_days_in_advance": least,
            "reservable_after": self._midnight_in(least),
            "hidden": self._is_hidden(unit["id"]),
            "created_at": moment(created),
            "modified_at": moment(modified),
            **{name: unit.get(name, value) for name, value in _UNIT.items()},
        }

    def _is_hidden(self, id: str) -> bool:
        if self.user and self.user.is_general_admin:
            return False
        return not any(one.public for one in resources(self.database) if one.unit == id)


def _hourly(values: Values) -> Values:
    """Return prices under their old names, which only those by the hour have."""
    by_hour = values["price_type"] == "hourly"
    return {
        f"{name}_per_hour": _number(values[name]) if by_hour else None
        for name in ("max_price", "min_price")
    }


def _number(price: str | None) -> float | None:
    return None if price is None else float(price)
