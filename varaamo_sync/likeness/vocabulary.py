"""The words of ``words.toml``, folded, in tables to look them up."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from varaamo_sync.likeness.letters import folded

_FILE = tomllib.loads(files("varaamo_sync.likeness").joinpath("words.toml").read_text("utf-8"))


def _by_word(table: Mapping[str, str]) -> Mapping[str, str]:
    return {word: meaning for meaning, words in table.items() for word in folded(words).split()}


def _words(name: str) -> frozenset[str]:
    return frozenset(folded(_FILE["others"][name]).split())


ANY_ROOM = "room"
"""The kind of a *tila* or *huone*: every room is one."""

KIND_OF = _by_word(_FILE["kinds"])
"""The kind of place that a word says."""

USE_OF = _by_word(_FILE["uses"])
"""What a place is for, by the word that says it."""

UNSAID: Mapping[str, frozenset[str]] = {
    kind: frozenset(uses.split()) for kind, uses in _FILE["unsaid"].items()
}
"""What a place of a kind may be for without its name saying so."""

TRAITS: Mapping[str, tuple[str, str]] = {
    word: (scale, value)
    for scale, values in _FILE["traits"].items()
    for word, value in _by_word(values).items()
}
"""Scale and value of a word that says size, side or the like."""

PHRASES: Mapping[str, str] = {
    folded(said): folded(meant) for said, meant in _FILE["phrases"].items()
}
"""What is said in several words, or in slang, in words of the tables."""

NUMBERS: Mapping[str, int] = {word: int(n) for word, n in _by_word(_FILE["numbers"]).items()}
"""Numbers in words."""

ORDINALS: Mapping[str, int] = {word: int(n) for word, n in _by_word(_FILE["ordinals"]).items()}
"""Numbers of floors in words."""

FLOORS = _by_word(_FILE["floors"])
"""Floors that are no numbers, by the word that stands before a kind of place in a compound."""

PARTS = _words("part")
"""Words that say that it is a part of a room."""

WHOLE = _words("whole")
"""Words that say that it is all of it."""

JOINING = _words("joining")
"""Words and signs by which two places become one that is booked together."""

EMPTY = _words("empty")
"""Words that tell no room from another."""

HOUSES = _words("houses")
"""What venues are."""

NARROW = _words("narrow")
"""Uses for which a house has a hall beside a room."""

MOVING = _words("moving")
"""Uses for which a hall and a studio are the same."""

ENDINGS = _words("endings")
"""Endings of forms of a word."""

BASES = _words("bases") | {""}
"""What stands in the basic form where an ending stands in another."""
