"""The API's own scalars: how they are read and written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from graphql import GraphQLError, GraphQLSchema, Undefined

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
    try:
        return Decimal(value)
    except (ArithmeticError, TypeError, ValueError):
        return Undefined


def _from_text(name: str, parse: Parse) -> Parse:
    def parse_value(value: Any) -> Any:
        if not isinstance(value, str):
            raise GraphQLError(f"{name} cannot represent non-string value: {value!r}")
        try:
            return parse(value)
        except ValueError:
            raise GraphQLError(f"{name} cannot represent value: {value!r}") from None

    return parse_value


_SCALARS: dict[str, tuple[Parse, Parse]] = {
    "Date": (str, _from_text("Date", date.fromisoformat)),
    "DateTime": (str, _from_text("DateTime", _parse_moment)),
    "UUID": (str, _from_text("UUID", UUID)),
    "Decimal": (str, _parse_decimal),
    "Duration": (_serialize_seconds, _parse_seconds),
}
"""How each is written and read; an ``Upload`` comes and goes as it is."""


def bind_scalars(schema: GraphQLSchema) -> None:
    """Give the scalars of a schema their functions; literals are read as variables are."""
    for name, (serialize, parse) in _SCALARS.items():
        setattr(schema.type_map[name], "serialize", serialize)  # noqa: B010  # the library's way
        setattr(schema.type_map[name], "parse_value", parse)  # noqa: B010
