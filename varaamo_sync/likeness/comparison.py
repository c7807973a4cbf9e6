"""Whether two names are likely those of one room.

What the rooms are is compared first, then what they are for and what they are called, and last
the marks that tell rooms of one name apart. A word of one name that is missing from the other is
no contradiction by itself: *auditorio* may be *Maunulan auditorio*. Words that each of two names
has alone are: *kokoustila Ruusu* is not *kokoustila Orvokki*.
"""

from __future__ import annotations

from enum import IntEnum

from varaamo_sync.likeness.marks import Marks, may_be_unsaid
from varaamo_sync.likeness.reading import Core, Name, Word
from varaamo_sync.likeness.vocabulary import ANY_ROOM, MOVING, SCALES, UNSAID
from varaamo_sync.likeness.words import mistyped, rest_of, same_word, slipped


class Likeness(IntEnum):
    """How likely two names are those of one room."""

    APART = 0
    """Something tells them apart: a number, a floor, a name of their own."""
    UNLIKE = 1
    """Nothing says that they are one."""
    NUMBERED = 2
    """Only one has a number or a letter, and nothing else is against it."""
    LESS_SAID = 3
    """One says less than the other, and nothing against it."""
    SAME_SAID = 4
    """They say the same, be it in other words."""

    @property
    def likely(self) -> bool:
        """Whether a person should be asked."""
        return self >= Likeness.NUMBERED


_DIVIDED = frozenset(("hall", "pitch"))
"""Places that are let in parts, which letters tell apart."""

_DETAILS = frozenset(("number", "size", "hand", "height", "end"))
"""Marks that a name may do without where something else tells the room from others."""

_OF_A_ROW = frozenset(("number", "letter", "door", "cover"))
"""Marks that rooms of one name have when there are many."""

_LONG = 8
"""Letters of a name that may be mistyped where it is put apart, too."""


def compare_names(ours: Name, theirs: Name) -> Likeness:
    """Return how likely two names of one venue are those of one room."""
    return WordComparison(ours.core, theirs.core).likeness(ours.marks, theirs.marks)


