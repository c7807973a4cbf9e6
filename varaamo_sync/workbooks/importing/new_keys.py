"""Keys for new rooms: made once, short, and telling: ``nup-arabia-sali``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

from varaamo_sync.model import ServiceUnit, Venue
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_LONGEST = 100
_LONGEST_PART = 40
_SIGNS = lazy_pattern(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})
_GENERIC = lazy_pattern(
    r"(?:nuoriso(?:talo|tila|keskus)|kirjasto|liikunta(?:puisto|halli)|kulttuuri(?:keskus|talo)"
    r"|talo|keskus|yksikkö|nuorten|lasten|kotieläintila|ungdomsgård|bibliotek)\w*|the|of"
)
_GENITIVES = (
    ("mäen", "mäki"), ("lahden", "lahti"), ("niemen", "niemi"), ("saaren", "saari"),
    ("järven", "järvi"), ("lammen", "lampi"), ("rannan", "ranta"), ("pellon", "pelto"),
    ("kosken", "koski"), ("joen", "joki"), ("vuoren", "vuori"), ("sillan", "silta"),
    ("portin", "portti"), ("harjun", "harju"), ("kallion", "kallio"), ("pihan", "piha"),
)  # fmt: skip
_ENDING = lazy_pattern(r"(?<=[aeiouyäö])n$")
_STREET = lazy_pattern(r"(.+?\D)\d.*")


@lru_cache(maxsize=16_384)
def slug(text: str) -> str:
    """Return a text in small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return _SIGNS.sub("-", letters).strip("-")


def make_key(unit: ServiceUnit, venue: Venue, name: str, taken: Container[str]) -> str:
    """Return a key that no room has: service unit, venue and room in short.

    Args:
        unit: Service unit of the room.
        venue: Its venue.
        name: Its name.
        taken: Keys that are in use.
    """
    place = venue.name.fi or venue.name.sv or venue.name.en or venue.address or venue.tprek or ""
    middle = _short_venue(place)
    parts = [unit.value.lower(), middle, short_name(name, place, middle)]
    base = "-".join(part for part in parts if part)[: _LONGEST - 6].strip("-")
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key


@lru_cache(maxsize=16_384)
def telling_name(place: str) -> str:
    """Return what tells a venue from others of its kind: ``Arabian nuorisotalo`` is ``arabia``."""
    return " ".join(_basic(word) for word in _telling(_words(place)))


def is_of_a_kind(place: str) -> bool:
    """Tell whether a venue's name says what kind of a place it is."""
    words = _words(place)
    return len(_telling(words)) < len(words)


def _words(place: str) -> list[str]:
    return [word for word in re.split(r"[\s,/]+", place) if word]


def _telling(words: list[str]) -> list[str]:
    return [word for word in words if not _GENERIC.fullmatch(word.casefold())]


def _short_venue(place: str) -> str:
    words = _words(place)
    telling = _telling(words) or words
    if not telling:
        return ""
    first = telling[0]
    if len(words) > 1 and first is words[0]:
        first = _basic(first)
    street = _STREET.fullmatch(place)
    if street is not None:
        return slug(place.partition(",")[0])[:_LONGEST_PART].strip("-")
    return slug(first)[:_LONGEST_PART].strip("-")


def _basic(word: str) -> str:
    """Return a word of a name without its genitive: ``Arabian`` is ``Arabia``."""
    small = word.casefold()
    for genitive, basic in _GENITIVES:
        if small.endswith(genitive):
            return small.removesuffix(genitive) + basic
    return _ENDING.sub("", small)


def short_name(name: str, place: str, middle: str = "") -> str:
    """Return a room's name without the words that its venue's name has, too."""
    known = {_stem(word) for word in re.split(r"\W+", place) if word and not word.isdigit()}
    words = [word for word in re.split(r"[^\w]+", name) if word]
    telling = [
        word
        for word in words
        if _stem(word) not in known and not _GENERIC.fullmatch(word.casefold())
    ]
    short = slug(" ".join(telling)) or slug(name)
    short = short.removeprefix(f"{middle}-") if middle else short
    return short[:_LONGEST_PART].strip("-")


def _stem(word: str) -> str:
    small = slug(word)
    return small if small.isdigit() or len(small) < 5 else small[: max(4, len(small) - 3)]
