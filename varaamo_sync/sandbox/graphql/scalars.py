"""The API's own scalars: how they are read and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from graphql import GraphQLSchema

Parse = Callable[[Any], Any]


def _serialize_seconds(value: Any) -> int | None:
    # What the server filled in itself it cannot write (facts, 4c).
    return int(value.total_seconds()) if isinstance(value, timedelta) else None


def _parse_seconds(value: Any) -> timedelta | None:
    # Anything but a number silently becomes null at the server, and clears the field.
    return timedelta(seconds=value) if isinstance(value, int) else None


def _parse_moment(text: str) -> datetime:
    # An offset with seconds, as Helsinki's until May 1921, is not understood (facts, 4c).
    moment = datetime.fromisoformat(text)
    if (moment.utcoffset() or timedelta()) % timedelta(minutes=1):
        raise ValueError(text)
    return moment


def _parse_decimal(value: Any) -> Any:
    from graphql import Undefined  # who reads one this way has loaded it

    try:
        return Decimal(value)
    except (ArithmeticError, TypeError, ValueError):
        return Undefined


def _from_text(name: str, parse: Parse) -> Parse:
    def parse_value(value: Any) -> Any:
        from graphql import GraphQLError  # who reads one this way has loaded it

        if not isinstance(value, str):
            raise GraphQLError(f"{name} cannot represent non-string value: {value!r}")
        try:
            return parse(value)
        except ValueError:
            raise GraphQLError(f"{name} cannot represent value: {value!r}") from None

    return parse_value


WRITE: Mapping[str, Callable[[Any], Any]] = {
    "Date": str,
    "DateTime": str,
    "UUID": str,
    "Decimal": str,
    "Duration": _serialize_seconds,
}
"""How each is written; an ``Upload`` comes and goes as it is."""

_READ: Mapping[str, Parse] = {
    "Date": _from_text("Date", date.fromisoformat),
    "DateTime": _from_text("DateTime", _parse_moment),
    "UUID": _from_text("UUID", UUID),
    "Decimal": _parse_decimal,
    "Duration": _parse_seconds,
}
"""How each is read."""


def bind_scalars(schema: GraphQLSchema) -> None:
    """Give the scalars of a schema their functions; literals are read as variables are."""
    for name, parse in _READ.items():
        setattr(schema.type_map[name], "serialize", WRITE[name])  # noqa: B010  # the library's way
        setattr(schema.type_map[name], "parse_value", parse)  # noqa: B010
