"""Texts that say another thing than the fields do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import Price
from varaamo_sync.model.dated_rows import sent
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import dotted
from varaamo_sync.rules.rule import Hit, a_room, rule, some_rooms
from varaamo_sync.rules.text_analysis.text_heuristics import (
    amounts,
    persons,
    says_euros,
    says_persons,
)

_HOUSE = re.compile(r"(\w{3,})(talo|tila)")
_INFLECTED = r"(talo|tila)(?:n|ssa|lla|lle|sta|lta|an|on)"


@rule(
    id="name-contradicts-venue",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(
        name={"fi": "Hertsin nuorisotalon sali"},
        venue={"tprek": "demo-002", "name": {"fi": "Hertsin nuorisotila"}},
    ),
    good=a_room(
        name={"fi": "Ruoholahden nuorisotalon monitoimitila"},
        venue={"tprek": "demo-007", "name": {"fi": "Ruoholahden nuorisotalo"}},
    ),
)
def name_contradicts_venue(context: Context) -> Iterator[Hit]:
    """The name says *nuorisotalon* and the venue is a *nuorisotila*, or another house is named.

    Only inflected words are looked at: they say whose the room is. *Monitoimitila* as the last
    word is the room itself.
    """
    rooms = context.catalogue.rooms
    for place, name in enumerate(context.names.fi):
        if not name or ("talo" not in name and "tila" not in name):
            continue
        venue = rooms[place].venue.name.fi
        house = _house(venue) if venue else None
        if house and house.stem in name.lower() and _contradicts(name, house, context):
            yield Hit(place, ("name", "fi"), {"name": name, "venue": venue})


class _House(NamedTuple):
    """*Hertsin nuorisotila*: whose it is, what it is for, and what it is."""

    owner: str
    stem: str
    kind: str


def _contradicts(name: str, house: _House, context: Context) -> bool:
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
        elif f"{owner} {house.stem}{match[1]}" in context.venue_names:
            return True
    return False


@lru_cache(maxsize=1024)
def _house(venue: str) -> _House | None:
    *before, last = venue.lower().split() or [""]
    match = _HOUSE.fullmatch(last)
    return _House(before[-1] if before else "", match[1], match[2]) if match else None


@rule(
    id="capacity-in-text",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
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
def capacity_in_text(context: Context) -> Iterator[Hit]:
    """The description names a number of persons, and none that it names is that of the field."""
    columns = context.description.columns()
    for place, capacity in context.capacities():
        most = capacity.max
        if most is None:
            continue
        figure = str(most)
        for path, texts in columns:
            text = texts[place]
            if not text or says_persons(text, figure):
                continue
            said = persons(text)
            if not said or any(one.number in (most, capacity.min) for one in said):
                continue
            against = [one.number for one in said if one.contradicts(most)]
            if against:
                yield Hit(place, path, {"field": dotted(path), "said": max(against), "max": most})


@rule(
    id="price-in-text",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(description={"fi": "Hinta yrityksille on 50 € tunti."}, pricing=[{"free": True}]),
    good=a_room(
        description={"fi": "Tila on maksuton. Avaimesta peritään 20 € pantti."},
        pricing=[{"free": True}],
    ),
)
def price_in_text(context: Context) -> Iterator[Hit]:
    """The description names an amount, and none that it names is within the prices."""
    rooms = context.catalogue.rooms
    for column in context.description.columns():
        for place, text in enumerate(column.texts):
            if not text or not says_euros(text):
                continue
            said = [amount for amount in amounts(text) if amount]
            if not said:
                continue
            ranges = [_range(price) for _, price in sent(rooms[place].pricing, context.today)]
            if not ranges or any(low <= one <= high for one in said for low, high in ranges):
                continue
            low, high = ranges[0]
            params = {"field": column.field, "said": f"{max(said):.2f}"}
            params |= {"lowest": f"{low:.2f}", "highest": f"{high:.2f}"}
            yield Hit(place, column.path, params)


def _range(price: Price) -> tuple[Decimal, Decimal]:
    if price.free:
        return Decimal(0), Decimal(0)
    return price.lowest or Decimal(0), price.highest or price.lowest or Decimal(0)
