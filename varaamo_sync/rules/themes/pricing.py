"""Prices: one in force today, whole and in order, with VAT and a way of paying."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from varaamo_sync.capabilities import Feature
from varaamo_sync.findings import Owner
from varaamo_sync.model import LANGS, Price
from varaamo_sync.model.dated_rows import repeated_days
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import (
    Hits,
    Needs,
    a_room,
    draft_error,
    hit,
    hit_field,
    publish_error,
    quality_warning,
)
from varaamo_sync.rules.text_analysis.kept_texts import LONGEST, stored_length

HIGHEST_PRICE = Decimal(1_000_000)
"""Euros; the booking system itself holds ten digits (facts, section 4b)."""

HIGHEST_VAT = Decimal(100)

_INVALID = "RESERVATION_UNIT_PRICINGS_INVALID_PRICES"
_MATERIAL = LONGEST["pricing.material"]
_VAT = Decimal("25.5")


def is_paid(price: Price) -> bool:
    """Whether a price is more than nothing."""
    return not price.free and bool(price.highest or price.lowest)


@publish_error(
    "price-missing",
    asks=Feature.PRICE_NEEDED,
    code="RESERVATION_UNIT_PRICINGS_MISSING",
    bad=a_room(pricing=None),
)
def price_missing(room: RoomView) -> Hits:
    """A published room has a price; with an empty list the API publishes what nobody can book."""
    if not room.pricing:
        yield hit("pricing")


@draft_error(
    "price-not-in-force",
    asks=Feature.PRICES_TO_COME,
    code="RESERVATION_UNIT_PRICINGS_NO_ACTIVE_PRICING",
    bad=a_room(pricing=[{"free": True, "from": "2027-05-01"}]),
    good=a_room(pricing=[{"free": True, "from": "2027-03-01"}]),
)
def price_not_in_force(room: RoomView) -> Hits:
    """Where prices are given, one is in force today; of drafts too."""
    days = [price.begins for price in room.pricing if price.begins is not None]
    if days and len(days) == len(room.pricing) and min(days) > room.context.today:
        yield hit("pricing", first=min(days).isoformat())


@draft_error(
    "price-duplicate-date",
    asks=Feature.PRICES_TO_COME,
    code="RESERVATION_UNIT_PRICINGS_DUPLICATE_DATE",
    bad=a_room(
        pricing=[
            {"free": True},
            {"free": True, "from": "2027-05-01"},
            {"free": True, "from": "2027-05-01"},
        ]
    ),
    good=a_room(pricing=[{"free": True}, {"free": True, "from": "2027-05-01"}]),
)
def price_duplicate_date(room: RoomView) -> Hits:
    """Only one price begins on a day."""
    if len(room.prices) > 1:
        for at, price in repeated_days(room.prices):
            yield hit("pricing", at, begins=price.begins.isoformat() if price.begins else "–")


@publish_error("price-no-amount", bad=a_room(pricing=[{"unit": "per_hour"}]))
def price_no_amount(room: RoomView) -> Hits:
    """A price without amounts would be published as free though nobody has said so."""
    for at, price in room.not_free:
        if price.lowest is None and price.highest is None:
            yield hit("pricing", at)


@draft_error(
    "price-half",
    code=_INVALID,
    bad=a_room(pricing=[{"lowest": 10, "vat": _VAT, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": _VAT, "payment": "online"}]),
)
def price_half(room: RoomView) -> Hits:
    """Both amounts are given, or neither."""
    for at, price in room.not_free:
        if (price.lowest is None) is not (price.highest is None):
            missing = "lowest" if price.lowest is None else "highest"
            yield hit("pricing", at, field=f"pricing.{missing}")


@draft_error(
    "price-lowest-over-highest",
    code=_INVALID,
    bad=a_room(pricing=[{"lowest": 20, "highest": 10, "vat": _VAT, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 20, "vat": _VAT, "payment": "online"}]),
)
def price_lowest_over_highest(room: RoomView) -> Hits:
    """The lowest price is not higher than the highest."""
    for at, price in room.not_free:
        low, high = price.lowest, price.highest
        if low is not None and high is not None and low > high:
            yield hit("pricing", at, "lowest", lowest=str(low), highest=str(high))


@publish_error(
    "price-negative",
    bad=a_room(pricing=[{"lowest": -5, "highest": 10, "vat": _VAT, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 0, "highest": 10, "vat": _VAT, "payment": "online"}]),
)
def price_negative(room: RoomView) -> Hits:
    """The API would take a price below nothing."""
    for at, price in room.prices:
        for name, amount in (("lowest", price.lowest), ("highest", price.highest)):
            if amount is not None and amount < 0:
                yield hit("pricing", at, name, amount=str(amount))


@draft_error(
    "price-too-large",
    bad=a_room(pricing=[{"lowest": 1, "highest": 10**8, "vat": 0, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 1, "highest": 10**6, "vat": 0, "payment": "online"}]),
)
def price_too_large(room: RoomView) -> Hits:
    """A price over a million euros has lost its decimal point."""
    for at, price in room.prices:
        for name, amount in (("lowest", price.lowest), ("highest", price.highest)):
            if amount is not None and abs(amount) > HIGHEST_PRICE:
                yield hit("pricing", at, name, amount=str(amount), most=str(HIGHEST_PRICE))


@publish_error(
    "price-free-contradicts",
    bad=a_room(pricing=[{"free": True, "lowest": 10, "highest": 10}]),
    good=a_room(pricing=[{"free": True, "lowest": 0, "highest": 0, "vat": 0}]),
)
def price_free_contradicts(room: RoomView) -> Hits:
    """What is free has no amounts and no VAT; nobody should have to guess which one holds."""
    for at, price in room.prices:
        if price.free and (price.lowest or price.highest or price.vat):
            name = next(name for name in ("lowest", "highest", "vat") if getattr(price, name))
            yield hit_field("pricing", at, name, value=str(getattr(price, name)))


@publish_error(
    "price-vat-missing",
    asks=Feature.PAYMENTS,
    owner=Owner.FINANCE,
    bad=a_room(pricing=[{"lowest": 10, "highest": 10, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": 0, "payment": "online"}]),
)
def price_vat_missing(room: RoomView) -> Hits:
    """A paid price without VAT would be sent with 0 %, which nobody has decided."""
    for at, price in room.not_free:
        if price.vat is None and is_paid(price):
            yield hit("pricing", at)


@draft_error(
    "price-payment-missing",
    asks=Feature.PAYMENTS,
    owner=Owner.FINANCE,
    code="RESERVATION_UNIT_PRICING_NO_PAYMENT_TYPE",
    bad=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": _VAT}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": _VAT, "payment": "on_site"}]),
)
def price_payment_missing(room: RoomView) -> Hits:
    """A paid price says how it is paid."""
    for at, price in room.not_free:
        if price.payment is None and is_paid(price):
            yield hit("pricing", at)


@draft_error(
    "price-material-too-long",
    bad=a_room(pricing=[{"free": True, "material": {"fi": "Savi maksaa erikseen. " * 46}}]),
    good=a_room(pricing=[{"free": True, "material": {"fi": "Savi maksaa erikseen."}}]),
)
def price_material_too_long(room: RoomView) -> Hits:
    """What materials cost is told in a short text."""
    for at, price in room.prices:
        if price.material is None:
            continue
        for lang in LANGS:
            length = stored_length(price.material.get(lang) or "", _MATERIAL)
            if length > _MATERIAL:
                yield hit("pricing", at, "material", lang, length=length, limit=_MATERIAL)


@draft_error(
    "vat-out-of-range",
    asks=Feature.PAYMENTS,
    owner=Owner.FINANCE,
    bad=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": 255, "payment": "online"}]),
    good=a_room(
        pricing=[{"lowest": 10, "highest": 10, "vat": Decimal("25.5"), "payment": "online"}]
    ),
)
def vat_out_of_range(room: RoomView) -> Hits:
    """VAT is a percentage, also where no reference data is at hand to know which."""
    for at, price in room.prices:
        if not _is_percentage(price.vat):
            yield hit("pricing", at, "vat", vat=str(price.vat))


def _is_percentage(vat: Decimal | None) -> bool:
    return vat is None or 0 <= vat <= HIGHEST_VAT


@draft_error(
    "vat-unknown",
    asks=Feature.PAYMENTS,
    owner=Owner.FINANCE,
    needs=Needs.REFERENCE,
    bad=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": 22, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": _VAT, "payment": "online"}]),
)
def vat_unknown(room: RoomView) -> Hits:
    """VAT is one of the percentages that the booking system knows."""
    taxes = room.context.taxes
    for at, price in room.prices:
        vat = _vat_sent(price)
        if vat is not None and vat not in taxes and _is_percentage(price.vat):
            yield hit("pricing", at, "vat", vat=str(vat), known=_in_use(taxes))


@draft_error(
    "vat-disabled",
    asks=Feature.PAYMENTS,
    owner=Owner.FINANCE,
    code="RESERVATION_UNIT_PRICINGS_TAX_PERCENTAGE_DISABLED",
    needs=Needs.REFERENCE,
    bad=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": 24, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": _VAT, "payment": "online"}]),
)
def vat_disabled(room: RoomView) -> Hits:
    """VAT that is no longer in use is refused, of the price in force too.

    The API has this code for it, but in fact refuses earlier and without a code, as if it knew
    no such percentage (facts, section 3). So it does with all that is wrong inside a price.
    """
    taxes = room.context.taxes
    for at, price in room.prices:
        vat = _vat_sent(price)
        if vat is not None and taxes.get(vat) is False:
            yield hit("pricing", at, "vat", vat=str(vat), known=_in_use(taxes))


def _vat_sent(price: Price) -> Decimal | None:
    """Return the VAT that is sent, or ``None`` where another rule speaks of its absence."""
    if price.vat is None:
        return None if is_paid(price) else Decimal(0)
    return price.vat


def _in_use(taxes: Mapping[Decimal, bool]) -> str:
    return ", ".join(str(rate) for rate, enabled in taxes.items() if enabled) or "–"


@quality_warning(
    "payment-product-needed",
    asks=Feature.PAYMENTS,
    owner=Owner.FINANCE,
    bad=a_room(pricing=[{"lowest": 10, "highest": 20, "vat": _VAT, "payment": "online"}]),
)
def payment_product_needed(room: RoomView) -> Hits:
    """A paid room stays closed until finance has set its payment product (facts, section 4b).

    However it is paid: the booking system asks only whether the highest price is over zero.
    """
    for at, price in room.not_free:
        if is_paid(price):
            yield hit("pricing", at, highest=str(price.highest or price.lowest))
            return  # one finding a room
