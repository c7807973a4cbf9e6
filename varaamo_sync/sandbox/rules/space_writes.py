"""Creating, changing and deleting spaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varaamo_sync.sandbox.data.database import Database, Row
from varaamo_sync.sandbox.rules.codes import Code
from varaamo_sync.sandbox.rules.context import Context
from varaamo_sync.sandbox.rules.fields import SPACE
from varaamo_sync.sandbox.rules.inputs import read_input
from varaamo_sync.sandbox.rules.refusals import Invalid, RawText, Refused
from varaamo_sync.sandbox.rules.users import can_manage


def create_space(context: Context, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Create a space; its code need not be unique (facts, section 4)."""
    database = context.database
    if not database.exists("SELECT 1 FROM unit WHERE pk = ?", sent["unit"]):
        raise Refused(f"Unit with pk {sent['unit']} does not exist.", Code.ENTITY_NOT_FOUND)
    if not can_manage(context.user, sent["unit"]):
        raise Refused("No permission to create.", Code.CREATE_PERMISSION_DENIED)
    with database.transaction():
        values = _values(database, sent)
        return _payload(database, database.insert("space", values))


def update_space(context: Context, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Change a space; its parent may be in another venue (facts, 4b)."""
    database = context.database
    with database.transaction():
        space = _space(database, sent["pk"])
        if not can_manage(context.user, space["unit"]):
            raise Refused("No permission to update.", Code.UPDATE_PERMISSION_DENIED)
        values = _values(database, sent)
        _check_parent(database, space["pk"], values.get("parent"))
        database.update("space", space["pk"], values)
        return _payload(database, space["pk"])


def delete_space(context: Context, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Delete a space that no room uses; archived rooms count too (facts, 4b)."""
    database = context.database
    with database.transaction():
        space = _space(database, sent["pk"])
        if not can_manage(context.user, space["unit"]):
            raise Refused("No permission to delete.", Code.DELETE_PERMISSION_DENIED)
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


def _space(database: Database, pk: int | str) -> Row:
    space = database.row("SELECT * FROM space WHERE pk = ?", pk)
    if space is None:
        raise Refused(
            f"`Space` object matching query `{{'pk': {pk!r}}}` does not exist.", Code.NOT_FOUND
        )
    return space


def _check_parent(database: Database, pk: int, parent: int | None) -> None:
    if parent == pk:
        raise RawText("A node may not be made a child of itself.")
    while parent is not None:
        parent = database.value("SELECT parent FROM space WHERE pk = ?", parent)
        if parent == pk:
            raise RawText("A node may not be made a child of any of its descendants.")


def _payload(database: Database, pk: int) -> dict[str, Any]:
    space = database.row("SELECT * FROM space WHERE pk = ?", pk)
    assert space is not None
    space["name"] = space["nameFi"]
    return space
