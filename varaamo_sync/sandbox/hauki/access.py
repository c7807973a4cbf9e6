"""Who asks, and what they may do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.hauki.refusals import NO_SUCH_TOKEN, OTHER_SOURCE
from varaamo_sync.sandbox.rest.refusals import NO_CREDENTIALS, NO_RIGHT, forbidden, invalid
from varaamo_sync.startup.fast_dataclass import dataclass

_KEYWORD = "APIToken"


@dataclass(frozen=True, slots=True)
class HaukiUser:
    """Whose token was sent.

    Attributes:
        organizations: Those that the user is a member of.
        sources: Data sources whose origins the user may write.
    """

    username: str
    organizations: frozenset[str]
    sources: frozenset[str]


def user_of(database: Database, authorization: str | None) -> HaukiUser | None:
    """Return who asks; ``None`` for somebody without a token.

    Raises:
        Refused: Nobody has this token.
    """
    keyword, _, token = (authorization or "").partition(" ")
    if keyword.casefold() != _KEYWORD.casefold():
        return None
    row = database.row("SELECT * FROM haukiUser WHERE token = ?", token.strip())
    if row is None:
        raise forbidden(NO_SUCH_TOKEN)
    organizations, sources = (json.loads(row[name]) for name in ("organizations", "sources"))
    return HaukiUser(row["username"], frozenset(organizations), frozenset(sources))


def demand_user(user: HaukiUser | None) -> HaukiUser:
    """Return who asks.

    Raises:
        Refused: They have not said so.
    """
    if user is None:
        raise forbidden(NO_CREDENTIALS)
    return user


def is_member(database: Database, user: HaukiUser, resource: int) -> bool:
    """Whether somebody belongs to the organizations of a resource: of all that it belongs to."""
    ancestry = set(_organizations_above(database, resource))
    own = database.value("SELECT organization FROM haukiResource WHERE pk = ?", resource)
    return ancestry <= user.organizations if ancestry else own in user.organizations


def _organizations_above(database: Database, resource: int) -> Iterator[str]:
    sql = (
        "SELECT pk, organization FROM haukiParent JOIN haukiResource ON pk = parent WHERE child = ?"
    )
    for row in database.rows(sql, resource):
        if row["organization"]:
            yield row["organization"]
        yield from _organizations_above(database, row["pk"])


def may_change(database: Database, user: HaukiUser | None, resource: int) -> bool:
    """Whether somebody may change or delete what is there of a resource."""
    editable = not database.exists(
        "SELECT 1 FROM haukiOrigin JOIN haukiSource ON id = source"
        " WHERE resource = ? AND NOT editable",
        resource,
    )
    return editable and user is not None and is_member(database, user, resource)


def check_change(database: Database, user: HaukiUser | None, resource: int) -> None:
    """Refuse who may not change what is there of a resource.

    Raises:
        Refused: They may not; nobody may where its data source is read-only.
    """
    demand_user(user)
    if not may_change(database, user, resource):
        raise forbidden(NO_RIGHT)


def check_sources(database: Database, user: HaukiUser, origins: list[dict[str, Any]]) -> None:
    """Refuse origins of data sources that are not the user's.

    Raises:
        Refused: One of them is one.
    """
    wrong: dict[str, Any] = {}
    for place, origin in enumerate(origins):
        source = origin["data_source"]
        row = database.row("SELECT editable FROM haukiSource WHERE id = ?", source)
        said = None
        if row is None:
            said = f"Data source {source} does not exist."
        elif source not in user.sources:
            said = OTHER_SOURCE
        elif not row["editable"]:
            said = f"All data from data source {source} is read-only."
        if said:
            wrong[str(place)] = {"data_source": {"non_field_errors": [said]}}
    if wrong:
        raise invalid({"origins": wrong})
