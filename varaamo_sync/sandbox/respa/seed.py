"""Fills an empty Respa: its users, the city's units and things, and rooms of 2019."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.respa.records import NEW, store_resource
from varaamo_sync.sandbox.respa.things import add_thing
from varaamo_sync.sandbox.respa.units import add_unit

_THINGS = {
    "reservationUnitTypes": "type",
    "intendedUses": "purpose",
    "equipmentCategories": "equipment_category",
    "equipments": "equipment",
}
"""Things of the booking system that Respa has, too, under the same names."""


def fill_respa(database: Database, seed: Mapping[str, Any]) -> None:
    """Put a seed in; without a part ``respa`` there is none, and its lists are empty."""
    own = seed.get("respa")
    if own is None:
        return
    for user in own.get("users", ()):
        lists = {name: json.dumps(user.get(name, [])) for name in ("rights", "units")}
        database.insert("respaUser", {**user, **lists})
    for unit in seed.get("units", ()):
        add_unit(database, f"tprek:{unit['tprekId']}", {"name": _names(unit), **_addresses(unit)})
    for id, unit in own.get("units", {}).items():
        add_unit(database, id, unit)
    for key, kind in _THINGS.items():
        for thing in seed.get(key, ()):
            add_thing(database, kind, _thing(kind, thing), f"{kind}-{thing['pk']}")
    for room in own.get("rooms", ()):
        values = {name: value for name, value in room.items() if name != "unit"}
        store_resource(database, None, room["unit"], {**NEW, **values})


def _names(row: Mapping[str, Any]) -> dict[str, Any]:
    found = {lang.lower(): row.get(f"name{lang}") for lang in ("Fi", "En", "Sv")}
    return {lang: name for lang, name in found.items() if name}


def _addresses(unit: Mapping[str, Any]) -> dict[str, Any]:
    street = unit.get("addressStreetFi")
    return {"street_address": {"fi": street} if street else {}}


def _thing(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {"name": _names(row)}
    if kind == "type":
        return {**content, "main_type": "space"}
    if kind == "equipment":
        return {**content, "category": f"equipment_category-{row['category']}"}
    if kind == "purpose":
        return {**content, "parent": None, "image": None, "public": True}
    return content
