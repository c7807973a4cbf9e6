"""What each field of the API's answers can be, as far as this library reads it.

A test holds this table against ``varaamo.graphql``. It is stricter where the API's schema allows
``null`` and its rows never are (numbers of rows), and milder where ``null`` means the same as an
empty text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from varaamo_sync.model import LANGS, AccessType, Payment, PriceUnit
from varaamo_sync.snapshot import PublishingState, ReservationState

_LARGEST = 2**31 - 1
"""Largest whole number of GraphQL (specification, 3.5.1)."""

_MOST_MONEY = Decimal(10) ** 12
_LONGEST = int(timedelta.max.total_seconds())
_DIGITS = 40
"""Letters that a decimal may have; the API's have some ten."""

_INTERVAL = re.compile(r"INTERVAL_[0-9]{1,4}_MINUTES")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value can be.

    Attributes:
        name: Its scalar in ``varaamo.graphql``, or ``enum``.
        wanted: The same in words.
        fits: Whether a value that is not ``null`` is one.
        null: Whether there may be none.
    """

    name: str
    wanted: str
    fits: Callable[[Any], bool]
    null: bool = False

    def or_null(self) -> Kind:
        """Return the same, where there may be none."""
        return replace(self, null=True)


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_whole(value: Any) -> bool:
    return type(value) is int and -_LARGEST <= value <= _LARGEST


def _is_duration(value: Any) -> bool:
    return type(value) is int and -_LONGEST <= value <= _LONGEST


def _is_truth(value: Any) -> bool:
    return type(value) is bool


def _is_decimal(value: Any) -> bool:
    if (type(value) is str and len(value) > _DIGITS) or type(value) not in (str, int, float):
        return False
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return False
    return number.is_finite() and abs(number) < _MOST_MONEY


def _read_by(reader: Callable[[str], object]) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        try:
            return type(value) is str and reader(value) is not None
        except ValueError:
            return False

    return fits


def _one_of(names: Iterable[str]) -> Kind:
    known = frozenset(names)
    wanted = "one of the values that are known here"
    return Kind("enum", wanted, lambda value: type(value) is str and value in known)


TEXT = Kind("String", "text", _is_text)
ANY_NAME = Kind("enum", "text", _is_text)
INTERVAL = Kind("enum", "an interval", lambda v: _is_text(v) and bool(_INTERVAL.fullmatch(v)))
UUID = Kind("UUID", "text", _is_text)
WHOLE = Kind("Int", "a whole number", _is_whole)
TRUTH = Kind("Boolean", "true or false", _is_truth)
SECONDS = Kind("Duration", "whole seconds", _is_duration)
DECIMAL = Kind("Decimal", "a decimal number", _is_decimal)
DAY = Kind("Date", "a day", _read_by(date.fromisoformat))
MOMENT = Kind("DateTime", "a moment", _read_by(datetime.fromisoformat))

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
    "publishingState": _one_of(PublishingState),
    "reservationState": _one_of(ReservationState),
    "reservationStartInterval": INTERVAL,
    "reservationKind": _one_of(("DIRECT", "SEASON", "DIRECT_AND_SEASON")),
    "priceUnit": _one_of(unit.upper().replace("_MIN", "_MINS") for unit in PriceUnit),
    "paymentType": _one_of(way.upper() for way in Payment).or_null(),
    "accessType": _one_of(way.upper() for way in AccessType),
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
