"""Fills an empty Hauki: data sources, users, venues, and hours of some of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.hauki.inputs import read_period
from varaamo_sync.sandbox.hauki.records import Records

ROOMS, VENUES = "tvp", "tprek"
"""Data sources of rooms and of venues."""


def fill_hauki(database: Database, seed: Mapping[str, Any]) -> None:
    """Put a seed in; without a part ``hauki`` there is none, and rooms are linked to nothing."""
    own = seed.get("hauki")
    if own is None:
        return
    for source in own.get("sources", ()):
        database.insert("haukiSource", {"editable": True, **source})
    for user in own.get("users", ()):
        lists = {name: json.dumps(user.get(name, [])) for name in ("organizations", "sources")}
        database.insert("haukiUser", {**user, **lists})
    records = Records(database)
    unknown = own.get("unknownVenues", ())
    for unit in seed.get("units", ()):
        if unit["tprekId"] not in unknown:
            _add_venue(records, unit, own.get("hours", {}).get(unit["tprekId"], ()))


def _add_venue(
    records: Records, unit: Mapping[str, Any], periods: Sequence[Mapping[str, Any]]
) -> None:
    department = unit.get("tprekDepartmentId")
    names = {lang.lower(): unit.get(f"name{lang}") for lang in ("Fi", "Sv", "En")}
    pk = records.add_resource(
        {"name": names, "resource_type": "unit"},
        f"{VENUES}:{department}" if department else None,
    )
    origin = {"source": VENUES, "origin": unit["tprekId"], "resource": pk}
    records.database.insert("haukiOrigin", origin)
    for period in periods:
        records.store_period(read_period({**period, "resource": pk}), None)
