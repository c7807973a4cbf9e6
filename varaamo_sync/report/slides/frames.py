"""Places on a slide: in points where they are reckoned with, in EMU where they are written."""

from __future__ import annotations

from typing import Any, NamedTuple

EMU = 12700
"""English Metric Units of a point."""


class Frame(NamedTuple):
    """A place on a slide, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


def emu(points: float) -> int:
    """Return a length in EMU."""
    return round(points * EMU)


def place(sp: Any, frame: Frame) -> None:
    """Set where a shape stands.

    Args:
        sp: Element of the shape.
        frame: Its place.
    """
    sp.x, sp.y = emu(frame.left), emu(frame.top)
    sp.cx, sp.cy = emu(frame.width), emu(frame.height)
