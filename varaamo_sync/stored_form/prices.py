"""Prices as the booking system keeps them: rows, each from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from varaamo_sync.model import Price, PriceUnit
from varaamo_sync.model.dated_rows import stored_rows
from varaamo_sync.snapshot import PriceRow
from varaamo_sync.stored_form.values import stored_material


def price_rows(prices: Sequence[Price], today: date) -> tuple[PriceRow, ...]:
    """Return the price in force (without its date) and those to come, by date.

    Args:
        prices: Prices as the catalogue states them.
        today: Today in Helsinki.
    """
    return tuple(_price_row(price, begins) for begins, price in stored_rows(prices, today))


def _price_row(price: Price, begins: date | None) -> PriceRow:
    nothing = Decimal("0.00")
    return PriceRow(
        begins=begins,
        lowest=nothing if price.free else price.lowest or nothing,
        highest=nothing if price.free else price.highest or nothing,
        vat=nothing if price.vat is None else price.vat,
        unit=price.unit,
        payment=price.payment,
        on_begin=price.on_begin,
        material=stored_material(price.material),
    )


def bare_price(lowest: Decimal, highest: Decimal, unit: PriceUnit) -> PriceRow:
    """Return a price in force, of a booking system that keeps neither VAT nor how it is paid."""
    nothing = Decimal("0.00")
    return PriceRow(
        begins=None,
        lowest=lowest,
        highest=highest,
        vat=nothing,
        unit=unit,
        payment=None,
        on_begin=False,
    )
