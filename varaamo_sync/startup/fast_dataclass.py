"""``dataclass`` of the standard library, for classes that are made at every start.

The standard library compiles six to eight methods for each frozen class: 0.6 ms with Python 3.11,
and ``plan`` has some two hundred of them, an eighth of its start. Here one method is compiled,
``__init__``; the others are shared: 0.15 ms. What ``dataclasses`` knows of a class, and what a
class does, stays the same.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:  # tools know what the one of the standard library does
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, **options: bool) -> Any:
        """Make a dataclass: as ``dataclasses.dataclass``, of the same options."""

        def make(cls: type) -> type:
            known = options.keys() <= {"frozen", "slots", "kw_only", "order"}
            return (_made if known else dataclasses.dataclass)(cls, **options)

        return make if cls is None else make(cls)


def _made(
    cls: type,
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    order: bool = False,
) -> type:
    own = vars(cls).keys()
    cls = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
    fields = dataclasses.fields(cls)
    names = tuple(field.name for field in fields)
    values_of = _values_of([field.name for field in fields if field.compare])
    hashed = [one.name for one in fields if (one.compare if one.hash is None else one.hash)]
    methods: dict[str, Callable[..., Any] | None] = {
        "__init__": _init(cls, fields),
        "__repr__": _repr([field.name for field in fields if field.repr]),
        "__eq__": _comparison(values_of, operator.eq),
        "__hash__": _hash(_values_of(hashed)) if frozen else None,
    }
    if order:
        for name in ("lt", "le", "gt", "ge"):
            methods[f"__{name}__"] = _comparison(values_of, getattr(operator, name))
    if frozen:
        methods |= {"__setattr__": _setattr(cls, names), "__delattr__": _delattr(cls, names)}
    if frozen and slots:
        methods |= {"__getstate__": _getstate(names), "__setstate__": _setstate(names)}
    for name, method in methods.items():
        if name not in own:
            if method is not None:
                method.__name__, method.__qualname__ = name, f"{cls.__qualname__}.{name}"
            setattr(cls, name, method)
    return cls


class _Factory:
    """Stands in a signature for a value that is made anew each time."""

    def __repr__(self) -> str:
        return "<factory>"


_MAKE = _Factory()


def _init(cls: type, fields: Iterable[Field[Any]]) -> Callable[..., None]:
    """Compile a constructor that takes the fields and looks past ``__setattr__``."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_make": _MAKE}
    places, words, lines = ["self"], [], []
    for field in fields:
        name, value = field.name, field.name
        parameter = name
        if field.default is not MISSING:
            known[f"_of_{name}"] = field.default
            parameter = f"{name}=_of_{name}"
        elif field.default_factory is not MISSING:
            known[f"_of_{name}"] = field.default_factory
            parameter = f"{name}=_make"
            value = f"_of_{name}() if {name} is _make else {name}"
        if not field.init:
            value = f"_of_{name}" if field.default is not MISSING else f"_of_{name}()"
        elif field.kw_only:
            words.append(parameter)
        else:
            places.append(parameter)
        lines.append(f" _set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    parameters = ", ".join([*places, "*", *words] if words else places)
    exec(f"def __init__({parameters}):\n" + ("\n".join(lines) or " pass"), known)  # noqa: S102
    made: Callable[..., None] = known["__init__"]
    made.__annotations__ = {field.name: field.type for field in fields if field.init}
    made.__annotations__["return"] = None
    return made


def _values_of(names: list[str]) -> Callable[[Any], Any]:
    return operator.attrgetter(*names) if names else lambda _: ()


def _repr(names: list[str]) -> Callable[[Any], str]:
    def represent(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({values})"

    return recursive_repr()(represent)


def _comparison(
    values_of: Callable[[Any], Any], holds: Callable[[Any, Any], bool]
) -> Callable[[Any, Any], Any]:
    def compare(self: Any, other: Any) -> Any:
        if type(other) is not type(self):
            return NotImplemented
        return holds(values_of(self), values_of(other))

    return compare


def _hash(values_of: Callable[[Any], Any]) -> Callable[[Any], int]:
    def hash_of(self: Any) -> int:
        return hash(values_of(self))

    return hash_of


def _setattr(cls: type[Any], names: tuple[str, ...]) -> Callable[[Any, str, Any], None]:
    def refuse_to_set(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    return refuse_to_set


def _delattr(cls: type[Any], names: tuple[str, ...]) -> Callable[[Any, str], None]:
    def refuse_to_delete(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return refuse_to_delete


def _getstate(names: tuple[str, ...]) -> Callable[[Any], list[Any]]:
    def state_of(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    return state_of


def _setstate(names: tuple[str, ...]) -> Callable[[Any, list[Any]], None]:
    def set_state(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return set_state
