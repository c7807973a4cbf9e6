"""An example of every public type, made from what its fields say they hold."""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime as dt
import decimal
import enum
import fractions
import inspect
import pathlib
import sys
import types
import typing
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import varaamo_sync
from tests.make import NOW, catalogue, room
from varaamo_sync.catalogue_files import Reading, read_catalogue
from varaamo_sync.findings import Finding, Level, Position, Severity
from varaamo_sync.model import Catalogue, Hours, OpenTimes, Price, Room, Text, Venue
from varaamo_sync.model.hours.days import YearDay
from varaamo_sync.plan import SpaceOwners
from varaamo_sync.rules import OwnRule
from varaamo_sync.words import Phrase

ROOT = Path(__file__).parents[1]


def doors() -> Iterator[str]:
    """Yield the modules that the reference tells of."""
    for page in sorted((ROOT / "docs" / "reference" / "api").glob("*.md")):
        name = page.stem.removeprefix("varaamo_sync")
        yield f"{varaamo_sync.__name__}.{name}" if name else varaamo_sync.__name__


@cache
def public_types() -> dict[str, type]:
    """Return every class that a door names, by the place where it is at home."""
    found: dict[str, type] = {}
    for door in doors():
        module = import_module(door)
        names = getattr(module, "__all__", [name for name in vars(module) if name[0] != "_"])
        for name in names:
            value = getattr(module, name)
            if inspect.isclass(value) and value.__module__.startswith("varaamo_sync"):
                found[f"{value.__module__}.{value.__qualname__}"] = value
    return found


_KNOWN: dict[Any, Any] = {
    str: "sana",
    int: 1,
    float: 1.5,
    bool: True,
    bytes: b"x",
    object: "x",
    Any: "x",
    dt.datetime: NOW,
    dt.date: NOW.date(),
    dt.timedelta: dt.timedelta(minutes=30),
    dt.time: dt.time(8),
    decimal.Decimal: decimal.Decimal("12.50"),
    Path: Path("nup.yaml"),
    pathlib.PurePath: Path("nup.yaml"),
    type(None): None,
    None: None,
    fractions.Fraction: fractions.Fraction(1, 3),
    Phrase: Phrase("errors/library", "part.moved-day", {}),
    OpenTimes: OpenTimes(),
    YearDay: YearDay("12-24"),
    Room: room(note=None),
    Catalogue: catalogue(room()),
    Text: Text(fi="Sali", sv=None),
    Venue: Venue(name=Text(fi="Stoa")),
    Price: Price.model_validate({"lowest": 5, "vat": None}),
    Hours: Hours.model_validate({"mon": "8-16"}),
    Finding: Finding(
        rule="description-missing-fi",
        severity=Severity.ERROR,
        level=Level.PUBLISH,
        key="nup-sali",
        path=("description", "fi"),
        position=Position("nup.yaml", 7, 3),
    ),
    SpaceOwners: SpaceOwners({1: "nup-sali"}),
    OwnRule: OwnRule(
        id="espoo/x",
        severity=Severity.HINT,
        level=Level.QUALITY,
        title="x",
        message="x",
        fix="x",
        look=print,  # type: ignore[arg-type]
    ),
    Reading: read_catalogue(ROOT / "examples" / "helsinki"),
}


def example_of(kind: Any) -> Any:  # noqa: PLR0911  # one for each kind of type
    """Return a value of a type: every field has one, also those with a default."""
    if kind in _KNOWN:
        return _KNOWN[kind]
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return example_of(args[0])
    if origin is typing.Literal:
        return args[0]
    if origin in (typing.Union, types.UnionType):
        return example_of(next(arg for arg in args if arg is not type(None)))
    if origin is not None:
        return _filled(origin, args)
    if isinstance(kind, typing.TypeVar):
        return "x"
    if isinstance(kind, typing.TypeAliasType if hasattr(typing, "TypeAliasType") else ()):
        return example_of(kind.__value__)
    if not inspect.isclass(kind):
        raise TypeError(kind)
    if issubclass(kind, enum.Enum):
        return next(iter(kind))
    return _made(kind)


def _filled(origin: Any, args: tuple[Any, ...]) -> Any:  # noqa: PLR0911  # likewise
    if origin is collections.abc.Callable:
        return print
    if origin is type:
        return args[0]
    if dataclasses.is_dataclass(origin):
        return origin()
    if issubclass(origin, collections.abc.Mapping):
        return {example_of(args[0]): example_of(args[1])}
    if origin is tuple:
        if args[-1:] == (Ellipsis,):
            return (example_of(args[0]),)
        return tuple(map(example_of, args))
    if issubclass(origin, collections.abc.Set):
        return frozenset([example_of(args[0])])
    if issubclass(origin, collections.abc.Iterable):
        return (example_of(args[0]),)
    raise TypeError(origin)


@cache
def _made(kind: type) -> Any:
    if issubclass(kind, BaseModel):
        return _a_model(kind)
    hints = _hints(kind)
    if dataclasses.is_dataclass(kind):
        fields = [field.name for field in dataclasses.fields(kind) if field.init]
        return kind(**{name: example_of(hints[name]) for name in fields})
    if issubclass(kind, tuple):
        return kind(*(example_of(hints[name]) for name in kind._fields))  # type: ignore[attr-defined]
    if issubclass(kind, BaseException):
        return _an_error(kind)
    raise TypeError(kind)


def _a_model(kind: type[BaseModel]) -> BaseModel:
    hints = typing.get_type_hints(kind)
    needed = [name for name, info in kind.model_fields.items() if info.is_required()]
    return kind.model_construct(**{name: example_of(hints[name]) for name in needed})


def _an_error(kind: type[BaseException]) -> BaseException:
    if not inspect.isfunction(kind.__init__):  # it is made as Python's own are
        return kind("x")
    signature = inspect.signature(kind.__init__, eval_str=False)
    hints = _hints(kind.__init__)
    values = {
        name: example_of(hints[name])
        for name, taken in signature.parameters.items()
        if name != "self" and taken.kind is not taken.VAR_KEYWORD and taken.default is taken.empty
    }
    placed = [
        values.pop(name)
        for name, taken in signature.parameters.items()
        if taken.kind is taken.POSITIONAL_ONLY and name in values
    ]
    return kind(*placed, **values)


def _hints(kind: Any) -> dict[str, Any]:
    """Return the types of fields, also where they are imported for type checkers alone."""
    home = vars(sys.modules[kind.__module__])
    return typing.get_type_hints(kind, localns={**_names(), **home}, include_extras=False)


@cache
def _names() -> dict[str, Any]:
    names: dict[str, Any] = {one.__name__: one for one in public_types().values()}
    names |= {name: getattr(collections.abc, name) for name in collections.abc.__all__}
    names |= {"Any": Any, "Path": Path, "datetime": dt.datetime, "date": dt.date, "dt": dt}
    return names | {"Decimal": decimal.Decimal}
