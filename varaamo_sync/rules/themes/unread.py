"""What a form filled in, and nobody could read: unread fields, and words of machines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from varaamo_sync.findings import Owner, Path
from varaamo_sync.model import LANGS
from varaamo_sync.model.machine_words import machine_word
from varaamo_sync.rules.room_view import RoomView, Texts, written_texts
from varaamo_sync.rules.rule import Hits, a_room, draft_error, hit, hit_field, publish_error

_SINGLE_TEXTS: Sequence[Path] = (
    *(("type",), ("contact",), ("note",), ("venue", "tprek")),
    *(("venue", "name", lang) for lang in LANGS),
    ("venue", "address"),
)
_TERMS = ("cancellation_rule", "cancellation", "payment", "pricing", "service")
_SHOWN = 60
_UNSETTLED = frozenset({"key", "service_unit", "venue"})
"""Questions of what a room is and where it belongs; of a venue's own fields, it is known."""


@publish_error(
    "field-unread",
    of="unread",
    fixed=True,
    bad=a_room(unread={"pricing": "maksullinen, katso hinnasto"}),
)
def field_unread(room: RoomView) -> Hits:
    """A form said something that nobody could read; no default may speak in its place.

    No setting lowers it: a plan keeps such a room a draft whatever was checked.
    """
    for path, words in room.entry.unread.items():
        if path not in _UNSETTLED:
            yield hit("unread", path, field=path, text=_short(words))


@draft_error(
    "room-unsettled",
    of="unread",
    owner=Owner.COORDINATOR,
    fixed=True,
    bad=a_room(unread={"key": "Sali (nup-arabia-sali)?"}),
)
def room_unsettled(room: RoomView) -> Hits:
    """Nobody knows yet which room it is or where it belongs: sent, it might be there twice."""
    for path, words in room.entry.unread.items():
        if path in _UNSETTLED:
            yield hit("unread", path, field=path, text=_short(words))


def _short(words: str) -> str:
    text = " ".join(words.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


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
    for name, texts in (
        ("purposes", room.purposes),
        ("equipment", room.equipment),
        ("search_terms", room.search_terms),
    ):
        for at, word in _machine_words_among(texts):
            yield hit_field(name, at, text=word)
    for at, word in _machine_words_among(_single_texts(room)):
        yield hit_field(*_SINGLE_TEXTS[at], text=word)
    for path, said in _seldom_stated(room):
        if word := machine_word(said):
            yield hit_field(*path, text=word)


@lru_cache(maxsize=4096)
def _machine_words_among(texts: tuple[str | None, ...]) -> Sequence[tuple[int, str]]:
    """Return each machine's word with its place; thousands of rooms say the same few things."""
    return [(at, word) for at, text in enumerate(texts) if text and (word := machine_word(text))]


def _single_texts(room: RoomView) -> tuple[str | None, ...]:
    """Return the texts of ``_SINGLE_TEXTS``."""
    venue, name = room.venue, room.venue.name
    own = room.type, room.contact, room.entry.note
    return (*own, venue.tprek, name.fi, name.sv, name.en, venue.address)


def _seldom_stated(room: RoomView) -> Texts:
    texts: list[tuple[Path, str]] = []
    if room.entry.terms:
        named = ((("terms", name), getattr(room.terms, name)) for name in _TERMS)
        texts += [(path, id) for path, id in named if id]
    for at, price in enumerate(room.pricing):
        if price.material:
            texts += written_texts(price.material, "pricing", at, "material")
    return texts
