"""The schema that the sandbox serves: the published file, bound to the sandbox's functions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema, build_schema
from graphql import GraphQLResolveInfo as Info

from varaamo_sync.sandbox.graphql import queries
from varaamo_sync.sandbox.graphql.complexity import AskedField
from varaamo_sync.sandbox.graphql.relations import Resolver
from varaamo_sync.sandbox.graphql.resolvers import NODES, QUERIES, WRITES, Write
from varaamo_sync.sandbox.graphql.scalars import bind_scalars
from varaamo_sync.sandbox.rules.context import MutationCall

_FILE = "varaamo.graphql"


def schema_text() -> str:
    """Return the published schema, from an installed wheel or from a source tree."""
    installed = files("varaamo_sync").joinpath("schemas", _FILE)
    if installed.is_file():
        return installed.read_text("utf-8")
    return (Path(__file__).parents[3] / "schemas" / _FILE).read_text("utf-8")


@cache
def sandbox_schema() -> GraphQLSchema:
    """Return the schema with every function bound."""
    # That the file is valid, a test holds; to find it out takes as long as all the rest.
    schema = build_schema(schema_text(), no_location=True, assume_valid=True, assume_valid_sdl=True)
    bind_scalars(schema)
    assert schema.query_type is not None
    assert schema.mutation_type is not None
    for name, resolver in QUERIES.items():
        schema.query_type.fields[name].resolve = _hearing(resolver)
    for name, write in WRITES.items():
        schema.mutation_type.fields[name].resolve = _mutation(name, write)
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType):
            _bind_node(kind)
    return schema


def _bind_node(kind: GraphQLObjectType) -> None:
    for name, resolver in NODES.get(kind.name, {}).items():
        kind.fields[name].resolve = _hearing(resolver)
    if any(interface.name == "Node" for interface in kind.interfaces):
        kind.fields["id"].resolve = lambda row, _info: queries.global_id(kind.name, row["pk"])


def _hearing(resolver: Resolver) -> Resolver:
    def resolve(row: Any, info: Info, **arguments: Any) -> Any:
        return resolver(row, AskedField(info), **arguments)

    return resolve


def _mutation(name: str, write: Write) -> Resolver:
    def resolve(_root: None, info: Info, input: Mapping[str, Any]) -> dict[str, Any]:
        faults, call = info.context.faults, MutationCall(name, input)
        try:
            faults.before(call)
            answer = write(info.context, input)
            faults.stored(call, answer)
            return answer
        finally:
            faults.ended(call)

    return resolve
