"""Names of rooms cut into words and numbers, without what the house's own name says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from varaamo_sync.likeness.letters import folded
from varaamo_sync.likeness.numerals import number_of
from varaamo_sync.likeness.vocabulary import EMPTY, HOUSES, JOINING
from varaamo_sync.likeness.words import same_word


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a number of a name, folded.

    Attributes:
        text: The word.
        capital: It begins with a capital.
        aside: It stands in brackets.
        cut: It stands behind a slash.
        last: Nothing comes after it.
        joined: A sign that joins two places stands before it.
    """

    text: str
    capital: bool
    aside: bool
    cut: bool
    last: bool
    joined: bool

    @property
    def is_number(self) -> bool:
        """Whether it is a number, in whatever way it is written."""
        return number_of(self.text, first=False, capital=True) is not None


_SIGNS = re.compile(r"[^\W_]+|[()\[\]/+&]")
_PARTED = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_DIMENSIONS = ("2d", "3d", "4k")


def house_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words of a venue's names that say nothing in the names of its rooms."""
    words = (word for name in names for word in re.findall(r"[^\W\d_]{3,}", folded(name)))
    return frozenset(words) - EMPTY


def cut_up(text: str) -> Iterator[Token]:
    """Cut a plain text into words and numbers; signs only say how they stand."""
    depth, cut, joined, made = 0, False, False, []
    for sign in _SIGNS.findall(text):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif sign == "/":
            cut = True
        elif sign in JOINING:
            joined = True
        else:
            whole = sign.casefold() in _DIMENSIONS
            for piece in (sign,) if whole else _PARTED.split(sign):
                made.append((piece, depth > 0, cut, joined))
                joined = False
    for place, (piece, aside, cut, joined) in enumerate(made):
        yield Token(
            text=piece.casefold(),
            capital=piece[0].isupper(),
            aside=aside,
            cut=cut,
            last=place == len(made) - 1,
            joined=joined,
        )


def is_of_the_house(token: Token, house: Collection[str]) -> bool:
    """Tell whether a word says where the room is, which all rooms of the house share."""
    if any(same_word(token.text, word) for word in house):
        return True
    genitive = token.text.removesuffix("n")
    return not token.last and (
        (token.text != genitive and genitive in HOUSES)
        or token.text.removesuffix("ksen") + "s" in HOUSES
    )
