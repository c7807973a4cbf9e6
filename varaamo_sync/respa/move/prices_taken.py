"""The price of a resource, taken where it does not contradict itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.respa.move.carrying import Carrying
from varaamo_sync.respa.move.prices import RespaPrice, is_extra, price_of
from varaamo_sync.respa.move.texts import (
    amount_in,
    words_of,
)
from varaamo_sync.respa.move.values import (
    Kept,
    Taken,
)


def take_price(room: Carrying) -> None:
    """Take the price, unless it contradicts what is charged or what the text says."""
    price = price_of(room.resource)
    room.seen.update(("min_price", "max_price"))
    _keep_extras(room)
    charged = ", ".join(one.words for one in price.charges)
    texts = [text for field, (text, _) in room.taken.items() if field.startswith("description.")]
    named = amount_in(texts)
    if not price.lowest and price.words and named is not None:
        room.note_oddity(
            "respa-price-text", price.source, **_said("price", price.words_in), amount=named
        )
    bounds = price.bounds()
    if price.disagrees and price.words:
        room.note_oddity(
            "respa-price-differs",
            price.source,
            **_said("price", price.words_in),
            **_said("charged", price.charge_in),
        )
        room.ask("price", f"{price.words}; {charged}", price.source)
    elif price.free:
        if named is None:
            room.price["free"] = Taken(True, price.source)
        else:
            room.ask("price", f"{price.words}; {named} €", price.source)
    elif bounds and price.readable and price.unit:
        _take_bounds(room, price, *bounds)
    elif price.words or charged:
        room.ask("price", price.words or charged, price.source)


def _take_bounds(room: Carrying, price: RespaPrice, lowest: Decimal, highest: Decimal) -> None:
    source = price.source if price.words else "products"
    room.price |= {
        "lowest": Taken(lowest, source),
        "highest": Taken(highest, source),
        "unit": Taken(price.unit, "price_type"),
    }
    rates = [one.vat for one in price.charges if one.vat]
    if price.charges:
        room.price["payment"] = Taken("online", "products")
    told = ", ".join(f"{rate} %" for rate in dict.fromkeys(rates))
    room.ask("price.vat", told or price.words, "products" if told else source)


def _keep_extras(room: Carrying) -> None:
    products = room.read("products")
    entries = products if isinstance(products, list) else []
    extras = [one for one in entries if is_extra(one)]
    if extras:
        room.kept.append(Kept("products", words_of(extras)))


def _said(name: str, words_in: Callable[[Lang], str]) -> dict[str, object]:
    """Return words of each language as values of a finding."""
    return {f"{name}_{lang}": words_in(lang) for lang in LANGS}
