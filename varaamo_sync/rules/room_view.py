"""A room as rules look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from varaamo_sync.findings import Path
from varaamo_sync.model import (
    LANGS,
    Booking,
    Capacity,
    Hours,
    Instructions,
    Publishing,
    Room,
    Terms,
    Text,
    Window,
)
from varaamo_sync.model.dated_rows import rows_to_send
from varaamo_sync.rules.context import Context

Texts = Sequence[tuple[Path, str]]
"""Texts that are written, each with its path."""

_NO_TEXT, _NO_CAPACITY, _NO_BOOKING, _NO_WINDOW = Text(), Capacity(), Booking(), Window()
_NO_TERMS, _NO_PUBLISHING, _NO_HOURS = Terms(), Publishing(), Hours.model_validate({})


def _paths(*outer: str | int) -> Sequence[Path]:
    return [(*outer, lang) for lang in LANGS]


_NAME, _DESCRIPTION = _paths("name"), _paths("description")
_VENUE_NAME = _paths("venue", "name")
_INSTRUCTIONS: Mapping[str, Sequence[Path]] = {
    name: _paths("instructions", name) for name in Instructions.model_fields
}


class RoomView:
    """A room with what rules ask of it again and again, looked up once.

    A part or a list that the room does not state is empty here.

    Attributes:
        entry: The room itself.
        place: Its place among the rooms of the catalogue.
        context: What the check is of.
        window: The window of its booking rules.
        ways_in: The ways of getting in that are sent, each with its place.
        prices: The prices that are sent, each with its place.
        not_free: Those of them that are not said to be free.
        names: Its name in the languages in which it is written.
        descriptions: Its description in those in which it is written.
        texts: Descriptions and instructions.
        text_fields: The same, field by field.
        public_texts: Texts for everybody; other instructions are for those who book.
        wording: Everything that it says in words of its own, end to end: what is not in it is in
            none of its texts.
        unprintable_texts: Its texts, where there is a sign in them that cannot be shown; ends of
            lines are none within descriptions and instructions.
    """

    def __init__(self, room: Room, place: int, context: Context) -> None:
        self.entry, self.place, self.context = room, place, context
        self.venue, self.name, self.contact = room.venue, room.name, room.contact
        self.description = room.description or _NO_TEXT
        self.area = room.area
        self.capacity = room.capacity or _NO_CAPACITY
        self.booking = room.booking or _NO_BOOKING
        self.window = self.booking.window or _NO_WINDOW
        self.publish = room.publish or _NO_PUBLISHING
        self.hours = room.hours or _NO_HOURS
        self.terms = room.terms or _NO_TERMS
        self.type = room.type
        self.purposes = room.purposes or ()
        self.equipment = room.equipment or ()
        self.search_terms = room.search_terms or ()
        self.access = room.access or ()
        self.ways_in = rows_to_send(self.access, context.today)
        self.pricing = room.pricing or ()
        self.prices = rows_to_send(self.pricing, context.today)
        self.not_free = [(at, price) for at, price in self.prices if not price.free]
        self.names = _written(self.name, _NAME)
        self.descriptions = _written(self.description, _DESCRIPTION)
        self.text_fields, self.texts = [self.descriptions], self.descriptions
        self.public_texts = self.descriptions
        if room.instructions is not None:
            self._add_instructions(room.instructions)
        if room.contact:
            self.public_texts = [*self.public_texts, (("contact",), room.contact)]
        lines = [
            *self.names,
            *_written(room.venue.name, _VENUE_NAME),
            (("venue", "address"), room.venue.address or ""),
            (("search_terms",), "".join(self.search_terms)),
        ]
        others = [*self.texts, (("contact",), self.contact or "")]
        for at, price in self.prices:
            if price.material is not None:
                others += written_texts(price.material, "pricing", at, "material")
        one_line = " ".join([text for _, text in lines])
        self.wording = "\n".join([one_line, *[text for _, text in others]])
        shows = one_line.isprintable() and self.wording.replace("\n", "").isprintable()
        self.unprintable_texts = [] if shows else [*lines, *others]

    def _add_instructions(self, instructions: Instructions) -> None:
        for name, paths in _INSTRUCTIONS.items():
            self.text_fields.append(_written(getattr(instructions, name) or _NO_TEXT, paths))
        self.texts = [text for field in self.text_fields for text in field]
        self.public_texts = [*self.descriptions, *self.text_fields[-1]]  # notes to applicants


def written_texts(text: Text, *path: str | int) -> Texts:
    """Return a text in the languages in which it is written."""
    return _written(text, _paths(*path))


def _written(text: Text, paths: Sequence[Path]) -> Texts:
    finnish, swedish, english = paths
    written: list[tuple[Path, str]] = []
    if text.fi:
        written.append((finnish, text.fi))
    if text.sv:
        written.append((swedish, text.sv))
    if text.en:
        written.append((english, text.en))
    return written
