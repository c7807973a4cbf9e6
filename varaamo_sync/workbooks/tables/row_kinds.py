"""Tells the rows of rooms from what else people write into a table.

A row that is not read is a row that somebody must look at: each one is told with its reason, and
nothing is left out for a single hint. Where a room's first cells are words, it is still a room.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from enum import StrEnum

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.tables.fields import find_field
from varaamo_sync.workbooks.tables.table import Table, TableColumn
from varaamo_sync.workbooks.text import fold
from varaamo_sync.workbooks.words import word_file

TYPED_BY = lazy_pattern(r"(?:name|names|text|known|id|key|images)$")
"""Kinds of columns in which nearly every text can stand, so that reading one proves nothing."""

_LOOKED_AT = 4
"""Cells by which a row is known to be no header."""


def _any_of(name: str) -> str:
    words = (re.escape(word).replace(r"\*", r"\w*") for word in word_file("tables/row_words")[name])
    return f"(?:{'|'.join(words)})"


_TOTAL = lazy_pattern(
    rf"(?:{_any_of('counted')} )?{_any_of('totals')} ?[:=]?(?: ?\d[\d .,]*\w*(?: \w+)?)?"
    r"|\d+ (?:tilaa|huonetta|lokaler|rum|rooms)(?: yhteensä| totalt| in total)?"
)
_LABEL = lazy_pattern(
    rf"{_any_of('labels')}(?:[:!.].*|)|\*+ ?\S.*|\(\*\).*"
    r"|.*\b\d{1,2}\.\d{1,2}\.\d{4}\b.*|[^:]{2,40}:"
)
"""What notes and signatures begin with."""
_NOT_A_NAME = lazy_pattern(
    r"\+?[\d ()/-]{6,}|\S+@\S+\.\S+|(?:https?://|www\.)\S+|\d{1,2}\.\d{1,2}\.\d{2,4}"
)
"""A telephone number, an address of mail or web, a day: nobody calls a room so."""
_LONGEST_TITLE = 60
_STEM = 4
"""Letters by which a title is known to name a venue: ``Malmi`` heads ``Malmin nuorisotalo``."""

_EXPLAINS = lazy_pattern(rf"\b{_any_of('explains')}\b")
_COUNTS = lazy_pattern(_any_of("counts"))
"""What a cell asks for, where a number or a choice should stand."""


class What(StrEnum):
    """What a row is."""

    ROOM = "room"
    HEADER = "header"
    """The headers once more."""
    HELP = "help"
    """Explains the headers."""
    HELP_OF_FORM = "help of form"
    """Explains the headers, as the form says that the row under them does."""
    TOTAL = "total"
    TITLE = "title"
    NOTE = "note"
    """A note, or a signature."""
    TABLE = "table"
    """Of another table below this one."""


class RowJudge:
    """Judges the rows of one table, from top to bottom."""

    def __init__(
        self,
        table: Table,
        values: Sequence[Sequence[Raw]],
        venues: Container[str] = (),
    ) -> None:
        """Begin.

        Args:
            table: The table.
            values: Its rows, with what merged cells say.
            venues: Names of known venues, folded.
        """
        self._table = table
        self._values = values
        self._answers: Mapping[int, bool] = {}
        self._venues = venues
        self._headers = {place: fold(text) for place, text in table.headers.items()}
        self._typed = [column for column in table.columns if not TYPED_BY.match(column.kind)]
        self._names = [c.number for c in table.columns if c.field.startswith("name.")]
        self._key = table.places.get("key", 0)
        self._venue = table.places.get("venue", 0)
        self._last = table.header_row
        self._before = What.HEADER
        self._first = True
        self._rooms = 0
        self._rooms_of_words = 0
        self._seen: set[str] = set()
        self._other = False

    def judge(self, number: int, cells: Sequence[Raw], answers: Mapping[int, bool]) -> What:
        """Return what a row is; rows are asked for in their order.

        Args:
            number: Its number.
            cells: Its cells.
            answers: Whether a cell can be read, by its column; without those that answer nothing.
        """
        self._answers = answers
        own = [(place, cell) for place, cell in enumerate(cells, 1) if cell is not None]
        first, self._first = self._first, False
        what = self._judge(number, own, first=first)
        if what is What.HEADER:
            self._other, self._first = False, first
        elif what is What.ROOM:
            self._rooms += 1
            self._rooms_of_words += not self._reads_something()
            self._seen.add(self._text(number, self._venue))
        elif what is What.TABLE:
            self._other = True
        elif what is What.TITLE and self._ends_table(number):
            self._other = not self._heads_section(number, fold(str(own[0][1])))
        self._last, self._before = number, what
        return what

    def _ends_table(self, number: int) -> bool:
        """Tell whether what stands above a row ended the table: nothing, or its totals."""
        return self._rooms > 0 and (number - self._last > 1 or self._before is What.TOTAL)

    def _heads_section(self, number: int, title: str) -> bool:
        """Tell whether a title names the venue of the rows below it."""
        venues = (self._text(number + below, self._venue) for below in (1, 2))
        venue = next(filter(None, venues), "")
        stem = title[:_STEM]
        return (
            bool(venue)
            and len(stem) == _STEM
            and any(word.startswith(stem) for word in venue.split())
        )

    def _judge(self, number: int, own: Sequence[tuple[int, Raw]], *, first: bool) -> What:
        if self._is_header(own):
            return What.HEADER
        if not own or (self._text(number, self._key) and not self._is_no_key(own)):
            return What.ROOM
        if first and (help := self._help(number)) is not None:
            return help
        if any(_TOTAL.fullmatch(fold(str(cell))) for _, cell in own[:2]):
            return What.TOTAL
        return What.TABLE if self._other else self._judge_content(number, own)

    def _judge_content(self, number: int, own: Sequence[tuple[int, Raw]]) -> What:
        if self._reads_something():
            return What.ROOM
        if self._table.of == "venue":
            return What.NOTE if _is_label(own[0][1]) else What.ROOM
        return self._judge_words(number, own)

    def _judge_words(self, number: int, own: Sequence[tuple[int, Raw]]) -> What:
        """Judge a row in which no number, no choice and no yes or no can be read."""
        name = next((text for place in self._names if (text := self._text(number, place))), "")
        ended = self._ends_table(number)
        apart = ended or (self._rooms > 0 and self._before in (What.NOTE, What.TITLE))
        mapped = {column.number for column in self._table.columns}
        if _is_label(own[0][1]) or _NOT_A_NAME.fullmatch(name):
            return What.NOTE
        if len(own) == 1 and (ended or not name):
            return What.TITLE if _is_title(own[0][1]) else What.NOTE
        if all(place not in mapped for place, _ in own):
            return What.NOTE
        unlike = 2 * self._rooms_of_words < self._rooms  # those above hold numbers, or choices
        strange = apart and unlike and not self._knows_venue(number)
        return What.TABLE if strange or self._heads_other(own) else What.ROOM

    def _raw(self, number: int, place: int) -> Raw:
        cells = self._values[number - 1] if number <= len(self._values) else ()
        return cells[place - 1] if 0 < place <= len(cells) else None

    def _text(self, number: int, place: int) -> str:
        raw = self._raw(number, place)
        return fold(raw) if isinstance(raw, str) else "" if raw is None else str(raw)

    def _is_no_key(self, own: Sequence[tuple[int, Raw]]) -> bool:
        """Tell whether a row says nothing but what can be no key, under the heading of keys."""
        return len(own) == 1 and self._answers.get(self._key) is False

    def _knows_venue(self, number: int) -> bool:
        venue = self._text(number, self._venue)
        return not venue or venue in self._seen or venue in self._venues

    def _is_header(self, own: Sequence[tuple[int, Raw]]) -> bool:
        """Tell whether a row says the headers once more, to the letter."""
        return len(own) > 1 and all(
            isinstance(cell, str) and self._headers.get(place) == fold(cell) for place, cell in own
        )

    def _heads_other(self, own: Sequence[tuple[int, Raw]]) -> bool:
        """Tell whether a row looks like the headers of another table."""
        if len(own) < 2 or not all(isinstance(cell, str) for _, cell in own):
            return False
        known = sum(
            self._headers.get(place) == fold(str(cell))
            or any(find_field(of, str(cell)) is not None for of in ("room", "venue"))
            for place, cell in own[: 2 * _LOOKED_AT]
        )
        return known > 1 and known * 2 > len(own[: 2 * _LOOKED_AT])

    def _reads_something(self) -> bool:
        return any(self._answers.get(column.number) for column in self._typed)

    def _help(self, number: int) -> What | None:
        """Return how the row under the headers explains them: by its words, not by its gaps."""
        readings = [self._answers.get(column.number) for column in self._typed]
        readable, unreadable = readings.count(True), readings.count(False)
        explains = sum(self._explains(column, number) for column in self._table.columns)
        if explains and (unreadable > readable or (explains > 1 and not readable)):
            return What.HELP_OF_FORM if self._has_help else What.HELP
        return What.HELP if self._has_help and unreadable > readable else None

    @property
    def _has_help(self) -> bool:
        return self._table.form is not None and self._table.form.help_row

    def _explains(self, column: TableColumn, number: int) -> bool:
        text = self._text(number, column.number)
        if not text or column.kind == "text":
            return False
        if _EXPLAINS.search(text):
            return True
        if TYPED_BY.match(column.kind):
            found = find_field(self._table.of, text) if " " in text else None
            return found is not None and found[0] == column.field
        return _COUNTS.fullmatch(text) is not None


def _is_label(cell: Raw) -> bool:
    return isinstance(cell, str) and _LABEL.fullmatch(fold(cell)) is not None


def _is_title(cell: Raw) -> bool:
    text = str(cell).strip()
    short = isinstance(cell, str) and len(text) <= _LONGEST_TITLE
    return short and ":" not in text and text[-1:] not in ".!?"
