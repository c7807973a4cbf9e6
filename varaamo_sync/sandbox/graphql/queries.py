"""What can be asked: lists, single rows, and who is logged in."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

from varaamo_sync.sandbox.data.database import Row
from varaamo_sync.sandbox.graphql.asked import Asked
from varaamo_sync.sandbox.graphql.listings import LISTINGS, Listing
from varaamo_sync.sandbox.graphql.paging import page_of
from varaamo_sync.sandbox.graphql.relations import Resolver
from varaamo_sync.sandbox.graphql.room_fields import availability, not_calculated
from varaamo_sync.sandbox.rules.context import Context
from varaamo_sync.sandbox.rules.refusals import Code, RawText, Refused
from varaamo_sync.sandbox.rules.users import PERMISSIONS

_CALCULATED = frozenset({"isClosed", "firstReservableDatetime", "effectiveAccessType"})


def paged_list(name: str) -> Resolver:
    """Return the resolver of a list that comes in pages."""
    listing = LISTINGS[name]

    def resolve(_root: None, asked: Asked, **arguments: Any) -> dict[str, Any]:
        if name == "reservationUnitCancellationRules" and asked.context.user is None:
            raise Refused("No permission to access node.", Code.FILTER_PERMISSION_DENIED)
        _check_complexity(asked, listing.complexity)
        names = asked.selected() if listing.table == "room" else frozenset()
        calculate = bool(arguments.get("calculateFirstReservableTime"))

        def fetch(start: int, size: int) -> list[Row]:
            rows = _rows(asked, listing, arguments, "*", (size, start))
            for row in rows:
                row["_calculated"] = calculate
                row["_refused"] = _refuses_row(names, calculated=calculate)
                if calculate:  # asked for or not: one that cannot be takes all down
                    availability(row, asked)
            return rows

        total: int = _rows(asked, listing, arguments, "count(*) AS total")[0]["total"]
        if calculate and arguments.get("showOnlyReservable"):
            free = [row for row in fetch(0, total) if availability(row, asked)[1] is not None]
            page = page_of(arguments, len(free), lambda start, size: free[start : start + size])
        else:
            page = page_of(arguments, total, fetch)
        asked.context.faults.listed(name, more=page["pageInfo"]["hasNextPage"])
        return page

    return resolve


def _rows(
    asked: Asked,
    listing: Listing,
    arguments: Mapping[str, Any],
    columns: str = "*",
    limit: tuple[int, int] = (-1, 0),
) -> list[Row]:
    context: Context = asked.context
    where, parameters = listing.where(arguments, context.user)
    return context.database.rows(
        f"SELECT {columns} FROM {listing.table} WHERE {where}"  # noqa: S608  # the sandbox's own
        f" ORDER BY {listing.order_by(arguments)} LIMIT ? OFFSET ?",
        *parameters,
        *limit,
    )


def _check_complexity(asked: Asked, most: int) -> None:
    if asked.joined() > most:
        raise RawText(f"Query complexity exceeds the maximum allowed of {most}")


def _refuses_row(names: frozenset[str], *, calculated: bool) -> bool:
    # These take the whole row down, though two of them may be null (facts, 4b). ``isClosed``
    # may not, so it does so by itself, with the better path.
    asked = names & _CALCULATED
    return bool(asked) and not calculated and "isClosed" not in asked


def edge_node(edge: dict[str, Any], _asked: Asked) -> Row:
    """Return the row of an edge."""
    row: Row = edge["node"]
    if row.get("_refused"):
        raise not_calculated()
    return row


def whole_list(name: str) -> Resolver:
    """Return the resolver of a list that comes in one piece."""

    def resolve(_root: None, asked: Asked, **arguments: Any) -> list[Row]:
        rows = _rows(asked, LISTINGS[name], arguments)
        asked.context.faults.listed(name, more=True)
        return rows

    return resolve


def single(kind: str, listing: Listing) -> Resolver:
    """Return the resolver of one row by its global id; an unknown one is null, without error."""

    def resolve(_root: None, asked: Asked, id: str) -> Row | None:
        pk = _pk_of(kind, id, asked)
        _check_complexity(asked, listing.complexity)
        context: Context = asked.context
        row = context.database.row(
            f"SELECT * FROM {listing.table} WHERE pk = ? AND {listing.shown}",  # noqa: S608
            pk,
        )
        if row is not None and _refuses_row(asked.selected(), calculated=False):
            raise not_calculated()
        return row

    return resolve


def global_id(kind: str, pk: Any) -> str:
    """Return the id by which a row is asked for."""
    return base64.b64encode(f"{kind}:{pk}".encode()).decode()


def _pk_of(kind: str, text: str, asked: Asked) -> int:
    try:
        found, _, pk = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        found, pk = "", ""
    if not found:
        raise RawText(
            f'Unable to parse global ID "{text}". Make sure it is a base64 encoded string in the'
            ' format: "TypeName:id". Exception message: Invalid Global ID'
        )
    if not asked.has_type(found):
        raise RawText(f'Relay Node "{found}" not found in schema')
    if found != kind:
        raise RawText(f"Must receive a {kind} id.")
    if not pk.isdecimal():
        raise RawText(f"Field 'id' expected a number but got {pk!r}.")
    return int(pk)


def current_user(_root: None, asked: Asked) -> Row | None:
    """Return who is logged in, or nobody."""
    context: Context = asked.context
    if context.user is None:
        return None
    return context.database.row("SELECT * FROM user WHERE pk = ?", context.user.pk)


def check_permissions(
    _root: None,
    asked: Asked,
    permission: str,
    units: Sequence[int] | None = None,
    requireAll: bool = False,  # noqa: N803  # as the API spells it
) -> dict[str, bool]:
    """Tell whether who is logged in has a permission for some venues."""
    user = asked.context.user
    return {
        "hasPermission": user is not None
        and user.has_permission(permission, units or (), require_all=bool(requireAll))
    }


def permissions(role: Row, _asked: Asked) -> list[str]:
    """Return the permissions that a role gives."""
    return sorted(name for name, roles in PERMISSIONS.items() if role["role"] in roles)
