"""How content is spread over slides: nothing is cut, nothing runs out of its slide."""

from __future__ import annotations

from collections.abc import Sequence

from varaamo_sync.report.slides.units import Unit

_WORTH_SPLITTING = 0.4
"""Share of a slide from which on a piece is begun where there is room, and goes on behind."""


def spread(units: Sequence[Unit], room: float) -> list[list[Unit]]:
    """Return what stands on each slide.

    Args:
        units: The content, from top to bottom.
        room: Height of a slide's content in points.
    """
    slides = _Slides(room)
    waiting = list(reversed(units))
    while waiting:
        unit = waiting.pop()
        if not slides.fits(unit, waiting[: -_LONGEST_CHAIN - 1 : -1]):
            slides.turn()
        left = slides.left_for(unit)
        if unit.height > left and (parts := unit.split(left)) is not None:
            slides.put(parts[0])
            slides.turn()
            waiting.append(parts[1])
        else:
            slides.put(unit)
    return slides.filled


_LONGEST_CHAIN = 30
"""Pieces that are looked ahead, for a heading to stay with what it is the heading of."""


class _Slides:
    """Slides that are being filled."""

    def __init__(self, room: float) -> None:
        self.filled: list[list[Unit]] = []
        self._room = room
        self._used = 0.0
        self._last: Unit | None = None

    def left_for(self, unit: Unit) -> float:
        return self._room - self._used - unit.gap_after(self._last)

    def fits(self, unit: Unit, following: Sequence[Unit]) -> bool:
        """Tell whether a piece begins here, with what must stand beside it."""
        if self._last is None:
            return True
        used, last = self._used, self._last
        for piece in (unit, *following):
            begins = piece.least if self._may_split(piece) else piece.height
            if used + piece.gap_after(last) + begins > self._room:
                return False
            if not piece.keep:
                break
            used, last = used + piece.gap_after(last) + piece.height, piece
        return True

    def _may_split(self, unit: Unit) -> bool:
        return unit.height > self._room * _WORTH_SPLITTING

    def put(self, unit: Unit) -> None:
        if self._last is None:
            self.filled.append([])
        self._used += unit.gap_after(self._last) + unit.height
        self._last = unit
        self.filled[-1].append(unit)

    def turn(self) -> None:
        self._used, self._last = 0.0, None
