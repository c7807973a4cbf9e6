"""All of a plan as JSON values, from which it can be had back.

A value of a field is written and read by the type of the field, so that a field that a plan gets
one day needs nothing here.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from varaamo_sync.model import Room, in_helsinki
from varaamo_sync.snapshot import Value
from varaamo_sync.state.values import decode, encode

_WHOLE = "whole"


_T = TypeVar("_T")


def whole_as_dict(value: Any) -> dict[str, Any]:
    """Return all of a value as JSON values, from which ``whole_from_dict`` makes it again."""
    return {_WHOLE: _out(type(value), value)}


def whole_from_dict(kind: type[_T], values: Mapping[str, Any]) -> _T:
    """Return the value that ``whole_as_dict`` told.

    Raises:
        ValueError: It is something else, or does not hold all of it.
    """
    try:
        return cast("_T", _back(kind, values[_WHOLE]))
    except (AttributeError, KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"not a whole {kind.__name__}") from error


def _out(kind: Any, value: Any) -> Any:  # noqa: PLR0911  # one for each kind of type
    """Return a value of a field as JSON values."""
    if kind == Value:
        return encode(value)
    if value is None:
        return None
    kind = _without_none(kind)
    if get_origin(kind) is frozenset:
        return sorted(map(_plain, value))
    if get_origin(kind) is tuple:
        return [_out(each, item) for each, item in _items(kind, value)]
    if get_origin(kind) is Mapping:
        return {name: _out(get_args(kind)[1], item) for name, item in value.items()}
    if dataclasses.is_dataclass(kind):
        return {name: _out(each, getattr(value, name)) for name, each in _fields(kind)}
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Room):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def _back(kind: Any, value: Any) -> Any:  # noqa: PLR0911  # likewise
    """Return what ``_out`` returned as the value that it was."""
    if kind == Value:
        return decode(value)
    if value is None:
        return None
    kind = _without_none(kind)
    if get_origin(kind) is frozenset:
        return frozenset(_made(get_args(kind)[0], item) for item in value)
    if get_origin(kind) is tuple:
        return tuple(_back(each, item) for each, item in _items(kind, value))
    if get_origin(kind) is Mapping:
        return {name: _back(get_args(kind)[1], item) for name, item in value.items()}
    if dataclasses.is_dataclass(kind):
        made = cast("Callable[..., Any]", kind)
        return made(**{name: _back(each, value[name]) for name, each in _fields(kind)})
    return _made(kind, value)


def _made(kind: Any, value: Any) -> Any:
    if kind is Room:
        return Room.model_validate(value)
    if kind is dt.datetime:
        return in_helsinki(dt.datetime.fromisoformat(value))
    if kind is dt.date:
        return dt.date.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum | Decimal) else value


def _without_none(kind: Any) -> Any:
    if get_origin(kind) not in (Union, UnionType):
        return kind
    return next(each for each in get_args(kind) if each is not type(None))


def _items(kind: Any, value: Any) -> list[tuple[Any, Any]]:
    """Return the items of a tuple, each with its type."""
    args = get_args(kind)
    kinds = [args[0]] * len(value) if args[-1] is Ellipsis else args
    return list(zip(kinds, value, strict=True))


def _fields(kind: Any) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in dataclasses.fields(kind) if field.init]
