"""Models that are made from others while the library is loaded: they have no class statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import isclass

from pydantic import BaseModel
from pydantic_core import PydanticUndefined
from sphinx.util.typing import stringify_annotation

from doors import library
from doors.field import Field

_OURS = re.compile(r"varaamo_sync[\w.]+")


def made_model(place: library.Place) -> type[BaseModel] | None:
    """Return the model that a name is, if it was made."""
    value = getattr(import_module(place.door), place.name)
    return value if isclass(value) and issubclass(value, BaseModel) else None


def bases(model: type[BaseModel]) -> Iterator[str]:
    """Yield the public classes that it rests on."""
    for base in model.__bases__:
        yield f":py:class:`{_public(base.__module__ + '.' + base.__qualname__)}`"


def fields(model: type[BaseModel]) -> Iterator[Field]:
    """Yield what it holds."""
    for name, info in model.model_fields.items():
        said = stringify_annotation(info.annotation, "fully-qualified")
        type_ = _OURS.sub(lambda match: _public(match[0]), said)
        default = info.get_default(call_default_factory=True, validated_data={})
        told = None if default is PydanticUndefined else repr(default)
        alias = ["", f"In files it is called ``{info.alias}``."] if info.alias else []
        yield Field(name, type_, told, (info.description or "").splitlines() + alias)


def signature(model: type[BaseModel]) -> str:
    """Return the arguments by which it is made."""
    told = (
        f"{one.name}: {one.type}" + (f" = {one.default}" if one.default else "")
        for one in fields(model)
    )
    return f"(*, {', '.join(told)})"


def _public(path: str) -> str:
    there = library.found(path)
    return library.address(there.canonical_path if there else path) or path
