"""The reference implementation of GraphQL: reads, checks and carries out any document.

It tells apart what was rejected from what ran (facts, section 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)

from varaamo_sync.sandbox.graphql.schema import sandbox_schema
from varaamo_sync.sandbox.rules.context import Context
from varaamo_sync.startup.lazy_pattern import lazy_pattern

Answer = tuple[int, dict[str, Any]]

_RULES = [*specified_rules, NoSchemaIntrospectionCustomRule]  # as in production
_SUGGESTION = lazy_pattern(r" Did you mean .*\?$")
"""Production has suggestions switched off."""


@lru_cache(maxsize=256)
def _checked(query: str) -> tuple[DocumentNode | None, tuple[GraphQLError, ...]]:
    try:
        document = parse(query)
    except GraphQLError as error:
        return None, (error,)
    return document, tuple(validate(sandbox_schema(), document, _RULES))


def operations_of(query: str, operation_name: str | None) -> tuple[str, ...]:
    """Return the fields of the API that a document asks for; none where it is no document."""
    document, _ = _checked(query)
    operation = get_operation_ast(document, operation_name) if document else None
    if not isinstance(operation, OperationDefinitionNode):
        return ()
    selected = operation.selection_set.selections
    return tuple(node.name.value for node in selected if isinstance(node, FieldNode))


def run(
    context: Context,
    query: str,
    variables: Mapping[str, Any] | None,
    operation_name: str | None,
    *,
    may_write: bool,
) -> Answer:
    """Run a document; see ``execution.run``."""
    document, errors = _checked(query)
    if document is not None and not may_write:
        operation = get_operation_ast(document, operation_name)
        if operation is not None and operation.operation is not OperationType.QUERY:
            kind = operation.operation.value
            message = f"Can only perform a {kind} operation from a POST request."
            return 405, {"errors": [{"message": message}]}
    if document is None or errors:
        return 400, {"errors": _formatted(errors)}
    result = execute_sync(
        sandbox_schema(),
        document,
        context_value=context,
        variable_values=dict(variables or {}),
        operation_name=operation_name,
    )
    if not result.errors:
        return 200, {"data": result.data}
    body: dict[str, Any] = {"errors": _formatted(result.errors)}
    if all(error.path for error in result.errors):
        return 200, body | {"data": result.data}
    return 400, body


def _formatted(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    formatted = [dict(error.formatted) for error in errors]
    for error in formatted:
        error["message"] = _SUGGESTION.sub("", str(error["message"]))
    return formatted
