"""Reads the name of a room: what kind of a place it is, what for, what it is called."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from varaamo_sync.likeness.compounds import meant, take_apart, use_like, uses_in
from varaamo_sync.likeness.letters import plain
from varaamo_sync.likeness.marks import DOOR, PART, Marks
from varaamo_sync.likeness.numerals import Measured, number_of
from varaamo_sync.likeness.tokens import Token, cut_up, is_of_the_house
from varaamo_sync.likeness.vocabulary import (
    ANY_ROOM,
    EMPTY,
    FLOORS,
    JOINING,
    KIND_OF,
    PARTS,
    PHRASES,
    TRAITS,
    USE_OF,
    WHOLE,
)


class Where(Enum):
    """Where in a name a word stands."""

    ALONE = auto()
    """By itself: it may be what the room is called."""
    WITHIN = auto()
    """Before the kind of place in a compound: it says what the place is for."""
    BEFORE = auto()
    """In the genitive before something else: whose it is, or where."""
    ASIDE = auto()
    """In brackets."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name that is no kind of place and no mark.

    Attributes:
        text: The word, folded.
        use: What a place is for that is called so, where the word is known.
        where: Where it stands.
    """

    text: str
    use: str | None
    where: Where


@dataclass(frozen=True, slots=True)
class Core:
    """What a name says without the marks that tell rooms of one name apart.

    Attributes:
        tokens: Its words as they were written, folded, without the house's.
        kinds: What kinds of places it is; ``ANY_ROOM`` for a *tila* or *huone*.
        aside: Those of ``kinds`` that only stand in brackets.
        words: All other words.
        joined: It is two places that are booked as one.
        small: It is a room (*huone*), not just any space (*tila*).
    """

    tokens: tuple[str, ...]
    kinds: frozenset[str]
    aside: frozenset[str]
    words: tuple[Word, ...]
    joined: bool
    small: bool

    @property
    def understood(self) -> bool:
        """Whether every word is known."""
        return all(word.use is not None for word in self.words)


@dataclass(frozen=True, slots=True)
class Name:
    """What the name of a room says.

    Attributes:
        text: The name, folded, as words and numbers.
        core: Its words.
        marks: What tells it from rooms of the same name.
    """

    text: str
    core: Core
    marks: Marks


_LETTERS_IN_A_ROW = ("ab", "bc", "cd", "de", "ef", "abc", "bcd", "abcd")
_PHRASES = re.compile(rf"\b(?:{'|'.join(map(re.escape, PHRASES))})\b", re.IGNORECASE)
_SMALL_ROOMS = ("huone", "rum", "room")


def read_name(text: str, house: Collection[str] = ()) -> Name:
    """Read the name of a room.

    Args:
        text: The name as people write it.
        house: Words of the venue's names, folded: in a room's name they say nothing.
    """
    said = plain(text)
    if _PHRASES.search(said):
        said = _PHRASES.sub(lambda found: PHRASES[found[0].casefold()], said)
    measured = Measured()
    tokens = list(cut_up(measured.take(said)))
    told = [token for token in tokens if not is_of_the_house(token, house)]
    if not measured.floors and all(token.is_number for token in told):
        told = tokens  # the room is called by the house's own name
    found = _Found(house)
    for place, token in enumerate(told):
        found.take(token, first=place == 0)
    return found.name(" ".join(token.text for token in tokens), measured)


class _Found:
    """What was found in a name so far."""

    def __init__(self, house: Collection[str]) -> None:
        self.house = house
        self.tokens: list[str] = []
        self.floors: set[str] = set()
        self.numbers: set[int] = set()
        self.asides: set[int] = set()
        self.letters: set[str] = set()
        self.traits: set[tuple[str, str]] = set()
        self.parts: set[str] = set()
        self.kinds: dict[str, bool] = {}
        self.owners: set[str] = set()
        self.words: list[Word] = []
        self.joined = False
        self.small = False

    def take(self, token: Token, *, first: bool) -> None:
        """Take one word or number."""
        text = token.text
        number = number_of(text, first=first, capital=token.capital)
        if number is not None:
            (self.asides if token.aside or (token.cut and token.last) else self.numbers).add(number)
        elif len(text) == 1 and (token.capital or token.last):
            self.letters.add(text)
        elif text in _LETTERS_IN_A_ROW and token.capital:
            self.letters.update(text)
        elif text in JOINING:
            self.joined = True
        elif text not in WHOLE and text not in EMPTY and len(text) > 1:
            self.joined |= token.joined
            self.tokens.append(text)
            self._word(text, token)

    def _word(self, text: str, token: Token) -> None:
        if text in TRAITS:
            self.traits.add(TRAITS[text])
        elif text in PARTS:
            self.parts.add(PART)
        elif text in KIND_OF:
            if text.endswith("n") and not token.last and not token.aside:
                self.owners.add(KIND_OF[text])
            else:
                self._kind(text, token)
        elif text in USE_OF:
            where = Where.ASIDE if token.aside else Where.ALONE
            self.words.append(Word(text, USE_OF[text], where))
        else:
            self._compound(text, token)

    def _compound(self, text: str, token: Token) -> None:
        parted = take_apart(text)
        if parted is None:
            self._uses(text, token)
            return
        modifier, head = parted
        self._kind(head, token)
        if any(word.startswith(modifier) for word in self.house):
            if modifier:  # the hall of the house: Malmisali in Malmitalo
                self.words.append(Word(modifier, USE_OF.get(modifier), Where.BEFORE))
        elif modifier in KIND_OF and modifier not in USE_OF and KIND_OF[head] != ANY_ROOM:
            self.words.append(Word(modifier, None, Where.WITHIN))
        elif modifier:
            self._modifier(modifier, token)

    def _uses(self, text: str, token: Token) -> None:
        uses = uses_in(text)
        if uses:
            self.words += [Word(word, USE_OF[word], Where.WITHIN) for word in uses]
            return
        self.words.append(Word(text, use_like(text), _where(token)))

    def _modifier(self, text: str, token: Token) -> None:
        where = Where.ASIDE if token.aside else Where.WITHIN
        if text in FLOORS:
            self.floors.add(FLOORS[text])
        elif text in TRAITS:
            self.traits.add(TRAITS[text])
        elif text in PARTS:
            self.parts.add(PART)
        elif text in USE_OF:
            self.words.append(Word(text, USE_OF[text], where))
        elif text in KIND_OF:
            self._kind(text, token)
        elif text not in WHOLE:
            uses = uses_in(text)
            if uses:
                self.words += [Word(word, USE_OF[word], where) for word in uses]
                return
            trait = next((t for t in TRAITS if text.startswith(t) and text[len(t) :] in USE_OF), "")
            if trait:
                self.traits.add(TRAITS[trait])
                text = text[len(trait) :]
            elif text not in USE_OF:
                text = meant(text)
            self.words.append(Word(text, USE_OF.get(text), where))

    def _kind(self, text: str, token: Token) -> None:
        kind = KIND_OF[text]
        self.kinds[kind] = self.kinds.get(kind, True) and token.aside
        self.small |= text.startswith(_SMALL_ROOMS)

    def name(self, text: str, measured: Measured) -> Name:
        """Return the name as it was read."""
        doors = {number for number in self.numbers | self.asides if number >= DOOR}
        if not set(self.kinds) - {ANY_ROOM}:
            self.kinds.update(dict.fromkeys(self.owners, False))
        core = Core(
            tokens=tuple(self.tokens),
            kinds=frozenset(self.kinds),
            aside=frozenset(kind for kind, aside in self.kinds.items() if aside),
            words=tuple(self.words),
            joined=self.joined,
            small=self.small,
        )
        marks = Marks(
            numbers=frozenset(self.numbers - doors),
            asides=frozenset(self.asides - doors),
            doors=frozenset(doors),
            letters=frozenset(self.letters),
            seats=frozenset(measured.seats),
            floors=frozenset(self.floors | measured.floors),
            traits=frozenset(self.traits),
            parts=frozenset(self.parts | measured.fractions),
        )
        return Name(text, core, marks)


def _where(token: Token) -> Where:
    if token.aside:
        return Where.ASIDE
    if token.text.endswith("n") and len(token.text) > 3 and not token.last:
        return Where.BEFORE
    return Where.ALONE
