"""What tells rooms of one name apart: numbers, letters, floors, sizes, sides, halves.

Marks are compared last: two rooms that would be one by their words are not when a number says so.
"""

from __future__ import annotations

from dataclasses import dataclass

DOOR = 100
"""From here on a number is that of a door, as in *huone 215*, and not one of a row of rooms."""

_FEW = 10
"""Below this a lone number counts rooms of one name; from here on it may count seats."""

_AS_MANY = 0.8
"""How near two numbers of seats are that may be those of one room."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one name.

    Attributes:
        numbers: Numbers below ``DOOR`` that stand in the name itself.
        asides: Such numbers in brackets or behind a slash: of a room, or of seats.
        doors: Numbers from ``DOOR`` on.
        letters: Single letters.
        seats: Persons, where the name says that it is persons.
        floors: Numbers of floors, ``up``, ``down``, ``cellar``, ``attic``.
        traits: Sizes, sides and the like, as scale and value.
        parts: Fractions, and ``part`` where a word says so.
    """

    numbers: frozenset[int] = frozenset()
    asides: frozenset[int] = frozenset()
    doors: frozenset[int] = frozenset()
    letters: frozenset[str] = frozenset()
    seats: frozenset[int] = frozenset()
    floors: frozenset[str] = frozenset()
    traits: frozenset[tuple[str, str]] = frozenset()
    parts: frozenset[str] = frozenset()


Mark = tuple[str, str | int]
"""One mark: what it is of, and its value."""


def told_apart(ours: Marks, theirs: Marks) -> bool:
    """Tell whether both names have a mark of one sort, and not the same."""
    return (
        bool(ours.numbers and theirs.numbers and ours.numbers != theirs.numbers)
        or bool(ours.letters and theirs.letters and ours.letters != theirs.letters)
        or bool(ours.doors and theirs.doors and not ours.doors & theirs.doors)
        or _lettered_apart(ours, theirs)
        or _lettered_apart(theirs, ours)
        or _aside_apart(ours, theirs)
        or _floors_apart(ours.floors, theirs.floors)
        or _traits_apart(ours.traits, theirs.traits)
        or _parts_apart(ours.parts, theirs.parts)
    )


def seats_apart(ours: Marks, theirs: Marks) -> bool:
    """Tell whether two names that have nothing else to tell rooms apart have it in their seats."""
    if not ours.seats or not theirs.seats:
        return False
    fewer, more = sorted((max(ours.seats), max(theirs.seats)))
    return fewer < more * _AS_MANY


def said_more(ours: Marks, theirs: Marks) -> set[Mark]:
    """Return the marks of a name that the other one has none of the same sort of."""
    more: set[Mark] = set()
    counted = theirs.numbers or theirs.asides & ours.numbers
    if not counted and not (theirs.letters and not ours.letters):
        more |= {("number", number) for number in ours.numbers}
    if not (theirs.numbers or theirs.asides or ours.numbers):
        more |= {("number", number) for number in ours.asides if number < _FEW}
    if not theirs.letters and not (theirs.numbers and not ours.numbers):
        sort = "sub" if ours.numbers and theirs.numbers else "letter"  # 1 B is a part of 1
        more |= {(sort, letter) for letter in ours.letters}
    if not theirs.doors:
        more |= {("door", door) for door in ours.doors}
    scales = {scale for scale, _ in theirs.traits}
    more |= {trait for trait in ours.traits if trait[0] not in scales}
    if not theirs.parts:
        more |= {("part", part) for part in ours.parts}
    return more


def may_be_unsaid(mark: Mark, *, divided: bool) -> bool:
    """Tell whether one name may leave out what another one says.

    A half and the small one are different from a room that is called by the name alone. The
    large one may be it, and so may one that somebody has numbered.

    Args:
        mark: The mark.
        divided: Whether such a place is divided by letters: hall A is half of the hall.
    """
    if mark[0] == "letter":
        return not divided
    return mark[0] in {"number", "door"} or mark in _MAY_BE_UNSAID


def _lettered_apart(ours: Marks, theirs: Marks) -> bool:
    """Room A is room 1, and not room 2, where one counts by letters and the other by numbers."""
    if not ours.letters or ours.numbers or not theirs.numbers or theirs.letters:
        return False
    return {ord(letter) - ord("a") + 1 for letter in ours.letters} != theirs.numbers


def _aside_apart(ours: Marks, theirs: Marks) -> bool:
    if ours.numbers and theirs.numbers:
        return False  # what is in brackets beside a number counts seats
    here, there = ours.numbers or ours.asides, theirs.numbers or theirs.asides
    if not here or not there or here & there:
        return False
    lone = theirs.asides if ours.numbers else ours.asides
    return not (ours.numbers or theirs.numbers) or min(lone) < _FEW


def _floors_apart(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(ours and theirs) and not any(
        here == there or {here, there} in _SAME_FLOOR or _up(here, there) or _up(there, here)
        for here in ours
        for there in theirs
    )


_SAME_FLOOR = ({"down", "1"}, {"down", "cellar"}, {"down", "0"}, {"up", "attic"}, {"cellar", "0"})


def _up(one: str, other: str) -> bool:
    return one == "up" and other.isdigit() and int(other) > 1


def _traits_apart(ours: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> bool:
    scales = {scale for scale, _ in ours} & {scale for scale, _ in theirs}
    return any(
        {value for scale, value in ours if scale == one}
        != {value for scale, value in theirs if scale == one}
        for one in scales
    )


def _parts_apart(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    here, there = ours - {PART}, theirs - {PART}
    return bool(here and there) and here != there


PART = "part"
"""A part of a room that no fraction tells the size of."""

_MAY_BE_UNSAID = frozenset(
    (("size", "large"), ("height", "up"), ("height", "down"), ("age", "new"))
)
"""What one name may say and another leave out: the hall is the large one, not the small one."""
