"""What a person does in Respa's admin pages, where the API has no way for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from rapidfuzz import fuzz, process

from varaamo_sync.errors import UsageError, part
from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.respa.hours import compute_hours, store_period
from varaamo_sync.sandbox.respa.records import (
    NEW,
    Resource,
    resource,
    resources,
    store_resource,
    units,
)
from varaamo_sync.sandbox.respa.resources import delete_resource
from varaamo_sync.sandbox.respa.things import ids_of
from varaamo_sync.sandbox.respa.units import add_unit

_YEAR = timedelta(days=365)
_OPENS, _CLOSES = "08:00:00", "22:00:00"
_WEEKDAYS = range(7)
_TPREK = "tprek:"


class RespaStaff:
    """Somebody in the admin pages of a sandbox's Respa.

    Args:
        database: What it keeps.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_unit(self, id: str, name: str, street: str) -> None:
        """Add a unit, as an import of units does, or change one.

        Args:
            id: Its id, such as ``tprek:7342``.
            name: Its Finnish name.
            street: Its Finnish address.
        """
        with self._database.transaction():
            self._database.run("DELETE FROM respaUnit WHERE pk = ?", id)
            add_unit(self._database, id, {"name": {"fi": name}, "street_address": {"fi": street}})

    def add_room(self, name: str, unit: str, values: Mapping[str, Any] | None = None) -> str:
        """Add a room that can be looked at and not booked, as the rooms of 2019; return its id.

        Args:
            name: Its Finnish name.
            unit: Id of its unit, or the TPREK id that this ends with.
            values: What is stored of it beside its name, as the API gives it.

        Raises:
            UsageError: There is no such unit.
        """
        with self._database.transaction():
            known = [one["id"] for one in units(self._database)]
            found = next((id for id in (unit, f"{_TPREK}{unit}") if id in known), None)
            if found is None:
                raise UsageError("sandbox-respa-no-unit", unit=unit, meant=_meant(unit, known))
            kinds = {"type": ids_of(self._database, "type")[0]}
            stored = {**NEW, **kinds, "name": {"fi": name}, "authentication": "weak"}
            return store_resource(self._database, None, found, {**stored, **(values or {})})

    def open_room(self, room: str, *, open: bool = True) -> None:
        """Let everybody book a room, every day from 8 to 22 for a year, or no longer.

        Args:
            room: Its id, or its Finnish name.
            open: Whether it is opened; closed, it can be looked at all the same.

        Raises:
            UsageError: There is no such room, or more than one.
        """
        with self._database.transaction():
            found = self._room(room)
            stored = {**found.values, "public": True, "reservable": open, "publish_date": None}
            store_resource(self._database, found.id, found.unit, stored)
            self._database.run("DELETE FROM respaPeriod WHERE resource = ?", found.id)
            if open:
                store_period(self._database, "resource", found.id, self._every_day())
            compute_hours(self._database, found.id)

    def _every_day(self) -> dict[str, Any]:
        today = self._database.today()
        day = {"opens": _OPENS, "closes": _CLOSES, "closed": False}
        return {
            "name": "",
            "start": today.isoformat(),
            "end": (today + _YEAR).isoformat(),
            "days": [{"weekday": weekday, **day} for weekday in _WEEKDAYS],
        }

    def delete_room(self, room: str) -> None:
        """Delete a room softly; over the API it can be restored.

        Raises:
            UsageError: There is no such room, or more than one.
        """
        with self._database.transaction():
            delete_resource(self._database, self._room(room).id)

    def compute_hours(self, room: str) -> None:
        """Save a room as it is: only then its days are computed from its periods.

        Raises:
            UsageError: There is no such room, or more than one.
        """
        with self._database.transaction():
            compute_hours(self._database, self._room(room).id)

    def _room(self, room: str) -> Resource:
        by_id = resource(self._database, room)
        if by_id is not None:
            return by_id
        known = [(one.values["name"].get("fi", ""), one) for one in resources(self._database)]
        found = [one for name, one in known if name.casefold() == room.casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            ids = sorted(one.id for one in found)
            raise UsageError("sandbox-respa-several", room=room, ids=ids)
        meant = _meant(room, [name for name, _ in known])
        raise UsageError("sandbox-respa-no-room", room=room, meant=meant)


def _meant(text: str, known: list[str]) -> Any:
    near = process.extract(text, known, scorer=fuzz.ratio, limit=2, score_cutoff=60)
    return part("meant", names=[name for name, _, _ in near]) if near else ""
