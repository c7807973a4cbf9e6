"""How many relations a query joins; the server refuses what joins too many (facts, section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    InlineFragmentNode,
    SelectionSetNode,
    get_named_type,
)
from graphql import GraphQLResolveInfo as Info

from varaamo_sync.sandbox.rules.refusals import RawText

_OF_CONNECTIONS = ("edges", "node")


def check_complexity(info: Info, most: int) -> None:
    """Refuse a query that joins more relations than allowed.

    ``@skip`` and ``@include`` do not count: the server looks at what is written.

    Raises:
        RawText: It joins too many.
    """
    kind = get_named_type(info.return_type)
    assert isinstance(kind, GraphQLObjectType)
    if sum(_count(info, node.selection_set, kind) for node in info.field_nodes) > most:
        raise RawText(f"Query complexity exceeds the maximum allowed of {most}")


def _count(info: Info, selections: SelectionSetNode | None, kind: GraphQLObjectType) -> int:
    total = 0
    for field in _fields(info, selections):
        definition = kind.fields.get(field.name.value)
        inner = get_named_type(definition.type) if definition else None
        if isinstance(inner, GraphQLObjectType):
            total += _is_node(kind) and _is_node(inner)
            total += _count(info, field.selection_set, inner)
    return total


def _is_node(kind: GraphQLObjectType) -> bool:
    return any(interface.name == "Node" for interface in kind.interfaces)


def _fields(info: Info, selections: SelectionSetNode | None) -> Iterator[FieldNode]:
    for node in selections.selections if selections else ():
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            yield from _fields(info, node.selection_set)
        elif isinstance(node, FragmentSpreadNode):
            yield from _fields(info, info.fragments[node.name.value].selection_set)


def selected(info: Info) -> set[str]:
    """Return the names of the fields that are asked of each row of a list or of a single row."""
    names: set[str] = set()
    pending = [node.selection_set for node in info.field_nodes]
    while pending:
        for field in _fields(info, pending.pop()):
            if field.name.value in _OF_CONNECTIONS:
                pending.append(field.selection_set)
            else:
                names.add(field.name.value)
    return names
