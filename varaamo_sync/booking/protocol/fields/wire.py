"""Field by field between stored form and the booking API's own names and spellings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from varaamo_sync.model import (
    HELSINKI,
    LANGS,
    AccessType,
    Lang,
    Payment,
    PriceUnit,
    in_helsinki,
)
from varaamo_sync.snapshot import AccessRow, Named, PriceRow, Reference, Value
from varaamo_sync.startup.fast_dataclass import dataclass

JSON = dict[str, Any]
Decode = Callable[[Any], Value]
Encode = Callable[[Any, Reference], Any]

_KINDS = {"direct": "DIRECT", "season": "SEASON", "both": "DIRECT_AND_SEASON"}
_KINDS_BACK = {wire: ours for ours, wire in _KINDS.items()}
_PRICE_UNITS = {unit: unit.upper().replace("_MIN", "_MINS") for unit in PriceUnit}
_PRICE_UNITS_BACK = {wire: unit for unit, wire in _PRICE_UNITS.items()}


class UnknownName(LookupError):
    """A value names reference data that the booking system does not have, or has disabled.

    Attributes:
        wire: Name of the field in the API.
        name: What it names.
    """

    def __init__(self, wire: str, name: str) -> None:
        super().__init__(wire, name)
        self.wire = wire
        self.name = name


@dataclass(frozen=True, slots=True)
class WireField:
    """How one field of the catalogue is spelt in the API.

    Attributes:
        path: Path in the catalogue, such as ``booking.min``.
        wire: Name in the inputs of mutations; reading uses the same name.
        decode: From the JSON of an answer to stored form.
        encode: From stored form to the JSON of an input.
    """

    path: str
    wire: str
    decode: Decode
    encode: Encode


def _same(value: Any, _: Reference) -> Any:
    return value


def _as_is(value: Any) -> Value:
    return value  # type: ignore[no-any-return]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _duration(value: Any) -> timedelta | None:
    return None if value is None else timedelta(seconds=int(value))


def _buffer(value: Any) -> timedelta:
    return timedelta(seconds=int(value or 0))


def _seconds(value: timedelta | None, _: Reference) -> int | None:
    return None if value is None else int(value.total_seconds())


def _moment(value: Any) -> datetime | None:
    return None if value is None else moment_of(value)


def moment_of(text: str) -> datetime:
    """Return a moment in Helsinki's time; at the very ends of the calendar, to a few hours."""
    moment = datetime.fromisoformat(text)
    try:
        return in_helsinki(moment)
    except OverflowError:  # staff write 31.12.9999 for "without end"
        return moment.replace(tzinfo=HELSINKI)


def _iso(value: datetime | None, _: Reference) -> str | None:
    return None if value is None else value.isoformat()


def _label(value: Any) -> str | None:
    return None if value is None else str(value["nameFi"] or value["pk"])


def _labels(value: Iterable[Any]) -> frozenset[str]:
    return frozenset(str(row["nameFi"] or row["pk"]) for row in value)


def _id(value: Any) -> str | None:
    return None if value is None else str(value["pk"])


def pk_of(rows: Iterable[Named] | None, label: str) -> int | str:
    """Return the number of a reference row by its Finnish name.

    Raises:
        LookupError: The booking system has no such row.
    """
    for row in rows or ():
        if row.label == label:
            return row.pk
    raise LookupError(label)


def _row_out(rows: Callable[[Reference], Iterable[Named] | None]) -> Encode:
    def encode(value: str | None, reference: Reference) -> Any:
        return None if value is None else pk_of(rows(reference), value)

    return encode


def _rows_out(rows: Callable[[Reference], Iterable[Named] | None]) -> Encode:
    def encode(value: frozenset[str], reference: Reference) -> Any:
        return sorted(int(pk_of(rows(reference), name)) for name in value)

    return encode


def _texts(path: str, wire: str) -> list[WireField]:
    return [
        WireField(f"{path}.{lang}", f"{wire}{lang.capitalize()}", _text, _same) for lang in LANGS
    ]


