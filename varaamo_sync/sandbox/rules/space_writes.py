"""Creating, changing and deleting spaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.rules.context import Context
from varaamo_sync.sandbox.rules.fields import SPACE
from varaamo_sync.sandbox.rules.inputs import read_input
from varaamo_sync.sandbox.rules.refusals import Code, Invalid, RawText

_BY_PK = "SELECT * FROM space WHERE pk = ?"


def create_space(context: Context, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Create a space; its code need not be unique (facts, section 4)."""
    database = context.database
    context.check_create(sent["unit"])
    with database.transaction():
        values = _values(database, sent)
        return _payload(database, database.insert("space", values))


def update_space(context: Context, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Change a space; its parent may be in another venue (facts, 4b)."""
    database = context.database
    with database.transaction():
        space = context.find_to("update", "Space", _BY_PK, sent["pk"])
        values = _values(database, sent)
        _check_parent(database, space["pk"], values.get("parent"))
        database.update("space", space["pk"], values)
        return _payload(database, space["pk"])


def delete_space(context: Context, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Delete a space that no room uses; archived rooms count too (facts, 4b)."""
    database = context.database
    with database.transaction():
        space = context.find_to("delete", "Space", _BY_PK, sent["pk"])
        if database.exists("SELECT 1 FROM roomSpace WHERE other = ?", space["pk"]):
            raise Invalid.whole("Reservation units use the space.", Code.INVALID)
        database.run("UPDATE space SET parent = NULL WHERE parent = ?", space["pk"])
        database.run("DELETE FROM space WHERE pk = ?", space["pk"])
        return {"deleted": True}


def _values(database: Database, sent: Mapping[str, Any]) -> dict[str, Any]:
    values = read_input(SPACE, sent, database)
    if "name" in values:
        name = values.pop("name")
        values.setdefault("nameFi", name)  # nameFi wins, even null (facts, section 2)
    return values


def _check_parent(database: Database, pk: int, parent: int | None) -> None:
    if parent == pk:
        raise RawText("A node may not be made a child of itself.")
    while parent is not None:
        parent = database.value("SELECT parent FROM space WHERE pk = ?", parent)
        if parent == pk:
            raise RawText("A node may not be made a child of any of its descendants.")


def _payload(database: Database, pk: int) -> dict[str, Any]:
    space = database.row(_BY_PK, pk)
    assert space is not None
    space["name"] = space["nameFi"]
    return space
