"""A class as a developer meets it: how it is made, what it holds, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterator

import griffe

from doors import docstrings, library, written
from doors.field import Field

_ENUMS = {"enum.Enum", "enum.StrEnum", "enum.IntEnum", "enum.Flag", "enum.IntFlag"}
_KEYS = "typing.TypedDict"
_MODEL = "pydantic.BaseModel"
_PROTOCOL = "typing.Protocol"
_TUPLE = "typing.NamedTuple"


class Described:
    """A public class, with what it has from bases that are not public as its own."""

    def __init__(self, one: griffe.Class) -> None:
        self.one = one
        self._family = [one, *(base for base in one.mro() if isinstance(base, griffe.Class))]
        self._foreign = {path for each in self._family for path in _foreign(each)}
        self._said = {
            (each.path, name): lines
            for each in self._family
            for name, lines in docstrings.fields_of(each)
        }

    @property
    def is_enum(self) -> bool:
        """Whether it is a list of members."""
        return bool(self._foreign & _ENUMS)

    @property
    def kind(self) -> str | None:
        """What kind of class it is, where its bases do not say so."""
        for label in self.one.decorators:
            if str(label.callable_path).startswith("dataclasses."):
                return "Dataclass, frozen" if "frozen=True" in str(label.value) else "Dataclass"
        names = {name for each in self._family for name in each.members}
        if "__aenter__" in names:
            return "Asynchronous context manager"
        return "Context manager" if "__enter__" in names else None

    def bases(self) -> Iterator[str]:
        """Yield what it rests on: public classes, or those of other libraries."""
        for base in self.one.bases:
            yield from _bases(base)

    def constructor(self) -> str:
        """Return the arguments by which it is made."""
        if self.is_enum or self._foreign & {_PROTOCOL, _KEYS}:
            return ""
        made = self.one.all_members.get("__init__")
        if _MODEL in self._foreign or _TUPLE in self._foreign:
            return written.signature(self._from_fields())
        if isinstance(made, griffe.Alias):
            made = made.final_target
        if isinstance(made, griffe.Function):
            return written.signature(one for one in made.parameters if one.name != "self")
        return "" if self._foreign else "()"

    def _from_fields(self) -> Iterator[griffe.Parameter]:
        kinds = griffe.ParameterKind
        kind = kinds.keyword_only if _MODEL in self._foreign else kinds.positional_or_keyword
        for name, one in self.one.all_members.items():
            held = one.final_target if isinstance(one, griffe.Alias) else one
            if isinstance(held, griffe.Attribute) and self._is_field(name, held):
                yield griffe.Parameter(
                    name, annotation=held.annotation, kind=kind, default=held.value
                )

    def _is_field(self, name: str, held: griffe.Attribute) -> bool:
        if name.startswith("_") or held.annotation is None or "property" in held.labels:
            return False
        return not str(held.annotation).startswith("ClassVar")

    def fields(self) -> Iterator[Field]:
        """Yield what it holds."""
        for owner, name, one in self._own():
            if isinstance(one, griffe.Attribute) and "property" not in one.labels:
                lines = self._said.get((owner.path, name)) or docstrings.lines_of(one)
                if self._is_field(name, one) or lines or self.is_enum:
                    yield Field(name, self._type(one), self._default(one), lines + _alias(one))

    def _type(self, one: griffe.Attribute) -> str:
        if one.annotation is None and "__init__" in self.one.all_members:
            for argument in self.one.parameters:
                if argument.name == one.name and argument.annotation is not None:
                    return written.type_of(argument.annotation)
        return written.type_of(one.annotation)

    def _default(self, one: griffe.Attribute) -> str | None:
        held_by_class = "class-attribute" in one.labels and (one.annotation or self.is_enum)
        return written.default_of(one.value) if held_by_class else None

    def methods(self) -> Iterator[griffe.Function | griffe.Attribute]:
        """Yield what it does, and its properties."""
        for _, _, one in self._own():
            if isinstance(one, griffe.Function) or (
                isinstance(one, griffe.Attribute) and "property" in one.labels
            ):
                yield one

    def inherited(self) -> dict[str, list[str]]:
        """Return the names that it has from each public base, by its address."""
        told = {name for _, name, _ in self._own()}
        found: dict[str, list[str]] = {}
        for base in self._family[1:]:
            address = library.address(base.canonical_path)
            for name in [field.name for field in Described(base).fields()] if address else ():
                if name not in told:
                    told.add(name)
                    found.setdefault(str(address), []).append(name)
        return found

    def _own(self) -> Iterator[tuple[griffe.Class, str, griffe.Object]]:
        seen: set[str] = set()
        for each in self._family:
            if each is not self.one and library.address(each.canonical_path):
                continue
            for name, one in each.members.items():
                if name.startswith("_") or name in seen or name == "model_config":
                    continue
                if isinstance(one, griffe.Object):
                    seen.add(name)
                    yield each, name, one


def _foreign(one: griffe.Class) -> Iterator[str]:
    for base in one.bases:
        path = written.path_of(base)
        if library.found(path) is None:
            yield path


def _bases(base: griffe.Expr | str) -> Iterator[str]:
    path = written.path_of(base)
    there = library.found(path)
    if there is None:
        yield f"``{path.removeprefix('builtins.')}``"
    elif address := library.address(there.canonical_path):
        yield f":py:class:`{address}`"
    elif isinstance(there, griffe.Class):
        for further in there.bases:
            yield from _bases(further)


def _alias(one: griffe.Attribute) -> list[str]:
    name = written.other_name(one.value)
    return ["", f"In files it is called ``{name}``."] if name else []
