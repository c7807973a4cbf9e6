"""A service that keeps its rooms in a database: how ready they are, and taking them into Varaamo.

The rule of its own stands here, where the service that checks with it is. A package that offers it
under the entry point ``varaamo_sync.rules`` gives it to the command line as well.
"""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Unpack

from varaamo_sync import HELSINKI, BookingAPI, Level, Room, Severity, Store, check
from varaamo_sync.catalogue_files import Reading, read_rooms
from varaamo_sync.rules import Context, Hit, OwnRule, Readiness, hit, readiness
from varaamo_sync.sync import SyncOptions, SyncResult, sync

QUERY = """
SELECT room.key, room.name, room.unit, room.seats, room.area, room.wanted,
       place.tprek, place.name AS place
FROM room JOIN place ON place.id = room.place
ORDER BY room.key
"""


def look_for_area(room: Room, _: Context) -> Iterator[Hit]:
    """Find rooms of which nobody knows how large they are."""
    if room.area is None:
        yield hit("area", room=room.key)


AREA_MISSING = OwnRule(
    id="espoo/area-missing",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    title={"fi": "Pinta-ala puuttuu", "sv": "Arealen saknas", "en": "No area"},
    message={"fi": "Tilan {room} pinta-ala puuttuu.", "en": "{room} has no area."},
    fix={"fi": "Lisää pinta-ala neliömetreinä.", "en": "Add it in square metres."},
    look=look_for_area,
)


def rules() -> list[OwnRule]:
    """Return the rules; an entry point names this function."""
    return [AREA_MISSING]


def read(database: sqlite3.Connection) -> Reading:
    """Read the rooms. What is wrong with a row is a finding, and hides no other row."""
    database.row_factory = sqlite3.Row
    rows = (_as_room(row) for row in database.execute(QUERY))
    defaults: dict[str, Any] = {"access": [{"type": "unrestricted"}], "pricing": [{"free": True}]}
    return read_rooms(rows, id="espoo-tilat", catalogue={"defaults": defaults})


def _as_room(row: sqlite3.Row) -> dict[str, Any]:
    """Return a row as a catalogue's file would have it; a column without a value states nothing."""
    return {
        "key": row["key"],
        "name": {"fi": row["name"]},
        "service_unit": row["unit"],
        "venue": {"tprek": row["tprek"], "name": {"fi": row["place"]}},
        "capacity": {"max": row["seats"]},
        "area": row["area"],
        "wanted": row["wanted"],
    }


def how_ready(reading: Reading) -> Readiness:
    """Say how ready each room and each service unit is."""
    catalogue = reading.usable()
    found = check(catalogue, now=datetime.now(HELSINKI), level=Level.PUBLISH, rules=rules())
    return readiness(catalogue, (*reading.findings, *found))


def take_over(
    reading: Reading, api: BookingAPI, store: Store, **options: Unpack[SyncOptions]
) -> SyncResult:
    """Take the rooms into Varaamo; those that the own rule finds fault with go as drafts."""
    options.setdefault("rules", rules())
    return sync(reading, api, store, **options)
