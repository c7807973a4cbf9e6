"""Texts that say another thing than the fields do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from varaamo_sync.model import Catalogue, Price
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Hits, a_room, hit, hit_field, quality_warning, some_rooms
from varaamo_sync.rules.text_analysis.text_heuristics import (
    amounts,
    persons,
    says_euros,
    says_persons,
)
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_HOUSE = lazy_pattern(r"(\w{3,})(talo|tila)")
_INFLECTED = r"(talo|tila)(?:n|ssa|lla|lle|sta|lta|an|on)"


@quality_warning(
    "name-contradicts-venue",
    bad=a_room(
        name={"fi": "Hertsin nuorisotalon sali"},
        venue={"tprek": "demo-002", "name": {"fi": "Hertsin nuorisotila"}},
    ),
    good=a_room(
        name={"fi": "Ruoholahden nuorisotalon monitoimitila"},
        venue={"tprek": "demo-007", "name": {"fi": "Ruoholahden nuorisotalo"}},
    ),
)
def name_contradicts_venue(room: RoomView) -> Hits:
    """The name says *nuorisotalon* and the venue is a *nuorisotila*, or another house is named.

    Only inflected words are looked at: they say whose the room is. *Monitoimitila* as the last
    word is the room itself.
    """
    name, venue = room.name.fi, room.venue.name.fi
    if not name or not venue or ("talo" not in name and "tila" not in name):
        return
    house = _house(venue)
    if house and house.stem in name.lower() and _contradicts(name, house, room):
        yield hit("name", "fi", name=name, venue=venue)


class _House(NamedTuple):
    """*Hertsin nuorisotila*: whose it is, what it is for, and what it is."""

    owner: str
    stem: str
    kind: str


def _contradicts(name: str, house: _House, room: RoomView) -> bool:
    words = name.lower().split()
    inflected = re.compile(re.escape(house.stem) + _INFLECTED)
    for at, word in enumerate(words):
        match = inflected.fullmatch(word)
        if match is None:
            continue
        owner = words[at - 1] if at and words[at - 1].endswith("n") else ""  # whose: genitive
        if not house.owner or not owner or owner == house.owner:
            if match[1] != house.kind:
                return True
        elif f"{owner} {house.stem}{match[1]}" in room.context.once(_venue_names):
            return True
    return False


def _venue_names(catalogue: Catalogue) -> frozenset[str]:
    names = (room.venue.name.fi for room in catalogue.rooms)
    return frozenset(name.strip().casefold() for name in names if name)


@lru_cache(maxsize=1024)
def _house(venue: str) -> _House | None:
    *before, last = venue.lower().split() or [""]
    match = _HOUSE.fullmatch(last)
    return _House(before[-1] if before else "", match[1], match[2]) if match else None


@quality_warning(
    "capacity-in-text",
    bad=a_room(capacity={"max": 60}, description={"fi": "Saliin mahtuu enintään 40 henkilöä."}),
    good=some_rooms(
        {"capacity": {"max": 12}, "description": {"sv": "Mötesrum för högst 12 personer."}},
        {
            "key": "kokoushuone",
            "name": {"fi": "Kokoushuone"},
            "capacity": {"max": 12},
            "description": {"fi": "Kokoustila 12:lle henkilölle, vähintään 5 hengen ryhmille."},
        },
        {
            "key": "juhlasali",
            "name": {"fi": "Juhlasali"},
            "capacity": {"max": 100},
            "description": {"en": "A hall for parties, with seats at tables for 40 people."},
        },
    ),
)
def capacity_in_text(room: RoomView) -> Hits:
    """The description names a number of persons, and none that it names is that of the field."""
    most = room.capacity.max
    if most is None:
        return
    for path, text in room.descriptions:
        if says_persons(text, str(most)):
            continue
        said = persons(text)
        if not said or any(one.number in (most, room.capacity.min) for one in said):
            continue
        against = [one.number for one in said if one.contradicts(most)]
        if against:
            yield hit_field(*path, said=max(against), max=most)


@quality_warning(
    "price-in-text",
    bad=a_room(description={"fi": "Hinta yrityksille on 50 € tunti."}, pricing=[{"free": True}]),
    good=a_room(
        description={"fi": "Tila on maksuton. Avaimesta peritään 20 € pantti."},
        pricing=[{"free": True}],
    ),
)
def price_in_text(room: RoomView) -> Hits:
    """The description names an amount, and none that it names is within the prices."""
    if not says_euros(room.wording):
        return
    for path, text in room.descriptions:
        if not says_euros(text):
            continue
        said = [amount for amount in amounts(text) if amount]
        ranges = [_range(price) for _, price in room.prices]
        if not said or not ranges:
            continue
        if not any(low <= one <= high for one in said for low, high in ranges):
            price = [str(amount) for amount in ranges[0]] if _is_stated(room.prices) else []
            yield hit_field(*path, said=str(max(said)), price=price)


def _is_stated(prices: Iterable[tuple[int, Price]]) -> bool:
    """Whether it is said what the room costs, or that it is free."""
    return any(
        price.free or price.highest is not None or price.lowest is not None for _, price in prices
    )


def _range(price: Price) -> tuple[Decimal, Decimal]:
    if price.free:
        return Decimal(0), Decimal(0)
    return price.lowest or Decimal(0), price.highest or price.lowest or Decimal(0)
