"""Single values of Hauki's answers, each checked where it is taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, TypeVar

from varaamo_sync.hours.protocol.states import ResourceState, state_of
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern

T = TypeVar("T")

_LARGEST = 2**63 - 1
_LONGEST = 10_000
"""Signs of a text; more is told as unfit, for somebody has to read it."""

_TIME = lazy_pattern(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?")
_DAY = lazy_pattern(r"\d{4}-\d\d-\d\d")


class Unfit(ValueError):
    """Something in an answer is not what Hauki gives.

    Attributes:
        path: Where, such as ``time_span_groups[0].time_spans[1].weekdays``.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Taken:
    """A JSON object whose values are taken one by one.

    Attributes:
        values: The object.
        path: Where it stands.
    """

    values: Mapping[str, Any]
    path: str = ""

    def at(self, name: str) -> str:
        """Return where a value stands."""
        return f"{self.path}.{name}" if self.path else name

    def further(self, known: frozenset[str]) -> Mapping[str, Any]:
        """Return the values whose names are not among some."""
        return {name: value for name, value in self.values.items() if name not in known}

    def whole(self, name: str) -> int:
        """Return a whole number."""
        value = self.values.get(name)
        if type(value) is not int or not -_LARGEST <= value <= _LARGEST:
            raise Unfit(self.at(name))
        return value

    def perhaps_whole(self, name: str) -> int | None:
        """Return a whole number, or ``None``."""
        return None if self.values.get(name) is None else self.whole(name)

    def truth(self, name: str) -> bool:
        """Return a truth value; what is missing is false."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise Unfit(self.at(name))
        return value

    def text(self, name: str) -> str:
        """Return a text."""
        value = self.values.get(name)
        if not isinstance(value, str) or len(value) > _LONGEST:
            raise Unfit(self.at(name))
        return value

    def perhaps_text(self, name: str) -> str | None:
        """Return a text, or ``None``; an empty one is none."""
        return None if self.values.get(name) in (None, "") else self.text(name)

    def texts(self, name: str) -> Mapping[Lang, str]:
        """Return the texts of a field that has one in each language; empty ones are left out."""
        value = self.values.get(name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise Unfit(self.at(name))
        each = Taken(value, self.at(name))
        found: dict[Lang, str] = {}
        for lang in LANGS:
            if text := each.perhaps_text(lang):
                found[lang] = text
        return found

    def state(self, name: str) -> ResourceState | str:
        """Return a state; one that is not known as the text that it is."""
        value = self.perhaps_text(name)
        return ResourceState.UNDEFINED if value is None else state_of(value)

    def day(self, name: str) -> date | None:
        """Return a date, or ``None``."""
        return self._read(name, _DAY, date.fromisoformat)

    def time(self, name: str) -> time | None:
        """Return a time of the day, or ``None``."""
        return self._read(name, _TIME, time.fromisoformat)

    def list(self, name: str) -> list[Any]:
        """Return a list; ``null`` and what is missing is an empty one."""
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise Unfit(self.at(name))
        return value

    def wholes(self, name: str) -> tuple[int, ...]:
        """Return a list of whole numbers."""
        found = self.list(name)
        if any(type(one) is not int for one in found):
            raise Unfit(self.at(name))
        return tuple(found)

    def objects(self, name: str) -> tuple[Taken, ...]:
        """Return a list of objects."""
        return tuple(
            taken(one, f"{self.at(name)}[{number}]") for number, one in enumerate(self.list(name))
        )

    def inner(self, name: str) -> Taken:
        """Return an object."""
        return taken(self.values.get(name), self.at(name))

    def _read(self, name: str, form: re.Pattern[str], reader: Callable[[str], T]) -> T | None:
        value = self.values.get(name)
        if value is None:
            return None
        try:
            if isinstance(value, str) and form.fullmatch(value):
                return reader(value)
        except ValueError:
            pass
        raise Unfit(self.at(name))


def taken(value: Any, path: str = "") -> Taken:
    """Return a value as an object to take from.

    Raises:
        Unfit: It is none.
    """
    if not isinstance(value, dict):
        raise Unfit(path)
    return Taken(value, path)
