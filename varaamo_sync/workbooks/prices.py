"""Cells that hold a whole price in words: ``7 €/h``, ``5–10 e / kerta``, ``ilmainen``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from varaamo_sync.workbooks.amounts import NUMBER, cents, decimal, exact, in_language
from varaamo_sync.workbooks.choices import CHOICES, label
from varaamo_sync.workbooks.grid import Raw
from varaamo_sync.workbooks.letters import folded, numeric, shown
from varaamo_sync.workbooks.reading_cell import CellProblem, Help, Read

_FREE = re.compile(
    r"(?:(?:ilmai\w+|maksut\w+|veloituksetta|gratis|avgiftsfri\w*|free(?: of charge)?)"
    r"(?: ?\(?0 ?(?:€|e|eur)\)?)?|0(?:[.,]0+)? ?(?:€|e|eur|euroa)?(?: ?/ ?\w+)?)"
)
_WITHOUT_VAT = re.compile(r"\+ ?(?:alv|moms|vat)|veroton|ilman alv|alv ?0|exkl|excl|utan moms")
_VAT = re.compile(
    rf"[,;]? ?\(?(?:sis(?:ältää|\.)? ?|inkl\.? ?|incl\.? ?)(?:alv|moms|vat)(?:\w*n)?\.?"
    rf" ?(?:(?P<vat>{NUMBER}) ?%)?\)?"
)
_PRICE = re.compile(
    rf"(?:€ ?)?(?P<low>{NUMBER}) ?(?:€|e|eur|euroa|euro)?(?: ?- ?(?P<high>{NUMBER}))?"
    r" ?(?:€|e|eur|euroa|euro)?\.?(?: ?(?:/|per|a) ?(?P<per>.+)| (?P<each>.+))?"
)
_PER: dict[str | None, str | None] = {"h": "per_hour", "d": "per_day", "min": None}
"""What a price is per where its header ends in a unit of time: ``Hinta/h``."""
_UNITS = {
    folded(word).strip("/€"): choice.value
    for choice in CHOICES["price_unit"]
    for word in (choice.value, *choice.labels.values(), *choice.others)
}


def read_price(raw: Raw, help: Help) -> Read:
    """Read a price in words, VAT included.

    The value is ``True`` where a price is stated; its parts are in ``also``.
    """
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        amount = cents(exact(raw), raw)
        if amount == 0:
            return _free(raw)
        return Read(True, None, _parts(amount, amount, _PER.get(help.unit, help.unit)))
    if not isinstance(raw, str):
        raise CellProblem("cell-price", text=shown(raw))
    text = numeric(raw)
    if _FREE.fullmatch(text):
        return _free(raw)
    if _WITHOUT_VAT.search(text):
        raise CellProblem("cell-price-without-vat", text=shown(raw))
    vat = _VAT.search(text)
    if vat is not None:
        text = _VAT.sub("", text).strip(" ,;")
    match = _PRICE.fullmatch(text)
    if match is None:
        raise CellProblem("cell-price", text=shown(raw))
    per = match["per"] or match["each"]
    unit = _UNITS.get(per.strip(" ./")) if per else _PER.get(help.unit, help.unit)
    if per and unit is None:
        raise CellProblem("cell-price", text=shown(raw))
    low = cents(decimal(match["low"]), raw)
    high = cents(decimal(match["high"]), raw) if match["high"] else low
    parts = _parts(low, high, unit)
    if vat is not None and vat["vat"]:
        parts["price.vat"] = decimal(vat["vat"])
    return Read(True, _spoken(low, high, unit, help) if unit else None, parts)


def _free(raw: Raw) -> Read:
    said = None if isinstance(raw, str) and not any(char.isdigit() for char in raw) else "0 €"
    return Read(True, said, {"price.free": True})


def _parts(low: Decimal, high: Decimal, unit: str | None) -> dict[str, Any]:
    parts: dict[str, Any] = {"price.lowest": low, "price.highest": high}
    return parts | {"price.unit": unit} if unit else parts


def _spoken(low: Decimal, high: Decimal, unit: str, help: Help) -> str:
    amount = f"{low} €" if low == high else f"{low}–{high} €"
    return f"{in_language(amount, help)} / {label('price_unit', unit, help.lang)}"
