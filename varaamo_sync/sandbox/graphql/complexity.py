"""How many relations a query joins; the server refuses what joins too many (facts, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionSetNode,
    get_named_type,
)

from varaamo_sync.sandbox.rules.context import Context

Fragments = Mapping[str, FragmentDefinitionNode]

_OF_CONNECTIONS = ("edges", "node")


class AskedField:
    """A field that the reference implementation resolves; see ``Asked``."""

    __slots__ = ("_info", "context")

    def __init__(self, info: GraphQLResolveInfo) -> None:
        self._info = info
        self.context: Context = info.context

    def joined(self) -> int:
        """Return how many relations are joined below it."""
        kind = get_named_type(self._info.return_type)
        assert isinstance(kind, GraphQLObjectType)
        return count_joined(self._info.field_nodes, kind, self._info.fragments)

    def selected(self) -> frozenset[str]:
        """Return the names of the fields that are asked of each row of it."""
        names: set[str] = set()
        pending = [node.selection_set for node in self._info.field_nodes]
        while pending:
            for field in _fields(pending.pop(), self._info.fragments):
                if field.name.value in _OF_CONNECTIONS:
                    pending.append(field.selection_set)
                else:
                    names.add(field.name.value)
        return frozenset(names)

    def has_type(self, name: str) -> bool:
        """Return whether the API has a type of this name."""
        return name in self._info.schema.type_map


def count_joined(nodes: Iterable[FieldNode], kind: GraphQLObjectType, fragments: Fragments) -> int:
    """Return how many relations are joined below a field.

    ``@skip`` and ``@include`` do not count: the server looks at what is written.

    Args:
        nodes: The field, as often as it is written.
        kind: Its type.
        fragments: Fragments of the document.
    """
    return sum(_count(node.selection_set, kind, fragments) for node in nodes)


def _count(
    selections: SelectionSetNode | None, kind: GraphQLObjectType, fragments: Fragments
) -> int:
    total = 0
    for field in _fields(selections, fragments):
        definition = kind.fields.get(field.name.value)
        inner = get_named_type(definition.type) if definition else None
        if isinstance(inner, GraphQLObjectType):
            total += _is_node(kind) and _is_node(inner)
            total += _count(field.selection_set, inner, fragments)
    return total


def _is_node(kind: GraphQLObjectType) -> bool:
    return any(interface.name == "Node" for interface in kind.interfaces)


def _fields(selections: SelectionSetNode | None, fragments: Fragments) -> Iterator[FieldNode]:
    for node in selections.selections if selections else ():
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            yield from _fields(node.selection_set, fragments)
        elif isinstance(node, FragmentSpreadNode):
            yield from _fields(fragments[node.name.value].selection_set, fragments)
