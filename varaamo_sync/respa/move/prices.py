"""What a resource costs: by its own fields, and by the product that is sold online."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from varaamo_sync.entry_words import entry_words
from varaamo_sync.model import Lang
from varaamo_sync.respa.move.lengths import length_of
from varaamo_sync.startup.fast_dataclass import dataclass

_UNITS = {"hourly": "per_hour", "daily": "per_day", "weekly": "per_week", "fixed": "fixed"}
_LENGTHS = {
    "per_hour": timedelta(hours=1),
    "per_day": timedelta(days=1),
    "per_week": timedelta(weeks=1),
}
_FIELDS = (("min_price", "max_price"), ("min_price_per_hour", "max_price_per_hour"))
_CENT = Decimal("0.01")
_MOST = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Charge:
    """What is charged online.

    Attributes:
        amount: Euros, VAT included, for the unit of the resource's own price; ``None`` where the
            two cannot be compared.
        words: The price as Respa writes it.
        vat: Percent of VAT, as Respa writes it.
    """

    amount: Decimal | None
    words: str
    vat: str


@dataclass(frozen=True, slots=True)
class RespaPrice:
    """What a resource costs, by its own fields.

    Attributes:
        lowest: Lowest price; ``None`` where none is told.
        highest: Highest price; ``None`` where none is told.
        unit: What it is for, in the catalogue's word; ``None`` for a word that is not known.
        words: The price as Respa writes it; empty where it tells none.
        source: The field that it stands in.
        readable: Whether its amounts are some.
        charges: What is charged online for the room itself.
    """

    lowest: Decimal | None
    highest: Decimal | None
    unit: str | None
    words: str
    source: str
    readable: bool
    charges: tuple[Charge, ...]

    @property
    def free(self) -> bool:
        """Whether its fields say that nothing is to be paid."""
        told = self.lowest is not None or self.highest is not None
        return self.readable and told and not self.lowest and not self.highest

    @property
    def disagrees(self) -> bool:
        """Whether something is charged that its own fields do not hold."""
        return any(not self._holds(one.amount) for one in self.charges)

    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """Return the lowest and the highest price; what is charged tells what no field does."""
        known = [one for one in (self.lowest, self.highest) if one is not None]
        known += [one.amount for one in self.charges if one.amount is not None]
        if not known:
            return None
        lowest = self.lowest if self.lowest is not None else min(known)
        highest = self.highest if self.highest is not None else max(known)
        return (lowest, highest) if lowest <= highest else None

    def words_in(self, lang: Lang) -> str:
        """Return what its fields say, as people write it."""
        told = {"lowest": self.lowest, "highest": self.highest, "unit": self.unit}
        return _words(told, lang)

    def charge_in(self, lang: Lang) -> str:
        """Return what is charged, as people write it."""
        amounts = (
            _words({"lowest": one.amount, "highest": one.amount, "unit": self.unit}, lang)
            if one.amount is not None
            else one.words
            for one in self.charges
        )
        return ", ".join(amounts)

    def _holds(self, amount: Decimal | None) -> bool:
        if amount is None:
            return False
        if self.free:
            return not amount
        above = self.lowest is None or amount >= self.lowest
        return above and (self.highest is None or amount <= self.highest)


def price_of(resource: Mapping[str, Any]) -> RespaPrice:
    """Return what a resource costs."""
    names = next(
        (pair for pair in _FIELDS if any(_told(resource, one) for one in pair)), _FIELDS[0]
    )
    said = [resource.get(name) for name in names]
    amounts = [amount_of(one) for one in said]
    kind = resource.get("price_type") or "hourly"
    if names != _FIELDS[0]:
        kind = "hourly"
    unit = _UNITS.get(kind) if isinstance(kind, str) else None
    told = [str(one) for one in said if one not in (None, "")]
    return RespaPrice(
        lowest=amounts[0],
        highest=amounts[1],
        unit=unit,
        words=f"{'–'.join(dict.fromkeys(told))} € {kind}" if told else "",
        source=names[0] if _told(resource, names[0]) else names[1],
        readable=len(told) == sum(one is not None for one in amounts),
        charges=tuple(_charges(resource.get("products"), unit)),
    )


def amount_of(value: Any) -> Decimal | None:
    """Return an amount of euros; ``None`` where it is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    if not amount.is_finite() or not 0 <= amount < _MOST or amount != amount.quantize(_CENT):
        return None
    return amount.quantize(_CENT)


def is_extra(product: Any) -> bool:
    """Tell whether a product is sold beside the room."""
    return not (isinstance(product, Mapping) and product.get("type") == "rent")


def _words(price: Mapping[str, object], lang: Lang) -> str:
    stated = {part: value for part, value in price.items() if value is not None}
    return entry_words("pricing", [stated], lang)


def _told(resource: Mapping[str, Any], name: str) -> bool:
    return resource.get(name) not in (None, "")


def _charges(products: Any, unit: str | None) -> Iterator[Charge]:
    for product in products if isinstance(products, list) else ():
        if is_extra(product):
            continue
        price = product.get("price")
        price = price if isinstance(price, Mapping) else {}
        period = price.get("period")
        words = f"{price.get('amount')} €" + (f" / {period}" if period else "")
        yield Charge(_for_unit(price, unit), words, str(price.get("tax_percentage") or ""))


def _for_unit(price: Mapping[str, Any], unit: str | None) -> Decimal | None:
    """Return an amount for the unit of the resource's own price."""
    amount = amount_of(price.get("amount"))
    if amount is None or price.get("type") == "fixed":
        return amount if unit == "fixed" else None
    period, wanted = length_of(price.get("period")), _LENGTHS.get(unit or "")
    if not period or wanted is None:
        return None
    return (amount * Decimal(wanted / period)).quantize(_CENT)
