"""What becomes of a resource of Respa, field by field, while it is carried over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from varaamo_sync.respa.move.pages import Record
from varaamo_sync.respa.move.pictures import Picture
from varaamo_sync.respa.move.texts import (
    words_of,
)
from varaamo_sync.respa.move.values import (
    SAYS_NOTHING,
    Asked,
    Kept,
    Oddity,
    Taken,
)
from varaamo_sync.respa.move.venues import swapped, venue_of


class Carrying:
    """One resource on its way; what nothing asked for in the end has no counterpart.

    Attributes:
        venue: Where it is.
        taken: Values by field.
        price: Parts of its price.
        asked: Questions by field.
        kept: What has no counterpart.
        oddities: What contradicts itself, or changed.
        pictures: Its pictures.
        resource: The resource itself.
        seen: Fields that have been asked for.
    """

    def __init__(self, resource: Record, units: Mapping[str, Record]) -> None:
        self.venue = venue_of(resource, units)
        self.taken: dict[str, Taken] = {}
        self.price: dict[str, Taken] = {}
        self.asked: dict[str, Asked] = {}
        self.kept: list[Kept] = []
        self.oddities: list[Oddity] = []
        self.pictures: tuple[Picture, ...] = ()
        self.resource = resource
        self.seen = set(SAYS_NOTHING)
        if not self.venue.tprek:
            self.asked["venue.tprek"] = Asked(self.venue.id, "unit")
        point = swapped(resource.get("location"))
        if point:
            self.note_oddity("respa-point-swapped", "location", point=point)

    def read(self, source: str) -> Any:
        """Return what stands in a field, which has been asked for then."""
        self.seen.add(source)
        return self.resource.get(source)

    def take(self, field: str, value: Any, source: str) -> None:
        """Take a value."""
        self.taken[field] = Taken(value, source)

    def ask(self, field: str, words: Any, source: str) -> None:
        """Leave a field to a person, with Respa's own words."""
        self.asked[field] = Asked(words_of(words), source)

    def note_oddity(self, rule: str, source: str, **params: object) -> None:
        """Note what contradicts itself, or changes on its way."""
        self.oddities.append(Oddity(rule, source, params))
