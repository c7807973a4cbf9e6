"""Units, resources and their pictures, as they are kept."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any

from varaamo_sync.sandbox.data.database import Database, Row, many
from varaamo_sync.sandbox.respa.things import new_id
from varaamo_sync.sandbox.rest.values import Values
from varaamo_sync.startup.fast_dataclass import dataclass

_SUFFIX = 4
"""Bytes that tell a file from another of the same name."""

NEW: Mapping[str, Any] = {
    "public": True,
    "reservable": False,
    "publish_date": None,
    "name": {},
    "min_age": 0,
    "max_age": 0,
    "need_manual_confirmation": False,
    "authentication": "none",
    "people_capacity": None,
    "area": None,
    "min_period": "00:30:00",
    "max_period": None,
    "cooldown": "00:00:00",
    "slot_size": "00:30:00",
    "max_reservations_per_user": None,
    "min_price": None,
    "max_price": None,
    "price_type": "hourly",
    "cash_payments_allowed": False,
    "payment_requested_waiting_time": 0,
    "generate_access_codes": True,
    "reservable_by_all_staff": False,
    "send_sms_notification": False,
    "reservable_max_days_in_advance": None,
    "reservable_min_days_in_advance": None,
    "reservation_feedback_url": "",
    "overnight_reservations": False,
    "overnight_start_time": None,
    "overnight_end_time": None,
    "external_reservation_url": None,
    "is_external": False,
    "location": None,
    "purposes": [],
    "equipment": [],
    "tags": [],
    "resource_staff_emails": [],
    "generic_terms": None,
    "payment_terms": None,
}
"""Values of a resource that nobody has given any."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource as it is kept.

    Attributes:
        id: Made by the server.
        unit: Id of its unit.
        values: Its fields, as they were stored.
        created: When it was made, in UTC.
        modified: When it was last stored.
        public: Whether everybody sees it now.
        reservable: Whether everybody may book it now.
    """

    id: str
    unit: str
    values: Values
    created: datetime
    modified: datetime
    public: bool
    reservable: bool


def resources(database: Database, ids: Sequence[str] | None = None) -> list[Resource]:
    """Return resources that are not deleted: some by their ids, in this order, or all."""
    if ids is None:
        rows = database.rows("SELECT * FROM respaResource WHERE NOT isRemoved")
        return [_resource(database, row) for row in rows]
    rows = database.rows(
        "SELECT * FROM respaResource"
        " WHERE NOT isRemoved AND pk IN (SELECT value FROM json_each(?))",
        many(ids),
    )
    found = {row["pk"]: _resource(database, row) for row in rows}
    return [found[id] for id in ids if id in found]


def resource(database: Database, id: str) -> Resource | None:
    """Return a resource that is not deleted."""
    return next(iter(resources(database, [id])), None)


def _resource(database: Database, row: Row) -> Resource:
    values = {**NEW, **json.loads(row["content"])}
    public, reservable = values["public"], values["reservable"]
    scheduled = values["publish_date"]
    if scheduled is not None:  # it overrides both, whatever was sent of them
        public, reservable = _is_due(scheduled, database.now()), scheduled["reservable"]
    created, modified = (datetime.fromisoformat(row[name]) for name in ("created", "modified"))
    return Resource(row["pk"], row["unit"], values, created, modified, public, reservable)


def _is_due(scheduled: Values, now: datetime) -> bool:
    begin, end = scheduled["begin"], scheduled["end"]
    if begin and datetime.fromisoformat(begin) >= now:
        return False
    return not end or now < datetime.fromisoformat(end)


def store_resource(database: Database, id: str | None, unit: str, values: Values) -> str:
    """Store a resource, a new one under an id that is made for it; return its id."""
    now = database.now().isoformat()
    row: Values = {"unit": unit, "content": json.dumps(values), "modified": now}
    if id is not None:
        database.update("respaResource", id, row)
        return id
    made = new_id(database)
    database.insert("respaResource", {**row, "pk": made, "created": now})
    return made


def units(database: Database, ids: Iterable[str] | None = None) -> list[Values]:
    """Return units as they are kept: some by their ids, in this order, or all by their names."""
    rows = database.rows("SELECT * FROM respaUnit")
    found = {
        row["pk"]: {**json.loads(row["content"]), "id": row["pk"]}
        | {name: row[name] for name in ("created", "modified")}
        for row in rows
    }
    if ids is None:
        return sorted(found.values(), key=lambda one: (one["name"].get("fi", ""), one["id"]))
    return [found[id] for id in ids if id in found]


def images_of(database: Database, resource: str) -> list[Row]:
    """Return the pictures of a resource, in the order in which they came."""
    return database.rows("SELECT * FROM respaImage WHERE resource = ? ORDER BY pk", resource)


def add_image(database: Database, resource: str, image: Values) -> None:
    """Add a picture to a resource; of two main ones the older becomes another."""
    if image["type"] == "main":
        sql = "UPDATE respaImage SET type = 'other' WHERE resource = ? AND type = 'main'"
        database.run(sql, resource)
    path = PurePath(PurePath(image["image"]["name"]).name)
    name = path.name
    while database.exists("SELECT 1 FROM respaImage WHERE name = ?", name):
        name = f"{path.stem}_{secrets.token_hex(_SUFFIX)}{path.suffix}"
    values = {
        "resource": resource,
        "type": image["type"],
        "caption": json.dumps(image["caption"]),
        "name": name,
        "stamp": new_id(database),
        "content": image["image"]["content"],
    }
    database.insert("respaImage", values)