class WordComparison:
    """The words of two names: which both have, and which one has alone.

    Marks come afterwards: the many rooms of a house that differ only in their number are
    compared as one.

    Attributes:
        hopeless: No marks could make them likely one, unless both say that they are parts.
    """

    def __init__(self, ours: Core, theirs: Core) -> None:
        self._ours, self._theirs = ours, theirs
        self._shared: list[tuple[Word, Word]] = []
        self._here, self._there = list(ours.words), list(theirs.words)
        for alike in (_same, _rest):
            for word in tuple(self._here):
                other = next((one for one in self._there if alike(word, one)), None)
                if other is not None:
                    self._share(word, other)
        self._kinds = (ours.kinds & theirs.kinds) - {ANY_ROOM}
        self._named = any(_is_name(word) and _is_name(other) for word, other in self._shared)
        self._as_one = _as_one(ours, theirs)
        self._named_apart = not self._as_one and bool(_names(self._here) and _names(self._there))
        self._contradicts = self._kinds_contradict() or self._words_contradict()
        self.hopeless = self._named_apart or (self._contradicts and not self._as_one)

    def _share(self, word: Word, other: Word) -> None:
        self._here.remove(word)
        self._there.remove(other)
        if not _same(word, other):
            longer = self._here if len(word.text) > len(other.text) else self._there
            longer.append(Word(_rest(word, other), None, "within"))
        self._shared.append((word, other))

    def likeness(self, ours: Marks, theirs: Marks) -> Likeness:
        """Return how likely two names of these words, with these marks, are those of one room."""
        if self._named_apart or ours.tell_apart(theirs):
            return Likeness.APART
        if not self._agreed(ours, theirs):
            return Likeness.UNLIKE
        return self._with_marks(ours, theirs)

    def _agreed(self, ours: Marks, theirs: Marks) -> bool:
        """Tell whether they have something in common, and nothing against it but marks."""
        if self._as_one:
            return True
        marked = bool(ours["number"] & theirs["number"] or ours["letter"] & theirs["letter"])
        if ours["part"] and theirs["part"] and marked:
            return not (self._here and self._there)  # the A part of whatever it is
        if self._contradicts:
            return False
        both, either = (
            self._ours.kinds & self._theirs.kinds,
            self._ours.kinds | self._theirs.kinds,
        )
        only_rooms = not either - {ANY_ROOM}
        if ANY_ROOM in both and marked and not (self._ours.words and self._theirs.words):
            return only_rooms  # huone 3, which the other calls kerhohuone 3
        alone = (*self._here, *self._there)
        if self._shared or self._kinds:
            return all(map(self._may_be_unsaid, alone))
        placed = (ours["floor"] and theirs["floor"]) or any(ours[s] & theirs[s] for s in SCALES)
        return bool(placed) and only_rooms and not alone

    def _with_marks(self, ours: Marks, theirs: Marks) -> Likeness:
        numbered = bool(ours["number"]) and ours["number"] == theirs["number"]
        lettered = bool(ours["letter"]) and ours["letter"] == theirs["letter"]
        if not (self._named or numbered or lettered) and ours.seats_apart(theirs):
            return Likeness.APART
        marks_here, marks_there = ours.beyond(theirs), theirs.beyond(ours)
        words_here, words_there = ([], []) if self._as_one else (self._here, self._there)
        marked = marks_here | marks_there
        if marked and (marks_here or words_here) and (marks_there or words_there):
            return Likeness.UNLIKE
        divided = bool((self._ours.kinds | self._theirs.kinds) & _DIVIDED)
        known = numbered or (self._named and bool(self._ours.kinds or self._theirs.kinds))
        for mark in marked:
            detail = known and mark[0] in _DETAILS
            if not detail and not may_be_unsaid(mark, divided=divided):
                return Likeness.UNLIKE
        if any(mark[0] in _OF_A_ROW for mark in marked):
            return Likeness.NUMBERED
        return Likeness.LESS_SAID if marked or words_here or words_there else Likeness.SAME_SAID

    def _kinds_contradict(self) -> bool:
        ours, theirs = self._ours.kinds - {ANY_ROOM}, self._theirs.kinds - {ANY_ROOM}
        if ours & theirs:  # one may join another place to it: sali ja keittiö
            adds_here, adds_there = ours - theirs, theirs - ours
            return bool((self._ours.joined and adds_here) or (self._theirs.joined and adds_there))
        if ours and theirs:
            room = ANY_ROOM in self._ours.kinds | self._theirs.kinds
            making = ours | theirs == {"studio", "workshop"}
            moving = ours | theirs == {"hall", "studio"} and any(
                word.use in MOVING for pair in self._shared for word in pair
            )
            return not (self._shared and (room or making or moving))
        if not ours and not theirs:
            return False
        return not self._shared or bool(self._there if ours else self._here)

    def _words_contradict(self) -> bool:
        if not (self._here and self._there):
            more, other = self._ours, self._theirs
            if self._there:
                more, other = other, more
            return bool(self._here or self._there) and more.joined and not other.joined
        if self._is_usual(*self._here) and self._is_usual(*self._there):
            return False
        return not self._named or bool(_names(self._here) or _names(self._there))

    def _may_be_unsaid(self, word: Word) -> bool:
        if word.where == "within":
            return bool(self._shared) or self._is_usual(word)
        return bool(self._shared or self._kinds)

    def _is_usual(self, *words: Word) -> bool:
        """Whether such a place is for all that without its name saying so."""
        return any(all(word.use in UNSAID.get(kind, ()) for word in words) for kind in self._kinds)


def _as_one(ours: Core, theirs: Core) -> bool:
    """Whether the words of both are one word, however they are put apart."""
    here, there = "".join(ours.tokens), "".join(theirs.tokens)
    if here == there:
        return bool(here)
    apart = len(ours.tokens) != len(theirs.tokens) and min(len(here), len(there)) >= _LONG
    return (
        apart
        and not all(word.use for word in (*ours.words, *theirs.words))
        and slipped(here, there)
    )


def _same(one: Word, other: Word) -> bool:
    if one.use is not None and other.use is not None:
        return one.use == other.use
    return same_word(one.text, other.text) or mistyped(one.text, other.text)


def _rest(one: Word, other: Word) -> str:
    if one.use is not None and other.use is not None:
        return ""
    return rest_of(one.text, other.text) or rest_of(other.text, one.text)


def _is_name(word: Word) -> bool:
    return word.use is None and word.where != "before"


def _names(words: list[Word]) -> list[Word]:
    """Return the words that a room may be called by, not just what it is for."""
    return [word for word in words if _is_name(word) and word.where != "within"]
