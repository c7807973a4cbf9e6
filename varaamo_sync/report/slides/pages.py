"""A document as slides: what each is called, what stands on it, and what its notes say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto
from itertools import pairwise

from varaamo_sync.report.document import Chapter, Chart, Document, Paragraph, Section, Table
from varaamo_sync.report.slides.blocks import Room, Sizes, pieces
from varaamo_sync.report.slides.flow import spread
from varaamo_sync.report.slides.frames import Frame
from varaamo_sync.report.slides.text import on_one_line, plain, shortened
from varaamo_sync.report.slides.units import INSET, Drawing, Para, TableRow, Unit
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme

said = Theme("report/slides")

LONGEST_TITLE = 110
"""Signs of a title; a longer one is told whole in the slide's text."""
LONGEST_KICKER = 80
"""Signs of the line above a title."""

_CONTENT_SIZES = (
    Sizes(18, 14, 12),
    Sizes(16, 13, 11),
    Sizes(14, 12, 11),
    Sizes(14, 11, 10),
    Sizes(12, 11, 10),
)
_OPENING_SIZES = (Sizes(22, 14, 12), Sizes(18, 14, 12), Sizes(14, 12, 11))


_MANY_SLIDES = 40
"""Slides of a section from which on it is set small at once, for no size makes it short."""


class Role(Enum):
    """What a slide is for."""

    COVER = auto()
    OPENING = auto()
    """The first slide of a goal."""
    CONTENT = auto()


@dataclass(frozen=True, slots=True)
class Page:
    """A slide.

    Attributes:
        role: What it is for.
        heading: Its title.
        kicker: What stands above the title: the goal that it is of.
        units: Its content.
        notes: Lines of its notes.
    """

    role: Role
    heading: str
    kicker: str
    units: tuple[Unit, ...]
    notes: tuple[str, ...]


def build_pages(document: Document, frames: dict[Role, Frame]) -> Iterator[Page]:
    """Yield the slides of a document, each with a title of its own.

    Args:
        document: The document.
        frames: Where the content of a slide stands, by what the slide is for.
    """
    seen: set[str] = set()
    for page in _Builder(document, frames).pages():
        yield _with_own_title(page, seen)


class _Builder:
    def __init__(self, document: Document, frames: dict[Role, Frame]) -> None:
        self._document = document
        self._frames = frames

    def pages(self) -> Iterator[Page]:
        document = self._document
        cover = (Paragraph(document.subtitle), document.facts)
        yield from self._fill(Role.COVER, document.title, "", cover)
        if document.overview:
            heading = said("overview", document.lang)
            yield from self._fill(Role.CONTENT, heading, "", document.overview)
        for chapter in document.chapters:
            yield from self._opening(chapter)
            for section in chapter.sections:
                yield from self._section(chapter, section)

    def _opening(self, chapter: Chapter) -> Iterator[Page]:
        blocks = (Paragraph(chapter.area), Paragraph(chapter.summary, chapter.tone, strong=True))
        yield from self._fill(Role.OPENING, chapter.title, self._document.title, blocks)

    def _section(self, chapter: Chapter, section: Section) -> Iterator[Page]:
        yield from self._fill(Role.CONTENT, section.heading, chapter.title, section.blocks)

    def _fill(
        self, role: Role, heading: str, kicker: str, blocks: Iterable[object]
    ) -> Iterator[Page]:
        """Yield a slide and those on which it goes on."""
        told = on_one_line(heading)
        whole = [Paragraph(plain(heading), strong=True)] if len(told) > LONGEST_TITLE else []
        content = [*whole, *blocks]
        sizes = _CONTENT_SIZES if role is Role.CONTENT else _OPENING_SIZES
        slides = _fewest(lambda size: self._spread(role, content, size), sizes)
        for number, units in enumerate(slides or [[]], 1):
            yield Page(
                role if number == 1 else Role.CONTENT,
                _continued(shortened(heading, LONGEST_TITLE), number, self._document),
                shortened(kicker, LONGEST_KICKER),
                tuple(units),
                tuple(self._notes(units)),
            )

    def _spread(self, role: Role, content: Sequence[object], sizes: Sizes) -> list[list[Unit]]:
        frame, rest = self._frames[role], self._frames[Role.CONTENT]
        room = Room(frame.width, frame.height, sizes, self._document.lang)
        slides = spread(list(pieces(content, room)), frame.height)  # type: ignore[arg-type]
        if role is Role.CONTENT or len(slides) <= 1:
            return slides
        further = [_as_wide_as(rest, unit) for units in slides[1:] for unit in units]
        return [slides[0], *spread(further, rest.height)]

    def _notes(self, units: Sequence[Unit]) -> Iterator[str]:
        """Yield where the numbers of a slide come from, and the numbers of its charts."""
        lang = self._document.lang
        told: dict[int, None] = {}
        for unit in units:
            if isinstance(unit, TableRow) and id(unit.grid) not in told:
                told[id(unit.grid)] = None
                yield said("source_of", lang, caption=unit.grid.caption)
                yield from unit.grid.notes
            elif isinstance(unit, Drawing):
                yield from _numbers(unit.source, self._document)
        yield from (f"{plain(fact.name)}: {plain(fact.text)}" for fact in self._document.facts)
        yield said("as_of", lang, day=self._document.day)


