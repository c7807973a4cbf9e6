"""Pictures of a resource: where they are, what they are for, and what they are called here."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from varaamo_sync.respa.move.texts import texts_of
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_MAIN, _OTHER = "main", "other"
_SIGNS = lazy_pattern(r"[^A-Za-z0-9]+")
_LONGEST = 30
_LONGEST_KEY = 50
_LONGEST_ADDRESS = 2000


class Picture(NamedTuple):
    """A picture.

    Attributes:
        address: Where it is.
        stem: What its file is called here, without its ending; the same at each import.
        is_main: Whether it is the main one.
        lost: What has no place in a catalogue: a caption, that it is a plan or a map.
    """

    address: str
    stem: str
    is_main: bool
    lost: str


def pictures_of(listed: Any, key: str) -> tuple[Picture, ...]:
    """Return the pictures that a resource lists, the main one first.

    Args:
        listed: What stands in its field ``images``.
        key: Key of the room.
    """
    found: dict[str, Picture] = {}
    for one in listed if isinstance(listed, list) else ():
        address = one.get("url") if isinstance(one, dict) else None
        if isinstance(address, str) and 0 < len(address) <= _LONGEST_ADDRESS:
            kind = one.get("type")
            lost = [kind] if isinstance(kind, str) and kind not in (_MAIN, _OTHER) else []
            lost += dict.fromkeys(texts_of(one.get("caption")).values())
            picture = Picture(address, "", kind == _MAIN, " / ".join(lost))
            found.setdefault(address, picture)
    named = _named(list(found.values()), key[:_LONGEST_KEY])
    return tuple(sorted(named, key=lambda one: not one.is_main))


def _named(pictures: list[Picture], key: str) -> Iterator[Picture]:
    words = [_word_of(one.address) for one in pictures]
    for one, word in zip(pictures, words, strict=True):
        alone = word and words.count(word) == 1
        mark = sha256(one.address.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        stem = word if alone else f"{word}-{mark}".strip("-")
        yield one._replace(stem=f"{key}-{stem}")


def _word_of(address: str) -> str:
    try:
        last = urlsplit(address).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""
    return _SIGNS.sub("-", last.partition(".")[0]).strip("-")[:_LONGEST]
