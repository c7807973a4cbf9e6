"""Reads the name of a room: what kind of a place it is, what for, what it is called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from varaamo_sync.likeness.marks import Marks
from varaamo_sync.likeness.measures import number_of, take_measures
from varaamo_sync.likeness.vocabulary import (
    ANY_ROOM,
    EMPTY,
    HOUSES,
    JOINING,
    KIND_OF,
    PARTS,
    PHRASES,
    TRAITS,
    USE_OF,
    WHOLE,
    folded,
    plain,
)
from varaamo_sync.likeness.words import nearest_use, same_word, take_apart, use_like
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_DOOR = 100
"""From here on a number is that of a door, as in *huone 215*, and not one of a row of rooms."""


Where = Literal["alone", "before", "within"]


class Word(NamedTuple):
    """A word of a name that is no kind of place and no mark.

    Attributes:
        text: The word, folded.
        use: What a place is for that is called so, where the word is known.
        where: ``alone``, by itself or in brackets: it may be what the room is called; ``before``
            something else, in the genitive: whose it is, or where; or ``within`` a compound,
            before the kind of place: what the place is for.
    """

    text: str
    use: str | None
    where: Where


class Core(NamedTuple):
    """What a name says without the marks that tell rooms of one name apart.

    Attributes:
        tokens: Its words as they were written, folded, without the venue's.
        kinds: What kinds of places it is; ``ANY_ROOM`` for a *tila* or *huone*.
        words: All other words.
        joined: It is two places that are booked as one.
    """

    tokens: tuple[str, ...]
    kinds: frozenset[str]
    words: tuple[Word, ...]
    joined: bool


class Name(NamedTuple):
    """What the name of a room says.

    Attributes:
        text: The name, folded, as words and numbers.
        core: Its words.
        marks: What tells it from rooms of the same name.
    """

    text: str
    core: Core
    marks: Marks


@dataclass(slots=True)
class _Token:
    """A word or a number of a name.

    Attributes:
        text: The word, folded.
        capital: It begins with a capital.
        aside: It stands in brackets.
        cut: It stands behind a slash.
        joined: A sign that joins two places stands before it.
        last: Nothing comes after it.
    """

    text: str
    capital: bool
    aside: bool
    cut: bool
    joined: bool
    last: bool = False

    @property
    def where(self) -> Where:
        genitive = self.text.endswith("n") and len(self.text) > 3
        return "before" if genitive and not (self.last or self.aside) else "alone"


_SIGNS = lazy_pattern(r"[^\W_]+|[()\[\]/+&]")
_PARTED = lazy_pattern(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_DIMENSIONS = ("2d", "3d", "4k")
_PHRASES = lazy_pattern(rf"\b(?:{'|'.join(map(re.escape, PHRASES))})\b", re.IGNORECASE)


def venue_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words of a venue's names that say nothing in the names of its rooms."""
    words = (word for name in names for word in re.findall(r"[^\W\d_]{3,}", folded(name)))
    return frozenset(words) - EMPTY


def read_name(text: str, venue: Collection[str] = ()) -> Name:
    """Read the name of a room.

    Args:
        text: The name as people write it.
        venue: Words of the venue's names, folded: in a room's name they say nothing.
    """
    marks: defaultdict[str, set[Any]] = defaultdict(set)
    said = _PHRASES.sub(lambda found: PHRASES[found[0].casefold()], plain(text))
    tokens = list(_cut_up(take_measures(said, marks)))
    told = [token for token in tokens if not _is_of_the_venue(token, venue)]
    if not marks["floor"] and all(_is_number(token.text) for token in told):
        told = tokens  # the room is called by the venue's own name
    reader = _Reader(venue, marks)
    for place, token in enumerate(told):
        reader.take(token, first=place == 0)
    return Name(" ".join(token.text for token in tokens), reader.core(), reader.marks())