FIELDS: tuple[WireField, ...] = (
    *_texts("name", "name"),
    *_texts("description", "description"),
    WireField("type", "reservationUnitType", _label, _row_out(lambda r: r.types)),
    WireField("purposes", "intendedUses", _labels, _rows_out(lambda r: r.purposes)),
    WireField("equipment", "equipments", _labels, _rows_out(lambda r: r.equipment)),
    WireField("capacity.min", "minPersons", _as_is, _same),
    WireField("capacity.max", "maxPersons", _as_is, _same),
    WireField("area", "surfaceArea", _as_is, _same),
    WireField("booking.kind", "reservationKind", lambda v: _KINDS_BACK[v], lambda v, _: _KINDS[v]),
    WireField(
        "booking.interval",
        "reservationStartInterval",
        lambda v: timedelta(minutes=int(v.split("_")[1])),
        lambda v, _: f"INTERVAL_{int(v.total_seconds() // 60)}_MINUTES",
    ),
    WireField("booking.min", "minReservationDuration", _duration, _seconds),
    WireField("booking.max", "maxReservationDuration", _duration, _seconds),
    WireField("booking.buffer_before", "bufferTimeBefore", _buffer, _seconds),
    WireField("booking.buffer_after", "bufferTimeAfter", _buffer, _seconds),
    WireField("booking.window.min_days", "reservationsMinDaysBefore", _as_is, _same),
    WireField("booking.window.max_days", "reservationsMaxDaysBefore", _as_is, _same),
    WireField("booking.opens", "reservationBeginsAt", _moment, _iso),
    WireField("booking.closes", "reservationEndsAt", _moment, _iso),
    WireField("booking.max_per_person", "maxReservationsPerUser", _as_is, _same),
    WireField("booking.handling", "requireReservationHandling", _as_is, _same),
    WireField("booking.whole_day", "reservationBlockWholeDay", _as_is, _same),
    WireField("booking.login", "authentication", lambda v: v.lower(), lambda v, _: v.upper()),
    WireField("booking.adults_only", "requireAdultReservee", _as_is, _same),
    WireField("booking.free_on_request", "canApplyFreeOfCharge", _as_is, _same),
    WireField(
        "booking.form",
        "reservationForm",
        lambda v: v.removesuffix("_FORM").lower(),
        lambda v, _: f"{v.upper()}_FORM",
    ),
    WireField(
        "terms.cancellation_rule",
        "cancellationRule",
        _label,
        _row_out(lambda r: r.cancellation_rules),
    ),
    WireField("terms.cancellation", "cancellationTerms", _id, _same),
    WireField("terms.payment", "paymentTerms", _id, _same),
    WireField("terms.pricing", "pricingTerms", _id, _same),
    WireField("terms.service", "serviceSpecificTerms", _id, _same),
    *_texts("instructions.pending", "reservationPendingInstructions"),
    *_texts("instructions.confirmed", "reservationConfirmedInstructions"),
    *_texts("instructions.cancelled", "reservationCancelledInstructions"),
    *_texts("instructions.applicants", "notesWhenApplying"),
    WireField("contact", "contactInformation", _text, _same),
    WireField("search_terms", "searchTerms", tuple, lambda v, _: list(v)),
    WireField("publish.from", "publishBeginsAt", _moment, _iso),
    WireField("publish.until", "publishEndsAt", _moment, _iso),
)
"""Every field but prices and access types, which are rows of their own."""


def decode_fields(node: JSON) -> dict[str, Value]:
    """Return every field of a room that the answer holds, in stored form."""
    return {field.path: field.decode(node[field.wire]) for field in FIELDS if field.wire in node}


def encode_fields(values: Mapping[str, Value], reference: Reference) -> JSON:
    """Return the input of a mutation for some fields.

    Raises:
        UnknownName: A value names reference data that the booking system does not have.
    """
    encoded: JSON = {}
    for field in FIELDS:
        if field.path in values:
            try:
                encoded[field.wire] = field.encode(values[field.path], reference)
            except LookupError as exc:
                raise UnknownName(field.wire, str(exc.args[0])) from exc
    return encoded


def decode_price(node: JSON, today: date) -> tuple[int, PriceRow, date]:
    """Return a price with its number and its first day."""
    begins = date.fromisoformat(node["begins"])
    material: tuple[tuple[Lang, str], ...] = tuple(
        (lang, _text(node[f"materialPriceDescription{lang.capitalize()}"])) for lang in LANGS
    )
    row = PriceRow(
        begins=begins if begins > today else None,
        lowest=money(node["lowestPrice"]),
        highest=money(node["highestPrice"]),
        vat=money(node["taxPercentage"]["value"]),
        unit=_PRICE_UNITS_BACK[node["priceUnit"]],
        payment=Payment(node["paymentType"].lower()) if node["paymentType"] else None,
        on_begin=node["isActivatedOnBegins"],
        material=material,
    )
    return int(node["pk"]), row, begins


def money(text: Any) -> Decimal:
    """Return an amount or a percentage with two decimals."""
    return Decimal(str(text)).quantize(Decimal("0.01"))


def encode_price(row: PriceRow, begins: date, reference: Reference, pk: int | None) -> JSON:
    """Return a price as a mutation wants it: whole, with its number if it has one.

    Raises:
        UnknownName: The booking system has no such VAT percentage, or has disabled it.
    """
    tax = next((t for t in reference.taxes if t.value == row.vat and t.enabled), None)
    if tax is None:
        raise UnknownName("pricings.taxPercentage", f"{row.vat} %")
    encoded: JSON = {
        "begins": begins.isoformat(),
        "lowestPrice": str(row.lowest),
        "highestPrice": str(row.highest),
        "taxPercentage": tax.pk,
        "priceUnit": _PRICE_UNITS[row.unit],
        "paymentType": row.payment.upper() if row.payment else None,
        "isActivatedOnBegins": row.on_begin,
    }
    for lang, text in row.material:
        encoded[f"materialPriceDescription{lang.capitalize()}"] = text
    return encoded if pk is None else {"pk": pk} | encoded


def decode_access(node: JSON, today: date) -> tuple[int, AccessRow, date]:
    """Return an access type with its number and its first day."""
    begins = date.fromisoformat(node["beginDate"])
    row = AccessRow(
        begins=begins if begins > today else None, type=AccessType(node["accessType"].lower())
    )
    return int(node["pk"]), row, begins


def encode_access(row: AccessRow, begins: date, pk: int | None) -> JSON:
    """Return an access type as a mutation wants it."""
    encoded: JSON = {"accessType": row.type.upper(), "beginDate": begins.isoformat()}
    return encoded if pk is None else {"pk": pk} | encoded
