"""Relations between rows, each read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from varaamo_sync.sandbox.data.database import Row
from varaamo_sync.sandbox.graphql.asked import Asked

Resolver = Callable[..., Any]

_UNENDING = "9999-12-31"


def to_one(table: str, column: str) -> Resolver:
    """Return a resolver of the row that a column points at."""
    sql = f"SELECT * FROM {table} WHERE pk = ?"  # noqa: S608

    def resolve(row: Row, asked: Asked) -> Row | None:
        related: Row | None = asked.context.database.row(sql, row[column])
        return related

    return resolve


def to_many(sql: str) -> Resolver:
    """Return a resolver of the rows of a query whose one parameter is a row's number."""

    def resolve(row: Row, asked: Asked) -> list[Row]:
        rows: list[Row] = asked.context.database.rows(sql, row["pk"])
        return rows

    return resolve


def linked_rows(link: str, table: str, order: str) -> Resolver:
    """Return a resolver of rows of a table that a link table joins to a room."""
    return to_many(
        f"SELECT other.* FROM {link} AS link JOIN {table} AS other ON other.pk = link.other"  # noqa: S608
        f" WHERE link.room = ? ORDER BY {order}"
    )


def child_rows(table: str, column: str, order: str) -> Resolver:
    """Return a resolver of rows whose column points at a row."""
    return to_many(f"SELECT * FROM {table} WHERE {column} = ? ORDER BY {order}")  # noqa: S608


# Past prices are hidden; where none is in force, those to come are hidden too (facts, 4b).
_PRICINGS = to_many(
    """
    SELECT * FROM pricing AS price WHERE reservationUnit = ? AND begins >= (
        SELECT max(begins) FROM pricing
        WHERE reservationUnit = price.reservationUnit AND begins <= today()
    )
    ORDER BY pk
    """
)

_ACCESS_TYPES = child_rows("accessType", "reservationUnit", "beginDate")


def access_types(row: Row, asked: Asked, **arguments: Any) -> list[Row]:
    """Return the access types of a room; past ones too, unless they are filtered out."""
    rows: list[Row] = _ACCESS_TYPES(row, asked)
    today = asked.context.database.today().isoformat()
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
    "spaces": linked_rows("roomSpace", "space", "other.pk"),
    # Whatever order they were sent in, the server has its own (facts, 4b).
    "intendedUses": linked_rows("roomIntendedUse", "intendedUse", "other.rank"),
    "equipments": linked_rows("roomEquipment", "equipment", "other.pk"),
    "images": child_rows("image", "reservationUnit", "imageType, pk"),
    "pricings": _PRICINGS,
    "accessTypes": access_types,
}

UNIT: Mapping[str, Resolver] = {
    "reservationUnits": child_rows("room", "NOT isArchived AND unit", "rank, pk"),
    "spaces": child_rows("space", "unit", "pk"),
}

SPACE: Mapping[str, Resolver] = {
    "unit": to_one("unit", "unit"),
    "parent": to_one("space", "parent"),
    "children": child_rows("space", "parent", "pk"),
}
