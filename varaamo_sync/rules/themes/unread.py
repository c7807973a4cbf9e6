"""What a form filled in, and nobody could read: unread fields, and words of machines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

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
    for path, text in (*room.names, *room.texts):
        if word := machine_word(text):
            yield hit_field(*path, text=word)
    for path, said in _short_texts(room):
        if said and (word := _machine_word_of_many(said)):
            yield hit_field(*path, text=word)


_machine_word_of_many = lru_cache(maxsize=4096)(machine_word)
"""Types, purposes, venues and the like: thousands of rooms have the same few."""


def _short_texts(room: RoomView) -> Sequence[tuple[Path, str | None]]:
    lists = ("purposes", room.purposes), ("equipment", room.equipment)
    entries: list[tuple[Path, str | None]] = [
        ((name, at), text)
        for name, texts in (*lists, ("search_terms", room.search_terms))
        for at, text in enumerate(texts)
    ]
    if room.entry.terms:
        entries += [(("terms", name), getattr(room.terms, name)) for name in _TERMS]
    for at, price in enumerate(room.pricing):
        if price.material:
            entries += written_texts(price.material, "pricing", at, "material")
    return [
        (("type",), room.type),
        (("contact",), room.contact),
        (("note",), room.entry.note),
        *entries,
        (("venue", "tprek"), room.venue.tprek),
        *room.venue_names,
        (("venue", "address"), room.venue.address),
    ]
