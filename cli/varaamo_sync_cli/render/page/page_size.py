"""How much of a page fits: whole entries are left out, from the ends of its lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from varaamo_sync_cli.render.page.blocks import Item, Page, Rows, Section

MOST_OF_A_COMMENT = 65_536
"""Characters that GitHub takes for the body of a comment or of a pull request."""

MOST = MOST_OF_A_COMMENT - 1_536
"""The same with a margin, for what an action writes around it."""

_FIRST = 10
"""Units that each section gets before any gets more: a long list hides no short one."""


class Medium(Protocol):
    """A form that pages are written in, piece by piece."""

    def begin(self, page: Page, left: int) -> str:
        """Return the beginning, and that units were left out, where any were."""
        ...

    def end(self) -> str:
        """Return the end."""
        ...

    def open(self, section: Section, page: Page) -> str:
        """Return the beginning of a section."""
        ...

    def unit(self, unit: Item | Rows) -> str:
        """Return something that is listed."""
        ...

    def close(self, section: Section, page: Page, left: int) -> str:
        """Return the end of a section, and that units were left out, where any were."""
        ...


def count_characters(text: str) -> int:
    """Return the characters of a text as the strictest code host counts: pairs of UTF-16 as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def write_page(page: Page, medium: Medium, most: int | None = MOST) -> str:
    """Return a page that is no longer than it may be.

    Args:
        page: The page.
        medium: The form that it is written in.
        most: Characters that it may have; ``None`` for any number.
    """
    listed = [[medium.unit(unit) for unit in section.units] for section in page.sections]
    if most is None:
        shown = [len(units) for units in listed]
        return _joined(page, medium, listed, shown)
    sections = list(page.sections)
    while (room := most - _frame_size(page, medium, sections)) < 0 and sections:
        sections.pop()  # only where names and commands are absurdly long
    return _joined(page, medium, listed, _fitting(listed[: len(sections)], room))


def _frame_size(page: Page, medium: Medium, sections: Sequence[Section]) -> int:
    """Return the size of all that is never left out, with what is told of what is."""
    left = sum(len(section.units) for section in page.sections)
    frame = [medium.begin(page, left), medium.end()]
    for section in sections:
        frame += [medium.open(section, page), medium.close(section, page, len(section.units))]
    return count_characters("".join(frame))


def _fitting(listed: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return how many units of each section fit."""
    sizes = [[count_characters(unit) for unit in units] for units in listed]
    shown = [0] * len(listed)
    for most in (_FIRST, None):
        for place, of_section in enumerate(sizes):
            for size in of_section[shown[place] : most]:
                if size > room:
                    break
                room -= size
                shown[place] += 1
    return shown


def _joined(
    page: Page, medium: Medium, listed: Sequence[Sequence[str]], shown: Sequence[int]
) -> str:
    left = sum(map(len, listed)) - sum(shown)
    parts = [medium.begin(page, left)]
    for section, units, count in zip(page.sections, listed, shown, strict=False):
        parts += [medium.open(section, page), *units[:count]]
        parts.append(medium.close(section, page, len(units) - count))
    return "".join([*parts, medium.end()])
