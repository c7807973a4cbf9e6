"""What a form filled in, and nobody could read: unread fields, and words of machines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from varaamo_sync.findings import Path
from varaamo_sync.model.machine_words import machine_word
from varaamo_sync.rules.room_view import RoomView, written_texts
from varaamo_sync.rules.rule import Hits, a_room, hit, hit_field, publish_error

_TERMS = ("cancellation_rule", "cancellation", "payment", "pricing", "service")
_SHOWN = 60


@publish_error(
    "field-unread",
    fixed=True,
    bad=a_room(unread={"pricing": "maksullinen, katso hinnasto"}),
)
def field_unread(room: RoomView) -> Hits:
    """A form said something that nobody could read; no default may speak in its place.

    No setting lowers it: a plan keeps such a room a draft whatever was checked.
    """
    for path, words in room.entry.unread.items():
        text = " ".join(words.split())
        shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        yield hit("unread", path, field=path, text=shown)


@publish_error(
    "machine-word",
    bad=a_room(name={"sv": "NULL"}, description={"en": "#VIITTAUS!"}),
    good=a_room(note="Huone null on tässä luettelossa Huone 0."),
)
def machine_words(room: RoomView) -> Hits:
    """A program's word for nothing, or its error, is no text, no type and no venue."""
    for path, text in chain(room.names, room.texts, _short_texts(room)):
        if text and (word := machine_word(text)):
            yield hit_field(*path, text=word)


def _short_texts(room: RoomView) -> Iterator[tuple[Path, str | None]]:
    yield ("type",), room.type
    yield ("contact",), room.contact
    yield ("note",), room.entry.note
    lists = ("purposes", room.purposes), ("equipment", room.equipment)
    for name, texts in (*lists, ("search_terms", room.search_terms)):
        for at, text in enumerate(texts):
            yield (name, at), text
    if room.entry.terms:
        for name in _TERMS:
            yield ("terms", name), getattr(room.terms, name)
    for at, price in enumerate(room.pricing):
        if price.material:
            yield from written_texts(price.material, "pricing", at, "material")
    yield ("venue", "tprek"), room.venue.tprek
    yield from room.venue_names
    yield ("venue", "address"), room.venue.address
