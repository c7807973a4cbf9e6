"""What each field of the API's answers can be, as far as this library reads it.

A test holds this table against ``varaamo.graphql``. It is stricter where the API's schema allows
``null`` and its rows never are (numbers of rows), and milder where ``null`` means the same as an
empty text.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from varaamo_sync.booking.protocol.answers.shapes import (
    ANY_NAME,
    DAY,
    DECIMAL,
    INTERVAL,
    MOMENT,
    SECONDS,
    TEXT,
    TRUTH,
    UUID,
    WHOLE,
    Check,
    Kind,
    Table,
    asked_by,
    checker_of,
    one_of,
)
from varaamo_sync.model import LANGS, AccessType, Payment, PriceUnit
from varaamo_sync.snapshot import PublishingState, ReservationState

_IN_THREE = (
    "name",
    "description",
    "notesWhenApplying",
    "reservationPendingInstructions",
    "reservationConfirmedInstructions",
    "reservationCancelledInstructions",
    "materialPriceDescription",
)

SCALARS: Mapping[str, Kind] = {
    **{f"{field}{lang.capitalize()}": TEXT.or_null() for field in _IN_THREE for lang in LANGS},
    **dict.fromkeys(("contactInformation", "tprekId"), TEXT.or_null()),
    **dict.fromkeys(("code", "username", "searchTerms"), TEXT),
    "extUuid": UUID,
    **dict.fromkeys(("pk", "totalCount"), WHOLE),
    **dict.fromkeys(
        (
            "surfaceArea",
            "minPersons",
            "maxPersons",
            "maxReservationsPerUser",
            "reservationsMinDaysBefore",
            "reservationsMaxDaysBefore",
        ),
        WHOLE.or_null(),
    ),
    **dict.fromkeys(
        (
            "deleted",
            "isSuperuser",
            "hasPermission",
            "isEnabled",
            "isDraft",
            "isClosed",
            "isActivatedOnBegins",
            "requireAdultReservee",
            "requireReservationHandling",
            "reservationBlockWholeDay",
            "canApplyFreeOfCharge",
        ),
        TRUTH,
    ),
    **dict.fromkeys(
        (
            "minReservationDuration",
            "maxReservationDuration",
            "bufferTimeBefore",
            "bufferTimeAfter",
        ),
        SECONDS.or_null(),
    ),
    **dict.fromkeys(("lowestPrice", "highestPrice", "value"), DECIMAL),
    **dict.fromkeys(("begins", "beginDate"), DAY),
    **dict.fromkeys(
        (
            "reservationBeginsAt",
            "reservationEndsAt",
            "publishBeginsAt",
            "publishEndsAt",
            "firstReservableDatetime",
        ),
        MOMENT.or_null(),
    ),
    **dict.fromkeys(("startDatetime", "endDatetime"), MOMENT),
    "publishingState": one_of(PublishingState),
    "reservationState": one_of(ReservationState),
    "reservationStartInterval": INTERVAL,
    "reservationKind": one_of(("DIRECT", "SEASON", "DIRECT_AND_SEASON")),
    "priceUnit": one_of(unit.upper().replace("_MIN", "_MINS") for unit in PriceUnit),
    "paymentType": one_of(way.upper() for way in Payment).or_null(),
    "accessType": one_of(way.upper() for way in AccessType),
    **dict.fromkeys(("authentication", "reservationForm", "role", "termsType"), ANY_NAME),
}
"""Kind of each field that holds a single value, or a list of them, by its name."""

TEXT_NUMBERS = frozenset(
    {"termsOfUse", "cancellationTerms", "serviceSpecificTerms", "pricingTerms", "paymentTerms"}
)
"""Fields whose rows have text for a ``pk``."""

LISTS = frozenset(
    {
        "unitsAll",
        "reservationUnitsAll",
        "edges",
        "spaces",
        "intendedUses",
        "equipments",
        "images",
        "pricings",
        "accessTypes",
        "generalRoles",
        "unitRoles",
        "units",
        "reservableTimeSpans",
        "searchTerms",
    }
)
"""Fields that are lists, unless they are paged: then ``edges`` is."""

NULLABLE = frozenset(
    {
        "currentUser",
        "node",
        "parent",
        "reservationUnitType",
        "cancellationRule",
        "cancellationTerms",
        "serviceSpecificTerms",
        "pricingTerms",
        "paymentTerms",
        "reservableTimeSpans",
    }
)
"""Objects and lists that may be absent."""


_TABLE = Table(SCALARS, TEXT_NUMBERS, LISTS, NULLABLE)


@lru_cache(maxsize=64)
def shape_of(document: str) -> Check:
    """Return what checks the ``data`` of the answers to a document.

    Returns:
        A function that raises ``Misfit`` for the first thing that does not fit.
    """
    return checker_of(asked_by(document), _TABLE)
