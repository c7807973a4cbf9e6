"""Checks variables before anything runs, with the messages of the server's GraphQL library.

graphql-core words them differently from version to version; the server's is 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    VariableDefinitionNode,
    is_input_type,
    type_from_ast,
)
from graphql.pyutils import inspect

Path = tuple[str | int, ...]
Fault = tuple[Path, Any, str]


def variable_errors(
    schema: GraphQLSchema, operation: OperationDefinitionNode, values: Mapping[str, Any]
) -> Iterator[GraphQLError]:
    """Find everything that is wrong with the variables of an operation."""
    for definition in operation.variable_definitions or ():
        kind = type_from_ast(schema, definition.type)
        if not is_input_type(kind):
            continue
        name = definition.variable.name.value
        for message in _messages(name, kind, definition, values):
            yield GraphQLError(message, definition)


def _messages(
    name: str,
    kind: GraphQLInputType,
    definition: VariableDefinitionNode,
    values: Mapping[str, Any],
) -> Iterator[str]:
    required = isinstance(kind, GraphQLNonNull)
    if name not in values:
        if required and definition.default_value is None:
            yield f"Variable '${name}' of required type '{kind}' was not provided."
        return
    if values[name] is None and required:
        yield f"Variable '${name}' of non-null type '{kind}' must not be null."
        return
    for path, value, message in _faults(kind, values[name], ()):
        place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
        where = f" at '{name}{place}'" if path else ""
        yield f"Variable '${name}' got invalid value {inspect(value)}{where}; {message}"


def _faults(kind: GraphQLInputType, value: Any, path: Path) -> Iterator[Fault]:
    if isinstance(kind, GraphQLNonNull):
        if value is None:
            yield path, value, f"Expected non-nullable type '{kind}' not to be None."
        else:
            yield from _faults(kind.of_type, value, path)
    elif value is None:
        return
    elif isinstance(kind, GraphQLList):
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from _faults(kind.of_type, item, (*path, index))
        else:
            yield from _faults(kind.of_type, value, path)
    elif isinstance(kind, GraphQLInputObjectType):
        yield from _object_faults(kind, value, path)
    elif isinstance(kind, GraphQLScalarType | GraphQLEnumType):
        yield from _leaf_faults(kind, value, path)


def _object_faults(kind: GraphQLInputObjectType, value: Any, path: Path) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield path, value, f"Expected type '{kind}' to be a mapping."
        return
    for name, field in kind.fields.items():
        if name in value:
            yield from _faults(field.type, value[name], (*path, name))
        elif isinstance(field.type, GraphQLNonNull) and field.default_value is Undefined:
            yield path, value, f"Field '{name}' of required type '{field.type}' was not provided."
    for name in value:
        if name not in kind.fields:
            yield path, value, f"Field '{name}' is not defined by type '{kind}'."


def _leaf_faults(
    kind: GraphQLScalarType | GraphQLEnumType, value: Any, path: Path
) -> Iterator[Fault]:
    if isinstance(kind, GraphQLEnumType):
        if not isinstance(value, str):
            yield path, value, f"Enum '{kind}' cannot represent non-string value: {inspect(value)}."
        elif value not in kind.values:
            yield path, value, f"Value '{value}' does not exist in '{kind}' enum."
        return
    try:
        parsed = kind.parse_value(value)
    except GraphQLError as error:
        yield path, value, error.message
    except (ArithmeticError, ValueError) as error:  # a duration longer than any calendar
        yield path, value, f"Expected type '{kind}'. {error}"
    else:
        if parsed is Undefined:
            yield path, value, f"Expected type '{kind}'."
