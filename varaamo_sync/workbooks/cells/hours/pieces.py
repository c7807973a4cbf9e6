"""A cell of opening hours taken to pieces: weekdays, times, dates, holidays and the words between.

Whatever is none of them is a piece of its own, so that nothing is passed over.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from varaamo_sync.model.hours import YearDay, parse_span
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.workbooks.cells.hours.vocabulary import (
    STEMS,
    Kind,
    Meaning,
    meanings,
    months,
    most_words,
)
from varaamo_sync.workbooks.text import fold, tidy

_LEAP = 2024
_CLOCK = r"(\d{1,2})(?:[.:](\d\d))?(?::00)? ?([ap]\.?m\.?)?"
_TIME = lazy_pattern(rf"{_CLOCK} ?(?:-|to|till|until)(?: ?(?:klo|kl)\.?)? ?{_CLOCK}(?![\d.:]*\d)")
_STEM = "|".join(STEMS)
_STEMS = lazy_pattern(rf"({_STEM})(?:kuu)?-({_STEM})kuu(?:ssa|ta|n)?\b")
_WORD = lazy_pattern(r"[^\W\d_][\w.'-]*|24 ?/ ?7|24 ?h(?:/7)?\b|24 \w+|\d\. \w+|[&+/]")
_SIGNS = {",": Kind.COMMA, ";": Kind.BREAK, "\n": Kind.BREAK, "-": Kind.TO}
_PASSED_OVER = " :().|"


class Piece(NamedTuple):
    """A piece of a cell.

    Attributes:
        text: Its words.
        kind: What it says.
        value: What it says it of.
        english: Whether it is a weekday in English.
    """

    text: str
    kind: Kind
    value: Any = None
    english: bool = False


def take_to_pieces(raw: str) -> list[Piece]:
    """Return the pieces of a cell, without those that say nothing."""
    text = "\n".join(fold(line) for line in tidy(raw).split("\n"))
    pieces = [piece for piece in _pieces(text) if piece.kind is not Kind.NOISE]
    return _months_in_dates(_weekdays_in_runs(_without_english_on(pieces)))


def _pieces(text: str) -> Iterator[Piece]:
    place = 0
    while place < len(text):
        if text[place] in _PASSED_OVER:
            place += 1
            continue
        piece = _dates(text, place) or _time(text, place) or _phrase(text, place)
        if piece is None:
            sign = text[place]
            rest = re.compile(r"[^\s,;]+").match(text, place)
            said = sign if sign in _SIGNS else rest[0] if rest else sign
            piece = Piece(said, _SIGNS.get(sign, Kind.UNKNOWN))
        yield piece
        place += len(piece.text)


@lru_cache(maxsize=1)
def _day_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    return re.compile(
        r"(?P<iso>\d{4}-\d\d-\d\d)\b"
        r"|(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?: ?(?P<year>\d{4})\b)?"
        rf"|(?P<d>\d{{1,2}})\.? (?P<name>{names})\b(?: (?P<y>\d{{4}})\b)?"
        r"|(?P<only>\d{1,2})\.(?= ?- ?\d{1,2}\.\d)"
    )


class _Day(NamedTuple):
    """A day as it is written; what is not written is ``None``."""

    day: int
    month: int | None
    year: int | None


def _dates(text: str, place: int) -> Piece | None:
    stems = _STEMS.match(text, place)
    if stems is not None:
        first, last = (STEMS.index(stem) + 1 for stem in stems.groups())
        return Piece(stems[0], Kind.DATES, month_days(first, last))
    one = _day(text, place)
    if one is None:
        return None
    first_day, end = one
    between = re.compile(r" ?- ?").match(text, end)
    other = _day(text, between.end()) if between else None
    last_day, end = other or one
    said = _in_catalogue(first_day, last_day)
    return Piece(text[place:end], Kind.DATES if said else Kind.UNKNOWN, said)


def _day(text: str, place: int) -> tuple[_Day, int] | None:
    match = _day_pattern().match(text, place)
    if match is None:
        return None
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return _Day(day, month, year), match.end()
    day = int(match["day"] or match["d"] or match["only"])
    month_of = int(match["month"]) if match["month"] else months().get(match["name"] or "")
    written = match["year"] or match["y"]
    if month_of is not None and not 1 <= month_of <= 12:
        return None  # a time of the day: 16.00.
    return _Day(day, month_of, int(written) if written else None), match.end()


def _in_catalogue(first: _Day, last: _Day) -> str | None:
    """Return days as a catalogue writes them; ``None`` where there are none such."""
    if last.month is None:
        return None
    month = first.month or last.month
    year = first.year
    if last.year is not None and year is None:
        year = last.year - ((month, first.day) > (last.month, last.day))
    if (year is None) != (last.year is None):
        return None
    try:
        date(year or _LEAP, month, first.day)
        date(last.year or _LEAP, last.month, last.day)
    except ValueError:
        return None
    said = [
        f"{one[0]}-{one[1]:02}-{one[2]:02}" if one[0] else f"{one[1]:02}-{one[2]:02}"
        for one in ((year, month, first.day), (last.year, last.month, last.day))
    ]
    return said[0] if said[0] == said[1] else "..".join(said)


def month_days(first: int, last: int) -> str:
    """Return the days of some months of every year as a catalogue writes them."""
    end = YearDay(f"{last:02}-{monthrange(_LEAP, last)[1]:02}")
    return f"{first:02}-01..{end}"


def _time(text: str, place: int) -> Piece | None:
    match = _TIME.match(text, place)
    if match is None:
        return None
    start, end = _clock(match[1], match[2], match[3]), _clock(match[4], match[5], match[6])
    try:
        return Piece(match[0].rstrip(), Kind.TIME, parse_span(f"{start}-{end}"))
    except ValueError:
        return Piece(match[0].rstrip(), Kind.UNKNOWN)


def _clock(hours: str, minutes: str | None, half: str | None) -> str:
    hour = int(hours)
    if half and hour <= 12:
        hour = hour % 12 + 12 * half.startswith("p")
    return f"{hour}:{minutes or '00'}"


def _phrase(text: str, place: int) -> Piece | None:
    """Return the longest phrase that is known, or a word that is not."""
    words: list[str] = []
    ends: list[int] = []
    found = place
    while len(words) < most_words() and (match := _WORD.match(text, found)):
        words.append(match[0])
        ends.append(match.end())
        found = match.end()
        while found < len(text) and text[found] == " ":
            found += 1
    for count in range(len(words), 0, -1):
        said = text[place : ends[count - 1]]
        if (meant := _known(said)) is not None:
            return Piece(said, *meant)
    for word in words[:1]:  # ma-pe in one: what is before the dash may be known
        first = re.split(r"[-/]", word)[0]
        if first != word and (meant := _known(first)) is not None:
            return Piece(first, *meant)
        return Piece(word, Kind.UNKNOWN)
    return None


def _known(said: str) -> Meaning | None:
    words = " ".join(word.rstrip(".") for word in said.split())
    return meanings().get(words) or meanings().get(said.rstrip("."))


def _without_english_on(pieces: list[Piece]) -> list[Piece]:
    """Leave out the English *on* before a weekday, which in Swedish is Wednesday."""
    following = [*pieces[1:], Piece("", Kind.BREAK)]
    return [
        one
        for one, after in zip(pieces, following, strict=True)
        if not (one.text == "on" and after.english)
    ]


def _weekdays_in_runs(pieces: list[Piece]) -> list[Piece]:
    """Put weekdays from one to another together: ``ma-pe``, and in English ``Mon to Fri``."""
    made: list[Piece] = []
    for piece in pieces:
        run = _run(made, piece)
        if run is None:
            made.append(piece)
        else:
            del made[-2:]
            made.append(run)
    return made


def _run(made: list[Piece], last: Piece) -> Piece | None:
    if len(made) < 2 or last.kind is not Kind.DAYS or made[-2].kind is not Kind.DAYS:
        return None
    first, between = made[-2], made[-1]
    english_to = between.text == "to" and first.english and last.english
    if not (between.kind is Kind.TO or english_to) or len(first.value) > 1 or len(last.value) > 1:
        return None
    start, count = first.value[0], (last.value[0] - first.value[0]) % 7 + 1
    days = tuple(sorted((start + step - 1) % 7 + 1 for step in range(count)))
    return Piece(f"{first.text}-{last.text}", Kind.DAYS, days)


def _months_in_dates(pieces: list[Piece]) -> list[Piece]:
    """Turn months into their days: one, or from one to another."""
    made: list[Piece] = []
    for piece in pieces:
        if piece.kind is not Kind.MONTH:
            made.append(piece)
        elif [one.kind for one in made[-2:]] == [Kind.DATES, Kind.TO] and made[-2].text in months():
            first = months()[made[-2].text]
            text = f"{made[-2].text}-{piece.text}"
            made[-2:] = [Piece(text, Kind.DATES, month_days(first, piece.value))]
        else:
            days = month_days(piece.value, piece.value)
            made.append(Piece(piece.text, Kind.DATES, days))
    return made
