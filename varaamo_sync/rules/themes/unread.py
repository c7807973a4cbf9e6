"""What a form filled in, and nobody could read: unread fields, and words of machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from varaamo_sync.findings import Level, Owner, Path, Severity
from varaamo_sync.model import LANGS, Room, Venue
from varaamo_sync.model.machine_words import machine_word
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import dotted
from varaamo_sync.rules.rule import Hit, a_room, rule

_LISTS = ("purposes", "equipment", "search_terms")
_WORDS = ("type", "contact", "note")
_TERMS = ("cancellation_rule", "cancellation", "payment", "pricing", "service")
_SHOWN = 60


@rule(
    id="field-unread",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    fixed=True,
    bad=a_room(unread={"pricing": "maksullinen, katso hinnasto"}),
)
def field_unread(context: Context) -> Iterator[Hit]:
    """A form said something that nobody could read; no default may speak in its place.

    No setting lowers it: a plan keeps such a room a draft whatever was checked.
    """
    for place, room in context.rooms:
        for path, words in room.unread.items():
            text = " ".join(words.split())
            shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
            yield Hit(place, ("unread", path), {"field": path, "text": shown})


@rule(
    id="machine-word",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(name={"sv": "NULL"}, description={"en": "#VIITTAUS!"}),
    good=a_room(note="Huone null on tässä luettelossa Huone 0."),
)
def machine_words(context: Context) -> Iterator[Hit]:
    """A program's word for nothing, or its error, is no text, no type and no venue."""
    for column in chain(context.names.columns(), context.columns):
        for place, text in enumerate(column.texts):
            if text and (word := machine_word(text)):
                yield _hit(place, column.path, word)
    venues: dict[int, list[tuple[Path, str]]] = {}
    for place, room in context.rooms:
        lists = (room.purposes, room.equipment, room.search_terms)
        words = (room.type, room.contact, room.note, *chain(*filter(None, lists)))
        if room.terms or any(map(_known, filter(None, words))) or _has_material(room):
            for path, text in _short_texts(room):
                if word := machine_word(text):
                    yield _hit(place, path, word)
        known = venues.get(id(room.venue))
        if known is None:
            known = venues[id(room.venue)] = list(_of_venue(room.venue))
        for path, word in known:
            yield _hit(place, path, word)


def _has_material(room: Room) -> bool:
    return any(price.material for price in room.pricing or ())


_known = lru_cache(maxsize=4096)(machine_word)
"""Types, purposes and the like: thousands of rooms have the same few."""


def _hit(place: int, path: Path, word: str) -> Hit:
    return Hit(place, path, {"field": dotted(path), "text": word})


def _short_texts(room: Room) -> Iterator[tuple[Path, str]]:
    words: list[tuple[Path, str | None]] = [((name,), getattr(room, name)) for name in _WORDS]
    for name in _LISTS:
        words += [((name, at), text) for at, text in enumerate(getattr(room, name) or ())]
    if room.terms:
        words += [(("terms", name), getattr(room.terms, name)) for name in _TERMS]
    for at, price in enumerate(room.pricing or ()):
        if price.material:
            path = ("pricing", at, "material")
            words += [((*path, lang), price.material.get(lang)) for lang in LANGS]
    yield from ((path, text) for path, text in words if text)


def _of_venue(venue: Venue) -> Iterator[tuple[Path, str]]:
    texts: Iterable[tuple[Path, str | None]] = (
        (("venue", "tprek"), venue.tprek),
        *((("venue", "name", lang), venue.name.get(lang)) for lang in LANGS),
        (("venue", "address"), venue.address),
    )
    for path, text in texts:
        if text and (word := machine_word(text)):
            yield path, word
