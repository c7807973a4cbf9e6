"""Prices: one in force today, whole and in order, with VAT and a way of paying."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import LANGS, Price
from varaamo_sync.model.dated_rows import doubles, in_force
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.lengths import LONGEST
from varaamo_sync.rules.rule import Hit, Needs, a_room, rule
from varaamo_sync.rules.text_analysis.kept_texts import stored_length
from varaamo_sync.rules.themes.bounds import vat_possible

_INVALID = "RESERVATION_UNIT_PRICINGS_INVALID_PRICES"
_MATERIAL = LONGEST["pricing.material"]
_VAT = Decimal("25.5")


def paid(price: Price) -> bool:
    """Whether a price is more than nothing."""
    return not price.free and bool(price.highest or price.lowest)


@rule(
    id="price-missing",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    code="RESERVATION_UNIT_PRICINGS_MISSING",
    bad=a_room(pricing=None),
)
def price_missing(context: Context) -> Iterator[Hit]:
    """A published room has a price; with an empty list the API publishes what nobody can book."""
    for place, room in context.rooms:
        if not room.pricing:
            yield Hit(place, ("pricing",))


@rule(
    id="price-not-in-force",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code="RESERVATION_UNIT_PRICINGS_NO_ACTIVE_PRICING",
    bad=a_room(pricing=[{"free": True, "from": "2027-05-01"}]),
    good=a_room(pricing=[{"free": True, "from": "2027-03-01"}]),
)
def price_not_in_force(context: Context) -> Iterator[Hit]:
    """Where prices are given, one is in force today; of drafts too."""
    for place, prices in context.pricings():
        if prices and in_force(prices, context.today) is None:
            first = min(price.begins or date.max for price in prices)
            yield Hit(place, ("pricing",), {"first": first.isoformat()})


@rule(
    id="price-duplicate-date",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
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
def price_duplicate_date(context: Context) -> Iterator[Hit]:
    """Only one price begins on a day."""
    for place, prices in context.pricings():
        for at, begins in doubles(prices, context.today):
            yield Hit(place, ("pricing", at), {"begins": begins})


@rule(
    id="price-no-amount",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(pricing=[{"unit": "per_hour"}]),
)
def price_no_amount(context: Context) -> Iterator[Hit]:
    """A price without amounts would be published as free though nobody has said so."""
    for place, at, price in context.prices():
        if not price.free and price.lowest is None and price.highest is None:
            yield Hit(place, ("pricing", at))


@rule(
    id="price-half",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_INVALID,
    bad=a_room(pricing=[{"lowest": 10, "vat": _VAT, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": _VAT, "payment": "online"}]),
)
def price_half(context: Context) -> Iterator[Hit]:
    """Both amounts are given, or neither."""
    for place, at, price in context.prices():
        if not price.free and (price.lowest is None) is not (price.highest is None):
            absent = "lowest" if price.lowest is None else "highest"
            yield Hit(place, ("pricing", at), {"field": absent})


@rule(
    id="price-lowest-over-highest",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_INVALID,
    bad=a_room(pricing=[{"lowest": 20, "highest": 10, "vat": _VAT, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 20, "vat": _VAT, "payment": "online"}]),
)
def price_lowest_over_highest(context: Context) -> Iterator[Hit]:
    """The lowest price is not higher than the highest."""
    for place, at, price in context.prices():
        low, high = price.lowest, price.highest
        if not price.free and low is not None and high is not None and low > high:
            yield Hit(place, ("pricing", at, "lowest"), {"lowest": str(low), "highest": str(high)})


@rule(
    id="price-negative",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(pricing=[{"lowest": -5, "highest": 10, "vat": _VAT, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 0, "highest": 10, "vat": _VAT, "payment": "online"}]),
)
def price_negative(context: Context) -> Iterator[Hit]:
    """The API would take a price below nothing."""
    for place, at, price in context.prices():
        for name, amount in (("lowest", price.lowest), ("highest", price.highest)):
            if amount is not None and amount < 0:
                yield Hit(place, ("pricing", at, name), {"amount": str(amount)})


@rule(
    id="price-free-contradicts",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(pricing=[{"free": True, "lowest": 10, "highest": 10}]),
    good=a_room(pricing=[{"free": True, "lowest": 0, "highest": 0, "vat": 0}]),
)
def price_free_contradicts(context: Context) -> Iterator[Hit]:
    """What is free has no amounts and no VAT; nobody should have to guess which one holds."""
    for place, at, price in context.prices():
        if price.free and (price.lowest or price.highest or price.vat):
            given = next(name for name in ("lowest", "highest", "vat") if getattr(price, name))
            yield Hit(
                place, ("pricing", at, given), {"field": given, "value": str(getattr(price, given))}
            )


@rule(
    id="price-vat-missing",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.FINANCE,
    bad=a_room(pricing=[{"lowest": 10, "highest": 10, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": 0, "payment": "online"}]),
)
def price_vat_missing(context: Context) -> Iterator[Hit]:
    """A paid price without VAT would be sent with 0 %, which nobody has decided."""
    for place, at, price in context.prices():
        if price.vat is None and paid(price):
            yield Hit(place, ("pricing", at))


@rule(
    id="price-payment-missing",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.FINANCE,
    code="RESERVATION_UNIT_PRICING_NO_PAYMENT_TYPE",
    bad=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": _VAT}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": _VAT, "payment": "on_site"}]),
)
def price_payment_missing(context: Context) -> Iterator[Hit]:
    """A paid price says how it is paid."""
    for place, at, price in context.prices():
        if price.payment is None and paid(price):
            yield Hit(place, ("pricing", at))


@rule(
    id="price-material-too-long",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    bad=a_room(pricing=[{"free": True, "material": {"fi": "Savi maksaa erikseen. " * 46}}]),
    good=a_room(pricing=[{"free": True, "material": {"fi": "Savi maksaa erikseen."}}]),
)
def price_material_too_long(context: Context) -> Iterator[Hit]:
    """What materials cost is told in a short text."""
    for place, at, price in context.prices():
        if price.material is None:
            continue
        for lang in LANGS:
            length = stored_length(price.material.get(lang) or "", _MATERIAL)
            if length > _MATERIAL:
                params = {"length": length, "limit": _MATERIAL}
                yield Hit(place, ("pricing", at, "material", lang), params)


@rule(
    id="vat-unknown",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.FINANCE,
    needs=Needs.REFERENCE,
    bad=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": 22, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": _VAT, "payment": "online"}]),
)
def vat_unknown(context: Context) -> Iterator[Hit]:
    """VAT is one of the percentages that the booking system knows."""
    for place, at, price in context.prices():
        vat = _vat(price)
        if vat is not None and vat not in context.taxes and vat_possible(price):
            known = ", ".join(str(rate) for rate, enabled in context.taxes.items() if enabled)
            yield Hit(place, ("pricing", at, "vat"), {"vat": str(vat), "known": known or "–"})


@rule(
    id="vat-disabled",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.FINANCE,
    code="RESERVATION_UNIT_PRICINGS_TAX_PERCENTAGE_DISABLED",
    needs=Needs.REFERENCE,
    bad=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": 24, "payment": "online"}]),
    good=a_room(pricing=[{"lowest": 10, "highest": 10, "vat": _VAT, "payment": "online"}]),
)
def vat_disabled(context: Context) -> Iterator[Hit]:
    """VAT that is no longer in use is refused, of the price in force too.

    The API has this code for it, but in fact refuses earlier and without a code, as if it knew
    no such percentage (facts, section 3). So it does with all that is wrong inside a price.
    """
    for place, at, price in context.prices():
        vat = _vat(price)
        if vat is not None and context.taxes.get(vat) is False:
            known = ", ".join(str(rate) for rate, enabled in context.taxes.items() if enabled)
            yield Hit(place, ("pricing", at, "vat"), {"vat": str(vat), "known": known or "–"})


def _vat(price: Price) -> Decimal | None:
    """Return the VAT that is sent, or ``None`` where another rule speaks of its absence."""
    if price.vat is None:
        return None if paid(price) else Decimal(0)
    return price.vat


@rule(
    id="payment-product-needed",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.FINANCE,
    bad=a_room(pricing=[{"lowest": 10, "highest": 20, "vat": _VAT, "payment": "online"}]),
)
def payment_product_needed(context: Context) -> Iterator[Hit]:
    """A paid room stays closed until finance has set its payment product (facts, section 4b).

    However it is paid: the booking system asks only whether the highest price is over zero.
    """
    last = -1  # one finding a room
    for place, at, price in context.prices():
        if place != last and paid(price):
            last = place
            yield Hit(place, ("pricing", at), {"highest": str(price.highest or price.lowest)})
