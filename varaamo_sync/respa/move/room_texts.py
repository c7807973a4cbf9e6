"""What a resource says in words: names, descriptions, terms, pictures."""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.model import LANGS
from varaamo_sync.respa.move.carrying import Carrying
from varaamo_sync.respa.move.keys import key_of
from varaamo_sync.respa.move.pictures import pictures_of
from varaamo_sync.respa.move.texts import (
    first_of,
    name_of,
    paragraphs_of,
    plain_of,
    texts_of,
    words_of,
)
from varaamo_sync.respa.move.values import (
    EMPTY,
    Asked,
    Kept,
)

_TERMS = {"terms.service": "specific_terms", "terms.payment": "payment_terms"}
_TEXTS = {"description": "description", "instructions.confirmed": "reservation_info"}
_NAMES = {"purposes": "purposes", "equipment": "equipment"}


def take_texts(room: Carrying) -> None:
    """Take names, descriptions and whatever else is words; ask which terms are meant."""
    names = texts_of(room.read("name"))
    for lang in LANGS:
        if lang in names:
            room.take(f"name.{lang}", name_of(names[lang]), "name")
    if not names:
        room.take("name.fi", name_of(room.resource["id"]), "id")
        room.asked["name.fi"] = Asked(f"id {room.resource['id']}", "name")
    for field, source in _TEXTS.items():
        for lang, text in texts_of(room.read(source)).items():
            room.take(f"{field}.{lang}", paragraphs_of(text), source)
    contact = texts_of(room.read("responsible_contact_info"))
    if contact:
        room.take("contact", plain_of(first_of(contact)), "responsible_contact_info")
    if len(set(contact.values())) > 1:
        others = [text for text in contact.values() if text != first_of(contact)]
        room.kept.append(Kept("responsible_contact_info", "; ".join(others)))
    for field, source in _TERMS.items():
        terms = texts_of(room.read(source))
        if terms:
            room.asked[field] = Asked(first_of(terms), source)
            room.kept.append(Kept(source, "\n".join(terms.values())))
    _take_names(room)


def _take_names(room: Carrying) -> None:
    kind = room.read("type")
    named = first_of(texts_of(kind.get("name"))) if isinstance(kind, Mapping) else ""
    if named:
        room.take("type", name_of(named), "type")
    for field, source in _NAMES.items():
        listed = room.read(source)
        entries = listed if isinstance(listed, list) else []
        texts = (first_of(texts_of(one.get("name"))) for one in entries if isinstance(one, dict))
        names = list(dict.fromkeys(name_of(text) for text in texts if text))
        if names:
            room.take(field, names, source)


def take_pictures(room: Carrying) -> None:
    """Take the addresses of pictures; what is said of them has no counterpart."""
    listed = room.read("images")
    room.pictures = pictures_of(listed, key_of(room.resource["id"]))
    lost = [f"{one.stem}: {one.lost}" for one in room.pictures if one.lost]
    if lost:
        room.kept.append(Kept("captions", "; ".join(lost)))
    if listed not in EMPTY and not room.pictures:
        room.kept.append(Kept("images", words_of(listed)))
