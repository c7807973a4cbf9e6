"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

__all__ = ["lazy_pattern"]


def lazy_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a regular expression that costs nothing before it is used.

    Compiling the hundred or so that ``read_catalogue`` and ``check`` bring along took 15 to
    19 ms, a tenth of what a person waits for a catalogue of one room; most of them look for
    what a text rarely has.

    Args:
        text: The expression, of text or of bytes.
        flags: As ``re.compile`` takes them.

    Raises:
        re.PatternError: At its first use, if it is none.
    """
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))


class _Uncompiled:
    """Has the attributes of the pattern, each looked up once."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # what copy and pickle ask of it before it has a text
            raise AttributeError(name)
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found
