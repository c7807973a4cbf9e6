"""What an import needs to know beside the workbooks, a person's answers among it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field

from varaamo_sync.errors import UsageError, part
from varaamo_sync.model import LANGS, Catalogue, ServiceUnit, VenueInUnit
from varaamo_sync.snapshot import Reference, RemoteVenue
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Phrase
from varaamo_sync.workbooks.cells.choices import NEW
from varaamo_sync.workbooks.importing.venue_index import VenueIndex
from varaamo_sync.workbooks.tables.forms.form import Form
from varaamo_sync.workbooks.tables.row_choice import RowChoice
from varaamo_sync.workbooks.text import fold

_ID = lazy_pattern(r"[\w.:-]+")


@dataclass(frozen=True)
class ImportContext:
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

    def known_venues(self) -> Sequence[VenueInUnit]:
        """Return the venues of the catalogue's files."""
        if self.venues is not None:
            return self.venues
        return [VenueInUnit(room.service_unit, room.venue) for room in self.catalogue.rooms]

    def venue_words(self) -> frozenset[str]:
        """Return what known venues are called, in any language, folded."""
        venues = {id(one.venue): one.venue for one in self.known_venues()}.values()
        texts = [
            text
            for venue in venues
            for text in (*map(venue.name.get, LANGS), venue.address, venue.tprek, *venue.aliases)
        ]
        texts += [text for one in self.remote for text in (*one.name.values(), one.tprek)]
        return frozenset(fold(text) for text in texts if text)

    def demand_answers(self) -> None:
        """Make sure that each answer names something that there is.

        Without the venues of a booking system a new TPREK id may be right, so any id goes.

        Raises:
            UsageError: One is no room of the catalogue, or no venue that somebody knows.
        """
        for said, answer in self.room_answers.items():
            if answer not in self.catalogue.by_key and fold(answer) not in NEW:
                raise UsageError(
                    "answer-no-room",
                    answer=answer,
                    said=said,
                    meant=_meant(answer, self._keys_called(answer)),
                )
        venues = self.known_venues()
        ids = {one.venue.tprek for one in venues} | {one.tprek for one in self.remote}
        for said, answer in self.venue_answers.items():
            if answer in ids or (not self.remote and _ID.fullmatch(answer)):
                continue
            found = VenueIndex(venues, self.remote).called(answer)
            raise UsageError(
                "answer-no-venue",
                answer=answer,
                said=said,
                meant=_meant(answer, [venue.tprek for venue in found if venue.tprek]),
            )

    def _keys_called(self, name: str) -> list[str]:
        return [
            room.key
            for room in self.catalogue.rooms
            if fold(name) in {fold(room.key), fold(room.label())}
        ]


def _meant(answer: str, found: Collection[str]) -> Phrase | str:
    """Return a question to put behind a sentence; empty where nothing is called so."""
    others = [one for one in found if one != answer]
    return part("meant", names=others[:3]) if others else ""
