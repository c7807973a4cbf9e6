"""What answers each field of the API."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from varaamo_sync.sandbox.data.tables import DURATIONS
from varaamo_sync.sandbox.graphql import queries, relations, room_fields
from varaamo_sync.sandbox.graphql.listings import LISTINGS
from varaamo_sync.sandbox.graphql.relations import Resolver
from varaamo_sync.sandbox.rules.context import Context
from varaamo_sync.sandbox.rules.images import create_image, delete_image, update_image
from varaamo_sync.sandbox.rules.room_writes import archive_room, create_room, update_room
from varaamo_sync.sandbox.rules.space_writes import create_space, delete_space, update_space

Write = Callable[[Context, Mapping[str, Any]], dict[str, Any]]

_UNPAGED = ("unitsAll", "reservationUnitsAll")

QUERIES: Mapping[str, Resolver] = {
    **{name: queries.paged_list(name) for name in LISTINGS if name not in _UNPAGED},
    **{name: queries.whole_list(name) for name in _UNPAGED},
    "unit": queries.single("UnitNode", LISTINGS["units"]),
    "space": queries.single("SpaceNode", LISTINGS["spaces"]),
    "reservationUnit": queries.single("ReservationUnitNode", LISTINGS["reservationUnits"]),
    "currentUser": queries.current_user,
    "checkPermissions": queries.check_permissions,
}
"""What answers each query."""

WRITES: Mapping[str, Write] = {
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
"""What carries out each mutation."""

_ROOM: Mapping[str, Resolver] = {
    **relations.ROOM,
    **{name: room_fields.duration(name) for name in DURATIONS},
    "searchTerms": lambda room, _asked: json.loads(room["searchTerms"]),
    "cancellationRule": room_fields.cancellation_rule,
    # Finance sets the product, not this API; merchants and pages of opening hours there are none.
    "paymentProduct": room_fields.for_administrators(
        lambda room, _asked: {"pk": room["paymentProduct"]} if room["paymentProduct"] else None
    ),
    "paymentMerchant": room_fields.for_administrators(lambda _room, _asked: None),
    "haukiUrl": room_fields.for_administrators(lambda _room, _asked: None),
    "calculatedSurfaceArea": lambda room, _asked: room["surfaceArea"],
    "isClosed": lambda room, asked: room_fields.availability(room, asked)[0],
    "firstReservableDatetime": room_fields.first_reservable,
    "effectiveAccessType": room_fields.effective_access_type,
    "reservableTimeSpans": room_fields.reservable_time_spans,
}

NODES: Mapping[str, Mapping[str, Resolver]] = {
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
        "units": lambda role, asked: [relations.to_one("unit", "unit")(role, asked)],
    },
}
"""What answers fields of rows that are no columns, or not as they stand there."""
