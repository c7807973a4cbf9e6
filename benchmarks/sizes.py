"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured.

    Attributes:
        rooms: Rooms that are validated, and compared.
        many: Rooms of the catalogue whose memory is measured; none for nothing.
        pushed: Rooms that are pushed.
        repeats: How often what takes seconds is measured.
        starts: How often a start-up is measured.
    """

    rooms: int
    many: int
    pushed: int
    repeats: int
    starts: int


FULL = Sizes(rooms=10_000, many=100_000, pushed=1_000, repeats=5, starts=15)
QUICK = Sizes(rooms=200, many=0, pushed=30, repeats=1, starts=2)
