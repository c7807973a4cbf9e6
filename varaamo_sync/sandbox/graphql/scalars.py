"""The API's own scalars: how they are read and written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLError,
    GraphQLScalarType,
    GraphQLSchema,
    IntValueNode,
    StringValueNode,
    Undefined,
    ValueNode,
    print_ast,
)

Parse = Callable[[Any], Any]


def _as_text(value: Any) -> str:
    return str(value)


def _seconds(value: Any) -> int | None:
    # What the server filled in itself it cannot write (facts, 4c).
    return int(value.total_seconds()) if isinstance(value, timedelta) else None


def _parse_seconds(value: Any) -> timedelta | None:
    # Anything but a number silently becomes null at the server, and clears the field.
    return timedelta(seconds=value) if isinstance(value, int) else None


def _moment(text: str) -> datetime:
    # An offset with seconds, as Helsinki's until May 1921, is not understood (facts, 4c).
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset() or timedelta()
    if offset % timedelta(minutes=1):
        raise ValueError(text)
    return moment


def _text_parser(name: str, parse: Callable[[str], Any]) -> Parse:
    def parse_value(value: Any) -> Any:
        if not isinstance(value, str):
            raise GraphQLError(f"{name} cannot represent non-string value: {value!r}")
        try:
            return parse(value)
        except ValueError:
            raise GraphQLError(f"{name} cannot represent value: {value!r}") from None

    return parse_value


def _parse_decimal(value: Any) -> Any:
    try:
        return Decimal(value)
    except (ArithmeticError, TypeError, ValueError):
        return Undefined


def _upload(value: Any) -> Any:
    return value


def bind_scalars(schema: GraphQLSchema) -> None:
    """Give the scalars of a schema their functions."""
    texts: dict[str, Callable[[str], Any]] = {
        "Date": date.fromisoformat,
        "DateTime": _moment,
        "UUID": UUID,
    }
    for name, parse in texts.items():
        _bind(schema, name, _as_text, _text_parser(name, parse), (StringValueNode,))
    _bind(schema, "Decimal", _as_text, _parse_decimal, (StringValueNode, IntValueNode))
    _bind(schema, "Duration", _seconds, _parse_seconds, (IntValueNode,))
    _bind(schema, "Upload", _upload, _upload, ())


def _bind(
    schema: GraphQLSchema,
    name: str,
    serialize: Parse,
    parse: Parse,
    literals: tuple[type[StringValueNode | IntValueNode], ...],
) -> None:
    scalar = schema.type_map[name]
    assert isinstance(scalar, GraphQLScalarType)

    def parse_literal(node: ValueNode, _variables: Any = None) -> Any:
        if isinstance(node, literals):
            return parse(int(node.value) if name == "Duration" else node.value)
        if literals == (StringValueNode,):
            raise GraphQLError(f"{name} cannot represent non-string value: {print_ast(node)}")
        return Undefined

    # The library's own way, though mypy takes methods for constants.
    for attribute, function in (
        ("serialize", serialize),
        ("parse_value", parse),
        ("parse_literal", parse_literal),
    ):
        setattr(scalar, attribute, function)
