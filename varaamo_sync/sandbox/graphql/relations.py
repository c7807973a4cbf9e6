"""Relations between rows, each loaded for a whole page with one query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import GraphQLResolveInfo as Info

from varaamo_sync.sandbox.data.database import Row, many

Resolver = Callable[..., Any]

_UNENDING = "9999-12-31"


def to_one(table: str, column: str) -> Resolver:
    """Return a resolver of the row that a column points at."""
    sql = f"SELECT * FROM {table} WHERE pk IN (SELECT value FROM json_each(?))"  # noqa: S608

    def resolve(row: Row, info: Info) -> Row | None:
        if column not in row.loaded:
            wanted = {sibling[column] for sibling in row.batch} - {None}
            found = {one["pk"]: one for one in info.context.database.rows(sql, many(wanted))}
            for sibling in row.batch:
                sibling.loaded[column] = found.get(sibling[column])
        related: Row | None = row.loaded[column]
        return related

    return resolve


def to_many(name: str, sql: str) -> Resolver:
    """Return a resolver of rows that belong to a row.

    Args:
        name: Name of the relation.
        sql: Query with one parameter, the owners' numbers; each row says its ``owner``.
    """

    def resolve(row: Row, info: Info) -> list[Row]:
        if name not in row.loaded:
            owners = {sibling["pk"] for sibling in row.batch}
            found: dict[Any, list[Row]] = {owner: [] for owner in owners}
            for one in info.context.database.rows(sql, many(owners)):
                found[one["owner"]].append(one)
            for sibling in row.batch:
                sibling.loaded[name] = found[sibling["pk"]]
        rows: list[Row] = row.loaded[name]
        return rows

    return resolve


def linked(name: str, link: str, table: str, order: str) -> Resolver:
    """Return a resolver of rows of a table that a link table joins to rooms."""
    return to_many(
        name,
        f"SELECT other.*, link.room AS owner FROM {link} AS link"  # noqa: S608
        f" JOIN {table} AS other ON other.pk = link.other"
        f" WHERE link.room IN (SELECT value FROM json_each(?)) ORDER BY {order}",
    )


def children(name: str, table: str, column: str, order: str) -> Resolver:
    """Return a resolver of rows whose column points at a row."""
    return to_many(
        name,
        f"SELECT *, {column} AS owner FROM {table}"  # noqa: S608
        f" WHERE {column} IN (SELECT value FROM json_each(?)) ORDER BY {order}",
    )


# Past prices are hidden; where none is in force, those to come are hidden too (facts, 4b).
_PRICINGS = to_many(
    "pricings",
    """
    SELECT *, reservationUnit AS owner FROM pricing AS price
    WHERE reservationUnit IN (SELECT value FROM json_each(?)) AND begins >= (
        SELECT max(begins) FROM pricing
        WHERE reservationUnit = price.reservationUnit AND begins <= today()
    )
    ORDER BY pk
    """,
)

_ACCESS_TYPES = children("accessTypes", "accessType", "reservationUnit", "beginDate")


def access_types(row: Row, info: Info, **arguments: Any) -> list[Row]:
    """Return the access types of a room; past ones too, unless they are filtered out."""
    rows: list[Row] = _ACCESS_TYPES(row, info)
    today = info.context.database.today().isoformat()
    ends = [later["beginDate"] for later in rows[1:]] + [_UNENDING]
    chosen = list(zip(rows, ends, strict=False))
    if arguments.get("isActiveOrFuture") is not None:
        current = arguments["isActiveOrFuture"]
        chosen = [(access, end) for access, end in chosen if (end > today) == current]
    if arguments.get("pk"):
        chosen = [(access, end) for access, end in chosen if access["pk"] in arguments["pk"]]
    result = [access for access, _ in chosen]
    for order in reversed(arguments.get("orderBy") or []):
        column = order.removesuffix("Asc").removesuffix("Desc")
        result.sort(key=lambda access: access[column], reverse=order.endswith("Desc"))
    return result


ROOM: Mapping[str, Resolver] = {
    "unit": to_one("unit", "unit"),
    "reservationUnitType": to_one("reservationUnitType", "reservationUnitType"),
    "cancellationTerms": to_one("termsOfUse", "cancellationTerms"),
    "serviceSpecificTerms": to_one("termsOfUse", "serviceSpecificTerms"),
    "pricingTerms": to_one("termsOfUse", "pricingTerms"),
    "paymentTerms": to_one("termsOfUse", "paymentTerms"),
    "cancellationRule": to_one("cancellationRule", "cancellationRule"),
    "spaces": linked("spaces", "roomSpace", "space", "other.pk"),
    # Whatever order they were sent in, the server has its own (facts, 4b).
    "intendedUses": linked("intendedUses", "roomIntendedUse", "intendedUse", "other.rank"),
    "equipments": linked("equipments", "roomEquipment", "equipment", "other.pk"),
    "images": children("images", "image", "reservationUnit", "imageType, pk"),
    "pricings": _PRICINGS,
    "accessTypes": access_types,
}

UNIT: Mapping[str, Resolver] = {
    "reservationUnits": to_many(
        "reservationUnits",
        "SELECT *, unit AS owner FROM room"
        " WHERE NOT isArchived AND unit IN (SELECT value FROM json_each(?)) ORDER BY rank, pk",
    ),
    "spaces": children("spaces", "space", "unit", "pk"),
}

SPACE: Mapping[str, Resolver] = {
    "unit": to_one("unit", "unit"),
    "parent": to_one("space", "parent"),
    "children": children("children", "space", "parent", "pk"),
}

HOURS = to_many(
    "hours",
    "SELECT *, reservationUnit AS owner FROM hours"
    " WHERE reservationUnit IN (SELECT value FROM json_each(?))",
)
"""Opening hours of a room: none or one row."""