def _cut_up(text: str) -> Iterator[_Token]:
    """Cut a plain text into words and numbers; signs only say how they stand."""
    depth, cut, joined = 0, False, False
    made: list[_Token] = []
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
                made.append(_Token(piece.casefold(), piece[0].isupper(), depth > 0, cut, joined))
                joined = False
    for token in made[-1:]:
        token.last = True
    yield from made


def _is_number(text: str) -> bool:
    return number_of(text, first=False, capital=True) is not None


def _is_of_the_venue(token: _Token, venue: Collection[str]) -> bool:
    """Tell whether a word says where the room is, which all rooms of the venue share."""
    text = token.text
    if any(same_word(text, word) for word in venue):
        return True
    nominative = text.removesuffix("ksen") + "s" if text.endswith("ksen") else text[:-1]
    return text.endswith("n") and nominative in HOUSES and not token.last


class _Reader:
    """Takes a name word by word."""

    def __init__(self, venue: Collection[str], marks: defaultdict[str, set[Any]]) -> None:
        self._venue = venue
        self._marks = marks
        self._tokens: list[str] = []
        self._kinds: set[str] = set()
        self._owners: set[str] = set()
        self._words: list[Word] = []
        self._joined = False

    def take(self, token: _Token, *, first: bool) -> None:
        """Take one word or number."""
        text = token.text
        number = number_of(text, first=first, capital=token.capital)
        if number is not None:
            aside = token.aside or (token.cut and token.last)
            self._marks["door" if number >= _DOOR else "aside" if aside else "number"].add(number)
        elif len(text) == 1 and (token.capital or token.last):
            self._marks["letter"].add(text)
        elif text in JOINING:
            self._joined = True
        elif text not in WHOLE and text not in EMPTY and len(text) > 1:
            self._joined |= token.joined
            self._tokens.append(text)
            self._word(token)

    def _word(self, token: _Token) -> None:
        text = token.text
        if text in KIND_OF and text.endswith("n") and not token.last and not token.aside:
            self._owners.add(KIND_OF[text])
        elif self._is_known(text, "alone"):
            return
        elif parted := take_apart(text):
            self._compound(*parted, token)
        else:
            self._words.append(Word(text, use_like(text), token.where))

    def _compound(self, modifier: str, head: str, token: _Token) -> None:
        self._kinds.add(KIND_OF[head])
        where: Where = "alone" if token.aside else "within"
        if not modifier:
            return
        if any(word.startswith(modifier) for word in self._venue):
            # The hall of the house: Malmisali in Malmitalo.
            self._words.append(Word(modifier, USE_OF.get(modifier), "before"))
        elif modifier in KIND_OF and modifier not in USE_OF and KIND_OF[head] != ANY_ROOM:
            self._words.append(Word(modifier, None, "within"))
        elif modifier not in WHOLE and not self._is_known(modifier, where):
            scaled = (t for t in TRAITS if modifier.startswith(t) and modifier[len(t) :] in USE_OF)
            if trait := next(scaled, None):
                scale, value = TRAITS[trait]
                self._marks[scale].add(value)
                modifier = modifier.removeprefix(trait)
            word = nearest_use(modifier)
            self._words.append(Word(word, USE_OF.get(word), where))

    def _is_known(self, text: str, where: Where) -> bool:
        """Take a word of the tables; tell whether it was one."""
        if text in TRAITS:
            scale, value = TRAITS[text]
            self._marks[scale].add(value)
        elif text in PARTS:
            self._marks["part"].add("part")
        elif text in USE_OF and not (text in KIND_OF and where != "within"):
            self._words.append(Word(text, USE_OF[text], where))
        elif text in KIND_OF:
            self._kinds.add(KIND_OF[text])
        else:
            return False
        return True

    def core(self) -> Core:
        """Return what was said without marks."""
        if not self._kinds - {ANY_ROOM}:
            self._kinds |= self._owners
        return Core(
            tokens=tuple(self._tokens),
            kinds=frozenset(self._kinds),
            words=tuple(self._words),
            joined=self._joined,
        )

    def marks(self) -> Marks:
        """Return the marks."""
        return Marks({sort: frozenset(values) for sort, values in self._marks.items() if values})
