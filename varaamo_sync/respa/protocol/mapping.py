"""A resource of Respa becomes a room of a catalogue: taken, asked or kept, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from varaamo_sync.model import LANGS, Lang, format_duration
from varaamo_sync.respa.protocol.keys import key_of
from varaamo_sync.respa.protocol.lengths import length_of, start_interval
from varaamo_sync.respa.protocol.pages import Record
from varaamo_sync.respa.protocol.pictures import Picture, pictures_of
from varaamo_sync.respa.protocol.prices import RespaPrice, is_extra, price_of
from varaamo_sync.respa.protocol.texts import (
    amount_in,
    first_of,
    name_of,
    opening_words,
    paragraphs_of,
    plain_of,
    texts_of,
    words_of,
)
from varaamo_sync.respa.protocol.values import (
    SAYS_NOTHING,
    Asked,
    CarriedRoom,
    Kept,
    Oddity,
    Taken,
)
from varaamo_sync.respa.protocol.venues import swapped, venue_of

_LENGTHS = {"booking.min": "min_period", "booking.max": "max_period"}
_NUMBERS = {
    "capacity.max": "people_capacity",
    "area": "area",
    "booking.max_per_person": "max_reservations_per_user",
    "booking.window.min_days": "reservable_min_days_in_advance",
}
_TERMS = {"terms.service": "specific_terms", "terms.payment": "payment_terms"}
_TEXTS = {"description": "description", "instructions.confirmed": "reservation_info"}
_NAMES = {"purposes": "purposes", "equipment": "equipment"}
_LOGINS = ("weak", "strong")
_OF_AGE = 18
_EMPTY: tuple[Any, ...] = (None, "", [], {}, False, 0, "00:00:00")


def carry_over(resource: Record, units: Mapping[str, Record]) -> CarriedRoom:
    """Return a room with all that a resource says of it.

    Args:
        resource: The resource.
        units: Units by their id, as far as they are known.
    """
    carrying = _Carrying(resource, units)
    carrying.take_texts()
    carrying.take_numbers()
    carrying.take_booking()
    carrying.take_price()
    carrying.take_pictures()
    evidence = carrying.take_evidence()
    carrying.keep_others()
    return CarriedRoom(
        id=resource["id"],
        key=key_of(resource["id"]),
        venue=carrying.venue,
        taken=carrying.taken,
        price=carrying.price,
        asked=carrying.asked,
        kept=tuple(carrying.kept),
        oddities=tuple(carrying.oddities),
        pictures=carrying.pictures,
        evidence=evidence,
    )


class _Carrying:
    """One resource on its way; what nothing asked for in the end has no counterpart."""

    def __init__(self, resource: Record, units: Mapping[str, Record]) -> None:
        self.venue = venue_of(resource, units)
        self.taken: dict[str, Taken] = {}
        self.price: dict[str, Taken] = {}
        self.asked: dict[str, Asked] = {}
        self.kept: list[Kept] = []
        self.oddities: list[Oddity] = []
        self.pictures: tuple[Picture, ...] = ()
        self._resource = resource
        self._seen = set(SAYS_NOTHING)
        if not self.venue.tprek:
            self.asked["venue.tprek"] = Asked(self.venue.id, "unit")
        point = swapped(resource.get("location"))
        if point:
            self._note_oddity("respa-point-swapped", "location", point=point)

    def _read(self, source: str) -> Any:
        self._seen.add(source)
        return self._resource.get(source)

    def _take(self, field: str, value: Any, source: str) -> None:
        self.taken[field] = Taken(value, source)

    def _ask(self, field: str, words: Any, source: str) -> None:
        self.asked[field] = Asked(words_of(words), source)

    def _note_oddity(self, rule: str, source: str, **params: object) -> None:
        self.oddities.append(Oddity(rule, source, params))

    def take_texts(self) -> None:
        """Take names, descriptions and whatever else is words; ask which terms are meant."""
        names = texts_of(self._read("name"))
        for lang in LANGS:
            if lang in names:
                self._take(f"name.{lang}", name_of(names[lang]), "name")
        if not names:
            self._take("name.fi", name_of(self._resource["id"]), "id")
            self.asked["name.fi"] = Asked(f"id {self._resource['id']}", "name")
        for field, source in _TEXTS.items():
            for lang, text in texts_of(self._read(source)).items():
                self._take(f"{field}.{lang}", paragraphs_of(text), source)
        contact = texts_of(self._read("responsible_contact_info"))
        if contact:
            self._take("contact", plain_of(first_of(contact)), "responsible_contact_info")
        if len(set(contact.values())) > 1:
            others = [text for text in contact.values() if text != first_of(contact)]
            self.kept.append(Kept("responsible_contact_info", "; ".join(others)))
        for field, source in _TERMS.items():
            terms = texts_of(self._read(source))
            if terms:
                self.asked[field] = Asked(first_of(terms), source)
                self.kept.append(Kept(source, "\n".join(terms.values())))
        self._take_names()

    def _take_names(self) -> None:
        kind = self._read("type")
        named = first_of(texts_of(kind.get("name"))) if isinstance(kind, Mapping) else ""
        if named:
            self._take("type", name_of(named), "type")
        for field, source in _NAMES.items():
            listed = self._read(source)
            entries = listed if isinstance(listed, list) else []
            texts = (
                first_of(texts_of(one.get("name"))) for one in entries if isinstance(one, dict)
            )
            names = list(dict.fromkeys(name_of(text) for text in texts if text))
            if names:
                self._take(field, names, source)

    def take_numbers(self) -> None:
        """Take whole numbers; half square metres are rounded."""
        for field, source in _NUMBERS.items():
            self._take_number(field, self._read(source), source)
        days = self._read("reservable_max_days_in_advance")
        older = self._read("reservable_days_in_advance")
        source = (
            "reservable_max_days_in_advance" if days is not None else "reservable_days_in_advance"
        )
        self._take_number("booking.window.max_days", older if days is None else days, source)

    def _take_number(self, field: str, value: Any, source: str) -> None:
        if value in (None, ""):
            return
        if isinstance(value, Decimal) and field == "area" and value.is_finite():
            value = int(value.to_integral_value(ROUND_HALF_UP))
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            self._take(field, value, source)
        else:
            self._ask(field, value, source)

    def take_booking(self) -> None:
        """Take how a room is booked: how long, when it begins, by whom."""
        for field, source in _LENGTHS.items():
            value = self._read(source)
            length = length_of(value)
            if length:
                self._take(field, format_duration(length), source)
            elif value not in _EMPTY:
                self._ask(field, value, source)
        self._take_interval()
        if isinstance(handled := self._read("need_manual_confirmation"), bool):
            self._take("booking.handling", handled, "need_manual_confirmation")
        login = self._read("authentication")
        if login in _LOGINS:
            self._take("booking.login", login, "authentication")
        elif login:
            self._ask("booking.login", login, "authentication")
        if self._resource.get("min_age") == _OF_AGE:
            self._take("booking.adults_only", True, "min_age")
            self._seen.add("min_age")

    def _take_interval(self) -> None:
        value = self._read("slot_size")
        slot = length_of(value)
        interval = start_interval(slot) if slot else None
        if slot and interval:
            self._take("booking.interval", format_duration(interval), "slot_size")
            if interval != slot:
                said, now = format_duration(slot), format_duration(interval)
                self._note_oddity("respa-interval-rounded", "slot_size", slot=said, interval=now)
        elif value not in _EMPTY:
            self._ask("booking.interval", value, "slot_size")

    def take_price(self) -> None:
        """Take the price, unless it contradicts what is charged or what the text says."""
        price = price_of(self._resource)
        self._seen.update(("min_price", "max_price"))
        self._keep_extras()
        charged = ", ".join(one.words for one in price.charges)
        texts = [
            text for field, (text, _) in self.taken.items() if field.startswith("description.")
        ]
        named = amount_in(texts)
        if not price.lowest and price.words and named is not None:
            self._note_oddity(
                "respa-price-text", price.source, **_said("price", price.words_in), amount=named
            )
        bounds = price.bounds()
        if price.disagrees and price.words:
            self._note_oddity(
                "respa-price-differs",
                price.source,
                **_said("price", price.words_in),
                **_said("charged", price.charge_in),
            )
            self._ask("price", f"{price.words}; {charged}", price.source)
        elif price.free:
            if named is None:
                self.price["free"] = Taken(True, price.source)
            else:
                self._ask("price", f"{price.words}; {named} €", price.source)
        elif bounds and price.readable and price.unit:
            self._take_bounds(price, *bounds)
        elif price.words or charged:
            self._ask("price", price.words or charged, price.source)

    def _take_bounds(self, price: RespaPrice, lowest: Decimal, highest: Decimal) -> None:
        source = price.source if price.words else "products"
        self.price |= {
            "lowest": Taken(lowest, source),
            "highest": Taken(highest, source),
            "unit": Taken(price.unit, "price_type"),
        }
        rates = [one.vat for one in price.charges if one.vat]
        if price.charges:
            self.price["payment"] = Taken("online", "products")
        told = ", ".join(f"{rate} %" for rate in dict.fromkeys(rates))
        self._ask("price.vat", told or price.words, "products" if told else source)

    def _keep_extras(self) -> None:
        products = self._read("products")
        entries = products if isinstance(products, list) else []
        extras = [one for one in entries if is_extra(one)]
        if extras:
            self.kept.append(Kept("products", words_of(extras)))

    def take_pictures(self) -> None:
        """Take the addresses of pictures; what is said of them has no counterpart."""
        listed = self._read("images")
        self.pictures = pictures_of(listed, key_of(self._resource["id"]))
        lost = [f"{one.stem}: {one.lost}" for one in self.pictures if one.lost]
        if lost:
            self.kept.append(Kept("captions", "; ".join(lost)))
        if listed not in _EMPTY and not self.pictures:
            self.kept.append(Kept("images", words_of(listed)))

    def take_evidence(self) -> Kept:
        """Take whether the room could be booked, and return what tells it."""
        elsewhere = self._read("external_reservation_url")
        reservable = self._read("reservable")
        if elsewhere:
            earlier, evidence = "viewable", Kept("external_reservation_url", str(elsewhere))
        else:
            earlier = "bookable" if reservable is True else "viewable"
            evidence = Kept("reservable", "true" if reservable is True else "false")
        self._take("earlier", earlier, evidence.source)
        self._take("wanted", "draft", evidence.source)
        return evidence

    def keep_others(self) -> None:
        """Keep what nothing has asked for, and no field is: it has no counterpart."""
        days = self._read("opening_hours")
        open_days = opening_words(days) if isinstance(days, list) else ""
        if open_days:
            self.kept.append(Kept("opening_hours", open_days))
        for source in sorted(set(self._resource) - self._seen):
            value = self._resource[source]
            if value not in _EMPTY:
                self.kept.append(Kept(source, words_of(value)))


def _said(name: str, words_in: Callable[[Lang], str]) -> dict[str, object]:
    """Return words of each language as values of a finding."""
    return {f"{name}_{lang}": words_in(lang) for lang in LANGS}
