"""What an import needs to know beside the workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from varaamo_sync.model import LANGS, Catalogue, ServiceUnit, Venue, VenueInUnit
from varaamo_sync.snapshot import Reference, RemoteVenue
from varaamo_sync.workbooks.tables.city_forms import Form
from varaamo_sync.workbooks.tables.row_choice import RowChoice
from varaamo_sync.workbooks.text import folded


@dataclass(frozen=True)
class Known:
    """What an import needs to know beside the workbooks.

    Attributes:
        catalogue: The catalogue that the rooms go into.
        venues: Venues of the catalogue's files; by default those of its rooms.
        unit: Service unit of rooms that do not say theirs.
        reference: Reference data of the booking system.
        remote: Venues of the booking system.
        forms: Forms of a person's own, before those that come with the package.
        venue_answers: TPREK ids by what sheets call a venue.
        room_answers: Keys, or ``new``, by what sheets call a room.
        rows: Rows that a person says are rooms; nothing else of their sheets is then.
        has_image: Tells whether an image file is there.
    """

    catalogue: Catalogue
    venues: Sequence[VenueInUnit] | None = None
    unit: ServiceUnit | None = None
    reference: Reference | None = None
    remote: Sequence[RemoteVenue] = ()
    forms: Sequence[Form] = ()
    venue_answers: Mapping[str, str] = field(default_factory=dict)
    room_answers: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[RowChoice] = ()
    has_image: Callable[[str], bool] = lambda _: True

    def placed(self) -> Sequence[VenueInUnit]:
        """Return the venues of the catalogue's files."""
        if self.venues is not None:
            return self.venues
        return [VenueInUnit(room.service_unit, room.venue) for room in self.catalogue.rooms]

    def venue_words(self) -> frozenset[str]:
        """Return what known venues are called, in any language, folded."""
        venues = {id(one.venue): one.venue for one in self.placed()}.values()
        texts = [text for venue in venues for text in (*_named(venue), *venue.aliases)]
        remote = self.remote
        texts += [name for venue in remote for name in (*venue.name.values(), venue.tprek) if name]
        return frozenset(map(folded, texts))


def _named(venue: Venue) -> Iterator[str]:
    texts = (*(venue.name.get(lang) for lang in LANGS), venue.address, venue.tprek)
    yield from (text for text in texts if text)