def _numbers(chart: Chart, document: Document) -> Iterator[str]:
    """Yield what a chart shows, in words."""
    yield plain(chart.title)
    yield plain(chart.description)
    yield said("source_of", document.lang, caption=plain(chart.table.caption))
    yield from _rows_told(chart.table)
    yield from map(plain, chart.table.notes)


def _rows_told(table: Table) -> Iterator[str]:
    headings = [on_one_line(column.heading) for column in table.columns]
    for row in table.rows:
        first, *others = (on_one_line(cell.text) for cell in row.cells)
        pairs = zip(headings[1:], others, strict=False)
        told = ", ".join(f"{heading} {text}".strip() for heading, text in pairs if text)
        yield f"{first}: {told}" if first else told


def _fewest(fill: Callable[[Sizes], list[list[Unit]]], sizes: Sequence[Sizes]) -> list[list[Unit]]:
    """Return the content at the size that takes the fewest slides; of several, the largest.

    A table that goes on counts as a slide more: on one slide it is read at a glance.
    """
    best: list[list[Unit]] = []
    least = 0
    for size in sizes:
        slides = fill(size)
        cost = len(slides) + _going_on(slides)
        if not least or cost < least:
            best, least = slides, cost
        if cost > _MANY_SLIDES:
            return fill(sizes[-1])
        if least <= 1:
            break
    return best


def _going_on(slides: Sequence[Sequence[Unit]]) -> int:
    """Return how many tables go on from one slide to the next."""
    grids = [{id(unit.grid) for unit in units if isinstance(unit, TableRow)} for units in slides]
    return sum(len(one & other) for one, other in pairwise(grids))


def _continued(heading: str, number: int, document: Document) -> str:
    if number == 1:
        return heading
    if number == 2:
        return said("continued", document.lang, heading=heading)
    return said("continued_again", document.lang, heading=heading, number=number)


def _as_wide_as(frame: Frame, unit: Unit) -> Unit:
    return replace(unit, width=frame.width - 2 * INSET) if isinstance(unit, Para) else unit


def _with_own_title(page: Page, seen: set[str]) -> Page:
    """Return a slide whose title no slide before it has: a screen reader lists slides by title."""
    heading, number = page.heading, 1
    while (told := f"{page.kicker}\n{heading}".casefold()) in seen:
        number += 1
        heading = f"{page.heading} ({number})"
    seen.add(told)
    return replace(page, heading=heading)
