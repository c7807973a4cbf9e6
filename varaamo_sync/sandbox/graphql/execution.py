"""Runs a GraphQL request: a known query as it was checked beforehand, any other document anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varaamo_sync.sandbox.graphql import known_queries
from varaamo_sync.sandbox.rules.context import Context

Answer = tuple[int, dict[str, Any]]


def operations_of(query: str, operation_name: str | None) -> tuple[str, ...]:
    """Return the fields of the API that a document asks for; none where it is no document."""
    known = known_queries.fields_of(query)
    if known is not None and operation_name is None:
        return known
    from varaamo_sync.sandbox.graphql import reference  # a third of a plan's time

    return reference.operations_of(query, operation_name)


def run(
    context: Context,
    query: str,
    variables: Mapping[str, Any] | None,
    operation_name: str | None,
    *,
    may_write: bool,
) -> Answer:
    """Run a document.

    Args:
        context: The request.
        query: The document.
        variables: Its variables.
        operation_name: Which of its operations.
        may_write: Whether it came by POST; a mutation by GET is refused.

    Returns:
        HTTP status and body. 400 means that nothing ran: there is no ``data`` then.
    """
    data = known_queries.answer(context, query, variables or {}, operation_name)
    if data is not None:
        return 200, {"data": data}
    from varaamo_sync.sandbox.graphql import reference  # a third of a plan's time

    return reference.run(context, query, variables, operation_name, may_write=may_write)
