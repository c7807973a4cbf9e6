"""Queries that are known beforehand: read and checked when this was written, not when they come.

``known_queries.json`` holds them as ``docs/generate_known_queries.py`` had the reference
implementation of GraphQL read and check them. Here they are only carried out, by the same
resolvers, as long as all is plain. Whatever is not (a value of another type, an error, a fault
that was asked for) the reference implementation answers from the beginning: a query changes
nothing. To load it, read the schema and check six queries takes twice as long as all else that a
``plan`` of 40 rooms does on the sandbox (0.1 s of 0.5).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from varaamo_sync.sandbox.graphql.resolvers import NODES, QUERIES
from varaamo_sync.sandbox.graphql.scalars import WRITE
from varaamo_sync.sandbox.rules.context import Context, Faults

FILE = Path(__file__).with_name("known_queries.json")

Node = Mapping[str, Any]
"""A field that is asked for, or a whole query, as it stands in the file."""

_OF_CONNECTIONS = ("edges", "node")
_LEAST, _MOST = -(2**31), 2**31 - 1


class _NotPlainError(Exception):
    """Something that is for the reference implementation to answer."""


def fields_of(query: str) -> tuple[str, ...] | None:
    """Return the fields of the API that a known query asks for; ``None`` for any other."""
    known = _known().get(query)
    return None if known is None else tuple(field["name"] for field in known["fields"])


def answer(
    context: Context, query: str, variables: Mapping[str, Any], operation_name: str | None
) -> dict[str, Any] | None:
    """Return the data that a known query asks for; ``None`` where it is not plain.

    Args:
        context: The request.
        query: The document.
        variables: Its variables.
        operation_name: Which of its operations.
    """
    known = _known().get(query)
    if known is None or operation_name not in (None, known["name"]):
        return None
    if type(context.faults) is not Faults:  # they are drawn once, so it must be answered once
        return None
    try:
        return _Answering(context, _read_all(known["variables"], variables)).row(
            None, known["fields"]
        )
    except Exception:  # noqa: BLE001  # what it was, the reference implementation says
        return None


@cache
def _known() -> Mapping[str, Node]:
    known: Mapping[str, Node] = json.loads(FILE.read_text("utf-8"))
    return known


class _KnownField(NamedTuple):
    """What a resolver hears of a field; see ``Asked``."""

    context: Context
    node: Node

    def joined(self) -> int:
        """Return how many relations are joined below it."""
        joined: int = self.node["joined"]
        return joined

    def selected(self) -> frozenset[str]:
        """Return the names of the fields that are asked of each row of it."""
        names: set[str] = set()
        pending = [self.node]
        while pending:
            for field in pending.pop()["fields"]:
                if field["name"] in _OF_CONNECTIONS:
                    pending.append(field)
                else:
                    names.add(field["name"])
        return frozenset(names)

    def has_type(self, name: str) -> bool:
        """Leave it to who knows all types."""
        raise _NotPlainError(name)


class _Answering:
    """Carries out one query."""

    def __init__(self, context: Context, variables: Mapping[str, Any]) -> None:
        self._context = context
        self._variables = variables

    def row(self, row: Any, fields: list[Node]) -> dict[str, Any]:
        """Return what is asked of a row, or of the API itself."""
        return {
            field["name"]: self._value(self._found(row, field), field, field["type"])
            for field in fields
            if "if" not in field or self._variables[field["if"]]
        }

    def _found(self, row: Any, field: Node) -> Any:
        name = field["name"]
        resolvers = QUERIES if row is None else NODES.get(field["of"], {})
        if row is not None and name not in resolvers:
            return row.get(name)
        arguments = field.get("arguments", {}) | {
            argument: self._variables[variable]
            for argument, variable in field.get("variables", {}).items()
            if variable in self._variables
        }
        return resolvers[name](row, _KnownField(self._context, field), **arguments)

    def _value(self, value: Any, field: Node, kind: str) -> Any:
        if kind.endswith("!"):
            if (sure := self._value(value, field, kind[:-1])) is None:
                raise _NotPlainError(kind)
            return sure
        if value is None:
            return None
        if kind.startswith("["):
            rows = _checked(value, kind, type(value) is list)
            return [self._value(one, field, kind[1:-1]) for one in rows]
        return self.row(value, field["fields"]) if "fields" in field else _leaf(value, field, kind)


def _leaf(value: Any, field: Node, kind: str) -> Any:
    if "choices" in field:
        return _checked(value, kind, value in field["choices"])
    write = _WRITE.get(kind)
    return write(value) if write else _checked(WRITE[kind](value), kind)


def _read_all(kinds: Mapping[str, str], sent: Mapping[str, Any]) -> dict[str, Any]:
    if missing := [name for name, kind in kinds.items() if kind.endswith("!") and name not in sent]:
        raise _NotPlainError(missing)
    return {name: _read(sent[name], kind) for name, kind in kinds.items() if name in sent}


def _read(value: Any, kind: str) -> Any:
    if kind.endswith("!"):
        return _checked(_read(value, kind[:-1]), kind)
    if value is None:
        return None
    if kind.startswith("["):
        return [_read(one, kind[1:-1]) for one in _checked(value, kind, type(value) is list)]
    return _READ[kind](value)


def _checked(value: Any, kind: str, sure: bool = True) -> Any:
    if value is None or not sure:
        raise _NotPlainError(kind)
    return value


def _whole(value: Any) -> int:
    number: int = _checked(value, "Int", type(value) is int and _LEAST <= value <= _MOST)
    return number


def _text(value: Any) -> str:
    text: str = _checked(value, "String", type(value) is str)
    return text


def _truth(value: Any) -> bool:
    truth: bool = _checked(value, "Boolean", type(value) is bool)
    return truth


def _stored_truth(value: Any) -> bool:
    return bool(_checked(value, "Boolean", type(value) in (bool, int)))


_READ: Mapping[str, Callable[[Any], Any]] = {
    "Int": _whole,
    "Boolean": _truth,
    "Date": date.fromisoformat,
}
"""How variables are read."""

_WRITE: Mapping[str, Callable[[Any], Any]] = {
    "Int": _whole,
    "Boolean": _stored_truth,
    "String": _text,
}
"""How values are written."""
