"""What the pieces of a cell say together: on which days, at which times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from varaamo_sync.model import OpenTimes
from varaamo_sync.model.hours import ALL_DAY, MIDNIGHT, Span
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.workbooks.cells.hours.pieces import Piece
from varaamo_sync.workbooks.cells.hours.vocabulary import Kind

_SUBJECTS = (Kind.DAYS, Kind.DATES, Kind.HOLIDAYS)
_TIMES = (Kind.TIME, Kind.CLOSED)
_BETWEEN = (Kind.COMMA, Kind.TOGETHER)
_MARKS = {
    Kind.EXCEPTIONALLY: "exceptional",
    Kind.SINCE: "since",
    Kind.UNTIL: "until",
    Kind.VENUE: "inherits",
    Kind.OTHERWISE: "otherwise",
}
_EVENING, _MORNING = 12 * 60, 6 * 60


class NotUnderstood(Exception):
    """A piece of a cell says nothing that hours could be.

    Attributes:
        piece: Its words.
        fault: What is wrong with it, where that is known: ``days`` or ``times`` are missing, the
            days of a ``season`` are, times are in no ``order``, a day is said ``twice``.
    """

    def __init__(self, piece: str, fault: str = "") -> None:
        super().__init__(piece)
        self.piece = piece
        self.fault = fault


@dataclass(slots=True)
class Statement:
    """One thing that a cell says.

    Attributes:
        days: Weekdays.
        dates: Days of a year, as a catalogue writes them.
        holidays: Names of holidays.
        named: Both, in the order in which they are said.
        spans: Times.
        closed: Whether it says that it is closed.
        times_first: Whether it says when before on which days.
        exceptional: Whether it says that it is an exception.
        season: A word for a time of the year, which its dates explain.
        since: Whether its date is the first day.
        until: Whether its date is the last day.
        otherwise: Whether it is of all days that others leave.
        inherits: Whether it takes the venue's hours.
        broken: Whether something else began behind its end: it is no part of what follows.
    """

    days: tuple[int, ...] = ()
    dates: list[str] = field(default_factory=list)
    holidays: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    closed: bool = False
    times_first: bool = False
    exceptional: bool = False
    season: str = ""
    since: bool = False
    until: bool = False
    otherwise: bool = False
    inherits: bool = False
    broken: bool = False
    words: list[str] = field(default_factory=list)

    @property
    def has_subject(self) -> bool:
        """Whether it says on which days."""
        return bool(self.days or self.dates or self.holidays)

    @property
    def has_times(self) -> bool:
        """Whether it says when, or that it is closed."""
        return bool(self.spans or self.closed)

    @property
    def complete(self) -> bool:
        """Whether it says both; nobody needs to say on which days it is the venue's hours."""
        return self.inherits or (self.has_subject and self.has_times)

    @property
    def times(self) -> OpenTimes:
        """Its times."""
        return OpenTimes(() if self.closed else self.spans)

    @property
    def lack(self) -> str:
        """What keeps it from being complete, where that is known."""
        if self.season and not self.dates:
            return "season"
        if self.spans and not self.has_subject:
            return "days"
        return "times" if self.has_subject and not self.has_times else ""

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(self.words).strip(" ,;\n")


class Statements:
    """Puts pieces together, one after the other.

    Attributes:
        done: What has been said.
        by_hand: Whether somebody keeps the hours elsewhere.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._open = Statement()
        self.done: list[Statement] = []
        self.by_hand = False

    @property
    def so_far(self) -> list[Statement]:
        """What has been said, with the last statement, if it is whole."""
        return [*self.done, self._open] if self._open.complete else self.done

    def read(self) -> None:
        """Read all pieces.

        Raises:
            NotUnderstood: A piece says nothing, or days have no times.
        """
        for place, piece in enumerate(self._pieces):
            if piece.kind in _SUBJECTS:
                self._subject(piece, place)
            elif piece.kind in _TIMES:
                self._time(piece)
            elif piece.kind is Kind.ALWAYS:
                self._close()
                self._open = Statement(days=tuple(range(1, 8)), spans=[ALL_DAY])
            elif piece.kind is Kind.BREAK:
                if self._open.complete:
                    self._close(broken=True)
            else:
                self._mark(piece)
            self._open.words.append(piece.text)
        self._close()

    def _subject(self, piece: Piece, place: int) -> None:
        if self._open.has_times and (not self._open.times_first or self._begins_anew(place)):
            if self._open.has_subject:
                self._close()
            else:
                self._open.times_first = True
        one = self._open
        if one.spans and not one.has_subject:
            one.times_first = True
        if piece.kind is Kind.DAYS:
            one.days = tuple(sorted({*one.days, *piece.value}))
        elif piece.kind is Kind.DATES:
            one.dates.append(piece.value)
            one.named.append(piece.value)
        else:
            one.holidays += piece.value
            one.named += piece.value

    def _begins_anew(self, place: int) -> bool:
        """Whether days behind times have times of their own: ``8–16 arkisin, la 10–14``."""
        if not self._open.has_subject:
            return False
        for piece in self._pieces[place + 1 :]:
            if piece.kind in _TIMES:
                return True
            if piece.kind not in (*_SUBJECTS, *_BETWEEN):
                return False
        return False

    def _time(self, piece: Piece) -> None:
        closed = piece.kind is Kind.CLOSED
        one = self._open
        ended = one.times_first and one.has_subject
        if one.has_times and (ended or closed or one.closed):
            self._close()
        if closed:
            self._open.closed = True
        else:
            self._open.spans.append(_over_midnight(piece))

    def _mark(self, piece: Piece) -> None:
        if piece.kind in (Kind.SEASON, Kind.VENUE, Kind.OTHERWISE) and self._open.complete:
            self._close()
        one = self._open
        if piece.kind is Kind.NEXT_DAY and one.spans:
            one.spans[-1] = _to_next_day(one.spans[-1], piece)
        elif piece.kind is Kind.SEASON:
            one.season = piece.text
        elif piece.kind is Kind.BY_HAND:
            self.by_hand = True
        elif piece.kind in _MARKS:
            setattr(one, _MARKS[piece.kind], True)
        elif piece.kind not in _BETWEEN:
            raise NotUnderstood(piece.text)

    def _close(self, *, broken: bool = False) -> None:
        one = self._open
        self._open = Statement()
        if one.complete:
            one.broken = broken
            self.done.append(one)
        elif one.has_subject or one.has_times or one.season or one.since or one.until:
            raise NotUnderstood(one.text, one.lack)


def _over_midnight(piece: Piece) -> Span:
    """Return a time; one of an evening that ends in the morning ends on the day after."""
    span: Span = piece.value
    if span.start >= _EVENING and span.end <= _MORNING and span.end:
        return replace(span, next_day=True)
    if span.end == 0:
        return replace(span, end=MIDNIGHT)
    return span


def _to_next_day(span: Span, piece: Piece) -> Span:
    if span.start < span.end:
        raise NotUnderstood(piece.text)
    return replace(span, next_day=True)
