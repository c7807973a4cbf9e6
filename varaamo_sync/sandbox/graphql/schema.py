"""The schema that the sandbox serves: the published file, bound to the sandbox's functions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from graphql import GraphQLObjectType, GraphQLSchema, build_schema
from graphql import GraphQLResolveInfo as Info

from varaamo_sync.sandbox.data.tables import DURATIONS
from varaamo_sync.sandbox.graphql import queries, relations, room_fields
from varaamo_sync.sandbox.graphql.listings import LISTINGS
from varaamo_sync.sandbox.graphql.relations import Resolver
from varaamo_sync.sandbox.graphql.scalars import bind_scalars
from varaamo_sync.sandbox.rules.context import Context, MutationCall
from varaamo_sync.sandbox.rules.images import create_image, delete_image, update_image
from varaamo_sync.sandbox.rules.room_writes import archive_room, create_room, update_room
from varaamo_sync.sandbox.rules.space_writes import create_space, delete_space, update_space

Write = Callable[[Context, Mapping[str, Any]], dict[str, Any]]

_FILE = "varaamo.graphql"
_UNPAGED = ("unitsAll", "reservationUnitsAll")

_QUERIES: Mapping[str, Resolver] = {
    **{name: queries.paged_list(name) for name in LISTINGS if name not in _UNPAGED},
    **{name: queries.whole_list(name) for name in _UNPAGED},
    "unit": queries.single("UnitNode", LISTINGS["units"]),
    "space": queries.single("SpaceNode", LISTINGS["spaces"]),
    "reservationUnit": queries.single("ReservationUnitNode", LISTINGS["reservationUnits"]),
    "currentUser": queries.current_user,
    "checkPermissions": queries.check_permissions,
}

_WRITES: Mapping[str, Write] = {
    "createSpace": create_space,
    "updateSpace": update_space,
    "deleteSpace": delete_space,
    "createReservationUnit": create_room,
    "updateReservationUnit": update_room,
    "archiveReservationUnit": archive_room,
    "createReservationUnitImage": create_image,
    "updateReservationUnitImage": update_image,
    "deleteReservationUnitImage": delete_image,
}

_ROOM: Mapping[str, Resolver] = {
    **relations.ROOM,
    **{name: room_fields.duration(name) for name in DURATIONS},
    "searchTerms": lambda room, _info: json.loads(room["searchTerms"]),
    "cancellationRule": room_fields.cancellation_rule,
    # Finance sets the product, not this API; merchants and pages of opening hours there are none.
    "paymentProduct": room_fields.for_administrators(
        lambda room, _info: {"pk": room["paymentProduct"]} if room["paymentProduct"] else None
    ),
    "paymentMerchant": room_fields.for_administrators(lambda _room, _info: None),
    "haukiUrl": room_fields.for_administrators(lambda _room, _info: None),
    "calculatedSurfaceArea": lambda room, _info: room["surfaceArea"],
    "isClosed": lambda room, info: room_fields.availability(room, info)[0],
    "firstReservableDatetime": room_fields.first_reservable,
    "effectiveAccessType": room_fields.effective_access_type,
    "reservableTimeSpans": room_fields.reservable_time_spans,
}

_NODES: Mapping[str, Mapping[str, Resolver]] = {
    "ReservationUnitNode": _ROOM,
    "ReservationUnitNodeEdge": {"node": queries.edge_node},
    "UnitNode": relations.UNIT,
    "SpaceNode": relations.SPACE,
    "EquipmentNode": {"category": relations.to_one("equipmentCategory", "category")},
    "ReservationUnitCancellationRuleNode": {
        "canBeCancelledTimeBefore": room_fields.duration("canBeCancelledTimeBefore")
    },
    "ReservationUnitPricingNode": {
        "taxPercentage": room_fields.tax_percentage,
        "lowestPriceNet": room_fields.net("lowestPrice"),
        "highestPriceNet": room_fields.net("highestPrice"),
    },
    "ReservationUnitImageNode": {
        **dict.fromkeys(("imageUrl", "largeUrl", "mediumUrl", "smallUrl"), room_fields.image_url)
    },
    "UserNode": {
        "generalRoles": relations.child_rows("role", "unit IS NULL AND user", "pk"),
        "unitRoles": relations.child_rows("role", "unit IS NOT NULL AND user", "pk"),
    },
    "GeneralRoleNode": {"permissions": queries.permissions},
    "UnitRoleNode": {
        "permissions": queries.permissions,
        "units": lambda role, info: [relations.to_one("unit", "unit")(role, info)],
    },
}


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
    for name, resolver in _QUERIES.items():
        schema.query_type.fields[name].resolve = resolver
    for name, write in _WRITES.items():
        schema.mutation_type.fields[name].resolve = _mutation(name, write)
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType):
            _bind_node(kind)
    return schema


def operation_names(kind: Literal["query", "mutation"]) -> frozenset[str]:
    """Return the names of everything that can be asked, or of everything that changes."""
    schema = sandbox_schema()
    root = schema.query_type if kind == "query" else schema.mutation_type
    assert root is not None
    return frozenset(root.fields)


def _bind_node(kind: GraphQLObjectType) -> None:
    for name, resolver in _NODES.get(kind.name, {}).items():
        kind.fields[name].resolve = resolver
    if any(interface.name == "Node" for interface in kind.interfaces):
        kind.fields["id"].resolve = lambda row, _info: queries.global_id(kind.name, row["pk"])


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
