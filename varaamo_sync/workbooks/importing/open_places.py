"""What is not certain of a room of another system: which room it is, and where it belongs.

Such a room is never left out. It becomes a draft that is not sent, with a question for each doubt,
which a person answers in the catalogue, or with the next import.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from varaamo_sync.findings import Finding
from varaamo_sync.model import Catalogue, Room, ServiceUnit, Venue
from varaamo_sync.workbooks.cells.choices import NEW
from varaamo_sync.workbooks.findings import finding
from varaamo_sync.workbooks.importing.sheet_rooms import SheetRoom
from varaamo_sync.workbooks.importing.venue_matcher import VenueMatcher
from varaamo_sync.workbooks.text import fold, own_words

VENUE, KEY, UNIT = "venue", "key", "service_unit"
PLACES: Mapping[str, str] = {VENUE: "venue", KEY: "room", UNIT: "unit"}
"""The fields that these questions are of, each with what is asked for by it."""


_BETWEEN = " / "
_OF_ANY_UNIT = f" = {_BETWEEN.join(sorted(ServiceUnit))}?"


def ask_venue(room: SheetRoom, venue: Venue, near: Iterable[str]) -> None:
    """Ask which venue is meant; that one is known then by its id, so the id is not asked."""
    words = filter(None, (venue.name.fi or venue.label(), venue.address, venue.tprek))
    room.unread.pop("venue.tprek", None)
    room.ask(VENUE, _question(", ".join(words), near), VENUE, "venue.tprek")


def ask_room(room: SheetRoom, near: Iterable[Room]) -> None:
    """Ask whether it is one of the catalogue's."""
    known = (f"{one.label()} ({one.key})" for one in near)
    room.ask(KEY, _question(room.text("name.fi") or room.text(KEY), known), "name.fi", KEY)


def ask_unit(room: SheetRoom, units: Collection[ServiceUnit]) -> None:
    """Ask which of some service units it belongs to."""
    said = room.text(VENUE) or room.text("venue.tprek") or room.text(KEY)
    room.ask(UNIT, _question(said, sorted(one.value for one in units)), VENUE, KEY)


def _question(said: str, near: Iterable[str]) -> str:
    return own_words(f"{said} = {_BETWEEN.join(near)}?")


class RecordedRooms:
    """What a person has said of rooms of another system, and where they go meanwhile.

    Args:
        catalogue: The catalogue.
        book: The venues of this import.
        answers: Keys, or ``new``, by what rooms are called.
        unit: Service unit that a person gave for all.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        book: VenueMatcher,
        answers: Mapping[str, str],
        unit: ServiceUnit | None,
    ) -> None:
        self._catalogue = catalogue
        self._book = book
        self._answers = answers
        self._given = unit

    def settle(self, room: SheetRoom, known: Room) -> tuple[Room, Finding | None]:
        """Answer what an earlier import asked of a room, as far as a person has.

        Args:
            room: The room as the other system has it.
            known: The room of the catalogue that has its id.

        Returns:
            The room of the catalogue that it is, and what is left to do by hand.
        """
        if room.recorded is not None and self._book.settle(known.venue, room.recorded, room.first):
            room.answered |= {VENUE, "venue.tprek"}
            room.unread.pop("venue.tprek", None)
        elif VENUE in known.unread:
            room.unread.pop("venue.tprek", None)  # its venue is asked already
        unit = stated_unit(room) or self._given
        asked = known.unread.get(UNIT, "")
        # One unit for all rooms is no answer where it was what contradicts the venue.
        if stated_unit(room) or unit is known.service_unit or asked.endswith(_OF_ANY_UNIT):
            room.answered.add(UNIT)
            room.goes_to = unit if asked and unit is not known.service_unit else None
        answer = self._answers.get(fold(room.text("name.fi")), "")
        if answer in NEW or answer == known.key:
            room.answered.add(KEY)
        elif answer in self._catalogue.by_key:
            other = self._catalogue.by_key[answer]
            params = {"room": known.label(), "key": known.key, "other": other.key}
            place = room.cell("name.fi", KEY).position
            return other, finding("import-room-merged", place, params, key=known.key)
        return known, None

    def place(self, room: SheetRoom, recorded: Venue) -> Venue | None:
        """Return the venue of a room that may be in another, and ask; else nothing."""
        if not self._book.is_doubtful(recorded):
            return None
        venue, near = self._book.assume(recorded)
        ask_venue(room, recorded, near)
        return venue

    def unit(
        self, room: SheetRoom, unit: ServiceUnit | None, fitting: Collection[ServiceUnit]
    ) -> ServiceUnit:
        """Return whose a room is; what nobody says, or what contradicts its venue, is asked.

        Args:
            room: The room.
            unit: The service unit that it states, or that was given for all.
            fitting: The service units that have its venue.
        """
        if unit is None and len(fitting) == 1:
            return next(iter(fitting))
        if unit is not None and (not fitting or unit in fitting or stated_unit(room)):
            return unit
        ask_unit(room, {*fitting, unit} if unit else fitting or tuple(ServiceUnit))
        likely = fitting or {one.service_unit for one in self._catalogue.rooms} or ServiceUnit
        return min(likely, key=lambda one: one.value)


def stated_unit(room: SheetRoom) -> ServiceUnit | None:
    """Return the unit that a room's own row or record states."""
    stated = room.text(UNIT)
    return ServiceUnit(stated) if stated else None
