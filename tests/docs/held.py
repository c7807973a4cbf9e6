"""What a class holds and takes, as Python itself tells it: pages are held against that."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

_REQUIRED = object()
"""Stands for no default."""

_MADE = object()
"""Stands for a default that is made anew each time."""


class Held(NamedTuple):
    """Something that a class holds, with its default."""

    name: str
    default: Any = _REQUIRED

    def is_shown_in(self, signature: str) -> bool:
        """Whether a signature shows the default, where there is one."""
        if self.default is _REQUIRED:
            return True
        if isinstance(self.default, bool | str | None) and not isinstance(self.default, Enum):
            return signature.endswith(f" = {self.default!r}")
        return " = " in signature


def held_by(cls: Any) -> Iterator[Held]:
    """Yield the fields, members or keys of a class, its properties and its methods."""
    for is_kind, fields in _KINDS:
        if is_kind(cls):
            yield from fields(cls)
            break
    for base in cls.__mro__[:-1]:
        if base.__module__.startswith("varaamo_sync"):
            for name, value in vars(base).items():
                if _is_public(name) and (inspect.isroutine(value) or isinstance(value, property)):
                    yield Held(name)


def arguments_of(cls: Any) -> Iterator[str]:
    """Yield the names of the arguments by which one makes it."""
    if issubclass(cls, BaseModel):
        yield from cls.model_fields
    elif issubclass(cls, tuple):
        yield from cls._fields
    elif inspect.isfunction(cls.__init__) and not _is_only_looked_at(cls):
        yield from list(inspect.signature(cls.__init__).parameters)[1:]


def _is_only_looked_at(cls: Any) -> bool:
    return getattr(cls, "_is_protocol", False) or issubclass(cls, Enum)


def _is_public(name: str) -> bool:
    return not name.startswith("_") and name != "model_config"


def _of_model(cls: Any) -> Iterator[Held]:
    for name, info in cls.model_fields.items():
        if info.default_factory is not None:
            yield Held(name, _MADE)
        else:
            yield Held(name, _REQUIRED if info.default is PydanticUndefined else info.default)


def _of_dataclass(cls: Any) -> Iterator[Held]:
    for one in dataclasses.fields(cls):
        if not _is_public(one.name):
            continue
        if one.default_factory is not dataclasses.MISSING:
            yield Held(one.name, _MADE)
        else:
            missing = one.default is dataclasses.MISSING
            yield Held(one.name, _REQUIRED if missing else one.default)


def _of_enum(cls: Any) -> Iterator[Held]:
    return (Held(member.name, member.value) for member in cls)


def _of_tuple(cls: Any) -> Iterator[Held]:
    return (Held(name, cls._field_defaults.get(name, _REQUIRED)) for name in cls._fields)


def _of_keys(cls: Any) -> Iterator[Held]:
    return (Held(name) for name in cls.__annotations__)


_KINDS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Iterator[Held]]], ...] = (
    (lambda cls: issubclass(cls, BaseModel), _of_model),
    (dataclasses.is_dataclass, _of_dataclass),
    (lambda cls: issubclass(cls, Enum), _of_enum),
    (lambda cls: issubclass(cls, tuple), _of_tuple),
    (lambda cls: hasattr(cls, "__required_keys__"), _of_keys),
)
