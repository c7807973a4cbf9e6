"""Filters and orders of the lists (facts, section 2), as conditions of SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from varaamo_sync.sandbox.data.database import many
from varaamo_sync.sandbox.rules.refusals import RawText
from varaamo_sync.sandbox.rules.users import User
from varaamo_sync.startup.fast_dataclass import dataclass

Condition = tuple[str, tuple[Any, ...]]
Filter = Callable[[Any, User | None], Condition | None]

_NOTHING: Condition = ("FALSE", ())
_IN = "IN (SELECT value FROM json_each(?))"
_NAMES = ("nameFi", "nameSv", "nameEn")


def _equal(column: str) -> Filter:
    return lambda value, _user: (f"{column} = ?", (value,))


def _matching(sql: str) -> Filter:
    # An empty list filters nothing: every row comes (facts, section 2).
    return lambda values, _user: (sql, (many(values),)) if values else None


def _any_of(column: str) -> Filter:
    return _matching(f"{column} {_IN}")


def _numbered(values: Sequence[Any], _user: User | None) -> Condition | None:
    if None in values:
        raise RawText("Field 'id' expected a number but got None.")
    return _any_of("pk")(values, _user)


def _of_unit(column: str) -> Filter:
    sql = f"unit IN (SELECT pk FROM unit WHERE {column} = ?)"  # noqa: S608
    return lambda value, _user: (sql, (value,)) if value else None


def _text(column: str, pattern: str) -> Filter:
    def condition(text: str, _user: User | None) -> Condition | None:
        if "\x00" in text:
            raise RawText("A string literal cannot contain NUL (0x00) characters.")
        return (pattern.format(column), (text.casefold(),)) if text else None

    return condition


_PREFIX = "instr(folded({}), ?) = 1"
_WITHIN = "instr(folded({}), ?) > 0"


def _name_filters(names: Iterable[str], *, fall_back: bool = True) -> dict[str, Filter]:
    filters: dict[str, Filter] = {}
    for name in names:
        # A name that is missing in a language is looked for in Finnish, but only by the bare
        # filter. It is a prefix match, not equality (facts, section 2).
        column = f"coalesce(nullif({name}, ''), nameFi)" if fall_back else name
        filters[name] = _text(column, _PREFIX)
        filters[f"{name}_Istartswith"] = _text(name, _PREFIX)
        filters[f"{name}_Icontains"] = _text(name, _WITHIN)
    return filters


def _broken(keyword: str, columns: str) -> Filter:
    def condition(value: Any, _user: User | None) -> Condition | None:
        if value == []:
            return None
        raise RawText(f"Cannot resolve keyword '{keyword}' into field. Choices are: {columns}")

    return condition


def _visible(value: bool, _user: User | None) -> Condition:
    shown = (
        "((publishBeginsAt IS NULL OR publishBeginsAt <= now()) AND (publishEndsAt IS NULL"
        " OR publishEndsAt > now() OR publishEndsAt < publishBeginsAt))"
    )
    return f"NOT isDraft AND {'' if value else 'NOT '}{shown}", ()


def _kind(value: str, _user: User | None) -> Condition:
    if value == "DIRECT_AND_SEASON":
        return "reservationKind = ?", (value,)
    return "reservationKind IN (?, 'DIRECT_AND_SEASON')", (value,)


def _permitted(column: str, roles: frozenset[str], *, stumbles: bool = False) -> Filter:
    def condition(value: bool, user: User | None) -> Condition | None:
        if not value:
            return None
        if user is None:
            if stumbles:  # a fault of the server's own (facts, 4c)
                raise RawText("exceptions must derive from BaseException")
            return _NOTHING
        if user.has_general(roles):
            return None
        return f"{column} {_IN}", (many(user.units_with(roles)),)

    return condition


_ANY_ROLE = frozenset({"ADMIN", "HANDLER", "VIEWER", "RESERVER", "NOTIFICATION_MANAGER"})
_ROOM_PERMISSION: Mapping[str, Filter] = {
    "onlyWithPermission": _permitted("unit", _ANY_ROLE),
    # Counts handlers too, who may not write rooms (facts, section 1).
    "onlyWithManagePermission": _permitted("unit", frozenset({"ADMIN", "HANDLER"}), stumbles=True),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that can be asked for.

    Attributes:
        table: Table or view that it shows.
        order: Its order when none is asked for.
        filters: Filters by argument.
        columns: Columns of orders that are not called as the order.
        complexity: How many relations one query may join.
        shown: Condition of rows that are shown at all.
    """

    table: str
    order: str
    filters: Mapping[str, Filter]
    columns: Mapping[str, str] = field(default_factory=dict)
    complexity: int = 10
    shown: str = "TRUE"

    def where(self, arguments: Mapping[str, Any], user: User | None) -> Condition:
        """Return the condition that the arguments make."""
        conditions = [self.shown]
        parameters: list[Any] = []
        for name, condition in self.filters.items():
            if arguments.get(name) is not None and (made := condition(arguments[name], user)):
                conditions.append(f"({made[0]})")
                parameters += made[1]
        return " AND ".join(conditions), tuple(parameters)

    def order_by(self, arguments: Mapping[str, Any]) -> str:
        """Return the order that the arguments ask for."""
        orders = []
        for name in arguments.get("orderBy") or ():
            column = name.removesuffix("Asc").removesuffix("Desc")
            direction, nulls = ("DESC", "FIRST") if name.endswith("Desc") else ("ASC", "LAST")
            orders.append(f"{self.columns.get(column, column)} {direction}")
            if column == "pk":
                return ", ".join(orders)  # bare, so that SQLite reads no more rows than asked
            orders[-1] += f" NULLS {nulls}"  # where PostgreSQL puts rows without a value
        return ", ".join([*orders, "pk"]) if orders else self.order


