"""Which resources a list holds, and in which order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.respa.access import RespaUser
from varaamo_sync.sandbox.respa.hours import shown_hours
from varaamo_sync.sandbox.respa.inputs.texts import LANGS
from varaamo_sync.sandbox.respa.records import Resource, resources, units
from varaamo_sync.sandbox.respa.things import ids_of, things
from varaamo_sync.sandbox.rest.refusals import invalid
from varaamo_sync.sandbox.rest.values import Values
from varaamo_sync.startup.fast_dataclass import dataclass

_TRUTHS = {"true": True, "false": False}
_FREE, _BETWEEN = "free_of_charge", "available_between"
_LAST = "\U0010ffff"
"""Where names that are missing stand."""


def listed(database: Database, user: RespaUser | None, query: Mapping[str, str]) -> list[str]:
    """Return the ids of the resources that a request asks for, in its order.

    A filter that is not understood is no error: it filters nothing.

    Raises:
        Refused: It asks for what is free between two moments, and they are none.
    """
    around = _Around(
        database,
        {unit["id"]: unit for unit in units(database)},
        {one["id"]: one for one in things(database, "type", ids_of(database, "type"))},
        {one["id"]: one for one in things(database, "purpose", ids_of(database, "purpose"))},
    )
    found = [
        one
        for one in resources(database)
        if (one.public or (user is not None and user.sees_hidden(one.unit)))
        and all(test(around, one, query[name]) for name, test in _TESTS.items() if query.get(name))
    ]
    found.sort(key=lambda one: (around.unit_name(one), around.name(one, "fi"), one.id))
    order = query.get("order_by", "")
    key = _ORDERS.get(order.removeprefix("-"))
    if key:
        found.sort(key=lambda one: key(around, one), reverse=order.startswith("-"))
    return [one.id for one in found]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around resources."""

    database: Database
    units: Mapping[str, Values]
    types: Mapping[str, Values]
    purposes: Mapping[str, Values]

    def name(self, one: Resource, lang: str) -> str:
        return str((one.values["name"] or {}).get(lang) or _LAST)

    def unit_name(self, one: Resource, lang: str = "fi") -> str:
        return str(self.units[one.unit]["name"].get(lang) or _LAST)

    def type_name(self, one: Resource, lang: str = "fi") -> str:
        return str(self.types[one.values["type"]]["name"].get(lang) or _LAST)

    def searched(self, one: Resource) -> str:
        """Return the texts that a search looks into."""
        texts = (
            one.values["name"],
            one.values.get("description"),
            self.units[one.unit]["name"],
            self.types[one.values["type"]]["name"],
        )
        found = [str((text or {}).get(lang) or "") for text in texts for lang in LANGS]
        return "\n".join([*found, *one.values["tags"]]).casefold()


Test = Callable[[_Around, Resource, str], bool]
Key = Callable[[_Around, Resource], Any]


def _searched(around: _Around, one: Resource, text: str) -> bool:
    words = re.split(r"[\s,]+", text.casefold().strip(" ,"))
    return all(word in around.searched(one) for word in words)


def _unit(_: _Around, one: Resource, text: str) -> bool:
    return one.unit.casefold() == text.casefold()


def _type(_: _Around, one: Resource, text: str) -> bool:
    return one.values["type"] in text.split(",")


def _purpose(around: _Around, one: Resource, text: str) -> bool:
    own = one.values["purposes"]
    above = [around.purposes[id].get("parent") for id in own if id in around.purposes]
    return text.casefold() in [id.casefold() for id in (*own, *above) if id]


def _equipment(_: _Around, one: Resource, text: str) -> bool:
    return bool(set(one.values["equipment"]) & set(text.split(",")))


def _people(_: _Around, one: Resource, text: str) -> bool:
    return not text.isdecimal() or (one.values["people_capacity"] or 0) >= int(text)


def _handled(_: _Around, one: Resource, text: str) -> bool:
    wanted = _TRUTHS.get(text.casefold())
    return wanted is None or one.values["need_manual_confirmation"] is wanted


def _free(_: _Around, one: Resource, text: str) -> bool:
    wanted = _TRUTHS.get(text.casefold())
    return wanted is None or (Decimal(one.values["min_price"] or 0) <= 0) is wanted


def _municipality(around: _Around, one: Resource, text: str) -> bool:
    return around.units[one.unit].get("municipality") in text.split(",")


def _nothing(_: _Around, __: Resource, ___: str) -> bool:
    return False  # there are no groups, and nobody has favourites


def _favourite(_: _Around, __: Resource, text: str) -> bool:
    return _TRUTHS.get(text.casefold()) is not True


def _between(around: _Around, one: Resource, text: str) -> bool:
    """Whether a resource is open between two moments, or for some minutes between them."""
    begin, end, least = _span(text)
    hours = shown_hours(around.database, one.id, begin.date(), end.date())[0]
    if hours["opens"] is None:
        return False
    opens, closes = (datetime.fromisoformat(hours[name]) for name in ("opens", "closes"))
    if least is None:
        return opens <= begin and end <= closes
    return min(end, closes) - max(begin, opens) >= least


def _span(text: str) -> tuple[datetime, datetime, timedelta | None]:
    parts = text.replace(" ", "+").split(",")
    if len(parts) not in (2, 3):
        raise _said("available_between takes two or three comma-separated values.")
    moments = []
    for part in parts[:2]:
        try:
            moment = datetime.fromisoformat(part)
        except ValueError:
            raise _said(f"'{part}' must be a timestamp in ISO 8601 format") from None
        moments.append(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    begin, end = moments
    if begin.date() != end.date():
        raise _said("available_between timestamps must be on the same day.")
    if len(parts) == 2:
        return begin, end, None
    if not parts[2].isdecimal():
        raise _said("available_between period must be an integer.")
    return begin, end, timedelta(minutes=int(parts[2]))


def _said(detail: str) -> Any:
    return invalid({"detail": detail})


_TESTS: Mapping[str, Test] = {
    "search": _searched,
    "unit": _unit,
    "type": _type,
    "purpose": _purpose,
    "equipment": _equipment,
    "people": _people,
    "need_manual_confirmation": _handled,
    _FREE: _free,
    "municipality": _municipality,
    "resource_group": _nothing,
    "is_favorite": _favourite,
    _BETWEEN: _between,
}


def _by(named: Callable[[_Around, Resource, str], str], lang: str) -> Key:
    return lambda around, one: named(around, one, lang)


_ORDERS: Mapping[str, Key] = {
    "people_capacity": lambda _, one: one.values["people_capacity"] or 0,
    **{
        f"{kind}_name_{lang}": _by(named, lang)
        for kind, named in (
            ("resource", _Around.name),
            ("unit", _Around.unit_name),
            ("type", _Around.type_name),
        )
        for lang in LANGS
    },
}
