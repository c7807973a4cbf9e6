"""Write the sandbox's ``known_queries.json``: the client's queries, read and checked beforehand.

They are read and checked by the reference implementation of GraphQL, against the schema that the
sandbox serves; of the client nothing is taken but their text. Run ``make schemas`` after one of
them or the schema has changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLObjectType,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    VariableNode,
    assert_object_type,
    get_named_type,
    parse,
    print_ast,
    validate,
    value_from_ast,
)

from varaamo_sync.booking.protocol.documents import ALL
from varaamo_sync.sandbox.graphql.complexity import count_joined
from varaamo_sync.sandbox.graphql.known_queries import FILE
from varaamo_sync.sandbox.graphql.schema import sandbox_schema


def text() -> str:
    """Return the file as it is to be, with one query a line."""
    queries = [query for query in ALL.values() if "mutation" not in query]
    lines = [f"{json.dumps(query)}: {json.dumps(known_query(query))}" for query in queries]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def known_query(query: str) -> dict[str, Any]:
    """Return a query as it is carried out.

    Raises:
        ValueError: It is not valid, or has something in it that nobody carries out.
    """
    schema, document = sandbox_schema(), parse(query)
    if errors := validate(schema, document):
        raise ValueError(str(errors))
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert operation.name is not None
    assert schema.query_type is not None
    return {
        "name": operation.name.value,
        "variables": {
            variable.variable.name.value: print_ast(variable.type)
            for variable in operation.variable_definitions
        },
        "fields": _fields(operation.selection_set, schema.query_type),
    }


def _fields(selections: SelectionSetNode, kind: GraphQLObjectType) -> list[dict[str, Any]]:
    nodes = selections.selections
    names = [node.name.value for node in nodes if isinstance(node, FieldNode) and not node.alias]
    if len(set(names)) != len(nodes) or "id" in names:
        raise ValueError(f"{print_ast(selections)}: fragments, aliases, ids and doubles are not")
    return [_field(node, kind) for node in nodes if isinstance(node, FieldNode)]


def _field(node: FieldNode, kind: GraphQLObjectType) -> dict[str, Any]:
    definition = kind.fields[node.name.value]
    inner = get_named_type(definition.type)
    field: dict[str, Any] = {"name": node.name.value, "of": kind.name, "type": str(definition.type)}
    if node.directives:
        field["if"] = _condition(node.directives)
    field |= _arguments(node, definition.args)
    if isinstance(inner, GraphQLEnumType):
        field["choices"] = list(inner.values)
    if node.selection_set is not None:
        inner = assert_object_type(inner)
        if kind.name == "Query":
            field["joined"] = count_joined([node], inner, {})
        field["fields"] = _fields(node.selection_set, inner)
    return field


def _condition(directives: tuple[DirectiveNode, ...]) -> str:
    (directive,) = directives
    (argument,) = directive.arguments
    if directive.name.value != "include" or not isinstance(argument.value, VariableNode):
        raise ValueError(print_ast(directive))
    return argument.value.name.value


def _arguments(node: FieldNode, known: Mapping[str, GraphQLArgument]) -> dict[str, Any]:
    values = {name: arg.default_value for name, arg in known.items()}
    fixed = {name: value for name, value in values.items() if value is not Undefined}
    variables = {}
    for argument in node.arguments:
        name = argument.name.value
        if isinstance(argument.value, VariableNode):
            if name in fixed:
                raise ValueError(f"{name}: a variable, and a value where it is missing")
            variables[name] = argument.value.name.value
        else:
            fixed[name] = value_from_ast(argument.value, known[name].type)
    found = {"arguments": fixed, "variables": variables}
    return {name: value for name, value in found.items() if value}


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
