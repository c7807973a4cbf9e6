"""A document: what a report says, in one language, before it is a page, slides or a workbook.

All sentences are written here once; a form (HTML, slides, workbook, Markdown) only lays them out.
Texts are plain: whoever writes a form makes them harmless there. A number keeps its value beside
its text, so that a workbook can count and a chart can draw.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum
from urllib.parse import urlsplit

from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_WEB = lazy_pattern(r"https?://[^\s\x00-\x20\x7f\\]+", re.IGNORECASE)


class Tone(StrEnum):
    """What something means; a form may colour it, but never by colour alone."""

    NEUTRAL = "neutral"
    PREPARED = "prepared"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    EARLIER = "earlier"
    UNKNOWN = "unknown"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


REPORTED_SIGN = "†"
"""What a form writes behind a number that is marked as reported; the table's notes explain it."""


class Mark(StrEnum):
    """Where a number comes from, where that is not a survey."""

    REPORTED = "reported"
    """A person wrote it down; a form marks it, and the table's notes say so."""


class ColumnKind(StrEnum):
    """What a column holds; numbers stand to the right."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"


class SectionKind(StrEnum):
    """What a section of a goal tells; slides have one (or more) for each."""

    GOAL = "goal"
    """*Tavoite*: what was promised, by when, how it is measured."""
    PROGRESS = "progress"
    """*Ositettu tavoitteiden toteutuminen*: the bar, the table with its notes, the levels."""
    CHANGE = "change"
    """How it changed: over time, and since the report before."""
    MISSING = "missing"
    """What is missing, by unit and by owner, and the next steps."""
    DIFFERENCES = "differences"
    """Where the units' principles differ: access, cancellation, pricing."""
    FORECAST = "forecast"
    """*Ennuste tavoitteiden toteutumisesta ja riskit*: forecast, milestones, risks."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: What is shown.
        value: The number or the day that ``text`` shows; a share is 0 to 1.
        tone: What it means.
        mark: Where it comes from.
        link: Address of more about it, within the board (``rooms/nup:a``) or on the web
            (``https://…``); ``None`` for none.
    """

    text: str
    value: int | Decimal | dt.date | None = None
    tone: Tone = Tone.NEUTRAL
    mark: Mark | None = None
    link: str | None = None

    @property
    def address(self) -> str | None:
        """Where its link leads on the web; ``None`` where it leads within the board, or nowhere."""
        return self.link if self.link is not None and is_on_the_web(self.link) else None


def is_on_the_web(link: str) -> bool:
    """Whether a link is an address of the web that a form may lead to."""
    if not _WEB.fullmatch(link):
        return False
    try:
        return bool(urlsplit(link).hostname)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and what it holds."""

    heading: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one cell a column, of which the first is its heading."""

    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Attributes:
        caption: What it shows, with its day and source.
        notes: Lines under it, such as what a mark means.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BAR = "bar"
    """One stacked bar, each series one part of it (*tekemättä/tekeillä/tehty*)."""
    BARS = "bars"
    """A stacked bar a category, such as one a service unit."""
    STAGES = "stages"
    """Stacked areas over days, with the line to the deadline."""


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a chart: one value a category; ``None`` where none is known."""

    name: str
    values: tuple[int | Decimal | None, ...]
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart, and the table with the same numbers.

    Attributes:
        title: Its title.
        description: What it shows, in a sentence, for whoever does not see it.
        categories: What stands along it: days for ``STAGES``, texts otherwise.
        series: What is stacked, the lowest first.
        target: Values to reach as a line, one a category; ``None`` for no line.
        deadline: The day on which the line ends.
        table: The same numbers.
    """

    kind: ChartKind
    title: str
    description: str
    categories: tuple[str, ...] | tuple[dt.date, ...]
    series: tuple[Series, ...]
    table: Table
    target: Series | None = None
    deadline: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a ``strong`` one is what the section comes to."""

    text: str
    tone: Tone = Tone.NEUTRAL
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with what is told below it."""

    text: str
    details: tuple[str, ...] = ()
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Items:
    """A list, in order when ``numbered``, with the sentence that leads to it."""

    items: tuple[Item, ...]
    lead: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A pair such as "Määräaika: 31.12.2027"."""

    name: str
    text: str


Block = Paragraph | Items | Table | Chart | tuple[Fact, ...]
"""A part of a section, from top to bottom; a tuple of facts is a list of pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a chapter, with its heading."""

    kind: SectionKind
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What is told of one goal.

    Attributes:
        id: Id of the goal, safe in an address.
        title: Its name.
        area: The area of goals (*tavoitealue*), where it has one.
        summary: How it stands, in a line.
        tone: What that means.
    """

    id: str
    title: str
    sections: tuple[Section, ...]
    area: str = ""
    summary: str = ""
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report in one language.

    Attributes:
        lang: The language of its sentences; texts of the catalogue may be in another.
        title: Such as "Sitovat tavoitteet 2027".
        subtitle: Such as the day, and whose it is.
        day: The day that it tells of.
        facts: What it rests on: the survey with its time and system, the catalogue.
        overview: All goals at a glance, before the chapters.
    """

    lang: Lang
    title: str
    subtitle: str
    day: dt.date
    chapters: tuple[Chapter, ...]
    facts: tuple[Fact, ...] = ()
    overview: tuple[Block, ...] = ()
