"""How a tone is drawn: a colour, and a pattern for whoever does not tell colours apart.

Each colour has 3 : 1 against the page or is outlined by one that has. The patterns are lines
along the chart, because areas over days are stretched along it.
"""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.report.document import Series, Tone
from varaamo_sync.report.page.charts.elements import element
from varaamo_sync.startup.fast_dataclass import dataclass

OUTLINE = "#4a5468"
TARGET = "#c2410c"


@dataclass(frozen=True, slots=True)
class Ink:
    """How a tone is drawn.

    Attributes:
        ground: Colour of the area.
        line: Colour of the lines on it, ``None`` for a plain area.
        every: Distance of the lines in pixels.
        dashed: Whether the lines are broken.
    """

    ground: str
    line: str | None = None
    every: int = 0
    dashed: bool = False


_INKS: Mapping[Tone, Ink] = {
    Tone.READY: Ink("#0b2f9e"),
    Tone.GOOD: Ink("#0b2f9e"),
    Tone.EARLIER: Ink("#5d7183", "#ffffff", 6),
    Tone.IN_PROGRESS: Ink("#7f9be6", "#0b2f9e", 5),
    Tone.PREPARED: Ink("#e4ebfb"),
    Tone.UNKNOWN: Ink("#ffffff", "#4a5468", 4, dashed=True),
    Tone.WARNING: Ink("#f2b65a", "#6b3f00", 7),
    Tone.BAD: Ink("#b3123b"),
    Tone.NEUTRAL: Ink("#8b93a3"),
}

_OTHERS = (Ink("#d9dde5", "#4a5468", 9), Ink("#3c4a5c", "#ffffff", 10), Ink("#8b93a3"))
"""For further series of no tone."""


def inks_of(series: tuple[Series, ...]) -> tuple[Ink, ...]:
    """Return how each series is drawn; two of the same tone are told apart while they are few."""
    inks: list[Ink] = []
    for one in series:
        wanted = (_INKS[one.tone], *_OTHERS)
        inks.append(next((ink for ink in wanted if ink not in inks), _OTHERS[0]))
    return tuple(inks)


def fill_of(ink: Ink, id: str) -> str:
    """Return what fills an area, with the id of its pattern where it has one."""
    return ink.ground if ink.line is None else f"url(#{id})"


def pattern_of(ink: Ink, id: str) -> str:
    """Return the definition of a pattern, or nothing for a plain area."""
    if ink.line is None:
        return ""
    return element(
        "pattern",
        element("rect", width=8, height=ink.every, fill=ink.ground),
        element("rect", width=5 if ink.dashed else 8, height=1.5, fill=ink.line),
        id=id,
        width=8,
        height=ink.every,
        patternUnits="userSpaceOnUse",
    )
