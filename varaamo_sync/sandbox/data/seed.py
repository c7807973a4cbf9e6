"""Fills an empty sandbox: venues, reference data, users, and rooms that were there earlier."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.data.tables import LANGS

Seed = Mapping[str, Any]

_PLAIN_TABLES = {
    "users": "user",
    "units": "unit",
    "reservationUnitTypes": "reservationUnitType",
    "intendedUses": "intendedUse",
    "equipmentCategories": "equipmentCategory",
    "equipments": "equipment",
    "taxPercentages": "taxPercentage",
    "cancellationRules": "cancellationRule",
    "termsOfUse": "termsOfUse",
}

_OF_A_ROOM = ("pricings", "accessTypes", "intendedUses", "equipments", "hours", "spaceCode")
"""Keys of a seeded room that are no columns of its own."""


def read_seed(source: Seed | Path | None) -> Seed:
    """Return seed data: a mapping as it is, a JSON file, or by default the sandbox's own."""
    if isinstance(source, Mapping):
        return source
    text = (
        source.read_text("utf-8")
        if source
        else files("varaamo_sync.sandbox.data").joinpath("seed.json").read_text("utf-8")
    )
    seed: Seed = json.loads(text)
    return seed


def fill(database: Database, seed: Seed, *, anew: bool = True) -> None:
    """Empty the database and put the seed in; numbers begin at 1.

    Args:
        database: The database, in a transaction.
        seed: What it is to hold.
        anew: Whether every UUID is a new one. At the first filling they are always the same, so
            that who looks at a sandbox before there is one sees the one that there will be.
    """
    for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        database.run(f"DELETE FROM {row['name']}")  # noqa: S608  # its own tables
    for key, table in _PLAIN_TABLES.items():
        for values in seed.get(key, ()):
            database.insert(table, values)
    for role in seed.get("roles", ()):
        database.insert("role", {**role, "unit": _unit(database, role["unit"])})
    for number, room in enumerate(seed.get("rooms", ())):
        first = uuid.uuid5(uuid.NAMESPACE_OID, f"varaamo-sync sandbox {number}")
        _room(database, room, uuid.uuid4() if anew else first)


def _unit(database: Database, tprek: str | None) -> int | None:
    pk: int | None = database.value("SELECT pk FROM unit WHERE tprekId = ?", tprek)
    return pk


def _room(database: Database, room: Mapping[str, Any], identity: uuid.UUID) -> None:
    own = {key: value for key, value in room.items() if key not in _OF_A_ROOM}
    own["unit"] = _unit(database, room["unit"])
    own["extUuid"] = str(identity)
    pk = database.insert("reservationUnit", own)
    space = {f"name{lang}": room.get(f"name{lang}") for lang in LANGS} | {
        "code": room.get("spaceCode", ""),
        "unit": own["unit"],
        "surfaceArea": room.get("surfaceArea"),
        "maxPersons": room.get("maxPersons"),
    }
    database.insert("roomSpace", {"room": pk, "other": database.insert("space", space)})
    for key, table in (("intendedUses", "roomIntendedUse"), ("equipments", "roomEquipment")):
        for other in room.get(key, ()):
            database.insert(table, {"room": pk, "other": other})
    for key, table, date in (
        ("pricings", "pricing", "begins"),
        ("accessTypes", "accessType", "beginDate"),
    ):
        for values in room.get(key, ()):
            row = {name: value for name, value in values.items() if name != "beginDays"}
            begins = database.today() + timedelta(days=values["beginDays"])
            database.insert(table, {**row, date: begins.isoformat(), "reservationUnit": pk})
    if "hours" in room:
        database.insert("hours", {"reservationUnit": pk, **room["hours"]})
