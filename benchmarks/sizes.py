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
        delayed: Rooms that are pushed to a sandbox that takes its time.
        latency: Seconds that it takes; a Varaamo needs some 0.12 s for a write.
        repeats: How often validating and comparing are measured.
        pushes: How often pushing is measured.
        starts: How often a start-up is measured.
    """

    rooms: int
    many: int
    pushed: int
    delayed: int
    latency: float
    repeats: int
    pushes: int
    starts: int


FULL = Sizes(
    rooms=10_000,
    many=100_000,
    pushed=1_000,
    delayed=100,
    latency=0.1,
    repeats=7,
    pushes=4,
    starts=15,
)
QUICK = Sizes(rooms=50, many=0, pushed=8, delayed=4, latency=0.01, repeats=1, pushes=1, starts=1)