_FALLING_BACK = {
    "nameSv": "coalesce(nullif(nameSv, ''), nameFi)",
    "nameEn": "coalesce(nullif(nameEn, ''), nameFi)",
}
_PK: Mapping[str, Filter] = {"pk": _numbered}
_UNIT_FILTERS: Mapping[str, Filter] = {
    **_name_filters(_NAMES),
    "onlyWithPermission": _permitted("pk", _ANY_ROLE - {"NOTIFICATION_MANAGER"}),
}
_UNIT_NAME = "(SELECT name{} FROM unit WHERE unit.pk = room.unit)"

LISTINGS: Mapping[str, Listing] = {
    "units": Listing("unit", "rank, pk", {**_UNIT_FILTERS, **_PK}, _FALLING_BACK, 12),
    "unitsAll": Listing(
        "unit",
        "rank, pk",
        {**_UNIT_FILTERS, "unit": _broken("unit", "id, name, rank, spaces, tprek_id")},
        _FALLING_BACK,
        12,
    ),
    "spaces": Listing(
        "space",
        "pk",
        {
            **_name_filters(["nameFi"], fall_back=False),
            **_PK,
            "onlyWithPermission": _permitted("unit", frozenset({"ADMIN"})),
        },
    ),
    "equipments": Listing("equipment", "pk", {**_name_filters(_NAMES), **_PK}, _FALLING_BACK),
    "reservationUnits": Listing(
        "room",
        "rank, pk",
        {
            **_name_filters(_NAMES),
            **_PK,
            **_ROOM_PERMISSION,
            "uuid": _broken(
                "uuid",
                "access_types, equipments, ext_uuid, id, images, is_draft, name, pricings, unit",
            ),
            "tprekId": _of_unit("tprekId"),
            "tprekDepartmentId": _of_unit("tprekDepartmentId"),
            "unit": _any_of("unit"),
            "reservationUnitType": _any_of("reservationUnitType"),
            "intendedUses": _matching(
                "EXISTS (SELECT 1 FROM roomIntendedUse WHERE room = pk"
                " AND other IN (SELECT value FROM json_each(?)))"
            ),
            "equipments": _matching(  # all of them
                "NOT EXISTS (SELECT 1 FROM json_each(?) WHERE value NOT IN"
                " (SELECT other FROM roomEquipment WHERE room = pk))"
            ),
            "isDraft": _equal("isDraft"),
            "isVisible": _visible,
            "reservationKind": _kind,
            "publishingState": _any_of("publishingState"),
            "reservationState": _any_of("reservationState"),
        },
        {
            **_FALLING_BACK,
            **{f"unitName{lang}": _UNIT_NAME.format(lang) for lang in ("Fi", "En", "Sv")},
        },
        30,
        "NOT isArchived",  # facts, section 2: an archived room vanishes from every query
    ),
    "reservationUnitsAll": Listing(
        "room",
        "rank, pk",
        {**_name_filters(_NAMES), **_ROOM_PERMISSION, "unit": _any_of("unit")},
        _FALLING_BACK,
        30,
        "NOT isArchived",
    ),
    "reservationUnitTypes": Listing(
        "reservationUnitType", "rank, pk", {**_name_filters(_NAMES), **_PK}, _FALLING_BACK
    ),
    "reservationUnitCancellationRules": Listing("cancellationRule", "pk", _PK),
    "taxPercentages": Listing(
        "taxPercentage",
        "pk",
        {
            **_PK,
            "value": lambda value, _user: ("CAST(value AS REAL) = CAST(? AS REAL)", (str(value),)),
            "isEnabled": _equal("isEnabled"),
        },
    ),
    "intendedUses": Listing(
        "intendedUse", "rank, pk", {**_name_filters(_NAMES), **_PK}, _FALLING_BACK
    ),
    "termsOfUse": Listing("termsOfUse", "pk", {**_PK, "termsType": _equal("termsType")}),
}
"""Every list that can be asked for, by its name."""
