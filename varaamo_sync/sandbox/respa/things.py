"""What resources are made of: types, purposes, equipment and its categories, terms of use."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from varaamo_sync.sandbox.data.database import Database, many
from varaamo_sync.sandbox.rest.values import Values

_MICROSECONDS = 1_000_000


def exists(database: Database, kind: str, id: str) -> bool:
    """Whether there is a unit, or a thing of a kind, with an id."""
    if kind == "unit":
        return database.exists("SELECT 1 FROM respaUnit WHERE pk = ?", id)
    return database.exists("SELECT 1 FROM respaThing WHERE kind = ? AND id = ?", kind, id)


def ids_of(database: Database, kind: str) -> list[str]:
    """Return the ids of all things of a kind, by their Finnish names."""
    rows = database.rows("SELECT id, content FROM respaThing WHERE kind = ?", kind)
    return [row["id"] for row in sorted(rows, key=lambda row: (_name(row), row["id"]))]


def _name(row: Any) -> str:
    return str((json.loads(row["content"]).get("name") or {}).get("fi", ""))


def things(database: Database, kind: str, ids: Sequence[str]) -> list[Values]:
    """Return some things of a kind, in the order of their ids."""
    rows = database.rows(
        "SELECT id, content FROM respaThing"
        " WHERE kind = ? AND id IN (SELECT value FROM json_each(?))",
        kind,
        many(ids),
    )
    found = {row["id"]: {**json.loads(row["content"]), "id": row["id"]} for row in rows}
    return [found[id] for id in ids if id in found]


def add_thing(database: Database, kind: str, content: Values, id: str | None = None) -> str:
    """Add a thing of a kind and return its id."""
    own = {name: value for name, value in content.items() if name != "id"}
    chosen = id or new_id(database)
    values = {"kind": kind, "id": chosen, "content": json.dumps(own)}
    database.insert("respaThing", values)
    return chosen


def new_id(database: Database) -> str:
    """Return an id as the server makes them: of this microsecond, or of the next free one."""
    number = _number(database.now())
    while _is_taken(database, id := _id(number)):
        number += 1
    return id


def _number(moment: datetime) -> int:
    return int(moment.timestamp()) * _MICROSECONDS + moment.microsecond


def _id(number: int) -> str:
    packed = struct.pack(">Q", number).lstrip(b"\0")
    return base64.b32encode(packed).decode().rstrip("=").lower()


def _is_taken(database: Database, id: str) -> bool:
    return any(
        database.exists(f"SELECT 1 FROM {table} WHERE {column} = ?", id)  # noqa: S608  # its own
        for table, column in (
            ("respaResource", "pk"),
            ("respaUnit", "pk"),
            ("respaThing", "id"),
            ("respaImage", "stamp"),
        )
    )
