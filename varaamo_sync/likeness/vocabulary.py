"""The words of ``words.toml`` in tables to look them up, and letters made alike.

What the tables hold is told in the file, beside the words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from importlib.resources import files

import tomli

from varaamo_sync.startup.lazy_pattern import lazy_pattern

_INVISIBLE = lazy_pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LETTERS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-")
    | {"ß": "ss", "æ": "a", "Æ": "A", "ø": "o", "Ø": "O", "ð": "d", "đ": "d"}
    | {"½": " 1/2 ", "⅓": " 1/3 ", "⅔": " 2/3 ", "¼": " 1/4 ", "¾": " 3/4 "}
)


def plain(text: str) -> str:
    """Return a text without accents, invisible signs and kinds of dashes, in its own case.

    Finnish dots go, too: half of the sheets that units send were typed without them somewhere.
    """
    spread = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text.translate(_LETTERS)))
    return "".join(char for char in spread if not unicodedata.combining(char))


def folded(text: str) -> str:
    """Return the same without case."""
    return plain(text).casefold()


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {word: meaning for meaning, words in table.items() for word in folded(words).split()}


def _numbers(table: Mapping[str, str]) -> dict[str, int]:
    return {word: int(number) for word, number in _by_word(table).items()}


_FILE = tomli.loads(files("varaamo_sync.likeness").joinpath("words.toml").read_text("utf-8"))
_SETS = {name: frozenset(folded(words).split()) for name, words in _FILE["others"].items()}

ANY_ROOM = "room"
"""The kind of a *tila* or *huone*: every room is one."""

KIND_OF, USE_OF = _by_word(_FILE["kinds"]), _by_word(_FILE["uses"])
NUMBERS, ORDINALS = _numbers(_FILE["numbers"]), _numbers(_FILE["ordinals"])
UNSAID = {kind: frozenset(uses.split()) for kind, uses in _FILE["unsaid"].items()}
PHRASES = {folded(said): folded(meant) for said, meant in _FILE["phrases"].items()}
SCALES: tuple[str, ...] = tuple(_FILE["traits"])
TRAITS = {
    word: (scale, value)
    for scale in SCALES
    for word, value in _by_word(_FILE["traits"][scale]).items()
}
PARTS, WHOLE, JOINING, EMPTY = (_SETS[name] for name in ("part", "whole", "joining", "empty"))
HOUSES, MOVING = _SETS["houses"], _SETS["moving"]
ENDINGS, BASES = _SETS["endings"], _SETS["bases"] | {""}
