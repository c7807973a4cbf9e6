"""What tells rooms of one name apart: numbers, letters, floors, sizes, sides, halves.

Marks are compared last: two rooms that would be one by their words are not when a number says so.
"""

from __future__ import annotations

from typing import Any

from varaamo_sync.likeness.vocabulary import SCALES

_FEW = 10
"""Below this a lone number counts rooms of one name; from here on it may count seats."""

_AS_MANY = 0.8
"""How near two numbers of seats are that may be those of one room."""

_SAME_FLOOR = ({"down", "1"}, {"down", "cellar"}, {"down", "0"}, {"up", "attic"}, {"cellar", "0"})

_MAY_BE_UNSAID = {("size", "large"), ("height", "up"), ("height", "down"), ("age", "new")}
"""What one name may say and another leave out: the hall is the large one, not the small one."""

Mark = tuple[str, str | int]
"""One mark: its sort, and its value."""


class Marks(dict[str, frozenset[Any]]):
    """The marks of one name by sort; a sort that is not said has no values.

    ``number`` (below that of a door, in the name itself), ``aside`` (such a number in brackets or
    behind a slash: of a room, or of seats), ``door``, ``letter``, ``seats`` (where it says that
    it is persons), ``floor``, ``part`` (a fraction, or ``part`` where a word says so), and the
    scales of ``TRAITS``: sizes, sides and the like.
    """

    def __missing__(self, sort: str) -> frozenset[Any]:
        return frozenset()

    def tell_apart(self, other: Marks) -> bool:
        """Tell whether both names have a mark of one sort, and not the same."""
        here, there = self["part"] - {"part"}, other["part"] - {"part"}
        return (
            any(
                self[sort] and other[sort] and self[sort] != other[sort]
                for sort in ("number", "letter", *SCALES)
            )
            or bool(self["door"] and other["door"] and not self["door"] & other["door"])
            or bool(here and there and here != there)
            or self._is_lettered_apart(other)
            or other._is_lettered_apart(self)
            or self._is_apart_aside(other)
            or self._is_floors_apart(other)
        )

    def _is_lettered_apart(self, other: Marks) -> bool:
        """Room A is room 1, and not room 2, where one counts by letters, the other by numbers."""
        if self["number"] or other["letter"] or not (self["letter"] and other["number"]):
            return False
        return {ord(letter) - ord("a") + 1 for letter in self["letter"]} != other["number"]

    def _is_apart_aside(self, other: Marks) -> bool:
        numbered, other_numbered = self["number"], other["number"]
        if numbered and other_numbered:
            return False  # what is in brackets beside a number counts seats
        here, there = numbered or self["aside"], other_numbered or other["aside"]
        if not here or not there or here & there:
            return False
        lone = there if numbered else here
        return not (numbered or other_numbered) or min(lone) < _FEW

    def _is_floors_apart(self, other: Marks) -> bool:
        return bool(self["floor"] and other["floor"]) and not any(
            here == there or {here, there} in _SAME_FLOOR or _is_up(here, there)
            for here in self["floor"]
            for there in other["floor"]
        )

    def seats_apart(self, other: Marks) -> bool:
        """Tell whether two names with nothing else to tell rooms apart have it in their seats."""
        if not self["seats"] or not other["seats"]:
            return False
        fewer, more = sorted((max(self["seats"]), max(other["seats"])))
        return bool(fewer < more * _AS_MANY)

    def beyond(self, other: Marks) -> set[Mark]:
        """Return the marks of a name that the other one has none of the same sort of."""
        numbers, letters = self["number"], self["letter"]
        more: set[Mark] = {
            (sort, value)
            for sort in ("door", "part", *SCALES)
            if not other[sort]
            for value in self[sort]
        }
        counted = other["number"] or other["aside"] & numbers
        if not counted and not (other["letter"] and not letters):
            more |= {("number", number) for number in numbers}
        if not (other["number"] or other["aside"] or numbers):
            more |= {("number", number) for number in self["aside"] if number < _FEW}
        if not other["letter"] and not (other["number"] and not numbers):
            sort = "sub" if numbers and other["number"] else "letter"  # 1 B is a part of 1
            more |= {(sort, letter) for letter in letters}
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
    return mark[0] in {"number", "door", "cover"} or mark in _MAY_BE_UNSAID


def _is_up(one: str, other: str) -> bool:
    number = other if one == "up" else one if other == "up" else ""
    return number.isdigit() and int(number) > 1
