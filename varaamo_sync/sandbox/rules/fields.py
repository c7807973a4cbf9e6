"""The fields of every input, in the order in which the server checks them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from varaamo_sync.sandbox.data.tables import LANGS
from varaamo_sync.sandbox.rules.images import upload
from varaamo_sync.sandbox.rules.inputs import (
    Field,
    Reader,
    amount,
    anything,
    day,
    moment,
    one_of,
    rows_of,
    seconds,
    some_of,
    terms_of,
    text,
    texts,
    whole,
)

NAME_LIMIT = 255

RICH: Mapping[str, int] = {
    "description": 8000,
    "notesWhenApplying": 4000,
    "reservationPendingInstructions": 8000,
    "reservationConfirmedInstructions": 8000,
    "reservationCancelledInstructions": 8000,
    "materialPriceDescription": 1000,
}
"""Texts that may hold some HTML, with their limits once sanitised (facts, 4b)."""

CONTACT_LIMIT = 1000


def rich_columns() -> Iterator[tuple[str, int]]:
    """Return every column that holds HTML, with its limit."""
    for field, limit in RICH.items():
        for lang in LANGS:
            yield f"{field}{lang}", limit


def _translated(field: str, *, null: bool = False) -> list[Field]:
    # The field without a language writes the Finnish text. Each language may be null.
    limit, rich = RICH.get(field, NAME_LIMIT), field in RICH
    return [
        Field(field, text(limit, blank=rich, rich=rich), null),
        *(Field(f"{field}{lang}", text(limit, rich=rich), null=True) for lang in LANGS),
    ]


def _each(read: Reader, *names: str, null: bool = False) -> list[Field]:
    return [Field(name, read, null) for name in names]


_PK = Field("pk", whole())

_PRICING = (
    Field("begins", day),
    Field("isActivatedOnBegins", anything),
    Field("paymentType", anything, null=True),
    Field("priceUnit", anything),
    Field("lowestPrice", amount),
    Field("highestPrice", amount),
    # A percentage that is disabled does not exist here (facts, section 3).
    Field("taxPercentage", one_of("taxPercentage", "isEnabled")),
    *_translated("materialPriceDescription")[1:],
)
_ACCESS_TYPE = (Field("accessType", anything), Field("beginDate", day))
_IMAGE = (Field("imageUrl", upload), Field("imageType", anything))

ROOM_CREATE: tuple[Field, ...] = (
    *_translated("name"),
    *_translated("description"),
    *_translated("notesWhenApplying", null=True),
    Field("contactInformation", text(CONTACT_LIMIT, rich=True)),
    *_translated("reservationPendingInstructions"),
    *_translated("reservationConfirmedInstructions"),
    *_translated("reservationCancelledInstructions"),
    Field("surfaceArea", whole(), null=True),  # even below zero (facts, 4b)
    *_each(
        whole(at_least=0),
        "minPersons",
        "maxPersons",
        "maxReservationsPerUser",
        "reservationsMinDaysBefore",
        "reservationsMaxDaysBefore",
        null=True,
    ),
    *_each(moment, "reservationBeginsAt", "reservationEndsAt", null=True),
    *_each(moment, "publishBeginsAt", "publishEndsAt", null=True),
    *_each(seconds, "minReservationDuration", "maxReservationDuration", null=True),
    *_each(seconds, "bufferTimeBefore", "bufferTimeAfter"),
    *_each(
        anything,
        "isDraft",
        "requireAdultReservee",
        "requireReservationHandling",
        "reservationBlockWholeDay",
        "canApplyFreeOfCharge",
        "authentication",
        "reservationStartInterval",
        "reservationKind",
        "reservationForm",
    ),
    Field("searchTerms", texts(255)),
    Field("unit", one_of("unit")),
    Field("reservationUnitType", one_of("reservationUnitType"), null=True),
    Field("cancellationRule", one_of("cancellationRule"), null=True),
    Field("cancellationTerms", terms_of("CANCELLATION"), null=True),
    Field("serviceSpecificTerms", terms_of("SERVICE"), null=True),
    Field("pricingTerms", terms_of("PRICING"), null=True),
    Field("paymentTerms", terms_of("PAYMENT"), null=True),
    Field("spaces", some_of("space")),  # of any venue (facts, section 3)
    Field("resources", some_of("space", "FALSE")),  # there are none
    Field("intendedUses", some_of("intendedUse")),
    Field("equipments", some_of("equipment")),
    Field("images", rows_of(*_IMAGE)),
    Field("pricings", rows_of(*_PRICING)),  # on create a row's pk is not even read
    Field("accessTypes", rows_of(*_ACCESS_TYPE)),
)

_UPDATED = {
    "pricings": rows_of(_PK, *_PRICING),
    "accessTypes": rows_of(_PK, *_ACCESS_TYPE),
}
ROOM_UPDATE: tuple[Field, ...] = tuple(
    replace(field, read=_UPDATED.get(field.name, field.read)) for field in ROOM_CREATE
)

SPACE: tuple[Field, ...] = (
    *_translated("name"),
    Field("surfaceArea", whole(), null=True),
    Field("maxPersons", whole(at_least=0), null=True),
    Field("code", text(255)),
    Field("unit", one_of("unit")),
    Field("parent", one_of("space"), null=True),
)
