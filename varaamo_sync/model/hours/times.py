"""Times of a day: from when until when it is open, or that it is closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from varaamo_sync.model.units import LANGS
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Theme

_words = Theme("hours")

MIDNIGHT = 24 * 60
"""Minutes of a day; as an end it is midnight, written 24:00."""

_SPAN = lazy_pattern(
    r"(\d{1,2})(?:[:.](\d\d))?\s*[-–]\s*(\d{1,2})(?:[:.](\d\d))?(?P<next>\s+next\s+day)?"
)
_CLOSED, _ALL_DAY = "closed", "all day"
_CLOCK_WORD = lazy_pattern(r"\b(klo|kl)\b\.?\s*")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one time of day to another.

    Attributes:
        start: Minutes after midnight.
        end: Likewise; ``MIDNIGHT`` is the end of the day.
        next_day: Whether it is said to end on the day after.
    """

    start: int
    end: int
    next_day: bool = False

    @property
    def last(self) -> int:
        """Its end in minutes after the midnight before it; more than ``MIDNIGHT`` the day after."""
        return self.end + MIDNIGHT if self.next_day else self.end

    @property
    def goes_backwards(self) -> bool:
        """Whether it ends before it begins, and nobody has said that it ends a day later."""
        return self.last < self.start

    @property
    def is_empty(self) -> bool:
        """Whether it ends when it begins: nothing, or 24 hours, nobody can tell."""
        return self.last == self.start

    def overlaps(self, other: Span) -> bool:
        """Whether some minute of a day is within both."""
        return self.start < other.last and other.start < self.last


ALL_DAY = Span(0, MIDNIGHT)
"""The whole day."""


class OpenTimes:
    """Times at which it is open on a day; none of them: closed.

    Two are equal where they are open at the same times, in whatever order these are written.
    """

    __slots__ = ("spans",)

    spans: tuple[Span, ...]

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        object.__setattr__(self, "spans", tuple(spans))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __reduce__(self) -> tuple[type[OpenTimes], tuple[tuple[Span, ...]]]:
        return OpenTimes, (self.spans,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OpenTimes) and self._meaning == other._meaning

    def __hash__(self) -> int:
        return hash(self._meaning)

    def __repr__(self) -> str:
        return f"OpenTimes({format_times(self)!r})"

    @property
    def closed(self) -> bool:
        """Whether it is closed all day."""
        return not self.spans

    @property
    def _meaning(self) -> tuple[tuple[int, int], ...]:
        return tuple(sorted((span.start, span.last) for span in self.spans))


@lru_cache(maxsize=4096)
def parse_span(text: str) -> Span:
    """Read a time of a day: ``08:00-16:00``, ``8-16``, ``18:00-02:00 next day``.

    Raises:
        ValueError: The text is none, or of an hour that there is not.
    """
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    start, end = _minutes(match[1], match[2]), _minutes(match[3], match[4])
    next_day = match["next"] is not None
    if start >= MIDNIGHT or end > MIDNIGHT or (next_day and end == MIDNIGHT):
        raise ValueError(text)
    return Span(start, end, next_day)


def _minutes(hours: str, minutes: str | None) -> int:
    if int(minutes or 0) >= 60:
        raise ValueError(minutes)
    return int(hours) * 60 + int(minutes or 0)


def format_span(span: Span) -> str:
    """Write a time of a day as ``parse_span`` reads it."""
    if span == ALL_DAY:
        return _ALL_DAY
    text = f"{format_time(span.start)}-{format_time(span.end)}"
    return f"{text} next day" if span.next_day else text


def format_time(minutes: int) -> str:
    """Write a time of day: ``08:00``."""
    return "{:02}:{:02}".format(*divmod(minutes, 60))


def format_times(times: OpenTimes) -> str | list[str]:
    """Write times of a day as a catalogue has them: ``closed``, a time, or a list of times."""
    texts = [format_span(span) for span in times.spans]
    return texts if len(texts) > 1 else texts[0] if texts else _CLOSED


def parse_times(value: Any) -> OpenTimes:
    """Read times of a day as a catalogue has them.

    Raises:
        ValueError: They are none.
    """
    if isinstance(value, OpenTimes):
        return value
    if isinstance(value, str):
        return _times_of(value)
    if isinstance(value, Sequence) and value and all(isinstance(item, str) for item in value):
        return OpenTimes(_span_of(item) for item in value)
    raise ValueError(value)


@lru_cache(maxsize=4096)
def _times_of(text: str) -> OpenTimes:
    return OpenTimes() if text.strip() == _CLOSED else OpenTimes((_span_of(text),))


def _span_of(text: str) -> Span:
    return ALL_DAY if text.strip() == _ALL_DAY else parse_span(text)


_SPOKEN = {
    _CLOSED: ("closed", "shut", "suljettu", "kiinni", "stängt", "stängd", "-", "–"),
    _ALL_DAY: ("all day", "24/7", "24h", "24 h"),
}
"""What people write instead of the words of a catalogue, beside what our sheets say."""

_SAID = {_CLOSED: "says.closed", _ALL_DAY: "says.all_day"}


def times_meant(text: str) -> str | None:
    """Return times that are written in another way as a catalogue has them.

    >>> times_meant("Suljettu"), times_meant("klo 8–16")
    ('closed', '08:00-16:00')
    """
    plain = " ".join(text.casefold().split())
    for word, spoken in _SPOKEN.items():
        if plain in spoken or plain in {_words(_SAID[word], lang) for lang in LANGS}:
            return word
    try:
        return format_span(parse_span(_CLOCK_WORD.sub("", plain)))
    except ValueError:
        return None


def _validate(value: Any) -> OpenTimes:
    try:
        return parse_times(value)
    except ValueError:
        raise PydanticCustomError(
            "hours", "is not a time of the day; write 08:00-16:00, all day or closed"
        ) from None


_CLOCK = r"\d{1,2}([:.]\d\d)?"
_TEXT = {
    "type": "string",
    "pattern": rf"^\s*(closed|all day|{_CLOCK}\s*[-–]\s*{_CLOCK}(\s+next\s+day)?)\s*$",
    "examples": ["08:00-16:00", "18:00-02:00 next day", "all day", "closed"],
}

Times = Annotated[
    OpenTimes,
    PlainValidator(_validate),
    PlainSerializer(format_times, when_used="json"),
    WithJsonSchema({"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}),
]
"""Times of a day as people write them: ``08:00-16:00``, a list of such, ``all day``, ``closed``."""
